import Storage

/// Tables with a column of every type, and rows for them.
enum SampleView {
    static func schema(version: Int = 1) throws -> ViewSchema {
        try ViewSchema(
            version: version,
            tables: [
                ViewTable(
                    "part",
                    columns: [
                        ViewColumn("id", .text), ViewColumn("label", .integer), ViewColumn("created", .integer),
                        ViewColumn("name", .text, isNullable: true), ViewColumn("note", .text, isNullable: true),
                        ViewColumn("quantity", .integer, isNullable: true),
                        ViewColumn("weight", .real, isNullable: true),
                        ViewColumn("critical", .truth, isNullable: true),
                        ViewColumn("digest", .bytes, isNullable: true), ViewColumn("data", .json, isNullable: true),
                    ],
                    key: ["id"],
                    label: "label",
                    indexes: [["created"], ["name"], ["quantity", "created"]],
                    searched: ["name", "note"]
                ),
                ViewTable(
                    "reading",
                    columns: [
                        ViewColumn("unit", .text), ViewColumn("number", .integer), ViewColumn("label", .integer),
                        ViewColumn("value", .real),
                    ],
                    key: ["unit", "number"],
                    label: "label"
                ),
                ViewTable(
                    "part_tag",
                    columns: [ViewColumn("part", .text), ViewColumn("tag", .text)],
                    key: ["part", "tag"],
                    label: nil
                ),
            ]
        )
    }

    /// A part; what is not said is absent.
    static func part(
        _ id: String,
        label: Int64 = 1,
        created: Int64 = 0,
        name: String? = nil,
        note: String? = nil,
        quantity: Int64? = nil,
        weight: Double? = nil,
        critical: Bool? = nil,
        digest: [UInt8]? = nil,
        data: String? = nil
    ) -> Row {
        Row([
            .text(id), .integer(label), .integer(created), name.map { .text($0) } ?? .null,
            note.map { .text($0) } ?? .null, quantity.map { .integer($0) } ?? .null, weight.map { .real($0) } ?? .null,
            critical.map { .truth($0) } ?? .null, digest.map { .bytes($0) } ?? .null, data.map { .json($0) } ?? .null,
        ])
    }

    /// A row of `part`.
    struct Row {
        let values: [ViewValue]
        init(_ values: [ViewValue]) { self.values = values }
        var put: RowChange { .put(table: "part", row: values) }
    }

    static let columns = [
        "id", "label", "created", "name", "note", "quantity", "weight", "critical", "digest", "data",
    ]

    static func query(
        _ matches: [ViewQuery.Match] = [],
        columns: [String] = ["id"],
        order: [ViewQuery.Order] = [],
        after: [ViewValue]? = nil,
        limit: Int = 1_000
    ) -> ViewQuery {
        ViewQuery("part", columns: columns, matches: matches, order: order, after: after, limit: limit)
    }

    /// Admits the labels that the samples use, without condition.
    static let everything = Admission([Admission.Group(labels: Array(0...7))])

    static func labels(_ labels: Int64...) -> Admission { Admission([Admission.Group(labels: labels)]) }
}

extension ViewStore {
    /// The ids of the parts that a question finds, in order.
    func ids(_ query: ViewQuery, _ admission: Admission = SampleView.everything) throws -> [String] {
        try texts(select(query, admitting: admission))
    }

    func found(
        _ words: [String],
        prefix: Bool = false,
        of columns: [String] = ["name", "note"],
        _ query: ViewQuery = SampleView.query(),
        _ admission: Admission = SampleView.everything
    ) throws -> [String] {
        try texts(search(words, prefix: prefix, of: columns, in: query, admitting: admission))
    }

    private func texts(_ rows: [[ViewValue]]) -> [String] {
        rows.map { row in
            if case .text(let id)? = row.first { return id }
            return "?"
        }
    }

    /// Applies changes as one entry after the newest.
    func apply(_ changes: [RowChange]) throws {
        let cursor = try cursor()
        try apply(changes, from: cursor, to: cursor + 1)
    }
}

extension QueryLanguage {
    /// A condition that both languages have, with its placeholder.
    func condition(_ column: String, _ comparison: String, _ value: ViewValue) -> Admission.Condition {
        let placeholder =
            switch self {
            case .sqlite: "?"
            case .postgresql: "$1"
            }
        return Admission.Condition(
            sql: "coalesce(\(Admission.rowAlias).\(column) \(comparison) \(placeholder), 1 = 0)",
            parameters: [value]
        )
    }
}
