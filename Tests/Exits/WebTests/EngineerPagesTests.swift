import Boundary
import Execution
import Foundation
import Governance
import Journal
import PlantModel
import RawHTTP
import TestFloor
import Testing

@Suite("An engineer's pages", .serialized, .timeLimit(.minutes(10)))
struct EngineerPagesTests {
    /// Somebody at a definition's page.
    struct Desk {
        let browser: FloorVisit.Browser
        let pin: String

        init(_ visit: FloorVisit, _ person: String) async throws {
            browser = try await visit.browser(of: person)
            pin = visit.floor.staff[person]?["pin"] ?? ""
        }

        /// Sends a form of a page, with what the page put into it.
        func send(_ target: String, _ fields: [String: String] = [:], on page: String, key: String = UUID().uuidString)
            async throws -> Answer
        {
            let shown = try await browser.get(page)
            var all = fields
            all["once"] = key
            for hidden in ["content", "replacing"] where shown.body.contains("name=\"\(hidden)\"") {
                all[hidden] = FloorVisit.Browser.hidden(hidden, shown)
            }
            return try await browser.send(target, all, from: shown)
        }
    }

    private static let operation = [
        "sequence": "10", "name": "Drill", "center": "mill", "minutes": "20", "instructions": "Drill.\r\nDeburr.",
        "c0-number": "1", "c0-name": "Bore", "c0-unit": "mm", "c0-lower": "6,00", "c0-upper": "6.05",
        "c0-gauge": "yes", "p0-part": "BOLT-6", "p0-quantity": "2",
    ]

    /// A draft that eve wrote, by its address.
    private func draft(_ eve: Desk, program: String = "MED", part: String = "ARM-2") async throws -> String {
        var fields = Self.operation
        fields.merge(["program": program, "part": part, "revision": "A", "title": "Arm"]) { $1 }
        let made = try await eve.send("/definitions", fields, on: "/definitions/new")
        #expect(made.status == 303)
        return try #require(made.fields["location"])
    }

    @Test("from a draft to a released revision: two persons, signed; then it is not changed any more")
    func journey() async throws {
        try await FloorVisit.run { visit in
            let (eve, ed) = (try await Desk(visit, "eve"), try await Desk(visit, "ed"))
            let home = try await eve.browser.get("/")
            #expect(home.fields["location"] == "/engineer")
            let page = try await draft(eve)
            let shown = try await eve.browser.get(page)
            #expect(shown.body.contains("6.00 to 6.05") && shown.body.contains("Drill.\nDeburr."))
            #expect(try await eve.send("\(page)/submit", ["reason": "New arm"], on: page).status == 303)
            let own = try await eve.send("\(page)/approve", ["capacity": "manufacturing", "pin": eve.pin], on: page)
            #expect(own.status == 403 && own.body.contains("Nobody approves what they wrote"))
            let early = try await eve.send("\(page)/release", ["pin": eve.pin], on: page)
            #expect(early.status == 409 && early.body.contains("BH-G020"))
            let wrong = try await ed.send("\(page)/approve", ["capacity": "manufacturing", "pin": "000001"], on: page)
            #expect(wrong.status == 409 && wrong.body.contains("BH-P001"))
            let elsewhere = try await ed.send("\(page)/approve", ["capacity": "quality", "pin": ed.pin], on: page)
            #expect(elsewhere.status == 403 && elsewhere.body.contains("BH-G002"))
            let approval = ["capacity": "manufacturing", "pin": ed.pin]
            for _ in 0..<2 {
                #expect(try await ed.send("\(page)/approve", approval, on: page, key: "once").status == 303)
            }
            let approved = try await eve.browser.get(page)
            #expect(approved.body.contains("approved by ed as manufacturing, signed Ed Example"))
            #expect(try await eve.send("\(page)/release", ["pin": eve.pin], on: page).status == 303)
            let released = try await eve.browser.get(page)
            #expect(released.body.contains("state-done\">released<") && !released.body.contains("Change operation"))
            let late = try await eve.send(
                "\(page)/heading",
                ["part": "ARM-3", "revision": "A", "title": "x"],
                on: page
            )
            #expect(late.status == 409 && late.body.contains("BH-E020"))
        }
    }

    @Test("a new revision begins with the released one, is changed an operation at a time, and the difference is shown")
    func revision() async throws {
        try await FloorVisit.run { visit in
            let eve = try await Desk(visit, "eve")
            let home = try await eve.browser.get("/engineer")
            let match = try #require(home.body.firstMatch(of: /href="(\/definitions\/[0-9a-f]{32})">BRK-1/))
            let old = String(match.1)
            let made = try await eve.send("\(old)/revise", ["revision": "B"], on: old)
            let page = try #require(made.fields["location"])
            let taken = try await eve.send("\(old)/revise", ["revision": "B"], on: old)
            #expect(taken.status == 409 && taken.body.contains("BH-E024"))
            let shown = try await eve.browser.get(page)
            #expect(shown.body.contains("Clamp the blank") && shown.body.contains("12.65 to 12.75"))
            let operation = String(
                try #require(shown.body.firstMatch(of: /href="(\/definitions\/[0-9a-f]+\/operations\/[0-9a-f]{32})"/)).1
            )
            let form = try await eve.browser.get(operation)
            #expect(form.body.contains("value=\"Pocket depth\"") && form.body.contains("value=\"BOLT-6\""))
            var fields = Self.operation
            fields["name"] = "Mill and drill"
            fields["c0-designator"] = "key"
            #expect(try await eve.send(operation, fields, on: operation).status == 303)
            let difference = try await eve.browser.get("\(page)/difference/\(old.split(separator: "/")[1])")
            #expect(difference.status == 200)
            for words in ["Mill the pocket", "Mill and drill", "12.65", "6.00", "Pocket depth", "Bore", "designator"] {
                #expect(difference.body.contains(words), "\(words)")
            }
            #expect(!difference.body.contains("Torque the bolts"))
            let again = try await eve.browser.get(operation)
            #expect(again.body.contains("<option value=\"key\" selected>"))
            #expect(try await eve.send("\(operation)/remove", on: operation).status == 303)
            #expect(try await !eve.browser.get(page).body.contains("Mill and drill"))
        }
    }

    @Test("what is wrong with a form is said row by row, and what was typed stays; nothing is changed")
    func wrongForm() async throws {
        try await FloorVisit.run { visit in
            let eve = try await Desk(visit, "eve")
            var fields = Self.operation
            fields.merge(["program": "MED", "part": "ARM-2", "revision": "A", "title": "<b>Arm"]) { $1 }
            fields["c0-lower"] = "six"
            fields["p0-quantity"] = "1e9"
            fields["c0-designator"] = "<lucky>"
            let rows = try await eve.send("/definitions", fields, on: "/definitions/new")
            #expect(rows.status == 400 && rows.body.contains("BH-W113"))
            #expect(rows.body.contains("row 1, lower limit") && rows.body.contains("row 1, how many"))
            #expect(rows.body.contains("row 1, designator") && !rows.body.contains("<lucky>"))
            #expect(rows.body.contains("value=\"&lt;b&gt;Arm\"") && rows.body.contains("value=\"six\""))
            fields["c0-lower"] = "7"
            fields["p0-quantity"] = "2"
            fields["c0-designator"] = ""
            fields["center"] = "oven"
            let content = try await eve.send("/definitions", fields, on: "/definitions/new")
            #expect(content.status == 400 && content.body.contains("BH-E010"))
            #expect(content.body.contains("is none of the plant") && content.body.contains("the upper limit is less"))
            fields["center"] = "mill"
            fields["c0-upper"] = "8"
            for program in ["NOPE", ""] {
                fields["program"] = program
                #expect(try await eve.send("/definitions", fields, on: "/definitions/new").status == 404)
            }
            #expect(try await !eve.browser.get("/engineer").body.contains("ARM-2"))
        }
    }

    @Test("two tabs: who looked at an older draft does not write over a newer one")
    func staleDraft() async throws {
        try await FloorVisit.run { visit in
            let eve = try await Desk(visit, "eve")
            let page = try await draft(eve)
            let old = try await eve.browser.get("\(page)/heading")
            var fields = ["part": "ARM-2", "revision": "A", "title": "Arm, left"]
            #expect(try await eve.send("\(page)/heading", fields, on: "\(page)/heading").status == 303)
            fields["title"] = "Arm, right"
            fields["once"] = "k"
            fields["content"] = FloorVisit.Browser.hidden("content", old)
            let late = try await eve.browser.send("\(page)/heading", fields, from: old)
            #expect(late.status == 409 && late.body.contains("BH-E011"))
            #expect(try await eve.browser.get(page).body.contains("Arm, left"))
        }
    }

    @Test("that training on a revision is needed stays said in its heading until somebody takes it back")
    func training() async throws {
        try await FloorVisit.run { visit in
            let eve = try await Desk(visit, "eve")
            let page = try await draft(eve)
            let heading = "\(page)/heading"
            let box = "name=\"training\" value=\"yes\" checked"
            #expect(try await !eve.browser.get(heading).body.contains(box))
            #expect(try await eve.browser.get(page).body.contains("<dd>not needed</dd>"))
            var fields = ["part": "ARM-2", "revision": "A", "title": "Arm", "training": "yes"]
            #expect(try await eve.send(heading, fields, on: heading).status == 303)
            #expect(try await eve.browser.get(heading).body.contains(box))
            #expect(try await eve.browser.get(page).body.contains("<dd>needed of who works by it</dd>"))
            fields["training"] = nil
            #expect(try await eve.send(heading, fields, on: heading).status == 303)
            #expect(try await !eve.browser.get(heading).body.contains(box))
        }
    }

    @Test("a refusal sends it back with its reason, and its author submits it again")
    func refused() async throws {
        try await FloorVisit.run { visit in
            let (eve, ed) = (try await Desk(visit, "eve"), try await Desk(visit, "ed"))
            let page = try await draft(eve)
            #expect(try await eve.send("\(page)/submit", ["reason": "New arm"], on: page).status == 303)
            let refusal = ["capacity": "manufacturing", "reason": "The bore has no datum", "pin": ed.pin]
            #expect(try await ed.send("\(page)/refuse", refusal, on: page).status == 303)
            #expect(try await eve.browser.get("/engineer").body.contains("The bore has no datum"))
            let shown = try await eve.browser.get(page)
            #expect(shown.body.contains("refused by ed as manufacturing: The bore has no datum"))
            #expect(try await eve.send("\(page)/submit", ["reason": "Datum added"], on: page).status == 303)
            let bad = try await eve.send(
                "\(page)/submit",
                ["reason": "x", "effective": "10.12.2026"],
                on: page
            )
            #expect(bad.status == 400 && bad.body.contains("BH-W114"))
        }
    }

    @Test("what one may not know of and what is not there are alike on every page and form")
    func hidden() async throws {
        try await FloorVisit.run { visit in
            let (eve, fred) = (try await Desk(visit, "eve"), try await Desk(visit, "fred"))
            let page = try await draft(eve, program: "VEH", part: "SECRET-9")
            let nothing = "/definitions/" + String(repeating: "a", count: 32)
            let (there, not) = (try await fred.browser.get(page), try await fred.browser.get(nothing))
            #expect(there.status == 404 && there.body == not.body)
            for action in ["submit", "approve", "refuse", "release", "revise", "heading", "operations", "take-back"] {
                let fields = ["reason": "x", "content": "x", "capacity": "quality", "pin": fred.pin, "revision": "B"]
                let typed = fields.merging(Self.operation) { $1 }
                let a = try await fred.send("\(page)/\(action)", typed, on: "/operator", key: "k")
                let b = try await fred.send("\(nothing)/\(action)", typed, on: "/operator", key: "k")
                #expect(a.status == 404 && a.status == b.status && a.body == b.body, "\(action)")
            }
            #expect(try await !fred.browser.get("/engineer").body.contains("SECRET-9"))
        }
    }

    @Test(
        "a program's variant stands on the engineer's home with its owner and last day, for whoever may see the program"
    )
    func variants() async throws {
        try await FloorVisit.run { visit in
            let governance = visit.floor.governance
            let today = try #require(Day(millisecondsSince1970: UInt64(Date.now.timeIntervalSince1970 * 1_000)))
            for (program, difference) in [("VEH", "deburr by hand"), ("MED", "wash twice")] {
                let draft = ChangeDraft(
                    .variant,
                    title: "Of \(program)",
                    reason: "Chips",
                    content: "v1",
                    programs: [program],
                    effective: today,
                    variant: .init(standard: "deburr-wash", difference: difference, owner: "ed", expires: today)
                )
                func command() throws -> CommandID {
                    try #require(CommandID((0..<16).map { _ in UInt8.random(in: 0...255) }))
                }
                let (eve, ed) = (
                    Governance.Actor(
                        "eve",
                        through: Screen(isShared: true),
                        from: Whereabouts(site: "main", country: "US")
                    ),
                    Governance.Actor(
                        "ed",
                        through: Screen(isShared: true),
                        from: Whereabouts(site: "main", country: "US")
                    )
                )
                let change = try await governance.request(draft, command: command(), by: eve)
                for capacity in ["manufacturing", "designAuthority"] {
                    _ = try? await governance.approve(change, content: "v1", as: capacity, command: command(), by: ed)
                }
                let quin = Governance.Actor(
                    "quin",
                    through: Screen(isShared: true),
                    from: Whereabouts(site: "main", country: "US")
                )
                _ = try? await governance.approve(change, content: "v1", as: "quality", command: command(), by: quin)
                try await governance.release(change, content: "v1", command: command(), by: eve)
            }
            let eve = try await visit.browser(of: "eve")
            let home = try await eve.get("/engineer")
            #expect(
                home.body.contains("deburr by hand") && home.body.contains("wash twice")
                    && home.body.contains("state-done\">counts")
            )
            #expect(try await eve.get("/api/variants").body.contains("deburr by hand"))
            let fred = try await visit.browser(of: "fred")
            let other = try await fred.get("/engineer")
            #expect(other.status == 200 && !other.body.contains("deburr by hand") && other.body.contains("wash twice"))
            #expect(!(try await fred.get("/api/variants").body.contains("deburr by hand")))
            // Counted is what one may see: both programs, or the one.
            #expect(home.body.contains("VEH: 1 deviate from a standard") && home.body.contains("MED: 1 deviate"))
            #expect(!other.body.contains("VEH: ") && other.body.contains("MED: 1 deviate"))
            #expect(try await !fred.get("/api/variants/counts").body.contains("VEH"))
            visit.floor.advance(days: 2)
            let late = try await visit.browser(of: "eve").get("/engineer")
            #expect(late.body.contains("MED: 0 deviate from a standard") && late.body.contains("1 past their last day"))
        }
    }
}
