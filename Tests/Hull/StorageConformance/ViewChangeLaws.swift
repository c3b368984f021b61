import Storage

extension StorageLaw {
    static let viewChanges: [StorageLaw] = [
        StorageLaw("views begin empty at cursor 0, and are found again where they were") { place in
            func write() throws {
                let views = try place.open().views("alpha", SampleView.schema())
                try expect(views.cursor(), equals: 0)
                try expect(views.ids(SampleView.query()), equals: [])
                try views.apply([SampleView.part("a").put], from: 0, to: 7)
                try views.apply([], from: 7, to: 9)
            }
            try write()
            let views = try place.open().views("alpha", SampleView.schema())
            try expect(views.cursor(), equals: 9)
            try expect(views.ids(SampleView.query()), equals: ["a"])
        },
        StorageLaw("changes from another cursor are a conflict and change nothing") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            try views.apply([SampleView.part("a").put], from: 0, to: 3)
            for cursor: UInt64 in [0, 2, 4] {
                try expectRefusal(.conflict) {
                    try views.apply([SampleView.part("b").put], from: cursor, to: cursor + 1)
                }
            }
            try expectRefusal(.invalidValue) { try views.apply([SampleView.part("b").put], from: 3, to: 2) }
            try expectRefusal(.invalidValue) { try views.apply([SampleView.part("b").put], from: 3, to: .max) }
            try expect(views.cursor(), equals: 3)
            try expect(views.ids(SampleView.query()), equals: ["a"])
        },
        StorageLaw("of one batch all changes are made or none") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            let bad: [RowChange] = [
                .put(table: "part", row: [.text("x")]), .put(table: "none", row: []),
                .remove(table: "part", key: [.integer(1)]),
                .removeAll(table: "part", column: "none", value: .null),
            ]
            for change in bad {
                try expectRefusal(.invalidValue, .invalidName) {
                    try views.apply([SampleView.part("a").put, SampleView.part("b").put, change], from: 0, to: 1)
                }
                try expect(views.cursor(), equals: 0)
                try expect(views.ids(SampleView.query()), equals: [])
                try expect(views.found(["a"]), equals: [])
            }
        },
        StorageLaw("a row is put in the place of the one with its key, and removed by its key") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            try views.apply([
                SampleView.part("a", name: "old").put, SampleView.part("b").put,
                SampleView.part("a", label: 2, name: "new", quantity: 5).put,
            ])
            try expect(
                views.select(
                    SampleView.query(columns: ["id", "label", "name", "quantity"]),
                    admitting: SampleView.everything
                ),
                equals: [
                    [.text("a"), .integer(2), .text("new"), .integer(5)], [.text("b"), .integer(1), .null, .null],
                ]
            )
            try expect(views.ids(SampleView.query(), SampleView.labels(1)), equals: ["b"])
            try views.apply([.remove(table: "part", key: [.text("a")]), .remove(table: "part", key: [.text("zz")])])
            try expect(views.ids(SampleView.query()), equals: ["b"])
            try views.apply([.remove(table: "part", key: [.text("b")]), SampleView.part("b", name: "back").put])
            try expect(views.found(["back"]), equals: ["b"])
        },
        StorageLaw("rows with a composite key are told apart by all of it") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            let rows: [[ViewValue]] = [
                [.text("u"), .integer(1), .integer(1), .real(1)], [.text("u"), .integer(2), .integer(1), .real(2)],
                [.text("v"), .integer(1), .integer(1), .real(3)], [.text("u"), .integer(1), .integer(1), .real(4)],
            ]
            try views.apply(rows.map { .put(table: "reading", row: $0) })
            let query = ViewQuery("reading", columns: ["unit", "number", "value"], limit: 10)
            try expect(
                views.select(query, admitting: SampleView.everything),
                equals: [
                    [.text("u"), .integer(1), .real(4)], [.text("u"), .integer(2), .real(2)],
                    [.text("v"), .integer(1), .real(3)],
                ]
            )
            try views.apply([.remove(table: "reading", key: [.text("u"), .integer(2)])])
            try expect(views.count(query, admitting: SampleView.everything), equals: 2)
        },
        StorageLaw("all rows with a value are removed, absent ones too") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            try views.apply([
                SampleView.part("a", quantity: 1).put, SampleView.part("b", quantity: 1).put,
                SampleView.part("c", quantity: 2).put, SampleView.part("d").put,
                .put(table: "part_tag", row: [.text("a"), .text("x")]),
                .put(table: "part_tag", row: [.text("a"), .text("y")]),
                .put(table: "part_tag", row: [.text("b"), .text("x")]),
            ])
            try views.apply([
                .removeAll(table: "part", column: "quantity", value: .integer(1)),
                .removeAll(table: "part_tag", column: "part", value: .text("a")),
            ])
            try expect(views.ids(SampleView.query()), equals: ["c", "d"])
            let tags = ViewQuery("part_tag", columns: ["part", "tag"], limit: 10)
            try expect(views.writerRows(tags), equals: [[.text("b"), .text("x")]])
            try views.apply([.removeAll(table: "part", column: "quantity", value: .null)])
            try expect(views.ids(SampleView.query()), equals: ["c"])
        },
        StorageLaw("views of another version or of other tables begin anew") { place in
            func write(_ schema: ViewSchema, found: [String]) throws {
                let views = try place.open().views("alpha", schema)
                try expect(views.ids(SampleView.query()), equals: found)
                try expect(views.cursor(), equals: found.isEmpty ? 0 : 1)
                if found.isEmpty { try views.apply([SampleView.part("a", name: "word").put], from: 0, to: 1) }
                try expect(views.found(["word"]), equals: ["a"])
            }
            let first = try SampleView.schema()
            try write(first, found: [])
            try write(first, found: ["a"])
            try write(SampleView.schema(version: 2), found: [])
            try write(SampleView.schema(version: 2), found: ["a"])
            try write(first, found: [])
            let fewer = try ViewSchema(version: 1, tables: [first.tables[0]])
            try write(fewer, found: [])
        },
        StorageLaw("views that are dropped begin anew, and log and keys stay") { place in
            let engine = try place.open()
            var sample = SampleLog(seed: 51)
            try sample.append(sample.batch(2), to: engine.log("alpha"))
            try engine.views("alpha", SampleView.schema()).apply([SampleView.part("a").put])
            try engine.dropViews(CompartmentName.named("alpha"))
            try engine.dropViews(CompartmentName.named("alpha"))
            let views = try engine.views("alpha", SampleView.schema())
            try expect(views.cursor(), equals: 0)
            try expect(views.ids(SampleView.query()), equals: [])
            try expectAll(of: sample, in: engine.log("alpha"))
        },
    ]

    static let viewTypes: [StorageLaw] = [
        StorageLaw("values of every type come back as they were") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            let texts = [
                "", " ", "a'b\"c;--", "%_\\", "\u{1}\u{7f}", "e\u{301}", "é", "\u{FEFF}x", "🇺🇸👩‍🔧", "\u{10FFFF}",
                "line\nline\r\n\t", String(repeating: "ü", count: 100_000), "NULL", "$1", "?", "\u{202E}abc",
            ]
            let integers: [Int64] = [.min, .min + 1, -1, 0, 1, 1 << 53 + 1, .max - 1, .max]
            let reals: [Double] = [
                0, -1.5, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude,
                .leastNormalMagnitude, 0.1, 1e300, 9_007_199_254_740_992, 1 / 3, 5,
            ]
            let blobs: [[UInt8]] = [[], [0], [0, 255, 0], Array(0...255), [UInt8](repeating: 0, count: 100_000)]
            let documents = ["null", "1", "\"é\"", "[]", "{\"a\":[1,2,{\"b\":null}],\"ü\":true}", "[\"\\u0041\"]"]
            var rows: [SampleView.Row] = []
            for index in 0..<16 {
                rows.append(
                    SampleView.part(
                        "id\(index + 10)",
                        name: texts[index],
                        quantity: integers[index % integers.count],
                        weight: reals[index % reals.count],
                        critical: index % 2 == 0,
                        digest: blobs[index % blobs.count],
                        data: documents[index % documents.count]
                    )
                )
            }
            try views.apply(rows.map(\.put))
            let found = try views.select(
                SampleView.query(columns: SampleView.columns),
                admitting: SampleView.everything
            )
            try expect(found.count, equals: rows.count)
            for (found, wanted) in zip(found, rows) {
                for ((value, expected), column) in zip(zip(found, wanted.values), SampleView.columns) {
                    try expect(sameBytes(value, expected), "\(column): \(expected) came back as \(value)")
                }
            }
        },
        StorageLaw("texts that look alike and differ in their scalars are two keys") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            try views.apply([SampleView.part("é").put, SampleView.part("e\u{301}").put])
            try expect(views.count(SampleView.query(), admitting: SampleView.everything), equals: 2)
            let match = ViewQuery.Match("id", .equal, [.text("e\u{301}")])
            try expect(views.count(SampleView.query([match]), admitting: SampleView.everything), equals: 1)
        },
        StorageLaw("what a column cannot hold is refused, and nothing is written") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            let good = SampleView.part("a").values
            func with(_ column: String, _ value: ViewValue) throws -> RowChange {
                var row = good
                row[SampleView.columns.firstIndex(of: column) ?? 0] = value
                return .put(table: "part", row: row)
            }
            let bad = [
                try with("weight", .real(.nan)), try with("weight", .real(.infinity)),
                try with("weight", .real(-.infinity)), try with("name", .text("a\u{0}b")),
                try with("id", .text("\u{0}")), try with("id", .null), try with("label", .null),
                try with("created", .text("1")), try with("name", .integer(1)), try with("quantity", .real(1)),
                try with("weight", .integer(1)), try with("critical", .integer(1)), try with("digest", .text("x")),
                try with("data", .text("{}")), try with("data", .json("{")), try with("data", .json("")),
                try with("data", .json("{\"a\":1} x")), try with("name", .json("{}")),
                .put(table: "part", row: good + [.null]), .put(table: "part", row: []),
            ]
            for change in bad { try expectRefusal(.invalidValue) { try views.apply([change], from: 0, to: 1) } }
            try expect(views.cursor(), equals: 0)
            try expect(views.ids(SampleView.query()), equals: [])
        },
    ]

    /// Equal to the byte: `String ==` holds texts equal that differ in their scalars. A document may be written with other space.
    private static func sameBytes(_ left: ViewValue, _ right: ViewValue) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)): Array(left.utf8) == Array(right.utf8)
        case (.json(let left), .json(let right)): withoutSpace(left) == withoutSpace(right)
        default: left == right
        }
    }

    private static func withoutSpace(_ json: String) -> String {
        json.replacing("\\u0041", with: "A").filter { $0 != " " }
    }
}
