import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Variants on pages", .serialized, .timeLimit(.minutes(10)))
struct VariantPagesTests {
    typealias Desk = EngineerPagesTests.Desk

    private func asked(_ visit: FloorVisit, _ eve: Desk, definition: String? = nil) async throws -> String {
        let form = definition.map { "/variants/new?definition=\($0)" } ?? "/variants/new"
        var fields = [
            "program": "MED", "standard": "deburr-wash", "difference": "Wash twice <b>", "reason": "Chips",
            "owner": "ed", "expires": "2099-12-31",
        ]
        if let definition { fields["definition"] = definition }
        let made = try await eve.send("/variants", fields, on: form)
        #expect(made.status == 303)
        return try #require(made.fields["location"])
    }

    /// Approved by ed, released by eve.
    private func release(_ change: String, _ eve: Desk, _ ed: Desk) async throws {
        let approval = ["capacity": "manufacturing", "pin": ed.pin]
        #expect(try await ed.send("\(change)/approve", approval, on: change).status == 303)
        #expect(try await eve.send("\(change)/release", ["pin": eve.pin], on: change).status == 303)
    }

    @Test("asked for, approved by another, released; then back to the standard the same way")
    func backToStandard() async throws {
        try await FloorVisit.run { visit in
            let (eve, ed) = (try await Desk(visit, "eve"), try await Desk(visit, "ed"))
            let change = try await asked(visit, eve)
            let shown = try await ed.browser.get(change)
            #expect(shown.body.contains("What differs: Wash twice &lt;b&gt;") && !shown.body.contains("twice <b>"))
            let own = try await eve.send(
                "\(change)/approve",
                ["capacity": "manufacturing", "pin": eve.pin],
                on: change
            )
            #expect(own.status == 403)
            let early = try await eve.send("\(change)/release", ["pin": eve.pin], on: change)
            #expect(early.status == 409 && early.body.contains("BH-G020"))
            try await release(change, eve, ed)
            let list = try await eve.browser.get("/variants")
            let link = try #require(list.body.firstMatch(of: /href="(\/variants\/[0-9a-f]{32})">deburr-wash/))
            let page = String(link.1)
            let one = try await eve.browser.get(page)
            #expect(one.body.contains("Back to the standard") && one.body.contains("state-done\">counts"))
            let ending = try await eve.send("\(page)/end", ["reason": "New filter"], on: page)
            let end = try #require(ending.fields["location"])
            #expect(try await eve.browser.get(page).body.contains(end))
            try await release(end, eve, ed)
            let ended = try await eve.browser.get(page)
            #expect(ended.body.contains("back to the standard since") && !ended.body.contains("Ask for its end"))
            let again = try await eve.send("\(page)/end", ["reason": "Again"], on: page)
            #expect(again.status == 409 && again.body.contains("BH-G060"))
            #expect(try await eve.browser.get("/api/variants").body.contains("backToStandard"))
        }
    }

    @Test("a form takes a variant in by a change that is approved and released as any, and others of it drift")
    func formTakesIn() async throws {
        try await FloorVisit.run { visit in
            let (eve, ed) = (try await Desk(visit, "eve"), try await Desk(visit, "ed"))
            for _ in 0..<2 { try await release(try await asked(visit, eve), eve, ed) }
            let list = try await eve.browser.get("/variants")
            let pages = list.body.matches(of: /href="(\/variants\/[0-9a-f]{32})">deburr-wash/).map { String($0.1) }
            #expect(pages.count == 2)
            let page = try #require(pages.first)
            let fields = ["reason": "Everybody <b>washes", "effective": "2099-01-02"]
            let asked = try await eve.send("\(page)/merge", fields, on: page)
            let change = try #require(asked.fields["location"])
            let shown = try await ed.browser.get(change)
            #expect(shown.body.contains("is from then on as the variant says") && !shown.body.contains("<b>washes"))
            try await release(change, eve, ed)
            #expect(try await eve.browser.get(page).body.contains("in the standard since 2099-01-02"))
            // Its day has not come: the other one deviates from the standard as it is.
            #expect(try await !eve.browser.get("/variants").body.contains("the standard moved on"))
            #expect(try await eve.browser.get("/api/variants/counts").body.contains("\"moved\":0"))
        }
    }

    @Test("into the standard: a draft of its next revision is submitted with the variant, which ends with the release")
    func intoStandard() async throws {
        try await FloorVisit.run { visit in
            let (eve, ed) = (try await Desk(visit, "eve"), try await Desk(visit, "ed"))
            let home = try await eve.browser.get("/engineer")
            let match = try #require(home.body.firstMatch(of: /href="\/definitions\/([0-9a-f]{32})">BRK-1/))
            let standard = String(match.1)
            let released = try await eve.browser.get("/definitions/\(standard)")
            #expect(released.body.contains("/variants/new?definition=\(standard)"))
            let change = try await askedOf(standard, eve)
            try await release(change, eve, ed)
            let list = try await eve.browser.get("/variants")
            let page = String(try #require(list.body.firstMatch(of: /href="(\/variants\/[0-9a-f]{32})">BRK-1/)).1)
            #expect(try await eve.browser.get(page).body.contains("No draft of the standard is open"))
            let made = try await eve.send(
                "/definitions/\(standard)/revise",
                ["revision": "B"],
                on: "/definitions/\(standard)"
            )
            let draft = try #require(made.fields["location"])
            let form = try await eve.browser.get(page)
            #expect(form.body.contains("Submit rev. B with it"))
            // The change says what it touches: the variant with it.
            let touched = try await eve.browser.get(draft)
            #expect(touched.body.contains("It replaces BRK-1 rev. A") && touched.body.contains("Variants of it: 1"))
            #expect(touched.body.contains(page) && !touched.body.contains("Open orders: 0"))
            let told = try await eve.browser.get("/api\(draft)/impact")
            #expect(told.status == 200 && told.body.contains("Wash twice") && told.body.contains("job-order"))
            let merged = try await eve.send(
                "\(page)/merge",
                ["definition": String(draft.split(separator: "/")[1]), "reason": "Everybody washes twice"],
                on: page
            )
            #expect(merged.status == 303 && merged.fields["location"] == draft)
            let approval = ["capacity": "manufacturing", "pin": ed.pin]
            #expect(try await ed.send("\(draft)/approve", approval, on: draft).status == 303)
            #expect(try await eve.send("\(draft)/release", ["pin": eve.pin], on: draft).status == 303)
            let ended = try await eve.browser.get(page)
            #expect(ended.body.contains("in the standard since") && ended.body.contains("the standard moved on"))
        }
    }

    /// A variant of a work definition; of which program it is is said by whether it is taken.
    private func askedOf(_ standard: String, _ eve: Desk) async throws -> String {
        for program in ["MED", "VEH", "AGR"] {
            let fields = [
                "program": program, "definition": standard, "difference": "Wash twice", "reason": "Chips",
                "owner": "ed", "expires": "2099-12-31",
            ]
            let made = try await eve.send("/variants", fields, on: "/variants/new?definition=\(standard)")
            if made.status == 303 { return try #require(made.fields["location"]) }
            #expect(made.status == 400 && made.body.contains("BH-G010"))
        }
        return ""
    }

    @Test("what one may not know of is not there, whatever is asked of it")
    func hidden() async throws {
        try await FloorVisit.run { visit in
            let fred = try await Desk(visit, "fred")
            let nothing = "/variants/" + String(repeating: "b", count: 32)
            #expect(try await fred.browser.get(nothing).status == 404)
            #expect(try await fred.browser.get("/variants/changes/" + String(repeating: "b", count: 32)).status == 404)
            for act in ["end", "merge"] {
                let fields = [
                    "reason": "x", "content": "x", "definition": String(repeating: "b", count: 32),
                ]
                #expect(try await fred.send("\(nothing)/\(act)", fields, on: "/operator").status == 404, "\(act)")
            }
            let wrong = try await fred.send("/variants", ["expires": "soon"], on: "/variants/new")
            #expect(wrong.status == 400 && wrong.body.contains("BH-W"))
        }
    }
}
