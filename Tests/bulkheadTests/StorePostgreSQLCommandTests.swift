import ArgumentParser
import Foundation
import Storage
import TestDatabases
import Testing

@testable import bulkhead

@Suite("bulkhead store with a PostgreSQL database")
struct StorePostgreSQLCommandTests {
    private static let mounts: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    private let place: PostgreSQLPlace
    private let folder: String

    init() throws {
        place = try PostgreSQLPlace(PrivateCluster.shared.get())
        folder = FileManager.default.temporaryDirectory.appending(path: "store-pg-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        let port = place.cluster.port
        let lines =
            "localhost:\(port):*:bulkhead_writer:\(PostgreSQLPlace.writerPassword)\nlocalhost:\(port):*:postgres:\(place.cluster.password)\n"
        try Data(lines.utf8).write(to: URL(filePath: folder + "/passwords"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/passwords")
        let log = try place.engine().openLog(CompartmentName("alpha"), create: true)
        let root = Data(repeating: 1, count: 32).base64EncodedString()
        for size in UInt64(1)...40 {
            let note = Array("plant.example/alpha\n\(size)\n\(root)\n\n\u{2014} plant.example/alpha AAAA\n".utf8)
            let payload = [UInt8](repeating: 5, count: 20_000)
            let entry = StoredEntry(entry: [1], payload: payload, key: [])
            try log.append(StoredBatch(first: size - 1, entries: [entry], tiles: [], checkpoint: note))
        }
        _ = try place.engine().openKeys(CompartmentName("alpha"), create: true)
    }

    private func url(_ login: String, _ database: String) -> String {
        "postgresql://\(login)@localhost:\(place.cluster.port)/\(database)?sslmode=verify-full&sslrootcert=\(place.cluster.folder)/root.crt"
    }

    /// Runs `bulkhead store` as a process, whose passwords are in a file.
    private func run(_ arguments: [String], under prefix: [String] = []) throws -> (status: Int32, text: String) {
        var program = Bundle.main.bundleURL
        if !FileManager.default.fileExists(atPath: program.appending(path: "bulkhead").path) {
            program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = prefix + [program.appending(path: "bulkhead").path, "store"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["PGPASSFILE": folder + "/passwords"],
            uniquingKeysWith: { $1 }
        )
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    @Test("checks, backs up and restores it by URLs without a password, and says by its exit code what is wrong")
    func round() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let source = ["--store", url("bulkhead_writer", place.database), "--keys", url("bulkhead_writer", place.keys)]
        let checked = try run(["check"] + source)
        #expect(checked.status == 0 && checked.text.contains("alpha_log, 40 entries"), "\(checked)")
        let files = ["--to", folder + "/logs", "--keys-to", folder + "/keys"]
        let made = try run(["backup"] + source + files)
        #expect(made.status == 0 && made.text.contains("attachments were not copied"), "\(made)")
        #expect(try run(["backup"] + source + files).status == 2)
        #expect(try run(["check", "--store", folder + "/logs", "--keys", folder + "/keys"]).status == 0)

        let other = try PostgreSQLPlace(place.cluster)
        let from = ["restore", "--from", folder + "/logs", "--keys-from", folder + "/keys"]
        let target = ["--store", url("postgres", other.database), "--keys", url("postgres", other.keys)]
        #expect(try run(from + source).status == 2, "a writer may not restore")
        let restored = try run(from + target + ["--json"])
        #expect(restored.status == 0 && restored.text.contains(#""kind":"log""#), "\(restored)")
        #expect(!restored.text.contains(place.cluster.password))
        #expect(try run(from + target).status == 2, "it is there already")
        #expect(try run(["check", "--store", url("bulkhead_writer", other.database)]).status == 0)
        #expect(try run(["check", "--store", url("nobody", other.database)]).status == 75)
    }

    @Test(
        "where the volume of the backup is full it says so, and leaves no part of a copy",
        .enabled(if: Self.mounts, "mounting a tmpfs in a namespace of one's own takes root")
    )
    func fullVolume() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let volume = folder + "/volume"
        try FileManager.default.createDirectory(atPath: volume, withIntermediateDirectories: false)
        let script = """
            mount -t tmpfs -o size=400k tmpfs "$0" || exit 90
            "$@"
            status=$?
            find "$0" -type f
            exit $status
            """
        let made = try run(
            ["backup", "--store", url("bulkhead_writer", place.database), "--to", volume + "/logs"],
            under: ["unshare", "-m", "sh", "-c", script, volume]
        )
        #expect(made.status == 75, "\(made)")
        #expect(made.text.contains("make room"), "\(made.text)")
        #expect(!made.text.contains("log.sqlite.new\n"), "\(made.text)")
    }

    @Test(
        "a URL with a password, a URL where a folder is needed and attachments beside files are refused",
        arguments: [
            (["check", "--store", "postgresql://w:secret@db.example/plant"], "PGPASSFILE"),
            (
                [
                    "check", "--store", "postgresql://w@db.example/plant", "--keys",
                    "postgresql://w@db.example/k?password=secret",
                ], "PGPASSFILE"
            ),
            (["check", "--store", "store", "--keys", "postgresql://w@db.example/keys"], "where a folder is needed"),
            (["backup", "--store", "store", "--to", "postgresql://w@db.example/plant"], "where a folder is needed"),
            (["restore", "--from", "postgres://w@db.example/plant", "--store", "store"], "where a folder is needed"),
            (["check", "--store", "store", "--attachments", "blobs"], "beside the logs"),
            (["migrate", "--store", "postgresql://w@db.example/plant", "--backup-to", "b"], "store prepare"),
        ]
    )
    func refused(_ arguments: [String], _ message: String) {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            _ = try StoreCommand.parseAsRoot(arguments)
            Issue.record("\(arguments) was taken")
        } catch {
            let text = StoreCommand.fullMessage(for: error)
            #expect(text.contains(message), "\(text)")
            #expect(!text.contains("secret"))
        }
    }
}
