import Boundary
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("What if policies were others, on the officer's pages", .serialized, .timeLimit(.minutes(30)))
struct PolicyWhatIfTests {
    private let path = "/compliance/policy-what-if"

    private func ask(_ browser: FloorVisit.Browser, _ policy: String, _ text: String) async throws -> Answer {
        let page = try await browser.get(path)
        #expect(page.status == 200)
        return try await browser.send(path, ["policy": policy, "text": text], from: page)
    }

    /// The page of an answer once it is there.
    private func settled(_ browser: FloorVisit.Browser, _ asked: Answer) async throws -> Answer {
        try await browser.settled(try #require(asked.fields["location"]))
    }

    @Test(
        "the text of a policy stands in the form, and who would gain and lose is answered by persons, records and proof"
    )
    func asking() async throws {
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            let chosen = try await cora.get("\(path)?policy=floor-sees")
            #expect(chosen.body.contains("name=\"policy\" value=\"floor-sees\""))
            #expect(chosen.body.contains("@id(&quot;floor-sees&quot;)") || chosen.body.contains("@id(\"floor-sees\")"))
            // Operators would see nothing more.
            let text = """
                @id("floor-sees") permit (principal is Person, action in [Action::"view", Action::"print"], resource is Record)
                when { principal has role && ["engineer", "quality", "planner"].contains(principal.role)
                  && resource.kind != "auditTrail" };
                """
            let asked = try await ask(cora, "floor-sees", text)
            #expect(asked.status == 303)
            let answer = try await settled(cora, asked)
            #expect(answer.status == 200 && answer.body.contains("olga, omar") && !answer.body.contains("eve,"))
            #expect(answer.body.contains("somebody could lose") && !answer.body.contains("somebody could gain"))
            #expect(answer.body.contains("VEH") && answer.fields["x-marking"]?.hasPrefix("CUI") == true)
            #expect(answer.body.contains("They hold whatever is granted"))
            // She still sees the unit.
            let olga = try await visit.browser(of: "olga")
            #expect(try await olga.get("/units/\(visit.floor.work["VEH-1"] ?? "")").status == 200)
            #expect(try await cora.get(path).body.contains(">floor-sees</a>"))
        }
    }

    @Test("an officer sees the programs whose trail is for the officer, and nobody sees another's question")
    func own() async throws {
        try await FloorVisit.run { visit in
            let colin = try await visit.browser(of: "colin")
            let asked = try await ask(colin, "floor-sees", "")
            let answer = try await settled(colin, asked)
            #expect(answer.status == 200 && answer.body.contains(">MED<") && !answer.body.contains("VEH"))
            let cora = try await visit.browser(of: "cora")
            let address = try #require(asked.fields["location"])
            #expect(try await cora.get(address).status == 404)
            #expect(try await cora.send("\(address)/cancel", [:], from: cora.get(path)).status == 404)
            for other in ["olga", "pia", "aude"] {
                let browser = try await visit.browser(of: other)
                let refused = try await browser.send(path, ["text": ""], from: browser.get("/operator"))
                #expect([403, 404].contains(refused.status), "\(other)")
            }
            let olga = try await visit.browser(of: "olga")
            #expect(try await olga.get(path).body.contains("No policy that you may ask about"))
        }
    }

    @Test("what cannot be decided by is told on the page, and what was typed stands there as text")
    func unsound() async throws {
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            let script =
                "@id(\"x\") permit (principal == Person::\"<script>x</script>\", action, resource) when { principal.y };"
            let wrong = try await settled(cora, try await ask(cora, "", script))
            #expect(wrong.body.contains("cannot be decided by") && !wrong.body.contains("<script>x"))
            let deep = try await settled(cora, try await ask(cora, "", String(repeating: "(", count: 40_000)))
            #expect(deep.body.contains("cannot be decided by"))
            let long = try await ask(cora, "", String(repeating: "x", count: 70_000))
            #expect(long.status == 400 && long.body.contains("BH-G010"))
            let stranger = try await settled(cora, try await ask(cora, "no-policy-of-this-id", ""))
            #expect(stranger.body.contains("choose one of the list"))
        }
    }

    @Test("a question is stopped by its asker, and another one can be asked")
    func cancelling() async throws {
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            let asked = try await ask(cora, "itar-release", "")
            let address = try #require(asked.fields["location"])
            #expect(try await ask(cora, "itar-release", "").body.contains("BH-G051"))
            let cancelled = try await cora.send("\(address)/cancel", [:], from: cora.get(address))
            #expect(cancelled.status == 303)
            #expect(try await settled(cora, asked).body.contains("It was stopped"))
            #expect(try await ask(cora, "floor-sees", "").status == 303)
        }
    }
}
