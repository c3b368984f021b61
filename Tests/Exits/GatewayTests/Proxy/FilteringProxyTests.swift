import Boundary
import Foundation
import HTTPSession
import Journal
import PlantModel
import TestPeers
import TestPlant
import Testing

@testable import Gateway

@Suite(
    "A proxy before a web application that cannot ask who may know what",
    .enabled(if: TestWebApplication.isInstalled)
)
struct FilteringProxyTests {
    private static let rows = [
        "'A-1','P-MED',7,'bore'", "'B-1','P-NAV',8,'secret'", "'C-1','P-VEH',9,NULL", "'D-1','P-OTHER',1,NULL",
        "'E-1','P-MED','none',NULL",
    ]

    private static func source(_ address: String, _ listen: String = "http://127.0.0.1:0") -> String {
        "source: { by: proxy, address: \"\(address)\", listen: \"\(listen)\", "
            + "routes: [/shop/orders.json, \"/shop/orders/*\"], parameters: [ { name: _shape, because: \"says how rows are written\" } ] }"
    }

    /// A proxy that answers, and a way to ask it.
    private struct Answering {
        let flow: RequestFlow
        let proxy: FilteringProxy
        let port: Int

        init(_ address: String, filter: String? = nil) async throws {
            flow = try await RequestFlow(
                RequestFlow.messages(FilteringProxyTests.source(address), record: ""),
                filter: filter,
                secrets: ["to-erp.destination": "erp\npa:ss"]
            )
            let connection = try flow.connection()
            proxy = try #require(connection.source as? FilteringProxy)
            port = try #require(try await proxy.serve(flow.plant.flow(), by: flow.plant.gateway))
        }

        func ask(
            _ path: String,
            _ method: String = "GET",
            password: String = "pa:ss",
            body: [UInt8]? = nil,
            headers: [HTTPHeader] = []
        ) async throws -> HTTPSession.Answer {
            let address = try #require(HTTPAddress("http://127.0.0.1:\(port)"))
            let session = HTTPSession(address, credentials: .password(user: "erp", password: password))
            let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
            let answer = try await session.ask(
                method,
                path: parts[0],
                query: parts.count > 1 ? parts[1] : nil,
                headers: headers,
                body: body,
                bytesMax: 1 << 20
            )
            await session.close()
            return answer
        }
    }

    private static let list = "/shop/orders.json?_shape=array"

    @Test(
        "of a list the records that may be known come in their order, without what the filter drops, and nothing tells of the others"
    )
    func list() async throws {
        let application = try TestWebApplication(Self.rows)
        defer { application.end() }
        let answering = try await Answering(
            application.address,
            filter: "passes: [orders, jobResponses], drops: [nonconformances]"
        )
        let answer = try await answering.ask(Self.list)
        #expect(answer.status == 200)
        #expect(
            String(decoding: answer.body, as: UTF8.self)
                == "[\n{\"order\":\"A-1\",\"project\":\"P-MED\",\"quantity\":7},\n{\"order\":\"C-1\",\"project\":\"P-VEH\",\"quantity\":9}\n]\n"
        )
        // Nothing of the application's own fields goes through.
        let fields = Set(answer.headers.map { $0.name.lowercased() })
        #expect(
            fields.isSubset(of: ["content-type", "content-length", "cache-control", "date", "x-marking", "connection"])
        )
        #expect(answer.headers.one("content-type") == "application/json")
        let report = try await answering.flow.plant.gateway.run(answering.flow.plant.flow(), before: answering.proxy)
        #expect(report.taken.records == 5 && report.taken.deadLetters == 2 && report.sent.records == 2)
        #expect(report.refusals == [])
        await answering.proxy.end()
    }

    @Test("two applications that differ in what may not be known alone answer alike, byte for byte")
    func worlds() async throws {
        let one = try TestWebApplication(Self.rows)
        let other = try TestWebApplication([
            "'A-1','P-MED',7,'bore is wide'", "'B-2','P-NAV',8000000,'more'", "'B-3','P-NAV',NULL,NULL",
            "'C-1','P-VEH',9,'x'",
        ])
        defer { for application in [one, other] { application.end() } }
        let filter = "passes: [orders, jobResponses], drops: [nonconformances]"
        let first = try await Answering(one.address, filter: filter)
        let second = try await Answering(other.address, filter: filter)
        let questions = [
            Self.list, "/shop/orders/A-1.json?_shape=array", "/shop/orders/B-1.json?_shape=array",
            "/shop/orders/B-2.json?_shape=array", "/shop/orders/none.json?_shape=array", "/shop.json",
            "/shop/orders.json?_shape=array&_size=1",
        ]
        for question in questions {
            let (mine, yours) = (try await first.ask(question), try await second.ask(question))
            #expect(mine.status == yours.status && mine.body == yours.body, "\(question)")
            let fields = { (answer: HTTPSession.Answer) in answer.headers.filter { $0.name.lowercased() != "date" } }
            #expect(fields(mine) == fields(yours), "\(question)")
        }
        #expect(try await first.ask("/shop/orders/A-1.json?_shape=array").status == 200)
        // One that may not be known is not there.
        #expect(try await first.ask("/shop/orders/B-1.json?_shape=array").status == 404)
        #expect(try await first.ask("/shop/orders/none.json?_shape=array").status == 404)
        await first.proxy.end()
        await second.proxy.end()
    }

    @Test("what the plant file does not name is refused, and the application is not asked")
    func refused() async throws {
        let application = try TestWebApplication(Self.rows)
        defer { application.end() }
        let answering = try await Answering(application.address)
        let cases: [(String, Int)] = [
            ("/", 404), ("/shop.json", 404), ("/shop.json?sql=select+1", 404), ("/shop/orders", 404),
            ("/shop/orders/a/b", 404), ("/shop/orders/..", 404), ("/shop/orders/%2e%2e", 404),
            ("/shop/orders/a%2Fb", 404), ("/shop/orders/", 404), ("//shop/orders.json", 404),
            ("/shop/orders.json?_where=finding='bore'", 400), ("/shop/orders.json?_shape=array&_shape=object", 400),
            ("/shop/orders.json?_shape=array&", 400),
            ("/shop/orders.json?%5Fshape=array", 400),
            ("/shop/orders/" + String(repeating: "a", count: 3_000), 414),
        ]
        for (question, status) in cases {
            #expect(try await answering.ask(question).status == status, "\(question)")
        }
        for method in ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"] {
            #expect(try await answering.ask(Self.list, method).status == 405, "\(method)")
        }
        #expect(try await answering.ask(Self.list, body: [1]).status == 405)
        #expect(try await answering.ask(Self.list, password: "pass").status == 401)
        #expect(try await answering.ask("/", password: "pass").status == 401)
        #expect(await answering.proxy.taken() == AnswerTally())
        await answering.proxy.end()
    }

    @Test(
        "an answer of another shape or type, a failure and silence are told to whoever runs the gateway, and to whoever asks as 502"
    )
    func drift() async throws {
        let application = try TestWebApplication(Self.rows)
        defer { application.end() }
        let answering = try await Answering(application.address)
        func refusals() async throws -> [GatewayRefusal.Code] {
            try await answering.flow.plant.gateway.run(answering.flow.plant.flow(), before: answering.proxy).refusals
                .map(\.code)
        }
        // The same rows in another shape.
        #expect(try await answering.ask("/shop/orders.json?_shape=arrayfirst").status == 200)
        #expect(try await answering.ask("/shop/orders/A-1").status == 502)
        #expect(try await refusals() == [.otherSchema])
        application.end()
        #expect(try await answering.ask(Self.list).status == 502)
        #expect(try await refusals() == [.noPeer])
        await answering.proxy.end()
    }

    @Test("what nobody declared is withheld and reported, and every release is on record")
    func undeclared() async throws {
        let application = try TestWebApplication(
            ["'A-1','P-MED',7,'bore','D-77'"],
            columns: "\"order\" TEXT PRIMARY KEY, project TEXT, quantity INTEGER, finding TEXT, drawing TEXT"
        )
        defer { application.end() }
        let answering = try await Answering(application.address)
        let answer = try await answering.ask(Self.list)
        #expect(answer.status == 200 && !String(decoding: answer.body, as: UTF8.self).contains("D-77"))
        let report = try await answering.flow.plant.gateway.run(answering.flow.plant.flow(), before: answering.proxy)
        #expect(report.taken.undeclaredFields == 1)
        await answering.proxy.end()
    }

    @Test(
        "without the name and password of the destination, or with a listener in the clear elsewhere, nothing is begun"
    )
    func missing() async throws {
        let none = try await RequestFlow(
            RequestFlow.messages(Self.source("http://127.0.0.1:1"), record: ""),
            secrets: [:]
        )
        #expect { try none.connection() } throws: { ($0 as? GatewayRefusal)?.code == .folder }
        let open = try await RequestFlow(
            RequestFlow.messages(Self.source("http://127.0.0.1:1", "http://0.0.0.0:0"), record: ""),
            secrets: ["to-erp.destination": "erp\npass"]
        )
        #expect { try open.connection() } throws: { ($0 as? GatewayRefusal)?.code == .notCarried }
    }
}
