import Boundary
import Foundation
import Journal
import RawHTTP
import Storage
import TestFloor
import Testing

@Suite("Access that is asked for after a refusal", .serialized, .timeLimit(.minutes(30)))
struct AccessRequestTests {
    private func ask(
        _ visit: FloorVisit,
        _ person: String,
        _ record: String,
        reason: String = "I inspect its parts",
        until: String? = nil,
        once: String = UUID().uuidString,
        in known: FloorVisit.Browser? = nil
    ) async throws -> Answer {
        let browser: FloorVisit.Browser
        if let known { browser = known } else { browser = try await visit.browser(of: person) }
        let page = try await browser.get("/access-requests/new?record=\(record)")
        #expect(page.status == 200)
        return try await browser.send(
            "/access-requests",
            ["record": record, "reason": reason, "until": until ?? Self.day(30), "once": once],
            from: page
        )
    }

    private static func day(_ ahead: Int) -> String {
        String(Date(timeIntervalSinceNow: Double(ahead) * 86_400).ISO8601Format().prefix(10))
    }

    /// The id of the request that waits on the officer's page.
    private func waiting(_ visit: FloorVisit, _ officer: String = "cora") async throws -> String? {
        let page = try await visit.browser(of: officer).get("/compliance/requests")
        #expect(page.status == 200)
        return page.body.firstMatch(of: /\/compliance\/requests\/([0-9a-f]{32})\/grant/).map { String($0.output.1) }
    }

    private func decide(
        _ visit: FloorVisit,
        _ officer: String,
        _ request: String,
        _ act: String,
        _ fields: [String: String] = [:]
    ) async throws -> Answer {
        let browser = try await visit.browser(of: officer)
        let page = try await browser.get("/compliance/requests")
        let all = [
            "once": UUID().uuidString, "words": "Vera Voucher, chief inspector", "until": Self.day(10),
            "pin": visit.floor.staff[officer]?["pin"] ?? "",
        ]
        return try await browser.send(
            "/compliance/requests/\(request)/\(act)",
            all.merging(fields) { $1 },
            from: page
        )
    }

    @Test(
        "a refusal that a need to know would lift says so; granted, it opens what was refused, and both acts are in the log"
    )
    func granted() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let nora = try await visit.browser(of: "nora")
            let refused = try await nora.get("/units/\(unit)")
            #expect(refused.status == 403 && refused.body.contains("cui-lawful-purpose"))
            #expect(refused.body.contains("/access-requests/new?record=\(unit)"))
            #expect(try await ask(visit, "nora", unit).status == 303)
            let own = try await nora.get("/access-requests")
            #expect(own.body.contains(unit) && own.body.contains("waits") && !own.body.contains("VEH"))
            let home = try await visit.browser(of: "cora").get("/compliance")
            #expect(home.body.contains("Requests for access that wait") && home.body.contains("I inspect its parts"))
            let request = try #require(try await waiting(visit))
            #expect(try await decide(visit, "cora", request, "grant").status == 303)
            // The facts are others now: the session of before is over, and the next one sees it.
            #expect(try await nora.get("/units/\(unit)").status != 200)
            let again = try await visit.browser(of: "nora")
            #expect(try await again.get("/units/\(unit)").status == 200)
            #expect(try await again.get("/access-requests").body.contains("granted"))
            let list = try await visit.browser(of: "cora").get("/compliance/requests")
            #expect(list.body.contains("Vera Voucher, chief inspector") && list.body.contains("Cora Example"))
            #expect(list.fields["x-marking"]?.hasPrefix("CUI") == true)
            var reader = LogReader(try visit.floor.hull.writer(of: CompartmentName("veh")).log)
            let logged = try reader.events(0..<UInt64(LogReader.batchMax)).map(\.event.kind)
            #expect(logged.contains("access-request.asked") && logged.contains("access-request.granted"))
            // Too much restriction shows in how often it is asked for.
            let measures = try await visit.browser(of: "cora").get("/api/compliance/classification?days=2")
            #expect(measures.body.contains("\"accessRequests\":1"))
        }
    }

    @Test("what was granted is taken back before its last day, and a feed of the register takes nothing of it away")
    func ended() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            _ = try await ask(visit, "nora", unit)
            let request = try #require(try await waiting(visit))
            _ = try await decide(visit, "cora", request, "grant")
            let root = try await visit.browser(of: "root")
            let page = try await root.get("/administrator")
            let fed = try await root.follow(
                "/administrator/persons",
                ["feed": TestFloor.feed, "source": "HR", "as-of": "2026-11-25"],
                from: page
            )
            #expect(fed.status == 200 && fed.body.contains("taken over"))
            #expect(try await visit.browser(of: "nora").get("/units/\(unit)").status == 200)
            #expect(try await decide(visit, "cora", request, "end", ["words": "Left the team"]).status == 303)
            let nora = try await visit.browser(of: "nora")
            #expect(try await nora.get("/units/\(unit)").status == 403)
            #expect(try await nora.get("/access-requests").body.contains("taken back"))
            #expect(try await decide(visit, "cora", request, "end").body.contains("BH-G052"))
        }
    }

    @Test("who asks learns nothing more: what may not be known of and what is not there are the same page")
    func nothingMore() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let fred = try await visit.browser(of: "fred")
            let hidden = try await ask(visit, "fred", unit, in: fred)
            let nothing = try await ask(visit, "fred", String(unit.reversed()), in: fred)
            #expect(hidden.status == 404 && hidden.body == nothing.body)
            // Another rule refuses, which no need to know lifts: it is said as any refusal, and nothing is offered.
            let flora = try await visit.browser(of: "flora").get("/units/\(unit)")
            #expect(flora.status == 403 && !flora.body.contains("/access-requests/new"))
            #expect(try await ask(visit, "flora", unit).status == 403)
            #expect(try await ask(visit, "olga", unit).body.contains("BH-G055"))
            #expect(try await waiting(visit) == nil)
        }
    }

    @Test("it waits once for each record, and a request that is sent twice is one")
    func once() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            for _ in 0..<2 { #expect(try await ask(visit, "nora", unit, once: "k").status == 303) }
            let again = try await ask(visit, "nora", unit)
            #expect(again.status == 409 && again.body.contains("BH-G050"))
            let request = try #require(try await waiting(visit))
            #expect(try await decide(visit, "cora", request, "decline", ["words": "Not her work"]).status == 303)
            #expect(try await decide(visit, "cora", request, "grant").body.contains("BH-G052"))
            let nora = try await visit.browser(of: "nora")
            let own = try await nora.get("/access-requests")
            #expect(own.body.contains("declined") && !own.body.contains("Not her work"))
            #expect(try await nora.get("/units/\(unit)").status == 403)
            #expect(try await ask(visit, "nora", unit).status == 303)
        }
    }

    @Test("it is decided by whom policies let, with a PIN, and never by who asked")
    func deciders() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            _ = try await ask(visit, "nora", unit)
            let request = try #require(try await waiting(visit))
            #expect(try await waiting(visit, "colin") == nil)
            for other in ["olga", "fred", "nora", "colin", "aude"] {
                let answer = try await decide(visit, other, request, "grant")
                #expect([403, 404].contains(answer.status), "\(other)")
                #expect(!answer.body.contains("BH-P001"))
            }
            #expect(try await decide(visit, "cora", request, "grant", ["pin": "000001"]).body.contains("BH-P001"))
            for until in ["", "2026-13-01", "tomorrow"] {
                #expect(try await decide(visit, "cora", request, "grant", ["until": until]).body.contains("BH-W114"))
            }
            for until in [Self.day(-1), Self.day(500)] {
                #expect(try await decide(visit, "cora", request, "grant", ["until": until]).body.contains("BH-G010"))
            }
            #expect(try await decide(visit, "cora", request, "grant", ["words": " "]).body.contains("BH-G010"))
            #expect(try await waiting(visit) == request)
        }
    }

    @Test(
        "a request that is not whole is asked for again, and what was typed stands there as text",
        arguments: [
            ("no code", "x", "2026-12-10", "BH-W125"), ("", "x", "2026-12-10", "BH-W125"),
            ("unit", "", nil, "BH-G010"), ("unit", "<script>x</script>", "soon", "BH-W125"),
            ("unit", String(repeating: "x", count: 3_000), nil, "BH-G010"), ("unit", "x", "2199-01-01", "BH-G010"),
            ("unit", "x", "1999-01-01", "BH-G010"),
        ]
    )
    func notWhole(record: String, reason: String, until: String?, code: String) async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let asked = record == "unit" ? unit : record.replacing(" ", with: "+")
            let answer = try await ask(visit, "nora", asked, reason: reason, until: until)
            #expect(answer.status == 400 && answer.body.contains(code), "\(answer.status)")
            #expect(!answer.body.contains("<script>x"))
        }
    }

    @Test("programs ask, decide and are told as pages are")
    func programs() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let nora = try await visit.browser(of: "nora")
            func send(_ browser: FloorVisit.Browser, _ path: String, _ body: String) async throws -> Answer {
                let token = try await browser.get("/access-requests/new").formToken ?? ""
                return try await Answer.to(
                    "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nConnection: close\r\nCookie: \(browser.cookie)\r\n"
                        + "X-Form-Token: \(token)\r\nIdempotency-Key: \(UUID())\r\n"
                        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)",
                    port: visit.port
                )
            }
            let body = "{\"record\":\"\(unit)\",\"reason\":\"x\",\"until\":\"\(Self.day(5))\"}"
            let asked = try await send(nora, "/api/access-requests", body)
            #expect(asked.status == 200 && asked.body.contains("\"state\":\"asked\"") && asked.body.contains(unit))
            #expect(asked.fields["x-marking"]?.hasPrefix("CUI") != true && !asked.body.contains("VEH"))
            #expect(try await nora.get("/api/access-requests").body.contains("\"kind\":\"access-request\""))
            let fred = try await visit.browser(of: "fred")
            #expect(try await send(fred, "/api/access-requests", body).status == 404)
            let cora = try await visit.browser(of: "cora")
            let list = try await cora.get("/api/compliance/requests")
            let id = try #require(list.body.firstMatch(of: /"id":"([0-9a-f]{32})"/)).output.1
            let pin = visit.floor.staff["cora"]?["pin"] ?? ""
            let granted = try await send(
                cora,
                "/api/compliance/requests/\(id)/grant",
                "{\"until\":\"\(Self.day(5))\",\"words\":\"Vera\",\"pin\":\"\(pin)\"}"
            )
            #expect(granted.status == 200 && granted.body.contains("\"state\":\"granted\""))
            let declined = try await send(
                cora,
                "/api/compliance/requests/\(id)/decline",
                "{\"words\":\"x\",\"pin\":\"\(pin)\"}"
            )
            #expect(declined.status == 409 && declined.body.contains("BH-G052"))
            #expect(try await visit.browser(of: "nora").get("/api/scan/\(unit)").status == 200)
            for wrong in ["{}", "[]", "{\"record\":\"x\",\"reason\":\"x\",\"until\":\"x\"}"] {
                #expect(try await send(cora, "/api/access-requests", wrong).status == 400)
            }
        }
    }
}
