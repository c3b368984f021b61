import ArgumentParser
import Foundation
import Journal
import PublishedSchemas
import Storage
import Testing

@testable import bulkhead

@Suite("bulkhead doctor")
struct DoctorCommandTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "doctor-\(UUID().uuidString)").path

    private func run(_ arguments: [String]) throws -> Int32 {
        do {
            var command = try DoctorCommand.parseAsRoot(arguments)
            try command.run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    /// An instance with one log of one event, whose compartment and content have names that must not come out.
    private func makeInstance(_ engine: SQLiteEngine) throws {
        let root = Data(repeating: 1, count: 32).base64EncodedString()
        let note = Array("plant.example/canary\n1\n\(root)\n\n\u{2014} plant.example/canary AAAA\n".utf8)
        let entry = StoredEntry(entry: Array("CANARY".utf8), payload: nil, key: [])
        try engine.openLog(CompartmentName("canary"), create: true)
            .append(StoredBatch(first: 0, entries: [entry], tiles: [], checkpoint: note))
        _ = try engine.openKeys(CompartmentName("canary"), create: true)
    }

    @Test("the machine is looked at by itself, and nothing has to be there for it")
    func machine() throws {
        let findings = MachineExamination.findings()
        #expect(findings.map(\.code) == [.program, .machine, .module, .database, .clock])
        #expect(findings.allSatisfy { $0.standing != .bad && !$0.seen.isEmpty })
        #expect(findings.first { $0.code == .database }?.seen.contains("SQLite 3") == true)
    }

    @Test("folders that are not there are named by their code and not made")
    func missing() throws {
        #expect(try run(["--data", "\(folder)/data", "--keys", "\(folder)/keys"]) == 1)
        #expect(!FileManager.default.fileExists(atPath: folder))
        let found = FolderExamination(InstanceStores(data: "\(folder)/data", keys: nil, siteKey: nil)).findings()
        #expect(found.map(\.code) == [.dataFolder, .keyFolder] && found.allSatisfy { $0.standing == .bad })
    }

    @Test("a log that does not end as it was signed has to be mended; the report keeps to its schema and tells no name")
    func instance() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let folders = InstanceStores(data: "\(folder)/canary-data", keys: "\(folder)/canary-keys", siteKey: nil)
        let engine = try SQLiteEngine(directory: folders.data, keyDirectory: folders.keys)
        try makeInstance(engine)
        let support = "\(folder)/support.json"
        let arguments = ["--data", folders.data, "--keys", folders.keys]
        #expect(try run(arguments + ["--support", support]) == 1)
        let written = try Data(contentsOf: URL(filePath: support))
        #expect(try PublishedSchema("doctor").problems(of: written) == [])
        let text = String(decoding: written, as: UTF8.self)
        for secret in ["canary", "CANARY", folder, "plant.example", NSUserName() + "/"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        #expect(text.contains("\"BH-H020\"") && text.contains("\"bad\""))
        // What was written is not written over.
        #expect(try run(arguments + ["--support", support]) == 2)
    }

    @Test("a folder that others can look into is told")
    func open() throws {
        let (data, keys) = ("\(folder)/data", "\(folder)/keys")
        for path in [data, keys] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: data)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: keys)
        let found = FolderExamination(InstanceStores(data: data, keys: keys, siteKey: nil)).findings()
        #expect(found.first { $0.code == .dataFolder }?.standing == .notice)
        #expect(found.first { $0.code == .keyFolder }?.standing == .good)
        #expect(found.first { $0.code == .logs }?.seen == "0 logs, 0 entries")
    }
}
