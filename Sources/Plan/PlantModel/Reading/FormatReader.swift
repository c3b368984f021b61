/// Reads source nodes as the format describes them: types, words, numbers, dates, keys. Ids and references are noted on the way and
/// compared once all files are read.
struct FormatReader {
    /// An id that is referred to.
    struct PendingReference {
        let kind: EntityKind
        let id: String
        let place: SourcePlace
        /// Words that would also have been possible there.
        let words: [String]
    }

    var log: ProblemLog
    /// Where each id is defined, by kind.
    var definitions: [EntityKind: [String: SourcePlace]] = [:]
    var pending: [PendingReference] = []
    /// Facts that name an end of their own, to be compared with the plant's date once it is known.
    private(set) var ends: [(expires: Day, place: SourcePlace, hasEvidence: Bool)] = []
    /// Facts without an end of their own.
    private(set) var lasting = FactCensus()

    init(log: ProblemLog) { self.log = log }

    /// Reads a value; nil if something in it is wrong, which is then in the log.
    mutating func read(_ node: SourceNode, as type: FormatType) -> FormatValue? {
        if case .nothing = node.content {
            log.add(.emptyValue, at: node.place, "nothing is written here; expected \(type.expectation)")
            return nil
        }
        switch type {
        case .fact(let inner, let canBeUnknown):
            return readFact(node, inner, canBeUnknown: canBeUnknown)
        case .list(let item, let atLeast):
            return readList(node, of: item, atLeast: atLeast)
        case .oneOrMore(let item):
            guard case .scalar = node.content else { return readList(node, of: item, atLeast: 1) }
            return read(node, as: item).map { FormatValue(place: $0.place, content: .list([$0])) }
        case .map(let key, let value):
            return readMap(node, key: key, value: value)
        case .object(let object):
            return readObject(node, object).map { FormatValue(place: node.place, content: .record($0)) }
        case .shorthand(let short, let object):
            if case .map = node.content { return read(node, as: .object(object)) }
            return read(node, as: short)
        case .words(let words, let other):
            if case .scalar(let text, _) = node.content {
                if words.contains(where: { $0.word == text }) {
                    return FormatValue(place: node.place, content: .word(text))
                }
                if case .reference(let kind) = other {
                    return readReference(text, kind, at: node.place, words: words.map(\.word))
                }
                guard other.isScalar else {
                    wrongChoice(text, among: words, or: other, at: node.place)
                    return nil
                }
            }
            return read(node, as: other)
        default:
            guard case .scalar(let text, let isPlain) = node.content else {
                log.add(.wrongType, at: node.place, "\(node.kind) is here; expected \(type.expectation)")
                return nil
            }
            return readScalar(text, isPlain: isPlain, at: node.place, as: type)
                .map { FormatValue(place: node.place, content: $0) }
        }
    }

    /// Reads named fields; nil if something in them is wrong.
    mutating func readObject(_ node: SourceNode, _ object: FormatObject) -> FormatRecord? {
        guard case .map(let entries) = node.content else {
            log.add(.wrongType, at: node.place, "\(node.kind) is here; expected \(object.name) with named fields")
            return nil
        }
        let errors = log.errorCount
        var fields: [(name: String, value: FormatValue)] = []
        fields.reserveCapacity(entries.count)
        var seen: [String] = []
        for entry in entries {
            guard let field = object.field(entry.key) else {
                unknownKey(entry, of: object)
                continue
            }
            if seen.contains(field.name) {
                log.add(.duplicateKey, at: entry.keyPlace, "'\(field.name)' is written twice here; expected it once")
                continue
            }
            seen.append(field.name)
            if let value = read(entry.value, as: field.type) { fields.append((field.name, value)) }
        }
        for field in object.fields where field.isRequired && !seen.contains(field.name) {
            log.add(
                .missingKey,
                at: node.place,
                "\(object.name) has no '\(field.name)'; expected \(field.type.expectation)"
            )
        }
        return log.errorCount == errors ? FormatRecord(place: node.place, fields: fields) : nil
    }

    // MARK: - Composite values

    private mutating func readList(_ node: SourceNode, of type: FormatType, atLeast: Int) -> FormatValue? {
        guard case .list(let nodes) = node.content else {
            log.add(
                .wrongType,
                at: node.place,
                "\(node.kind) is here; expected a list of \(type.expectation(plural: true))"
            )
            return nil
        }
        let errors = log.errorCount
        var items: [FormatValue] = []
        items.reserveCapacity(nodes.count)
        var seen: Set<String> = []
        for node in nodes {
            guard let item = read(node, as: type) else { continue }
            let name = item.text ?? item.record?.optionalText("id").flatMap { type.hasLocalIdentifier ? $0 : nil }
            if let name, !seen.insert(name).inserted {
                log.add(
                    .duplicateEntry,
                    at: item.place,
                    "'\(SourceNode.shortened(name))' is in this list twice; expected it once"
                )
            }
            items.append(item)
        }
        if nodes.count < atLeast {
            log.add(
                .emptyValue,
                at: node.place,
                "the list is empty; expected at least one of \(type.expectation(plural: true))"
            )
        }
        return log.errorCount == errors ? FormatValue(place: node.place, content: .list(items)) : nil
    }

    private mutating func readMap(_ node: SourceNode, key: FormatType, value: FormatType) -> FormatValue? {
        guard case .map(let entries) = node.content else {
            log.add(
                .wrongType,
                at: node.place,
                "\(node.kind) is here; expected \(key.expectation(plural: true)), each with \(value.expectation)"
            )
            return nil
        }
        let errors = log.errorCount
        var pairs: [(key: FormatValue, value: FormatValue)] = []
        for entry in entries {
            let name = SourceNode(place: entry.keyPlace, content: .scalar(entry.key, isPlain: true))
            let readKey = read(name, as: key)
            let readValue = read(entry.value, as: value)
            if let readKey, let readValue { pairs.append((readKey, readValue)) }
        }
        return log.errorCount == errors ? FormatValue(place: node.place, content: .map(pairs)) : nil
    }

    private mutating func readFact(_ node: SourceNode, _ inner: FormatType, canBeUnknown: Bool) -> FormatValue? {
        if case .map = node.content, inner.isScalarOrList {
            guard let record = readObject(node, PlantFormat.fact(of: inner, canBeUnknown: canBeUnknown)),
                var value = record["value"]
            else { return nil }
            if value.word == "unknown" {
                value.content = .unknown
                return value
            }
            let notes = FactNotes(record)
            note(notes, at: value.place)
            value.notes = notes
            return value
        }
        if case .scalar("unknown", isPlain: true) = node.content {
            guard canBeUnknown else {
                log.add(
                    .unknownNotAllowed,
                    at: node.place,
                    "this has to be known; expected \(inner.expectation)"
                )
                return nil
            }
            return FormatValue(place: node.place, content: .unknown)
        }
        guard let value = read(node, as: inner) else { return nil }
        lasting.claimed += 1
        return value
    }

    /// Counts evidence and an end; assurances have them too.
    mutating func note(_ notes: FactNotes, at place: SourcePlace) {
        if let expires = notes.expires {
            ends.append((expires, place, notes.evidence != nil))
        } else if notes.evidence != nil {
            lasting.shown += 1
        } else {
            lasting.claimed += 1
        }
    }
}
