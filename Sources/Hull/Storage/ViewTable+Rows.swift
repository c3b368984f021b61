internal import Foundation

extension ViewSchema {
    /// - Throws: `invalidName` when there is no such table.
    func table(_ name: String) throws(StorageError) -> ViewTable {
        guard let table = tables.first(where: { $0.name == name }) else {
            throw StorageError(.invalidName, "the views have no table \(name.debugDescription)")
        }
        return table
    }

    /// - Throws: `invalidName` or `invalidValue` when a change does not fit the tables.
    func check(_ change: RowChange) throws(StorageError) {
        switch change {
        case .put(let table, let row): try self.table(table).check(row: row)
        case .remove(let table, let key): try self.table(table).check(key: key)
        case .removeAll(let table, let column, let value):
            let table = try self.table(table)
            try table.checkMatched(value, in: table.column(column))
        }
    }
}

extension ViewTable {
    /// - Throws: `invalidName` when there is no such column.
    func column(_ name: String) throws(StorageError) -> ViewColumn {
        guard let column = columns.first(where: { $0.name == name }) else {
            throw StorageError(.invalidName, "the table \(self.name) has no column \(name.debugDescription)")
        }
        return column
    }

    /// - Throws: `invalidValue` when the values are not those of the columns.
    func check(row: [ViewValue]) throws(StorageError) {
        guard row.count == columns.count else {
            throw StorageError(.invalidValue, "a row of \(name) has \(row.count) values for \(columns.count) columns")
        }
        for (value, column) in zip(row, columns) { try check(value, in: column) }
    }

    func check(key values: [ViewValue]) throws(StorageError) {
        guard values.count == key.count else {
            throw StorageError(.invalidValue, "a key of \(name) has \(values.count) values for \(key.count) columns")
        }
        for (value, name) in zip(values, key) { try check(value, in: column(name)) }
    }

    /// A value that a column is held against: any that the column could hold, or absent.
    func checkMatched(_ value: ViewValue, in column: ViewColumn) throws(StorageError) {
        guard column.type != .json else {
            throw StorageError(.invalidValue, "\(name).\(column.name) is JSON, which is not matched or ordered")
        }
        if value != .null { try check(value, in: column) }
    }

    /// - Throws: `invalidValue`; the message does not hold the value.
    func check(_ value: ViewValue, in column: ViewColumn) throws(StorageError) {
        func refuse(_ what: String) -> StorageError {
            StorageError(.invalidValue, "\(name).\(column.name) (\(column.type.rawValue)) cannot hold \(what)")
        }
        switch (value, column.type) {
        case (.null, _):
            guard column.isNullable else { throw refuse("an absent value") }
        case (.integer, .integer), (.truth, .truth), (.bytes, .bytes): return
        case (.real(let number), .real):
            guard number.isFinite else { throw refuse("a number that is not finite") }
        case (.text(let text), .text):
            guard !text.utf8.contains(0) else { throw refuse("a text with U+0000") }
        case (.json(let document), .json):
            guard Self.isDocument(document) else { throw refuse("what is no JSON document") }
        default: throw refuse("a value of another type")
        }
    }

    /// Whether a text is one JSON document (RFC 8259), not nested deeper than 512.
    private static func isDocument(_ text: String) -> Bool {
        guard !text.utf8.contains(0) else { return false }
        return (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
    }
}
