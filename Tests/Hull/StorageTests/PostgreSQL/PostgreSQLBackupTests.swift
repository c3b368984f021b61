import Dispatch
import Foundation
import GRDB
import Storage
import Synchronization
import TestDatabases
import Testing

@Suite("Stores in PostgreSQL are checked, backed up and restored")
struct PostgreSQLBackupTests {
    private let place: PostgreSQLPlace
    private let folder: String
    private let alpha: CompartmentName
    private static let key = [UInt8](repeating: 7, count: 16)

    init() throws {
        place = try PostgreSQLPlace(PrivateCluster.shared.get())
        alpha = try CompartmentName("alpha")
        folder = FileManager.default.temporaryDirectory.appending(path: "pg-backup-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
    }

    private func folders(_ name: String) -> StoreFolders {
        StoreFolders(directory: "\(folder)/\(name)-logs", keyDirectory: "\(folder)/\(name)-keys")
    }

    /// As who reads.
    private func source(_ attachments: String? = nil) -> PostgreSQLAddress {
        let keys = place.cluster.url("bulkhead_writer", PostgreSQLPlace.writerPassword, place.keys)
        return PostgreSQLAddress(logs: place.writer, keys: .database(keys), attachments: attachments)
    }

    /// As who restores.
    private func target(_ other: PostgreSQLPlace, attachments: String? = nil) -> PostgreSQLAddress {
        PostgreSQLAddress(
            logs: other.cluster.administrator(other.database),
            keys: .database(other.cluster.administrator(other.keys)),
            attachments: attachments
        )
    }

    private static func note(_ size: UInt64) -> [UInt8] {
        let root = Data(repeating: 1, count: 32).base64EncodedString()
        return Array("plant.example/alpha\n\(size)\n\(root)\n\n\u{2014} plant.example/alpha AAAA\n".utf8)
    }

    /// A batch as a journal writes them: with commands, tiles and a checkpoint.
    private static func batch(_ first: UInt64) -> StoredBatch {
        let entries = (first..<first + 64).map { number in
            let byte = UInt8(truncatingIfNeeded: number)
            let command = withUnsafeBytes(of: (number, first)) { Array($0) }
            let payload = number % 3 == 0 ? nil : [UInt8](repeating: byte, count: 3_000)
            return StoredEntry(entry: [byte, 1], payload: payload, key: key, command: number % 2 == 0 ? command : nil)
        }
        let size = first + 64
        let tiles =
            size % 256 == 0
            ? [StoredTile(level: 0, index: size / 256 - 1, bytes: [UInt8](repeating: 3, count: 8_192))] : []
        return StoredBatch(first: first, entries: entries, tiles: tiles, checkpoint: note(size))
    }

    private func fill(_ name: CompartmentName, batches: Int) throws {
        let engine = try place.engine()
        let log = try engine.openLog(name, create: true)
        try engine.openKeys(name, create: true).insert([StoredKeyRow(id: Self.key, scope: "all", wrapped: [1, 2, 3])])
        for _ in 0..<batches { try log.append(Self.batch(log.head().size)) }
    }

    /// The error of what is refused.
    private func error(_ body: () throws -> StoreReport) -> StorageError? {
        do { _ = try body() } catch { return error as? StorageError }
        return nil
    }

    @Test(
        "a backup is one moment of logs that are written on; restored, it has all that was acknowledged before, and goes on"
    )
    func underLoad() throws {
        let beta = try CompartmentName("beta")
        for name in [alpha, beta] { try fill(name, batches: 10) }
        let engine = try place.engine()
        let views = try engine.openViews(alpha, schema: RowSecurityTests.schema())
        try views.apply([.put(table: "part", row: [.text("a"), .integer(1), .text("secret bolt")])], from: 0, to: 1)
        let stop = Mutex(false)
        let sizes = Mutex<[CompartmentName: UInt64]>([:])
        let writers = DispatchGroup()
        for name in [alpha, beta] {
            DispatchQueue.global().async(group: writers) {
                guard let log = try? engine.openLog(name, create: false) else { return }
                while !stop.withLock({ $0 }) {
                    guard let size = try? log.head().size, (try? log.append(Self.batch(size))) != nil else { return }
                    sizes.withLock { $0[name] = size + 64 }
                }
            }
        }
        while sizes.withLock({ $0.count < 2 }) { usleep(1_000) }
        let before = sizes.withLock { $0 }
        let backup = folders("backup")
        let made = try PostgreSQLBackup.backUp(source(), to: backup)
        let after = sizes.withLock { $0 }
        stop.withLock { $0 = true }
        writers.wait()
        #expect(made.findings.isEmpty, "\(made.findings)")
        #expect(
            made.stores.map { "\($0.compartment) \($0.kind)" } == ["alpha log", "beta log", "alpha keys", "beta keys"]
        )
        #expect(!FileManager.default.fileExists(atPath: backup.directory + "/alpha/views.sqlite"))

        let other = try PostgreSQLPlace(PrivateCluster.shared.get())
        let report = try PostgreSQLBackup.restore(backup, to: target(other))
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(report.stores.count == 4)
        let restored = try other.engine()
        for name in [alpha, beta] {
            let log = try engine.openLog(name, create: false)
            let copy = try restored.openLog(name, create: false)
            let head = try copy.head()
            #expect(head.size >= (before[name] ?? 0) && head.size <= (after[name] ?? 0) + 64)
            #expect(head.size % 64 == 0 && head.checkpoint == Self.note(head.size))
            #expect(try copy.entries(0..<head.size) == log.entries(0..<head.size))
            #expect(
                try copy.checkpointSizes(from: 0, limit: 9_999) == Array(stride(from: 64, through: head.size, by: 64))
            )
            #expect(try copy.tile(level: 0, index: 1) == log.tile(level: 0, index: 1))
            try copy.append(Self.batch(head.size))
            #expect(try restored.openKeys(name, create: false).key(Self.key)?.wrapped == [1, 2, 3])
        }
        // Views are empty, to be made again, and the guards are there.
        #expect(try restored.openViews(alpha, schema: RowSecurityTests.schema()).cursor() == 0)
        #expect(throws: PrivateCluster.Failure.self) {
            try place.cluster.psql("UPDATE alpha_log.entry SET entry = 'x'", as: other.writer)
        }
        // Nobody stays a member of the owner.
        let members = try place.cluster.psql(
            "SELECT count(*) FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = roleid WHERE rolname = 'bulkhead_owner'"
        )
        #expect(members == "0")
    }

    @Test("the same files are restored as a store of files, and those of such a store into PostgreSQL")
    func betweenEngines() throws {
        try fill(alpha, batches: 9)
        try place.engine().openLog(alpha, create: false).prune(before: 100)
        let backup = folders("backup")
        #expect(try PostgreSQLBackup.backUp(source(), to: backup).findings.isEmpty)
        let files = folders("files")
        let there = try StoreBackup.restore(backup, to: files)
        #expect(there.findings.isEmpty, "\(there.findings)")
        let again = folders("again")
        #expect(try StoreBackup.backUp(files, to: again).findings.isEmpty)
        let other = try PostgreSQLPlace(PrivateCluster.shared.get())
        let back = try PostgreSQLBackup.restore(again, to: target(other))
        #expect(back.findings.isEmpty, "\(back.findings)")
        let log = try place.engine().openLog(alpha, create: false)
        let copy = try other.engine().openLog(alpha, create: false)
        #expect(try copy.head() == log.head())
        #expect(try copy.head().first == 100)
        #expect(try copy.entries(100..<576) == log.entries(100..<576))
        #expect(try copy.sequence(ofCommand: Self.batch(512).entries[2].command ?? []) == 514)
    }

    @Test("attachments come with their log, and are not left behind where no folder for them is named")
    func attachments() throws {
        try fill(alpha, batches: 1)
        let attachments = folder + "/attachments"
        let name = try #require(BlobName(Array(repeating: UInt8(5), count: 32)))
        func write() throws {
            let blobs = try BlobFolder(directory: attachments, compartment: alpha)
            try blobs.begin(name)
            try blobs.append([1, 2, 3], to: name, at: 0)
            try blobs.finish(name, as: name)
        }
        try write()
        let backup = folders("backup")
        let made = try PostgreSQLBackup.backUp(source(attachments), to: backup)
        #expect(made.findings.isEmpty, "\(made.findings)")
        #expect(made.stores.map { "\($0.kind) \($0.count)" } == ["log 64", "attachments 1", "keys 1"])
        #expect(try PostgreSQLCheck.check(source(attachments)).stores.map(\.kind) == ["log", "attachments", "keys"])

        let other = try PostgreSQLPlace(PrivateCluster.shared.get())
        let refused = error { try PostgreSQLBackup.restore(backup, to: target(other)) }
        #expect(refused?.code == .invalidValue && refused?.message.contains("attachments") == true)
        #expect(try other.engine().compartments().isEmpty)
        let restored = folder + "/restored"
        let report = try PostgreSQLBackup.restore(backup, to: target(other, attachments: restored))
        #expect(report.findings.isEmpty, "\(report.findings)")
        let copies = try BlobFolder(directory: restored, compartment: alpha)
        #expect(try copies.open(name).read(at: 0, count: 3) == [1, 2, 3])
    }

    @Test("keys in files are backed up and restored with the logs of a database")
    func keysInFiles() throws {
        try fill(alpha, batches: 1)
        let kept = folder + "/kept"
        func write() throws {
            let files = try SQLiteEngine(directory: folder + "/none", keyDirectory: kept)
            try files.openKeys(alpha, create: true).insert([StoredKeyRow(id: Self.key, scope: "all", wrapped: [9])])
        }
        try write()
        let backup = folders("backup")
        let from = PostgreSQLAddress(logs: place.writer, keys: .folder(kept), attachments: nil)
        #expect(try PostgreSQLCheck.check(from).findings.isEmpty)
        let made = try PostgreSQLBackup.backUp(from, to: backup)
        #expect(made.findings.isEmpty && made.stores.map(\.kind) == ["log", "keys"], "\(made)")
        let other = try PostgreSQLPlace(PrivateCluster.shared.get())
        let administrator = place.cluster.administrator(other.database)
        let to = PostgreSQLAddress(logs: administrator, keys: .folder(folder + "/new-keys"), attachments: nil)
        let report = try PostgreSQLBackup.restore(backup, to: to)
        #expect(report.findings.isEmpty && report.stores.map(\.kind) == ["log", "keys"], "\(report)")
        let engine = try SQLiteEngine(directory: folder + "/none", keyDirectory: folder + "/new-keys")
        #expect(try engine.openKeys(alpha, create: false).key(Self.key)?.wrapped == [9])
    }

    @Test("nothing is overwritten: neither files by a backup nor a store by what is restored")
    func nothingOverwritten() throws {
        try fill(alpha, batches: 1)
        let backup = folders("backup")
        #expect(try PostgreSQLBackup.backUp(source(), to: backup).findings.isEmpty)
        #expect(error { try PostgreSQLBackup.backUp(source(), to: backup) }?.code == .conflict)
        let keysThere = StoreFolders(directory: folder + "/third", keyDirectory: backup.keyDirectory)
        #expect(error { try PostgreSQLBackup.backUp(source(), to: keysThere) }?.code == .conflict)
        let full = error { try PostgreSQLBackup.restore(backup, to: target(place)) }
        #expect(full?.code == .conflict && full?.message.contains("not empty: it has alpha_log") == true)

        // Keys of somebody else are as much in the way, and then the logs are not there either.
        let other = try PostgreSQLPlace(PrivateCluster.shared.get())
        _ = try other.engine().openKeys(alpha, create: true)
        #expect(error { try PostgreSQLBackup.restore(backup, to: target(other)) }?.code == .conflict)
        #expect(try other.engine().compartments().isEmpty)
        let together = PostgreSQLAddress(logs: place.writer, keys: .database(place.writer), attachments: nil)
        #expect(error { try PostgreSQLBackup.backUp(together, to: folders("other")) }?.code == .invalidValue)
        let inside = StoreFolders(directory: folder + "/a", keyDirectory: folder + "/a/keys")
        #expect(error { try PostgreSQLBackup.backUp(source(), to: inside) }?.code == .invalidValue)
    }

    @Test("a wrong URL, log-in or database is told by what is wrong with it, and never by a password")
    func wrongPlace() throws {
        try fill(alpha, batches: 1)
        let cluster = place.cluster
        func backup(_ url: String) -> StorageError? {
            let address = PostgreSQLAddress(logs: url, keys: nil, attachments: nil)
            let found = error { try PostgreSQLBackup.backUp(address, to: folders("never")) }
            let checked = error { try PostgreSQLCheck.check(address) }
            #expect(found?.message == checked?.message)
            return found
        }
        let cases: [(String, StorageError.Code, String)] = [
            ("postgresql://bulkhead_writer@/plant", .invalidValue, "does not say the host"),
            ("postgresql://[", .invalidValue, "cannot be read"),
            ("postgresql://w@db.example/plant?sslmode=require", .invalidValue, "verify-full"),
            (place.reader, .failed, "does not log in as the store's writer"),
            (cluster.administrator(place.database), .failed, "does not log in as the store's writer"),
            (cluster.url("bulkhead_writer", "wrong-5d2", place.database), .failed, "password authentication failed"),
            (cluster.url("bulkhead_writer", PostgreSQLPlace.writerPassword, "nowhere"), .failed, "does not exist"),
            (cluster.administrator(try cluster.database()), .missing, "bulkhead store prepare"),
        ]
        for (url, code, message) in cases {
            let found = backup(url)
            #expect(
                found?.code == code && found?.message.contains(message) == true,
                "\(url): \(String(describing: found))"
            )
            #expect(found?.message.contains(PostgreSQLPlace.writerPassword) != true)
            #expect(found?.message.contains("wrong-5d2") != true)
        }
        #expect(!FileManager.default.fileExists(atPath: folders("never").directory))

        let whole = folders("backup")
        #expect(try PostgreSQLBackup.backUp(source(), to: whole).findings.isEmpty)
        func restore(_ url: String) -> StorageError? {
            let from = StoreFolders(directory: whole.directory, keyDirectory: nil)
            return error {
                try PostgreSQLBackup.restore(from, to: PostgreSQLAddress(logs: url, keys: nil, attachments: nil))
            }
        }
        let writer = restore(place.writer)
        #expect(writer?.code == .readOnly && writer?.message.contains("is no administrator") == true)
        let unprepared = restore(cluster.administrator(try cluster.database()))
        #expect(unprepared?.code == .missing && unprepared?.message.contains("bulkhead store prepare") == true)
        let withKeys = PostgreSQLAddress(logs: cluster.administrator(place.database), keys: nil, attachments: nil)
        #expect(error { try PostgreSQLBackup.restore(whole, to: withKeys) }?.code == .invalidValue)
        let away = PostgreSQLAddress(logs: place.writer, keys: .folder(folder + "/away"), attachments: nil)
        #expect(error { try PostgreSQLBackup.backUp(away, to: folders("never")) }?.code == .missing)
        #expect(error { try PostgreSQLCheck.check(away) }?.code == .missing)
        let nothing = StoreFolders(directory: folder, keyDirectory: nil)
        #expect(error { try PostgreSQLBackup.restore(nothing, to: withKeys) }?.code == .missing)
    }

    @Test("another version of the store or of a log is refused, with what to do")
    func versions() throws {
        try fill(alpha, batches: 1)
        let backup = folders("backup")
        #expect(try PostgreSQLBackup.backUp(source(), to: backup).findings.isEmpty)
        try place.cluster.psql("UPDATE alpha_log.head SET version = 9", place.database)
        let made = try PostgreSQLBackup.backUp(source(), to: folders("later"))
        #expect(made.findings.map(\.code) == [.version] && made.stores.map(\.kind) == ["keys"], "\(made)")
        #expect(try PostgreSQLCheck.check(source()).findings.map(\.code) == [.version])
        let cluster = place.cluster
        func newer(_ name: String, _ version: Int) throws {
            try cluster.psql("UPDATE bulkhead.store SET version = \(version)", name)
        }
        let other = try PostgreSQLPlace(PrivateCluster.shared.get())
        try newer(other.database, 99)
        let refused = error { try PostgreSQLBackup.restore(backup, to: target(other)) }
        try newer(other.database, 2)
        #expect(refused?.code == .version && refused?.message.contains("newer program") == true)
        try DatabaseQueue(path: backup.directory + "/alpha/log.sqlite").writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA user_version = 9")
        }
        let report = try PostgreSQLBackup.restore(backup, to: target(other))
        #expect(report.findings.map(\.code) == [.version] && report.stores.isEmpty)
        #expect(try other.engine().compartments().isEmpty)
    }

    @Test(
        "a backup that was cut off or altered is not restored, not in part",
        arguments: [
            ("", StorageError.Code.damaged, "restore the newest backup"),
            ("DELETE FROM entry WHERE sequence = 5", .damaged, "entries are missing"),
            ("UPDATE checkpoint SET note = x'00' WHERE size = 64", .damaged, "checkpoint of size 64"),
            ("DELETE FROM tile", .damaged, "full tiles"),
            ("UPDATE entry SET key = x'09' WHERE sequence = 5", .missing, "keys that seal"),
        ]
    )
    func altered(_ sql: String, _ code: StorageError.Code, _ message: String) throws {
        try fill(alpha, batches: 5)
        try fill(CompartmentName("beta"), batches: 1)
        let backup = folders("backup")
        #expect(try PostgreSQLBackup.backUp(source(), to: backup).findings.isEmpty)
        let path = backup.directory + "/alpha/log.sqlite"
        if sql.isEmpty {
            let bytes = try Data(contentsOf: URL(filePath: path))
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.truncate(atOffset: UInt64(bytes.count / 2))
            try file.close()
        } else {
            try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
        }
        let other = try PostgreSQLPlace(PrivateCluster.shared.get())
        let report = try PostgreSQLBackup.restore(backup, to: target(other))
        let finding = try #require(report.findings.first)
        #expect(finding.code == code && finding.message.contains(message), "\(finding.message)")
        #expect(report.stores.isEmpty)
        #expect(try other.engine().compartments().isEmpty)
        #expect(throws: StorageError.self) { try other.engine().openKeys(alpha, create: false) }
    }

    @Test(
        "what does not fit in a database is found, in it and in its copy",
        arguments: [
            ("DELETE FROM alpha_log.tile", StorageError.Code.damaged, "full tiles"),
            ("UPDATE alpha_log.tile SET bytes = 'x'", .damaged, "full tiles"),
            ("UPDATE alpha_log.checkpoint SET note = 'x' WHERE size = 64", .damaged, "checkpoint of size 64"),
            ("DELETE FROM alpha_log.entry WHERE sequence = 5", .damaged, "entries are missing"),
            ("DELETE FROM alpha_log.checkpoint WHERE size = 320", .damaged, "newest checkpoint"),
            ("DELETE FROM alpha_log.head", .damaged, "has no head"),
        ]
    )
    func findings(_ sql: String, _ code: StorageError.Code, _ message: String) throws {
        try fill(alpha, batches: 5)
        #expect(try PostgreSQLCheck.check(source()).findings.isEmpty)
        try place.cluster.psql(sql, place.database)
        let finding = try #require(try PostgreSQLCheck.check(source()).findings.first)
        #expect(finding.code == code && finding.message.contains(message), "\(finding.message)")
        #expect(finding.compartment == "alpha" && finding.path.hasSuffix("/alpha_log"))
        let made = try PostgreSQLBackup.backUp(source(), to: folders("backup"))
        #expect(made.findings.first?.code == code, "\(made.findings)")
    }

    @Test("keys that are lost are found by those who check")
    func lostKeys() throws {
        try fill(alpha, batches: 1)
        try place.cluster.psql("UPDATE alpha_keys.data_key SET wrapped = NULL", place.keys)
        let report = try PostgreSQLCheck.check(source())
        #expect(report.findings.map(\.code) == [.missing], "\(report.findings)")
        #expect(report.stores.last?.gone == 1)
        try place.cluster.psql("DROP SCHEMA alpha_keys CASCADE", place.keys)
        #expect(try PostgreSQLCheck.check(source()).findings.map(\.code) == [.missing])
    }

    @Test("an administrator who is no superuser restores, and is no member of the owner after")
    func lesserAdministrator() throws {
        try fill(alpha, batches: 2)
        let backup = folders("backup")
        #expect(try PostgreSQLBackup.backUp(source(), to: backup).findings.isEmpty)
        // A cluster of its own: roles are the cluster's.
        let cluster = try PrivateCluster()
        try cluster.psql("CREATE ROLE plant_admin LOGIN CREATEROLE PASSWORD 'admin-8b0'")
        let names = [try cluster.database(), try cluster.database()]
        let urls = names.map { cluster.url("plant_admin", "admin-8b0", $0) }
        for (name, url) in zip(names, urls) {
            try cluster.psql("ALTER DATABASE \(name) OWNER TO plant_admin")
            try PostgreSQLEngine.prepare(administrator: url, roles: PostgreSQLPlace.roles())
        }
        let target = PostgreSQLAddress(logs: urls[0], keys: .database(urls[1]), attachments: nil)
        let report = try PostgreSQLBackup.restore(backup, to: target)
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(try cluster.psql("SELECT count(*) FROM pg_auth_members WHERE member = 'plant_admin'::regrole") == "0")
        #expect(error { try PostgreSQLBackup.restore(backup, to: target) }?.code == .conflict)
        #expect(try cluster.psql("SELECT count(*) FROM pg_auth_members WHERE member = 'plant_admin'::regrole") == "0")
        let writer = { cluster.url("bulkhead_writer", PostgreSQLPlace.writerPassword, $0) }
        let reader = cluster.url("bulkhead_reader", PostgreSQLPlace.readerPassword, names[0])
        let engine = try PostgreSQLEngine(writer: writer(names[0]), reader: reader, keys: .database(writer(names[1])))
        let log = try engine.openLog(alpha, create: false)
        #expect(try log.entries(0..<128) == place.engine().openLog(alpha, create: false).entries(0..<128))
        try log.append(Self.batch(128))
    }
}
