import Foundation
import GRDB
import Storage
import StorageConformance
import Testing

@Suite("Files of SQLite stores")
struct SQLiteFileTests {
    private let alpha: CompartmentName

    init() throws { alpha = try CompartmentName("alpha") }

    private func append(_ engine: SQLiteEngine, _ count: Int = 1, payload: [UInt8] = [9], key: [UInt8] = [7]) throws {
        let log = try engine.openLog(alpha, create: true)
        let first = try log.head().size
        let entries = (0..<count).map { _ in StoredEntry(entry: [1], payload: payload, key: key) }
        try log.append(StoredBatch(first: first, entries: entries, tiles: [], checkpoint: [1]))
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("belong to their owner alone")
    func modes() throws {
        let place = try SQLitePlace()
        let engine = try place.engine()
        try append(engine)
        try engine.openKeys(alpha, create: true).insert([StoredKeyRow(id: [1], scope: "a", wrapped: [1])])
        let views = try engine.openViews(alpha, schema: try ViewSchema(version: 1, tables: []))
        for folder in [place.directory, place.keyDirectory, place.directory + "/alpha"] {
            #expect(try mode(folder) == 0o700, "\(folder)")
        }
        for folder in [place.keyDirectory, place.directory + "/alpha"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                #expect(try mode("\(folder)/\(name)") == 0o600, "\(name)")
            }
        }
        _ = try views.cursor()
    }

    @Test("that others can read are refused, and so are links, in the place of files and of folders")
    func disclosed() throws {
        let place = try SQLitePlace()
        func write() throws {
            let engine = try place.engine()
            try engine.openKeys(alpha, create: true).insert([StoredKeyRow(id: [1], scope: "a", wrapped: [1])])
            try append(engine)
        }
        try write()
        let keys = place.keyDirectory + "/alpha.sqlite"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: keys)
        #expect(code { _ = try place.engine().openKeys(alpha, create: true) } == .damaged)
        let elsewhere = place.folder + "/elsewhere"
        try FileManager.default.moveItem(atPath: keys, toPath: elsewhere)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: elsewhere)
        try FileManager.default.createSymbolicLink(atPath: keys, withDestinationPath: elsewhere)
        #expect(code { _ = try place.engine().openKeys(alpha, create: true) } == .damaged)
        try FileManager.default.moveItem(atPath: place.directory + "/alpha", toPath: place.folder + "/moved")
        try FileManager.default.createSymbolicLink(
            atPath: place.directory + "/alpha",
            withDestinationPath: place.folder + "/moved"
        )
        #expect(code { _ = try place.engine().openLog(alpha, create: true) } == .damaged)
        #expect(
            code { _ = try place.engine().openViews(alpha, schema: ViewSchema(version: 1, tables: [])) } == .damaged
        )
        #expect(try place.engine().compartments().isEmpty)
    }

    @Test("of another kind, without head or cut off are damaged; older and newer ones are of another version")
    func refused() throws {
        let place = try SQLitePlace()
        let path = place.directory + "/alpha/log.sqlite"
        func fresh() throws {
            try? FileManager.default.removeItem(atPath: place.directory + "/alpha")
            try append(place.engine(), 200, payload: [UInt8](repeating: 5, count: 400))
        }
        func opening() -> StorageError.Code? {
            code {
                let log = try place.engine().openLog(alpha, create: true)
                _ = try log.entries(0..<200)
            }
        }
        func change(_ sql: String) throws {
            try fresh()
            try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
        }
        try fresh()
        #expect(opening() == nil)
        try change("PRAGMA user_version = 2")
        #expect(opening() == .version)
        try change("PRAGMA user_version = 0")
        #expect(opening() == .version)
        try change("PRAGMA application_id = 1")
        #expect(opening() == .damaged)
        try change("DELETE FROM checkpoint")
        #expect(opening() == .damaged)
        try change("DELETE FROM entry WHERE sequence = 199")
        #expect(opening() == .damaged)
        try change("DELETE FROM entry WHERE sequence = 0")
        #expect(opening() == .damaged)
        try change("UPDATE pruned SET first = 3")
        #expect(opening() == .damaged)
        try change("DELETE FROM entry WHERE sequence = 100")
        #expect(opening() == .damaged, "a gap within is found when it is read")
        try fresh()
        try Data("no database, only a text that is long enough to be one".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(opening() == .damaged)
        try fresh()
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.truncate(atOffset: 8_192)
        try file.close()
        #expect(opening() == .damaged)
    }

    @Test("hold nothing of what was erased, pruned or destroyed")
    func erased() throws {
        let place = try SQLitePlace()
        let engine = try place.engine()
        let secret = Array("payload-that-is-erased".utf8)
        let wrapped = Array("wrapped-key-that-is-destroyed".utf8)
        try append(engine, 20, payload: secret + [UInt8](repeating: 1, count: 5_000), key: [1])
        try append(engine, 20, payload: [3], key: [2])
        let keys = try engine.openKeys(alpha, create: true)
        try keys.insert([StoredKeyRow(id: [1], scope: "a", wrapped: wrapped)])
        #expect(try holds(place, secret))
        #expect(try holds(place, wrapped))
        #expect(try engine.openLog(alpha, create: false).erasePayloads(key: [1]) == 20)
        try keys.destroy([[1]])
        #expect(try !holds(place, secret))
        #expect(try !holds(place, wrapped))
    }

    private func holds(_ place: SQLitePlace, _ bytes: [UInt8]) throws -> Bool {
        for folder in [place.directory + "/alpha", place.keyDirectory] {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let content = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
                if content.range(of: Data(bytes)) != nil { return true }
            }
        }
        return false
    }

    @Test("of views that are damaged are made anew, since the log makes views")
    func damagedViews() throws {
        let place = try SQLitePlace()
        let schema = try ViewSchema(
            version: 1,
            tables: [ViewTable("t", columns: [ViewColumn("id", .text)], key: ["id"], label: nil)]
        )
        func write() throws {
            let views = try place.engine().openViews(alpha, schema: schema)
            try views.apply([.put(table: "t", row: [.text("a")])], from: 0, to: 1)
        }
        try write()
        let path = place.directory + "/alpha/views.sqlite"
        try Data("no database, only a text that is long enough to be one".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let views = try place.engine().openViews(alpha, schema: schema)
        #expect(try views.cursor() == 0)
    }

    @Test("of views belong to the engine that opened them first")
    func viewsOfTwoEngines() throws {
        let place = try SQLitePlace()
        let schema = try ViewSchema(version: 1, tables: [])
        let first = try place.engine().openViews(alpha, schema: schema)
        #expect(code { _ = try place.engine().openViews(alpha, schema: schema) } == .busy)
        _ = try first.cursor()
    }

    @Test("that stopped at a failure are not written before they are opened anew")
    func stopped() throws {
        let place = try SQLitePlace()
        let engine = try place.engine()
        try append(engine)
        let log = try engine.openLog(alpha, create: false)
        // Another program that takes no lock breaks the table under the writer's feet.
        try DatabaseQueue(path: place.directory + "/alpha/log.sqlite").writeWithoutTransaction {
            try $0.execute(sql: "ALTER TABLE tile RENAME TO tiles")
        }
        let tile = StoredTile(level: 0, index: 0, bytes: [UInt8](repeating: 0, count: 8_192))
        let batch = StoredBatch(
            first: 1,
            entries: [StoredEntry(entry: [1], payload: nil, key: [])],
            tiles: [tile],
            checkpoint: [1]
        )
        #expect(code { try log.append(batch) } == .failed)
        try DatabaseQueue(path: place.directory + "/alpha/log.sqlite").writeWithoutTransaction {
            try $0.execute(sql: "ALTER TABLE tiles RENAME TO tile")
        }
        #expect(code { try log.append(batch) } == .failed)
        let again = try engine.openLog(alpha, create: false)
        try again.append(batch)
        #expect(try again.head().size == 2)
    }
}
