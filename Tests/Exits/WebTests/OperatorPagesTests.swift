import Boundary
import RawHTTP
import TestFloor
import Testing

@Suite("An operator's pages", .serialized, .timeLimit(.minutes(30)))
struct OperatorPagesTests {
    @Test("from badge to signed operation, each step once however often it is sent")
    func journey() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let unit = try #require(visit.floor.work["VEH-1"])
            let terminal = try await olga.get("/operator")
            let scanned = try await olga.send("/operator/scan", ["code": unit], from: terminal)
            #expect(scanned.status == 303 && scanned.fields["location"] == "/units/\(unit)")
            let page = try await olga.get("/units/\(unit)")
            #expect(page.status == 200 && page.fields["x-marking"] == "CUI//SP-CTI/SP-EXPT")
            #expect(page.body.contains("Mill the pocket") && page.body.contains("(CUI//SP-CTI/SP-EXPT)"))
            for _ in 0..<2 { #expect(try await olga.work(unit, "start", key: "once").status == 303) }
            let measured = ["characteristic": "1", "value": "12.70", "gauge": "G-7"]
            #expect(try await olga.work(unit, "measure", measured).status == 303)
            #expect(
                try await olga.work(unit, "consume", ["part": "BOLT-6", "code": "L-55", "quantity": "4"]).status == 303
            )
            let pin = visit.floor.staff["olga"]?["pin"] ?? ""
            let wrong = try await olga.work(unit, "complete", ["pin": "000001"])
            #expect(wrong.status == 409 && wrong.body.contains("BH-P001"))
            #expect(try await olga.work(unit, "complete", ["pin": pin]).status == 303)
            #expect(try await olga.get("/units/\(unit)").body.contains("20 Assemble"))
        }
    }

    @Test("what is refused is said with its code on the page it was sent from, and nothing is done")
    func refused() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let omar = try await visit.browser(of: "omar")
            let unit = try #require(visit.floor.work["MED-1"])
            #expect(try await olga.work(unit, "start").status == 303)
            let other = try await omar.work(unit, "start")
            #expect(other.status == 409 && other.body.contains("BH-E041") && other.body.contains("Mill the pocket"))
            let late = try await olga.work(unit, "measure", ["characteristic": "1", "value": "12.70", "gauge": "G-8"])
            #expect(late.status == 409 && late.body.contains("BH-E055"))
            let word = try await olga.work(unit, "measure", ["characteristic": "1", "value": "<i>", "gauge": "G-7"])
            #expect(word.status == 400 && word.body.contains("BH-W111") && !word.body.contains("<i>"))
            #expect(try await olga.get("/units/\(unit)").body.contains(">open<"))
        }
    }

    @Test("two tabs: what was looked at before somebody else changed it is refused as stale")
    func staleTab() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let unit = try #require(visit.floor.work["MED-2"])
            let old = try await olga.get("/units/\(unit)")
            #expect(try await olga.work(unit, "start").status == 303)
            let fields = ["once": "k", "sequence": "10", "version": FloorVisit.Browser.hidden("version", old)]
            let late = try await olga.send("/units/\(unit)/pause", fields, from: old)
            #expect(late.status == 409 && late.body.contains("BH-E011"))
        }
    }

    @Test("what one may not know of and what is not there have the same answer, to the byte")
    func hidden() async throws {
        try await FloorVisit.run { visit in
            let fred = try await visit.browser(of: "fred")
            let unit = try #require(visit.floor.work["VEH-1"])
            let nothing = String(unit.reversed())
            let (there, not) = (try await fred.get("/units/\(unit)"), try await fred.get("/units/\(nothing)"))
            #expect(there.status == 404)
            #expect(there.body.replacing(unit, with: "") == not.body.replacing(nothing, with: ""))
            for action in ["start", "measure", "complete", "nonconformance"] {
                let fields = ["once": "k", "sequence": "10", "description": "x", "characteristic": "1", "value": "1"]
                let page = try await fred.get("/operator")
                let a = try await fred.send("/units/\(unit)/\(action)", fields, from: page)
                let b = try await fred.send("/units/\(nothing)/\(action)", fields, from: page)
                #expect(a.status == b.status && a.body == b.body, "\(action)")
            }
            let list = try await fred.get("/operator?center=mill")
            #expect(list.body.contains("MED-1") && !list.body.contains("VEH"))
            #expect(list.fields["x-marking"] == "PROPRIETARY")
        }
    }

    @Test("who may know of it is told the rule, its cite and what meets it; nothing of the record")
    func denied() async throws {
        try await FloorVisit.run { visit in
            let flora = try await visit.browser(of: "flora")
            let answer = try await flora.get("/units/\(try #require(visit.floor.work["VEH-1"]))")
            #expect(answer.status == 403)
            #expect(answer.body.contains("itar-release") && answer.body.contains("22 CFR 120.50"))
            #expect(!answer.body.contains("BRK-1") && !answer.body.contains("VEH-1"))
        }
    }

    @Test("a session ends at once when the register takes a fact back")
    func factTakenBack() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            #expect(try await olga.get("/operator").status == 200)
            try await visit.floor.hull.boundary.dismiss("olga", by: .system("console"))
            let after = try await olga.get("/operator")
            #expect(after.status == 303 && after.fields["location"] == "/sign-in")
        }
    }
}
