import GRDB
import GRDBSQLite
import Testing

@testable import Storage

/// Counts the steps of SQLite's virtual machine: work without a clock.
@Suite("Hidden rows cost a page nothing")
struct HiddenRowsTests {
    private let table = ViewTable(
        "part",
        columns: [
            ViewColumn("id", .text), ViewColumn("label", .integer), ViewColumn("created", .integer),
            ViewColumn("state", .text, isNullable: true),
        ],
        key: ["id"],
        label: "label",
        indexes: [["created"], ["state", "created"]]
    )

    /// A table with 400 rows of the labels 1 to 4, and before, among and after them rows of others.
    private func database(hidden: Int) throws -> DatabaseQueue {
        let database = try DatabaseQueue()
        try database.write { database in
            try ViewTables.create(ViewSchema(version: 1, tables: [table]), in: database)
            let put = try database.makeStatement(sql: ViewTables.put(table))
            func row(_ id: String, _ label: Int, _ created: Int, _ state: String) throws {
                try put.execute(arguments: [id, label, created, state])
            }
            for place in 0..<400 { try row("r\(place)", place % 4 + 1, place * 1_000, "open") }
            for place in 0..<hidden { try row("h\(place)", [0, 5, 6, 7][place % 4], place * 400_000 / hidden, "open") }
        }
        return database
    }

    private func steps(_ query: ViewQuery, labels: [Int64], hidden: Int) throws -> Int32 {
        try database(hidden: hidden).read { try steps(query, labels: labels, in: $0) }
    }

    private func steps(_ query: ViewQuery, labels: [Int64], in database: Database) throws -> Int32 {
        let admission = [Admission.Group(labels: labels)]
        let (sql, values) = try #require(ViewSelection(query, of: table).statements(admitting: admission).first)
        let statement = try database.makeStatement(sql: sql)
        #expect(try Row.fetchAll(statement, arguments: StatementArguments(values)).count == query.limit)
        return sqlite3_stmt_status(statement.sqliteStatement, SQLITE_STMTSTATUS_VM_STEP, 0)
    }

    @Test(
        "whatever the order, and on every page",
        arguments: [
            ViewQuery("part", columns: ["id", "state"], order: [.init("created", descending: true)], limit: 50),
            ViewQuery("part", columns: ["id"], order: [.init("created")], limit: 50),
            ViewQuery("part", columns: ["id"], limit: 50),
            ViewQuery(
                "part",
                columns: ["id"],
                order: [.init("created", descending: true)],
                after: [.integer(200_000), .text("r200")],
                limit: 50
            ),
            ViewQuery(
                "part",
                columns: ["id"],
                matches: [.init("state", .equal, [.text("open")])],
                order: [.init("created")],
                limit: 20
            ),
        ]
    )
    func pages(_ query: ViewQuery) throws {
        for labels: [Int64] in [[1], [1, 2, 3, 4]] {
            let alone = try steps(query, labels: labels, hidden: 0)
            #expect(try steps(query, labels: labels, hidden: 10_000) == alone, "\(query)")
            #expect(alone < 6_000, "a page of \(query.limit) took \(alone) steps")
        }
    }

    @Test("and many values are looked up, not sought among all rows of the label")
    func manyValues() throws {
        let asked = (0..<20).map { ViewValue.integer(Int64($0 * 4_000)) }
        let query = ViewQuery(
            "part",
            columns: ["id"],
            matches: [.init("state", .equal, [.text("open")]), .init("created", .equal, asked)],
            limit: 20
        )
        func steps(others: Int) throws -> Int32 {
            let database = try database(hidden: 0)
            try database.write { database in
                let put = try database.makeStatement(sql: ViewTables.put(table))
                for place in 0..<others { try put.execute(arguments: ["o\(place)", 1, place * 4_000 + 1, "open"]) }
            }
            return try database.read { try self.steps(query, labels: [1], in: $0) }
        }
        let few = try steps(others: 0)
        #expect(try steps(others: 20_000) < few * 2, "\(few) steps without other rows")
    }
}
