/// The SQL of a question to one table.
///
/// Rows come in order from each label by itself, by an index that begins with the label, and are merged: what is hidden is not looked at, so it
/// costs no time. Up to ``mergedLabelsMax`` labels are branches of one `UNION ALL`, whose rows the server merges as they are asked for. More
/// labels are walked in a join: first one row of each, to see which of them can be on the page at all, then a page of each of those.
struct PageText {
    /// Labels merged as branches. Planning time grows with each.
    static let mergedLabelsMax = 64

    private let query: ViewQuery
    private let table: ViewTable
    private let schema: String
    private let order: [(column: ViewColumn, isDescending: Bool)]
    private var text = QueryText()
    private var common: [String] = []
    /// A search is planned for its words each time: a rare one is looked up, a frequent one met on the way.
    private var isKept = true

    init(_ query: ViewQuery, _ table: ViewTable, schema: String) throws(StorageError) {
        self.query = query
        self.table = table
        self.schema = schema
        var order: [(column: ViewColumn, isDescending: Bool)] = []
        for (name, isDescending) in query.totalOrder(of: table) where !order.contains(where: { $0.column.name == name })
        {
            order.append((try table.column(name), isDescending))
        }
        self.order = order
        for match in query.matches { common.append(try self.match(match)) }
    }

    /// The kinds of the columns that are read.
    var reads: [ViewColumn.Kind] {
        query.columns.compactMap { name in table.columns.first { $0.name == name }?.type }
    }

    // MARK: What is asked

    /// Words that searched columns have to have.
    struct Words {
        let all: [String]
        /// The last one is the beginning of a word.
        let isPrefix: Bool
        let columns: [String]
    }

    /// Demands that the searched texts have words.
    mutating func demand(_ words: Words) {
        isKept = words.all.isEmpty
        let places = words.columns.compactMap { table.searched.firstIndex(of: $0) }.map { Int64($0) }
        let isLimited = Set(places).count < table.searched.count
        for (number, word) in words.all.enumerated() {
            let alias = "word_\(number + 1)"
            let keys = table.key.map { "\(alias).\(quoted($0)) = \(item($0))" }.joined(separator: " AND ")
            let test: String
            if words.isPrefix, number == words.all.count - 1 {
                test = beginning("\(alias).word", word)
            } else {
                test = "\(alias).word = \(text.bind(.text(word)))"
            }
            let label = table.label.map { item($0) } ?? ""
            let column = isLimited ? " AND \(alias).\"$column\" = ANY (\(text.bind(.integers(places))))" : ""
            common.append(
                "EXISTS (SELECT FROM \(place(table.name + "$words")) AS \(alias) WHERE \(alias).label = \(label) AND \(test) AND \(keys)\(column))"
            )
        }
    }

    private func place(_ name: String) -> String { "\(schema).\(quoted(name))" }

    private func quoted(_ name: String) -> String { PreparationScript.quoted(name) }

    private func item(_ column: String) -> String { "\(Admission.rowAlias).\(quoted(column))" }

    /// `LIKE` is not leakproof, so that no index would serve it under row-level security; two comparisons are.
    private mutating func beginning(_ column: String, _ prefix: String) -> String {
        let least = "\(column) >= \(text.bind(.text(prefix)))"
        guard let end = Self.end(of: prefix) else { return least }
        return "\(least) AND \(column) < \(text.bind(.text(end)))"
    }

    /// The least text, by bytes, that is greater than all that begin with `prefix`; nil when there is none.
    static func end(of prefix: String) -> String? {
        var scalars = Array(prefix.unicodeScalars)
        while let last = scalars.popLast() {
            // After U+D7FF come the surrogates, which are no scalars.
            let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
            guard let scalar = Unicode.Scalar(next) else { continue }
            scalars.append(scalar)
            return String(String.UnicodeScalarView(scalars))
        }
        return nil
    }

    private mutating func match(_ match: ViewQuery.Match) throws(StorageError) -> String {
        let column = try table.column(match.column)
        var parts: [String] = []
        for value in match.values {
            let name = item(column.name)
            switch (match.comparison, value) {
            case (.equal, .null): parts.append("\(name) IS NULL")
            case (.hasPrefix, .text(let prefix)): parts.append("(\(beginning(name, prefix)))")
            default:
                parts.append("\(name) \(Self.sign(match.comparison)) \(text.bind(Parameter(value, column.type)))")
            }
        }
        return parts.isEmpty ? "false" : parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " OR ")))"
    }

    private static func sign(_ comparison: ViewQuery.Match.Comparison) -> String {
        switch comparison {
        case .equal, .hasPrefix: "="
        case .less: "<"
        case .atMost: "<="
        case .greater: ">"
        case .atLeast: ">="
        }
    }

    // MARK: Where a page begins

    private mutating func start() -> [String] {
        guard let after = query.after else { return [] }
        let names = query.totalOrder(of: table).map(\.column)
        var places: [(column: ViewColumn, isDescending: Bool, value: ViewValue, bound: String)] = []
        for (column, isDescending) in order {
            guard let index = names.firstIndex(of: column.name), index < after.count else { continue }
            let value = after[index]
            places.append(
                (column, isDescending, value, value == .null ? "" : text.bind(Parameter(value, column.type)))
            )
        }
        let isEven = Set(places.map(\.isDescending)).count == 1 && places.allSatisfy { !$0.column.isNullable }
        if isEven, let first = places.first {
            let columns = places.map { item($0.column.name) }.joined(separator: ", ")
            let values = places.map(\.bound).joined(separator: ", ")
            return ["(\(columns)) \(first.isDescending ? "<" : ">") (\(values))"]
        }
        var terms: [String] = []
        var equal: [String] = []
        for place in places {
            let name = item(place.column.name)
            switch (place.isDescending, place.value) {
            case (false, .null): terms.append((equal + ["\(name) IS NOT NULL"]).joined(separator: " AND "))
            case (true, .null): break
            case (false, _): terms.append((equal + ["\(name) > \(place.bound)"]).joined(separator: " AND "))
            case (true, _):
                let past = "\(name) < \(place.bound)"
                terms.append(
                    (equal + [place.column.isNullable ? "(\(past) OR \(name) IS NULL)" : past]).joined(
                        separator: " AND "
                    )
                )
            }
            equal.append(place.value == .null ? "\(name) IS NULL" : "\(name) = \(place.bound)")
        }
        var start = [terms.isEmpty ? "false" : "(\(terms.map { "(\($0))" }.joined(separator: " OR ")))"]
        // What follows from the terms, in a form that an index can begin at.
        if let first = places.first, first.value != .null, !(first.isDescending && first.column.isNullable) {
            start.append("\(item(first.column.name)) \(first.isDescending ? "<=" : ">=") \(first.bound)")
        }
        return start
    }

    // MARK: Pages

    private var selected: String {
        (query.columns.enumerated().map { "\(item($1)) AS c\($0)" }
            + order.enumerated().map { "\(item($1.column.name)) AS o\($0)" })
            .joined(separator: ", ")
    }

    private var columns: String { query.columns.indices.map { "page.c\($0)" }.joined(separator: ", ") }

    /// The order of the rows, by the names that `name` gives to its columns.
    private func ordered(_ name: (Int) -> String) -> String {
        order.indices.map { "\(name($0)) \(order[$0].isDescending ? "DESC NULLS LAST" : "ASC NULLS FIRST")" }
            .joined(separator: ", ")
    }

    private var rowOrder: String { ordered { item(order[$0].column.name) } }

    private func rows(_ conditions: [String], limit: Int) -> String {
        let test = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
        return
            "SELECT \(selected) FROM \(place(table.name)) AS \(Admission.rowAlias)\(test) ORDER BY \(rowOrder) LIMIT \(limit)"
    }

    /// A page of all rows, for the writer.
    mutating func everything() -> WireStatement {
        let conditions = common + start()
        return WireStatement(
            "SELECT \(columns) FROM (\(rows(conditions, limit: query.limit))) AS page ORDER BY \(ordered { "page.o\($0)" })",
            text.parameters,
            reads: reads,
            isKept: isKept
        )
    }

    /// A page of the rows that are admitted.
    mutating func page(_ admission: Admission, _ label: String) throws(StorageError) -> WireStatement {
        let conditions = common + start()
        let groups = admission.groups.filter { !$0.labels.isEmpty }
        let labels = groups.enumerated().flatMap { group in
            Set(group.element.labels).sorted().map { (group.offset, $0) }
        }
        var tests: [String?] = []
        for group in groups {
            if let condition = group.condition { tests.append(try text.take(condition)) } else { tests.append(nil) }
        }
        guard labels.count <= Self.mergedLabelsMax else { return walked(labels, tests, conditions, label) }
        // Statements are kept parsed and planned by their text: with the number of branches rounded up to a power of two there are few. A label
        // that is absent has no rows.
        var branches = labels.map { group, number in
            rows(
                ["\(item(label)) = \(text.bind(.integer(number)))"] + conditions + [tests[group]].compactMap { $0 },
                limit: query.limit
            )
        }
        while branches.count & (branches.count - 1) != 0 {
            branches.append(
                rows(["\(item(label)) = \(text.bind(.integer(nil)))"] + conditions, limit: query.limit)
            )
        }
        let merged = branches.map { "(\($0))" }.joined(separator: " UNION ALL ")
        let order = ordered { "page.o\($0)" }
        return WireStatement(
            "SELECT \(columns) FROM (\(merged)) AS page ORDER BY \(order) LIMIT \(query.limit)",
            text.parameters,
            reads: reads,
            isKept: isKept
        )
    }

    private mutating func walked(
        _ labels: [(group: Int, label: Int64)],
        _ tests: [String?],
        _ conditions: [String],
        _ label: String
    ) -> WireStatement {
        let numbers = text.bind(.integers(labels.map(\.label)))
        let groups = text.bind(.integers(labels.map { Int64($0.group) }))
        let cases = tests.enumerated().compactMap { index, test in test.map { "WHEN \(index) THEN \($0)" } }
        let test = cases.isEmpty ? [] : ["CASE admitted.part \(cases.joined(separator: " ")) ELSE true END"]
        let ofLabel = ["\(item(label)) = admitted.label"] + conditions + test
        let first = ordered { "first.o\($0)" }
        return WireStatement(
            """
            SELECT \(columns) FROM (SELECT admitted.label, admitted.part FROM unnest(\(numbers), \(groups)) AS admitted (label, part) \
            CROSS JOIN LATERAL (\(rows(ofLabel, limit: 1))) AS first ORDER BY \(first) LIMIT \(query.limit)) AS admitted \
            CROSS JOIN LATERAL (\(rows(ofLabel, limit: query.limit))) AS page ORDER BY \(ordered { "page.o\($0)" }) LIMIT \(query.limit)
            """,
            text.parameters,
            reads: reads,
            isKept: isKept
        )
    }

    /// The number of rows that are admitted.
    mutating func count(_ admission: Admission, _ label: String) throws(StorageError) -> WireStatement {
        var parts: [String] = []
        for group in admission.groups where !group.labels.isEmpty {
            let labels = "\(item(label)) = ANY (\(text.bind(.integers(Set(group.labels).sorted()))))"
            guard let condition = group.condition else { parts.append(labels); continue }
            parts.append("(\(labels) AND \(try text.take(condition)))")
        }
        let conditions = common + ["(\(parts.joined(separator: " OR ")))"]
        return WireStatement(
            "SELECT count(*) FROM \(place(table.name)) AS \(Admission.rowAlias) WHERE \(conditions.joined(separator: " AND "))",
            text.parameters,
            reads: [.integer]
        )
    }
}
