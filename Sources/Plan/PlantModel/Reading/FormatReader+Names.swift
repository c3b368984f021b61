import Cedar

extension FormatReader {
    mutating func define(_ id: String, _ kind: EntityKind, at place: SourcePlace) {
        if let first = definitions[kind, default: [:]][id] {
            log.add(
                .duplicateID,
                at: place,
                "\(kind.rawValue) '\(id)' is already defined at \(first); expected another id"
            )
        } else {
            definitions[kind, default: [:]][id] = place
        }
    }

    mutating func readReference(
        _ text: String,
        _ kind: EntityKind,
        at place: SourcePlace,
        words: [String]
    ) -> FormatValue? {
        guard FormatText.isIdentifier(text) else {
            log.add(
                .invalidText,
                at: place,
                "'\(SourceNode.shortened(text))' is no id; expected \(FormatType.reference(kind).expectation)"
            )
            return nil
        }
        pending.append(PendingReference(kind: kind, id: text, place: place, words: words))
        return FormatValue(place: place, content: .text(text))
    }

    /// Compares every reference with what is defined.
    mutating func resolveReferences() {
        for reference in pending where definitions[reference.kind]?[reference.id] == nil {
            let defined = definitions[reference.kind] ?? [:]
            let others = reference.words.isEmpty ? "" : " or one of \(reference.words.joined(separator: ", "))"
            log.add(
                .danglingReference,
                at: reference.place,
                "there is no \(reference.kind.rawValue) '\(reference.id)'; expected the id of one\(others)",
                suggestion: NearestName.to(reference.id, in: reference.words + defined.keys.sorted())
            )
        }
    }

    // MARK: - Names that are near

    mutating func unknownKey(_ entry: SourceNode.Entry, of object: FormatObject) {
        let names = object.fields.map(\.name)
        log.add(
            .unknownKey,
            at: entry.keyPlace,
            "unknown key '\(SourceNode.shortened(entry.key))' in \(object.name); expected one of "
                + names.joined(separator: ", "),
            suggestion: NearestName.to(entry.key, in: names)
        )
    }

    mutating func wrongChoice(
        _ text: String,
        among choices: [FormatType.Choice],
        or other: FormatType? = nil,
        at place: SourcePlace
    ) {
        let words = choices.map(\.word)
        let rest = other.map { " or \($0.expectation)" } ?? ""
        log.add(
            .invalidChoice,
            at: place,
            "'\(SourceNode.shortened(text))' is not possible here; expected \(FormatText.alternatives(words))\(rest)",
            suggestion: NearestName.to(text, in: words)
        )
    }
}
