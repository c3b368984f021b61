import Foundation
import GRDB
import SeededGeneration
import Storage
import StorageConformance
import Testing

@Suite("Stores are checked, backed up, restored and migrated")
struct StoreMaintenanceTests {
    private let place: SQLitePlace
    private let alpha: CompartmentName

    init() throws {
        place = try SQLitePlace()
        alpha = try CompartmentName("alpha")
    }

    private var store: StoreFolders { StoreFolders(directory: place.directory, keyDirectory: place.keyDirectory) }
    private func folders(_ name: String) -> StoreFolders {
        StoreFolders(directory: place.folder + "/\(name)-logs", keyDirectory: place.folder + "/\(name)-keys")
    }

    private func note(_ size: UInt64) -> [UInt8] {
        let root = Data(repeating: 1, count: 32).base64EncodedString()
        return Array("plant.example/alpha\n\(size)\n\(root)\n\n\u{2014} plant.example/alpha AAAA\n".utf8)
    }

    /// Entries with tiles and checkpoints as a journal has them, and the key that seals them.
    private func fill(_ engine: SQLiteEngine, _ name: String, count: Int) throws {
        let log = try engine.openLog(CompartmentName(name), create: true)
        let key = Array(repeating: UInt8(7), count: 16)
        try engine.openKeys(CompartmentName(name), create: true).insert([
            StoredKeyRow(id: key, scope: "all", wrapped: [1, 2, 3])
        ])
        for _ in 0..<count {
            let first = try log.head().size
            let entries = (0..<64).map { StoredEntry(entry: [UInt8($0), 1], payload: [2], key: key) }
            let size = first + 64
            let tiles =
                size % 256 == 0
                ? [StoredTile(level: 0, index: size / 256 - 1, bytes: [UInt8](repeating: 3, count: 8_192))] : []
            try log.append(StoredBatch(first: first, entries: entries, tiles: tiles, checkpoint: note(size)))
        }
    }

    @Test("a whole store has no findings, and views are none of its parts")
    func whole() throws {
        let engine = try place.engine()
        try fill(engine, "alpha", count: 9)
        try fill(engine, "beta", count: 1)
        _ = try engine.openViews(alpha, schema: ViewSchema(version: 1, tables: []))
        let report = try StoreCheck.check(store)
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(
            report.stores.map { "\($0.compartment) \($0.kind) \($0.count)" } == [
                "alpha log 576", "beta log 64", "alpha keys 1", "beta keys 1",
            ]
        )
    }

    @Test(
        "what does not fit is found, with the store and what to do",
        arguments: [
            ("DELETE FROM tile", StorageError.Code.damaged, "full tiles"),
            ("UPDATE tile SET bytes = x'00'", .damaged, "full tiles"),
            ("UPDATE checkpoint SET note = x'00' WHERE size = 64", .damaged, "checkpoint of size 64"),
            ("UPDATE checkpoint SET size = 65 WHERE size = 64", .damaged, "says another size"),
            ("DELETE FROM entry WHERE sequence = 5", .damaged, "entries are missing"),
            ("DELETE FROM checkpoint", .damaged, "do not fit"),
            ("UPDATE entry SET key = x'09' WHERE sequence = 5", .missing, "keys that seal"),
            ("PRAGMA user_version = 9", .version, "use a newer program"),
        ]
    )
    func findings(_ sql: String, _ code: StorageError.Code, _ message: String) throws {
        func write() throws { try fill(place.engine(), "alpha", count: 5) }
        try write()
        try DatabaseQueue(path: place.directory + "/alpha/log.sqlite").writeWithoutTransaction {
            try $0.execute(sql: sql)
        }
        let finding = try #require(try StoreCheck.check(store).findings.first)
        #expect(finding.code == code)
        #expect(finding.message.contains(message), "\(finding.message)")
        #expect(finding.compartment == "alpha")
    }

    @Test("a log is backed up while its writer goes on, as of one moment, and is restored to the same bytes")
    func backup() async throws {
        let engine = try place.engine()
        try fill(engine, "alpha", count: 8)
        let writing = Task.detached { try fill(engine, "alpha", count: 60) }
        let backup = folders("backup")
        let made = try StoreBackup.backUp(store, to: backup)
        try await writing.value
        #expect(made.findings.isEmpty, "\(made.findings)")
        let size = try #require(made.stores.first { $0.kind == "log" }?.count)
        #expect(size >= 512 && size % 64 == 0)

        let restored = folders("restored")
        let report = try StoreBackup.restore(backup, to: restored)
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(report.stores.count == 2)
        let copy = try SQLiteEngine(directory: restored.directory, keyDirectory: place.folder + "/restored-keys")
        let log = try engine.openLog(alpha, create: false)
        let copied = try copy.openLog(alpha, create: false)
        #expect(try copied.head().size == size)
        #expect(try copied.entries(0..<size) == log.entries(0..<size))
        #expect(try copied.checkpoint(size: size) == log.checkpoint(size: size))
        #expect(try copy.openKeys(alpha, create: false).keys(scope: nil).count == 1)
        try fill(copy, "alpha", count: 1)
        #expect(!FileManager.default.fileExists(atPath: restored.directory + "/alpha/views.sqlite"))
        let names = try FileManager.default.contentsOfDirectory(atPath: backup.directory + "/alpha")
        #expect(names == ["log.sqlite"])
    }

    @Test("attachments are backed up and restored with their log; what is not whole yet stays")
    func attachments() throws {
        try fill(place.engine(), "alpha", count: 1)
        let blobs = try BlobFolder(directory: place.directory, compartment: alpha)
        let names = try (1...3).map { try #require(BlobName(Array(repeating: UInt8($0), count: 32))) }
        for name in names {
            try blobs.begin(name)
            try blobs.append(name.bytes, to: name, at: 0)
        }
        for name in names.dropLast() { try blobs.finish(name, as: name) }
        let backup = folders("backup")
        let made = try StoreBackup.backUp(store, to: backup)
        #expect(made.findings.isEmpty, "\(made.findings)")
        #expect(made.stores.map { "\($0.kind) \($0.count)" } == ["log 64", "attachments 2", "keys 1"])
        #expect(code { _ = try StoreBackup.backUp(store, to: backup) } == .conflict)

        let restored = folders("restored")
        #expect(try StoreBackup.restore(backup, to: restored).findings.isEmpty)
        let copies = try BlobFolder(directory: restored.directory, compartment: alpha)
        #expect(try copies.blobs() == Array(names.dropLast()))
        #expect(try copies.open(names[1]).read(at: 0, count: 32) == names[1].bytes)
        #expect(try copies.parts().isEmpty)

        let others = backup.directory + "/alpha/blobs/\(names[0])"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: others)
        let finding = try #require(try StoreCheck.check(backup).findings.first)
        #expect(finding.code == .damaged && finding.message.contains("others may have read it"))
        #expect(try StoreBackup.restore(backup, to: folders("third")).stores.isEmpty)
    }

    @Test("a folder whose place is not there is asked for by name")
    func noPlace() throws {
        try fill(place.engine(), "alpha", count: 1)
        let deep = StoreFolders(directory: place.folder + "/not/there", keyDirectory: nil)
        let finding = try #require(try StoreBackup.backUp(store, to: deep).findings.first)
        #expect(finding.code == .missing && finding.message.contains("/not to make"))
    }

    @Test("nothing is overwritten, and keys never lie with logs")
    func refusals() throws {
        try fill(place.engine(), "alpha", count: 1)
        let backup = folders("backup")
        _ = try StoreBackup.backUp(store, to: backup)
        #expect(code { _ = try StoreBackup.backUp(store, to: backup) } == .conflict)
        #expect(code { _ = try StoreBackup.restore(backup, to: store) } == .conflict)
        let inside = StoreFolders(directory: place.folder + "/b", keyDirectory: place.folder + "/b/keys")
        #expect(code { _ = try StoreBackup.backUp(store, to: inside) } == .invalidValue)
        #expect(code { _ = try StoreBackup.restore(folders("none"), to: folders("other")) } == .missing)
        let logsOnly = StoreFolders(directory: place.folder + "/only", keyDirectory: nil)
        #expect(try StoreBackup.backUp(store, to: logsOnly).stores.map(\.kind) == ["log"])
    }

    @Test("a damaged backup is not restored")
    func damaged() throws {
        func write() throws { try fill(place.engine(), "alpha", count: 5) }
        try write()
        let backup = folders("backup")
        _ = try StoreBackup.backUp(store, to: backup)
        let path = backup.directory + "/alpha/log.sqlite"
        var bytes = try Data(contentsOf: URL(filePath: path))
        for place in 20_480..<24_576 { bytes[place] ^= 0xFF }
        try bytes.write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let report = try StoreBackup.restore(backup, to: folders("restored"))
        #expect(report.findings.first?.code == .damaged)
        #expect(!FileManager.default.fileExists(atPath: folders("restored").directory))
    }

    @Test("a log of version 0 is refused until it is migrated; its copy stays as it was")
    func migrate() throws {
        func write() throws { try fill(place.engine(), "alpha", count: 5) }
        try write()
        let path = place.directory + "/alpha/log.sqlite"
        try DatabaseQueue(path: path).writeWithoutTransaction {
            try $0.execute(
                sql: "DROP INDEX entry_by_command; ALTER TABLE entry DROP COLUMN command; PRAGMA user_version = 0"
            )
        }
        #expect(code { _ = try place.engine().openLog(alpha, create: false) } == .version)
        let before = folders("before")
        let report = try StoreMigration.migrate(store, backup: before)
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(report.stores.map(\.version) == [1, 1])
        let log = try place.engine().openLog(alpha, create: false)
        #expect(try log.entries(0..<320).count == 320)
        let command = [UInt8](repeating: 4, count: 16)
        let entry = StoredEntry(entry: [1], payload: nil, key: [], command: command)
        try log.append(StoredBatch(first: 320, entries: [entry], tiles: [], checkpoint: note(321)))
        #expect(try log.sequence(ofCommand: command) == 320)
        let version = try DatabaseQueue(path: before.directory + "/alpha/log.sqlite").read {
            try Int.fetchOne($0, sql: "PRAGMA user_version")
        }
        #expect(version == 0)
        #expect(try StoreMigration.migrate(store, backup: folders("again")).findings.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folders("again").directory))
    }

    @Test("a log of a newer version, and one that is damaged, are left as they are")
    func notMigrated() throws {
        func write() throws { try fill(place.engine(), "alpha", count: 5) }
        try write()
        let path = place.directory + "/alpha/log.sqlite"
        func change(_ sql: String) throws {
            try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
        }
        try change("PRAGMA user_version = 2")
        #expect(code { _ = try StoreMigration.migrate(store, backup: folders("backup")) } == .version)
        try change("PRAGMA user_version = -1")
        #expect(code { _ = try StoreMigration.migrate(store, backup: folders("backup")) } == .version)
        try change(
            "DROP INDEX entry_by_command; ALTER TABLE entry DROP COLUMN command; PRAGMA user_version = 0; DELETE FROM checkpoint"
        )
        let report = try StoreMigration.migrate(store, backup: folders("backup"))
        #expect(report.findings.first?.code == .damaged)
        let version = try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(version == 0)
    }
}
