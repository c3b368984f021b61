import Documents
import Execution
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Paper on the floor", .serialized, .timeLimit(.minutes(10)))
struct PaperPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    /// A traveler of an order, by its address, and what its code at an operation says.
    private func printed(_ visit: FloorVisit, _ order: String, _ operation: String = "10") async throws -> (
        page: String, code: String
    ) {
        let pia = try await Desk(visit, "pia")
        let id = try #require(visit.floor.work[order])
        let made = try await pia.send("/orders/\(id)/traveler", on: "/orders/\(id)", key: UUID().uuidString)
        #expect(made.status == 303)
        let page = try #require(made.fields["location"])
        let shown = try await pia.browser.get(page)
        let number = try #require(shown.body.firstMatch(of: /Traveler (T-[0-9A-Z]{8})/))
        let identity = try TravelerIdentity(document: String(number.1), order: order, operation: operation)
        return (page, identity.text(under: visit.floor.travelerKey))
    }

    @Test("a planner prints a traveler once, it is a marked PDF, and its code leads to the order")
    func printing() async throws {
        try await FloorVisit.run { visit in
            let pia = try await Desk(visit, "pia")
            let order = try #require(visit.floor.work["O-VEH"])
            var pages: Set<String> = []
            for _ in 0..<2 {
                let made = try await pia.send("/orders/\(order)/traveler", on: "/orders/\(order)", key: "once")
                #expect(made.status == 303)
                pages.insert(made.fields["location"] ?? "")
            }
            #expect(pages.count == 1)
            let page = try #require(pages.first)
            let shown = try await pia.browser.get(page)
            #expect(shown.body.contains("those that the order is built by") && shown.body.contains("VEH-6"))
            let paper = try await pia.browser.get("\(page)/paper")
            #expect(paper.status == 200 && paper.fields["content-type"] == "application/pdf")
            #expect(paper.body.hasPrefix("%PDF-"))
            #expect(paper.fields["x-marking"]?.hasPrefix("CUI//SP-CTI/SP-EXPT") == true)
            #expect(paper.fields["content-disposition"]?.hasPrefix("attachment; filename=\"T-") == true)
            let (_, code) = try await printed(visit, "O-VEH")
            let olga = try await Desk(visit, "olga")
            let scan = try await olga.send("/operator/scan", ["code": code], on: "/operator")
            #expect(scan.status == 303 && scan.fields["location"] == "/orders/\(order)")
            let home = try await pia.browser.get("/orders/\(order)")
            #expect(home.body.contains("a later print took its place") && home.body.contains("it is the last print"))
        }
    }

    @Test("what is held up is verified: a true code, one that was changed, a torn one, and none of ours")
    func verifying() async throws {
        try await FloorVisit.run { visit in
            let olga = try await Desk(visit, "olga")
            let (page, code) = try await printed(visit, "O-MED")
            let good = try await olga.send("/verify", ["code": code], on: "/verify")
            #expect(good.status == 200 && good.body.contains("Printed by this site") && good.body.contains(page))
            let changed = code.replacing(":10:", with: ":20:")
            for (scan, refusal) in [
                (changed, "BH-X105"), (String(code.dropLast(4)), "BH-X104"), ("4711", "BH-X103"),
                (String(repeating: "BH1:", count: 60), "BH-X101"), ("BH1:T-1:\u{e9}:1:2", "BH-X102"), ("", "BH-W110"),
            ] {
                for target in ["/verify", "/operator/scan"] where target == "/verify" || scan.hasPrefix("BH1:") {
                    let answer = try await olga.send(
                        target,
                        ["code": scan],
                        on: target == "/verify" ? target : "/operator"
                    )
                    #expect((400...409).contains(answer.status) && answer.body.contains(refusal), "\(scan)")
                }
            }
            _ = try await printed(visit, "O-MED")
            let old = try await olga.send("/verify", ["code": code], on: "/verify")
            #expect(old.body.contains("a later print took its place"))
            let scanned = try await olga.send("/operator/scan", ["code": code], on: "/operator")
            #expect(scanned.status == 409 && scanned.body.contains("BH-E102"))
        }
    }

    @Test("what comes back signed and not recorded holds the units, once")
    func returning() async throws {
        try await FloorVisit.run { visit in
            let quin = try await Desk(visit, "quin")
            let (page, _) = try await printed(visit, "O-MED")
            let other = try await quin.send("\(page)/return", ["signed-77": "yes"], on: page)
            #expect(other.status == 400 && other.body.contains("BH-E010"))
            for _ in 0..<2 {
                #expect(try await quin.send("\(page)/return", ["signed-10": "yes"], on: page, key: "k").status == 303)
            }
            let shown = try await quin.browser.get(page)
            #expect(shown.body.contains("it was taken back") && shown.body.contains("<dd>6</dd>"))
            #expect(
                try await quin.browser.get("/quality").body.contains("Signed on it and not recorded: operation 10.")
            )
            let again = try await quin.send("\(page)/return", [:], on: page)
            #expect(again.status == 409 && again.body.contains("BH-E101"))
        }
    }

    @Test("of a program that one may not know of there is no paper, and what policies refuse is not printed")
    func hidden() async throws {
        try await FloorVisit.run { visit in
            let (page, code) = try await printed(visit, "O-VEH")
            let fred = try await Desk(visit, "fred")
            let nothing = "/travelers/" + String(repeating: "b", count: 32)
            for path in [page, "\(page)/paper", nothing, "\(nothing)/paper"] {
                #expect(try await fred.browser.get(path).status == 404)
            }
            for target in ["/verify", "/operator/scan"] {
                let scan = try await fred.send(target, ["code": code], on: "/verify")
                #expect(scan.status == 404 && !scan.body.contains("VEH"), "\(target)")
            }
            let flora = try await Desk(visit, "flora")
            #expect(try await flora.browser.get("\(page)/paper").status == 403)
            let order = try #require(visit.floor.work["O-VEH"])
            let print = try await flora.send("/orders/\(order)/traveler", on: "/planner")
            #expect(print.status == 403)
        }
    }
}
