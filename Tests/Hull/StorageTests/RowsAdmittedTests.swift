import CedarCases
import CedarSQL
import Foundation
import Storage
import StorageConformance
import TestDatabases
import Testing

/// The whole way of a list: policies become a condition, the condition an admission, and the engine answers under its own locks.
@Suite("Rows that an engine gives out are the rows that policies permit one by one")
struct RowsAdmittedTests {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"
    /// Policy sets in all, each on every row of a list and in both readings of a forbid that errs. On SQLite the tests of CedarSQL try more.
    static let policySets = isSoak ? 1_000 : 100
    static let parts = 10

    @Test("on PostgreSQL, with row-level security", arguments: 0..<parts)
    func postgresql(part: Int) throws {
        let place = try PostgreSQLPlace(PrivateCluster.shared.get())
        try Self.check(part, place.open(), .postgresql)
    }

    @Test("on SQLite", arguments: 0..<parts)
    func sqlite(part: Int) throws { try Self.check(part, MemoryEngine(), .sqlite) }

    private static func check(_ part: Int, _ engine: any StorageEngine, _ dialect: SQLDialect) throws {
        let trial = try ListTrial(part: part, row: Admission.rowAlias)
        let views = try engine.openViews(CompartmentName("alpha"), schema: schema())
        var changes: [RowChange] = []
        var labels: [String: Int64] = [:]
        for (table, rows) in trial.rows.rows {
            for (number, row) in rows.enumerated() {
                var values = row.map(value)
                if table == "doc", case .text(let id) = values[0] {
                    // Where policies know no labels, rows have some all the same.
                    if values[1] == .null { values[1] = .integer(Int64(number % 4)) }
                    if case .integer(let label) = values[1] { labels[id] = label }
                }
                changes.append(.put(table: table, row: values))
            }
        }
        try views.apply(changes, from: 0, to: 1)
        let admitted: Set<Int64> = [0, 1, 3, 4, 6, 7]
        let query = ViewQuery("doc", columns: ["id"], limit: 1_000)
        let outcome = try trial.run(
            policySets: policySets / parts,
            dialect: dialect,
            visible: { labels[$0].map(admitted.contains) ?? false },
            selected: { predicate in
                let parameters = predicate.parameters.map { value -> ViewValue in
                    switch value {
                    case .integer(let number): .integer(number)
                    case .text(let text): .text(text)
                    }
                }
                let condition = Admission.Condition(sql: predicate.sql, parameters: parameters)
                let admission = Admission([.init(labels: admitted.sorted(), condition: condition)])
                let rows = try views.select(query, admitting: admission)
                #expect(try views.count(query, admitting: admission) == rows.count)
                return Set(rows.compactMap { if case .text(let id)? = $0.first { id } else { nil } })
            }
        )
        #expect(outcome.refused < outcome.tried, "\(outcome)")
        #expect(outcome.mixed > 0, "\(outcome)")
    }

    private static func value(_ cell: DocRows.Cell) -> ViewValue {
        switch cell {
        case .null: .null
        case .integer(let number): .integer(number)
        case .text(let text): .text(text)
        case .truth(let truth): .truth(truth)
        case .json(let text): .json(text)
        }
    }

    private static func schema() throws -> ViewSchema {
        let texts: Set = ["id", "title", "owner", "folder", "kind", "note", "owner_name", "owner_manager"]
        let truths: Set = ["secret", "draft", "has_area", "folder_open"]
        let required: Set = [
            "id", "label_id", "size", "title", "secret", "owner", "made", "price", "kept", "kind", "has_area",
            "readers",
        ]
        let columns = DocRows.columns.map { name in
            let kind: ViewColumn.Kind =
                texts.contains(name)
                ? .text : truths.contains(name) ? .truth : ["marks", "readers"].contains(name) ? .json : .integer
            return ViewColumn(name, kind, isNullable: !required.contains(name))
        }
        let edges = ["user_in", "folder_in", "group_in", "doc_in"].map { name in
            ViewTable(
                name,
                columns: ["descendant", "ancestor", "type"].map { ViewColumn($0, .text) },
                key: ["descendant", "ancestor", "type"],
                label: nil,
                owner: name == "doc_in" ? .init("doc", by: ["descendant"]) : nil
            )
        }
        return try ViewSchema(
            version: 1,
            tables: [
                ViewTable("doc", columns: columns, key: ["id"], label: "label_id"),
                ViewTable(
                    "doc_word",
                    columns: [ViewColumn("doc", .text), ViewColumn("word", .text)],
                    key: ["doc", "word"],
                    label: nil,
                    owner: .init("doc", by: ["doc"])
                ),
                ViewTable(
                    "doc_tag",
                    columns: [ViewColumn("doc", .text), ViewColumn("key", .text), ViewColumn("value", .text)],
                    key: ["doc", "key"],
                    label: nil,
                    owner: .init("doc", by: ["doc"])
                ),
            ] + edges
        )
    }
}
