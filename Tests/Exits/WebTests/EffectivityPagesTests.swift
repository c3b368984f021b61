import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("What a revision is for, on pages and by programs", .serialized, .timeLimit(.minutes(10)))
struct EffectivityPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    /// A released second revision of MED's bracket, for serial numbers from P-500 on: its page and that of the first one.
    private func released(_ visit: FloorVisit) async throws -> (page: String, old: String) {
        let (eve, ed) = (try await Desk(visit, "eve"), try await Desk(visit, "ed"))
        let old = "/definitions/\(try #require(visit.floor.work["BRK-1 MED"]))"
        let page = try #require(
            try await eve.send("\(old)/revise", ["revision": "B"], on: old).fields["location"]
        )
        var heading = ["part": "BRK-1", "revision": "B", "title": "Bracket", "effective-serials": "P-9 to P-1\r\n<b>"]
        heading["effective-from"] = "soon"
        let wrong = try await eve.send("\(page)/heading", heading, on: "\(page)/heading")
        #expect(wrong.status == 400 && wrong.body.contains("effectivity, from") && wrong.body.contains("&lt;b&gt;"))
        #expect(wrong.body.contains("P-9 to P-1") && !wrong.body.contains("<b>"))
        heading["effective-serials"] = "P-500 and on\r\n\r\n P-7 "
        heading["effective-from"] = ""
        #expect(try await eve.send("\(page)/heading", heading, on: "\(page)/heading").status == 303)
        #expect(try await eve.browser.get("\(page)/heading").body.contains(">P-500 and on\nP-7</textarea>"))
        #expect(try await eve.send("\(page)/submit", ["reason": "From 500 on"], on: page).status == 303)
        let approval = ["capacity": "manufacturing", "pin": ed.pin]
        #expect(try await ed.send("\(page)/approve", approval, on: page).status == 303)
        #expect(try await eve.send("\(page)/release", ["pin": eve.pin], on: page).status == 303)
        return (page, old)
    }

    @Test("the engineer's page and the difference say what it is for, and the revision before stays released beside it")
    func shown() async throws {
        try await FloorVisit.run { visit in
            let (page, old) = try await released(visit)
            let eve = try await visit.browser(of: "eve")
            let shown = try await eve.get(page)
            #expect(shown.body.contains("serial numbers <span class=\"lines\">P-500 and on\nP-7</span>"))
            #expect(try await eve.get(old).body.contains("state-done\">released<"))
            let difference = try await eve.get("\(page)/difference/\(old.split(separator: "/")[1])")
            #expect(difference.body.contains("serial numbers") && difference.body.contains("P-500 and on\nP-7"))
            let data = try await eve.get("/api\(page)")
            #expect(data.body.contains(#""effectiveSerials":"P-500 and on\nP-7""#))
        }
    }

    @Test(
        "an order takes the revision of its units; units of two are refused with what to do, on pages and by programs"
    )
    func ordered() async throws {
        try await FloorVisit.run { visit in
            let (page, old) = try await released(visit)
            let pia = try await Desk(visit, "pia")
            #expect(try await pia.browser.get("/planner").body.contains("P-500 and on"))
            let form = "/orders/new/\(page.split(separator: "/")[1])"
            #expect(try await pia.browser.get(form).body.contains("P-500 and on"))
            var fields = ["number": "O-9", "serials": "P-498 to P-501", "due": "2026-12-10"]
            let both = try await pia.send(form, fields, on: form)
            #expect(
                both.status == 409 && both.body.contains("BH-E027") && both.body.contains("serial &quot;P-500&quot;")
            )
            for (number, serials, revision) in [("O-10", "P-498 to P-499", "A"), ("O-11", "P-500 to P-501", "B")] {
                (fields["number"], fields["serials"]) = (number, serials)
                // Whichever of the part's revisions was chosen.
                let chosen = "/orders/new/\(old.split(separator: "/")[1])"
                let made = try await pia.send(chosen, fields, on: chosen)
                #expect(made.status == 303)
                let order = try await pia.browser.get(made.fields["location"] ?? "")
                #expect(order.body.contains("BRK-1 rev. \(revision)"))
            }
        }
    }
}
