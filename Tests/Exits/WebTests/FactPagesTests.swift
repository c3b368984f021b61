import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Facts that other systems own come in", .serialized, .timeLimit(.minutes(30)))
struct FactPagesTests {
    private func state(
        _ visit: FloorVisit,
        _ kind: String,
        _ body: String,
        bearing key: String?,
        once: String? = UUID().uuidString
    ) async throws -> Answer {
        try await Answer.to(
            "POST /api/facts/\(kind) HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nConnection: close\r\n"
                + (key.map { "Authorization: Bearer \($0)\r\n" } ?? "")
                + (once.map { "Idempotency-Key: \($0)\r\n" } ?? "")
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)",
            port: visit.port
        )
    }

    private func gauge(_ due: String, asOf: String, tag: String = "G-90") -> String {
        #"{"tag":"\#(tag)","description":"Depth gauge","calibrationDue":"\#(due)","asOf":"\#(asOf)"}"#
    }

    /// What a measurement with a gauge is answered.
    private func measured(_ visit: FloorVisit, _ unit: String, with gauge: String) async throws -> Answer {
        let olga = try await visit.browser(of: "olga")
        let id = try #require(visit.floor.work[unit])
        _ = try await olga.work(id, "start")
        return try await olga.work(id, "measure", ["characteristic": "1", "value": "12.70", "gauge": gauge])
    }

    @Test("a system states them by its key; what it says counts at the next scan, and an older statement does not")
    func systems() async throws {
        try await FloorVisit.run { visit in
            let key = try await visit.key(of: "dispatcher")
            #expect(try await measured(visit, "MED-1", with: "G-90").body.contains("BH-E054"))
            for _ in 0..<2 {
                let stated = try await state(
                    visit,
                    "gauges",
                    gauge("2026-01-31", asOf: "2026-11-20"),
                    bearing: key,
                    once: "a"
                )
                #expect(stated.status == 200 && stated.body == "{\"records\":[]}")
            }
            #expect(try await measured(visit, "MED-1", with: "G-90").body.contains("BH-E055"))
            let old = try await state(visit, "gauges", gauge("2099-01-31", asOf: "2026-11-19"), bearing: key)
            #expect(old.status == 409 && old.body.contains("BH-E090"))
            #expect(old.fields["content-type"] == "application/problem+json")
            let new = try await state(visit, "gauges", gauge("2099-01-31", asOf: "2026-11-21"), bearing: key)
            #expect(new.status == 200)
            #expect(try await !measured(visit, "MED-1", with: "G-90").body.contains("BH-E055"))
        }
    }

    @Test("a lot that a system states for a program is not there for who may not see the program's material")
    func lots() async throws {
        try await FloorVisit.run { visit in
            let key = try await visit.key(of: "dispatcher")
            let lot =
                #"{"number":"L-SECRET","part":"BOLT-6","supplier":"B","quantity":9,"program":"VEH","asOf":"2026-11-20"}"#
            #expect(try await state(visit, "lots", lot, bearing: key).status == 200)
            let quin = try await visit.browser(of: "quin").get("/lots?number=L-SECRET")
            #expect(quin.body.contains("BOLT-6"))
            let fred = try await visit.browser(of: "fred")
            let hidden = try await fred.get("/lots?number=L-SECRET")
            let nothing = try await fred.get("/lots?number=L-NOTHING")
            #expect(hidden.body.replacing("L-SECRET", with: "L-NOTHING") == nothing.body)
        }
    }

    @Test(
        "no key, another system's, or what no grant lets it state is refused, and no browser's session is taken for it"
    )
    func refused() async throws {
        try await FloorVisit.run { visit in
            let body = gauge("2099-01-31", asOf: "2026-11-20")
            for wrong in [nil, "x", String(repeating: "A", count: 64)] as [String?] {
                #expect(try await state(visit, "gauges", body, bearing: wrong).status == 401)
            }
            for other in ["kiosk", "archive"] {
                let key = try await visit.key(of: other)
                #expect(try await state(visit, "gauges", body, bearing: key).status == 404)
            }
            let key = try await visit.key(of: "dispatcher")
            let training =
                #"{"person":"olga","program":"VEH","part":"BRK-1","revision":"A","trained":"2026-11-20","asOf":"2026-11-20"}"#
            #expect([403, 404].contains(try await state(visit, "trainings", training, bearing: key).status))
            #expect(try await state(visit, "gauges", body, bearing: key, once: nil).status == 400)
            for ill in [
                "", "{", "[]", "{}", gauge("soon", asOf: "2026-11-20"), gauge("2099-01-31", asOf: "2999-01-01"),
                gauge("2099-01-31", asOf: "2026-11-20", tag: #"a\u0000b"#), String(repeating: "[", count: 50_000),
            ] {
                let status = try await state(visit, "gauges", ill, bearing: key).status
                #expect(status == 400, "\(ill.prefix(40)) \(status)")
            }
            // A key opens what says so, and nothing else.
            let page = try await Answer.get("/api/orders", "Authorization: Bearer \(key)\r\n", port: visit.port)
            #expect(page.status == 401)
        }
    }

    @Test("a file is taken on a page, line by line, each refused one with its reason")
    func feed() async throws {
        try await FloorVisit.run { visit in
            let quin = try await visit.browser(of: "quin")
            let page = try await quin.get("/facts")
            let lines = "tag,description,calibrationDue\nG-91,Caliper,2099-01-31\nG-92,Caliper,soon\n"
            func send(_ fields: [String: String]) async throws -> Answer {
                try await quin.send(
                    "/facts/feed",
                    fields.merging(["once": UUID().uuidString]) { own, _ in own },
                    from: page
                )
            }
            let taken = try await send(["kind": "gauges", "source": "QMS", "feed": lines])
            #expect(taken.status == 200 && taken.body.contains("<dt>Taken over</dt><dd>1</dd>"))
            #expect(taken.body.contains("feed:3:calibrationDue"))
            #expect(try await !measured(visit, "MED-1", with: "G-91").body.contains("BH-E054"))
            #expect(try await send(["kind": "shoes", "source": "QMS", "feed": lines]).body.contains("BH-W115"))
            let broken = try await send(["kind": "gauges", "source": "QMS", "feed": "<script>alert(1)</script>"])
            #expect(broken.status == 400 && broken.body.contains("BH-W113") && !broken.body.contains("<script>alert"))
        }
    }

    @Test("where no system owns it, quality registers a gauge and the planner a lot by hand, with the PIN")
    func byHand() async throws {
        try await FloorVisit.run { visit in
            func send(_ person: String, _ what: String, _ fields: [String: String], pin: String? = nil) async throws
                -> Answer
            {
                let browser = try await visit.browser(of: person)
                let own = ["once": UUID().uuidString, "pin": pin ?? visit.floor.staff[person]?["pin"] ?? ""]
                let page = try await browser.get("/facts")
                return try await browser.send("/facts/\(what)", fields.merging(own) { given, _ in given }, from: page)
            }
            let gauge = ["gauge-tag": "G-93", "gauge-description": "Caliper", "gauge-due": "2099-01-31"]
            #expect(try await send("quin", "gauge", gauge, pin: "111222").status == 409)
            #expect(try await send("olga", "gauge", gauge).status == 404)
            #expect(try await measured(visit, "MED-1", with: "G-93").body.contains("BH-E054"))
            let stated = try await send("quin", "gauge", gauge)
            #expect(stated.status == 200 && stated.body.contains("G-93 was stated"))
            #expect(try await !measured(visit, "MED-1", with: "G-93").body.contains("BH-E054"))
            // What a system owns is not changed by hand.
            let owned = try await send("quin", "gauge", gauge.merging(["gauge-tag": "G-8"]) { _, new in new })
            #expect(owned.status == 409 && owned.body.contains("BH-E093"))
            let lot = ["lot-number": "L-94", "lot-part": "BOLT-6", "lot-supplier": "B", "lot-quantity": "9"]
            #expect(try await send("pia", "lot", lot).body.contains("L-94 was stated"))
            #expect(try await send("pia", "lot", lot.merging(["lot-quantity": "some"]) { _, new in new }).status == 400)
            #expect(try await send("quin", "gauge", gauge.merging(["gauge-due": ""]) { _, new in new }).status == 400)
        }
    }
}
