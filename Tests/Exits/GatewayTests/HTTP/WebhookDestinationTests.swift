import Boundary
import Foundation
import HTTPSession
import Journal
import PlantModel
import TestPeers
import TestPlant
import Testing

@testable import Gateway

@Suite("Messages that are sent to a destination by request", .enabled(if: TestWebPeer.isInstalled))
struct WebhookDestinationTests {
    private static let file = #"""
        {"data":[{"order":"O-1","project":"P-MED","quantity":7,"finding":"none"},{"order":"O-2","project":"P-VEH","quantity":8},
        {"order":"O-3","project":"P-NAV","quantity":9},{"order":"O-4","project":"P-MED","quantity":10}]}
        """#

    private static func flow(_ peer: TestWebPeer, _ more: String = "", kept: GatewayPlant.Kept? = nil) async throws
        -> RequestFlow
    {
        try await peer.control(#"{"secret": "\#(RequestFlow.secret)"}"#)
        return try await RequestFlow(
            RequestFlow.messages("destination: { by: webhook, address: \"\(peer.address)/hook\"\(more) }"),
            kept: kept
        )
    }

    private static func destination(_ flow: RequestFlow, pauses: [Double] = [0.01, 0.01]) throws -> WebhookDestination {
        let carried = try flow.plant.flow()
        let declared = try #require(carried.messages.destination)
        let address = try #require(HTTPAddress(declared.address.value))
        return WebhookDestination(
            carried,
            HTTPSession(address),
            try #require(WebhookSignature(secret: RequestFlow.secret)),
            clock: flow.plant.clock,
            pauses: pauses
        )
    }

    private static func take(_ flow: RequestFlow) async throws {
        _ = try await flow.plant.gateway.take(Array(file.utf8), named: "a.json", for: flow.plant.flow())
    }

    @Test("each message comes once, signed, with a manifest that holds, under an id that stays")
    func carries() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let flow = try await Self.flow(peer)
        try Data(Self.file.utf8).write(
            to: URL(filePath: ExchangeFolder(of: flow.plant.flow(), below: flow.folder + "/exchange").inbox + "/a.json")
        )
        let report = try await flow.run()
        #expect(report.refusals == [] && report.taken.records == 4 && report.sent.messages == 2)
        let seen = try await peer.seen()
        #expect(seen.messages.count == 2 && seen.repeats == 0)
        for message in seen.messages.values {
            let manifest = try MessageManifest(
                signed: Array(message.manifest.utf8),
                by: flow.kept.signer.verifier,
                using: SwiftCryptoProvider()
            )
            #expect(manifest.fits(Array(message.body.utf8)))
            #expect(message.type == "application/json")
            #expect(message.key.hasSuffix("-\(manifest.number)"))
            #expect(message.moment == Int64(flow.plant.clock.now / 1_000))
        }
        let body = try #require(seen.messages.values.first { $0.body.contains("P-MED") }?.body)
        #expect(
            body == #"""
                {"data":[
                {"order":"O-1","project":"P-MED","quantity":7,"finding":"none"},
                {"order":"O-4","project":"P-MED","quantity":10}
                ]}

                """#
        )
        #expect(!seen.messages.values.contains { $0.body.contains("P-NAV") })
        #expect(try await flow.run().sent.messages == 0)
    }

    @Test(
        "cut short after any step, every message is there once by its id",
        arguments: Gateway.Step.allCases
    )
    func cutShort(step: Gateway.Step) async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        struct Cut: Error {}
        let first = try await Self.flow(peer)
        var gateway = first.plant.gateway
        gateway.after = { if $0 == step { throw Cut() } }
        let carried = try first.plant.flow()
        _ = try? await gateway.take(Array(Self.file.utf8), named: "a.json", for: carried)
        _ = try? await gateway.send(carried, to: Self.destination(first))
        await first.plant.hull.close()
        let again = try await Self.flow(peer, kept: first.kept)
        try await Self.take(again)
        _ = try await again.plant.gateway.send(carried, to: Self.destination(again))
        let seen = try await peer.seen()
        #expect(seen.messages.count == 2)
        #expect(seen.messages.values.map { $0.body.components(separatedBy: "order").count - 1 }.sorted() == [1, 2])
        // Both programs' messages went together, and nobody knew.
        #expect(seen.repeats == (step == .written ? 2 : 0))
    }

    @Test("what may be otherwise a little later is tried again, and for longer the message waits: BH-C006, BH-C012")
    func retries() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let flow = try await Self.flow(peer)
        let carried = try flow.plant.flow()
        try await Self.take(flow)
        let destination = try Self.destination(flow)
        func refusal(_ settings: String) async throws -> GatewayRefusal.Code? {
            try await peer.control(settings)
            do {
                _ = try await flow.plant.gateway.send(carried, to: destination)
                return nil
            } catch let refusal as GatewayRefusal {
                return refusal.code
            }
        }
        #expect(try await refusal(#"{"failures": [503, 503, 503]}"#) == .destinationFull)
        #expect(try await refusal(#"{"failures": [500, 502, 504]}"#) == .noPeer)
        #expect(try await refusal(#"{"failures": [429], "retryAfter": "3600"}"#) == .destinationFull)
        #expect(try await peer.seen().messages.isEmpty)
        #expect(try await refusal(#"{"failures": [500, 503], "retryAfter": null}"#) == nil)
        #expect(try await peer.seen().messages.count == 2)
    }

    @Test(
        "one that does not take a message is told, and the messages after it wait: BH-C013; a redirect is not followed"
    )
    func refused() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let flow = try await Self.flow(peer)
        let carried = try flow.plant.flow()
        try await Self.take(flow)
        let destination = try Self.destination(flow)
        let steps = [#"{"failures": [422]}"#, #"{"location": "\#(peer.address)/elsewhere"}"#]
        for settings in steps {
            try await peer.control(settings)
            await #expect { try await flow.plant.gateway.send(carried, to: destination) } throws: {
                ($0 as? GatewayRefusal)?.code == .messageRefused
            }
        }
        #expect(try await peer.seen().messages.isEmpty)
        #expect(try await peer.seen().refused.isEmpty)
        try await peer.control(#"{"location": null}"#)
        #expect(try await flow.plant.gateway.send(carried, to: destination).messages == 2)
    }

    @Test("one that asks for a token gets it")
    func token() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        try await peer.control(
            #"{"secret": "\#(RequestFlow.secret)", "user": "gateway", "password": "secret", "scope": "hook"}"#
        )
        let flow = try await RequestFlow(
            RequestFlow.messages(
                "destination: { by: webhook, address: \"\(peer.address)/hook\", token: \"\(peer.address)/token\", scope: hook }"
            ),
            secrets: ["to-erp.destination": "gateway\nsecret", "to-erp.destination.secret": RequestFlow.secret]
        )
        try await Self.take(flow)
        #expect(try await flow.run().sent.messages == 2)
        #expect(try await peer.seen().tokens == 1)
    }
}
