import Cedar

extension Contradictions {
    /// Paths that lead nowhere, or two fields to one place: what a document holds would not be told apart.
    func checkPaths(of messages: Plant.Messages, of flow: Plant.Flow, log: inout ProblemLog) {
        for key in messages.idle {
            log.add(
                .messagesDisagree,
                at: key.place,
                "'\(key.value)' says nothing in the format '\(messages.format.rawValue)'; expected it with xml, b2mml or qif"
            )
        }
        if messages.format == .json { checkPointers(of: messages, log: &log) }
        guard messages.format.isTree else { return }
        guard let tree = messages.tree, tree.record.value.isFromRoot, tree.record.value.attribute == nil else {
            log.add(
                .messagesDisagree,
                at: messages.tree?.record.place ?? messages.place,
                "the messages of '\(flow.id)' do not say which element is a record; expected 'record' with a path from the root, "
                    + "as in '/Orders/Order'"
            )
            return
        }
        checkPrefixes(of: tree.record, tree, log: &log)
        checkMarked(tree, messages, log: &log)
        var paths: [MessagePath: String] = [:]
        for field in messages.fields {
            guard let path = field.path, !path.value.isFromRoot else {
                log.add(
                    .messagesDisagree,
                    at: field.path?.place ?? field.place,
                    "'\(field.name)' does not say where it stands; expected 'path' with a path from the record on, as in "
                        + "'Line/Quantity' or 'Line/@unit'"
                )
                continue
            }
            checkPrefixes(of: path, tree, log: &log)
            if let other = paths.updateValue(field.name, forKey: path.value) {
                log.add(
                    .messagesDisagree,
                    at: path.place,
                    "'\(other)' and '\(field.name)' stand in one place, '\(path.value.text)'; expected one field for each"
                )
            }
            if field.isRepeated, [messages.programField.value, messages.about.value].contains(field.name) {
                log.add(
                    .messagesDisagree,
                    at: path.place,
                    "'\(field.name)' says whose a record is or what it is about and is repeated; expected one value"
                )
            }
        }
        for field in messages.fields {
            guard let path = field.path?.value, path.attribute == nil else { continue }
            // Text beside elements belongs to no value.
            if let inner = messages.fields.first(where: { other in
                guard let way = other.path?.value.elements else { return false }
                return way.count > path.elements.count && way.starts(with: path.elements)
            }) {
                log.add(
                    .messagesDisagree,
                    at: field.path?.place ?? field.place,
                    "'\(field.name)' is a value and has '\(inner.name)' inside; expected values in elements without others"
                )
            }
        }
    }

    private func checkMarked(_ tree: Plant.Messages.Tree, _ messages: Plant.Messages, log: inout ProblemLog) {
        guard let marked = tree.marked else { return }
        checkPrefixes(of: marked, tree, log: &log)
        let way = marked.value
        let holds = messages.fields.contains { field in
            guard let path = field.path?.value else { return false }
            return path.elements.starts(with: way.elements) && path != way
        }
        guard messages.format == .b2mml, !way.isFromRoot, way.attribute == nil, holds else {
            log.add(
                .messagesDisagree,
                at: marked.place,
                "no marking can stand in '\(way.text)'; expected, of b2mml alone, a path from the record on to an element that has fields"
            )
            return
        }
    }

    private func checkPrefixes(of path: Located<MessagePath>, _ tree: Plant.Messages.Tree, log: inout ProblemLog) {
        for prefix in path.value.prefixes where tree.namespaces[prefix] == nil {
            log.add(
                .danglingReference,
                at: path.place,
                "'\(path.value.text)' has the prefix '\(prefix)', which is not among 'namespaces'",
                suggestion: NearestName.to(prefix, in: tree.namespaces.keys.sorted())
            )
        }
    }
}
