import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("A gate is lifted by two persons on a page", .serialized, .timeLimit(.minutes(30)))
struct LiftPagesTests {
    @Test("one asks and another confirms, each with the PIN; the measurement goes on and the record says so")
    func calibration() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["MED-1"])
            let olga = try await visit.browser(of: "olga")
            _ = try await olga.work(unit, "start")
            func measure() async throws -> Answer {
                try await olga.work(unit, "measure", ["characteristic": "1", "value": "12.70", "gauge": "G-8"])
            }
            #expect(try await measure().body.contains("BH-E055"))
            let address = "/units/\(unit)/lifts"
            func send(_ person: String, _ target: String, _ fields: [String: String] = [:], pin: String? = nil)
                async throws -> Answer
            {
                let browser = try await visit.browser(of: person)
                let own = ["once": UUID().uuidString, "pin": pin ?? visit.floor.staff[person]?["pin"] ?? ""]
                let page = try await browser.get(address)
                return try await browser.send(target, fields.merging(own) { given, _ in given }, from: page)
            }
            let asked = ["gate": "calibration", "about": "G-8", "sequence": "10", "reason": "<b>Back on Monday</b>"]
            #expect(try await send("quin", address, asked, pin: "111222").status == 409)
            #expect(try await [403, 404].contains(send("olga", address, asked).status))
            #expect(try await send("fred", address, asked).status == 404)
            #expect(try await send("quin", address, asked).status == 303)
            let page = try await visit.browser(of: "mia").get(address)
            #expect(page.body.contains("&lt;b&gt;Back on Monday") && page.body.contains("asked for"))
            let lift = String(try #require(page.body.firstMatch(of: /\/lifts\/([0-9a-f]{32})\/confirm/)).output.1)
            #expect(try await measure().body.contains("BH-E055"))
            #expect(try await send("quin", "/lifts/\(lift)/confirm").body.contains("BH-E095"))
            #expect(try await send("mia", "/lifts/\(lift)/confirm").status == 303)
            #expect(try await !measure().body.contains("BH-E055"))
            let record = try await visit.browser(of: "quin").get("/units/\(unit)/record")
            #expect(record.body.contains("calibration: G-8") && record.body.contains("person:mia"))
        }
    }
}
