import Boundary
import Foundation
import HTTPSession
import Journal
import PlantModel
import TestPeers
import TestPlant
import Testing

@testable import Gateway

@Suite("A source that is asked again and again", .enabled(if: TestWebPeer.isInstalled))
struct PollingSourceTests {
    private static func order(_ number: Int, _ project: String = "P-MED") -> String {
        #"{"order":"O-\#(number)","project":"\#(project)","quantity":\#(number)}"#
    }

    private static func flow(
        _ peer: TestWebPeer,
        _ more: String = "",
        path: String = "/orders",
        account: String? = nil
    ) async throws -> RequestFlow {
        try await RequestFlow(
            RequestFlow.messages("source: { by: polling, address: \"\(peer.address)\(path)\"\(more) }"),
            secrets: account.map { ["to-erp.source": $0] } ?? [:]
        )
    }

    private static let cursor = ", cursor: { parameter: after, pointer: /next }"

    @Test("an answer is taken once, and again only when the source says that it is another one")
    func tag() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let flow = try await Self.flow(peer)
        try await peer.control(#"{"orders": [\#(Self.order(1)), \#(Self.order(2, "P-VEH"))], "etag": "\"one\""}"#)
        let first = try await flow.run()
        #expect(first.refusals == [] && first.files == 1 && first.taken.records == 2 && first.sent.messages == 2)
        let second = try await flow.run()
        #expect(second.refusals == [] && second.files == 0)
        #expect(try await peer.seen().asked == [["/orders", nil], ["/orders", "\"one\""]])
        try await peer.control(#"{"orders": [\#(Self.order(3))], "etag": "\"two\""}"#)
        #expect(try await flow.run().taken.records == 1)
        #expect(try await flow.run().files == 0)
        #expect(try flow.files("taken").count == 2)
        #expect(
            try flow.received().contains("{\"data\":[\n{\"order\":\"O-1\",\"project\":\"P-MED\",\"quantity\":1}\n]}\n")
        )
    }

    @Test("with a cursor every page is taken once, and the next run goes on where the last one ended")
    func cursor() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let flow = try await Self.flow(peer, Self.cursor)
        try await peer.control(#"{"orders": [\#((1...5).map { Self.order($0) }.joined(separator: ","))]}"#)
        let first = try await flow.run()
        #expect(first.refusals == [] && first.files == 3 && first.taken.records == 5 && first.sent.records == 5)
        #expect(first.taken.undeclaredFields == 0)
        #expect(try await flow.run().files == 0)
        try await peer.control(#"{"orders": [\#((1...6).map { Self.order($0) }.joined(separator: ","))]}"#)
        #expect(try await flow.run().taken.records == 1)
        let asked = try await peer.seen().asked.compactMap { $0[0] }
        #expect(
            asked == [
                "/orders", "/orders?after=2", "/orders?after=4", "/orders?after=5", "/orders?after=5",
                "/orders?after=5", "/orders?after=6",
            ]
        )
    }

    @Test("a page that was cut short between disk and position comes once")
    func cutShort() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let flow = try await Self.flow(peer, Self.cursor)
        try await peer.control(#"{"orders": [\#((1...2).map { Self.order($0) }.joined(separator: ","))]}"#)
        let folder = try ExchangeFolder(of: flow.plant.flow(), below: flow.folder + "/exchange")
        // The file is there and the position is not: it is asked for again.
        try Data("half".utf8).write(to: URL(filePath: folder.inbox + "/.000000001-aaaa.json"))
        #expect(try await flow.run().taken.records == 2)
        // Both are there and the file has no name yet: it is not asked for again.
        var position = try PollingPosition.read(in: folder)
        position = PollingPosition(number: position.number + 1, cursor: "3", digest: "d", file: "next.json")
        try Data(#"{"data":[\#(Self.order(3))]}"#.utf8).write(to: URL(filePath: folder.inbox + "/.next.json"))
        try JSONEncoder().encode(position).write(to: URL(filePath: folder.path + "/position.json"))
        try await peer.control(#"{"orders": [\#((1...3).map { Self.order($0) }.joined(separator: ","))]}"#)
        let report = try await flow.run()
        #expect(report.refusals == [] && report.taken.records == 1)
        try Data("{".utf8).write(to: URL(filePath: folder.path + "/position.json"))
        #expect(try await flow.run().refusals.map(\.code) == [.folder])
    }

    @Test("a token is got, kept while it is good, renewed when it is refused, and never asked for with anything else")
    func token() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        try await peer.control(
            #"{"user": "bulk head", "password": "a+b:c%", "scope": "orders.read more", "orders": [\#(Self.order(1))]}"#
        )
        let more = ", token: \"\(peer.address)/token\", scope: \"orders.read more\""
        let flow = try await Self.flow(peer, Self.cursor + more, account: "bulk head\na+b:c%")
        let connection = try flow.connection()
        let gateway = flow.plant.gateway
        #expect(try await gateway.run(flow.plant.flow(), through: connection).taken.records == 1)
        #expect(try await peer.seen().tokens == 1)
        // The tokens end before their time.
        try await peer.control(#"{"life": -1}"#)
        #expect(try await gateway.run(flow.plant.flow(), through: connection).refusals == [])
        await connection.end()
        let other = try await Self.flow(peer, Self.cursor + more, account: "bulk head\nwrong")
        #expect(try await other.run().refusals.map(\.code) == [.noPeer])
        let none = try await Self.flow(peer, Self.cursor + more)
        #expect { try none.connection() } throws: { ($0 as? GatewayRefusal)?.code == .folder }
        #expect(try await peer.seen().refused == [])
    }

    @Test("a password is not sent where others could read it")
    func clearText() async throws {
        let flow = try await RequestFlow(
            RequestFlow.messages("source: { by: polling, address: \"http://erp.plant.example/orders\" }"),
            secrets: ["to-erp.source": "name\npassword"]
        )
        #expect { try flow.connection() } throws: { ($0 as? GatewayRefusal)?.code == .notCarried }
    }

    @Test("a redirect is not followed; failures, refusals and silence are BH-C012, and nothing is taken")
    func noPeer() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let flow = try await Self.flow(peer)
        try await peer.control(#"{"location": "\#(peer.address)/elsewhere"}"#)
        #expect(try await flow.run().refusals.map(\.code) == [.noPeer])
        #expect(try await peer.seen().refused == [])
        try await peer.control(#"{"location": null, "failures": [500, 404, 401]}"#)
        for _ in 0..<3 { #expect(try await flow.run().refusals.map(\.code) == [.noPeer]) }
        peer.end()
        #expect(try await flow.run().refusals.map(\.code) == [.noPeer])
        #expect(try flow.files("in").isEmpty)
    }

    @Test(
        "an answer of another type or schema is refused whole: BH-C003",
        arguments: [
            (#""contentType": "text/html", "body": "{\"data\":[],\"next\":1}""#, true),
            (#""body": "{\"data\":[]}""#, true), (#""body": "{\"next\":1}""#, false),
            (#""body": "not json""#, true), (#""body": "{\"data\":7,\"next\":1}""#, false),
            (#""body": "{\"data\":[],\"data\":[],\"next\":1}""#, false),
        ]
    )
    func otherSchema(settings: String, isNotKept: Bool) async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let flow = try await Self.flow(peer, Self.cursor)
        try await peer.control("{\(settings)}")
        let report = try await flow.run()
        #expect(report.refusals.map(\.code) == [.otherSchema])
        // What cannot be gone on from is asked for again; what can is kept for whoever looks at it.
        #expect(try flow.files("in").count == (isNotKept ? 0 : 1))
        #expect(report.taken.records == 0)
    }

    @Test("a certificate that is not believed is BH-C012, one of a named authority is")
    func encrypted() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "certificate-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try TestWebPeer.makeCertificate(in: folder)
        let peer = try TestWebPeer(certificate: (folder + "/peer.pem", folder + "/peer.key"))
        defer { peer.end() }
        let messages = RequestFlow.messages(
            "source: { by: polling, address: \"https://localhost:\(peer.port)/orders\" }"
        )
        let flow = try await RequestFlow(messages, secrets: [:])
        #expect(try await flow.run().refusals.map(\.code) == [.noPeer])
        let known = try String(contentsOfFile: folder + "/peer.pem", encoding: .utf8)
        let other = try await RequestFlow(messages, secrets: ["authorities.pem": known])
        let report = try await other.run()
        #expect(report.refusals == [] && report.files == 1)
    }
}
