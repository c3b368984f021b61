import Boundary
import Foundation
import HTTPSession
import Journal
import PlantModel
import RawHTTP
import Storage
import TestPeers
import TestPlant
import Testing

@testable import Gateway

/// Lists through a proxy that are longer than what it keeps.
@Suite("Answers that are filtered as they come", .enabled(if: TestWebPeer.isInstalled), .serialized)
struct StreamedAnswerTests {
    /// A peer, a proxy before it and a way to ask.
    private struct Asking {
        let peer: TestWebPeer
        let flow: RequestFlow
        let proxy: FilteringProxy
        let address: HTTPAddress

        /// - Parameter plan: of the list, as `peer.py` takes it.
        init(_ plan: String, peerSecondsMax: Int64 = 60) async throws {
            peer = try TestWebPeer()
            try await peer.control("{\"stream\": {\(plan)}}")
            let ends =
                "source: { by: proxy, address: \"\(peer.address)\", listen: \"http://127.0.0.1:0\", routes: [/stream] }"
            flow = try await RequestFlow(
                RequestFlow.messages(ends, record: ""),
                filter: "passes: [orders, jobResponses], drops: [nonconformances]"
            )
            proxy = FilteringProxy(
                ProxyQuestions(routes: ["/stream"], parameters: [], user: "erp", password: "word"),
                upstream: HTTPSession(try #require(HTTPAddress(peer.address)), answerSecondsMax: peerSecondsMax),
                listen: try #require(HTTPAddress("http://127.0.0.1:0")),
                certificate: nil,
                // As long as a test may take where many run beside it.
                readSecondsMax: 3_600
            )
            let port = try #require(try await proxy.serve(flow.plant.flow(), by: flow.plant.gateway))
            address = try #require(HTTPAddress("http://127.0.0.1:\(port)/stream"))
        }

        func open() async throws -> (session: HTTPSession, answer: HTTPSession.OpenAnswer) {
            let session = HTTPSession(
                address,
                credentials: .password(user: "erp", password: "word"),
                answerSecondsMax: 300
            )
            return (session, try await session.open("GET"))
        }

        /// All that comes, and whether it came to its end.
        func read(_ answer: HTTPSession.OpenAnswer) async -> (bytes: [UInt8], isWhole: Bool) {
            var bytes: [UInt8] = []
            do throws(HTTPFault) {
                while let next = try await answer.content.next() { bytes += next }
                return (bytes, true)
            } catch {
                return (bytes, false)
            }
        }

        func report() async throws -> RunReport {
            await flow.plant.gateway.run(try flow.plant.flow(), before: proxy)
        }

        func end() async {
            await proxy.end()
            peer.end()
        }
    }

    private static let whole = #""place": null, "text": "", "silent": null, "end": "]""#

    private static func row(_ number: Int) -> String {
        "{\"order\":\"A-\(number)\",\"project\":\"P-MED\",\"quantity\":\(number)}"
    }

    /// The list of the first orders as it passes.
    private static func list(_ count: Int) -> String {
        "[\n" + (0..<count).filter { $0 % 10 != 9 }.map(row).joined(separator: ",\n") + "\n]\n"
    }

    @Test("a list of any length comes in its order, without what the filter and policies withhold")
    func long() async throws {
        let count = 3_000
        let asking = try await Asking("\"count\": \(count), \(Self.whole)")
        let (session, answer) = try await asking.open()
        let read = await asking.read(answer)
        #expect(answer.status == 200 && read.isWhole)
        #expect(read.bytes.count > FilteredAnswer.headBytesMax)
        #expect(String(decoding: read.bytes, as: UTF8.self) == Self.list(count))
        #expect(answer.headers.one("content-length") == nil)
        let report = try await asking.report()
        #expect(report.taken.records == count && report.sent.records == count / 10 * 9 && report.refusals == [])
        await session.close()
        await asking.end()
    }

    @Test("a short list has its length, and the marking of what is in it alone")
    func short() async throws {
        let asking = try await Asking("\"count\": 100, \(Self.whole)")
        let (session, answer) = try await asking.open()
        let read = await asking.read(answer)
        #expect(String(decoding: read.bytes, as: UTF8.self) == Self.list(100))
        #expect(answer.headers.one("content-length") == "\(read.bytes.count)")
        let marking = answer.headers.one("x-marking")
        await session.close()
        await asking.end()
        // What is said before the rest is known says all that the flow may carry.
        let bound = try asking.flow.plant.gateway.bound(of: try asking.flow.plant.flow())
        #expect(!bound.banner.isEmpty && marking != bound.banner)
    }

    @Test(
        "what is not understood in the middle ends the answer so that nobody takes it for whole, and is told and on record",
        arguments: ["7}", "{\"order\":}", "{\"order\":\"A\"", "]", "\u{1}", "{\"a\":\"\\x\"}"]
    )
    func broken(text: String) async throws {
        let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        let plan = #""count": 3000, "place": 2500, "text": \#(quoted), "silent": null, "end": "]""#
        let asking = try await Asking(plan)
        let (session, answer) = try await asking.open()
        let read = await asking.read(answer)
        #expect(answer.status == 200 && !read.isWhole)
        let said = String(decoding: read.bytes, as: UTF8.self)
        #expect(Self.list(3_000).hasPrefix(said) && !said.contains("]"))
        let report = try await asking.report()
        #expect(report.refusals.map(\.code) == [.otherSchema])
        #expect(report.refusals.first?.message.contains("broke off after") ?? false)
        await session.close()
        await asking.end()
    }

    @Test(
        "a list that is not closed, and one in which something comes after its end, are broken off",
        arguments: ["", "]]", "] 1"]
    )
    func unclosed(end: String) async throws {
        let asking = try await Asking(#""count": 2000, "place": null, "text": "", "silent": null, "end": "\#(end)""#)
        let (session, answer) = try await asking.open()
        let read = await asking.read(answer)
        #expect(!read.isWhole && !String(decoding: read.bytes, as: UTF8.self).contains("]"))
        #expect(try await asking.report().refusals.map(\.code) == [.otherSchema])
        await session.close()
        await asking.end()
    }

    @Test("what is no record of the flow is withheld wherever it stands and counted, and the others come")
    func wrongType() async throws {
        let text = #"{\"order\":\"A-2500\",\"project\":\"P-MED\",\"quantity\":\"many\"}"#
        let asking = try await Asking(#""count": 3000, "place": 2500, "text": "\#(text)", "silent": null, "end": "]""#)
        let (session, answer) = try await asking.open()
        let read = await asking.read(answer)
        #expect(read.isWhole)
        #expect(
            String(decoding: read.bytes, as: UTF8.self)
                == Self.list(3_000).replacing(Self.row(2_500) + ",\n", with: "")
        )
        #expect(try await asking.report().taken.deadLetters == 1)
        await session.close()
        await asking.end()
    }

    @Test("a short list that is not understood is refused as a whole")
    func shortBroken() async throws {
        let asking = try await Asking(#""count": 200, "place": 150, "text": "{", "silent": null, "end": "]""#)
        let (session, answer) = try await asking.open()
        #expect(answer.status == 502)
        #expect(await asking.read(answer).bytes == [])
        #expect(try await asking.report().refusals.map(\.code) == [.otherSchema])
        await session.close()
        await asking.end()
    }

    @Test("a short list that is not closed is no whole one", arguments: [10, 100, 400])
    func shortUnclosed(count: Int) async throws {
        let asking = try await Asking(#""count": \#(count), "place": null, "text": "", "silent": null, "end": """#)
        let (session, answer) = try await asking.open()
        #expect(answer.status == 502)
        #expect(await asking.read(answer).bytes == [])
        #expect(try await asking.report().refusals.map(\.code) == [.otherSchema])
        await session.close()
        await asking.end()
    }

    @Test("a system that falls silent in the middle is waited for so long, and then the answer breaks off")
    func silent() async throws {
        let asking = try await Asking(
            #""count": 3000, "place": null, "text": "", "silent": 2000, "end": "]""#,
            peerSecondsMax: 20
        )
        let (session, answer) = try await asking.open()
        let read = await asking.read(answer)
        #expect(answer.status == 200 && !read.isWhole && read.bytes.count > FilteredAnswer.headBytesMax)
        // What came before did not wait for what does not come.
        #expect(String(decoding: read.bytes, as: UTF8.self).contains(Self.row(1_998)))
        #expect(try await asking.report().refusals.map(\.code) == [.noPeer])
        await session.close()
        await asking.end()
    }

    @Test("of a list without end no more is taken than is read, and nothing once nobody reads")
    func endless() async throws {
        let asking = try await Asking("\"count\": null, \(Self.whole)")
        let (session, answer) = try await asking.open()
        var read = 0
        while read < 256 << 10 { read += try await answer.content.next()?.count ?? 1 << 30 }
        #expect(read < 1 << 30)
        // Unread, it stands still: what is on the way fills up, and no more comes.
        var counts: [Int] = []
        for _ in 0..<600 where Set(counts.suffix(10)).count != 1 || counts.count < 10 {
            counts.append(try await asking.peer.seen().streamed)
            try await Task.sleep(for: .seconds(1))
        }
        #expect(Set(counts.suffix(10)).count == 1)
        #expect(try await asking.peer.seen().left == 0)
        await session.close()
        var left = 0
        for _ in 0..<6_000 where left == 0 {
            left = try await asking.peer.seen().left
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(left == 1)
        // That somebody went away is nothing to be told.
        #expect(try await asking.report().refusals == [])
        await asking.end()
    }

    @Test("who goes away while nothing of a list without end may be known is not answered any more")
    func hidden() async throws {
        let asking = try await Asking("\"count\": null, \"project\": \"P-NAV\", \(Self.whole)")
        let connection = try RawConnection(port: asking.address.port)
        let key = Data("erp:word".utf8).base64EncodedString()
        connection.send("GET /stream HTTP/1.1\r\nHost: x\r\nAuthorization: Basic \(key)\r\n\r\n")
        #expect(await connection.receive(silentMilliseconds: 2_000).text.isEmpty)
        var streamed = 0
        for _ in 0..<6_000 where streamed == 0 {
            streamed = try await asking.peer.seen().streamed
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(streamed > 0)
        connection.end()
        var left = 0
        for _ in 0..<6_000 where left == 0 {
            left = try await asking.peer.seen().left
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(left == 1)
        await asking.end()
    }
}
