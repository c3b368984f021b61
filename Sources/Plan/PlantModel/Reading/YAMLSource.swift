import Yams

/// Reads YAML into source nodes.
///
/// Two things that the YAML library does are kept from it. It expands aliases while it composes, and hashes keys: an alias within a key
/// could make it work for ever. So each `*` is replaced by a private character first (same column, no alias), and aliases are resolved
/// here, where their expansion is counted. And it stops at the first duplicate key: that key is marked in the text and the text composed
/// again, so that all problems of a file are reported at once.
struct YAMLSource {
    let file: String
    var anchors: [String: Node] = [:]
    var openAliases: Set<String> = []
    /// Columns on a line before which a marker was put, by line.
    private var markers: [Int: [Int]] = [:]
    let hasAliases: Bool

    /// The tree of a file; nil if it is empty or cannot be composed, which is then in the log.
    ///
    /// - Parameter budget: how many values may still be read; reduced by those of this file.
    static func read(_ text: String, file: String, budget: inout Int, log: inout ProblemLog) -> SourceNode? {
        guard YAMLRoom.hasRoom(text, file: file, budget: budget, log: &log) else { return nil }
        var source = YAMLSource(file: file, hasAliases: text.utf8.contains(UInt8(ascii: "*")))
        guard let parser = source.compose(text, log: &log) else { return nil }
        // The parser owns the anchors' names; it has to live as long as the nodes are read.
        return withExtendedLifetime(parser.parser) {
            source.collectAnchors(parser.root, depth: 0, log: &log)
            return source.convert(parser.root, depth: 0, budget: &budget, log: &log)
        }
    }

    private init(file: String, hasAliases: Bool) {
        self.file = file
        self.hasAliases = hasAliases
    }

    private mutating func compose(_ original: String, log: inout ProblemLog) -> (parser: Parser, root: Node)? {
        var text = original
        if hasAliases {
            text = String(
                String.UnicodeScalarView(original.unicodeScalars.map { $0 == "*" ? SourceText.aliasMarker : $0 })
            )
        }
        for _ in 0...Limits.duplicateKeysMax {
            do {
                let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
                guard let root = try parser.singleRoot() else { return nil }
                return (parser, root)
            } catch let error as YamlError {
                guard case .duplicatedKeysInMapping(_, let context) = error,
                    let marked = mark(text, line: context.mark.line, column: context.mark.column)
                else {
                    log.add(.malformedYAML, at: place(of: error), reason(error))
                    return nil
                }
                text = marked
            } catch {
                log.add(.malformedYAML, at: SourcePlace(file: file), "this is no YAML")
                return nil
            }
        }
        log.add(.duplicateKey, at: SourcePlace(file: file), "more keys are written twice than are looked for at once")
        return nil
    }

    private mutating func mark(_ text: String, line: Int, column: Int) -> String? {
        var scalars = text.unicodeScalars
        var index = scalars.startIndex
        var current = 1
        while current < line, index < scalars.endIndex {
            if scalars[index] == "\n" { current += 1 }
            index = scalars.index(after: index)
        }
        guard current == line,
            let key = scalars.index(index, offsetBy: column - 1, limitedBy: scalars.endIndex),
            key < scalars.endIndex
        else { return nil }
        scalars.insert(SourceText.duplicateMarker, at: key)
        markers[line, default: []].append(column)
        return String(scalars)
    }

    // MARK: - Places

    func place(of mark: Mark?) -> SourcePlace {
        guard let mark else { return SourcePlace(file: file) }
        guard !markers.isEmpty, let columns = markers[mark.line] else {
            return SourcePlace(file: file, line: mark.line, column: mark.column)
        }
        // Each marker before it on the line moved it one column to the right.
        let moved = columns.reduce(into: 0) { if $1 < mark.column { $0 += 1 } }
        return SourcePlace(file: file, line: mark.line, column: mark.column - moved)
    }

    private func place(of error: YamlError) -> SourcePlace {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): place(of: mark)
        case .duplicatedKeysInMapping(_, let context): place(of: context.mark)
        default: SourcePlace(file: file)
        }
    }

    private func reason(_ error: YamlError) -> String {
        switch error {
        case .scanner(let context, let problem, _, _), .parser(let context, let problem, _, _),
            .composer(let context, let problem, _, _):
            let during = context.map { " " + $0.text } ?? ""
            return "this is no YAML: \(problem)\(during)"
        case .reader(let problem, _, _, _):
            return "this is no YAML: \(problem)"
        default:
            return "this is no YAML"
        }
    }
}
