import Boundary
import Execution
import Journal
import RawHTTP
import Storage
import TestFloor
import Testing

@Suite("Pages of accounts", .serialized, .timeLimit(.minutes(30)))
struct AccountPagesTests {
    @Test("an enrolment code, given on a page, leads to a PIN of one's own")
    func enrolment() async throws {
        try await FloorVisit.run { visit in
            let root = try await visit.browser(of: "root")
            let home = try await root.get("/administrator")
            let given = try await root.send("/administrator/enrol", ["person": "omar"], from: home)
            let code = try #require(given.body.firstMatch(of: /<strong>(\d{8})<\/strong>/)?.1)
            await #expect(throws: FloorVisit.NobodySignedIn.self) { try await visit.browser(of: "omar") }
            func enrol(_ pin: String, _ again: String) async throws -> Answer {
                try await Answer.post(
                    "/enrol",
                    "badge=B-OMAR&code=\(code)&pin=\(pin)&pin-again=\(again)",
                    port: visit.port
                )
            }
            #expect(try await enrol("918273", "918274").body.contains("BH-W102"))
            let guessable = try await enrol("123456", "123456").body
            #expect(guessable.contains("BH-P006") && guessable.contains("href=\"#pin\""))
            let enrolled = try await enrol("918273", "918273")
            let omar = FloorVisit.Browser(port: visit.port, cookie: try #require(enrolled.cookie))
            #expect(try await omar.get(enrolled.fields["location"] ?? "").body.contains("Your PIN is set"))
            #expect(try await enrol("918273", "918273").body.contains("BH-P001"))
        }
    }

    @Test("who comes to a door in a browser that another left signed in ends that session and begins another")
    func overAnOpenSession() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            for door in ["/sign-in", "/sign-in/desk", "/enrol"] {
                let action = door == "/sign-in" ? "/sign-in/badge" : door
                let page = try await olga.get(door).body
                #expect(page.contains("action=\"\(action)\"><input type=\"hidden\" name=\"form-token\""), "\(door)")
            }
            let asked = try await olga.send("/sign-in/badge", ["badge": "B-OMAR"], from: olga.get("/sign-in"))
            #expect(asked.body.contains("action=\"/sign-in\"><input type=\"hidden\" name=\"form-token\""))
            let pin = try #require(visit.floor.staff["omar"]?["pin"])
            let begun = try await olga.send("/sign-in", ["badge": "B-OMAR", "pin": pin], from: asked)
            let omar = FloorVisit.Browser(port: visit.port, cookie: try #require(begun.cookie))
            #expect(try await omar.get("/operator").body.contains("Omar Example"))
            #expect(try await olga.get("/operator").fields["location"] == "/sign-in")
            // Another site's form has no token.
            let forged = try await Answer.post(
                "/sign-in",
                "badge=B-OLGA&pin=\(visit.floor.staff["olga"]?["pin"] ?? "")",
                "Cookie: \(omar.cookie)\r\n",
                port: visit.port
            )
            #expect(forged.cookie == nil && forged.body.contains("BH-W419"))
        }
    }

    @Test("the administrator's pages are not there for anybody else, in no way that a form could tell")
    func notThere() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let page = try await olga.get("/operator")
            let nothing = try await olga.get("/no-such-page")
            #expect(try await olga.get("/administrator").body == nothing.body)
            let enrolled = try await olga.send("/administrator/enrol", ["person": "olga"], from: page)
            #expect(enrolled.status == 404 && enrolled.body == nothing.body)
        }
    }

    @Test("a wrong badge and a wrong PIN have the same answer, and what was typed comes back escaped")
    func sameAnswer() async throws {
        try await FloorVisit.run { visit in
            func attempt(_ badge: String) async throws -> Answer {
                try await Answer.post("/sign-in", "badge=\(badge)&pin=999999", port: visit.port)
            }
            let (known, unknown) = (try await attempt("B-OLGA"), try await attempt("B-NOBO"))
            #expect(known.status == unknown.status)
            #expect(known.body.replacing("B-OLGA", with: "") == unknown.body.replacing("B-NOBO", with: ""))
            let script = try await attempt("%3Cscript%3E")
            #expect(script.body.contains("&lt;script&gt;") && !script.body.contains("<script>"))
        }
    }

    @Test("a set-up link opens nothing once there is an administrator")
    func setUp() async throws {
        try await FloorVisit.run { visit in
            let token = visit.floor.accounts.makeSetupLink().token
            let answer = try await Answer.post(
                "/setup/\(token)",
                "person=eve2&name=Eve&badge=B-2&pin=402817&pin-again=402817",
                port: visit.port
            )
            #expect(answer.status == 409 && answer.body.contains("BH-P007"))
            #expect(try await Answer.get("/setup/0000", port: visit.port).body.contains("BH-P007"))
        }
    }

    @Test(
        "the first administrator types the PIN twice; what is refused does not use the link up, and what is done does"
    )
    func mistyped() async throws {
        try await FloorVisit.run(isSetUp: false) { visit in
            let token = visit.floor.accounts.makeSetupLink().token
            func setUp(_ pins: String, name: String = "Rosa") async throws -> Answer {
                try await Answer.post(
                    "/setup/\(token)",
                    "person=rosa&name=\(name)&badge=B-ROSA&\(pins)",
                    port: visit.port
                )
            }
            let right = "pin=402817&pin-again=402817"
            for differing in ["pin=402817&pin-again=402818", "pin=402817", "pin-again=402817"] {
                #expect(try await setUp(differing).body.contains("BH-W102"), "\(differing)")
            }
            let refusals = [
                ("BH-P006", "pin", try await setUp("pin=123456&pin-again=123456")),
                ("BH-P004", "pin", try await setUp("pin=1&pin-again=1")),
                ("BH-P011", "person", try await setUp(right, name: "")),
                ("BH-P011", "person", try await setUp(right, name: "%3Cscript%3E")),
            ]
            for (code, field, answer) in refusals {
                #expect(
                    answer.cookie == nil && answer.body.contains(code) && answer.body.contains("href=\"#\(field)\"")
                )
                #expect(!answer.body.contains("<script>"))
            }
            #expect(try await setUp(right).cookie != nil)
            let over = try await setUp(right)
            #expect(over.status == 409 && over.body.contains("BH-P007") && !over.body.contains("name=\"pin\""))
        }
    }

    @Test("what stopped by itself is opened again by the administrator, and nobody else")
    func reopened() async throws {
        try await FloorVisit.run { visit in
            let unit = visit.floor.work["MED-1"] ?? ""
            let olga = try await visit.browser(of: "olga")
            #expect(try await olga.get("/units/\(unit)").status == 200)
            for compartment in visit.floor.hull.compartments where compartment.description == "shop" {
                try await visit.floor.hull.writer(of: compartment).close()
            }
            #expect(try await olga.get("/units/\(unit)").status == 503)
            let asked = try await olga.send("/administrator/reopen", [:], from: try await olga.get("/operator"))
            #expect(asked.status == 404)
            #expect(try await olga.get("/units/\(unit)").status == 503)
            let root = try await visit.browser(of: "root")
            let answer = try await root.send("/administrator/reopen", [:], from: try await root.get("/administrator"))
            #expect(answer.status == 200 && answer.body.contains("Every log of this instance is open"))
            #expect(try await olga.get("/units/\(unit)").status == 200)
        }
    }
}
