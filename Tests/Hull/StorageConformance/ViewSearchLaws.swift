import Storage

extension StorageLaw {
    static let viewSearching: [StorageLaw] = [
        StorageLaw("rows are found by all the words of their searched texts, in any of them, in any case") { place in
            let views = try texts(place.open())
            try expect(views.found(["bracket"]), equals: ["a", "b", "d"])
            try expect(views.found(["BRACKET"]), equals: ["a", "b", "d"])
            try expect(views.found(["bracket", "forged"]), equals: ["b"])
            try expect(views.found(["forged", "bracket"]), equals: ["b"])
            try expect(views.found(["bracket", "titanium"]), equals: ["a", "d"])
            try expect(views.found(["titanium", "nothing"]), equals: [])
            try expect(views.found(["brack"]), equals: [])
            try expect(views.found(["Überprüft"]), equals: ["c"])
            try expect(views.found(["überprüft"]), equals: ["c"])
            try expect(views.found(["検査"]), equals: ["e"])
        },
        StorageLaw("the last word may be the beginning of one, no other word may") { place in
            let views = try texts(place.open())
            try expect(views.found(["brack"], prefix: true), equals: ["a", "b", "d"])
            try expect(views.found(["titanium", "brack"], prefix: true), equals: ["a", "d"])
            try expect(views.found(["titan", "bracket"], prefix: true), equals: [])
            try expect(views.found(["bracket"], prefix: true), equals: ["a", "b", "d"])
        },
        StorageLaw("a search looks at the columns that it names and at no other") { place in
            let views = try texts(place.open())
            try expect(views.found(["titanium"], of: ["name"]), equals: ["d"])
            try expect(views.found(["titanium"], of: ["note"]), equals: ["a"])
            try expect(views.found(["titanium"], of: ["note", "name"]), equals: ["a", "d"])
            try expect(views.found(["bracket", "titanium"], of: ["name"]), equals: ["d"])
            try expect(views.found(["bracket", "titanium"], of: ["note"]), equals: [])
            try expect(views.found(["bracket", "ti"], prefix: true, of: ["name"]), equals: ["d"])
            try expect(views.found(["brack"], prefix: true, of: ["note"]), equals: [])
            try views.apply([SampleView.part("d", label: 2, name: "bracket", note: "titanium", quantity: 4).put])
            try expect(views.found(["titanium"], of: ["name"]), equals: [])
            try expect(views.found(["titanium"], of: ["note"]), equals: ["a", "d"])
            for odd in ["\" OR name : \"bracket", "name : bracket", ") OR (bracket", "{name} : bracket"] {
                try expect(views.found([odd], of: ["note"]), equals: [], odd)
            }
            try expectRefusal(.invalidValue) { _ = try views.found(["bracket"], of: []) }
            for other in ["quantity", "none", "id", "name\" \"note", "$column"] {
                try expectRefusal(.invalidName) { _ = try views.found(["bracket"], of: [other]) }
            }
        },
        StorageLaw("a search finds only admitted rows, and knows nothing of the others") { place in
            let engine = try place.open()
            let views = try texts(engine)
            try expect(views.found(["bracket"], SampleView.query(), SampleView.labels(1)), equals: ["a"])
            try expect(views.found(["forged"], SampleView.query(), SampleView.labels(1)), equals: [])
            try expect(views.found(["bracket"], SampleView.query(), Admission([])), equals: [])
            let admission = Admission([
                Admission.Group(labels: [1]),
                Admission.Group(labels: [2], condition: engine.language.condition("quantity", "=", .integer(4))),
            ])
            try expect(views.found(["bracket"], SampleView.query(), admission), equals: ["a", "d"])
            let tags = ViewQuery("part_tag", columns: ["tag"], limit: 10)
            try expectRefusal(.invalidValue) {
                _ = try views.search(["x"], prefix: false, of: ["tag"], in: tags, admitting: SampleView.everything)
            }
            let readings = ViewQuery("reading", columns: ["unit"], limit: 10)
            try expectRefusal(.invalidValue) {
                _ = try views.search(["x"], prefix: false, of: ["unit"], in: readings, admitting: SampleView.everything)
            }
        },
        StorageLaw("what is found comes in the order and pages of the question, and matches it") { place in
            let views = try texts(place.open())
            let order = [ViewQuery.Order("quantity", descending: true)]
            try expect(views.found(["bracket"], SampleView.query(order: order)), equals: ["d", "b", "a"])
            try expect(views.found(["bracket"], SampleView.query(order: order, limit: 2)), equals: ["d", "b"])
            let next = SampleView.query(order: order, after: [.integer(2), .text("b")], limit: 2)
            try expect(views.found(["bracket"], next), equals: ["a"])
            let match = ViewQuery.Match("quantity", .less, [.integer(4)])
            try expect(views.found(["bracket"], SampleView.query([match])), equals: ["a", "b"])
        },
        StorageLaw("the index follows every change of a row") { place in
            let views = try texts(place.open())
            try views.apply([SampleView.part("a", name: "washer").put, .remove(table: "part", key: [.text("b")])])
            try expect(views.found(["bracket"]), equals: ["d"])
            try expect(views.found(["washer"]), equals: ["a"])
            try views.apply([SampleView.part("a").put])
            try expect(views.found(["washer"]), equals: [])
            try views.apply([.removeAll(table: "part", column: "label", value: .integer(2))])
            try expect(views.found(["bracket"]), equals: [])
        },
        StorageLaw("the index follows rows that are changed, removed and put anew in one batch") { place in
            let views = try texts(place.open())
            let gone = RowChange.remove(table: "part", key: [.text("e")])
            try views.apply([
                SampleView.part("a", name: "washer").put, SampleView.part("a", label: 2, name: "gasket").put,
                // The last row, so that its number is free for the next one.
                gone, SampleView.part("f", name: "shim").put, gone,
                SampleView.part("g", name: "bushing").put, .remove(table: "part", key: [.text("g")]),
                SampleView.part("d", label: 2, name: "liner").put,
                .removeAll(table: "part", column: "label", value: .integer(2)), SampleView.part("d", name: "liner").put,
            ])
            for (words, found) in [
                ("bracket", []), ("washer", []), ("gasket", []), ("shim", ["f"]), ("bushing", []), ("liner", ["d"]),
            ] { try expect(views.found([words]), equals: found, words) }
            try views.apply([.removeAll(table: "part", column: "label", value: .integer(1))])
            for words in ["shim", "liner"] { try expect(views.found([words]), equals: [], words) }
        },
        StorageLaw("the language of the index is plain words to a search") { place in
            let views = try texts(place.open())
            for odd in [
                "\"", "'", "*", "brack*", "name:bracket", "^", "(", ")", "-bracket", "bracket AND forged", "NEAR(",
                "\\",
                "{name}:x", "&", "|", "!", "<->", ":*", "bracket:*", "'bracket", "bracket\" OR \"a", "%", "_", "$1",
                "?",
                "e\u{301}", "\u{202E}", "🇺🇸", String(repeating: "a", count: 5_000), "a OR b",
            ] {
                for prefix in [false, true] {
                    let found = try views.found([odd], prefix: prefix)
                    try expect(Set(found).isSubset(of: ["a", "b", "c", "d", "e"]), "\(odd) found \(found)")
                    try expect(views.found(["nothing", odd, "bracket"], prefix: prefix), equals: [], odd)
                }
            }
            try expect(views.found(["AND"]), equals: [])
            try expect(views.found(["OR"]), equals: [])
            try expect(views.found(["NOT"]), equals: ["e"])
            try expect(views.found(["NEAR"]), equals: [])
        },
        StorageLaw("a search without a word finds nothing, and one with U+0000 or too many words is refused") { place in
            let views = try texts(place.open())
            for words in [[], [""], [" "], ["", "***"], ["-"]] {
                try expect(views.found(words), equals: [], "\(words)")
                try expect(views.found(words, prefix: true), equals: [], "\(words)")
            }
            try expectRefusal(.invalidValue) { _ = try views.found(["a\u{0}b"]) }
            try expectRefusal(.invalidValue) { _ = try views.found([String](repeating: "a", count: 101)) }
            try expect(views.found([String](repeating: "bracket", count: 100)), equals: ["a", "b", "d"])
        },
    ]

    private static func texts(_ engine: any StorageEngine) throws -> any ViewStore {
        let views = try engine.views("alpha", SampleView.schema())
        try views.apply([
            SampleView.part("a", label: 1, name: "Bracket, left", note: "titanium", quantity: 1).put,
            SampleView.part("b", label: 2, name: "bracket", note: "forged (steel)", quantity: 2).put,
            SampleView.part("c", label: 3, name: "Welle", note: "vom Prüfer überprüft", quantity: 3).put,
            SampleView.part("d", label: 2, name: "titanium bracket", quantity: 4).put,
            SampleView.part("e", label: 1, note: "do not 検査 use").put,
        ])
        return views
    }

    static let viewRefusals: [StorageLaw] = [
        StorageLaw("a question to what is not in the schema is refused") { place in
            let views = try filled(place.open())
            let bad: [ViewQuery] = [
                ViewQuery("none", columns: ["id"], limit: 1),
                ViewQuery("part; drop table part", columns: ["id"], limit: 1),
                SampleView.query(columns: ["none"]), SampleView.query(columns: ["id\" --"]),
                SampleView.query(columns: ["*"]),
                SampleView.query(columns: []), SampleView.query([.init("none", .equal, [.null])]),
                SampleView.query(order: [.init("none")]), SampleView.query(order: [.init("id desc")]),
                SampleView.query(order: [.init("data")]), SampleView.query([.init("data", .equal, [.json("1")])]),
                SampleView.query([.init("quantity", .less, [.null])]),
                SampleView.query([.init("quantity", .equal, [.text("1")])]),
                SampleView.query([.init("quantity", .equal, [.integer(1), .real(1)])]),
                SampleView.query([.init("quantity", .hasPrefix, [.integer(1)])]),
                SampleView.query([.init("name", .hasPrefix, [.null])]),
                SampleView.query([.init("name", .equal, [.text("a\u{0}")])]),
                SampleView.query([.init("weight", .less, [.real(.nan)])]),
                SampleView.query([.init("quantity", .less, [ViewValue](repeating: .integer(1), count: 501))]),
                SampleView.query(.init(repeating: .init("quantity", .equal, [.integer(1)]), count: 101)),
            ]
            for query in bad {
                try expectRefusal(.invalidName, .invalidValue) {
                    _ = try views.select(query, admitting: SampleView.everything)
                }
                try expectRefusal(.invalidName, .invalidValue) { _ = try views.writerRows(query) }
            }
            for comparison in [ViewQuery.Match.Comparison.equal, .less, .atLeast] {
                let match = ViewQuery.Match("quantity", comparison, (-490..<10).map { .integer($0) })
                let most = SampleView.query(.init(repeating: match, count: 20))
                try expect(views.count(most, admitting: SampleView.everything), equals: comparison == .atLeast ? 3 : 0)
            }
            try expect(views.ids(SampleView.query()).count, equals: 4)
        },
        StorageLaw("a refusal names what was refused and holds no value of a row") { place in
            let views = try filled(place.open())
            let secret = "SECRET-7781"
            let refusals: [() throws -> Void] = [
                { try views.apply([SampleView.part("a", name: secret + "\u{0}").put]) },
                { try views.apply([.put(table: "part", row: [.text(secret)])]) },
                { try views.apply([.remove(table: "part", key: [.json(secret)])]) },
                { try views.apply([SampleView.part("a", data: "{" + secret).put]) },
                { _ = try views.ids(SampleView.query([.init("quantity", .equal, [.text(secret)])])) },
                { _ = try views.found([secret + "\u{0}"]) },
            ]
            for refusal in refusals {
                do {
                    try refusal()
                    try expect(false, "not refused")
                } catch let error as StorageError {
                    try expect(!error.message.contains(secret), "\(error)")
                }
            }
        },
        StorageLaw("a schema that no database can have is refused") { _ in
            let id = ViewColumn("id", .text)
            let bad: [() throws -> [ViewTable]] = [
                { [ViewTable("a b", columns: [id], key: ["id"], label: nil)] },
                { [ViewTable("Part", columns: [id], key: ["id"], label: nil)] },
                { [ViewTable("part", columns: [ViewColumn("_row", .text)], key: ["_row"], label: nil)] },
                { [ViewTable("part", columns: [id, id], key: ["id"], label: nil)] },
                { [ViewTable("part", columns: [id], key: [], label: nil)] },
                { [ViewTable("part", columns: [id], key: ["other"], label: nil)] },
                { [ViewTable("part", columns: [id], key: ["id"], label: "id")] },
                { [ViewTable("part", columns: [id], key: ["id"], label: nil, indexes: [["other"]])] },
                {
                    [
                        ViewTable(
                            "part",
                            columns: [id, ViewColumn("n", .integer)],
                            key: ["id"],
                            label: nil,
                            searched: ["n"]
                        )
                    ]
                },
                { [ViewTable("part", columns: [ViewColumn("id", .text, isNullable: true)], key: ["id"], label: nil)] },
            ]
            for tables in bad {
                try expectRefusal(.invalidName, .invalidValue) { _ = try ViewSchema(version: 1, tables: tables()) }
            }
        },
    ]
}
