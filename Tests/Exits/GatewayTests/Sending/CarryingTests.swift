import Foundation
import Journal
import TestPlant
import Testing

@testable import Gateway

@Suite("Carrying a flow")
struct CarryingTests {
    static let head = "order,project,quantity,hours,closed,finding\r\n"
    static let lines = [
        "A-1,P-MED,12,1.50,2026-11-20,", "B-1,P-NAV,3,,,\"bore, 0.2 over\"", "C-1,P-VEH,7,12.25,2026-11-21,scratch",
        "A-1,P-MED,13,2.00,,\"said \"\"fine\"\"\"",
    ]
    static let file = head + lines.joined(separator: "\r\n") + "\r\n"

    @Test("whatever may be received arrives as it was sent and in its order; of what may not, nothing does")
    func everything() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        let (taken, sent) = try await plant.carry(Self.file, to: folder)
        #expect(taken == TakeReport(records: 4, deadLetters: 0, undeclaredFields: 0, isNew: true))
        // No assessed scope covers the ERP, so that what CUI restricts stays.
        #expect(sent == SendReport(messages: 2, records: 3, withheldBatches: 1))
        let lines = try folder.lines(by: kept.signer.verifier)
        #expect(lines.sorted() == Self.lines.filter { !$0.contains("P-NAV") }.sorted())
        #expect(lines.filter { $0.contains("P-MED") } == [Self.lines[0], Self.lines[3]])
    }

    @Test("JSON lines arrive as they were sent, numbers as they were written")
    func jsonLines() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(format: "jsonLines"))
        let folder = try MessageFolder()
        let line = #"{"order":"A/1","project":"P-MED","quantity":12,"hours":1.50,"closed":"2026-11-20","finding":null}"#
        _ = try await plant.carry(line + "\n", to: folder)
        #expect(try folder.received(by: kept.signer.verifier).map(\.text) == [line + "\n"])
    }

    @Test("a destination abroad gets what its readers may view, and nothing tells of the rest")
    func abroad() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        let (_, sent) = try await plant.carry(Self.file, "to-mx", to: folder)
        let lines = try folder.lines(by: kept.signer.verifier)
        #expect(lines.allSatisfy { !$0.contains("P-NAV") && !$0.contains("bore") })
        #expect(lines.contains(Self.lines[0]))
        #expect(sent.withheldBatches >= 1)
        #expect(try folder.files().allSatisfy { !String(decoding: $0.value, as: UTF8.self).contains("NAV") })
    }

    @Test("a filter lets through what it says that it passes, and drops a record whose class it drops")
    func filter() async throws {
        let kept = try GatewayPlant.Kept()
        let rules =
            "passes: [order, project, jobResponses], drops: [nonconformances], redacts: [order], generalizes: { closed: month, quantity: tens }"
        let plant = try await GatewayPlant(kept, GatewayPlant.text(filter: rules))
        let folder = try MessageFolder()
        _ = try await plant.carry(Self.file, to: folder)
        let texts = try folder.received(by: kept.signer.verifier).map(\.text)
        #expect(texts.allSatisfy { $0.hasPrefix("order,project,quantity,hours,closed\r\n") })
        #expect(
            try folder.lines(by: kept.signer.verifier).sorted() == [
                "[redacted],P-MED,10,1.50,2026-11", "[redacted],P-MED,10,2.00,", "[redacted],P-VEH,0,12.25,2026-11",
            ]
        )
    }

    @Test("under a filter that drops the records nothing leaves, however much there is")
    func nothing() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept, GatewayPlant.text(filter: "passes: [quantity], drops: [orders]"))
        let folder = try MessageFolder()
        let (_, sent) = try await plant.carry(Self.file, to: folder)
        #expect(sent.messages == 0)
        #expect(try folder.files().isEmpty)
    }

    @Test("a field that nobody declared is withheld and reported")
    func undeclared() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        let text = "order,drawing,project,quantity\nA-1,D-77 rev C,P-MED,1\n"
        let (taken, _) = try await plant.carry(text, to: folder)
        #expect(taken.undeclaredFields == 1)
        #expect(try folder.lines(by: kept.signer.verifier) == ["A-1,P-MED,1,,,"])
        #expect(try folder.files().allSatisfy { !String(decoding: $0.value, as: UTF8.self).contains("D-77") })
    }

    @Test("numbers of a stream have no gaps, whatever else is taken and withheld")
    func numbers() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        for number in 1...4 {
            let hidden = number % 2 == 0 ? "S-\(number),P-NAV,1\n" : ""
            _ = try await plant.carry(
                "order,project,quantity\nA-\(number),P-MED,1\n" + hidden,
                "to-mx",
                named: "\(number).csv",
                to: folder
            )
        }
        let received = try folder.received(by: kept.signer.verifier)
        #expect(received.map(\.manifest.number) == [1, 2, 3, 4])
        #expect(Set(received.map(\.manifest.origin)).count == 1)
    }

    @Test("a file is taken once, however often it comes")
    func twice() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        _ = try await plant.carry(Self.file, to: folder)
        let first = try folder.files()
        let (taken, sent) = try await plant.carry(Self.file, to: folder)
        #expect(!taken.isNew)
        #expect(sent == SendReport())
        #expect(try folder.files() == first)
    }

    @Test("a manifest holds for its message alone")
    func manifests() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        _ = try await plant.carry(Self.file, to: folder)
        let (name, bytes) = try folder.files().first { $0.key.hasSuffix(".manifest") }.orThrow("a manifest")
        let content = try folder.files()[String(name.dropLast(".manifest".count))].orThrow("a message")
        let provider = SwiftCryptoProvider()
        let manifest = try MessageManifest(signed: bytes, by: kept.signer.verifier, using: provider)
        #expect(manifest.fits(content))
        #expect(!manifest.fits(content + [0x20]))
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[place] ^= 1
            let read = try? MessageManifest(signed: changed, by: kept.signer.verifier, using: provider)
            #expect(read == nil || read == manifest)
        }
        let other = try VerifierKey(
            name: KeyName("plant.example/main/gateway"),
            kind: .ed25519,
            publicKey: Array(repeating: 1, count: 32)
        )
        #expect(throws: GatewayRefusal.self) {
            try MessageManifest(signed: bytes, by: other, using: provider)
        }
    }

    @Test("markings that say more than a record's label stop that record alone")
    func lastWall() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        let text = Self.head + "A-1,P-MED,1,,,fine\r\nA-2,P-MED,1,,,CUI//SP-CTI//NOFORN\r\nA-3,P-MED,1,,,fine too\r\n"
        let (_, sent) = try await plant.carry(text, to: folder)
        #expect(sent.stoppedRecords == 1)
        #expect(try folder.lines(by: kept.signer.verifier) == ["A-1,P-MED,1,,,fine", "A-3,P-MED,1,,,fine too"])
        // It is tried again, and stays again.
        #expect(try await plant.gateway.replay(plant.flow()).batches == 1)
        let again = try await plant.gateway.send(plant.flow(), to: folder.connector)
        #expect(again.messages == 0 && again.stoppedRecords == 1)
    }

    private static func pseudoRandom(_ count: Int) -> [UInt8] {
        var state: UInt32 = 1
        return (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }

    /// An archive that nothing here takes apart, one that is encrypted, and a picture.
    private static let opaque: [String] = {
        let archive: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0]
        let encrypted: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 1, 0, 8, 0]
        let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]
        return [archive, encrypted, picture].map { Data($0 + pseudoRandom(90)).base64EncodedString() }
    }()

    @Test("what nobody can look into stops the record that it stands in, and is told", arguments: opaque)
    func uninspected(data: String) async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        let text = Self.head + "A-1,P-MED,1,,,fine\r\nA-2,P-MED,1,,,\(data)\r\nA-3,P-MED,1,,,fine too\r\n"
        let (_, sent) = try await plant.carry(text, to: folder)
        #expect(sent.stoppedRecords == 1)
        #expect(try folder.lines(by: kept.signer.verifier) == ["A-1,P-MED,1,,,fine", "A-3,P-MED,1,,,fine too"])
    }

    @Test("a destination that takes nothing away gets no more, and nothing is lost meanwhile")
    func backPressure() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder(messagesMax: 2)
        _ = try await plant.carry("order,project,quantity\nA-1,P-MED,1\nB-1,P-VEH,1\n", named: "1.csv", to: folder)
        await #expect {
            try await plant.carry("order,project,quantity\nA-2,P-MED,1\n", named: "2.csv", to: folder)
        } throws: {
            ($0 as? GatewayRefusal)?.code == .destinationFull
        }
        for name in try folder.files().keys { try FileManager.default.removeItem(atPath: folder.path + "/" + name) }
        #expect(try await plant.gateway.send(plant.flow(), to: folder.connector).messages == 1)
        #expect(try folder.lines(by: kept.signer.verifier) == ["A-2,P-MED,1,,,"])
    }

    @Test("somebody else's file under the name of a message is not overwritten")
    func otherFile() async throws {
        let kept = try GatewayPlant.Kept()
        let plant = try await GatewayPlant(kept)
        let folder = try MessageFolder()
        _ = try await plant.carry("order,project,quantity\nA-1,P-MED,1\n", named: "1.csv", to: folder)
        let first = try folder.files().keys.first { $0.hasSuffix(".csv") }.orThrow("a message")
        let next = first.replacing("000001.csv", with: "000002.csv")
        try Data("mine".utf8).write(to: URL(filePath: folder.path).appending(path: next))
        await #expect {
            try await plant.carry("order,project,quantity\nA-2,P-MED,1\n", named: "2.csv", to: folder)
        } throws: {
            ($0 as? GatewayRefusal)?.code == .otherMessage
        }
        #expect(try folder.files()[next] == Array("mine".utf8))
        try FileManager.default.removeItem(atPath: folder.path + "/" + next)
        #expect(try await plant.gateway.send(plant.flow(), to: folder.connector).messages == 1)
        #expect(try folder.received(by: kept.signer.verifier).map(\.manifest.number) == [1, 2])
    }
}
