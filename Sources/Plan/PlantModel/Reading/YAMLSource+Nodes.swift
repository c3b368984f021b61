import Cedar
import Yams

extension YAMLSource {
    mutating func collectAnchors(_ node: Node, depth: Int, log: inout ProblemLog) {
        guard hasAliases, depth <= Limits.depthMax else { return }
        if let anchor = node.anchor, anchors.updateValue(node, forKey: anchor.rawValue) != nil {
            log.add(
                .unsupportedYAML,
                at: place(of: node.mark),
                "anchor '&\(SourceNode.shortened(anchor.rawValue))' is there twice; expected it once"
            )
        }
        switch node {
        case .sequence(let sequence):
            for child in sequence { collectAnchors(child, depth: depth + 1, log: &log) }
        case .mapping(let mapping):
            for (_, child) in mapping { collectAnchors(child, depth: depth + 1, log: &log) }
        case .scalar, .alias:
            break
        }
    }

    mutating func convert(
        _ node: Node,
        depth: Int,
        budget: inout Int,
        log: inout ProblemLog
    ) -> SourceNode? {
        let place = place(of: node.mark)
        guard depth <= Limits.depthMax else {
            log.add(.tooDeep, at: place, "values nest deeper than \(Limits.depthMax) levels; expected fewer")
            return nil
        }
        budget -= 1
        guard budget >= 0 else {
            // Said once: the count stays below zero from here on.
            if budget == -1 {
                log.add(
                    .tooManyValues,
                    at: place,
                    "more than \(Limits.valuesMax) values, aliases written out; expected a plant of fewer"
                )
            }
            return nil
        }
        switch node {
        case .scalar(let scalar):
            return convert(scalar, at: place, depth: depth, budget: &budget, log: &log)
        case .sequence(let sequence):
            guard isUntagged(node, at: place, log: &log) else { return nil }
            var items: [SourceNode] = []
            items.reserveCapacity(sequence.count)
            for child in sequence {
                guard budget >= 0 else { return nil }
                if let item = convert(child, depth: depth + 1, budget: &budget, log: &log) { items.append(item) }
            }
            return SourceNode(place: place, content: .list(items))
        case .mapping(let mapping):
            guard isUntagged(node, at: place, log: &log) else { return nil }
            return convert(mapping, at: place, depth: depth, budget: &budget, log: &log)
        case .alias:
            log.add(.unsupportedYAML, at: place, "an alias that the YAML library kept; expected its value")
            return nil
        }
    }

    private mutating func convert(
        _ mapping: Node.Mapping,
        at place: SourcePlace,
        depth: Int,
        budget: inout Int,
        log: inout ProblemLog
    ) -> SourceNode? {
        var entries: [SourceNode.Entry] = []
        entries.reserveCapacity(mapping.count)
        for (key, child) in mapping {
            guard budget >= 0 else { return nil }
            let keyPlace = self.place(of: key.mark)
            guard case .scalar(let scalar) = key else {
                log.add(.unsupportedYAML, at: keyPlace, "a key is \(keyKind(key)); expected a name")
                continue
            }
            if hasAliases, scalar.style == .plain, scalar.string.unicodeScalars.first == SourceText.aliasMarker {
                log.add(.unsupportedYAML, at: keyPlace, "a key is an alias; expected a name")
                continue
            }
            if let first = scalar.string.unicodeScalars.first, first == SourceText.duplicateMarker {
                let name = restored(String(scalar.string.unicodeScalars.dropFirst()))
                    .trimmingQuotes()
                log.add(
                    .duplicateKey,
                    at: keyPlace,
                    "'\(SourceNode.shortened(name))' is written twice here; expected it once"
                )
                continue
            }
            guard let value = convert(child, depth: depth + 1, budget: &budget, log: &log) else { continue }
            entries.append(SourceNode.Entry(key: restored(scalar.string), keyPlace: keyPlace, value: value))
        }
        return SourceNode(place: place, content: .map(entries))
    }

    private mutating func convert(
        _ scalar: Node.Scalar,
        at place: SourcePlace,
        depth: Int,
        budget: inout Int,
        log: inout ProblemLog
    ) -> SourceNode? {
        let isPlain = scalar.style == .plain
        if hasAliases, isPlain, scalar.string.unicodeScalars.first == SourceText.aliasMarker {
            let name = String(scalar.string.unicodeScalars.dropFirst())
            guard let target = anchors[name] else {
                log.add(
                    .unsupportedYAML,
                    at: place,
                    "alias '*\(SourceNode.shortened(restored(name)))' has no anchor; expected one '&' with that name",
                    suggestion: NearestName.to(name, in: anchors.keys.sorted())
                )
                return nil
            }
            guard openAliases.insert(name).inserted else {
                log.add(.unsupportedYAML, at: place, "alias '*\(name)' stands within what it stands for")
                return nil
            }
            defer { openAliases.remove(name) }
            return convert(target, depth: depth + 1, budget: &budget, log: &log)
        }
        guard isUntagged(.scalar(scalar), at: place, log: &log) else { return nil }
        if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
            return SourceNode(place: place, content: .nothing)
        }
        return SourceNode(place: place, content: .scalar(restored(scalar.string), isPlain: isPlain))
    }

    private func isUntagged(_ node: Node, at place: SourcePlace, log: inout ProblemLog) -> Bool {
        let name = node.tag.description
        switch name {
        case "", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map": return true
        default:
            log.add(
                .unsupportedYAML,
                at: place,
                "the tag '\(SourceNode.shortened(name))'; expected a value without a tag"
            )
            return false
        }
    }

    private func keyKind(_ node: Node) -> String {
        if case .sequence = node { return "a list" }
        return "a mapping"
    }

    private func restored(_ text: String) -> String {
        guard hasAliases, text.unicodeScalars.contains(SourceText.aliasMarker) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == SourceText.aliasMarker ? "*" : $0 }))
    }
}

extension String {
    /// Without the quotes that a marked key keeps.
    fileprivate func trimmingQuotes() -> String {
        guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
        return String(dropFirst().dropLast())
    }
}
