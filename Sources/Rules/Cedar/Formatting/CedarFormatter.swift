/// Lays out policy and schema text anew: one form for what means the same, every comment kept. Parentheses and order stay as they are.
public struct CedarFormatter: Sendable {
    /// The columns that lines should not pass; what cannot be broken passes them.
    public let width: Int
    /// The columns of one indentation.
    public let indent: Int

    /// A formatter.
    public init(width: Int = 80, indent: Int = 2) {
        self.width = width
        self.indent = indent
    }

    /// The policies laid out. Before it answers, the result is read again and compared.
    /// - Throws: all errors of the text; or, should the result not read back to the same policies and comments, that it refuses.
    public func format(policies source: SourceText) throws(CedarErrors) -> String {
        let original = try PolicyParser.policies(in: source)
        let (text, comments) = try write(source) { $0.policies() }
        let result = try reading(text, source, comments)
        let found = try PolicyParser.policies(in: result)
        guard found.count == original.count, zip(found, original).allSatisfy({ $0.hasSameContent(as: $1) }) else {
            throw refusal(source, "the policies")
        }
        return text
    }

    /// The schema laid out. Before it answers, the result is read again and compared.
    /// - Throws: all errors of the text; or, should the result not read back to the same schema and comments, that it refuses.
    public func format(schema source: SourceText) throws(CedarErrors) -> String {
        let original = try SchemaFragment(bytes: source.bytes, file: source.file)
        let (text, comments) = try write(source) { $0.schema() }
        let result = try reading(text, source, comments)
        guard try SchemaFragment(bytes: result.bytes, file: source.file).hasSameContent(as: original) else {
            throw refusal(source, "the schema")
        }
        return text
    }

    private func write(
        _ source: SourceText,
        _ lay: (inout TokenLayout) -> Layout
    ) throws(CedarErrors) -> (text: String, comments: [String]) {
        do throws(ParseError) {
            var layout = try TokenLayout(source)
            let text = LayoutWriter.write(lay(&layout), width: width, step: indent)
            return (text, Self.comments(layout.tokens))
        } catch {
            throw CedarErrors(error)
        }
    }

    private func reading(_ text: String, _ source: SourceText, _ comments: [String]) throws(CedarErrors) -> SourceText {
        do throws(ParseError) {
            let result = try SourceText(text, file: source.file)
            guard Self.comments(try CommentedToken.tokens(of: result)) == comments else {
                throw ParseError(file: source.file, range: .none, message: Self.message("the comments"))
            }
            return result
        } catch {
            throw CedarErrors(error)
        }
    }

    private static func comments(_ tokens: [CommentedToken]) -> [String] {
        tokens.flatMap { $0.leading.map(\.text) + ($0.trailing.map { [$0] } ?? []) }
    }

    private func refusal(_ source: SourceText, _ what: String) -> CedarErrors {
        CedarErrors(ParseError(file: source.file, range: .none, message: Self.message(what)))
    }

    private static func message(_ what: String) -> String {
        "formatting would change \(what), so the text is left as it is; please report this text as a defect of the formatter"
    }
}

extension PolicySet {
    /// The static policies and templates as Cedar text, laid out. Where the ids are `policy0`, `policy1` …, the policies stand in that
    /// order; otherwise each policy whose id is not that of its place says it as `@id`, unless it has such an annotation, so that
    /// ``renamedByAnnotation()`` brings the ids back.
    /// - Throws: when the set has links, which the text form does not know, or an expression that nests deeper than text may.
    public func text(_ formatter: CedarFormatter = CedarFormatter()) throws(CedarErrors) -> String {
        if let link = links.first {
            let message =
                "the policy `\(link.id)` is linked from the template `\(link.template)`, and text has no form for links; keep the set in JSON"
            throw CedarErrors(ParseError(file: "", range: .none, message: message))
        }
        var all = policies + templates
        let numbered = all.indices.map { self[PolicyID("policy\($0)")] }
        if numbered.allSatisfy({ $0 != nil }) { all = numbered.compactMap(\.self) }
        let text = all.enumerated().map { index, policy in
            let isNamed = policy.id == PolicyID("policy\(index)") || policy.annotations.contains { $0.name == "id" }
            return (isNamed ? "" : "@id(\(policy.id.text.quoted))\n") + policy.description
        }
        .joined(separator: "\n")
        let source: SourceText
        do throws(ParseError) {
            source = try SourceText(text, file: all.first?.file ?? "")
        } catch {
            throw CedarErrors(error)
        }
        return try formatter.format(policies: source)
    }
}
