import SeededGeneration
import Storage

extension StorageLaw {
    /// A short run of the model; `modelLaw(rounds:seed:)` makes longer ones.
    static let viewModel = [modelLaw(rounds: 60, seed: 61)]

    /// Views answer as an array of rows would, after every batch of changes made by chance.
    public static func modelLaw(rounds: Int, seed: UInt64) -> StorageLaw {
        StorageLaw("views answer as an array of rows would (\(rounds) rounds, seed \(seed))") { place in
            let engine = try place.open()
            let views = try engine.views("alpha", SampleView.schema())
            var naive = NaiveView()
            var chance = ViewChance(seed: seed)
            for round in 0..<rounds {
                let changes = chance.changes()
                for change in changes { naive.apply(change) }
                try views.apply(changes)
                for _ in 0..<4 {
                    try compare(views, naive, &chance, engine.language, "round \(round)")
                }
            }
        }
    }

    private static func compare(
        _ views: any ViewStore,
        _ naive: NaiveView,
        _ chance: inout ViewChance,
        _ language: QueryLanguage,
        _ place: String
    ) throws {
        let labels = chance.labels()
        let narrowed = chance.labels().intersection(labels)
        let admission = Admission([
            Admission.Group(labels: labels.subtracting(narrowed).sorted()),
            Admission.Group(
                labels: narrowed.sorted(),
                condition: language.condition("quantity", ">", .integer(2))
            ),
        ])
        let matches = chance.matches()
        let order = chance.order()
        let limit = chance.below(12) + 1
        let wanted = naive.matching(matches, in: naive.admitted(labels, narrowed: narrowed))
        let after = chance.below(2) == 0 ? nil : chance.start(of: order, from: naive.rows)
        let query = SampleView.query(matches, columns: SampleView.columns, order: order, after: after, limit: limit)
        let what = "\(place): \(query) admitting \(admission):"
        try expect(
            views.select(query, admitting: admission),
            equals: naive.page(wanted, order, after: after, limit: limit),
            what
        )
        try expect(views.count(query, admitting: admission), equals: wanted.count, what)
        try expect(
            views.writerRows(query),
            equals: naive.page(naive.matching(matches, in: naive.rows), order, after: after, limit: limit),
            what
        )
        let words = chance.words()
        let prefix = chance.below(2) == 0
        let columns = [["name", "note"], ["name"], ["note"]][chance.below(3)]
        try expect(
            views.search(words, prefix: prefix, of: columns, in: query, admitting: admission),
            equals: naive.page(
                naive.having(words, prefix: prefix, of: columns, in: wanted),
                order,
                after: after,
                limit: limit
            ),
            "\(what) words \(words), prefix \(prefix), columns \(columns)"
        )
    }
}

/// Rows and questions by chance, from so few values that they meet.
struct ViewChance {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
    private mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    mutating func labels() -> Set<Int64> { Set((0..<below(6)).map { _ in Int64(below(6)) }) }
    mutating func words() -> [String] { (0...below(2)).map { _ in pick(["bolt", "bo", "nut", "axle", "ax"]) } }

    private mutating func value(_ column: String) -> ViewValue {
        switch column {
        case "id": .text(pick(["a", "b", "c", "d", "e", "f"]) + pick(["", "é", "%", "z\u{10FFFF}"]))
        case "label": .integer(Int64(below(6)))
        case "created": .integer(pick([.min, -1, 0, 1, 2, .max]))
        case "name", "note":
            below(4) == 0
                ? .null : .text((0...below(3)).map { _ in pick(["bolt", "nut", "axle", "bo"]) }.joined(separator: " "))
        case "quantity": below(3) == 0 ? .null : .integer(Int64(below(5)))
        case "weight": below(3) == 0 ? .null : .real(pick([-1.5, 0, 0.1, 1e300]))
        case "critical": below(3) == 0 ? .null : .truth(below(2) == 0)
        case "digest": below(3) == 0 ? .null : .bytes(pick([[], [0], [0, 255], [255]]))
        default: below(3) == 0 ? .null : .json(pick(["1", "[]", "null"]))
        }
    }

    mutating func changes() -> [RowChange] {
        (0...below(6)).map { _ in
            switch below(8) {
            case 0: return .remove(table: "part", key: [value("id")])
            case 1 where below(6) == 0:
                let column = pick(["quantity", "name", "critical"])
                return .removeAll(table: "part", column: column, value: value(column))
            default: return .put(table: "part", row: SampleView.columns.map { value($0) })
            }
        }
    }

    mutating func matches() -> [ViewQuery.Match] {
        (0..<below(3)).map { _ in
            let column = pick(["id", "label", "created", "name", "quantity", "weight", "critical", "digest"])
            let isText = column == "id" || column == "name"
            let comparison: ViewQuery.Match.Comparison =
                pick([.equal, .equal, .less, .atMost, .greater, .atLeast] + (isText ? [.hasPrefix, .hasPrefix] : []))
            var values = (0...below(2)).map { _ in value(column) }
            if comparison != .equal { values.removeAll { $0 == .null } }
            return ViewQuery.Match(column, comparison, values)
        }
    }

    mutating func order() -> [ViewQuery.Order] {
        (0..<below(4)).map { _ in
            ViewQuery.Order(
                pick(["id", "label", "created", "name", "quantity", "weight", "critical", "digest"]),
                descending: below(2) == 0
            )
        }
    }

    /// The place of a row that is there, or of one that never was.
    mutating func start(of order: [ViewQuery.Order], from rows: [[ViewValue]]) -> [ViewValue]? {
        var seen: Set<String> = []
        guard order.allSatisfy({ seen.insert($0.column).inserted && $0.column != "id" }) else { return nil }
        guard below(4) > 0, !rows.isEmpty else { return order.map { value($0.column) } + [value("id")] }
        let row = pick(rows)
        return order.map { row[SampleView.columns.firstIndex(of: $0.column) ?? 0] } + [row[0]]
    }
}
