import Boundary
import HTTPExit
import RawHTTP
import TestPlant
import Testing

@Suite("Requests of a session over a real connection", .serialized, .timeLimit(.minutes(30)))
struct SignedInRequestTests {
    @Test("signing in sets a cookie that scripts cannot read and other sites do not send")
    func cookie() async throws {
        try await TestServer.run { server in
            let answer = try await server.post("/sign-in", "badge=ann")
            #expect(answer.status == 303 && answer.fields["location"] == "/mine")
            let cookie = try #require(answer.fields["set-cookie"])
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"))
            #expect(!cookie.contains("Secure"))
        }
        try await TestServer.run(isSecure: true) { server in
            let answer = try await server.post("/sign-in", "badge=ann")
            let cookie = try #require(answer.fields["set-cookie"])
            #expect(cookie.hasPrefix("__Host-bulkhead-session=") && cookie.contains("Secure"))
            #expect(answer.fields["strict-transport-security"] != nil)
        }
    }

    @Test("a form without the session's token, or from another page, does nothing")
    func forged() async throws {
        try await TestServer.run { server in
            let cookie = try #require(try await server.post("/sign-in", "badge=ann").cookie)
            let page = try await server.get("/mine", "Cookie: \(cookie)\r\n")
            #expect(page.body.contains("Hello ann"))
            let token = try #require(page.formToken)
            let sent = "what=it&form-token=\(token)"
            #expect(try await server.post("/act", sent, "Cookie: \(cookie)\r\n").body.contains("did it"))
            #expect(try await server.post("/act", "what=it", "Cookie: \(cookie)\r\n").status == 403)
            #expect(
                try await server.post("/act", "what=it&form-token=\(String(token.reversed()))", "Cookie: \(cookie)\r\n")
                    .status == 403
            )
            for origin in ["Origin: https://evil.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n"] {
                #expect(
                    try await server.post("/act", sent, "Cookie: \(cookie)\r\n\(origin)").status == 403,
                    "\(origin)"
                )
            }
            let own = "Cookie: \(cookie)\r\nOrigin: http://127.0.0.1:\(server.port)\r\nSec-Fetch-Site: same-origin\r\n"
            #expect(try await server.post("/act", sent, own).status == 200)
            #expect(try await server.post("/act", sent).status == 401)
        }
    }

    @Test("the token of one session is none for another")
    func otherSession() async throws {
        try await TestServer.run { server in
            let ann = try #require(try await server.post("/sign-in", "badge=ann").cookie)
            let bob = try #require(try await server.post("/sign-in", "badge=bob").cookie)
            let token = try #require(try await server.get("/mine", "Cookie: \(ann)\r\n").formToken)
            #expect(try await server.post("/act", "what=it&form-token=\(token)", "Cookie: \(bob)\r\n").status == 403)
        }
    }

    @Test("a cookie that was made up, or comes twice, is no session")
    func madeUp() async throws {
        try await TestServer.run { server in
            let cookie = try #require(try await server.post("/sign-in", "badge=ann").cookie)
            for made in [
                "bulkhead-session=\(String(repeating: "0", count: 64))", "bulkhead-session=", "\(cookie); \(cookie)",
            ] {
                #expect(try await server.get("/mine", "Cookie: \(made)\r\n").status == 303, "\(made)")
            }
        }
    }

    @Test("signing in anew ends the session that the browser had")
    func fixation() async throws {
        try await TestServer.run { server in
            let first = try #require(try await server.post("/sign-in", "badge=ann").cookie)
            let token = try #require(try await server.get("/mine", "Cookie: \(first)\r\n").formToken)
            let second = try await server.post("/sign-in", "badge=bob&form-token=\(token)", "Cookie: \(first)\r\n")
            #expect(second.cookie != first)
            #expect(try await server.get("/mine", "Cookie: \(first)\r\n").status == 303)
        }
    }

    @Test("attempts to sign in are limited by place and minute")
    func limited() async throws {
        var limits = ServerLimits()
        limits.signInsPerMinute = 3
        try await TestServer.run(limits: limits) { (server: TestServer) async throws in
            for _ in 0..<3 { #expect(try await server.post("/sign-in", "badge=ann").status == 303) }
            #expect(try await server.post("/sign-in", "badge=ann").status == 429)
            server.clock.advance(seconds: 60)
            #expect(try await server.post("/sign-in", "badge=ann").status == 303)
        }
    }

    @Test("signed in or not, what is not there and what nobody answers for look the same to one who is not signed in")
    func unknownPaths() async throws {
        try await TestServer.run { server in
            let (hidden, nothing) = (try await server.get("/mine"), try await server.get("/nothing"))
            #expect(hidden.status == nothing.status && hidden.body == nothing.body)
            let cookie = try #require(try await server.post("/sign-in", "badge=ann").cookie)
            #expect(try await server.get("/nothing", "Cookie: \(cookie)\r\n").status == 404)
        }
    }

    @Test("an error that nobody expected says nothing of itself, and the log its kind alone")
    func broken() async throws {
        try await TestServer.run { server in
            let cookie = try #require(try await server.post("/sign-in", "badge=ann").cookie)
            let answer = try await server.get("/broken", "Cookie: \(cookie)\r\n")
            #expect(answer.status == 500 && !answer.text.contains("Cocoa"))
            #expect(server.log.all == ["BH-W500 CocoaError"])
        }
    }
}
