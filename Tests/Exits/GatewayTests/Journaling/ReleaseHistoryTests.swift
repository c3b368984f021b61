import Boundary
import ContentScan
import Foundation
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@testable import Gateway

@Suite("What a log says of what a gateway let out")
struct ReleaseHistoryTests {
    /// All that the log of a compartment says.
    private static func history(_ kept: GatewayPlant.Kept, _ compartment: String) throws -> ReleaseHistory {
        let name = try GatewayPlant.name(compartment)
        let provider = SwiftCryptoProvider()
        let store = try kept.engine.openLog(name, create: false)
        let stored = try StoredLog(store).orThrow("a log")
        let log = try CompartmentLog(
            origin: stored.head.origin,
            store: store,
            keys: try kept.engine.openKeys(name, create: false),
            site: kept.site,
            using: provider,
            settles: false
        )
        var reader = LogReader(log)
        var history = ReleaseHistory()
        for event in try reader.events(0..<stored.head.size) { _ = history.add(event) }
        return history
    }

    /// An event of a batch; nil for a payload that was shredded.
    private static func event(_ kind: String, of batch: [UInt8], _ payload: [UInt8]?, label: String = "") throws
        -> RecordedEvent
    {
        RecordedEvent(
            event: try Event(
                sequence: 0,
                time: 5,
                subject: "gateway",
                kind: kind,
                aggregate: AggregateID(batch).orThrow("an id"),
                label: label,
                commitment: Commitment(payload: payload ?? [], salt: Array(repeating: 0, count: 32)).orThrow("one")
            ),
            payload: payload
        )
    }

    private static func fields(_ record: LetOutMessage.Record) -> [String: String] {
        Dictionary(uniqueKeysWithValues: record.values.map { ($0.field, $0.text) })
    }

    @Test("a message is told with number, destination, release, time and the values that left as they were taken")
    func messages() async throws {
        let kept = try GatewayPlant.Kept()
        let rules = "passes: [order, project, jobResponses], drops: [nonconformances], generalizes: { closed: month }"
        let plant = try await GatewayPlant(kept, GatewayPlant.text(filter: rules))
        let folder = try MessageFolder()
        try await plant.carry(CarryingTests.file, to: folder)
        let message = try folder.received(by: kept.signer.verifier).first { $0.text.contains("P-MED") }
            .orThrow("a message")
        await plant.hull.close()
        let history = try Self.history(kept, "p_med")
        let told = try history.messages.first.orThrow("a message of the log")
        #expect(history.messages.count == 1)
        #expect(told.flow == "to-erp" && told.destination == "erp" && told.number == message.manifest.number)
        #expect(told.digest == message.manifest.digest && told.byteCount == message.manifest.byteCount)
        #expect(told.releases.count == 1 && told.delivered != nil)
        #expect(
            told.records.map(Self.fields) == [
                ["order": "A-1", "project": "P-MED", "quantity": "12", "hours": "1.50"],
                ["order": "A-1", "project": "P-MED", "quantity": "13", "hours": "2.00"],
            ]
        )
        #expect(told.records.allSatisfy { $0.subject == "A-1" })
        // What was generalized or dropped never left as it was.
        #expect(
            history.kept.map { Dictionary(uniqueKeysWithValues: $0.values.map { ($0.field, $0.text) }) } == [
                ["closed": "2026-11-20"], ["finding": "said \"fine\""],
            ]
        )
        let other = try Self.history(kept, "p_nav")
        #expect(other.messages.isEmpty)
        #expect(other.kept.map(\.values.count) == [4])
    }

    @Test("a message whose arrival was cut off may have left, and is told without a time")
    func cut() async throws {
        struct Cut: Error {}
        let kept = try GatewayPlant.Kept()
        var plant = try await GatewayPlant(kept)
        plant.gateway.after = { if $0 == .written { throw Cut() } }
        let folder = try MessageFolder()
        await #expect(throws: (any Error).self) {
            try await plant.carry("order,project,quantity\nA-1,P-MED,1\n", to: folder)
        }
        await plant.hull.close()
        let told = try Self.history(kept, "p_med").messages
        #expect(told.map(\.delivered) == [nil])
        #expect(told.first?.records.count == 1)
    }

    @Test("of XML the texts of a field are told, without the places where they stood")
    func texts() throws {
        let batch = TakenBatch(
            id: Array(repeating: 1, count: 16),
            flow: "f",
            program: "MED",
            holds: .orders,
            fields: ["id", "note"],
            labels: [.orders: ""],
            records: [
                TakenRecord(values: [
                    PlacedTexts.value([.init(place: [1], text: "R-1")]),
                    PlacedTexts.value([.init(place: [2, 1], text: "one"), .init(place: [2, 2], text: "two")]),
                ])
            ]
        )
        var history = ReleaseHistory()
        #expect(history.add(try Self.event(GatewayEvent.taken, of: batch.id, batch.payload)))
        let leaving = GatewayEvent.Leaving(
            destination: "erp",
            byteCount: 9,
            labels: ["id": "", "note": "cui=SP-CTI"],
            about: "id",
            isPlaced: true,
            releases: [3],
            records: [.init(fields: ["id", "note"], places: [0, 7])]
        )
        let staged = GatewayEvent.Staged(flow: "f", program: "MED", number: 1, digest: "00", leaving: leaving)
        #expect(history.add(try Self.event(GatewayEvent.staged, of: batch.id, GatewayEvent.payload(staged))))
        #expect(!history.add(try Self.event("unit.made", of: batch.id, [])))
        let message = try history.messages.first.orThrow("a message")
        #expect(message.records.map { $0.values.map(\.text) } == [["R-1", "one", "two"]])
        #expect(message.records.first?.values.map(\.label) == ["", "cui=SP-CTI", "cui=SP-CTI"])
        #expect(history.kept.isEmpty)
    }

    @Test("a record that was stopped is told once as kept: the batch that it makes has it")
    func stopped() throws {
        func batch(_ id: [UInt8], _ names: [String]) -> TakenBatch {
            TakenBatch(
                id: id,
                flow: "f",
                program: "MED",
                holds: .orders,
                fields: ["id"],
                labels: [.orders: ""],
                records: names.map { TakenRecord(values: [$0]) }
            )
        }
        func staged(_ batch: TakenBatch) throws -> RecordedEvent {
            let leaving = GatewayEvent.Leaving(
                destination: "erp",
                byteCount: 9,
                labels: ["id": ""],
                about: "id",
                isPlaced: false,
                releases: [3],
                records: [.init(fields: ["id"], places: [0])]
            )
            let staged = GatewayEvent.Staged(flow: "f", program: "MED", number: 1, digest: "00", leaving: leaving)
            return try Self.event(GatewayEvent.staged, of: batch.id, GatewayEvent.payload(staged))
        }
        let whole = batch(Array(repeating: 1, count: 16), ["left", "stopped"])
        let rest = batch(GatewayID.rest(of: whole.id), ["stopped"])
        var history = ReleaseHistory()
        func kept() -> [[String]] { history.kept.map { $0.values.map(\.text) } }
        _ = history.add(try Self.event(GatewayEvent.taken, of: whole.id, whole.payload))
        _ = history.add(try staged(whole))
        #expect(kept() == [["stopped"]])
        _ = history.add(try Self.event(GatewayEvent.stopped, of: rest.id, rest.payload))
        #expect(kept() == [["stopped"]])
        // A replay sent it.
        _ = history.add(try staged(rest))
        #expect(kept().isEmpty)
    }

    @Test("events that do not read, and messages of before it was recorded what left, say no more than they do")
    func hostile() throws {
        var history = ReleaseHistory()
        func event(_ kind: String, _ text: String?) throws -> RecordedEvent {
            try Self.event(kind, of: Array(repeating: 2, count: 16), text.map { Array($0.utf8) }, label: "*")
        }
        for text in [nil, "", "{", "[1]", "{}\n[]\n", "{\"flow\":1}"] {
            for kind in [GatewayEvent.taken, GatewayEvent.staged, GatewayEvent.delivered, GatewayEvent.dead] {
                #expect(history.add(try event(kind, text)))
            }
        }
        #expect(history.messages.isEmpty && history.kept.isEmpty)
        let old = #"{"digest":"00","flow":"f","number":3,"program":"MED"}"#
        #expect(history.add(try event(GatewayEvent.staged, old)))
        let message = try history.messages.first.orThrow("a message")
        #expect(message.number == 3 && message.destination == nil && message.byteCount == nil)
        #expect(message.records.isEmpty && message.releases.isEmpty)
    }
}
