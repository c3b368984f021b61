import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("A departure from a customer's design over a connection", .serialized, .timeLimit(.minutes(10)))
struct CustomerApprovalPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    /// A hub whose runout is too great, disposed of by quality and accepted by the design authority; the address of its nonconformance.
    private func waiting(_ visit: FloorVisit, _ serial: String = "AGR-1") async throws -> (unit: String, page: String) {
        let olga = try await visit.browser(of: "olga")
        let unit = try #require(visit.floor.work[serial])
        #expect(try await olga.work(unit, "start").status == 303)
        let measured = ["characteristic": "1", "value": "0.09", "gauge": "G-7"]
        #expect(try await olga.work(unit, "measure", measured).status == 303)
        let report = ["characteristic": "1", "description": "Runout of \(serial)"]
        #expect(try await olga.work(unit, "nonconformance", report).status == 303)
        let (quin, ed) = (try await Desk(visit, "quin"), try await Desk(visit, "ed"))
        let home = try await quin.browser.get("/quality")
        let links = home.body.matches(of: /href="(\/nonconformances\/[0-9a-f]{32})">([A-Z0-9-]+)</)
        let page = String(try #require(links.first { $0.2 == serial }).1)
        let disposition = ["disposition": "useAsIs", "reason": "MRB 7", "pin": quin.pin]
        #expect(try await quin.send("\(page)/dispose", disposition, on: page).status == 303)
        #expect(try await ed.send("\(page)/accept", ["pin": ed.pin], on: page).status == 303)
        return (unit, page)
    }

    @Test("quality's home has it until the approval is on record with who, where and when; then the hold ends")
    func approved() async throws {
        try await FloorVisit.run { visit in
            let (unit, page) = try await waiting(visit)
            let (mia, quin) = (try await Desk(visit, "mia"), try await Desk(visit, "quin"))
            let home = try await mia.browser.get("/quality")
            #expect(home.body.contains("Waits for the customer") && home.body.contains("Runout of AGR-1"))
            #expect(try await mia.browser.get(page).body.contains("waits for the customer"))
            var form = ["approved-by": "", "document": "Waiver 17", "approved-on": "2026-11-23", "pin": mia.pin]
            let nobody = try await mia.send("\(page)/customer", form, on: page)
            #expect(nobody.status == 400 && nobody.body.contains("approvedBy") && nobody.body.contains("Waiver 17"))
            form["approved-by"] = "C. Farmer <b>"
            form["approved-on"] = "2999-01-01"
            let early = try await mia.send("\(page)/customer", form, on: page)
            #expect(early.status == 400 && early.body.contains("C. Farmer &lt;b&gt;"))
            form["approved-on"] = "23.11.2026"
            #expect(try await mia.send("\(page)/customer", form, on: page).body.contains("BH-W114"))
            form["approved-on"] = "2026-11-23"
            var other = form
            other["pin"] = quin.pin
            let denied = try await quin.send("\(page)/customer", other, on: page)
            #expect(denied.status == 403 && denied.body.contains("BH-E089"))
            other["pin"] = "000001"
            #expect(try await mia.send("\(page)/customer", other, on: page).body.contains("BH-P001"))
            #expect(try await quin.browser.get("/units/\(unit)").body.contains("state-bad\">on hold"))
            for _ in 0..<2 {
                #expect(try await mia.send("\(page)/customer", form, on: page, key: "once").status == 303)
            }
            let done = try await quin.browser.get(page)
            #expect(
                done.body.contains("C. Farmer &lt;b&gt;, Waiver 17, 2026-11-23") && done.body.contains("Mia Example")
            )
            #expect(try await !quin.browser.get("/units/\(unit)").body.contains("state-bad\">on hold"))
            let late = try await mia.send("\(page)/customer", form, on: page)
            #expect(late.status == 409 && late.body.contains("BH-E092"))
        }
    }

    @Test("where the customer refuses, quality's home has it again, with the reason")
    func refused() async throws {
        try await FloorVisit.run { visit in
            let (unit, page) = try await waiting(visit)
            let mia = try await Desk(visit, "mia")
            #expect(try await mia.send("\(page)/customer-refusal", ["reason": ""], on: page).status == 400)
            let refusal = ["reason": "Not on this hub"]
            #expect(try await mia.send("\(page)/customer-refusal", refusal, on: page).status == 303)
            let shown = try await mia.browser.get(page)
            #expect(shown.body.contains("Not on this hub") && shown.body.contains("Dispose of it"))
            #expect(try await mia.browser.get("/units/\(unit)").body.contains("state-bad\">on hold"))
        }
    }

    @Test("programs record both, each once for its key, and what is not right is a problem with its code")
    func programs() async throws {
        try await FloorVisit.run { visit in
            let mia = try await visit.browser(of: "mia")
            let pin = try #require(visit.floor.staff["mia"]?["pin"])
            for (serial, refuses) in [("AGR-1", true), ("AGR-2", false)] {
                let (_, page) = try await waiting(visit, serial)
                func post(_ act: String, _ body: String, _ key: String) async throws -> Answer {
                    let token = try await mia.get("/operator").formToken ?? ""
                    return try await Answer.to(
                        "POST /api\(page)/\(act) HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nConnection: close\r\nCookie: \(mia.cookie)\r\n"
                            + "X-Form-Token: \(token)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
                            + "Idempotency-Key: \(serial) \(key)\r\n\r\n\(body)",
                        port: visit.port
                    )
                }
                let approval =
                    #"{"approvedBy":"C. Farmer","document":"Waiver 17","day":"2026-11-23","pin":"\#(pin)"}"#
                if refuses {
                    #expect(try await post("customer-refusal", #"{"reason":7}"#, "a").status == 400)
                    for _ in 0..<2 {
                        let answer = try await post("customer-refusal", #"{"reason":"No"}"#, "b")
                        #expect(answer.status == 200 && answer.body.contains(#""state":"open""#))
                    }
                    let late = try await post("customer", approval, "c")
                    #expect(late.status == 409 && late.body.contains("BH-E092"))
                } else {
                    let wrong = approval.replacing("2026-11-23", with: "soon")
                    let malformed = try await post("customer", wrong, "d")
                    #expect(malformed.status == 400 && malformed.body.contains("BH-E010"))
                    let answer = try await post("customer", approval, "e")
                    #expect(answer.status == 200 && answer.body.contains(#""customerDocument":"Waiver 17""#))
                }
            }
        }
    }

    @Test(
        "an approved alternate is named where it is asked for, built in as what it is, and told from the planned part"
    )
    func alternates() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let unit = try #require(visit.floor.work["AGR-2"])
            let definition = try #require(visit.floor.work["HUB-1 AGR"])
            #expect(try await visit.browser(of: "eve").get("/definitions/\(definition)").body.contains("BOLT-6A"))
            #expect(try await olga.work(unit, "start").status == 303)
            #expect(try await olga.get("/units/\(unit)").body.contains("2 x BOLT-6 or BOLT-6A"))
            let other = try await olga.work(unit, "consume", ["part": "BOLT-6", "code": "L-61", "quantity": "2"])
            #expect(other.status == 409 && other.body.contains("BH-E076"))
            let alternate = ["part": "BOLT-6", "code": "L-60", "quantity": "2"]
            #expect(try await olga.work(unit, "consume", alternate).status == 303)
            #expect(try await olga.get("/units/\(unit)").body.contains("2 of L-60, BOLT-6A"))
            let record = try await visit.browser(of: "quin").get("/units/\(unit)/record")
            #expect(record.body.contains("L-60") && record.body.contains("BOLT-6A for BOLT-6"))
            let measured = ["characteristic": "1", "value": "0.02", "gauge": "G-7"]
            #expect(try await olga.work(unit, "measure", measured).status == 303)
            let pin = visit.floor.staff["olga"]?["pin"] ?? ""
            #expect(try await olga.work(unit, "complete", ["pin": pin]).status == 303)
            let (quin, order) = (try await Desk(visit, "quin"), try #require(visit.floor.work["O-AGR"]))
            let fields = [
                "unit-\(unit)": "yes", "organization": "Example", "customer": "Farm", "purchase-order": "PO-1",
                "statement": "These conform.", "pin": quin.pin,
            ]
            let form = "/orders/\(order)/certificates/new"
            let made = try await quin.send("/orders/\(order)/certificates", fields, on: form)
            let certificate = try await quin.browser.get(made.fields["location"] ?? "")
            #expect(certificate.body.contains("BOLT-6A for BOLT-6"))
        }
    }
}
