import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Production that lapses, on quality's home and by programs", .serialized, .timeLimit(.minutes(10)))
struct LapsePagesTests {
    typealias Desk = EngineerPagesTests.Desk

    /// A hub that was finished, with an approved first article.
    private func approved(_ visit: FloorVisit) async throws {
        let olga = try await Desk(visit, "olga")
        let unit = try #require(visit.floor.work["AGR-1"])
        #expect(try await olga.browser.work(unit, "start").status == 303)
        for measured in [
            ["characteristic": "1", "value": "0.02", "gauge": "G-7"], ["characteristic": "2", "value": "9"],
        ] {
            #expect(try await olga.browser.work(unit, "measure", measured).status == 303)
        }
        let bolts = ["part": "BOLT-6", "code": "L-55", "quantity": "2"]
        #expect(try await olga.browser.work(unit, "consume", bolts).status == 303)
        #expect(try await olga.browser.work(unit, "complete", ["pin": olga.pin]).status == 303)
        let (quin, mia) = (try await Desk(visit, "quin"), try await Desk(visit, "mia"))
        let fields = ["extent": "full", "trigger": "firstProduction", "reason": "First", "organization": "Example"]
        let form = "/units/\(unit)/first-articles/new"
        let page = try #require(
            try await quin.send("/units/\(unit)/first-articles", fields, on: form).fields["location"]
        )
        #expect(try await quin.send("\(page)/verify", ["pin": quin.pin], on: page).status == 303)
        #expect(try await mia.send("\(page)/approve", ["pin": mia.pin], on: page).status == 303)
    }

    @Test("nothing is listed while it is far, it asks for action before it lapses, and for another one after")
    func home() async throws {
        try await FloorVisit.run { visit in
            try await approved(visit)
            #expect(
                try await visit.browser(of: "quin").get("/quality").body.contains(
                    "No production lapses in the next 90 days"
                )
            )
            visit.floor.advance(days: 660)
            let soon = try await visit.browser(of: "quin")
            let home = try await soon.get("/quality").body
            #expect(
                home.contains("HUB-1") && home.contains("lapses soon")
                    && home.contains("keeps the first article standing")
            )
            #expect(try await soon.get("/api/production-lapses").body.contains(#""partNumber":"HUB-1""#))
            visit.floor.advance(days: 75)
            let late = try await visit.browser(of: "quin")
            let after = try await late.get("/quality").body
            #expect(after.contains("state-bad\">lapsed<") && after.contains("takes a first article, full or partial"))
            for wrong in ["?after=x", "?limit=0", "?limit=many"] {
                #expect(try await late.get("/api/production-lapses\(wrong)").status == 400)
            }
        }
    }
}
