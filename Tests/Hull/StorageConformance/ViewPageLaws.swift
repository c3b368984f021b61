import Storage

extension StorageLaw {
    static let viewPages: [StorageLaw] = [
        StorageLaw("rows come in the order asked for, absent values before all others, the key last") { place in
            let views = try filled(place.open())
            try expect(views.ids(SampleView.query()), equals: ["a", "b", "c", "d"])
            try expect(views.ids(SampleView.query(order: [.init("created")])), equals: ["c", "d", "b", "a"])
            try expect(
                views.ids(SampleView.query(order: [.init("created", descending: true)])),
                equals: ["a", "b", "d", "c"],
                "the key runs as the last column does;"
            )
            try expect(views.ids(SampleView.query(order: [.init("quantity")])), equals: ["a", "b", "d", "c"])
            try expect(
                views.ids(SampleView.query(order: [.init("quantity", descending: true)])),
                equals: ["c", "d", "b", "a"]
            )
            try expect(
                views.ids(SampleView.query(order: [.init("id", descending: true)])),
                equals: ["d", "c", "b", "a"]
            )
            try expect(
                views.ids(SampleView.query(order: [.init("label", descending: true), .init("created")])),
                equals: ["c", "d", "b", "a"]
            )
        },
        StorageLaw("pages put together are the whole, whatever their length, with ties and absent values") { place in
            let views = try place.open().views("alpha", SampleView.schema())
            try views.apply((0..<60).map(tied))
            let orders: [[ViewQuery.Order]] = [
                [], [.init("created")], [.init("created", descending: true)],
                [.init("quantity"), .init("created", descending: true)],
                [.init("quantity", descending: true), .init("name"), .init("weight", descending: true)],
                [.init("critical")], [.init("digest", descending: true)], [.init("weight")],
                [.init("name", descending: true), .init("id", descending: true)], [.init("label"), .init("quantity")],
            ]
            for order in orders {
                for admission in [SampleView.everything, SampleView.labels(1, 3)] {
                    let columns = order.map(\.column) + ["id"]
                    let whole = try views.select(
                        SampleView.query(columns: columns, order: order),
                        admitting: admission
                    )
                    for length in [4, 24, 59] {
                        var pages: [[ViewValue]] = []
                        var after: [ViewValue]?
                        while pages.count <= 60 {
                            let query = SampleView.query(columns: columns, order: order, after: after, limit: length)
                            let page = try views.select(query, admitting: admission)
                            try expect(page.count <= length, "a page of \(length) has \(page.count) rows")
                            pages += page
                            guard let last = page.last else { break }
                            after = last
                        }
                        try expect(pages, equals: whole, "pages of \(length), ordered by \(order):")
                    }
                }
            }
        },
        StorageLaw("a page goes on after a row that is not there (any more)") { place in
            let views = try filled(place.open())
            let order: [ViewQuery.Order] = [.init("created")]
            func after(_ created: ViewValue, _ id: String) throws -> [String] {
                try views.ids(SampleView.query(order: order, after: [created, .text(id)]))
            }
            try expect(after(.integer(2), "c"), equals: ["d", "b", "a"])
            try expect(after(.integer(2), "cc"), equals: ["d", "b", "a"])
            try expect(after(.integer(2), "zzz"), equals: ["b", "a"])
            try expect(after(.integer(.min), ""), equals: ["c", "d", "b", "a"])
            try expect(after(.integer(.max), "a"), equals: [])
        },
        StorageLaw("a limit is from 1 to the most, a page's start has the values of the order and the key") { place in
            let views = try filled(place.open())
            for limit in [0, -1, ViewQuery.limitMax + 1, .max, .min] {
                try expectRefusal(.invalidValue) { _ = try views.ids(SampleView.query(limit: limit)) }
            }
            try expect(views.ids(SampleView.query(limit: 1)), equals: ["a"])
            try expect(views.ids(SampleView.query(limit: ViewQuery.limitMax)).count, equals: 4)
            let order: [ViewQuery.Order] = [.init("created")]
            let starts: [[ViewValue]] = [
                [], [.integer(1)], [.integer(1), .integer(1)], [.text("1"), .text("a")], [.null, .text("a")],
                [.integer(1), .text("a"), .null], [.integer(1), .null], [.integer(1), .text("a\u{0}")],
            ]
            for start in starts {
                try expectRefusal(.invalidValue) { _ = try views.ids(SampleView.query(order: order, after: start)) }
            }
        },
        StorageLaw("a count is of all rows, whatever order and page were asked") { place in
            let views = try filled(place.open())
            let query = SampleView.query(order: [.init("created")], after: [.integer(2), .text("d")], limit: 1)
            try expect(views.count(query, admitting: SampleView.everything), equals: 4)
        },
    ]

    /// One of sixty parts with few values, so that many are tied, and some absent.
    private static func tied(_ index: Int) -> RowChange {
        let name: String? = index % 4 == 0 ? nil : "n\(index % 3)"
        let quantity: Int64? = index % 3 == 0 ? nil : Int64(index % 2)
        let weight: Double? = index % 5 == 0 ? nil : Double(index % 3) / 3
        let critical: Bool? = index % 7 == 0 ? nil : index % 2 == 0
        let digest: [UInt8]? = index % 6 == 0 ? nil : [UInt8(index % 4), 255]
        return SampleView.part(
            "p\(index + 10)",
            label: Int64(index % 5),
            created: Int64(index / 7),
            name: name,
            quantity: quantity,
            weight: weight,
            critical: critical,
            digest: digest
        ).put
    }
}
