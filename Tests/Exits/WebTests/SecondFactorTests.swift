import Boundary
import Crypto
import Execution
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("A program that asks for two factors", .serialized, .timeLimit(.minutes(30)))
struct SecondFactorTests {
    /// The password of a step of 30 seconds (RFC 6238), by code of its own.
    private static func password(_ secret: String, stepsAhead: Int64 = 0) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bits, count, key) = (0, 0, [UInt8]())
        for letter in secret {
            bits = (bits << 5 | (alphabet.firstIndex(of: letter) ?? 0)) & 0xfff
            count += 5
            if count >= 8 {
                count -= 8
                key.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        let step = UInt64(Int64(Date().timeIntervalSince1970 / 30) + stepsAhead)
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> UInt64(56 - $0 * 8)) }
        let code = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: key)))
        let offset = Int(code[19] & 0xf)
        let number = code[offset...offset + 3].reduce(0) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        return String(String(number % 1_000_000 + 1_000_000).suffix(6))
    }

    /// Sets a password, and gives the secret of the generator that came with it.
    private func generator(_ browser: FloorVisit.Browser) async throws -> String? {
        let page = try await browser.get("/password")
        let set = try await browser.send("/password", ["password": "mill lathe drill bore"], from: page)
        return set.body.firstMatch(of: /<strong>([A-Z2-7]{32})<\/strong>/).map { String($0.output.1) }
    }

    private func stepUp(_ visit: FloorVisit, _ browser: FloorVisit.Browser, _ code: String, to: String) async throws
        -> Answer
    {
        let page = try await browser.get("/second-factor?to=\(to)")
        return try await browser.send("/second-factor", ["one-time": code, "to": to], from: page)
    }

    @Test(
        "a PIN shows nothing of it and says why; a one-time password leads back to where one was, and badge and PIN are enough elsewhere"
    )
    func steppedUp() async throws {
        try await FloorVisit.run(asksTwoFactors: true) { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let quin = try await visit.browser(of: "quin")
            let refused = try await quin.get("/units/\(unit)")
            #expect(refused.status == 403 && refused.body.contains("flow-sign-in-two-factors"))
            #expect(refused.body.contains("/second-factor?to=/units/\(unit)"))
            #expect(try await quin.get("/units/\(visit.floor.work["MED-1"] ?? "")").status == 200)
            let without = try await quin.get("/second-factor")
            #expect(without.status == 200 && without.body.contains("/password") && !without.body.contains("one-time\""))
            let secret = try #require(try await generator(quin))
            let answer = try await stepUp(visit, quin, Self.password(secret), to: "/units/\(unit)")
            #expect(answer.status == 303 && answer.fields["location"] == "/units/\(unit)")
            let stronger = FloorVisit.Browser(port: visit.port, cookie: try #require(answer.cookie))
            #expect(try await stronger.get("/units/\(unit)").status == 200)
            #expect(try await stronger.get("/api/scan/\(unit)").status == 200)
            // It is another session: whoever had the cookie of the first one has nothing.
            #expect(try await quin.get("/units/\(unit)").status != 200 && stronger.cookie != quin.cookie)
        }
    }

    @Test("lists, the API and commands heed it as pages do")
    func everywhere() async throws {
        try await FloorVisit.run(asksTwoFactors: true) { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let olga = try await visit.browser(of: "olga")
            let list = try await olga.get("/api/dispatch?center=mill")
            #expect(list.status == 200 && list.body.contains("MED-1") && !list.body.contains("VEH-1"))
            #expect(try await olga.get("/operator?center=mill").body.contains("VEH-1") == false)
            // An operator may not know of what is refused here.
            #expect(try await olga.get("/units/\(unit)").status == 404)
            let quin = try await visit.browser(of: "quin")
            let api = try await quin.get("/api/scan/\(unit)")
            #expect(api.status == 403 && api.body.contains("flow-sign-in-two-factors"))
            let secret = try #require(try await generator(olga))
            let answer = try await stepUp(visit, olga, Self.password(secret), to: "/operator")
            let stronger = FloorVisit.Browser(port: visit.port, cookie: try #require(answer.cookie))
            #expect(try await stronger.get("/api/dispatch?center=mill").body.contains("VEH-1"))
            #expect(try await stronger.work(unit, "start").status == 303)
        }
    }

    @Test("password and one-time password at a desk are two factors from the start")
    func desk() async throws {
        try await FloorVisit.run(asksTwoFactors: true) { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let secret = try #require(try await generator(visit.browser(of: "quin")))
            let code = Self.password(secret)
            let answer = try await Answer.post(
                "/sign-in/desk",
                // In two groups, as generators show it.
                "badge=B-QUIN&password=mill+lathe+drill+bore&one-time=\(code.prefix(3))+\(code.suffix(3))",
                port: visit.port
            )
            let desk = FloorVisit.Browser(port: visit.port, cookie: try #require(answer.cookie))
            #expect(try await desk.get("/units/\(unit)").status == 200)
        }
    }

    @Test("a wrong, used or missing one-time password strengthens nothing, and after five the account waits")
    func wrong() async throws {
        try await FloorVisit.run(asksTwoFactors: true) { visit in
            let quin = try await visit.browser(of: "quin")
            let none = try await stepUp(visit, quin, "123456", to: "/")
            #expect(none.body.contains("BH-P014"))
            let secret = try #require(try await generator(quin))
            let code = Self.password(secret)
            let used = try await stepUp(visit, quin, code, to: "/")
            #expect(used.status == 303)
            let again = try await visit.browser(of: "quin")
            for text in [code, "", "12345", "1234567", "<b>", String(repeating: "1", count: 500)] {
                let answer = try await stepUp(visit, again, text, to: "/")
                #expect(answer.cookie == nil && answer.body.contains("BH-P016"), "\(text)")
            }
            // Now the right one waits too.
            let waits = try await stepUp(visit, again, Self.password(secret, stepsAhead: 1), to: "/")
            #expect(waits.cookie == nil && waits.body.contains("BH-P016"))
        }
    }

    @Test("it leads to addresses of this server alone")
    func elsewhere() async throws {
        try await FloorVisit.run { visit in
            let quin = try await visit.browser(of: "quin")
            let secret = try #require(try await generator(quin))
            var browser = quin
            let hostile = ["//evil.example/", "https://evil.example/"]
            for (step, to) in hostile.enumerated() {
                let answer = try await stepUp(visit, browser, Self.password(secret, stepsAhead: Int64(step)), to: to)
                #expect(answer.status == 303 && answer.fields["location"] == "/", "\(to)")
                browser = FloorVisit.Browser(port: visit.port, cookie: try #require(answer.cookie))
            }
        }
    }

    @Test("what was to be done leads back to the page that it was sent from, as far as that is one of this server")
    func sentFrom() async throws {
        try await FloorVisit.run(asksTwoFactors: true) { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let quin = try await visit.browser(of: "quin")
            let token = try await quin.get("/operator").formToken ?? ""
            func scanned(_ from: String) async throws -> String? {
                let answer = try await Answer.post(
                    "/operator/scan",
                    "code=\(unit)&form-token=\(token)",
                    "Cookie: \(quin.cookie)\r\n\(from)",
                    port: visit.port
                )
                #expect(answer.status == 403)
                return answer.body.firstMatch(of: /second-factor\?to=([^"]*)"/).map { String($0.output.1) }
            }
            let own = "http://127.0.0.1:\(visit.port)/operator?center=mill"
            #expect(try await scanned("Referer: \(own)\r\n") == "/operator%3Fcenter%3Dmill")
            let others = [
                "", "Referer: https://evil.example/operator\r\n", "Referer: 127.0.0.1\r\n", "Referer: ://\r\n",
                "Referer: http://127.0.0.1:\(visit.port)\r\n",
            ]
            for other in others { #expect(try await scanned(other) == "/", "\(other)") }
        }
    }

    @Test("who has a generator does not replace it by the PIN alone, and an enrolment anew takes it away")
    func replacing() async throws {
        try await FloorVisit.run { visit in
            let quin = try await visit.browser(of: "quin")
            let secret = try #require(try await generator(quin))
            #expect(try await generator(quin) == nil)
            let page = try await quin.get("/password")
            let refused = try await quin.send("/password", ["password": "mill lathe drill bore"], from: page)
            #expect(refused.body.contains("BH-P015") && refused.body.contains("/second-factor?to=/password"))
            let answer = try await stepUp(visit, quin, Self.password(secret), to: "/password")
            let stronger = FloorVisit.Browser(port: visit.port, cookie: try #require(answer.cookie))
            #expect(try await generator(stronger) != nil)
            _ = try await visit.floor.accounts.enrol("quin", by: .person("root"))
            #expect(try visit.floor.accounts.hasGenerator("quin") == false)
        }
    }

    @Test("a system that vouches for it says how its users sign in; what it does not say counts for one factor")
    func decisions() async throws {
        try await FloorVisit.run(asksTwoFactors: true) { visit in
            let unit = try #require(visit.floor.work["O-VEH"])
            let key = try await visit.floor.accounts.issueKey(of: "dispatcher", by: .person("root"))
            let other = try await visit.floor.accounts.issueKey(of: "kiosk", by: .person("root"))
            func decision(_ context: String, by key: String) async throws -> Bool {
                let body =
                    "{\"subject\":{\"type\":\"person\",\"id\":\"olga\"},\"action\":{\"name\":\"view\"},"
                    + "\"resource\":{\"type\":\"record\",\"id\":\"\(unit)\"}\(context)}"
                let answer = try await Answer.to(
                    "POST /access/v1/evaluation HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\n"
                        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)",
                    port: visit.port
                )
                #expect(answer.status == 200)
                return answer.body.contains("\"decision\":true")
            }
            #expect(try await decision(",\"context\":{\"factors\":2}", by: key))
            // The plant file does not say that this one's word counts, though it may know of the record.
            #expect(try await !decision(",\"context\":{\"factors\":2}", by: other))
            for context in [
                "", ",\"context\":{\"factors\":1}", ",\"context\":{\"factors\":\"2\"}", ",\"context\":{\"factors\":99}",
            ] {
                #expect(try await !decision(context, by: key), "\(context)")
            }
        }
    }

    @Test("who can reach the program is who can by two factors, whatever whoever looks signed in by")
    func reviewed() async throws {
        try await FloorVisit.run(asksTwoFactors: true) { visit in
            let secret = try #require(try await generator(visit.browser(of: "cora")))
            let cora = try await visit.browser(of: "cora")
            let answer = try await stepUp(visit, cora, Self.password(secret), to: "/compliance/access")
            let stronger = FloorVisit.Browser(port: visit.port, cookie: try #require(answer.cookie))
            let list = try await stronger.get("/compliance/access")
            let address = try #require(list.body.firstMatch(of: /\/compliance\/access\/([0-9a-f]{32})">VEH</)).output.1
            let page = try await stronger.get("/compliance/access/\(address)")
            #expect(page.status == 200 && page.body.contains("<td>olga</td>"))
        }
    }
}
