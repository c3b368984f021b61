import SeededGeneration
import Storage

extension StorageLaw {
    static let keys: [StorageLaw] = [
        StorageLaw("keys are found by id and listed by scope, then id") { place in
            let rows = sampleKeys(seed: 31, scopes: ["b", "a", "é", "", "A'\"%"], each: 5)
            func write() throws {
                let table = try place.open().keys("alpha")
                try expect(table.keys(scope: nil), equals: [])
                try table.insert(rows)
                try table.insert([])
            }
            try write()
            let table = try place.open().keys("alpha", create: false)
            for row in rows { try expect(table.key(row.id), equals: row) }
            try expect(table.key([9]), equals: nil)
            let sorted = rows.sorted {
                $0.scope == $1.scope
                    ? $0.id.lexicographicallyPrecedes($1.id)
                    : $0.scope.utf8.lexicographicallyPrecedes($1.scope.utf8)
            }
            try expect(table.keys(scope: nil), equals: sorted)
            try expect(table.keys(scope: "a"), equals: sorted.filter { $0.scope == "a" })
            try expect(table.keys(scope: "none"), equals: [])
        },
        StorageLaw("a key that is here stays as it is when it is inserted again") { place in
            let table = try place.open().keys("alpha")
            let rows = sampleKeys(seed: 32, scopes: ["a"], each: 2)
            try table.insert(rows)
            let other = StoredKeyRow(id: rows[0].id, scope: "b", wrapped: [7])
            let fresh = StoredKeyRow(id: rows[0].id.reversed(), scope: "b", wrapped: [8])
            try table.insert([other, fresh])
            try expect(table.key(rows[0].id), equals: rows[0])
            try expect(table.key(fresh.id), equals: fresh)
        },
        StorageLaw("a destroyed key is remembered and never comes back") { place in
            let rows = sampleKeys(seed: 33, scopes: ["a", "b"], each: 3)
            func write() throws {
                let table = try place.open().keys("alpha")
                try table.insert(rows)
                try table.destroy([rows[0].id, rows[4].id, [1, 2, 3]])
                try table.destroy([rows[0].id])
                try table.insert([rows[0]])
                try table.rewrap([StoredKeyRow(id: rows[0].id, scope: "a", wrapped: [1])])
            }
            try write()
            let table = try place.open().keys("alpha")
            try expect(table.key(rows[0].id), equals: StoredKeyRow(id: rows[0].id, scope: "a", wrapped: nil))
            try expect(table.key(rows[4].id), equals: StoredKeyRow(id: rows[4].id, scope: "b", wrapped: nil))
            try expect(table.key([1, 2, 3]), equals: nil, "destroying an unknown key makes none;")
            try expect(table.keys(scope: nil).filter { $0.wrapped == nil }.count, equals: 2)
        },
        StorageLaw("rewrapping changes the wrapping of keys that are here, all or none, and nothing else") { place in
            let table = try place.open().keys("alpha")
            let rows = sampleKeys(seed: 34, scopes: ["a"], each: 4)
            try table.insert(rows)
            let rewrapped = rows.prefix(2).map { StoredKeyRow(id: $0.id, scope: $0.scope, wrapped: [5] + $0.id) }
            try table.rewrap(rewrapped)
            for row in rewrapped + rows.suffix(2) { try expect(table.key(row.id), equals: row) }
            let unknown = StoredKeyRow(id: [UInt8](repeating: 3, count: 16), scope: "a", wrapped: [1])
            let again = StoredKeyRow(id: rows[3].id, scope: "a", wrapped: [6])
            try expectRefusal(.missing) { try table.rewrap([again, unknown]) }
            try expect(table.key(rows[3].id), equals: rows[3])
            try expect(table.key(unknown.id), equals: nil)
        },
        StorageLaw("a key without bytes, a scope with U+0000 and a rewrapping into nothing are refused") { place in
            let table = try place.open().keys("alpha")
            let id = [UInt8](repeating: 1, count: 16)
            try table.insert([StoredKeyRow(id: id, scope: "a", wrapped: [1])])
            let fresh = StoredKeyRow(id: [UInt8](repeating: 2, count: 16), scope: "a", wrapped: [1])
            for bad in [
                StoredKeyRow(id: [], scope: "a", wrapped: [1]),
                StoredKeyRow(id: [UInt8](repeating: 4, count: 16), scope: "a\u{0}b", wrapped: [1]),
            ] {
                try expectRefusal(.invalidValue) { try table.insert([fresh, bad]) }
            }
            try expectRefusal(.invalidValue) { try table.rewrap([StoredKeyRow(id: id, scope: "a", wrapped: nil)]) }
            try expect(table.keys(scope: nil), equals: [StoredKeyRow(id: id, scope: "a", wrapped: [1])])
        },
    ]

    private static func sampleKeys(seed: UInt64, scopes: [String], each count: Int) -> [StoredKeyRow] {
        var generator = SeededGenerator(seed: seed)
        return scopes.flatMap { scope in
            (0..<count).map { _ in StoredKeyRow(id: generator.bytes(16), scope: scope, wrapped: generator.bytes(40)) }
        }
    }

    static let compartments: [StorageLaw] = [
        StorageLaw("compartments are those that have a log, in order, and a log that is not there is missing") {
            place in
            let engine = try place.open()
            try expect(engine.compartments(), equals: [])
            try expectRefusal(.missing) { _ = try engine.log("alpha", create: false) }
            try expectRefusal(.missing) { _ = try engine.keys("alpha", create: false) }
            try expect(engine.compartments(), equals: [])
            for name in ["beta", "alpha", "z_9"] { _ = try engine.log(name) }
            try expect(engine.compartments().map(\.description), equals: ["alpha", "beta", "z_9"])
            _ = try engine.log("beta", create: true)
            try expect(engine.compartments().count, equals: 3)
        },
        StorageLaw("a name that leads elsewhere names no compartment") { _ in
            for name in ["", "..", "a/b", "A", "1a", "a\u{0}", "a;drop", "é", String(repeating: "a", count: 41), "a b"]
            {
                try expectRefusal(.invalidName) { _ = try CompartmentName(name) }
            }
        },
        StorageLaw("what one compartment holds is in no other") { place in
            let engine = try place.open()
            var alpha = SampleLog(seed: 41)
            var beta = SampleLog(seed: 42)
            let logs = (try engine.log("alpha"), try engine.log("beta"))
            try alpha.append(alpha.batch(3), to: logs.0)
            try beta.append(beta.batch(2), to: logs.1)
            try expectAll(of: alpha, in: logs.0)
            try expectAll(of: beta, in: logs.1)
            try expect(logs.1.sequence(ofCommand: alpha.entries[0].command ?? []), equals: nil)
            let key = StoredKeyRow(id: [UInt8](repeating: 1, count: 16), scope: "a", wrapped: [1])
            try engine.keys("alpha").insert([key])
            try expect(engine.keys("beta").key(key.id), equals: nil)
            let views = (try engine.views("alpha", SampleView.schema()), try engine.views("beta", SampleView.schema()))
            try views.0.apply([SampleView.part("p1").put], from: 0, to: 1)
            try expect(views.1.cursor(), equals: 0)
            try expect(views.1.writerRows(SampleView.query()).count, equals: 0)
        },
        StorageLaw("with one compartment's key, log and views taken away, the others serve unchanged") { place in
            var alpha = SampleLog(seed: 43)
            var beta = SampleLog(seed: 44)
            let key = StoredKeyRow(id: [UInt8](repeating: 1, count: 16), scope: "a", wrapped: [1])
            func serves(_ engine: any StorageEngine) throws {
                try expectAll(of: beta, in: engine.log("beta"))
                try beta.append(beta.batch(2), to: engine.log("beta"))
                try expect(engine.keys("beta").key(key.id), equals: key)
                let views = try engine.views("beta", SampleView.schema())
                try expect(views.select(SampleView.query(), admitting: SampleView.everything).count, equals: 1)
            }
            func write() throws {
                let engine = try place.open()
                for name in ["alpha", "beta"] {
                    try engine.keys(name).insert([key])
                    try engine.views(name, SampleView.schema()).apply([SampleView.part(name).put], from: 0, to: 1)
                }
                try alpha.append(alpha.batch(3), to: engine.log("alpha"))
                try beta.append(beta.batch(3), to: engine.log("beta"))
                try place.takeAway(CompartmentName.named("alpha"))
                try serves(engine)
            }
            try write()
            try serves(place.open())
        },
        StorageLaw("after a compartment was taken away, a new engine does not know it, and can make it anew") { place in
            var sample = SampleLog(seed: 45)
            func write() throws {
                let engine = try place.open()
                try sample.append(sample.batch(3), to: engine.log("alpha"))
                _ = try engine.log("beta")
            }
            try write()
            try place.takeAway(CompartmentName.named("alpha"))
            let engine = try place.open()
            try expect(engine.compartments().map(\.description), equals: ["beta"])
            try expectRefusal(.missing) { _ = try engine.log("alpha", create: false) }
            try expect(engine.log("alpha").head().size, equals: 0)
        },
    ]
}
