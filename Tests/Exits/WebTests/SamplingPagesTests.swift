import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Sampling plans over a connection", .serialized, .timeLimit(.minutes(10)))
struct SamplingPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    @Test("the terminal says what is not due and by which plan, takes it all the same, and the records tell it")
    func terminal() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let quin = try await visit.browser(of: "quin")
            let (first, second) = (
                try #require(visit.floor.work["AGR-1"]), try #require(visit.floor.work["AGR-2"])
            )
            #expect(try await olga.work(first, "start").status == 303)
            #expect(try await !olga.get("/units/\(first)").body.contains("not due on this unit"))
            #expect(try await olga.work(second, "start").status == 303)
            let page = try await olga.get("/units/\(second)")
            #expect(
                page.body.contains("not due on this unit")
                    && page.body.contains("every 2; all after a failure until 5 good")
            )
            let data = try await olga.get("/api/units/\(second)/operation")
            #expect(data.body.contains(#""plan":"every 2; all after a failure until 5 good""#))
            let record = try await quin.get("/units/\(second)/record")
            #expect(record.body.contains("Skipped by plan"))
            #expect(try await quin.get("/api/units/\(second)/record").body.contains(#""kind":"skipped-measurement""#))
            let article = try await Desk(visit, "quin").send(
                "/units/\(second)/first-articles",
                ["extent": "full", "trigger": "firstProduction", "reason": "First", "organization": "Example"],
                on: "/units/\(second)/first-articles/new"
            )
            let shown = try await quin.get(article.fields["location"] ?? "")
            #expect(shown.body.contains("not measured, skipped by its plan: every 2; all after"))
            let measured = ["characteristic": "2", "value": "9"]
            #expect(try await olga.work(second, "measure", measured).status == 303)
            let now = try await olga.get("/units/\(second)")
            #expect(now.body.contains("9 Nm") && !now.body.contains("not due on this unit"))
            #expect(try await !quin.get("/units/\(second)/record").body.contains("Skipped by plan"))
        }
    }

    @Test("a plan stands on the engineer's form and page; one that is none is named, and what was typed stays")
    func engineer() async throws {
        try await FloorVisit.run { visit in
            let eve = try await Desk(visit, "eve")
            let old = "/definitions/\(try #require(visit.floor.work["BRK-1 MED"]))"
            let page = try #require(try await eve.send("\(old)/revise", ["revision": "B"], on: old).fields["location"])
            let shown = try await eve.browser.get(page)
            let operation = String(
                try #require(shown.body.firstMatch(of: /href="(\/definitions\/[0-9a-f]+\/operations\/[0-9a-f]{32})"/)).1
            )
            var fields = [
                "sequence": "10", "name": "Mill", "center": "mill", "minutes": "20", "instructions": "Mill.",
                "c0-number": "1", "c0-name": "Depth", "c0-unit": "mm", "c0-sampling": "now and <then>",
            ]
            let wrong = try await eve.send(operation, fields, on: operation)
            #expect(wrong.status == 400 && wrong.body.contains("no sampling plan"))
            #expect(wrong.body.contains("value=\"now and &lt;then&gt;\""))
            fields["c0-sampling"] = " first and last "
            #expect(try await eve.send(operation, fields, on: operation).status == 303)
            #expect(try await eve.browser.get(page).body.contains("first and last"))
            let difference = try await eve.browser.get("\(page)/difference/\(old.split(separator: "/")[1])")
            #expect(difference.body.contains("on which units"))
        }
    }
}
