internal import GRDB

/// How a question to a table is put to SQLite.
///
/// A page of the rows of some labels is made by merging, for each label, the rows of that label in order: each comes from an index that begins
/// with the label, and SQLite stops all of them when the page is full. `label IN (…) ORDER BY …` would sort all rows, or walk over hidden
/// ones, and so tell by its time how many there are.
struct ViewSelection {
    /// Labels merged by one statement. SQLite takes 500 parts in a compound by default, and each part costs stack and time to compile.
    static let armsMax = 128

    let table: ViewTable
    let query: ViewQuery
    /// The order, each column once, the key at the end.
    let order: [(column: ViewColumn, isDescending: Bool)]
    /// Where the page begins, in the columns of `order`.
    private let start: [ViewValue]?

    init(_ query: ViewQuery, of table: ViewTable) throws(StorageError) {
        self.table = table
        self.query = query
        var order: [(column: ViewColumn, isDescending: Bool)] = []
        var start: [ViewValue] = []
        for (place, item) in query.totalOrder(of: table).enumerated()
        where !order.contains(where: { $0.column.name == item.column }) {
            order.append((try table.column(item.column), item.isDescending))
            if let after = query.after { start.append(after[place]) }
        }
        self.order = order
        self.start = query.after == nil ? nil : start
    }

    /// Columns read, and those of the order behind them, by which pages of several statements are merged.
    var columns: [ViewColumn] {
        get throws(StorageError) {
            var columns: [ViewColumn] = []
            for name in query.columns { columns.append(try table.column(name)) }
            return columns + order.map(\.column)
        }
    }

    /// The key is given, so that there is one row at most, whatever its label.
    var isKeyPinned: Bool {
        table.key.allSatisfy { name in query.matches.contains { $0.column == name && $0.comparison == .equal } }
    }

    /// One or more statements whose rows, merged in order, are the page.
    func statements(admitting groups: [Admission.Group]) throws(StorageError) -> [(
        sql: String, values: [DatabaseValue]
    )] {
        guard let label = table.label, !isKeyPinned else { return [try whole(admitting: groups)] }
        var arms: [(label: Int64, condition: Admission.Condition?)] = []
        for group in groups { for label in Set(group.labels).sorted() { arms.append((label, group.condition)) } }
        var statements: [(sql: String, values: [DatabaseValue])] = []
        for from in stride(from: 0, to: arms.count, by: Self.armsMax) {
            statements.append(try merged(arms[from..<min(from + Self.armsMax, arms.count)], label: label))
        }
        return statements
    }

    /// One part for each label. Their number is rounded up, so that statements are alike and stay compiled.
    private func merged(
        _ arms: ArraySlice<(label: Int64, condition: Admission.Condition?)>,
        label: String
    ) throws(StorageError) -> (sql: String, values: [DatabaseValue]) {
        var statement = ViewStatement()
        let shared = ViewCondition.matching(query.matches, &statement)
        let starts = start.map { after($0, &statement) } ?? []
        // What all parts have in common is written once: a page of many labels is asked for often.
        let head = "SELECT \(try selected) FROM \(from) WHERE \(ViewCondition.column(label)) = "
        let common = shared.map { " AND \($0)" }.joined()
        let tails = starts.isEmpty ? [common] : starts.map { "\(common) AND \($0)" }
        var sql = ""
        func add(_ placeholder: String, _ condition: String?) {
            for tail in tails {
                if !sql.isEmpty { sql += " UNION ALL " }
                sql += head
                sql += placeholder
                if let condition { sql += " AND " + condition }
                sql += tail
            }
        }
        var conditions: [Admission.Condition: String] = [:]
        for arm in arms {
            let placeholder = statement.bind(.integer(arm.label))
            if let condition = arm.condition, conditions[condition] == nil {
                conditions[condition] = try statement.bind(condition)
            }
            add(placeholder, arm.condition.flatMap { conditions[$0] })
        }
        var padded = 1
        while padded < arms.count { padded *= 2 }
        for _ in arms.count..<max(padded, arms.count) { add(statement.bind(ViewValue.null), nil) }
        let limit = statement.bind(.integer(Int64(query.limit)))
        let ordinals = order.enumerated().map { "\(query.columns.count + $0 + 1)\($1.isDescending ? " DESC" : "")" }
        return (
            "\(sql) ORDER BY \(ordinals.joined(separator: ", ")) LIMIT \(limit)",
            statement.values
        )
    }

    /// One statement for all labels: where the key is given, or rows have no label.
    private func whole(admitting groups: [Admission.Group]) throws(StorageError) -> (
        sql: String, values: [DatabaseValue]
    ) {
        try whole(from: from, admitting: groups)
    }

    /// One statement for the rows of every label, for the writer, who reads them all.
    func unlabelled() throws(StorageError) -> (sql: String, values: [DatabaseValue]) {
        try whole(from: from, admitting: nil)
    }

    /// One statement for all labels of rows whose texts have words.
    func searching(_ expression: String, admitting groups: [Admission.Group]) throws(StorageError) -> (
        sql: String, values: [DatabaseValue]
    ) {
        let search = ViewTables.search(of: table)
        return try whole(
            from: "\(search) CROSS JOIN \(from) ON \(ViewCondition.row)._row = \(search).rowid",
            words: expression,
            admitting: groups
        )
    }

    private func whole(
        from: String,
        words: String? = nil,
        admitting groups: [Admission.Group]?
    ) throws(StorageError) -> (sql: String, values: [DatabaseValue]) {
        var statement = ViewStatement()
        var conditions: [String] = []
        if let words { conditions.append("\(ViewTables.search(of: table)) MATCH \(statement.bind(.text(words)))") }
        conditions += ViewCondition.matching(query.matches, &statement)
        if let start { conditions.append("(\(after(start, &statement).joined(separator: " OR ")))") }
        if let groups, let label = table.label {
            conditions.append(try Self.admitted(groups, label: label, &statement))
        }
        let limit = statement.bind(.integer(Int64(query.limit)))
        let order = order.map { "\(ViewCondition.column($0.column.name))\($0.isDescending ? " DESC" : "")" }
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        return (
            "SELECT \(try selected) FROM \(from)\(filter) ORDER BY \(order.joined(separator: ", ")) LIMIT \(limit)",
            statement.values
        )
    }

    /// How many rows of one group match.
    static func count(
        _ query: ViewQuery,
        of table: ViewTable,
        in group: Admission.Group
    ) throws(StorageError) -> (sql: String, values: [DatabaseValue]) {
        var statement = ViewStatement()
        var conditions = ViewCondition.matching(query.matches, &statement)
        if let label = table.label { conditions.append(try admitted(group, label: label, &statement)) }
        return (
            "SELECT count(*) FROM \(ViewTables.quoted(table.name)) AS \(ViewCondition.row) WHERE \(conditions.joined(separator: " AND "))",
            statement.values
        )
    }

    /// The rows on a way. SQLite takes the rows of a recursive query in the order in which they came (SQLite, WITH, section 3), so that the nearest
    /// come first, and each row once.
    static func reaching(
        _ start: [ViewValue],
        along trail: ViewTrail,
        _ key: ViewColumn,
        of table: ViewTable,
        _ limit: Int,
        _ groups: [Admission.Group]
    ) throws(StorageError) -> (sql: String, values: [DatabaseValue]) {
        var statement = ViewStatement()
        let starts = ViewCondition.matching([ViewQuery.Match(trail.from, .equal, start)], &statement)[0]
        var admitted = ""
        if let label = table.label { admitted = " AND \(try Self.admitted(groups, label: label, &statement))" }
        let rows = "\(ViewTables.quoted(table.name)) AS \(ViewCondition.row)"
        let selected = "SELECT \(ViewCondition.column(key.name)), \(ViewCondition.column(trail.to)) FROM"
        return (
            """
            WITH RECURSIVE way (key, place) AS (\(selected) \(rows) WHERE \(starts)\(admitted) \
            UNION \(selected) way CROSS JOIN \(rows) ON \(ViewCondition.column(trail.from)) = way.place WHERE 1\(admitted)) \
            SELECT key, place FROM way LIMIT \(statement.bind(.integer(Int64(limit))))
            """,
            statement.values
        )
    }

    private var from: String { "\(ViewTables.quoted(table.name)) AS \(ViewCondition.row)" }

    private var selected: String {
        get throws(StorageError) { try columns.map { ViewCondition.column($0.name) }.joined(separator: ", ") }
    }

    private func after(_ start: [ViewValue], _ statement: inout ViewStatement) -> [String] {
        ViewCondition.after(zip(order, start).map { ($0.column, $1, $0.isDescending) }, &statement)
    }

    private static func admitted(
        _ groups: [Admission.Group],
        label: String,
        _ statement: inout ViewStatement
    ) throws(StorageError) -> String {
        var ways: [String] = []
        for group in groups { ways.append("(\(try admitted(group, label: label, &statement)))") }
        return ways.isEmpty ? "0" : "(\(ways.joined(separator: " OR ")))"
    }

    /// Labels are bound as one JSON text, so that the statement is the same for any number of them.
    private static func admitted(
        _ group: Admission.Group,
        label: String,
        _ statement: inout ViewStatement
    ) throws(StorageError) -> String {
        let labels = "[\(group.labels.map(String.init).joined(separator: ","))]"
        let admitted =
            "\(ViewCondition.column(label)) IN (SELECT value FROM json_each(\(statement.bind(.text(labels)))))"
        guard let condition = group.condition else { return admitted }
        return "\(admitted) AND \(try statement.bind(condition))"
    }
}
