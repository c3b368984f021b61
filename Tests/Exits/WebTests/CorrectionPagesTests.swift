import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Corrections on pages: what was recorded stays beside what it is", .serialized, .timeLimit(.minutes(10)))
struct CorrectionPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    /// A unit that olga measured and built bolts into.
    private func recorded(_ visit: FloorVisit, _ serial: String = "MED-1") async throws -> String {
        let olga = try await visit.browser(of: "olga")
        let unit = try #require(visit.floor.work[serial])
        #expect(try await olga.work(unit, "start").status == 303)
        let measured = ["characteristic": "1", "value": "12.70", "gauge": "G-7"]
        #expect(try await olga.work(unit, "measure", measured).status == 303)
        #expect(
            try await olga.work(unit, "consume", ["part": "BOLT-6", "code": "L-55", "quantity": "4"]).status == 303
        )
        return unit
    }

    private func records(_ page: Answer) -> [String] {
        page.body.matches(of: /corrections\?record=([0-9a-f]{32})/).map { String($0.1) }
    }

    @Test("a measurement is corrected with reason and PIN; both values, the reason and the signer are on the page")
    func measurement() async throws {
        try await FloorVisit.run { visit in
            let unit = try await recorded(visit)
            let quin = try await Desk(visit, "quin")
            let page = "/units/\(unit)/corrections"
            let record = try #require(records(try await quin.browser.get(page)).first)
            let form = try await quin.browser.get("\(page)?record=\(record)")
            #expect(form.body.contains("Correct characteristic 1 of operation 10") && form.body.contains("12.70"))
            var fields = [
                "record": record, "seen": "12.70", "value": "12,9", "gauge": "G-7", "reason": "Read wrong",
                "pin": quin.pin,
            ]
            let word = try await quin.send("\(page)/measurement", fields, on: page)
            #expect(word.status == 400 && word.body.contains("BH-W111") && word.body.contains("12,9"))
            fields["value"] = "12.90"
            fields["pin"] = "000001"
            #expect(try await quin.send("\(page)/measurement", fields, on: page).body.contains("BH-P001"))
            fields["pin"] = quin.pin
            for _ in 0..<2 {
                #expect(try await quin.send("\(page)/measurement", fields, on: page, key: "once").status == 303)
            }
            let token = try await quin.browser.get("/quality").formToken ?? ""
            let body =
                #"{"record":"\#(record)","seen":"12.70","value":"12.71","gauge":"G-7","reason":"x","pin":"\#(quin.pin)"}"#
            let program = try await Answer.to(
                "POST /api\(page)/measurement HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nConnection: close\r\nCookie: \(quin.browser.cookie)\r\n"
                    + "X-Form-Token: \(token)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nIdempotency-Key: k\r\n\r\n\(body)",
                port: visit.port
            )
            #expect(program.status == 409 && program.fields["content-type"] == "application/problem+json")
            let late = try await quin.send("\(page)/measurement", fields, on: page)
            #expect(late.status == 409)
            let shown = try await quin.browser.get(page)
            for text in ["12.70", "12.90", "Read wrong", "Quin Example", "out of limits", "corrected"] {
                #expect(shown.body.contains(text), "\(text)")
            }
            let operation = try await visit.browser(of: "olga").get("/units/\(unit)")
            #expect(operation.body.contains("12.90 mm, corrected out of limits"))
        }
    }

    @Test("a certificate that is printed anew after a correction bears the mark on each page; before it bears none")
    func certificate() async throws {
        try await FloorVisit.run { visit in
            let unit = try await GenealogyPagesTests().built(visit, "MED-1")
            let quin = try await Desk(visit, "quin")
            let order = try #require(visit.floor.work["O-MED"])
            let certified = [
                "unit-\(unit)": "yes", "organization": "Example", "customer": "Clinic", "purchase-order": "PO-7",
                "statement": "These conform.", "pin": quin.pin,
            ]
            let form = "/orders/\(order)/certificates/new"
            let made = try await quin.send("/orders/\(order)/certificates", certified, on: form)
            let paper = "\(try #require(made.fields["location"]))/paper"
            let before = try await quin.browser.paper(paper)
            #expect(!before.isEmpty && !before.joined().contains("was corrected"))
            let page = "/units/\(unit)/corrections"
            let record = try #require(records(try await quin.browser.get(page)).first)
            let fields = [
                "record": record, "seen": "12.70", "value": "12.71", "gauge": "G-7", "reason": "Read wrong",
                "pin": quin.pin,
            ]
            #expect(try await quin.send("\(page)/measurement", fields, on: page).status == 303)
            let after = try await quin.browser.paper(paper)
            #expect(after.count >= before.count)
            for text in after {
                #expect(text.contains("A value that this certificate covers was corrected on 20"))
                #expect(text.contains("The signature is over what was recorded before"))
            }
        }
    }

    @Test("what was built in is corrected to another lot, and to nothing; scripts typed as a reason are text")
    func consumption() async throws {
        try await FloorVisit.run { visit in
            let unit = try await recorded(visit)
            let quin = try await Desk(visit, "quin")
            let page = "/units/\(unit)/corrections"
            let record = try #require(records(try await quin.browser.get(page)).last)
            let form = try await quin.browser.get("\(page)?record=\(record)")
            #expect(form.body.contains("Correct BOLT-6 at operation"))
            var fields = [
                "record": record, "seen": "L-55", "kind": "lot", "item": "L-0", "quantity": "4",
                "reason": "<script>alert(1)</script>\r\nand more", "pin": quin.pin,
            ]
            let missing = try await quin.send("\(page)/consumption", fields, on: page)
            #expect(missing.status == 409 && missing.body.contains("BH-E072"))
            #expect(!missing.body.contains("<script>alert"))
            fields["item"] = ""
            #expect(try await quin.send("\(page)/consumption", fields, on: page).status == 303)
            let shown = try await quin.browser.get(page)
            #expect(shown.body.contains("&lt;script&gt;alert(1)") && !shown.body.contains("<script>alert"))
            #expect(shown.body.contains("Nothing was built in"))
            #expect(try await quin.browser.get("/units/\(unit)/record").body.contains("not built in yet"))
        }
    }

    @Test("the words of a nonconformance are corrected from its page")
    func words() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let unit = try #require(visit.floor.work["MED-2"])
            #expect(try await olga.work(unit, "start").status == 303)
            let report = ["description": "Scrach\r\non face A"]
            #expect(try await olga.work(unit, "nonconformance", report).status == 303)
            let quin = try await Desk(visit, "quin")
            let home = try await quin.browser.get("/quality")
            let page = String(try #require(home.body.firstMatch(of: /href="(\/nonconformances\/[0-9a-f]{32})"/)).1)
            let fields = [
                "seen": "Scrach\r\non face A", "description": "Scratch\r\non face A", "reason": "Spelling",
                "pin": quin.pin,
            ]
            #expect(try await quin.send("\(page)/correct", fields, on: page).status == 303)
            #expect(try await quin.browser.get(page).body.contains("Scratch\non face A"))
            #expect(try await quin.browser.get("/units/\(unit)/corrections").body.contains("Scrach\non face A"))
        }
    }

    @Test("what one may not know of and what is not there are alike")
    func hidden() async throws {
        try await FloorVisit.run { visit in
            let unit = try await recorded(visit, "VEH-1")
            let quin = try await Desk(visit, "quin")
            let record = try #require(records(try await quin.browser.get("/units/\(unit)/corrections")).first)
            let fred = try await Desk(visit, "fred")
            let nothing = String(repeating: "b", count: 32)
            for target in ["/units/\(unit)/corrections", "/api/units/\(unit)/corrections"] {
                let other = target.replacing(unit, with: nothing)
                let (a, b) = (try await fred.browser.get(target), try await fred.browser.get(other))
                #expect(a.status == 404 && a.body == b.body)
            }
            func fields(_ record: String) -> [String: String] {
                ["record": record, "seen": "12.70", "value": "12.71", "gauge": "G-7", "reason": "x", "pin": fred.pin]
            }
            let mine = try #require(visit.floor.work["MED-1"])
            let target = "/units/\(mine)/corrections/measurement"
            let a = try await fred.send(target, fields(record), on: "/operator", key: "k")
            let b = try await fred.send(target, fields(nothing), on: "/operator", key: "k")
            #expect(a.status == 404 && a.body == b.body)
        }
    }
}
