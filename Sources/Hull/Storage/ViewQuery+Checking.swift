extension ViewQuery {
    /// Matches of one question: databases bound the depth of a statement.
    static let matchesMax = 100
    /// Values of one match: databases bound the placeholders of a statement.
    public static let valuesMax = 500

    /// What is not in the tables, or does not fit them, is refused before the database sees it.
    /// - Parameter forPage: whether rows are asked for: then columns, page and limit count too.
    /// - Returns: the table.
    /// - Throws: `invalidName` or `invalidValue`; no message holds a value.
    func check(against schema: ViewSchema, forPage: Bool) throws(StorageError) -> ViewTable {
        let table = try schema.table(self.table)
        guard matches.count <= Self.matchesMax else {
            throw StorageError(
                .invalidValue,
                "a question to \(table.name) has \(matches.count) matches; at most \(Self.matchesMax) are asked"
            )
        }
        for match in matches { try check(match, in: table) }
        guard forPage else { return table }
        guard !columns.isEmpty else { throw StorageError(.invalidValue, "a question to \(table.name) reads no column") }
        for name in columns { _ = try table.column(name) }
        for name in order.map(\.column) where try table.column(name).type == .json {
            throw StorageError(.invalidValue, "\(table.name).\(name) is JSON, which is not matched or ordered")
        }
        guard (1...Self.limitMax).contains(limit) else {
            throw StorageError(.invalidValue, "a page of \(limit) rows was asked; a page has 1 to \(Self.limitMax)")
        }
        guard let after else { return table }
        let names = order.map(\.column) + table.key
        guard after.count == names.count else {
            throw StorageError(
                .invalidValue,
                "a page of \(table.name) is to begin after \(after.count) values; the order and the key have \(names.count)"
            )
        }
        for (value, name) in zip(after, names) { try table.check(value, in: table.column(name)) }
        return table
    }

    private func check(_ match: Match, in table: ViewTable) throws(StorageError) {
        let column = try table.column(match.column)
        guard match.comparison != .hasPrefix || column.type == .text else {
            throw StorageError(.invalidValue, "\(table.name).\(column.name) is no text and has no prefix")
        }
        guard match.values.count <= Self.valuesMax else {
            throw StorageError(
                .invalidValue,
                "\(table.name).\(column.name) is held against \(match.values.count) values; at most \(Self.valuesMax) are asked at once"
            )
        }
        for value in match.values {
            try table.checkMatched(value, in: column)
            guard value != .null || match.comparison == .equal else {
                throw StorageError(
                    .invalidValue,
                    "\(table.name).\(column.name) is compared with an absent value, which is neither less nor greater"
                )
            }
        }
    }

    /// The columns that order rows, the key last; whether each is descending. A column that stands twice orders once.
    func totalOrder(of table: ViewTable) -> [(column: String, isDescending: Bool)] {
        let keyIsDescending = order.last?.isDescending ?? false
        return order.map { ($0.column, $0.isDescending) } + table.key.map { ($0, keyIsDescending) }
    }
}

extension Admission {
    /// - Throws: `invalidValue` when a label stands in two groups: which condition it is under would be open.
    func check(for table: ViewTable) throws(StorageError) {
        guard table.label != nil else {
            throw StorageError(
                .invalidValue,
                "the table \(table.name) has no label; it is read by way of the rows that it belongs to"
            )
        }
        var seen: Set<Int64> = []
        for group in groups {
            let labels = Set(group.labels)
            guard seen.isDisjoint(with: labels) else {
                throw StorageError(.invalidValue, "a label stands in two groups of an admission")
            }
            seen.formUnion(labels)
        }
    }
}

/// The words of a search.
enum SearchWords {
    /// Words of one search.
    static let countMax = 100

    /// - Throws: `invalidValue` when there are too many, or the table has nothing to search; `invalidName` for a column that is not searched.
    static func check(_ words: [String], of columns: [String], in table: ViewTable) throws(StorageError) {
        guard !table.searched.isEmpty else {
            throw StorageError(.invalidValue, "the table \(table.name) has no searched columns")
        }
        for column in columns where !table.searched.contains(column) {
            throw StorageError(.invalidName, "\(table.name) is not searched by \(column.debugDescription)")
        }
        guard !columns.isEmpty else {
            throw StorageError(.invalidValue, "a search of \(table.name) names no column to search")
        }
        guard words.count <= countMax else {
            throw StorageError(.invalidValue, "a search has \(words.count) words; at most \(countMax) are searched")
        }
        guard !words.contains(where: { $0.utf8.contains(0) }) else {
            throw StorageError(.invalidValue, "a word of a search holds U+0000")
        }
    }
}
