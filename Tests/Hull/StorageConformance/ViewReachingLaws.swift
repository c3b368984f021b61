import Storage

extension StorageLaw {
    static let viewReaching: [StorageLaw] = [
        StorageLaw("a way is followed to its ends, nearest first, each row once, over forks, meetings and circles") {
            place in
            // a -> b, c; b -> d; c -> d; d -> e; e -> a
            let views = try ways(place.open(), ["ab", "ac", "bd", "cd", "de", "ea"])
            try expect(views.reached(["a"]), equals: ["ab", "ac", "bd", "cd", "de", "ea"])
            try expect(views.reached(["d"]), equals: ["de", "ea", "ab", "ac", "bd", "cd"])
            try expect(Set(views.reached(["b", "c"])), equals: ["ab", "ac", "bd", "cd", "de", "ea"])
            try expect(views.reached(["x"]), equals: [])
            try expect(views.reached([]), equals: [])
            try expect(views.reached(["a"], limit: 3), equals: ["ab", "ac", "bd"])
            try expect(views.reached(["a"], limit: 0), equals: [])
        },
        StorageLaw("the other way leads back") { place in
            let views = try ways(place.open(), ["ab", "bc", "xc"])
            try expect(views.reached(["c"], from: "note", to: "name"), equals: ["bc", "xc", "ab"])
        },
        StorageLaw("what is hidden leads nowhere, and is found no other way") { place in
            let engine = try place.open()
            let views = try ways(engine, ["ab", "cd", "ax", "xc"], hidden: ["bc"])
            try expect(views.reached(["a"], SampleView.labels(1)), equals: ["ab", "ax", "xc", "cd"])
            try views.apply([.remove(table: "part", key: [.text("xc")])])
            try expect(views.reached(["a"], SampleView.labels(1)), equals: ["ab", "ax"])
            try expect(views.reached(["a"], SampleView.labels(1, 2)), equals: ["ab", "ax", "bc", "cd"])
            try expect(views.reached(["a"], Admission([])), equals: [])
            let conditional = Admission([
                Admission.Group(labels: [1], condition: engine.language.condition("quantity", "=", .integer(3)))
            ])
            try expect(views.reached(["a"], conditional), equals: [])
        },
        StorageLaw("a way of thousands of rows is followed whole") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            var rows: [RowChange] = []
            for row in 1...3_000 {
                rows.append(SampleView.part("r\(row)", name: "n\(row / 2)", note: "n\(row)").put)
            }
            try views.apply(rows)
            let found = try views.reached(["n0"], limit: 10_000)
            try expect(found.count, equals: 3_000)
            try expect(Array(found.prefix(3)), equals: ["r1", "r2", "r3"])
        },
        StorageLaw("a way that is none is refused") { place in
            let views = try ways(place.open(), [])
            for (table, from, to, code) in [
                ("none", "name", "note", StorageError.Code.invalidName), ("part", "none", "note", .invalidName),
                ("part", "name", "quantity", .invalidValue), ("reading", "unit", "unit", .invalidValue),
                ("part", "name\" \"note", "note", .invalidName),
            ] {
                try expectRefusal(code) {
                    _ = try views.reach(
                        [.text("a")],
                        along: ViewTrail(table, from: from, to: to),
                        limit: 10,
                        admitting: SampleView.everything
                    )
                }
            }
            try expectRefusal(.invalidValue) { _ = try views.reached((0...500).map(String.init)) }
        },
    ]

    /// Parts whose names lead to their notes.
    private static func ways(_ engine: any StorageEngine, _ shown: [String], hidden: [String] = []) throws
        -> any ViewStore
    {
        let views = try engine.views("alpha", SampleView.schema())
        func row(_ way: String, _ label: Int64) -> RowChange {
            SampleView.part(way, label: label, name: String(way.prefix(1)), note: String(way.suffix(1))).put
        }
        try views.apply(shown.map { row($0, 1) } + hidden.map { row($0, 2) })
        return views
    }
}

extension ViewStore {
    fileprivate func reached(
        _ start: [String],
        _ admission: Admission = SampleView.everything,
        from: String = "name",
        to: String = "note",
        limit: Int = 100
    ) throws -> [String] {
        try reach(
            start.map { .text($0) },
            along: ViewTrail("part", from: from, to: to),
            limit: limit,
            admitting: admission
        ).map { step in
            guard case .text(let key) = step.key else { return "?" }
            return key
        }
    }
}
