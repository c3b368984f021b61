import ArgumentParser
import Foundation
import Storage
import Testing

@testable import bulkhead

@Suite("bulkhead store")
struct StoreCommandTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-\(UUID().uuidString)").path

    private func run(_ arguments: [String]) throws -> Int32 {
        do {
            var command = try StoreCommand.parseAsRoot(arguments)
            try command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    @Test("backs up, checks and restores an instance, overwrites nothing and says by its exit code what is wrong")
    func round() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func path(_ name: String) -> String { "\(folder)/\(name)" }
        #expect(try run(["check", "--store", path("store")]) == 2)
        func write() throws {
            let engine = try SQLiteEngine(directory: path("store"), keyDirectory: path("keys"))
            let root = Data(repeating: 1, count: 32).base64EncodedString()
            let note = Array("plant.example/alpha\n1\n\(root)\n\n\u{2014} plant.example/alpha AAAA\n".utf8)
            let entry = StoredEntry(entry: [1], payload: nil, key: [])
            try engine.openLog(CompartmentName("alpha"), create: true)
                .append(StoredBatch(first: 0, entries: [entry], tiles: [], checkpoint: note))
            _ = try engine.openKeys(CompartmentName("alpha"), create: true)
        }
        try write()
        let store = ["--store", path("store"), "--keys", path("keys")]
        #expect(try run(["check"] + store) == 0)
        #expect(try run(["backup"] + store + ["--to", path("logs"), "--keys-to", path("kept")]) == 0)
        #expect(try run(["backup"] + store + ["--to", path("logs"), "--json"]) == 2)
        let restore = ["restore", "--from", path("logs"), "--keys-from", path("kept")]
        #expect(try run(restore + store) == 2)
        #expect(try run(restore + ["--store", path("new"), "--keys", path("new-keys")]) == 0)
        #expect(try run(["check", "--store", path("new"), "--keys", path("new-keys"), "--json"]) == 0)
        #expect(
            try run(["migrate", "--store", path("new"), "--backup-to", path("before")]) == 0
        )
        try Data("garbage instead of a database, long enough".utf8).write(
            to: URL(filePath: path("logs/alpha/log.sqlite"))
        )
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600],
            ofItemAtPath: path("logs/alpha/log.sqlite")
        )
        #expect(try run(["check", "--store", path("logs")]) == 4)
    }

    @Test("the worst of what was found decides the exit code")
    func worst() {
        #expect(StoreReportOutput.status(of: [.busy, .damaged, .version]) == ExitStatus.integrityBroken)
        #expect(StoreReportOutput.status(of: [.busy, .version]) == ExitStatus.wrongInput)
        #expect(StoreReportOutput.status(of: [.full]) == ExitStatus.tryLater)
    }
}
