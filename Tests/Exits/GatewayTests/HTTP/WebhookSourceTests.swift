import Boundary
import Foundation
import HTTPSession
import Journal
import PlantModel
import TestPeers
import TestPlant
import Testing

@testable import Gateway

@Suite("Messages that a source sends by request")
struct WebhookSourceTests {
    private static let body = Array(
        #"{"data":[{"order":"O-1","project":"P-MED","quantity":7},{"order":"O-2","project":"P-VEH","quantity":8}]}"#
            .utf8
    )
    private static let type = ["content-type": "application/json; charset=utf-8"]

    /// A flow whose source listens on a port that was free.
    private struct Listening {
        let flow: RequestFlow
        let source: WebhookSource
        let address: String

        init() async throws {
            let port = try TestBroker.freePort()
            flow = try await RequestFlow(
                RequestFlow.messages("source: { by: webhook, address: \"http://127.0.0.1:\(port)/orders\" }")
            )
            address = "http://127.0.0.1:\(port)/orders"
            let connection = try flow.connection()
            source = try #require(connection.source as? WebhookSource)
            try await source.listen()
        }

        func headers(
            _ id: String,
            _ body: [UInt8],
            secret: String = RequestFlow.secret,
            late: Int64 = 0
        ) throws -> [String: String] {
            let signature = try #require(WebhookSignature(secret: secret))
            let headers = signature.headers(id: id, seconds: Int64(flow.plant.clock.now / 1_000) - late, body)
            return Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) })
                .merging(WebhookSourceTests.type) { $1 }
        }

        func post(_ id: String, _ body: [UInt8] = WebhookSourceTests.body) async throws -> Int {
            try await TestWebPeer.post(body, to: address, headers(id, body))
        }

        func run() async throws -> RunReport {
            let folder = try ExchangeFolder(of: flow.plant.flow(), below: flow.folder + "/exchange")
            return try await flow.plant.gateway.run(
                flow.plant.flow(),
                from: source,
                to: FolderConnector(folder: folder.outbox)
            )
        }
    }

    @Test("the signature is that of Standard Webhooks, by a message that others signed")
    func standard() throws {
        let signature = try #require(WebhookSignature(secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let body = Array(#"{"test": 2432232314}"#.utf8)
        let headers = [
            HTTPHeader("Webhook-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), HTTPHeader("Webhook-Timestamp", "1614265330"),
            HTTPHeader("Webhook-Signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ]
        #expect(signature.id(of: headers, body, at: 1_614_265_330) == "msg_p5jXN8AQM9LWM0D4loKWxJek")
        #expect(signature.id(of: headers, body, at: 1_614_265_631) == nil)
        #expect(signature.id(of: headers, body + [0x20], at: 1_614_265_330) == nil)
        #expect(signature.id(of: headers + headers, body, at: 1_614_265_330) == nil)
        for secret in ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%"] {
            #expect(WebhookSignature(secret: secret) == nil)
        }
    }

    @Test(
        "a signed message lies on the disk before it is answered, is taken once however often it comes, and leaves as others do"
    )
    func takes() async throws {
        let listening = try await Listening()
        #expect(try await listening.post("m-1") == 204)
        #expect(try listening.flow.files("in").count == 1)
        #expect(try await listening.post("m-1") == 204)
        let report = try await listening.run()
        #expect(report.refusals == [] && report.files == 1 && report.taken.records == 2 && report.sent.records == 2)
        #expect(try await listening.post("m-1") == 204)
        #expect(try listening.flow.files("in").isEmpty)
        #expect(try await listening.post("m-1", Array(#"{"data":[]}"#.utf8)) == 409)
        #expect(try await listening.post("m-2") == 204)
        #expect(try await listening.run().taken.records == 2)
        await listening.source.end()
    }

    @Test(
        "what is not signed, is late, is of another type, goes elsewhere or is too long is refused, and nothing of it is kept"
    )
    func refused() async throws {
        let listening = try await Listening()
        let (address, body) = (listening.address, Self.body)
        let good = try listening.headers("m-1", body)
        func post(_ headers: [String: String], _ content: [UInt8] = body, to path: String = "") async throws -> Int {
            try await TestWebPeer.post(content, to: address + path, headers)
        }
        #expect(try await post(Self.type) == 401)
        #expect(try await post(good, body + [0x20]) == 401)
        let other = "whsec_" + Data(repeating: 9, count: 32).base64EncodedString()
        #expect(try await post(listening.headers("m-1", body, secret: other)) == 401)
        #expect(try await post(listening.headers("m-1", body, late: 400)) == 401)
        #expect(try await post(listening.headers("m-1", body, late: -400)) == 401)
        #expect(try await post(good.merging(["webhook-timestamp": "x"]) { $1 }) == 401)
        #expect(try await post(good.merging(["webhook-id": "m-2"]) { $1 }) == 401)
        #expect(try await post(good.merging(["content-type": "text/html"]) { $1 }) == 415)
        #expect(try await post(good.merging(["content-encoding": "gzip"]) { $1 }) == 415)
        #expect(try await post(good, to: "/more") == 404)
        #expect(try await post(good, to: "?a=b") == 404)
        let long = [UInt8](repeating: 0x20, count: WebhookIntake.bodyBytesMax + 1)
        #expect(try await post(listening.headers("m-1", long), long) == 413)
        #expect(try listening.flow.files("in").isEmpty)
        await listening.source.end()
    }

    @Test("where too much waits, senders are asked to come again")
    func full() async throws {
        let flow = try await RequestFlow(
            RequestFlow.messages("source: { by: webhook, address: \"http://127.0.0.1:0/orders\" }")
        )
        let signature = try #require(WebhookSignature(secret: RequestFlow.secret))
        var intake = WebhookIntake(
            folder: try ExchangeFolder(of: flow.plant.flow(), below: flow.folder + "/exchange"),
            path: "/orders",
            suffix: ".json",
            mediaTypes: ["application/json"],
            signature: signature,
            clock: flow.plant.clock
        )
        intake.waitingMax = 1
        func answer(_ id: String) -> HTTPListener.Answer {
            let headers = signature.headers(id: id, seconds: Int64(flow.plant.clock.now / 1_000), Self.body)
            return intake.answer(
                to: HTTPListener.Request(
                    method: "POST",
                    path: "/orders",
                    query: nil,
                    headers: headers + [HTTPHeader("Content-Type", "application/json")],
                    body: Self.body
                )
            )
        }
        #expect(answer("m-1").status == 204)
        #expect(answer("m-2").status == 503)
        #expect(answer("m-2").headers.one("retry-after") == "60")
        #expect(answer("m-1").status == 204)
    }

    @Test("what is needed and not there is said before anything is listened to: BH-C004, BH-C014")
    func missing() async throws {
        let ends = { (address: String) in "source: { by: webhook, address: \"\(address)\" }" }
        for (address, secrets) in [
            ("http://127.0.0.1:1/orders", [:]), ("http://127.0.0.1:1/orders", ["to-erp.source.secret": "none"]),
        ] {
            let flow = try await RequestFlow(RequestFlow.messages(ends(address)), secrets: secrets)
            #expect { try flow.connection() } throws: { ($0 as? GatewayRefusal)?.code == .folder }
        }
        let first = try await Listening()
        let port = try #require(first.address.split(separator: ":").last?.prefix { $0.isNumber })
        let second = try await RequestFlow(RequestFlow.messages(ends("http://127.0.0.1:\(port)/orders")))
        #expect(try await second.run().refusals.map(\.code) == [.cannotListen])
        let third = try await RequestFlow(RequestFlow.messages(ends("https://127.0.0.1:0/orders")))
        #expect(try await third.run().refusals.map(\.code) == [.cannotListen])
        await first.source.end()
    }
}
