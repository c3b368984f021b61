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
            #expect(try await enrol("123456", "123456").body.contains("BH-P006"))
            #expect(try await enrol("918273", "918273").cookie != nil)
            #expect(try await enrol("918273", "918273").body.contains("BH-P001"))
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
                "person=eve2&name=Eve&badge=B-2&pin=402817",
                port: visit.port
            )
            #expect(answer.status == 409 && answer.body.contains("BH-P007"))
            #expect(try await Answer.get("/setup/0000", port: visit.port).body.contains("BH-P007"))
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
