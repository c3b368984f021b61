/// The tables of a compartment's views.
public struct ViewSchema: Hashable, Sendable {
    /// Raised by whoever changes how rows are made from events: views of another version are dropped and made anew.
    public let version: Int
    /// The tables.
    public let tables: [ViewTable]

    /// A schema.
    /// - Throws: `invalidName` or `invalidValue`: a name that is no name or stands twice, a key, index or label that names no column.
    public init(version: Int, tables: [ViewTable]) throws(StorageError) {
        self.version = version
        self.tables = tables
        try check()
    }

    private func check() throws(StorageError) {
        guard Set(tables.map(\.name)).count == tables.count else {
            throw StorageError(.invalidName, "two tables of a view schema have one name")
        }
        for table in tables { try table.check() }
        for table in tables { try checkOwner(of: table) }
    }

    private func checkOwner(of parts: ViewTable) throws(StorageError) {
        guard let owner = parts.owner else { return }
        guard let table = tables.first(where: { $0.name == owner.table }), table.label != nil else {
            throw StorageError(
                .invalidName,
                "the table \(parts.name) belongs to \(owner.table.debugDescription), which is no table with labels"
            )
        }
        guard parts.label == nil else {
            throw StorageError(.invalidValue, "the table \(parts.name) has labels of its own and belongs to no other")
        }
        let types = { (table: ViewTable, names: [String]) in
            names.map { name in table.columns.first { $0.name == name }?.type }
        }
        guard types(parts, owner.columns) == types(table, table.key) else {
            throw StorageError(
                .invalidValue,
                "the columns by which \(parts.name) belongs to \(table.name) do not have the types of its key"
            )
        }
    }
}

/// A table of a view.
public struct ViewTable: Hashable, Sendable {
    /// The rows that parts belong to. A database that guards rows lets a part be read where its row may be.
    public struct Owner: Hashable, Sendable {
        /// The table of the rows, which has labels.
        public let table: String
        /// The columns of the parts that hold the key of their row.
        public let columns: [String]

        /// An owner.
        public init(_ table: String, by columns: [String]) {
            self.table = table
            self.columns = columns
        }
    }

    /// Its name.
    public let name: String
    /// Its columns.
    public let columns: [ViewColumn]
    /// The columns that tell its rows apart. No other uniqueness is offered: it would tell of rows that one may not know of.
    public let key: [String]
    /// The column with the number of the row's label; nil in a table of parts (members of a set, edges of a hierarchy), which is
    /// only read by way of the rows that it belongs to.
    public let label: String?
    /// Whose parts the rows of a table without labels are; nil for the edges of a hierarchy, which belong to no row.
    public let owner: Owner?
    /// Columns to look rows up by, each list an index.
    public let indexes: [[String]]
    /// Text columns that can be searched.
    public let searched: [String]

    /// A table.
    public init(
        _ name: String,
        columns: [ViewColumn],
        key: [String],
        label: String?,
        owner: Owner? = nil,
        indexes: [[String]] = [],
        searched: [String] = []
    ) {
        self.name = name
        self.columns = columns
        self.key = key
        self.label = label
        self.owner = owner
        self.indexes = indexes
        self.searched = searched
    }

    func check() throws(StorageError) {
        for name in [name] + columns.map(\.name) where !Self.isName(name) {
            throw StorageError(
                .invalidName,
                "\(name.debugDescription) cannot name a table or column; use a lower-case letter, then lower-case letters, digits and `_`, at most 40"
            )
        }
        let types = Dictionary(columns.map { ($0.name, $0) }) { first, _ in first }
        guard types.count == columns.count else {
            throw StorageError(.invalidName, "two columns of the table \(name) have one name")
        }
        guard !key.isEmpty else { throw StorageError(.invalidValue, "the table \(name) has no key") }
        for column in key + indexes.flatMap({ $0 }) + searched + (owner?.columns ?? []) + [label].compactMap({ $0 })
        where types[column] == nil {
            throw StorageError(.invalidName, "the table \(name) has no column \(column.debugDescription)")
        }
        for column in key where types[column]?.isNullable == true {
            throw StorageError(.invalidValue, "\(name).\(column) is in the key and may be absent")
        }
        if let label, types[label]?.type != .integer || types[label]?.isNullable == true {
            throw StorageError(.invalidValue, "\(name).\(label) holds labels: an integer that is never absent")
        }
        for column in searched where types[column]?.type != .text {
            throw StorageError(.invalidValue, "\(name).\(column) is searched and no text")
        }
    }

    private static func isName(_ text: String) -> Bool { (try? CompartmentName(text)) != nil }
}

/// A column of a view.
public struct ViewColumn: Hashable, Sendable {
    /// What a column holds.
    public enum Kind: String, Hashable, Sendable {
        /// 64-bit integers.
        case integer
        /// Floating-point numbers.
        case real
        /// Texts without U+0000, compared by bytes.
        case text
        /// Truth values.
        case truth
        /// Bytes.
        case bytes
        /// JSON documents.
        case json
    }

    /// Its name.
    public let name: String
    /// What it holds.
    public let type: Kind
    /// Whether a row may be without.
    public let isNullable: Bool

    /// A column.
    public init(_ name: String, _ type: Kind, isNullable: Bool = false) {
        self.name = name
        self.type = type
        self.isNullable = isNullable
    }
}

/// A value of a row.
public enum ViewValue: Hashable, Sendable {
    /// Absent.
    case null
    /// An integer.
    case integer(Int64)
    /// A floating-point number that is finite.
    case real(Double)
    /// A text.
    case text(String)
    /// A truth value.
    case truth(Bool)
    /// Bytes.
    case bytes([UInt8])
    /// The text of a JSON document.
    case json(String)
}
