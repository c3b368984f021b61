import Storage

extension StorageLaw {
    static let viewSelecting: [StorageLaw] = [
        StorageLaw("only rows of admitted labels are found or counted") { place in
            let views = try filled(place)
            try expect(views.ids(SampleView.query(), Admission([])), equals: [])
            try expect(views.ids(SampleView.query(), SampleView.labels()), equals: [])
            try expect(views.ids(SampleView.query(), SampleView.labels(2)), equals: ["b", "d"])
            try expect(views.ids(SampleView.query(), SampleView.labels(3, 1)), equals: ["a", "c"])
            try expect(views.ids(SampleView.query(), SampleView.labels(7)), equals: [])
            try expect(views.ids(SampleView.query(), SampleView.labels(.min, .max)), equals: [])
            try expect(views.ids(SampleView.query(), SampleView.labels(2, 2, 2)), equals: ["b", "d"])
            try expect(views.count(SampleView.query(), admitting: SampleView.labels(2)), equals: 2)
            try expect(views.count(SampleView.query(), admitting: Admission([])), equals: 0)
        },
        StorageLaw("each group of labels stands under its own condition") { place in
            let engine = try place.open()
            let views = try filled(engine)
            let admission = Admission([
                Admission.Group(labels: [1]),
                Admission.Group(labels: [2], condition: engine.language.condition("quantity", ">", .integer(15))),
                Admission.Group(labels: [3], condition: engine.language.condition("name", "=", .text("nobody"))),
            ])
            try expect(views.ids(SampleView.query(), admission), equals: ["a", "d"])
            try expect(views.count(SampleView.query(), admitting: admission), equals: 2)
            let match = ViewQuery.Match("quantity", .atLeast, [.integer(20)])
            try expect(views.ids(SampleView.query([match]), admission), equals: ["d"])
        },
        StorageLaw("a thousand labels in three hundred groups are admitted like one") { place in
            let engine = try place.open()
            let views = try engine.views("alpha", SampleView.schema())
            try views.apply((0..<100).map { SampleView.part("p\($0 + 100)", label: $0 * 10, created: -$0).put })
            let one = Admission([Admission.Group(labels: Array(0..<1_000))])
            let many = Admission(
                (0..<333).map { group in
                    Admission.Group(
                        labels: [group * 3, group * 3 + 1, group * 3 + 2],
                        condition: engine.language.condition("created", "<=", .integer(0))
                    )
                }
            )
            let wanted = (0..<100).map { "p\($0 + 100)" }
            for admission in [one, many] {
                try expect(views.ids(SampleView.query(), admission), equals: wanted)
                try expect(views.count(SampleView.query(), admitting: admission), equals: 100)
                let page = SampleView.query(order: [.init("created")], limit: 3)
                try expect(views.ids(page, admission), equals: ["p199", "p198", "p197"])
            }
        },
        StorageLaw("a label in two groups, and a table of parts, are refused") { place in
            let engine = try place.open()
            let views = try filled(engine)
            let twice = Admission([Admission.Group(labels: [1]), Admission.Group(labels: [2, 1])])
            try expectRefusal(.invalidValue) { _ = try views.select(SampleView.query(), admitting: twice) }
            try expectRefusal(.invalidValue) { _ = try views.count(SampleView.query(), admitting: twice) }
            let tags = ViewQuery("part_tag", columns: ["tag"], limit: 10)
            try expectRefusal(.invalidValue) { _ = try views.select(tags, admitting: SampleView.everything) }
            try expectRefusal(.invalidValue) { _ = try views.count(tags, admitting: SampleView.everything) }
        },
        StorageLaw("rows match by value: equal, less, greater, absent") { place in
            let views = try filled(place)
            func found(_ comparison: ViewQuery.Match.Comparison, _ values: ViewValue...) throws -> [String] {
                try views.ids(SampleView.query([.init("quantity", comparison, values)]))
            }
            try expect(found(.equal, .integer(10)), equals: ["b"])
            try expect(found(.equal, .integer(10), .integer(20)), equals: ["b", "d"])
            try expect(found(.equal, .null), equals: ["a"])
            try expect(found(.equal, .null, .integer(30)), equals: ["a", "c"])
            try expect(found(.equal), equals: [])
            try expect(found(.less, .integer(20)), equals: ["b"])
            try expect(found(.atMost, .integer(20)), equals: ["b", "d"])
            try expect(found(.greater, .integer(20)), equals: ["c"])
            try expect(found(.atLeast, .integer(20)), equals: ["c", "d"])
            try expect(found(.less, .integer(.min)), equals: [])
            try expect(found(.less, .integer(11), .integer(5)), equals: ["b"])
            let both: [ViewQuery.Match] = [
                .init("quantity", .greater, [.integer(5)]), .init("name", .equal, [.text("Name c")]),
            ]
            try expect(views.ids(SampleView.query(both)), equals: ["c"])
            try expect(views.count(SampleView.query(both), admitting: SampleView.everything), equals: 1)
        },
        StorageLaw("texts match by bytes, and a prefix is what it says, whatever is in it") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            let names = [
                "%", "%a", "_b", "\\c", "a%b", "ab", "Ab", "é", "éa", "e\u{301}", "z\u{10FFFF}", "z\u{10FFFF}a",
                "z\u{D7FF}b", "", "\u{7f}", "\u{80}",
            ]
            try views.apply(names.enumerated().map { SampleView.part("p\($0 + 10)", name: $1).put })
            try views.apply([SampleView.part("absent").put])
            for prefix in names + ["a", "A", "z", "z\u{D7FF}", "%_", "\u{10FFFF}"] {
                let wanted = names.indices.filter { names[$0].utf8.starts(with: prefix.utf8) }.map { "p\($0 + 10)" }
                let match = ViewQuery.Match("name", .hasPrefix, [.text(prefix)])
                try expect(views.ids(SampleView.query([match])), equals: wanted, prefix.debugDescription)
            }
            for name in names {
                let wanted = names.indices.filter { Array(names[$0].utf8) == Array(name.utf8) }.map { "p\($0 + 10)" }
                let match = ViewQuery.Match("name", .equal, [.text(name)])
                try expect(views.ids(SampleView.query([match])), equals: wanted, name.debugDescription)
            }
            let order = SampleView.query(order: [.init("name")])
            let sorted = names.indices.sorted { names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8) }
            try expect(views.ids(order), equals: ["absent"] + sorted.map { "p\($0 + 10)" })
        },
        StorageLaw("the writer reads all rows, of tables of parts too") { place in
            let views = try filled(place)
            try views.apply([.put(table: "part_tag", row: [.text("a"), .text("x")])])
            try expect(views.writerRows(SampleView.query()).count, equals: 4)
            try expect(
                views.writerRows(
                    SampleView.query([.init("quantity", .equal, [.integer(30)])], columns: ["id", "label"])
                ),
                equals: [[.text("c"), .integer(3)]]
            )
            let tags = ViewQuery("part_tag", columns: ["tag"], matches: [.init("part", .equal, [.text("a")])], limit: 1)
            try expect(views.writerRows(tags), equals: [[.text("x")]])
        },
    ]

    private static func filled(_ place: any StoragePlace) throws -> any ViewStore { try filled(place.open()) }

    /// Four parts of the labels 1, 2, 3, 2; the first has no quantity.
    static func filled(_ engine: any StorageEngine) throws -> any ViewStore {
        let views = try engine.views("alpha", SampleView.schema())
        try views.apply([
            SampleView.part("a", label: 1, created: 4, name: "Name a").put,
            SampleView.part("b", label: 2, created: 3, name: "Name b", quantity: 10).put,
            SampleView.part("c", label: 3, created: 2, name: "Name c", quantity: 30).put,
            SampleView.part("d", label: 2, created: 2, name: "Name d", quantity: 20).put,
        ])
        return views
    }
}
