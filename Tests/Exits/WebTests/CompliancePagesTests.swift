import Boundary
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("A compliance officer's pages", .serialized, .timeLimit(.minutes(30)))
struct CompliancePagesTests {
    private func why(_ visit: FloorVisit, _ officer: String, _ person: String, _ action: String, _ code: String)
        async throws -> Answer
    {
        let browser = try await visit.browser(of: officer)
        let form = try await browser.get("/compliance/why")
        return try await browser.send(
            "/compliance/why",
            ["person": person, "action": action, "code": code],
            from: form
        )
    }

    @Test("why can and why can't name rule, cite and the smallest change, under the record's marking")
    func reasons() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let refused = try await why(visit, "cora", "fred", "view", unit)
            #expect(refused.status == 200 && refused.fields["x-marking"] == "CUI//SP-CTI/SP-EXPT")
            #expect(refused.body.contains("refused") && refused.body.contains("itar-release"))
            #expect(refused.body.contains("22 CFR") && refused.body.contains("principal.usPerson becomes true"))
            let permitted = try await why(visit, "cora", "olga", "view", unit)
            #expect(permitted.body.contains("state-done\">permitted") && permitted.body.contains("floor-sees"))
            #expect(!permitted.body.contains("What would permit it"))
            let stranger = try await why(visit, "cora", "nobody-of-this-id", "edit", unit)
            #expect(stranger.body.contains("unknown-subject"))
        }
    }

    @Test("who may not see what it is about gets the page of what is not there, or is told that it is withheld")
    func withheld() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let nothing = String(unit.reversed())
            // Policies let a compliance officer know of every record, and this one see none of the program.
            let denied = try await why(visit, "colin", "fred", "view", unit)
            #expect(denied.status == 403 && denied.body.contains("itar-release") && !denied.body.contains("usPerson"))
            let olga = try await visit.browser(of: "olga")
            let form = try await olga.get("/compliance/why")
            func asked(_ code: String) async throws -> Answer {
                try await olga.send("/compliance/why", ["person": "fred", "action": "view", "code": code], from: form)
            }
            let (operatorAsks, ofNothing) = (try await asked(unit), try await asked(nothing))
            #expect(operatorAsks.status == 404 && operatorAsks.body == ofNothing.body)
            #expect(try await why(visit, "cora", "fred", "view", nothing).status == 404)
        }
    }

    @Test(
        "a question that is not whole is asked again on its page, and what was typed stands there as text",
        arguments: [
            ("fred", "view", "no code"), ("", "view", "00"), ("fred", "know", ""), ("fred", "receive", ""),
            ("<script>x</script>", "view", "1"), (String(repeating: "x", count: 300), "view", ""),
        ]
    )
    func notWhole(person: String, action: String, code: String) async throws {
        try await FloorVisit.run { visit in
            let answer = try await why(visit, "cora", person, action, code)
            #expect(answer.status == 400 && answer.body.contains("BH-W120") && !answer.body.contains("<script>x"))
        }
    }

    @Test("refusals and releases are counted by label, channel and day, each officer's own part of them")
    func charts() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-2"])
            let flora = try await visit.browser(of: "flora")
            #expect(try await flora.get("/units/\(unit)").status == 403)
            let cora = try await visit.browser(of: "cora")
            let denials = try await cora.get("/compliance/denials")
            #expect(denials.fields["x-marking"]?.hasPrefix("CUI") == true)
            #expect(denials.body.contains("person:flora") && denials.body.contains("itar-release"))
            #expect(denials.body.contains("<svg") && denials.body.contains("The same as a table"))
            let colin = try await visit.browser(of: "colin")
            let other = try await colin.get("/compliance/denials")
            #expect(other.status == 200 && !other.body.contains("person:flora"))
            #expect(try await cora.get("/compliance/releases").body.contains("screen"))
            let olga = try await visit.browser(of: "olga")
            let nothing = try await olga.get("/compliance")
            #expect(nothing.body.contains("Nothing that you may see was refused") && !nothing.body.contains("<svg"))
        }
    }

    @Test("the counts of the API are those of the pages, and no field of another program is in them")
    func counts() async throws {
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            let all = try await cora.get("/api/compliance/counts?outcome=released&days=2")
            #expect(all.status == 200 && all.body.contains("\"channel\":\"screen\""))
            for wrong in ["days=0", "days=93", "days=x", "outcome=other"] {
                #expect(try await cora.get("/api/compliance/counts?\(wrong)").status == 400)
            }
            #expect(try await cora.get("/api/compliance/denials?after=x").status == 400)
            let colin = try await visit.browser(of: "colin")
            let some = try await colin.get("/api/compliance/counts?outcome=released&days=2")
            #expect(some.status == 200 && some.fields["x-marking"] != all.fields["x-marking"])
        }
    }

    @Test("a review lists who can reach a program, and is signed once, with a PIN, as it was shown")
    func review() async throws {
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            let list = try await cora.get("/compliance/access")
            let address = try #require(list.body.firstMatch(of: /\/compliance\/access\/([0-9a-f]{32})">VEH</)).output.1
            let page = try await cora.get("/compliance/access/\(address)")
            #expect(page.status == 200 && page.body.contains("<td>olga</td>") && !page.body.contains("<td>fred</td>"))
            let hash = FloorVisit.Browser.hidden("content", page)
            let pin = visit.floor.staff["cora"]?["pin"] ?? ""
            func sign(_ fields: [String: String]) async throws -> Answer {
                let all = ["once": "k", "content": hash, "findings": "As it has to be.", "pin": pin]
                return try await cora.send(
                    "/compliance/access/\(address)/sign",
                    all.merging(fields) { $1 },
                    from: page
                )
            }
            #expect(try await sign(["pin": "000001"]).body.contains("BH-P001"))
            #expect(try await sign(["findings": " "]).status == 400)
            #expect(try await sign(["content": String(repeating: "0", count: 64)]).body.contains("BH-G012"))
            for _ in 0..<2 { #expect(try await sign([:]).status == 303) }
            let signed = try await cora.get("/compliance/access")
            #expect(signed.body.components(separatedBy: "As it has to be.").count == 2)
            #expect(signed.body.contains("Cora Example"))
            for other in ["colin", "olga", "aude"] {
                let browser = try await visit.browser(of: other)
                let answer = try await browser.send(
                    "/compliance/access/\(address)/sign",
                    ["once": "k", "content": hash, "findings": "x", "pin": visit.floor.staff[other]?["pin"] ?? ""],
                    from: try await browser.get("/operator")
                )
                #expect([403, 404].contains(answer.status))
            }
        }
    }

    @Test("a review says of each need to know who vouches for it, and until when")
    func needs() async throws {
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            let list = try await cora.get("/compliance/access")
            let address = try #require(list.body.firstMatch(of: /\/compliance\/access\/([0-9a-f]{32})">MED</)).output.1
            let page = try await cora.get("/compliance/access/\(address)")
            let nora = try #require(page.body.firstMatch(of: #/<tr><td>nora<.*?<\/tr>/#)).output
            #expect(nora.contains("<td>by quin until 2099-12-31</td>"), "\(nora)")
            let quin = try #require(page.body.firstMatch(of: #/<tr><td>quin<.*?<\/tr>/#)).output
            #expect(!quin.contains(" until "))
        }
    }

    @Test("the map counts who can reach a program by what they do, for whoever may see its trail")
    func map() async throws {
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            let page = try await cora.get("/compliance/map")
            #expect(page.status == 200 && page.fields["x-marking"]?.hasPrefix("CUI") == true)
            #expect(page.body.contains("<svg class=\"map\"") && page.body.contains("The same as a table"))
            // Of the ITAR program no French citizen is counted, of the ordinary one both are.
            let rows = page.body.matches(of: /<td>(VEH|MED)<\/td><td>(\w+)<\/td><td class="number">(\d+)<\/td>/)
            let counts = Dictionary(
                uniqueKeysWithValues: rows.map { ("\($0.output.1) \($0.output.2)", Int($0.output.3)) }
            )
            #expect(counts["VEH planner"] == 1 && counts["MED planner"] == 2)
            #expect(counts["VEH quality"] == 2 && counts["MED quality"] == 3)
            let colin = try await visit.browser(of: "colin").get("/compliance/map")
            #expect(colin.status == 200 && !colin.body.contains("VEH") && colin.body.contains("MED"))
            let olga = try await visit.browser(of: "olga").get("/compliance/map")
            #expect(olga.status == 200 && olga.body.contains("No program whose trail you may see"))
            let api = try await cora.get("/api/compliance/map")
            #expect(api.status == 200 && api.body.contains("\"kind\":\"access-map-cell\""))
        }
    }

    @Test("where a program's data goes is drawn and told for whoever may see its trail, and leaks come first")
    func flows() async throws {
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            let page = try await cora.get("/compliance/flows")
            #expect(page.status == 200 && page.fields["x-marking"]?.hasPrefix("CUI") == true)
            for text in [
                "<svg class=\"tree\"", "The same as a table", "mes-to-historian", "historian-vendor", "itar-release",
                "erp-to-mes",
            ] {
                #expect(page.body.contains(text), "\(text)")
            }
            #expect(page.body.matches(of: /stroke-width="4"/).count == 1)
            let colin = try await visit.browser(of: "colin").get("/compliance/flows")
            #expect(colin.status == 200 && colin.body.contains("erp-to-mes"))
            for text in ["VEH", "historian"] { #expect(!colin.body.contains(text), "\(text)") }
            let olga = try await visit.browser(of: "olga").get("/compliance/flows")
            #expect(olga.status == 200 && olga.body.contains("No program whose trail you may see"))
            let api = try await cora.get("/api/compliance/flows")
            #expect(api.status == 200 && api.body.contains("\"kind\":\"flow-step\""))
        }
    }

    private func whatIf(_ visit: FloorVisit, _ who: String, _ fields: [String: String]) async throws -> Answer {
        let browser = try await visit.browser(of: who)
        let page = try await browser.get("/compliance/what-if")
        #expect(page.status == 200)
        return try await browser.send("/compliance/what-if", fields, from: page)
    }

    @Test("what if says who would gain and lose what by a fact, and changes nothing")
    func suppositions() async throws {
        try await FloorVisit.run { visit in
            let loses = try await whatIf(visit, "cora", ["person": "olga", "fact": "usPerson", "value": "no"])
            #expect(loses.status == 200 && loses.body.contains("itar-release") && loses.body.contains("\">VEH</a>"))
            #expect(loses.fields["x-marking"]?.hasPrefix("CUI") == true)
            let gains = try await whatIf(visit, "cora", ["person": "fred", "fact": "usPerson", "value": "yes"])
            #expect(gains.status == 200 && gains.body.contains("workInstructions"))
            let same = try await whatIf(visit, "cora", ["person": "olga", "fact": "usPerson", "value": "yes"])
            #expect(same.body.contains("nothing would change"))
            let nobody = try await whatIf(visit, "cora", ["person": "nobody-1", "fact": "role", "value": "quality"])
            #expect(nobody.body.contains("knows nobody of this id") && nobody.body.contains("nothing would change"))
            // She still is one, and still sees the unit.
            let olga = try await visit.browser(of: "olga")
            #expect(try await olga.get("/units/\(visit.floor.work["VEH-1"] ?? "")").status == 200)
        }
    }

    @Test("what would change of a program is shown to whoever may see its trail, and to nobody else")
    func ownSuppositions() async throws {
        try await FloorVisit.run { visit in
            let question = ["person": "olga", "fact": "usPerson", "value": "no"]
            let colin = try await whatIf(visit, "colin", question)
            #expect(colin.status == 200 && !colin.body.contains(">VEH<") && !colin.body.contains("itar-release"))
            let olga = try await whatIf(visit, "olga", question)
            #expect(olga.status == 200 && olga.body.contains("No program whose trail you may see"))
        }
    }

    @Test("a fact that none can be is refused with what is wrong with it")
    func noFact() async throws {
        let cases = [
            ("", "usPerson", "yes"), ("olga", "height", "2 m"), ("olga", "usPerson", "maybe"),
            ("olga", "citizenships", "Mexico"), ("olga", "role", "a,b"), ("olga", "role", "a\nb"),
            ("olga", "needToKnow", "VEH until 2026-02-30"), ("olga", "role", String(repeating: "x", count: 2_000)),
            (String(repeating: "x", count: 300), "usPerson", "yes"), ("olga", "citizenships", "<script>x</script>"),
        ]
        try await FloorVisit.run { visit in
            for (person, fact, value) in cases {
                let answer = try await whatIf(visit, "cora", ["person": person, "fact": fact, "value": value])
                #expect(answer.status == 400 && answer.body.contains("BH-W121"), "\(fact) \(value)")
                #expect(!answer.body.contains("<script>x"))
            }
        }
    }

    @Test(
        "refused and later permitted, a marking that says more than a label, and what was copied from a restricted document without one, show with the lines behind each count"
    )
    func classification() async throws {
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            #expect(try await cora.get("/compliance/classification").body.contains("Nobody who was refused"))
            let unit = try #require(visit.floor.work["VEH-2"])
            let flora = try await visit.browser(of: "flora")
            #expect(try await flora.get("/units/\(unit)").status == 403)
            // Her facts were wrong, and the register says so.
            let root = try await visit.browser(of: "root")
            let feed = TestFloor.feed.replacing(
                "flora,B-FLORA,Flora Exemple,owner,planner,planner,no,no,FR,FR,US",
                with: "flora,B-FLORA,Flora Exemple,owner,planner,planner,yes,yes,US,US,US"
            )
            let taken = try await root.follow(
                "/administrator/persons",
                ["feed": feed, "source": "HR", "as-of": "2026-11-24"],
                from: try await root.get("/administrator")
            )
            #expect(taken.body.contains("taken over"))
            let again = try await visit.browser(of: "flora")
            #expect(try await again.get("/units/\(unit)").status == 200)
            // What an operator writes into an unrestricted program.
            let writer = try await visit.browser(of: "olga")
            let reported = try await writer.work(
                visit.floor.work["MED-1"] ?? "",
                "nonconformance",
                ["description": "As on the drawing, CUI//SP-EXPT//NOFORN"]
            )
            #expect(reported.status == 303)
            let copied = try await writer.work(
                visit.floor.work["MED-2"] ?? "",
                "nonconformance",
                ["description": "As they wrote: \(TestFloor.restrictedWords)."]
            )
            #expect(copied.status == 303)
            let page = try await cora.get("/compliance/classification")
            #expect(page.body.contains("Unmarked derivatives") && !page.body.contains("separation bolt"))
            #expect(page.status == 200 && page.body.contains("<td>person:flora</td><td>work-unit</td>"))
            #expect(page.body.contains("itar-release") && page.body.contains("CUI//SP-EXPT//NOFORN"))
            #expect(page.body.contains("No record is restricted more than the plan says"))
            let colin = try await visit.browser(of: "colin")
            let other = try await colin.get("/compliance/classification")
            #expect(other.status == 200 && !other.body.contains("person:flora") && !other.body.contains(">VEH<"))
            let olga = try await visit.browser(of: "olga")
            #expect(
                try await olga.get("/compliance/classification").body.contains("No program whose trail you may see")
            )
            let data = try await cora.get("/api/compliance/classification?days=2")
            #expect(data.status == 200 && data.body.contains("\"doubt\":\"markedBeyond\""))
            #expect(data.body.contains("\"doubt\":\"derivedBeyond\"") && data.body.contains("\"derivedBeyond\":1"))
            // What it agrees with is restricted, and so is the line that says it.
            let unaware = try await colin.get("/api/compliance/classification?days=2")
            #expect(unaware.status == 200 && !unaware.body.contains("\"doubt\":\"derivedBeyond\""))
            #expect(unaware.body.contains("\"program\":\"MED\"") && !unaware.body.contains("\"derivedBeyond\":1"))
            for wrong in ["days=0", "days=93", "days=x"] {
                #expect(try await cora.get("/api/compliance/classification?\(wrong)").status == 400)
            }
        }
    }
}
