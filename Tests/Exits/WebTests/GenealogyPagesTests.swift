import Execution
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Records, certificates and containments on pages", .serialized, .timeLimit(.minutes(10)))
struct GenealogyPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    /// A unit from its first operation to the end, by olga and quin.
    func built(_ visit: FloorVisit, _ serial: String) async throws -> String {
        let (olga, quin) = (try await Desk(visit, "olga"), try await Desk(visit, "quin"))
        let unit = try #require(visit.floor.work[serial])
        #expect(try await olga.browser.work(unit, "start").status == 303)
        let measured = ["characteristic": "1", "value": "12.70", "gauge": "G-7"]
        #expect(try await olga.browser.work(unit, "measure", measured).status == 303)
        let bolts = ["part": "BOLT-6", "code": "L-55", "quantity": "4"]
        #expect(try await olga.browser.work(unit, "consume", bolts).status == 303)
        #expect(try await olga.browser.work(unit, "complete", ["pin": olga.pin]).status == 303)
        #expect(try await olga.browser.work(unit, "start").status == 303)
        #expect(try await olga.browser.work(unit, "complete", ["pin": olga.pin]).status == 303)
        #expect(try await quin.browser.work(unit, "buy-off", ["pin": quin.pin]).status == 303)
        return unit
    }

    @Test("a unit's record says what it is made of, what differs from the plan, and leads to the lot and back")
    func record() async throws {
        try await FloorVisit.run { visit in
            let unit = try await built(visit, "VEH-1")
            let quin = try await Desk(visit, "quin")
            let page = try await quin.browser.get("/units/\(unit)/record")
            #expect(page.status == 200 && page.fields["x-marking"]?.hasPrefix("CUI//") == true)
            #expect(page.body.contains("as planned") && page.body.contains("<svg class=\"tree\""))
            // What is planned says what the part is of, where nothing is built in yet as well.
            let begun = try await quin.browser.get("/units/\(try #require(visit.floor.work["VEH-2"]))/record")
            #expect(begun.status == 200 && begun.body.contains("BOLT-6") && !begun.body.contains("(U)"))
            let lot = try #require(page.body.firstMatch(of: /href="(\/lots\/[0-9a-f]{32})"/))
            let use = try await quin.browser.get(String(lot.1))
            #expect(use.body.contains("VEH-1") && use.body.contains("Where it went"))
            // Quality may have counted what it may not see; an operator may not, and is told nothing of it.
            #expect(use.body.contains("no number that may be told") && page.body.contains("no number that may be told"))
            let counted = try await quin.browser.get("/api\(lot.1)/use")
            #expect(counted.body.contains("\"recall-reach\"") && counted.body.contains("\"beyondAtLeast\":0"))
            let fred = try await Desk(visit, "fred")
            let hidden = try await fred.browser.get(String(lot.1))
            #expect(!hidden.body.contains("no number that may be told"))
            #expect(hidden.status == 200 && !hidden.body.contains("VEH"))
            #expect(try await fred.browser.get("/units/\(unit)/record").status == 404)
            #expect(try await fred.browser.get("/api/units/\(unit)/record").status == 404)
            let found = try await fred.browser.get("/lots?number=L-55")
            #expect(found.body.contains(String(lot.1)))
            let json = try await quin.browser.get("/api/units/\(unit)/record")
            #expect(json.status == 200 && json.body.contains("\"built-component\"") && json.body.contains("L-55"))
            #expect(try await quin.browser.get("/lots?number=%3Cscript%3E").body.contains("&lt;script&gt;"))
        }
    }

    @Test("finished units are certified once, signed, and the paper says what they are made of")
    func certificate() async throws {
        try await FloorVisit.run { visit in
            let unit = try await built(visit, "MED-1")
            let quin = try await Desk(visit, "quin")
            let order = try #require(visit.floor.work["O-MED"])
            let form = "/orders/\(order)/certificates/new"
            let shown = try await quin.browser.get(form)
            #expect(shown.body.contains("unit-\(unit)") && !shown.body.contains("MED-2"))
            var fields = [
                "unit-\(unit)": "yes", "organization": "Example", "customer": "Clinic", "purchase-order": "PO-7",
                "statement": "These conform.", "pin": "000001",
            ]
            let wrong = try await quin.send("/orders/\(order)/certificates", fields, on: form)
            #expect(wrong.status == 409 && wrong.body.contains("BH-P001") && wrong.body.contains("PO-7"))
            fields["pin"] = quin.pin
            var none = fields
            none["unit-\(unit)"] = nil
            let nothing = try await quin.send("/orders/\(order)/certificates", none, on: form)
            #expect(nothing.status == 400 && nothing.body.contains("BH-W115"))
            var page = ""
            for _ in 0..<2 {
                let made = try await quin.send("/orders/\(order)/certificates", fields, on: form, key: "once")
                #expect(made.status == 303)
                page = made.fields["location"] ?? ""
            }
            let made = try await quin.browser.get(page)
            #expect(made.body.contains("L-55") && made.body.contains("Bolts Inc") && made.body.contains("Quin Example"))
            let paper = try await quin.browser.get("\(page)/paper")
            #expect(paper.status == 200 && paper.body.hasPrefix("%PDF-"))
            #expect(try await quin.browser.get("/orders/\(order)").body.contains(page))
            let again = try await quin.send("/orders/\(order)/certificates", fields, on: form)
            #expect(again.status == 409 && again.body.contains("BH-E106"))
            let olga = try await Desk(visit, "olga")
            fields["pin"] = olga.pin
            let other = try await olga.send("/orders/\(order)/certificates", fields, on: form)
            #expect((403...409).contains(other.status))
        }
    }

    @Test("a first article is opened, verified, approved by somebody else, and taken away as forms and as data")
    func firstArticle() async throws {
        try await FloorVisit.run { visit in
            let unit = try await built(visit, "MED-3")
            let (quin, olga) = (try await Desk(visit, "quin"), try await Desk(visit, "olga"))
            let form = "/units/\(unit)/first-articles/new"
            #expect(try await quin.browser.get(form).body.contains("Mill the pocket"))
            var fields = ["extent": "", "trigger": "tooling", "reason": "New fixture", "organization": "Example"]
            let unsaid = try await quin.send("/units/\(unit)/first-articles", fields, on: form)
            #expect(unsaid.status == 400 && unsaid.body.contains("BH-W115") && unsaid.body.contains("New fixture"))
            fields["extent"] = "partial"
            let bare = try await quin.send("/units/\(unit)/first-articles", fields, on: form)
            #expect(bare.status == 400 && bare.body.contains("BH-E010"))
            fields.merge(["baseline": "BRK-1 rev. A", "affects-10": "yes"]) { $1 }
            let made = try await quin.send("/units/\(unit)/first-articles", fields, on: form)
            #expect(made.status == 303)
            let page = try #require(made.fields["location"])
            #expect(try await quin.browser.get("/quality").body.contains(page))
            #expect(try await quin.send("\(page)/verify", ["pin": quin.pin], on: page).status == 303)
            let own = try await quin.send("\(page)/approve", ["pin": quin.pin], on: page)
            #expect(own.status == 409 && own.body.contains("BH-E023"))
            #expect(try await olga.send("\(page)/approve", ["pin": olga.pin], on: page).status == 303)
            let shown = try await quin.browser.get(page)
            #expect(shown.body.contains("approved") && shown.body.contains("12.70 mm"))
            let paper = try await quin.browser.get("\(page)/paper")
            #expect(paper.status == 200 && paper.body.hasPrefix("%PDF-"))
            let id = try #require(page.split(separator: "/").last)
            let data = try await quin.browser.get("/api/first-articles/\(id)")
            #expect(data.status == 200 && data.body.contains("\"trigger\":\"tooling\""))
            #expect(try await quin.browser.get("/api/first-articles?state=approved").body.contains(String(id)))
            #expect(try await quin.browser.get("/api/first-articles?state=lost").status == 400)
        }
    }

    @Test("a gauge that was found bad is said once; who may not see a program learns nothing of what it holds")
    func containment() async throws {
        try await FloorVisit.run { visit in
            let (olga, quin) = (try await Desk(visit, "olga"), try await Desk(visit, "quin"))
            let unit = try #require(visit.floor.work["VEH-2"])
            #expect(try await olga.browser.work(unit, "start").status == 303)
            let measured = ["characteristic": "1", "value": "12.70", "gauge": "G-7"]
            #expect(try await olga.browser.work(unit, "measure", measured).status == 303)
            var fields = ["suspect": "", "number": "G-7", "since": "2026-01-01", "reason": "Found 0.04 mm off"]
            let unsaid = try await quin.send("/containments", fields, on: "/containments/new")
            #expect(unsaid.status == 400 && unsaid.body.contains("BH-W115") && unsaid.body.contains("0.04 mm"))
            fields["suspect"] = "gauge"
            fields["since"] = "soon"
            let day = try await quin.send("/containments", fields, on: "/containments/new")
            #expect(day.status == 400 && day.body.contains("BH-W114"))
            fields["since"] = "2026-01-01"
            let other = try await olga.send("/containments", fields, on: "/containments/new")
            #expect((403...404).contains(other.status))
            let made = try await quin.send("/containments", fields, on: "/containments/new")
            #expect(made.status == 303)
            let page = try #require(made.fields["location"])
            let said = try await quin.browser.settled(page)
            #expect(said.body.contains("holds were placed") && !said.body.contains("VEH"))
            #expect(said.fields["x-marking"] == "UNCLASSIFIED" || said.fields["x-marking"] == nil)
            #expect(try await quin.browser.get("/quality").body.contains("Gauge G-7 was found out of tolerance"))
            #expect(try await olga.browser.get("/units/\(unit)").body.contains("on hold"))
            let fred = try await Desk(visit, "fred")
            #expect(try await !fred.browser.get("/quality").body.contains("VEH"))
            #expect(try await fred.browser.get("/api/containments").body.contains("\"placed\""))
        }
    }
}
