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
