extension TableColumn {
    /// A row of a table as the same tree that YAML would have given, each value at its cell.
    static func node(of row: TableSource.Row, columns: [TableColumn], log: inout ProblemLog) -> SourceNode {
        var tree = Tree()
        for column in columns {
            guard let cell = row.cells[column.name] else { continue }
            if !tree.insert(column.node(of: cell), at: column.path[...], place: cell.place) {
                log.add(
                    .keysDisagree,
                    at: cell.place,
                    "'\(column.name)' excludes another cell of this row that says the same; expected one of them"
                )
            }
        }
        return tree.node(at: row.place)
    }

    private func node(of cell: TableSource.Cell) -> SourceNode {
        switch form {
        case .single:
            return TableColumn.scalar(cell.text, at: cell.place)
        case .noneOrList where cell.text == "none":
            return TableColumn.scalar(cell.text, at: cell.place)
        case .list, .noneOrList:
            return list(cell) { TableColumn.scalar($0, at: cell.place) }
        case .exports where cell.text == "none":
            return TableColumn.scalar(cell.text, at: cell.place)
        case .exports:
            return list(cell) { entry in
                let words = entry.split(separator: " ").map(String.init)
                var entries = TableColumn.fields(["regime", "article", "technicalData"], words, at: cell.place)
                if words.count > 3 {
                    let countries = words[3...].joined(separator: " ").split(separator: "/")
                        .map { TableColumn.scalar(String($0), at: cell.place) }
                    entries.append(TableColumn.entry("licenceRequiredFor", .list(countries), at: cell.place))
                }
                return SourceNode(place: cell.place, content: .map(entries))
            }
        case .clauses:
            return list(cell) { clause in
                let words = clause.split(separator: ":", omittingEmptySubsequences: false)
                    .map { TableSource.trimmed($0) }
                var entries = TableColumn.fields(["id", "level", "assessment"], words, at: cell.place)
                // What is beyond an assessment is no part of a clause: let the reader say so, not drop it.
                if words.count > 3 { entries.append(TableColumn.entry(words[3], .nothing, at: cell.place)) }
                return SourceNode(place: cell.place, content: .map(entries))
            }
        case .loads:
            let entries = cell.text.split(separator: ";").map { load in
                let words = load.split(separator: ":", maxSplits: 1).map { TableSource.trimmed($0) }
                let hours = words.count > 1 ? SourceNode.Content.scalar(words[1], isPlain: true) : .nothing
                return TableColumn.entry(words.first ?? "", hours, at: cell.place)
            }
            return SourceNode(place: cell.place, content: .map(entries))
        }
    }

    private func list(_ cell: TableSource.Cell, _ item: (String) -> SourceNode) -> SourceNode {
        let items = cell.text.split(separator: ";").map { TableSource.trimmed($0) }.filter { !$0.isEmpty }
        return SourceNode(place: cell.place, content: .list(items.map(item)))
    }

    private static func scalar(_ text: String, at place: SourcePlace) -> SourceNode {
        SourceNode(place: place, content: .scalar(text, isPlain: true))
    }

    private static func entry(_ key: String, _ content: SourceNode.Content, at place: SourcePlace) -> SourceNode.Entry {
        SourceNode.Entry(key: key, keyPlace: place, value: SourceNode(place: place, content: content))
    }

    private static func fields(_ names: [String], _ words: [String], at place: SourcePlace) -> [SourceNode.Entry] {
        zip(names, words).filter { $0.1 != "-" }.map { entry($0.0, .scalar($0.1, isPlain: true), at: place) }
    }

    /// Nested fields while they are put together.
    private struct Tree {
        private enum Branch {
            case leaf(SourceNode)
            case tree(Tree)
        }

        private var branches: [(key: String, place: SourcePlace, branch: Branch)] = []

        /// Puts a value in; false if one is there already.
        mutating func insert(_ value: SourceNode, at path: ArraySlice<String>, place: SourcePlace) -> Bool {
            guard let key = path.first else { return false }
            let index = branches.firstIndex { $0.key == key }
            if path.count == 1 {
                guard index == nil else { return false }
                branches.append((key, place, .leaf(value)))
                return true
            }
            guard let index else {
                var tree = Tree()
                _ = tree.insert(value, at: path.dropFirst(), place: place)
                branches.append((key, place, .tree(tree)))
                return true
            }
            guard case .tree(var tree) = branches[index].branch else { return false }
            let isNew = tree.insert(value, at: path.dropFirst(), place: place)
            branches[index].branch = .tree(tree)
            return isNew
        }

        func node(at place: SourcePlace) -> SourceNode {
            let entries = branches.map { branch in
                let value =
                    switch branch.branch {
                    case .leaf(let node): node
                    case .tree(let tree): tree.node(at: branch.place)
                    }
                return SourceNode.Entry(key: branch.key, keyPlace: branch.place, value: value)
            }
            return SourceNode(place: place, content: .map(entries))
        }
    }
}
