/// The way from one row of a table to the next: rows that have a value in one column lead to the value in another.
public struct ViewTrail: Hashable, Sendable {
    /// The table; its key is one column.
    public let table: String
    /// The column with what is come from.
    public let from: String
    /// The column with what is led to, of the same type.
    public let to: String

    /// A way.
    public init(_ table: String, from: String, to: String) {
        self.table = table
        self.from = from
        self.to = to
    }

    /// A row on the way.
    public struct Step: Hashable, Sendable {
        /// Its key.
        public let key: ViewValue
        /// What it leads to.
        public let to: ViewValue

        /// A step.
        public init(key: ViewValue, to: ViewValue) {
            self.key = key
            self.to = to
        }
    }

    /// The key of the table.
    /// - Throws: `invalidName`, `invalidValue` where there is no such way.
    func key(in schema: ViewSchema) throws(StorageError) -> ViewColumn {
        let table = try schema.table(table)
        guard let name = table.key.first, table.key.count == 1 else {
            throw StorageError(.invalidValue, "\(table.name) has a key of several columns; no way leads over it")
        }
        guard try table.column(from).type == table.column(to).type else {
            throw StorageError(
                .invalidValue,
                "\(from) and \(to) of \(table.name) are of different types; no way leads from one to the other"
            )
        }
        return try table.column(name)
    }

    func check(_ start: [ViewValue]) throws(StorageError) {
        guard start.count <= ViewQuery.valuesMax else {
            throw StorageError(
                .invalidValue,
                "a way was to be followed from \(start.count) values; at most \(ViewQuery.valuesMax) at once"
            )
        }
    }
}
