import Boundary
import Foundation
import Journal
import MQTTSession
import PlantModel
import Storage
import TestPeers
import TestPlant
import Testing

@testable import Gateway

@Suite("Flows by Sparkplug B", .enabled(if: TestBroker.isInstalled))
struct SparkplugFlowTests {
    typealias Metric = SparkplugPayload.Metric

    static func messages(_ ends: String) -> String {
        """
        messages:
              format: jsonLines
              holds: orders
              program: { field: sparkplug/device, codes: { saw: MED, press: VEH } }
              about: sparkplug/device
              \(ends)
              fields:
                - { name: sparkplug/device, type: text, class: orders }
                - { name: sparkplug/time, type: time, class: orders }
                - { name: quantity, type: integer, class: jobResponses, optional: true }
                - { name: hours, type: decimal, class: jobResponses, optional: true }
                - { name: finding, type: text, class: nonconformances, optional: true }
        """
    }

    /// An edge node that answers when it is asked to be born again.
    private actor EdgeNode {
        private let session: MQTTSession
        private var sequence: UInt64 = 0
        private(set) var births = 0

        init(_ broker: TestBroker) async throws {
            session = try await MQTTSession(try #require(MQTTBroker(broker.address)), clientID: "edge")
            try await session.subscribe("spBv1.0/plant/NCMD/cell", .atLeastOnce)
        }

        func publish(_ kind: String, _ device: String?, _ metrics: [Metric]) async throws {
            let payload = SparkplugPayload(time: 1_764_150_000_000, sequence: sequence, metrics: metrics)
            sequence = (sequence + 1) % 256
            let topic = "spBv1.0/plant/\(kind)/cell" + (device.map { "/" + $0 } ?? "")
            try await session.publish(MQTTMessage(topic, payload.bytes), .atMostOnce)
        }

        func lose() { sequence = (sequence + 1) % 256 }

        /// Answers until it was asked so often.
        func answer(_ count: Int) async throws {
            let until = births + count
            for _ in 0..<12_000 where births < until {
                for message in await session.received() {
                    let payload = try SparkplugPayload(message.payload)
                    #expect(payload.metrics == [Metric(name: "Node Control/Rebirth", type: 11, value: .number(1))])
                    try await beBorn()
                }
                try await Task.sleep(for: .milliseconds(10))
            }
        }

        private func beBorn() async throws {
            births += 1
            sequence = 0
            try await publish(
                "NBIRTH",
                nil,
                [
                    Metric(name: "bdSeq", type: 4, value: .number(1)),
                    Metric(name: "firmware", type: 12, value: .text("D-77")),
                ]
            )
            for (place, device) in ["saw", "press"].enumerated() {
                let alias = UInt64(place * 10)
                try await publish(
                    "DBIRTH",
                    device,
                    [
                        Metric(name: "quantity", alias: alias + 1, type: 4, value: .number(1)),
                        Metric(name: "hours", alias: alias + 2, type: 10, value: .double(0.5)),
                        Metric(name: "drawing", alias: alias + 3, type: 12, value: .text("D-77")),
                    ]
                )
            }
        }

        func close() async { await session.close() }
    }

    @Test("metrics come as records by their names, from a node that is asked to be born again, once and after a gap")
    func takes() async throws {
        let broker = try TestBroker()
        defer { broker.end() }
        let kept = try GatewayPlant.Kept()
        let source = "source: { by: sparkplugB, address: \"\(broker.address)\", group: plant, nodes: [cell] }"
        let plant = try await GatewayPlant(
            kept,
            GatewayPlant.text(format: "jsonLines", messages: Self.messages(source))
        )
        let flow = try plant.flow()
        let declared = try #require(flow.messages.source)
        let connector = SparkplugSource(flow, declared, try #require(MQTTBroker(broker.address)))
        let folder = try MessageFolder()
        let edge = try await EdgeNode(broker)
        async let answered: Void = edge.answer(1)
        let first = await plant.gateway.run(flow, from: connector, to: folder.connector)
        try await answered
        #expect(first.refusals == [])
        // The drawing of each device, and what the node says of itself.
        #expect(first.taken.undeclaredFields == 2)
        #expect(await edge.births == 1)

        try await edge.publish(
            "DDATA",
            "saw",
            [Metric(alias: 1, value: .number(42)), Metric(alias: 2, value: .double(1.25))]
        )
        try await edge.publish("DDATA", "press", [Metric(alias: 11, value: .number(UInt64(bitPattern: -7)))])
        let all = try await Self.runs(plant, flow, connector, folder, until: 4, from: first)
        #expect(all.taken == 4 && all.dead == 0)
        let texts = try folder.received(by: kept.signer.verifier).map(\.text).joined()
        #expect(
            texts.contains(
                #"{"sparkplug/device":"saw","sparkplug/time":"2025-11-26T09:40:00.000Z","quantity":42,"hours":1.25,"finding":null}"#
            )
        )
        #expect(texts.contains(#""quantity":-7"#))
        #expect(!texts.contains("D-77"))

        await edge.lose()
        try await edge.publish("DDATA", "saw", [Metric(alias: 1, value: .number(43))])
        async let again: Void = edge.answer(1)
        _ = try await Self.runs(plant, flow, connector, folder, until: 2)
        try await again
        #expect(await edge.births == 2)
        #expect(await connector.missed == 1)
        #expect(try folder.received(by: kept.signer.verifier).allSatisfy { !$0.text.contains("43") })
        await edge.close()
        await connector.end()
    }

    /// Runs until so many records were taken.
    private static func runs(
        _ plant: GatewayPlant,
        _ flow: CarriedFlow,
        _ connector: SparkplugSource,
        _ folder: MessageFolder,
        until count: Int,
        from first: RunReport? = nil
    ) async throws -> (taken: Int, dead: Int) {
        var taken = (first?.taken.records ?? 0, first?.taken.deadLetters ?? 0)
        for _ in 0..<2_000 where taken.0 < count {
            let report = await plant.gateway.run(flow, from: connector, to: folder.connector)
            #expect(report.refusals == [])
            taken.0 += report.taken.records
            taken.1 += report.taken.deadLetters
        }
        return taken
    }

    @Test("a payload that is none is a dead letter with its bytes")
    func malformed() async throws {
        let broker = try TestBroker()
        defer { broker.end() }
        let source = "source: { by: sparkplugB, address: \"\(broker.address)\", group: plant, nodes: [cell] }"
        let plant = try await GatewayPlant(
            try GatewayPlant.Kept(),
            GatewayPlant.text(format: "jsonLines", messages: Self.messages(source))
        )
        let flow = try plant.flow()
        let connector = SparkplugSource(
            flow,
            try #require(flow.messages.source),
            try #require(MQTTBroker(broker.address))
        )
        let folder = try MessageFolder()
        _ = await plant.gateway.run(flow, from: connector, to: folder.connector)
        let peer = try await MQTTSession(try #require(MQTTBroker(broker.address)), clientID: "peer")
        try await peer.publish(MQTTMessage("spBv1.0/plant/NBIRTH/cell", [0x12, 0xFF]), .atLeastOnce)
        try await peer.publish(MQTTMessage("spBv1.0/plant/NBIRTH/other", [0x12, 0xFF]), .atLeastOnce)
        try await peer.publish(MQTTMessage("spBv1.0/plant/NDATA/cell/saw/more", [0x12]), .atLeastOnce)
        let report = await plant.gateway.run(flow, from: connector, to: folder.connector)
        #expect(report.taken.deadLetters == 1 && report.taken.records == 0)
        await peer.close()
        await connector.end()
    }

    // MARK: Out

    /// What a host sees, and what was published below `bulkhead/`.
    private struct Seen {
        var sparkplug: [(topic: String, payload: SparkplugPayload)] = []
        var other: [MQTTMessage] = []

        mutating func collect(_ session: MQTTSession, until isEnough: (Seen) -> Bool) async throws {
            for _ in 0..<500 {
                for message in await session.received() {
                    if message.topic.hasPrefix("spBv1.0/") {
                        sparkplug.append((message.topic, try SparkplugPayload(message.payload)))
                    } else {
                        other.append(message)
                    }
                }
                if isEnough(self) { return }
                try await Task.sleep(for: .milliseconds(10))
            }
        }

        func kinds() -> [String] { sparkplug.map { String($0.topic.split(separator: "/")[2]) } }
    }

    static let fields = """
        messages:
              format: jsonLines
              holds: orders
              program: { field: project, codes: { P-VEH: VEH, P-NAV: NAV, P-MED: MED } }
              about: order
              destination: { by: sparkplugB, address: "ADDRESS", group: plant, nodes: [bulkhead] }
              fields:
                - { name: order, type: text, class: orders }
                - { name: project, type: text, class: orders }
                - { name: quantity, type: integer, class: jobResponses }
                - { name: hours, type: decimal, class: jobResponses, optional: true }
                - { name: done, type: truth, class: jobResponses, optional: true }
        """

    @Test(
        "records leave as metrics of a device for each stream, and with a manifest that holds; a host may ask for a birth"
    )
    func sends() async throws {
        let broker = try TestBroker()
        defer { broker.end() }
        let kept = try GatewayPlant.Kept()
        let messages = Self.fields.replacing("ADDRESS", with: broker.address)
        let plant = try await GatewayPlant(kept, GatewayPlant.text(format: "jsonLines", messages: messages))
        let flow = try plant.flow()
        let host = try await MQTTSession(try #require(MQTTBroker(broker.address)), clientID: "host")
        for topic in ["spBv1.0/#", "bulkhead/#"] { try await host.subscribe(topic, .atLeastOnce) }
        let connector = SparkplugDestination(
            flow,
            try #require(flow.messages.destination),
            try #require(MQTTBroker(broker.address)),
            clock: plant.clock
        )
        let lines = [
            #"{"order":"A-1","project":"P-MED","quantity":12,"hours":1.5,"done":true}"#,
            #"{"order":"A-2","project":"P-MED","quantity":-3}"#, #"{"order":"B-1","project":"P-NAV","quantity":99}"#,
        ]
        _ = try await plant.gateway.take(Array(lines.joined(separator: "\n").utf8), named: "a.jsonl", for: flow)
        #expect(try await plant.gateway.send(flow, to: connector).records == 2)
        var seen = Seen()
        try await seen.collect(host) { $0.other.count >= 2 && $0.sparkplug.count >= 4 }
        #expect(seen.kinds() == ["NBIRTH", "DBIRTH", "DDATA", "DDATA"])
        #expect(seen.sparkplug.map(\.payload.sequence) == [0, 1, 2, 3])
        let birth = seen.sparkplug[1].payload.metrics
        #expect(
            birth.map(\.name) == [
                "Bulkhead/Number", "Bulkhead/Record", "Bulkhead/Marking", "order", "project", "quantity", "hours",
                "done",
            ]
        )
        let names = Dictionary(uniqueKeysWithValues: birth.map { ($0.alias, $0.name) })
        let first = Dictionary(
            uniqueKeysWithValues: seen.sparkplug[2].payload.metrics.map { (names[$0.alias], $0.value) }
        )
        #expect(first["order"] == .text("A-1") && first["quantity"] == .number(12) && first["hours"] == .double(1.5))
        #expect(first["done"] == .number(1) && first["Bulkhead/Number"] == .number(1))
        let second = seen.sparkplug[3].payload.metrics
        #expect(second.first { names[$0.alias] == "quantity" }?.value == .number(UInt64(bitPattern: -3)))
        #expect(second.first { names[$0.alias] == "hours" }?.value == .null)
        #expect(seen.sparkplug.allSatisfy { !"\($0.payload)".contains("B-1") && !$0.topic.contains("NAV") })

        let message = try #require(seen.other.first { $0.topic.hasSuffix("/1/message") })
        let note = try #require(seen.other.first { $0.topic.hasSuffix("/1/manifest") })
        let manifest = try MessageManifest(signed: note.payload, by: kept.signer.verifier, using: SwiftCryptoProvider())
        #expect(manifest.fits(message.payload) && manifest.number == 1)

        let (topic, payload) = SparkplugNode(group: "plant", node: "bulkhead").rebirth(at: 0)
        try await host.publish(MQTTMessage(topic, payload.bytes), .atLeastOnce)
        seen = Seen()
        for _ in 0..<50 where !seen.kinds().contains("DBIRTH") {
            try await connector.tend()
            try await seen.collect(host) { $0.kinds().contains("DBIRTH") || $0.kinds().isEmpty }
        }
        #expect(seen.kinds().filter { $0 != "NCMD" } == ["NBIRTH", "DBIRTH"])

        await connector.end()
        seen = Seen()
        try await seen.collect(host) { !$0.sparkplug.isEmpty }
        #expect(seen.kinds() == ["NDEATH"])
        await host.close()
    }

    @Test("where no broker answers, what was taken waits and is sent once one does, under the same number")
    func gone() async throws {
        let port = try TestBroker.freePort()
        let kept = try GatewayPlant.Kept()
        let messages = Self.fields.replacing("ADDRESS", with: "mqtt://127.0.0.1:\(port)")
        let plant = try await GatewayPlant(kept, GatewayPlant.text(format: "jsonLines", messages: messages))
        let flow = try plant.flow()
        let address = try #require(MQTTBroker("mqtt://127.0.0.1:\(port)"))
        let connector = SparkplugDestination(flow, try #require(flow.messages.destination), address, clock: plant.clock)
        _ = try await plant.gateway.take(
            Array(#"{"order":"A-1","project":"P-MED","quantity":12}"#.utf8),
            named: "a.jsonl",
            for: flow
        )
        await #expect { try await plant.gateway.send(flow, to: connector) } throws: {
            ($0 as? GatewayRefusal)?.code == .noPeer
        }
        let broker = try TestBroker(port: port)
        defer { broker.end() }
        let host = try await MQTTSession(address, clientID: "host")
        try await host.subscribe("bulkhead/#", .atLeastOnce)
        #expect(try await plant.gateway.send(flow, to: connector).records == 1)
        var seen = Seen()
        try await seen.collect(host) { $0.other.count >= 2 }
        #expect(
            seen.other.map { $0.topic.split(separator: "/").suffix(2).joined(separator: "/") } == [
                "1/message", "1/manifest",
            ]
        )
        #expect(try await plant.gateway.send(flow, to: connector) == SendReport())
        await connector.end()
        await host.close()
        broker.end()
    }
}
