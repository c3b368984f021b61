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
        try database(hidden: hidden).read { database in
            let statements = try ViewSelection(query, of: table).statements(admitting: [Admission.Group(labels: labels)]
            )
            let (sql, values) = try #require(statements.first)
            let statement = try database.makeStatement(sql: sql)
            #expect(try Row.fetchAll(statement, arguments: StatementArguments(values)).count == query.limit)
            return sqlite3_stmt_status(statement.sqliteStatement, SQLITE_STMTSTATUS_VM_STEP, 0)
        }
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
}
