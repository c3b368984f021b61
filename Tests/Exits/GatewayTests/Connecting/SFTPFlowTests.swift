import Boundary
import Foundation
import Journal
import PlantModel
import SFTPSession
import TestPeers
import TestPlant
import Testing

@testable import Gateway

@Suite("Flows by SFTP", .enabled(if: TestFileServer.isInstalled))
struct SFTPFlowTests {
    private static func server(_ peer: TestFileServer, _ folder: String = "") throws -> SFTPServer {
        try #require(
            SFTPServer(peer.address + folder, hostKey: peer.hostKey, user: peer.user, keyFile: peer.key)
        )
    }

    private static func files(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    /// What a receiver that looks into the folder makes of it.
    private static func received(_ folder: String, by key: VerifierKey) throws -> [(number: Int64, text: String)] {
        try files(folder).filter { $0.hasSuffix(FolderConnector.manifestSuffix) && !$0.hasPrefix(".") }.map { name in
            let note = Array(try Data(contentsOf: URL(filePath: folder + "/" + name)))
            let manifest = try MessageManifest(signed: note, by: key, using: SwiftCryptoProvider())
            let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/" + manifest.file)))
            #expect(manifest.fits(bytes))
            return (manifest.number, String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test("files are taken from a server and messages lie at another, once, whatever the format")
    func carries() async throws {
        let (from, to) = (try TestFileServer(), try TestFileServer())
        defer { for one in [from, to] { one.end() } }
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let flow = try plant.flow()
        try Data(CarryingTests.file.utf8).write(to: URL(filePath: from.folder + "/a.csv"))
        try Data("half".utf8).write(to: URL(filePath: from.folder + "/.b.csv"))
        try Data("other".utf8).write(to: URL(filePath: from.folder + "/c.txt"))
        let source = SFTPSource(flow, try Self.server(from))
        let destination = SFTPDestination(try Self.server(to))
        #expect(destination.channel.isEncrypted)
        let report = await plant.gateway.run(flow, from: source, to: destination)
        #expect(report.refusals == [] && report.files == 1 && report.taken.records == 4)
        #expect(report.sent.records == 3 && report.sent.messages == 2)
        #expect(try Self.files(from.folder) == [".b.csv", "c.txt", "taken"])
        #expect(try Self.files(from.folder + "/taken") == ["a.csv"])
        #expect(try Self.files(to.folder).count == 4)
        #expect(try Self.received(to.folder, by: kept.signer.verifier).count == 2)
        #expect(try Self.files(to.folder).allSatisfy { !$0.hasSuffix(".partial") })
        try Data(CarryingTests.file.utf8).write(to: URL(filePath: from.folder + "/a.csv"))
        let again = await plant.gateway.run(flow, from: source, to: destination)
        #expect(again.files == 1 && !again.taken.isNew && again.sent.messages == 0)
        #expect(try Self.files(from.folder + "/taken") == ["2-a.csv", "a.csv"])
        await source.end()
        await destination.end()
    }

    @Test(
        "cut short after any step, every message lies there once, with a manifest that holds",
        arguments: Gateway.Step.allCases
    )
    func cutShort(step: Gateway.Step) async throws {
        let peer = try TestFileServer()
        defer { peer.end() }
        let kept = try GatewayPlant.Kept()
        struct Cut: Error {}
        do {
            var plant = try await GatewayPlant(kept)
            plant.gateway.after = { if $0 == step { throw Cut() } }
            let destination = SFTPDestination(try Self.server(peer))
            _ = try? await plant.gateway.take(Array(CarryingTests.file.utf8), named: "a.csv", for: plant.flow())
            _ = try? await plant.gateway.send(plant.flow(), to: destination)
            await plant.hull.close()
        }
        let plant = try await GatewayPlant(kept, isNew: false)
        _ = try await plant.gateway.take(Array(CarryingTests.file.utf8), named: "a.csv", for: plant.flow())
        _ = try await plant.gateway.send(plant.flow(), to: SFTPDestination(try Self.server(peer)))
        let received = try Self.received(peer.folder, by: kept.signer.verifier)
        #expect(received.map(\.number) == [1, 1])
        let lines = received.flatMap { $0.text.split(separator: "\r\n").dropFirst() }.map(String.init)
        #expect(lines.sorted() == CarryingTests.lines.filter { !$0.contains("P-NAV") }.sorted())
    }

    @Test("what lies there under a message's name is not overwritten, and a full folder is told")
    func others() async throws {
        let peer = try TestFileServer()
        defer { peer.end() }
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let flow = try plant.flow()
        let first = SFTPDestination(try Self.server(peer))
        _ = try await plant.gateway.take(
            Array((CarryingTests.head + CarryingTests.lines[0]).utf8),
            named: "a.csv",
            for: flow
        )
        _ = try await plant.gateway.send(flow, to: first)
        let name = try #require(try Self.files(peer.folder).first { $0.hasSuffix(".csv") })
        let next = name.replacing("000000000001", with: "000000000002")
        try Data("mine".utf8).write(to: URL(filePath: peer.folder + "/" + next))
        _ = try await plant.gateway.take(
            Array((CarryingTests.head + CarryingTests.lines[3]).utf8),
            named: "b.csv",
            for: flow
        )
        await #expect { try await plant.gateway.send(flow, to: first) } throws: {
            ($0 as? GatewayRefusal)?.code == .otherMessage
        }
        #expect(try String(contentsOfFile: peer.folder + "/" + next, encoding: .utf8) == "mine")
        try FileManager.default.removeItem(atPath: peer.folder + "/" + next)
        await #expect {
            try await plant.gateway.send(flow, to: SFTPDestination(try Self.server(peer), messagesMax: 1))
        } throws: { ($0 as? GatewayRefusal)?.code == .destinationFull }
        #expect(try await plant.gateway.send(flow, to: first).records == 1)
    }

    @Test("another server, one that does not let in and one that is gone are BH-C012; what was taken waits")
    func noPeer() async throws {
        let (peer, other) = (try TestFileServer(), try TestFileServer())
        defer { for one in [peer, other] { one.end() } }
        let plant = try await GatewayPlant(try GatewayPlant.Kept())
        let flow = try plant.flow()
        _ = try await plant.gateway.take(Array(CarryingTests.file.utf8), named: "a.csv", for: flow)
        let strangers = [
            SFTPServer(peer.address, hostKey: other.hostKey, user: peer.user, keyFile: peer.key),
            SFTPServer(peer.address, hostKey: peer.hostKey, user: peer.user, keyFile: peer.otherKey),
        ]
        for stranger in strangers {
            let destination = SFTPDestination(try #require(stranger))
            await #expect { try await plant.gateway.send(flow, to: destination) } throws: {
                ($0 as? GatewayRefusal)?.code == .noPeer
            }
            let report = await plant.gateway.run(flow, from: SFTPSource(flow, try #require(stranger)), to: destination)
            #expect(report.refusals.map(\.code) == [.noPeer])
        }
        #expect(try Self.files(peer.folder).isEmpty)
        #expect(try await plant.gateway.send(flow, to: SFTPDestination(try Self.server(peer))).records == 3)
    }
}
