import ArgumentParser
import Boundary
import Foundation
import Governance
import HTTPSession
import Journal
import PlantModel
import Storage
import Testing

@testable import bulkhead

@Suite("A witness that is asked over HTTP, by an instance that serves", .timeLimit(.minutes(10)))
struct WitnessCommandTests {
    private let floor = CommandFloor()
    private let provider = SwiftCryptoProvider()

    private func path(_ name: String) -> String { floor.path(name) }
    private func remove() { floor.remove() }

    private func witness(_ name: String = "w", watching: Bool = true) async throws -> ListeningWitness {
        try await ListeningWitness(at: path(name), name: name, watching: watching ? path("") : nil)
    }

    private func serve(approved: Bool = false, _ more: [String] = []) async throws -> Int32 {
        try await floor.serve((approved ? CommandFloor.approvals : []) + more)
    }

    private func copy(_ from: String, _ to: String) throws {
        try? FileManager.default.removeItem(atPath: path(to))
        try FileManager.default.copyItem(atPath: path(from), toPath: path(to))
    }

    @Test(
        "an instance whose logs grow from what it remembers is served; an old copy of them is not, nor one that it does not know"
    )
    func rolledBack() async throws {
        defer { remove() }
        // Nobody approved its files, so that it has logs and decides nothing.
        #expect(try await serve() == 2)
        try copy("data", "older")
        #expect(try await serve(approved: true) == 0)
        let watcher = try await witness()
        let watched = watcher.arguments
        #expect(try await serve(watched) == 0)
        #expect(try await serve(watched) == 0)
        try copy("data", "newest")
        try copy("older", "data")
        #expect(try await serve(watched) == 4)
        #expect(try await serve(watched) == 4)
        try copy("newest", "data")
        #expect(try await serve(watched) == 0)

        let stranger = try await witness("other", watching: false)
        #expect(try await serve(watched + stranger.arguments) == 4)
        #expect(try await serve(["--witness", watcher.address, "--witness-key", stranger.key]) == 4)
        await stranger.listener.end()
        await watcher.listener.end()
        #expect(try await serve(watched) == 75)
        #expect(try await serve() == 0)
    }

    @Test("heads of logs that grow are handed over while it serves, and what keeps them from it is said once")
    func handover() async throws {
        defer { remove() }
        #expect(try await serve(approved: true) == 0)
        let watcher = try await witness()
        let opened = try await floor.opened(
            isNew: false,
            witnesses: WitnessArguments.parse(watcher.arguments).connections()
        )
        let control = try opened.hull.writer(of: opened.hull.control).log.origin
        func remembered() throws -> UInt64 {
            let note = try #require(try WitnessFolder(path("w"), using: provider).newest(of: control))
            return try Checkpoint(text: note.text).size
        }
        let before = try remembered()
        try await opened.hull.boundary.learn(
            PersonFacts(id: "tim", source: "HR", asOf: try clockDay()),
            by: .system("console")
        )
        let (lines, said) = AsyncStream.makeStream(of: String.self)
        let handover = HeadHandover(hull: opened.hull, every: .milliseconds(20)) { said.yield($0) }
        let handing = Task { await handover.run() }
        let end = ContinuousClock.now + .seconds(120)
        while try remembered() == before, .now < end { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try remembered() > before)
        await watcher.listener.end()
        try await opened.hull.boundary.learn(
            PersonFacts(id: "tom", source: "HR", asOf: try clockDay()),
            by: .system("console")
        )
        var found = lines.makeAsyncIterator()
        let first = await found.next()
        #expect(first?.contains("does not answer") == true)
        handing.cancel()
        await handing.value
        said.finish()
        #expect(opened.hull.closed.isEmpty)
        await opened.hull.close()
    }

    @Test("it answers one path by one method, in bounds, and says what the specification says")
    func http() async throws {
        defer { remove() }
        let watcher = try await witness(watching: false)
        let session = HTTPSession(try #require(HTTPAddress(watcher.address)))
        func status(_ method: String, _ path: String, _ body: [UInt8]?) async throws -> Int {
            try await session.ask(method, path: path, body: body, bytesMax: 4_096).status
        }
        #expect(try await status("POST", "/quality/add-checkpoint", Array("nonsense".utf8)) == 400)
        #expect(try await status("POST", "/quality/add-checkpoint", []) == 400)
        #expect(try await status("GET", "/quality/add-checkpoint", nil) == 405)
        for other in ["/", "/add-checkpoint", "/quality/", "/quality/add-checkpoint/", "/quality/../quality/seen"] {
            #expect(try await status("POST", other, []) == 404, "\(other)")
        }
        let large = try? await status("POST", "/quality/add-checkpoint", Array(repeating: 0x41, count: 1 << 17))
        #expect(large == nil || large == 413)
        await watcher.listener.end()
    }

    @Test("a witness is named by an address and a key of its own, and spoken to under TLS off this machine")
    func arguments() throws {
        defer { remove() }
        let signer = try NoteSigner(
            name: KeyName("witness.example/w"),
            kind: .cosignatureV1,
            privateKey: SecretBytes(Array(0..<32)),
            using: provider
        )
        let log = try NoteSigner(
            name: KeyName("plant.example/main/control"),
            kind: .ed25519,
            privateKey: SecretBytes(Array(0..<32)),
            using: provider
        )
        let (key, address) = (signer.verifier.text, "https://witness.example/quality")
        func count(_ arguments: [String]) throws -> Int {
            let read = try WitnessArguments.parse(arguments)
            try read.validate()
            return try read.connections().count
        }
        #expect(try count([]) == 0)
        #expect(try count(["--witness", address, "--witness-key", key]) == 1)
        #expect(
            try count([
                "--witness", address, "--witness-key", key, "--witness", "http://127.0.0.1:9", "--witness-key", key,
            ]) == 2
        )
        for wrong in [
            ["--witness", address], ["--witness-key", key],
            ["--witness", "http://witness.example/", "--witness-key", key],
            ["--witness", "witness.example", "--witness-key", key],
            ["--witness", "\(address)?a=b", "--witness-key", key],
            ["--witness", address, "--witness-key", "nonsense"],
            ["--witness", address, "--witness-key", log.verifier.text],
        ] {
            #expect(throws: (any Error).self, "\(wrong)") { try count(wrong) }
        }
        for listen in ["http://0.0.0.0:9300/", "127.0.0.1:9300", "https://127.0.0.1:9443/"] {
            #expect(throws: (any Error).self, "\(listen)") {
                try AuditServeWitnessCommand.parse([path("w"), "--listen", listen]).validate()
            }
        }
    }

    @Test("a gateway's logs are held against what a witness remembers, and handed to it")
    func gateway() async throws {
        let floor = try GatewayFloor()
        #expect(try await floor.carry() == 0)
        let witness = try await ListeningWitness(at: floor.path + "/w", name: "w", watching: floor.path)
        func carry() async throws -> Int32 {
            try await GatewayFloor.run(GatewayRunCommand.self, floor.arguments + witness.arguments)
        }
        let files = FileManager.default
        try files.copyItem(atPath: floor.path + "/data", toPath: floor.path + "/older")
        try floor.write("exchange/f5/in/b.csv", "report,project,hours,finding\nN-3,P200,1.5,scratch\n")
        #expect(try await carry() == 0)
        try files.moveItem(atPath: floor.path + "/data", toPath: floor.path + "/newest")
        try files.copyItem(atPath: floor.path + "/older", toPath: floor.path + "/data")
        #expect(try await carry() != 0)
        try files.removeItem(atPath: floor.path + "/data")
        try files.moveItem(atPath: floor.path + "/newest", toPath: floor.path + "/data")
        #expect(try await carry() == 0)
        await witness.listener.end()
    }

    @Test("a witness does not listen by a key that others can read")
    func openKey() async throws {
        defer { remove() }
        let witness = try WitnessFolder.create(at: path("w"), name: KeyName("witness.example/w"), using: provider)
        let key = path("k.pem")
        try Data("key".utf8).write(to: URL(filePath: key))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let arguments = [
            path("w"), "--listen", "https://127.0.0.1:0/", "--tls-certificate", key, "--tls-key", key, "--log-key",
            witness.verifier.text,
        ]
        let command = try AuditServeWitnessCommand.parse(arguments)
        await #expect { try await command.run() } throws: { "\($0)".contains("others can read the key") }
    }

    private func clockDay() throws -> Day { try #require(Day("2026-11-24")) }
}
