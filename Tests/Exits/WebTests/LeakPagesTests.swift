import Boundary
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("From a confirmed leak", .serialized, .timeLimit(.minutes(30)))
struct LeakPagesTests {
    /// A scan's finding, as `bulkhead scan --json` prints it.
    static let scan = """
        {"format":"bulkhead-scan/1","findings":[{"rule":"BH-L001","severity":"error","path":"/share/drawing.pdf","place":"line 7","message":"a marking: CUI",
        "label":"program:VEH","fingerprint":"00","system":"fileShare","refusals":[{"audience":"partners","channel":"screen","refusedBy":["itar-release"]}]}]}
        """

    /// Opens a unit by somebody, so that it left, and asks what left of it.
    private func found(_ visit: FloorVisit, by officer: String, _ fields: [String: String] = [:]) async throws
        -> (browser: FloorVisit.Browser, page: Answer, fields: [String: String])
    {
        let browser = try await visit.browser(of: officer)
        let list = try await browser.get("/compliance/leaks")
        let option = list.body.firstMatch(of: /<option value="([0-9a-f]{32})">VEH</)
        let cora = try await visit.browser(of: "cora")
        let known = try await cora.get("/compliance/leaks").body.firstMatch(of: /<option value="([0-9a-f]{32})">VEH</)
        #expect((option != nil) == (officer == "cora"))
        var asked = ["program": String(known?.output.1 ?? ""), "code": visit.floor.work["VEH-1"] ?? ""]
        asked.merge(fields) { $1 }
        let page = try await browser.follow("/compliance/leaks/find", asked, from: list)
        if let look = page.body.firstMatch(of: /name="look" value="([0-9a-f]{32})"/) {
            asked["look"] = String(look.output.1)
        }
        return (browser, page, asked)
    }

    private func confirmed(_ visit: FloorVisit, _ more: [String: String] = [:]) async throws
        -> (browser: FloorVisit.Browser, page: Answer, address: String)
    {
        let (cora, page, asked) = try await found(visit, by: "cora")
        let fields = asked.merging(
            ["once": "k", "found": Self.scan, "pin": visit.floor.staff["cora"]?["pin"] ?? ""].merging(more) { $1 }
        ) { $1 }
        let answer = try await cora.send("/compliance/leaks", fields, from: page)
        #expect(answer.status == 303)
        let address = answer.fields["location"] ?? ""
        return (cora, try await cora.get(address), address)
    }

    @Test("it lists to whom a record was released, by which channel and when, under the record's marking")
    func released() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            #expect(try await olga.get("/units/\(visit.floor.work["VEH-1"] ?? "")").status == 200)
            let (browser, page, asked) = try await found(visit, by: "cora")
            #expect(page.status == 200 && page.fields["x-marking"]?.hasPrefix("CUI") == true)
            #expect(page.body.contains("<td>person:olga</td><td>screen</td>"))
            let look = "/compliance/leaks/looks/\(asked["look"] ?? "")"
            let list = try await browser.get("\(look)/list.csv")
            #expect(list.status == 200 && list.body.contains("person:olga,screen,") && list.body.hasPrefix("\"# CUI"))
            // Of what nobody got nothing left, whatever else of the program did.
            let other = try await found(visit, by: "cora", ["code": String(repeating: "a", count: 32)]).page
            #expect(other.status == 200 && other.body.contains("Nothing that you may see the trail of left"))
            let later = try await found(visit, by: "cora", ["since": "2999-01-01"]).page
            #expect(later.body.contains("Nothing that you may see the trail of left"))
            let all = try await found(visit, by: "cora", ["code": ""]).page
            #expect(all.body.contains("person:olga") && all.body.contains("person:cora"))
        }
    }

    @Test("a look is its asker's alone, is stopped by nobody else, and for a program as well as on the page")
    func looks() async throws {
        try await FloorVisit.run { visit in
            let (cora, page, asked) = try await found(visit, by: "cora", ["found": "on <b>a share"])
            #expect(page.body.contains("on &lt;b&gt;a share") && !page.body.contains("on <b>a share"))
            let look = try #require(asked["look"])
            let address = "/compliance/leaks/looks/\(look)"
            let nobodys = "/compliance/leaks/looks/\(String(look.reversed()))"
            for person in ["aude", "olga"] {
                let browser = try await visit.browser(of: person)
                let home = try await browser.get("/access-requests/new")
                for path in [address, "\(address)/list.csv", "/api/compliance/exposures/\(look)"] {
                    #expect(try await browser.get(path).status == 404, "\(person) \(path)")
                }
                #expect(try await browser.send("\(address)/cancel", [:], from: home).status == 404)
            }
            #expect(try await cora.get(nobodys).status == 404)
            // What is done is not stopped any more.
            #expect(try await cora.send("\(address)/cancel", [:], from: page).status == 303)
            #expect(try await cora.get(address).body.contains("Confirm the leak"))
            let told = try await cora.get("/api/compliance/exposures/\(look)")
            #expect(told.status == 200 && told.body.contains("\"standing\":\"answered\""))
            let asking = try await cora.command(
                "/api/compliance/exposures",
                "{\"program\":\"\(asked["program"] ?? "")\",\"since\":\"2026-01-01\"}"
            )
            let own = try #require(asking.body.firstMatch(of: /"kind":"exposure-look","id":"([0-9a-f]{32})"/)).output.1
            #expect(asking.status == 200)
            let stopped = try await cora.command("/api/compliance/exposures/\(own)/cancel", "{}")
            #expect(stopped.status == 200 && !stopped.body.contains("\"standing\":\"w"))
        }
    }

    @Test("whoever may not see the trail of the program finds nothing, and confirms nothing")
    func others() async throws {
        try await FloorVisit.run { visit in
            for person in ["olga", "colin"] {
                let (browser, page, asked) = try await found(visit, by: person)
                #expect([403, 404].contains(page.status) && !page.body.contains("person:"))
                let pin = visit.floor.staff[person]?["pin"] ?? ""
                let fields = asked.merging(["once": "k", "found": "x", "pin": pin]) { $1 }
                let answer = try await browser.send(
                    "/compliance/leaks",
                    fields,
                    from: try await browser.get("/compliance/leaks")
                )
                #expect([403, 404].contains(answer.status))
            }
            // An auditor sees the trail and what became of leaks, and records nothing.
            let (_, _, address) = try await confirmed(visit)
            let aude = try await visit.browser(of: "aude")
            #expect(try await aude.get(address).status == 200)
            let closing = try await aude.send(
                "\(address)/close",
                ["once": "k", "evidence": "x", "pin": visit.floor.staff["aude"]?["pin"] ?? ""],
                from: try await aude.get(address)
            )
            #expect([403, 404].contains(closing.status))
            let olga = try await visit.browser(of: "olga")
            #expect(try await olga.get(address).status == 404)
            #expect(try await olga.get("/compliance").body.contains("Clocks of leaks") == false)
        }
    }

    @Test(
        "one act starts each clock that the program's duties give, and they stand on the officer's first page until they are met"
    )
    func clocks() async throws {
        try await FloorVisit.run { visit in
            let (cora, page, address) = try await confirmed(visit)
            #expect(page.body.contains("BH-L001 /share/drawing.pdf") && page.body.contains("itar-release"))
            // 72 hours to DoD from discovery, DDTC at once, and DDTC within 60 days of the first notice, each as the catalogue says.
            #expect(page.body.contains(">DoD<") && page.body.contains("71 h") && page.body.contains("252.204-7012(c)"))
            #expect(page.body.contains("min over") && page.body.contains("not running yet"))
            #expect(page.body.contains("on hold"))
            let home = try await cora.get("/compliance")
            #expect(home.body.contains("Clocks of leaks") && home.body.contains("71 h"))
            let pin = visit.floor.staff["cora"]?["pin"] ?? ""
            func forms(_ page: Answer) -> [String] {
                page.body.matches(of: /name="clock" value="([0-9a-f]{32})"/).map { String($0.output.1) }
            }
            func act(_ what: String, _ fields: [String: String], _ key: String) async throws -> Answer {
                try await cora.send(
                    "\(address)/\(what)",
                    ["once": key, "evidence": "DIBNet 4711", "pin": pin].merging(fields) { $1 },
                    from: try await cora.get(address)
                )
            }
            #expect(try await act("close", [:], "early").body.contains("BH-G041"))
            #expect(
                try await act("meet", ["clock": forms(page)[0], "outcome": "reported", "at": "2999-01-01 00:00"], "a")
                    .status == 400
            )
            #expect(
                try await act("meet", ["clock": forms(page)[0], "outcome": "forgotten"], "b").body.contains("BH-W115")
            )
            #expect(
                try await act("meet", ["clock": forms(page)[0], "outcome": "reported", "evidence": " "], "c").status
                    == 400
            )
            #expect(
                try await act("meet", ["clock": forms(page)[0], "outcome": "reported", "pin": "000001"], "d").body
                    .contains("BH-P001")
            )
            #expect(
                try await act("meet", ["clock": String(repeating: "0", count: 32), "outcome": "reported"], "e").body
                    .contains("BH-G040")
            )
            // The one that waits begins once the first notice is recorded.
            let waiting = try #require(page.body.firstMatch(of: /\/begin">.*?name="clock" value="([0-9a-f]{32})"/))
                .output.1
            #expect(try await act("begin", ["clock": String(waiting)], "f").status == 303)
            #expect(try await act("begin", ["clock": String(waiting)], "g").body.contains("BH-G040"))
            #expect(try await cora.get(address).body.contains("59 days"))
            for (number, clock) in Set(forms(page)).sorted().enumerated() {
                let outcome = number == 0 ? "doesNotApply" : "reported"
                for _ in 0..<2 {
                    #expect(try await act("meet", ["clock": clock, "outcome": outcome], "m\(number)").status == 303)
                }
                #expect(
                    try await act("meet", ["clock": clock, "outcome": outcome], "n\(number)").body.contains("BH-G040")
                )
            }
            let met = try await cora.get(address)
            #expect(
                met.body.contains("DIBNet 4711") && met.body.contains("does not apply")
                    && met.body.contains("person:cora")
            )
            #expect(try await act("close", [:], "last").status == 303)
            let closed = try await cora.get(address)
            #expect(closed.body.contains("lifted") && closed.body.contains("does not apply"))
            #expect(try await act("close", [:], "again").body.contains("BH-G042"))
            #expect(try await cora.get("/compliance").body.contains("Clocks of leaks") == false)
        }
    }

    @Test("a leak that is not whole is asked for again, and what was typed stands there as text")
    func notWhole() async throws {
        let cases = [
            (["code": "no code"], "BH-W124"), (["program": "x"], "BH-W124"), (["since": "yesterday"], "BH-W114"),
            (["code": "<script>x</script>"], "BH-W124"),
        ]
        try await FloorVisit.run { visit in
            for (fields, code) in cases {
                let answer = try await found(visit, by: "cora", fields).page
                #expect(answer.status == 400 && answer.body.contains(code) && !answer.body.contains("<script>x"))
            }
            let nothing = try await found(visit, by: "cora", ["program": String(repeating: "0", count: 32)]).page
            #expect(nothing.status == 404)
            let (cora, page, asked) = try await found(visit, by: "cora")
            func confirm(_ fields: [String: String]) async throws -> Answer {
                let all = ["once": "k", "found": "x", "pin": visit.floor.staff["cora"]?["pin"] ?? ""]
                return try await cora.send(
                    "/compliance/leaks",
                    asked.merging(all) { $1 }.merging(fields) { $1 },
                    from: page
                )
            }
            #expect(try await confirm(["found": " "]).body.contains("BH-G010"))
            #expect(try await confirm(["found": String(repeating: "x", count: 5_000)]).body.contains("BH-G010"))
            #expect(try await confirm(["discovered": "2999-01-01 00:00"]).body.contains("BH-G010"))
            for wrong in ["today", "2026-12-10", "2026-12-10 24:00", "2026-12-10 1:00", "2026-13-10 10:00"] {
                #expect(try await confirm(["discovered": wrong]).body.contains("BH-W123"), "\(wrong)")
            }
            #expect(try await confirm(["pin": "000001"]).body.contains("BH-P001"))
            #expect(try await cora.get("/compliance/leaks").body.contains("No leak that you may see was confirmed"))
        }
    }
}
