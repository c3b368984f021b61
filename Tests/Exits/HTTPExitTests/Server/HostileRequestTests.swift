import Foundation
import HTTPExit
import RawHTTP
import Testing

@Suite("Hostile requests over a real connection", .serialized, .timeLimit(.minutes(30)))
struct HostileRequestTests {
    @Test("an answer carries the fields that keep browsers safe, and no name of the server")
    func securityFields() async throws {
        try await TestServer.run { server in
            let answer = try await server.get("/open")
            #expect(answer.status == 200)
            let policy = try #require(answer.fields["content-security-policy"])
            #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
            #expect(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(answer.fields["x-content-type-options"] == "nosniff")
            #expect(answer.fields["cache-control"] == "no-store")
            #expect(answer.fields["server"] == nil)
            #expect(!answer.text.lowercased().contains("hummingbird"))
            #expect(answer.body.contains("Main &lt;site&gt;"))
        }
    }

    @Test(
        "bytes that are no request get 400 at most, and the server goes on",
        arguments: [
            "\u{0}\u{1}\u{2}\u{3}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
            "GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", "GET /\u{1}x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "POST /act HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /act HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "\u{16}\u{3}\u{1}\u{2}\u{0}",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ]
    )
    func noRequests(text: String) async throws {
        var limits = ServerLimits()
        limits.headSecondsMax = 1
        limits.bodySecondsMax = 1
        try await TestServer.run(limits: limits) { server in
            let answer = try await server.ask(text)
            #expect(answer.status == 0 || (400..<500).contains(answer.status) || answer.status == 303, "\(answer.text)")
            #expect(try await server.get("/open").status == 200)
        }
    }

    @Test("a head that is too long or has too many fields is refused")
    func longHead() async throws {
        try await TestServer.run { server in
            let long = try await server.get("/open", "X-Long: \(String(repeating: "x", count: 64_000))\r\n")
            #expect(long.status == 400 || long.status == 431 || long.status == 0)
            let many = (0..<500).map { "X-\($0): 1\r\n" }.joined()
            let answer = try await server.get("/open", many)
            #expect(answer.status == 400 || answer.status == 431 || answer.status == 0)
            let target = try await server.get("/open?q=" + String(repeating: "x", count: 3_000))
            #expect(target.status == 413)
            #expect(try await server.get("/open").status == 200)
        }
    }

    @Test("a body that is too long is refused before it is read, and one that does not end is cut off")
    func longBody() async throws {
        var limits = ServerLimits()
        limits.bodySecondsMax = 2
        try await TestServer.run(limits: limits) { server in
            let announced = try RawConnection(port: server.port)
            announced.send(
                "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 50000000000\r\n\r\nbadge="
            )
            #expect(Answer(await announced.receive(until: "no answer")).status == 413)
            announced.end()

            let endless = try RawConnection(port: server.port)
            endless.send(
                "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            let chunk = "8000\r\n" + String(repeating: "x", count: 0x8000) + "\r\n"
            for _ in 0..<40 where !endless.send(chunk) { break }
            #expect(Answer(await endless.receive(until: "no answer")).status == 413)
            let cutOff = await endless.receive(silentMilliseconds: 5_000)
            #expect(cutOff.isEnded)
            endless.end()
        }
    }

    @Test("who sends a head byte by byte, or a body never, is cut off")
    func slow() async throws {
        var limits = ServerLimits()
        limits.headSecondsMax = 1
        limits.bodySecondsMax = 1
        try await TestServer.run(limits: limits) { server in
            let head = try RawConnection(port: server.port)
            let beginning = ContinuousClock.now
            var isOpen = true
            for byte in Array("GET /open HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaa".utf8)
            where isOpen {
                isOpen = head.send([byte]) && beginning.duration(to: .now) < .seconds(8)
                try await Task.sleep(for: .milliseconds(60))
            }
            #expect(await head.receive(silentMilliseconds: 3_000).isEnded)
            head.end()
            let body = try RawConnection(port: server.port)
            body.send(
                "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\nbad"
            )
            #expect(await body.receive(silentMilliseconds: 4_000).isEnded)
            body.end()
        }
    }

    @Test(
        "no path leads out of what there is",
        arguments: [
            "/../../etc/passwd", "/assets/../../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd",
            "/assets/..%2f..%2fetc/passwd",
            "/assets/", "//etc/passwd", "/open/../mine", "/assets/0000000000000000/bulkhead.css",
        ]
    )
    func traversal(path: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.get(path)
            // Whoever is not signed in is sent to sign in, for what is there and what is not.
            #expect(answer.status == 303 && answer.fields["location"] == "/sign-in", "\(answer.text)")
            #expect(!answer.text.contains("root:"))
        }
    }

    @Test("an encoding that is none is refused in words")
    func encoding() async throws {
        try await TestServer.run { server in
            #expect(try await server.get("/open?q=%ff").status == 400)
            #expect(try await server.post("/sign-in", "badge=%c3%28").status == 400)
            let typed = try await server.get("/open?q=%3Cscript%3Ealert(1)%3C/script%3E")
            #expect(typed.body.contains("typed: &lt;script&gt;alert(1)&lt;/script&gt;"))
            let json = try await server.ask(
                "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx"
            )
            #expect(json.status == 415)
        }
    }

    @Test("another host's name gets no answer, so that no page elsewhere can take our address")
    func otherHost() async throws {
        try await TestServer.run { server in
            for host in ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil"] {
                let answer = try await server.ask("GET /open HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
                #expect(answer.status == 421 || answer.status == 400, "\(host): \(answer.text)")
            }
            #expect(
                try await server.ask("GET /open HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n").status
                    == 200
            )
        }
    }

    @Test("pipelined requests are answered in order")
    func pipelined() async throws {
        try await TestServer.run { server in
            let one = "GET /open?q=one HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            let two = "GET /open?q=two HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            let text = try await server.ask(one + two).text
            let first = try #require(text.firstRange(of: "typed: one"))
            let second = try #require(text.firstRange(of: "typed: two"))
            #expect(first.upperBound < second.lowerBound)
        }
    }

    @Test("what a page of ours loads is served under its hash, to be kept")
    func assets() async throws {
        try await TestServer.run { server in
            let page = try await server.get("/open")
            let link = try #require(page.body.firstMatch(of: /href="(\/assets\/[0-9a-f]{16}\/bulkhead.css)"/))
            let asset = try await server.get(String(link.1))
            #expect(asset.status == 200 && asset.body == "p{}")
            #expect(asset.fields["cache-control"]?.contains("immutable") == true)
            let tag = try #require(asset.fields["etag"])
            #expect(try await server.get(String(link.1), "If-None-Match: \(tag)\r\n").status == 304)
        }
    }
}
