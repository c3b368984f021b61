import Execution
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Quality's pages", .serialized, .timeLimit(.minutes(10)))
struct QualityPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    /// A unit out of its limits, reported by olga; the address of the nonconformance as quin finds it.
    private func reported(_ visit: FloorVisit, _ serial: String = "MED-1") async throws -> (unit: String, page: String)
    {
        let olga = try await visit.browser(of: "olga")
        let unit = try #require(visit.floor.work[serial])
        #expect(try await olga.work(unit, "start").status == 303)
        let measured = ["characteristic": "1", "value": "12.90", "gauge": "G-7"]
        #expect(try await olga.work(unit, "measure", measured).status == 303)
        #expect(
            try await olga.work(unit, "consume", ["part": "BOLT-6", "code": "L-55", "quantity": "4"]).status == 303
        )
        let report = ["characteristic": "1", "description": "Pocket too deep"]
        #expect(try await olga.work(unit, "nonconformance", report).status == 303)
        let home = try await visit.browser(of: "quin").get("/quality")
        let link = try #require(home.body.firstMatch(of: /href="(\/nonconformances\/[0-9a-f]{32})"/))
        return (unit, String(link.1))
    }

    @Test(
        "what waits is there with what was measured against its limits; use as is takes quality and the design authority"
    )
    func useAsIs() async throws {
        try await FloorVisit.run { visit in
            let (unit, page) = try await reported(visit)
            let (quin, ed) = (try await Desk(visit, "quin"), try await Desk(visit, "ed"))
            let shown = try await quin.browser.get(page)
            #expect(shown.body.contains("12.90 mm out of limits") && shown.body.contains("12.65 to 12.75 mm"))
            #expect(shown.body.contains("lot L-55") && shown.body.contains("Pocket too deep"))
            var form = ["disposition": "", "reason": "MRB 7", "pin": quin.pin]
            let nothing = try await quin.send("\(page)/dispose", form, on: page)
            #expect(nothing.status == 400 && nothing.body.contains("BH-W115") && nothing.body.contains("MRB 7"))
            form["disposition"] = "useAsIs"
            let early = try await ed.send("\(page)/accept", ["pin": ed.pin], on: page)
            #expect(early.status == 409 && early.body.contains("BH-E084"))
            for _ in 0..<2 {
                #expect(try await quin.send("\(page)/dispose", form, on: page, key: "once").status == 303)
            }
            #expect(try await quin.browser.get("/units/\(unit)").body.contains("state-bad\">on hold"))
            let own = try await quin.send("\(page)/accept", ["pin": quin.pin], on: page)
            #expect(own.status == 403 && own.body.contains("BH-E085"))
            #expect(try await ed.browser.get("/engineer").body.contains("Pocket too deep"))
            let wrong = try await ed.send("\(page)/accept", ["pin": "000001"], on: page)
            #expect(wrong.status == 409 && wrong.body.contains("BH-P001"))
            #expect(try await ed.send("\(page)/accept", ["pin": ed.pin], on: page).status == 303)
            #expect(try await !quin.browser.get("/units/\(unit)").body.contains("state-bad\">on hold"))
            let done = try await quin.browser.get(page)
            #expect(done.body.contains("Quin Example") && done.body.contains("Ed Example"))
            #expect(try await !quin.browser.get("/quality").body.contains("Pocket too deep"))
        }
    }

    @Test("units that took of the same lot are shown and held with it, each once")
    func containment() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let other = try #require(visit.floor.work["MED-2"])
            #expect(try await olga.work(other, "start").status == 303)
            let bolts = ["part": "BOLT-6", "code": "L-55", "quantity": "4"]
            #expect(try await olga.work(other, "consume", bolts).status == 303)
            let (_, page) = try await reported(visit)
            let quin = try await Desk(visit, "quin")
            #expect(try await quin.browser.get(page).body.contains("name=\"hold-\(other)\""))
            let fields = ["hold-\(other)": "yes", "containment": "Same lot of bolts"]
            for _ in 0..<2 {
                #expect(try await quin.send("\(page)/contain", fields, on: page, key: "once").status == 303)
            }
            #expect(try await olga.get("/units/\(other)").body.contains("Same lot of bolts"))
            let home = try await quin.browser.get("/quality")
            #expect(home.body.split(separator: "Same lot of bolts").count == 2)
            let none = try await quin.send("\(page)/contain", ["containment": "x"], on: page)
            #expect(none.status == 400 && none.body.contains("BH-W115"))
        }
    }

    @Test("an operator does not dispose, rework goes back, and what is scrapped is over")
    func others() async throws {
        try await FloorVisit.run { visit in
            let (unit, page) = try await reported(visit)
            let (omar, quin) = (try await Desk(visit, "omar"), try await Desk(visit, "quin"))
            let form = ["disposition": "rework", "from": "10", "reason": "Weld up", "pin": omar.pin]
            let operatorTries = try await omar.send("\(page)/dispose", form, on: page)
            #expect(operatorTries.status == 403 && operatorTries.body.contains("BH-E086"))
            var right = form
            right["pin"] = quin.pin
            right["from"] = "20"
            let ahead = try await quin.send("\(page)/dispose", right, on: page)
            #expect(ahead.status == 409 && ahead.body.contains("BH-E081"))
            right["from"] = "10"
            #expect(try await quin.send("\(page)/dispose", right, on: page).status == 303)
            #expect(try await quin.browser.get("/units/\(unit)").body.contains(">ready<"))
            let late = try await quin.send("\(page)/dispose", right, on: page)
            #expect(late.status == 409 && late.body.contains("BH-E080"))
        }
    }

    @Test("what one may not know of and what is not there are alike")
    func hidden() async throws {
        try await FloorVisit.run { visit in
            let (_, page) = try await reported(visit, "VEH-1")
            let fred = try await Desk(visit, "fred")
            let nothing = "/nonconformances/" + String(repeating: "b", count: 32)
            #expect(try await fred.browser.get(page).status == 404)
            for action in ["dispose", "accept", "decline"] {
                let fields = ["disposition": "scrap", "reason": "x", "pin": fred.pin]
                let a = try await fred.send("\(page)/\(action)", fields, on: "/operator", key: "k")
                let b = try await fred.send("\(nothing)/\(action)", fields, on: "/operator", key: "k")
                #expect(a.status == 404 && a.body == b.body, "\(action)")
            }
            #expect(try await !fred.browser.get("/quality").body.contains("VEH"))
        }
    }

    @Test("a list that a page does not hold is gone on with from its last line; what is no list is refused")
    func lists() async throws {
        try await FloorVisit.run { visit in
            let quin = try await Desk(visit, "quin")
            for number in 1...6 {
                let unit = try #require(visit.floor.work["MED-\(number)"])
                for part in 0..<10 {
                    let fields = ["description": "Scratch \(number)-\(part)"]
                    #expect(try await quin.browser.work(unit, "nonconformance", fields).status == 303)
                }
            }
            let home = try await quin.browser.get("/quality").body
            let more = String(
                try #require(home.firstMatch(of: /href="(\/quality\?list=open&amp;after=[0-9a-f]{32})"/)).1
            )
            let rest = try await quin.browser.get(more.replacing("&amp;", with: "&"))
            #expect(rest.body.matches(of: /href="\/nonconformances\/[0-9a-f]{32}"/).count == 10)
            #expect(rest.body.contains("Scratch 6-9") && !rest.body.contains("Contained gauges"))
            for wrong in ["?list=none", "?list=open&after=x", "?list=%3Cscript%3E"] {
                let answer = try await quin.browser.get("/quality\(wrong)")
                #expect(answer.status == 400 && !answer.body.contains("<script>"), "\(wrong)")
            }
            #expect(try await quin.browser.get("/engineer?list=released").status == 200)
        }
    }
}
