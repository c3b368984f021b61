import Boundary
import Foundation
import HTTPSession
import PlantModel
import TestPeers
import Testing

@testable import Gateway

/// A long table of a web application, which sends it as it reads it.
@Suite(
    "A long table of a web application through the proxy",
    .enabled(if: TestWebApplication.isInstalled),
    .serialized
)
struct StreamedTableTests {
    private static let count = 5_000

    /// Every tenth is of a program that is not for everybody.
    private static func rows(_ number: String, finding: String) -> String {
        """
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(count)) \
        SELECT printf('A-%05d of the order book', i), CASE i % 10 WHEN 9 THEN 'P-NAV' ELSE 'P-MED' END, \(number), \(finding) FROM n
        """
    }

    /// The table as it passes.
    private static let passing =
        "order,project,quantity\r\n"
        + (0..<count).filter { $0 % 10 != 9 }.map { number in
            let digits = String(number)
            return "A-\(String(repeating: "0", count: 5 - digits.count))\(digits) of the order book,P-MED,\(number)\r\n"
        }.joined()

    /// What an application with these rows answers through a proxy, and what the gateway says of it.
    private static func asked(_ query: String, _ question: String = "_stream=on&_dl=on") async throws -> (
        status: Int, headers: [HTTPHeader], bytes: [UInt8], isWhole: Bool, report: RunReport
    ) {
        let application = try TestWebApplication(query: query)
        defer { application.end() }
        let source =
            "source: { by: proxy, address: \"\(application.address)\", listen: \"http://127.0.0.1:0\", routes: [/shop/orders.csv], "
            + "parameters: [ { name: _stream, because: says that all rows come }, { name: _dl, because: says the type } ] }"
        let flow = try await RequestFlow(
            RequestFlow.messages(source, format: "csv", record: ""),
            filter: "passes: [orders, jobResponses], drops: [nonconformances]",
            secrets: ["to-erp.destination": "erp\nword"]
        )
        // As the declared way makes it, but that a busy machine is waited for.
        let proxy = FilteringProxy(
            ProxyQuestions(
                routes: ["/shop/orders.csv"],
                parameters: ["_stream", "_dl"],
                user: "erp",
                password: "word"
            ),
            upstream: HTTPSession(try #require(HTTPAddress(application.address)), answerSecondsMax: 900),
            listen: try #require(HTTPAddress("http://127.0.0.1:0")),
            certificate: nil
        )
        let port = try #require(try await proxy.serve(flow.plant.flow(), by: flow.plant.gateway))
        let session = HTTPSession(
            try #require(HTTPAddress("http://127.0.0.1:\(port)/shop/orders.csv?\(question)")),
            credentials: .password(user: "erp", password: "word"),
            answerSecondsMax: 900
        )
        let answer = try await session.open("GET")
        var bytes: [UInt8] = []
        var isWhole = true
        do throws(HTTPFault) {
            while let next = try await answer.content.next() { bytes += next }
        } catch {
            isWhole = false
        }
        await session.close()
        let report = await flow.plant.gateway.run(try flow.plant.flow(), before: proxy)
        await proxy.end()
        return (answer.status, answer.headers.filter { $0.name.lowercased() != "date" }, bytes, isWhole, report)
    }

    @Test("it comes whole and in its order, as it is read, without what the filter and policies withhold")
    func whole() async throws {
        let answer = try await Self.asked(Self.rows("i", finding: "'bore ' || i"))
        #expect(answer.status == 200 && answer.isWhole)
        // More than is kept before the answer is begun, so that nobody knows its length then.
        #expect(answer.bytes.count > FilteredAnswer.headBytesMax && answer.headers.one("content-length") == nil)
        #expect(String(decoding: answer.bytes, as: UTF8.self) == Self.passing)
        #expect(answer.report.taken.records == Self.count && answer.report.sent.records == Self.count / 10 * 9)
        #expect(answer.report.refusals == [])
    }

    @Test("two that differ in what is withheld alone are alike to the byte, with all that is said before them")
    func worlds() async throws {
        let one = try await Self.asked(Self.rows("i", finding: "'bore ' || i"))
        let other = try await Self.asked(
            Self.rows("CASE i % 10 WHEN 9 THEN i * 1000 ELSE i END", finding: "printf('%.*c', i % 200, 'x')")
        )
        #expect(one.status == other.status && one.headers == other.headers && one.bytes == other.bytes)
        #expect(one.isWhole && other.isWhole && one.report.sent == other.report.sent)
    }
}
