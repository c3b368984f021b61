internal import Foundation
internal import GRDB

/// A table that PostgreSQL and SQLite both have, copied from one to the other a page at a time.
struct CopiedTable: Sendable {
    private struct Column: Sendable {
        let postgreSQL: String
        let sqlite: String
        let kind: ViewColumn.Kind

        init(_ postgreSQL: String, _ kind: ViewColumn.Kind, sqlite: String? = nil) {
            self.postgreSQL = postgreSQL
            self.sqlite = sqlite ?? postgreSQL
            self.kind = kind
        }
    }

    /// Those of a log, in the order in which they are copied.
    static let log = [
        Self(
            ["entry"],
            key: [Column("sequence", .integer)],
            [
                Column("entry", .bytes), Column("payload", .bytes), Column("key", .bytes), Column("command", .bytes),
            ]
        ),
        Self(
            ["tile"],
            key: [Column("level", .integer), Column("index", .integer, sqlite: "position")],
            [Column("bytes", .bytes)]
        ),
        Self(["checkpoint"], key: [Column("size", .integer)], [Column("note", .bytes)]),
    ]
    /// That of keys.
    static let keys = Self(
        ["data_key", "key"],
        key: [Column("id", .bytes)],
        [Column("scope", .text), Column("wrapped", .bytes)]
    )

    /// Rows of a page, and about as many bytes: what is held at once does not grow with the table.
    static let rowsMax = 1_000
    static let bytesMax = 8 << 20

    private let names: [String]
    private let key: [Column]
    private let columns: [Column]

    private init(_ names: [String], key: [Column], _ others: [Column]) {
        self.names = names
        self.key = key
        columns = key + others
    }

    /// The name in PostgreSQL.
    var name: String { names[0] }
    private var sqliteName: String { names[names.count - 1] }

    /// The next rows of a table of a schema in PostgreSQL, after a key; from the first where it is nil.
    private func page(after last: [ViewValue]?, in schema: String) -> WireStatement {
        let list = columns.map { "\"\($0.postgreSQL)\"" }.joined(separator: ", ")
        let order = key.map { "\"\($0.postgreSQL)\"" }.joined(separator: ", ")
        // The length of bytes is known without fetching them.
        let weight = columns.filter { $0.kind != .integer }
            .map { "coalesce(octet_length(\"\($0.postgreSQL)\"), 0)" }.joined(separator: " + ")
        let places = (1...key.count).map { "$\($0)" }.joined(separator: ", ")
        let test = last == nil ? "" : "WHERE (\(order)) > (\(places))"
        return WireStatement(
            """
            SELECT \(list) FROM (SELECT \(list), sum(\(weight)) OVER (ORDER BY \(order)) AS "$sum", \
            row_number() OVER (ORDER BY \(order)) AS "$row" FROM (SELECT \(list) FROM \(schema).\(name) \(test) \
            ORDER BY \(order) LIMIT \(Self.rowsMax)) AS rows) AS page WHERE "$sum" <= \(Self.bytesMax) OR "$row" = 1 \
            ORDER BY \(order)
            """,
            zip(last ?? [], key).map { Parameter($0, $1.kind) },
            reads: columns.map(\.kind)
        )
    }

    /// Goes through a table in PostgreSQL in the order of its key.
    func forEachPage(
        in schema: String,
        _ session: MaintenanceSession,
        _ body: (_ rows: [[ViewValue]]) throws(StorageError) -> Void
    ) throws(StorageError) {
        var last: [ViewValue]?
        while true {
            let rows = try session.rows("reading \(schema).\(name)", page(after: last, in: schema))
            guard let end = rows.last else { return }
            try body(rows)
            last = Array(end.prefix(key.count))
        }
    }

    /// Puts rows into the table of a SQLite file.
    func insert(_ rows: [[ViewValue]], into database: Database) throws {
        let list = columns.map(\.sqlite).joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(sql: "INSERT INTO \(sqliteName) (\(list)) VALUES (\(places))")
        for row in rows { try statement.execute(arguments: StatementArguments(try row.map(Self.stored))) }
    }

    private static func stored(_ value: ViewValue) throws -> DatabaseValue {
        switch value {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): ViewValue.blob(bytes)
        case .real, .truth, .json: throw StorageError(.damaged, "a store holds a value of another type")
        }
    }

    /// Goes through the table of a SQLite file in the order of its key.
    func forEachPage(in database: Database, _ body: (_ rows: [[ViewValue]]) throws -> Void) throws {
        let list = columns.map(\.sqlite).joined(separator: ", ")
        let order = key.map(\.sqlite).joined(separator: ", ")
        let cursor = try Row.fetchCursor(database, sql: "SELECT \(list) FROM \(sqliteName) ORDER BY \(order)")
        var page: [[ViewValue]] = []
        var weight = 0
        while let row = try cursor.next() {
            var values: [ViewValue] = []
            for (index, column) in columns.enumerated() {
                switch column.kind {
                case .integer: values.append(.integer(try row.decode(Int64.self, atIndex: index)))
                case .text: values.append(.text(try row.decode(String.self, atIndex: index)))
                default:
                    let bytes = try row.optionalBytes(index)
                    weight += bytes?.count ?? 0
                    values.append(bytes.map { .bytes($0) } ?? .null)
                }
            }
            page.append(values)
            if page.count >= Self.rowsMax || weight >= Self.bytesMax {
                try body(page)
                (page, weight) = ([], 0)
            }
        }
        if !page.isEmpty { try body(page) }
    }

    /// Puts rows into a table of a schema in PostgreSQL.
    func insertion(of rows: [[ViewValue]], into schema: String) -> WireStatement {
        let list = columns.map { "\"\($0.postgreSQL)\"" }.joined(separator: ", ")
        let places = (1...columns.count).map { "$\($0)" }.joined(separator: ", ")
        let parameters = columns.enumerated().map { index, column -> Parameter in
            let values = rows.map { $0[index] }
            return switch column.kind {
            case .integer: .integers(values.compactMap { if case .integer(let number) = $0 { number } else { nil } })
            case .text: .texts(values.compactMap { if case .text(let text) = $0 { text } else { nil } })
            default: .byteStrings(values.map(\.byteString))
            }
        }
        return WireStatement("INSERT INTO \(schema).\(name) (\(list)) SELECT * FROM unnest(\(places))", parameters)
    }
}
