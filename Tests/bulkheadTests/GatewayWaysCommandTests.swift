import Crypto
import Foundation
import HTTPSession
import MQTTSession
import TestDatabases
import TestPeers
import Testing

@testable import bulkhead

/// Each way and format of flows from the command line on, with a real system at the other end.
@Suite("bulkhead gateway, by each way")
struct GatewayWaysCommandTests {
    @Test("XML and B2MML come and go as files")
    func xml() async throws {
        let fields =
            "fields: [ { name: report, path: ID, type: text, class: jobResponses }, { name: project, path: Project, type: text, class: jobResponses }, "
            + "{ name: finding, path: Finding, type: text, class: nonconformances, optional: true } ]"
        let floor = try GatewayFloor(messages: "format: xml, record: /Reports/Report, \(fields)")
        let record = { (id: String, project: String) in
            "<Report><ID>\(id)</ID><Project>\(project)</Project><Finding>scratch</Finding></Report>"
        }
        try floor.write("exchange/f5/in/a.xml", "<Reports>\(record("N-1", "P200"))\(record("N-2", "P35"))</Reports>")
        #expect(try await floor.carry() == 0)
        #expect(
            try floor.messages() == [
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Reports><Report><ID>N-1</ID><Project>P200</Project></Report></Reports>\n"
            ]
        )
        try floor.write("exchange/f5/in/b.xml", "<!DOCTYPE a><Reports/>")
        #expect(try await floor.carry() == 1)

        let other = try GatewayFloor(
            messages: "format: b2mml, record: /SyncJobResponse/Report, \(fields)"
        )
        try other.write(
            "exchange/f5/in/a.xml",
            "<SyncJobResponse xmlns=\"http://www.mesa.org/xml/B2MML\">\(record("N-1", "P200"))</SyncJobResponse>"
        )
        #expect(try await other.carry() == 0)
        let message = try #require(try other.messages().first)
        #expect(message.contains("<ID>N-1</ID>") && message.contains("urn:bulkhead:marking:1"))
    }

    @Test("files are taken from an SFTP server and lie at another", .enabled(if: TestFileServer.isInstalled))
    func sftp() async throws {
        let (from, to) = (try TestFileServer(), try TestFileServer())
        defer { for one in [from, to] { one.end() } }
        let way = { (peer: TestFileServer) in
            "{ by: sftp, address: \"\(peer.address)\", user: \(peer.user), hostKey: \"\(peer.hostKey)\" }"
        }
        let floor = try GatewayFloor(
            messages: "format: csv, source: \(way(from)), destination: \(way(to)), \(GatewayFloor.fields)"
        )
        for (name, key) in [("source", from.key), ("destination", to.key)] {
            try floor.write("secrets/f5.\(name).key", try String(contentsOfFile: key, encoding: .utf8))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: floor.path + "/secrets/f5.\(name).key"
            )
        }
        try FileManager.default.copyItem(atPath: floor.path + "/a.csv", toPath: from.folder + "/a.csv")
        #expect(try await floor.carry() == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: to.folder).sorted()
        #expect(names.count == 2 && names[1] == names[0] + ".manifest")
        #expect(
            try String(contentsOfFile: to.folder + "/" + names[0], encoding: .utf8)
                == "report,project,hours\r\nN-1,P200,1.5\r\n"
        )
        from.end()
        #expect(try await floor.carry() == 75)
    }

    @Test("records are published as metrics of Sparkplug B", .enabled(if: TestBroker.isInstalled))
    func sparkplug() async throws {
        let broker = try TestBroker()
        defer { broker.end() }
        let floor = try GatewayFloor(
            messages:
                "format: jsonLines, destination: { by: sparkplugB, address: \"\(broker.address)\", group: Released, nodes: [bulkhead] }, "
                + GatewayFloor.fields
        )
        let host = try await MQTTSession(try #require(MQTTBroker(broker.address)), clientID: "host")
        try await host.subscribe("#", .atLeastOnce)
        try floor.write(
            "exchange/f5/in/a.jsonl",
            #"{"report":"N-1","project":"P200","hours":1.5,"finding":"scratch"}"# + "\n"
                + #"{"report":"N-2","project":"P35","hours":2,"finding":"bore"}"# + "\n"
        )
        #expect(try await floor.carry() == 0)
        var messages: [MQTTMessage] = []
        for _ in 0..<12_000 where !messages.contains(where: { $0.topic.hasSuffix("/manifest") }) {
            messages += await host.received()
            try await Task.sleep(for: .milliseconds(10))
        }
        let kinds = messages.map { $0.topic.split(separator: "/") }.filter { $0[0] == "spBv1.0" }.map { String($0[2]) }
        #expect(kinds.prefix(3) == ["NBIRTH", "DBIRTH", "DDATA"])
        let message = try #require(messages.first { $0.topic.hasSuffix("/message") })
        #expect(
            String(decoding: message.payload, as: UTF8.self) == #"{"report":"N-1","project":"P200","hours":1.5}"# + "\n"
        )
        await host.close()
    }

    @Test("an address is asked and another is posted to", .enabled(if: TestWebPeer.isInstalled))
    func requests() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let secret = "whsec_" + Data(repeating: 3, count: 32).base64EncodedString()
        let orders =
            #"[{"report":"N-1","project":"P200","hours":1.5,"finding":"scratch"},{"report":"N-2","project":"P35","hours":2}]"#
        try await peer.control(
            #"{"secret": "\#(secret)", "user": "gateway", "password": "word", "scope": "", "orders": \#(orders)}"#
        )
        let token = "token: \"\(peer.address)/token\""
        let floor = try GatewayFloor(
            messages:
                "format: json, record: /data, source: { by: polling, address: \"\(peer.address)/orders\", \(token), "
                + "cursor: { parameter: after, pointer: /next } }, destination: { by: webhook, address: \"\(peer.address)/hook\", \(token) }, "
                + GatewayFloor.fields
        )
        for name in ["source", "destination"] { try floor.write("secrets/f5.\(name)", "gateway\nword\n") }
        try floor.write("secrets/f5.destination.secret", secret + "\n")
        #expect(try await floor.carry() == 0)
        #expect(try await floor.carry() == 0)
        let seen = try await peer.seen()
        #expect(
            seen.messages.values.map(\.body) == [
                "{\"data\":[\n{\"report\":\"N-1\",\"project\":\"P200\",\"hours\":1.5}\n]}\n"
            ]
        )
        #expect(seen.repeats == 0)
        try await peer.control(#"{"failures": [500]}"#)
        #expect(try await floor.carry() == 75)
    }

    @Test("signed requests are taken while the gateway runs, and what may leave of them does")
    func webhook() async throws {
        let port = try TestBroker.freePort()
        let address = "http://127.0.0.1:\(port)/reports"
        let floor = try GatewayFloor(
            messages: "format: json, source: { by: webhook, address: \"\(address)\" }, " + GatewayFloor.fields
        )
        #expect(try await floor.carry() == 2)
        let key = Data(repeating: 3, count: 32)
        try floor.write("secrets/f5.source.secret", "whsec_" + key.base64EncodedString())
        let arguments = floor.arguments
        let running = Task { try await GatewayFloor.run(GatewayRunCommand.self, arguments + ["--every", "1"]) }
        let status = try await Self.answer { try await TestWebPeer.post([], to: address, [:]) }
        #expect(status == 401)
        let body = Array(
            #"[{"report":"N-1","project":"P200","hours":1.5,"finding":"scratch"},{"report":"N-2","project":"P35","hours":2}]"#
                .utf8
        )
        // By Standard Webhooks 1.0, not by the gateway's own code.
        let seconds = "\(Int(Date().timeIntervalSince1970))"
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("msg_1.\(seconds).".utf8) + Data(body),
            using: SymmetricKey(data: key)
        )
        let headers = [
            "webhook-id": "msg_1", "webhook-timestamp": seconds, "Content-Type": "application/json",
            "webhook-signature": "v1," + Data(code).base64EncodedString(),
        ]
        #expect(try await TestWebPeer.post(body, to: address, headers) == 204)
        #expect(try await TestWebPeer.post(body, to: address, headers) == 204)
        // The gateway runs on the threads that all tests share, and may wait for minutes.
        for _ in 0..<12_000 where try floor.messages().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try floor.messages() == ["[\n{\"report\":\"N-1\",\"project\":\"P200\",\"hours\":1.5}\n]\n"])
        running.cancel()
        #expect(try await running.value == 0)
    }

    @Test("a source asks, while the gateway runs, what it may send")
    func asks() async throws {
        let port = try TestBroker.freePort()
        let floor = try GatewayFloor(
            messages: "format: jsonLines, source: { by: authzen, address: \"http://127.0.0.1:\(port)\" }, "
                + GatewayFloor.fields
        )
        #expect(try await floor.carry() == 2)
        try floor.write("secrets/f5.source", "qms\nword\n")
        let arguments = floor.arguments
        let running = Task { try await GatewayFloor.run(GatewayRunCommand.self, arguments + ["--every", "1"]) }
        let session = HTTPSession(
            try #require(HTTPAddress("http://127.0.0.1:\(port)")),
            credentials: .password(user: "qms", password: "word")
        )
        func ask(_ program: String) async throws -> String {
            let question =
                #"{"subject":{"type":"System","id":"bi"},"action":{"name":"receive"},"resource":{"type":"Record","id":"N-1","#
                + #""properties":{"report":"N-1","project":"\#(program)","hours":1.5,"finding":"scratch","drawing":"D-7"}}}"#
            let answer = try await Self.answer {
                try await session.ask(
                    "POST",
                    path: "/access/v1/evaluation",
                    headers: [HTTPHeader("Content-Type", "application/json")],
                    body: Array(question.utf8),
                    bytesMax: 1 << 16
                )
            }
            #expect(answer.status == 200)
            return String(decoding: answer.body, as: UTF8.self)
        }
        #expect(
            try await ask("P200").hasPrefix(
                #"{"decision":true,"context":{"receive":["report","project","hours"],"replace":{},"withhold":["finding","drawing"],"marking":["#
            )
        )
        #expect(try await ask("P35") == #"{"decision":false,"context":{"reason":"not_permitted"}}"#)
        await session.close()
        running.cancel()
        // What nobody declared was asked about, and is told.
        #expect(try await running.value == 1)
    }

    /// What comes once somebody answers.
    private static func answer<Answer>(_ ask: () async throws -> Answer) async throws -> Answer {
        for _ in 0..<12_000 {
            if let answer = try? await ask() { return answer }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await ask()
    }

    @Test("rows are published to a database, for one reader")
    func feed() async throws {
        let cluster = try PrivateCluster.shared.get()
        let database = try cluster.database()
        try cluster.psql(
            """
            CREATE ROLE read_\(database) LOGIN PASSWORD 'reads'; CREATE ROLE pub_\(database) LOGIN PASSWORD 'publishes';
            GRANT CREATE ON DATABASE \(database) TO pub_\(database);
            """
        )
        let floor = try GatewayFloor(
            messages:
                "format: csv, destination: { by: postgresql, address: \"postgresql://localhost:\(cluster.port)/\(database)\", schema: reports, reader: read_\(database) }, "
                + GatewayFloor.fields
        )
        try floor.write("secrets/f5.destination", "pub_\(database)\npublishes\n")
        try floor.write(
            "secrets/authorities.pem",
            try String(contentsOfFile: cluster.folder + "/root.crt", encoding: .utf8)
        )
        try FileManager.default.createDirectory(
            atPath: floor.path + "/exchange/f5/in",
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(atPath: floor.path + "/a.csv", toPath: floor.path + "/exchange/f5/in/a.csv")
        #expect(try await floor.carry() == 0)
        #expect(try await floor.carry() == 0)
        let reader = cluster.url("read_\(database)", "reads", database)
        #expect(try cluster.psql("SELECT report, hours FROM reports.f5", database, as: reader) == "N-1|1.5")
    }

    @Test("a proxy answers while the gateway runs", .enabled(if: TestWebPeer.isInstalled))
    func proxy() async throws {
        let peer = try TestWebPeer()
        defer { peer.end() }
        let port = try TestBroker.freePort()
        try await peer.control(
            #"{"body": "[{\"report\":\"N-1\",\"project\":\"P200\",\"hours\":1.5,\"finding\":\"x\"},{\"report\":\"N-2\",\"project\":\"P35\",\"hours\":2}]"}"#
        )
        let floor = try GatewayFloor(
            messages:
                "format: json, source: { by: proxy, address: \"\(peer.address)\", listen: \"http://127.0.0.1:\(port)\", routes: [/orders] }, "
                + GatewayFloor.fields
        )
        try floor.write("secrets/f5.destination", "bi\nword\n")
        let arguments = floor.arguments
        let running = Task { try await GatewayFloor.run(GatewayRunCommand.self, arguments + ["--every", "1"]) }
        let session = HTTPSession(
            try #require(HTTPAddress("http://127.0.0.1:\(port)/orders")),
            credentials: .password(user: "bi", password: "word")
        )
        var answer: HTTPSession.Answer?
        for _ in 0..<12_000 where answer == nil {
            answer = try? await session.ask("GET", bytesMax: 1 << 20)
            try await Task.sleep(for: .milliseconds(50))
        }
        await session.close()
        #expect(answer?.status == 200)
        #expect(
            String(decoding: answer?.body ?? [], as: UTF8.self)
                == "[\n{\"report\":\"N-1\",\"project\":\"P200\",\"hours\":1.5}\n]\n"
        )
        running.cancel()
        #expect(try await running.value == 0)
    }
}
