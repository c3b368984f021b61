import Execution
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("A planner's pages", .serialized, .timeLimit(.minutes(10)))
struct PlannerPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    /// Today and so many days later, as a form has it.
    private func day(_ later: Int) -> String {
        String(Date.now.addingTimeInterval(Double(later) * 86_400).ISO8601Format().prefix(10))
    }

    private func orderForm(_ pia: Desk, of serial: String) async throws -> String {
        let home = try await pia.browser.get("/planner")
        #expect(home.body.contains(serial))
        let links = home.body.matches(of: /href="(\/orders\/new\/[0-9a-f]{32})"/).map { String($0.1) }
        for link in links where try await pia.browser.get(link).fields["x-marking"] == "PROPRIETARY" { return link }
        return try #require(links.first)
    }

    @Test("units are ordered from a released definition, by a range of serial numbers, once")
    func order() async throws {
        try await FloorVisit.run { visit in
            let pia = try await Desk(visit, "pia")
            #expect(try await pia.browser.get("/").fields["location"] == "/planner")
            let form = try await orderForm(pia, of: "O-MED")
            let fields = ["number": "O-2", "serials": "MED-098 to MED-101\r\nMED-X", "due": day(20), "priority": "3"]
            var made = ""
            for _ in 0..<2 {
                let answer = try await pia.send(form, fields, on: form, key: "once")
                #expect(answer.status == 303)
                made = answer.fields["location"] ?? ""
            }
            let card = try await pia.browser.get(made)
            for serial in ["MED-098", "MED-099", "MED-100", "MED-101", "MED-X"] {
                #expect(card.body.contains(serial))
            }
            let again = try await pia.send(form, fields, on: form)
            #expect(again.status == 409 && again.body.contains("BH-E030"))
        }
    }

    @Test(
        "what is wrong is said and what was typed stays",
        arguments: [
            (["number": "O-3", "serials": "A-1", "due": "10.12.2026"], "BH-W114"),
            (["number": "O-3", "serials": "A-9 to B-11", "due": "2026-12-10"], "BH-W113"),
            (["number": "O-3", "serials": "A-9 to A-1", "due": "2026-12-10"], "BH-W113"),
            (["number": "O-3", "serials": "", "due": "2026-12-10"], "BH-E010"),
            (["number": "O-3", "serials": "A-1 to A-999999999", "due": "2026-12-10"], "BH-W113"),
            (["number": "O-3", "serials": "A-1\r\nA-1", "due": "2026-12-10"], "BH-E010"),
            (["number": "O-3", "serials": "A-1", "due": "2026-12-10", "priority": "high"], "BH-W113"),
        ]
    )
    func wrong(_ fields: [String: String], _ code: String) async throws {
        try await FloorVisit.run { visit in
            let pia = try await Desk(visit, "pia")
            let form = try await orderForm(pia, of: "O-MED")
            let answer = try await pia.send(form, fields, on: form)
            #expect(answer.status == 400 && answer.body.contains(code))
            #expect(answer.body.contains("value=\"O-3\""))
        }
    }

    @Test("an engineer does not order, and a foreign planner neither sees nor orders what is not for her")
    func refused() async throws {
        try await FloorVisit.run { visit in
            let (eve, pia, flora) = (
                try await Desk(visit, "eve"), try await Desk(visit, "pia"), try await Desk(visit, "flora")
            )
            let form = try await orderForm(pia, of: "O-VEH")
            let fields = ["number": "O-4", "serials": "Z-1", "due": day(9), "priority": ""]
            #expect(try await eve.send(form, fields, on: form).status == 404)
            let home = try await flora.browser.get("/planner")
            #expect(home.body.contains("O-MED") && !home.body.contains("O-VEH"))
        }
    }

    @Test(
        "all capacity is seen: hours that enough programs share, reserved where too few do, the drawing and the table alike"
    )
    func capacity() async throws {
        try await FloorVisit.run { visit in
            let (pia, flora) = (try await Desk(visit, "pia"), try await Desk(visit, "flora"))
            let form = try await orderForm(pia, of: "O-MED")
            let alone = ["number": "O-5", "serials": "N-1 to N-9", "due": day(40), "priority": ""]
            #expect(try await pia.send(form, alone, on: form).status == 303)
            let page = try await flora.browser.get("/capacity")
            #expect(page.status == 200 && page.fields["x-marking"] != "CUI//SP-CTI/SP-EXPT")
            #expect(page.body.contains("reserved") && page.body.contains("<svg") && page.body.contains("6000 min"))
            #expect(page.body.split(separator: "mill").count > 8)
            #expect(try await pia.browser.get("/capacity").body.contains(">reserved<"))
        }
    }

    @Test("orders are shown from a day on and from an order on, so that a long list is walked through")
    func pages() async throws {
        try await FloorVisit.run { visit in
            let pia = try await Desk(visit, "pia")
            func orders(_ query: String) async throws -> (status: Int, ids: [String]) {
                let page = try await pia.browser.get("/planner\(query)")
                return (page.status, page.body.matches(of: /href="\/orders\/([0-9a-f]{32})"/).map { String($0.1) })
            }
            let all = try await orders("").ids
            let first = try #require(all.first)
            #expect(try await orders("?after=\(first)").ids == Array(all.dropFirst()))
            #expect(try await orders("?from=2026-01-01").ids == all)
            #expect(try await orders("?from=2999-01-01").ids.isEmpty)
            for wrong in ["?from=tomorrow", "?after=x", "?from=%22%3E%3Cscript%3E"] {
                #expect(try await orders(wrong).status == 400, "\(wrong)")
            }
            // No list has such an order.
            let nowhere = try await orders("?after=\(String(first.reversed()))")
            #expect([400, 404].contains(nowhere.status), "\(nowhere)")
        }
    }
}
