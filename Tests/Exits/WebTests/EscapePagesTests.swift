import Execution
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Notices of escape on pages and for programs", .serialized, .timeLimit(.minutes(10)))
struct EscapePagesTests {
    typealias Desk = EngineerPagesTests.Desk

    /// The page of the notice that is due for a delivered unit with a nonconformance.
    private func due(_ visit: FloorVisit, _ quin: Desk) async throws -> (page: String, unit: String) {
        let unit = try await GenealogyPagesTests().built(visit, "MED-1")
        let order = try #require(visit.floor.work["O-MED"])
        let fields = [
            "unit-\(unit)": "yes", "organization": "Example", "customer": "Clinic", "purchase-order": "PO-7",
            "statement": "These conform.", "pin": quin.pin,
        ]
        let form = "/orders/\(order)/certificates/new"
        #expect(try await quin.send("/orders/\(order)/certificates", fields, on: form).status == 303)
        let olga = try await Desk(visit, "olga")
        let crack = ["description": "Crack at the <lug>"]
        #expect(try await olga.browser.work(unit, "nonconformance", crack).status == 303)
        let home = try await quin.browser.get("/quality")
        #expect(home.body.contains("Notices of escape to be written"))
        let link = try #require(home.body.firstMatch(of: /href="(\/escape-notices\/[0-9a-f]{32})"/))
        return (String(link.1), unit)
    }

    @Test("quality writes and signs what is due, gets the paper, and records that the customer was told")
    func way() async throws {
        try await FloorVisit.run { visit in
            let quin = try await Desk(visit, "quin")
            let (page, _) = try await due(visit, quin)
            let shown = try await quin.browser.get(page)
            #expect(shown.status == 200 && shown.body.contains("Crack at the &lt;lug&gt;"))
            #expect(shown.body.contains("MED-1") && shown.body.contains("AS9100D 8.7.1"))
            #expect(try await quin.browser.get("\(page)/paper").status == 404)
            var fields = ["text": "Stop using it; we fetch it.", "pin": "000001"]
            let wrong = try await quin.send("\(page)/write", fields, on: page)
            #expect(wrong.status == 409 && wrong.body.contains("BH-P001") && wrong.body.contains("Stop using it"))
            let olga = try await Desk(visit, "olga")
            fields["pin"] = olga.pin
            let other = try await olga.send("\(page)/write", fields, on: page)
            #expect(other.status == 403 && other.body.contains("BH-E086"))
            fields["pin"] = quin.pin
            #expect(try await quin.send("\(page)/write", fields, on: page).status == 303)
            let again = try await quin.send("\(page)/write", fields, on: page)
            #expect(again.status == 409 && again.body.contains("BH-E109"))
            let paper = try await quin.browser.get("\(page)/paper")
            #expect(paper.status == 200 && paper.body.hasPrefix("%PDF-"))
            #expect(try await quin.browser.get("/quality").body.contains("written, to be told"))
            let telling = ["to": "M. Buyer", "how": "Letter 12", "told-on": ""]
            #expect(try await quin.send("\(page)/tell", telling, on: page).status == 303)
            let told = try await quin.browser.get(page)
            #expect(told.body.contains("M. Buyer") && told.body.contains("Letter 12"))
            #expect(try await !quin.browser.get("/quality").body.contains(page))
        }
    }

    @Test(
        "a notice is withdrawn on its page with a reason and a PIN; a customer who was told of it is told of that too"
    )
    func withdrawal() async throws {
        try await FloorVisit.run { visit in
            let quin = try await Desk(visit, "quin")
            let (page, _) = try await due(visit, quin)
            #expect(
                try await quin.send("\(page)/write", ["text": "Stop using it.", "pin": quin.pin], on: page).status
                    == 303
            )
            let telling = ["to": "M. Buyer", "how": "Letter 12", "told-on": ""]
            #expect(try await quin.send("\(page)/tell", telling, on: page).status == 303)
            var fields = ["reason": "A <scratch>, no crack", "pin": "000001"]
            let wrong = try await quin.send("\(page)/withdraw", fields, on: page)
            #expect(wrong.status == 409 && wrong.body.contains("BH-P001") && wrong.body.contains("A &lt;scratch&gt;"))
            #expect(wrong.body.contains("<details class=\"card\" open>"))
            let olga = try await Desk(visit, "olga")
            fields["pin"] = olga.pin
            let other = try await olga.send("\(page)/withdraw", fields, on: page)
            #expect(other.status == 403 && other.body.contains("BH-E086"))
            fields["pin"] = quin.pin
            #expect(
                try await quin.send("\(page)/withdraw", fields.merging(["reason": ""]) { $1 }, on: page).status == 400
            )
            #expect(try await quin.send("\(page)/withdraw", fields, on: page).status == 303)
            let again = try await quin.send("\(page)/withdraw", fields, on: page)
            #expect(again.status == 409 && again.body.contains("BH-E109"))
            let home = try await quin.browser.get("/quality")
            #expect(home.body.contains("Customers to be told of a withdrawal") && home.body.contains(page))
            let shown = try await quin.browser.get(page)
            #expect(shown.body.contains("withdrawn, to be told") && shown.body.contains("Stop using it."))
            let paper = try await quin.browser.paper("\(page)/paper")
            #expect(!paper.isEmpty && paper.allSatisfy { $0.contains("and does not stand") })
            #expect(paper.joined().contains("A <scratch>, no crack") && paper.joined().contains("M. Buyer, Letter 12"))
            let twice = try await quin.send("\(page)/tell", telling, on: page)
            #expect(twice.status == 409 && twice.body.contains("BH-E109"))
            let retelling = ["to": "M. Buyer", "how": "Letter 13", "told-on": ""]
            #expect(try await quin.send("\(page)/tell-withdrawal", retelling, on: page).status == 303)
            let done = try await quin.browser.get(page)
            #expect(done.body.contains("Letter 12") && done.body.contains("Letter 13"))
            #expect(!done.body.contains("to be told</span>"))
            #expect(try await !quin.browser.get("/quality").body.contains(page))
        }
    }

    @Test("a program withdraws a notice and says that the customer was told of it")
    func programWithdraws() async throws {
        try await FloorVisit.run { visit in
            let quin = try await Desk(visit, "quin")
            let (page, _) = try await due(visit, quin)
            let address = "/api\(page)"
            func post(_ act: String, _ body: String) async throws -> Answer {
                try await quin.browser.command("\(address)/\(act)", body)
            }
            let reason = #"{"reason":"No crack","pin":"\#(quin.pin)"}"#
            for (body, status) in [
                (#"{"reason":"No crack"}"#, 400), (#"{"reason":"","pin":"\#(quin.pin)"}"#, 400), ("[]", 400),
            ] {
                #expect(try await post("withdraw", body).status == status, "\(body)")
            }
            let written = #"{"text":"Stop using it.","pin":"\#(quin.pin)"}"#
            #expect(try await post("write", written).status == 200)
            let told = #"{"to":"M. Buyer","how":"Mail 1","day":"2026-11-24"}"#
            #expect(try await post("tell", told).status == 200)
            let early = try await post("tell-withdrawal", told)
            #expect(early.status == 409 && early.body.contains("BH-E109"))
            let withdrawn = try await post("withdraw", reason)
            #expect(withdrawn.status == 200 && withdrawn.body.contains("\"state\":\"withdrawing\""))
            let id = try #require(page.split(separator: "/").last.map(String.init))
            #expect(try await quin.browser.get("/api/escape-notices?state=withdrawing").body.contains(id))
            let retold = try await post("tell-withdrawal", told)
            #expect(retold.status == 200 && retold.body.contains("\"state\":\"withdrawn\""))
            #expect(try await quin.browser.get("/api/escape-notices?state=withdrawn").body.contains(id))
        }
    }

    @Test("programs list, read, write and tell; malformed ones are refused")
    func programs() async throws {
        try await FloorVisit.run { visit in
            let quin = try await Desk(visit, "quin")
            let (page, _) = try await due(visit, quin)
            let id = try #require(page.split(separator: "/").last.map(String.init))
            let listed = try await quin.browser.get("/api/escape-notices")
            #expect(listed.status == 200 && listed.body.contains(id) && listed.body.contains("\"state\":\"due\""))
            #expect(try await quin.browser.get("/api/escape-notices?state=told").body.contains("\"records\":[]"))
            #expect(try await quin.browser.get("/api/escape-notices?state=lost").status == 400)
            let one = try await quin.browser.get("/api/escape-notices/\(id)")
            #expect(one.status == 200 && one.body.contains("\"conformance-certificate\""))
            let nowhere = String(repeating: "0", count: 32)
            #expect(try await quin.browser.get("/api/escape-notices/\(nowhere)").status == 404)
            #expect(try await quin.browser.get("/escape-notices/\(nowhere)").status == 404)
        }
    }
}
