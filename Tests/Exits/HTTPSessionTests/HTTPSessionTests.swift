import HTTPSession
import Synchronization
import TestPeers
import Testing

@Suite("Requests to one system")
struct HTTPSessionTests {
    /// A system that answers as it is told, and keeps what it was asked with.
    private final class System: Sendable {
        let listener: HTTPListener
        let port: Int

        init(_ answer: @escaping @Sendable (HTTPListener.Request) -> HTTPListener.Answer) async throws {
            let port = try TestBroker.freePort()
            let kept = Kept()
            listener = HTTPListener(try #require(HTTPAddress("http://127.0.0.1:\(port)"))) { request in
                kept.requests.withLock { $0.append(request) }
                return answer(request)
            }
            self.kept = kept
            self.port = try await listener.start()
        }

        private final class Kept: Sendable {
            let requests = Mutex<[HTTPListener.Request]>([])
        }

        private let kept: Kept

        var requests: [HTTPListener.Request] { kept.requests.withLock { $0 } }

        func address(_ path: String = "/a") throws -> HTTPAddress {
            try #require(HTTPAddress("http://127.0.0.1:\(port)\(path)"))
        }
    }

    private static func text(_ text: String, _ status: Int = 200) -> HTTPListener.Answer {
        HTTPListener.Answer(status, headers: [HTTPHeader("Content-Type", "application/json")], body: Array(text.utf8))
    }

    @Test("nothing is asked for but what is declared: no redirect, no compression, and no more than may be read")
    func plain() async throws {
        let system = try await System { request in
            switch request.path {
            case "/moved": HTTPListener.Answer(302, headers: [HTTPHeader("Location", "/a")])
            default: Self.text(String(repeating: "a", count: 1_000))
            }
        }
        let session = HTTPSession(try system.address("/moved"))
        #expect(try await session.ask("GET", bytesMax: 2_000).status == 302)
        #expect(system.requests.map(\.path) == ["/moved"])
        #expect(system.requests.allSatisfy { !$0.headers.has("accept-encoding") && !$0.headers.has("authorization") })
        let other = HTTPSession(try system.address())
        #expect(try await other.ask("GET", bytesMax: 1_000).body.count == 1_000)
        await #expect { try await other.ask("GET", bytesMax: 999) } throws: { ($0 as? HTTPFault)?.kind == .tooLong }
        #expect(try await other.ask("POST", path: "/b", query: "c=d", body: [1, 2], bytesMax: 1_000).status == 200)
        #expect(system.requests.last?.path == "/b" && system.requests.last?.query == "c=d")
        for one in [session, other] { await one.close() }
        await system.listener.end()
    }

    @Test("an answer that does not come in time is a fault")
    func late() async throws {
        let listener = HTTPListener(try #require(HTTPAddress("http://127.0.0.1:0"))) { _ in
            try? await Task.sleep(for: .seconds(20))
            return HTTPListener.Answer(200)
        }
        let port = try await listener.start()
        let session = HTTPSession(try #require(HTTPAddress("http://127.0.0.1:\(port)/")), answerSecondsMax: 1)
        await #expect { try await session.ask("GET", bytesMax: 10) } throws: { ($0 as? HTTPFault)?.kind == .connection }
        await session.close()
        await listener.end()
    }

    @Test("a system may pause for so long while somebody waits; how long a reader takes is no pause of the system")
    func pause() async throws {
        let pieces = 64, piece = [UInt8](repeating: 0x61, count: 64 << 10)
        let listener = HTTPListener(try #require(HTTPAddress("http://127.0.0.1:0"))) { request in
            let sent = Mutex(0)
            return HTTPListener.Answer(200, headers: []) {
                let number = sent.withLock {
                    $0 += 1; return $0
                }
                if request.path == "/pause", number == 2 { try await Task.sleep(for: .seconds(600)) }
                return number > pieces ? nil : piece
            }
        }
        let port = try await listener.start()
        let session = HTTPSession(try #require(HTTPAddress("http://127.0.0.1:\(port)/")), answerSecondsMax: 5)
        let content = try await session.open("GET").content
        var read = try await content.next()?.count ?? 0
        try await Task.sleep(for: .seconds(7))
        while let next = try await content.next() { read += next.count }
        #expect(read == pieces * piece.count)
        let pausing = try await session.open("GET", path: "/pause").content
        await #expect { while try await pausing.next() != nil {} } throws: {
            ($0 as? HTTPFault)?.description.contains("in time") ?? false
        }
        await session.close()
        await listener.end()
    }

    @Test("a token is asked for once, and again where it ended or was refused; its giver alone is told the password")
    func token() async throws {
        let given = Mutex(0)
        let system = try await System { request in
            guard request.path == "/token" else {
                let token = request.headers.one("authorization")
                return HTTPListener.Answer(token == "Bearer t2" ? 200 : 401)
            }
            let number = given.withLock { number in
                number += 1
                return number
            }
            return Self.text(#"{"access_token":"t\#(number)","token_type":"bearer"}"#)
        }
        let session = HTTPSession(
            try system.address(),
            credentials: .token(from: try system.address("/token"), user: "a b", password: "c&d", scope: "x y")
        )
        // The first token is refused, the second is good.
        #expect(try await session.ask("GET", bytesMax: 10).status == 200)
        #expect(try await session.ask("GET", bytesMax: 10).status == 200)
        #expect(system.requests.map(\.path) == ["/token", "/a", "/token", "/a", "/a"])
        let asked = try #require(system.requests.first)
        #expect(String(decoding: asked.body, as: UTF8.self) == "grant_type=client_credentials&scope=x+y")
        // "a+b:c%26d"
        #expect(asked.headers.one("authorization") == "Basic YStiOmMlMjZk")
        #expect(
            system.requests.filter { $0.path == "/a" }.allSatisfy {
                $0.headers.one("authorization")?.hasPrefix("Bearer ") == true
            }
        )
        await session.close()
        await system.listener.end()
    }

    @Test(
        "what is no token is not sent on",
        arguments: [
            "", "{}", "none", #"{"access_token":"","token_type":"bearer"}"#,
            #"{"access_token":"a b","token_type":"bearer"}"#,
            #"{"access_token":"a\r\nX: y","token_type":"bearer"}"#, #"{"access_token":"a","token_type":"mac"}"#,
            #"{"access_token":7,"token_type":"bearer"}"#,
            #"{"access_token":"a","token_type":"bearer","expires_in":"x"}"#,
        ]
    )
    func noToken(answer: String) async throws {
        let system = try await System { _ in Self.text(answer) }
        let session = HTTPSession(
            try system.address(),
            credentials: .token(from: try system.address("/token"), user: "a", password: "secret-word", scope: "")
        )
        await #expect { try await session.ask("GET", bytesMax: 10) } throws: {
            guard let fault = $0 as? HTTPFault else { return false }
            return fault.kind == .notLetIn && !fault.description.contains("secret-word")
        }
        #expect(system.requests.map(\.path) == ["/token"])
        await session.close()
        await system.listener.end()
    }
}
