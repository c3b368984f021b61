import Storage
import TestDatabases
import Testing

@Suite("Hidden rows cost a page of PostgreSQL nothing")
struct HiddenRowsInPostgreSQLTests {
    /// As many pages as it takes until the server plans no more for the values that it is given.
    private static let pages = 12

    /// The rows of `part` that were looked at, by an index or without one; sessions tell it when they end.
    private func rowsRead(_ place: PostgreSQLPlace) throws -> Int {
        let counts =
            "SELECT coalesce(idx_tup_fetch, 0) + seq_tup_read FROM pg_stat_user_tables WHERE relname = 'part' AND schemaname = 'alpha_views'"
        while try place.cluster.psql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(place.database)' AND usename LIKE 'bulkhead%'"
        ) != "0" {}
        return Int(try place.cluster.psql(counts, place.database)) ?? 0
    }

    @Test("a page looks at the rows that it shows, whether the tables were analyzed or not", arguments: [false, true])
    func pages(isAnalyzed: Bool) throws {
        let place = try PostgreSQLPlace(PrivateCluster.shared.get())
        let name = try CompartmentName("alpha")
        let schema = try ViewSchema(
            version: 1,
            tables: [
                ViewTable(
                    "part",
                    columns: [
                        ViewColumn("id", .text), ViewColumn("label", .integer), ViewColumn("created", .integer),
                        ViewColumn("note", .text, isNullable: true),
                    ],
                    key: ["id"],
                    label: "label",
                    indexes: [["created"], ["note", "created"]]
                )
            ]
        )
        _ = try place.engine().openViews(name, schema: schema)
        // Labels 0 to 7 have one row in a hundred; all others are hidden.
        try place.cluster.psql(
            """
            INSERT INTO alpha_views.part SELECT 'p' || lpad(row::text, 6, '0'), CASE WHEN row % 100 = 50 THEN row / 100 % 8 ELSE 100 + row % 7 END, \
            row / 3, 'note ' || row / 100 % 5 FROM generate_series(1, 60000) AS row \(isAnalyzed ? "; ANALYZE alpha_views.part" : "")
            """,
            place.database
        )
        let admission = Admission([.init(labels: Array(0...7))])
        let orders: [(order: [ViewQuery.Order], after: [ViewValue])] = [
            ([], [.text("p030000")]), ([.init("created")], [.integer(10_000), .text("")]),
            ([.init("created", descending: true)], [.integer(10_000), .text("")]),
            ([.init("note"), .init("created")], [.text("note 1"), .integer(10_000), .text("")]),
        ]
        for (order, after) in orders {
            for after in [nil, after] {
                let query = ViewQuery("part", columns: ["id", "note"], order: order, after: after, limit: 50)
                let before = try rowsRead(place)
                do {
                    let views = try place.engine().openViews(name, schema: schema)
                    for _ in 0..<Self.pages {
                        #expect(try views.select(query, admitting: admission).count == 50)
                    }
                }
                let read = try rowsRead(place) - before
                // Each of eight labels is one row ahead. Where the first column of the order may be absent, a page begins at its value, and passes
                // over what is admitted and before the page.
                let passed = order.first?.column == "note" && after != nil ? 80 : 0
                #expect(
                    read <= Self.pages * (50 + 8 + 8 + passed),
                    "\(order) after \(String(describing: after)): \(read) rows"
                )
            }
        }
    }
}
