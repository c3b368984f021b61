import Boundary
import Execution
import Journal
import RawHTTP
import TestFloor
import Testing

@Suite("What is shown hangs on the terminal", .serialized, .timeLimit(.minutes(30)))
struct TerminalPagesTests {
    /// The cookie of a browser that became a terminal, as an administrator registers it on the page.
    private func enrolled(_ visit: FloorVisit, _ fields: [String: String]) async throws -> String {
        let root = try await visit.browser(of: "root")
        let page = try await root.get("/administrator/terminals")
        let shown = try await root.send("/administrator/terminals", fields, from: page)
        #expect(shown.status == 200, "\(shown.body)")
        let code = String(try #require(shown.body.firstMatch(of: #/<strong>([0-9A-F]{16})</strong>/#)).output.1)
        let answer = try await Answer.post("/terminal/enrol", "code=\(code)", port: visit.port)
        #expect(answer.status == 303 && answer.fields["location"] == "/sign-in")
        return try #require(answer.cookie)
    }

    /// Somebody who signs in at a terminal.
    private func browser(_ visit: FloorVisit, of person: String, at terminal: String) async throws
        -> FloorVisit.Browser
    {
        let known = visit.floor.staff[person] ?? [:]
        let answer = try await Answer.post(
            "/sign-in",
            "badge=\(known["badge"] ?? "")&pin=\(known["pin"] ?? "")",
            "Cookie: \(terminal)\r\n",
            port: visit.port
        )
        return .init(port: visit.port, cookie: "\(terminal); \(try #require(answer.cookie))")
    }

    private func takeBack(_ visit: FloorVisit, _ name: String) async throws {
        let root = Subject.person("root")
        let terminal = try #require(try visit.floor.accounts.terminals(for: root).first { $0.name == name })
        let browser = try await visit.browser(of: "root")
        let page = try await browser.get("/administrator/terminals")
        let answer = try await browser.send(
            "/administrator/terminals/\(RecordID(terminal.id))/withdraw",
            [:],
            from: page
        )
        #expect(answer.status == 200 && answer.body.contains("The terminal was taken back"))
    }

    @Test(
        "the same U.S. citizen sees the ITAR unit at a terminal in the plant, not at one abroad, and not where nobody knows the place"
    )
    func places() async throws {
        try await FloorVisit.run(elsewhere: .unplaced) { visit in
            let (unit, ordinary) = (visit.floor.work["VEH-1"] ?? "", visit.floor.work["MED-1"] ?? "")
            let here = try await enrolled(visit, ["name": "Floor 1", "zone": "floor"])
            let abroad = try await enrolled(visit, ["name": "Office", "zone": "", "country": "de"])
            let olga = try await browser(visit, of: "olga", at: here)
            #expect(try await olga.get("/units/\(unit)").status == 200)
            let shown = try await olga.get("/terminal").body
            #expect(shown.contains("Floor 1") && shown.contains("floor</dd>") && shown.contains("main</dd>"))
            // Both know of it, and may be told what refuses.
            let away = try await browser(visit, of: "quin", at: abroad)
            let refused = try await away.get("/units/\(unit)")
            #expect(refused.status == 403 && refused.body.contains("itar-release-place"))
            #expect(refused.body.contains("href=\"/terminal\""))
            #expect(try await away.get("/units/\(ordinary)").status == 200)
            #expect(try await away.get("/terminal").body.contains("<dd>DE</dd>"))
            let nowhere = try await visit.browser(of: "quin")
            #expect(try await nowhere.get("/units/\(unit)").status == 403)
            #expect(try await nowhere.get("/units/\(ordinary)").status == 200)
            #expect(try await nowhere.get("/terminal").body.contains("none that is registered"))
            let inside = try await browser(visit, of: "quin", at: here)
            #expect(try await inside.get("/units/\(unit)").status == 200)
        }
    }

    @Test(
        "nothing that a browser says of itself is a place: header fields, a forged cookie, two cookies, a cookie of a session that was begun elsewhere"
    )
    func claims() async throws {
        try await FloorVisit.run(elsewhere: .unplaced) { visit in
            let unit = visit.floor.work["VEH-1"] ?? ""
            let here = try await enrolled(visit, ["name": "Floor 1", "zone": "floor"])
            let quin = try await visit.browser(of: "quin")
            func status(_ cookie: String, _ fields: String = "") async throws -> Int {
                try await Answer.get("/units/\(unit)", "Cookie: \(cookie)\r\n\(fields)", port: visit.port).status
            }
            let said = "X-Country: US\r\nX-Terminal: Floor 1\r\nCF-IPCountry: US\r\nForwarded: for=10.0.0.1\r\n"
            #expect(try await status(quin.cookie, said) == 403)
            #expect(try await quin.get("/units/\(unit)?country=US&zone=floor&terminal=Floor%201").status == 403)
            let forged = String(here.dropLast()) + (here.last == "0" ? "1" : "0")
            #expect(try await status("\(forged); \(quin.cookie)") == 403)
            #expect(try await status("\(here); \(here); \(quin.cookie)") == 403)
            // A session that was begun at none is none of a terminal's: it is over.
            #expect(try await status("\(here); \(quin.cookie)") == 303)
            #expect(try await status(quin.cookie) == 303)
            // And one of a terminal is over without its credential.
            let inside = try await browser(visit, of: "quin", at: here)
            let session = String(inside.cookie.split(separator: "; ").last ?? "")
            #expect(try await status(session) == 303)
            #expect(try await status(inside.cookie) == 303)
        }
    }

    @Test("taking a terminal back ends its sessions at once, and a new code does")
    func takenBack() async throws {
        try await FloorVisit.run { visit in
            let first = try await enrolled(visit, ["name": "Floor 1", "zone": "floor"])
            let second = try await enrolled(visit, ["name": "Floor 2", "zone": "floor"])
            let (olga, quin) = (
                try await browser(visit, of: "olga", at: first), try await browser(visit, of: "quin", at: second)
            )
            #expect(try await olga.get("/terminal").status == 200)
            try await takeBack(visit, "Floor 1")
            #expect(try await olga.get("/terminal").status == 303)
            #expect(try await olga.get("/api/dispatch?center=mill").status == 401)
            #expect(try await quin.get("/terminal").status == 200)
            let root = Subject.person("root")
            let other = try #require(try visit.floor.accounts.terminals(for: root).first)
            _ = try await visit.floor.accounts.giveCode(for: other.id, by: root)
            #expect(try await quin.get("/terminal").status == 303)
        }
    }

    @Test("a credential is for the server alone, and an enrolment ends the session of its browser")
    func cookie() async throws {
        try await FloorVisit.run { visit in
            let code = try await visit.floor.accounts.register(
                TerminalStatement(name: "Floor 1", zone: "floor"),
                by: .person("root")
            ).code
            let olga = try await visit.browser(of: "olga")
            let answer = try await olga.send("/terminal/enrol", ["code": code], from: try await olga.get("/password"))
            let set = answer.text.split(separator: "\r\n").filter { $0.lowercased().hasPrefix("set-cookie:") }
            #expect(set.count == 2 && set[0].contains("bulkhead-session=; Path=/; Max-Age=0"))
            #expect(set[1].contains("bulkhead-terminal=") && set[1].contains("HttpOnly; SameSite=Strict"))
            #expect(set[1].contains("Max-Age=15552000"))
            #expect(try await olga.get("/terminal").status == 303)
            // It is used: another browser gets nothing by it.
            let again = try await Answer.post("/terminal/enrol", "code=\(code)", port: visit.port)
            #expect(again.status == 409 && again.cookie == nil && again.body.contains("BH-P020"))
        }
    }

    @Test("nobody else registers terminals or sees them, on pages or by programs")
    func others() async throws {
        try await FloorVisit.run { visit in
            _ = try await enrolled(visit, ["name": "Floor 1", "zone": "floor"])
            let id = try #require(try visit.floor.accounts.terminals(for: .person("root")).first).id
            let terminal = RecordID(id)
            for person in ["olga", "cora", "quin"] {
                let browser = try await visit.browser(of: person)
                let nothing = try await browser.get("/no-such-page")
                let page = try await browser.get("/administrator/terminals")
                #expect(page.status == 404 && page.body == nothing.body)
                for path in ["", "/\(terminal)/code", "/\(terminal)/withdraw"] {
                    let form = ["name": "Mine", "country": "US"]
                    let from = try await browser.get("/password")
                    #expect(try await browser.send("/administrator/terminals\(path)", form, from: from).status == 404)
                    #expect(try await browser.command("/api/terminals\(path)", "{\"name\":1}").status == 404)
                }
                #expect(try await browser.get("/api/terminals").status == 404)
            }
            #expect(try visit.floor.accounts.terminals(for: .person("root")).map(\.name) == ["Floor 1"])
        }
    }

    @Test("a program of the administrator's registers one, sees it wait and enrolled, and takes it back")
    func api() async throws {
        try await FloorVisit.run { visit in
            let root = try await visit.browser(of: "root")
            let made = try await root.command("/api/terminals", "{\"name\":\"Cage 2\",\"zone\":\"floor\"}")
            #expect(made.status == 200, "\(made.body)")
            let match = try #require(made.body.firstMatch(of: #/"id":"([0-9a-f]{32})".*"code":"([0-9A-F]{16})"/#))
            let (id, code) = (String(match.output.1), String(match.output.2))
            let waiting = try await root.get("/api/terminals").body
            #expect(waiting.contains("\"name\":\"Cage 2\"") && waiting.contains("\"standing\":\"waiting\""))
            #expect(waiting.contains("\"zone\":\"floor\",\"country\":\"US\"") && !waiting.contains(code))
            #expect(try await Answer.post("/terminal/enrol", "code=\(code)", port: visit.port).status == 303)
            #expect(try await root.get("/api/terminals").body.contains("\"standing\":\"enrolled\""))
            let taken = try await root.command("/api/terminals", "{\"name\":\"Cage 2\",\"country\":\"US\"}")
            #expect(taken.status == 409 && taken.body.contains("BH-P018"))
            let nowhere = try await root.command("/api/terminals", "{\"name\":\"Cage 3\",\"zone\":\"roof\"}")
            #expect(nowhere.status == 409 && nowhere.body.contains("BH-P019"))
            #expect(try await root.command("/api/terminals/\(id)/withdraw", "{}").status == 200)
            #expect(try await root.get("/api/terminals").body == "{\"records\":[]}")
            let none = try await root.command("/api/terminals/\(id)/code", "{}")
            #expect(none.status == 409 && none.body.contains("BH-P017"))
        }
    }

    @Test("why can, why can't is asked of a terminal by its name, and the answer says of which place")
    func why() async throws {
        try await FloorVisit.run { visit in
            let unit = visit.floor.work["VEH-1"] ?? ""
            _ = try await enrolled(visit, ["name": "Office", "country": "MX"])
            let cora = try await visit.browser(of: "cora")
            func asked(_ terminal: String) async throws -> Answer {
                let form = try await cora.get("/compliance/why")
                let fields = ["person": "olga", "action": "view", "code": unit, "terminal": terminal]
                return try await cora.send("/compliance/why", fields, from: form)
            }
            let here = try await asked("")
            #expect(here.body.contains("state-done\">permitted") && here.body.contains("site main, US"))
            let abroad = try await asked(" Office ")
            #expect(abroad.body.contains("refused") && abroad.body.contains("itar-release-place"))
            #expect(abroad.body.contains("<dd>MX</dd>"))
            #expect(try await asked("Nowhere").status == 404)
            let program = try await cora.command(
                "/api/compliance/why",
                "{\"person\":\"olga\",\"action\":\"view\",\"record\":\"\(unit)\",\"terminal\":\"Office\"}"
            )
            #expect(program.body.contains("\"outcome\":\"refused\"") && program.body.contains("\"place\":\"MX\""))
        }
    }

    @Test(
        "who oversees access from abroad, or from a place that nobody knows, reviews who can reach what from the site"
    )
    func reviews() async throws {
        try await FloorVisit.run(elsewhere: Whereabouts(country: "US")) { visit in
            let abroad = try await enrolled(visit, ["name": "Office", "country": "FR"])
            let (inside, away) = (
                try await visit.browser(of: "cora"), try await browser(visit, of: "cora", at: abroad)
            )
            // The clinic's program is for everybody everywhere, and its own line is the same from both.
            let lines = { (text: String) in text.matches(of: #/MED.{0,200}/#).map { String($0.output) } }
            let (here, there) = (
                try await inside.get("/compliance/map").body, try await away.get("/compliance/map").body
            )
            #expect(!lines(here).isEmpty && lines(here).first == lines(there).first)
        }
    }
}
