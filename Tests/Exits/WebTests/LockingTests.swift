import Boundary
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("A terminal that is left is locked", .serialized, .timeLimit(.minutes(30)))
struct LockingTests {
    private func pin(_ visit: FloorVisit, _ person: String) -> String { visit.floor.staff[person]?["pin"] ?? "" }

    @Test("locked, nothing is shown or done; the same person's PIN unlocks it, and the session goes on")
    func locked() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["MED-1"])
            let olga = try await visit.browser(of: "olga")
            let page = try await olga.get("/units/\(unit)")
            #expect(page.status == 200)
            #expect(try await olga.send("/lock", [:], from: page).fields["location"] == "/locked")
            for address in ["/", "/units/\(unit)", "/operator"] {
                let answer = try await olga.get(address)
                #expect(answer.status == 303 && answer.fields["location"] == "/locked" && !answer.body.contains("MED"))
            }
            #expect(try await olga.get("/api/units/\(unit)/operation").body.contains("BH-W423"))
            #expect(try await olga.get("/events?wait=0").status == 403)
            // A form that was open when it was locked does nothing.
            let start = try await olga.send("/units/\(unit)/start", ["once": "k", "sequence": "10"], from: page)
            #expect(start.status == 403 && start.body.contains("BH-W423"))
            let covered = try await olga.get("/locked").body
            #expect(
                covered.contains("LOCKED") && !covered.contains("action=\"/sign-out\"")
                    && !covered.contains("action=\"/lock\"")
            )
            for wrong in ["", "000001", pin(visit, "omar")] {
                let answer = try await olga.send("/unlock", ["pin": wrong], from: page)
                #expect(answer.body.contains("BH-P001"))
                #expect(try await olga.get("/").fields["location"] == "/locked")
            }
            #expect(try await olga.send("/unlock", ["pin": pin(visit, "olga")], from: page).fields["location"] == "/")
            #expect(try await olga.get("/units/\(unit)").status == 200)
        }
    }

    @Test("another person's badge ends the session; the own badge, or what is none, leaves it locked")
    func badges() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let page = try await olga.get("/operator")
            _ = try await olga.send("/lock", ["stay": "yes"], from: page)
            // None of them is an attempt at the PIN: after five of those the account would wait.
            for badge in ["B-OLGA", "B-NOBODY", String(repeating: "x", count: 300), "\u{1d}", "", " "] {
                let answer = try await olga.send("/unlock", ["badge": badge], from: page)
                #expect(answer.status == 200 && answer.body.contains("ends nothing"))
                #expect(try await olga.get("/").fields["location"] == "/locked")
            }
            #expect(try await olga.send("/unlock", ["badge": "B-OMAR"], from: page).fields["location"] == "/sign-in")
            #expect(try await olga.send("/unlock", ["pin": pin(visit, "olga")], from: page).status == 401)
            #expect(try await olga.get("/").fields["location"] == "/sign-in")
        }
    }

    @Test("a form of another page neither locks nor unlocks, and without a session there is nothing to lock")
    func forged() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let omar = try await visit.browser(of: "omar")
            let other = try await omar.get("/operator")
            #expect(try await olga.send("/lock", [:], from: other).body.contains("BH-W419"))
            #expect(try await olga.get("/operator").status == 200)
            for path in ["/lock", "/unlock"] {
                #expect(try await Answer.post(path, "pin=\(pin(visit, "olga"))", port: visit.port).status == 401)
            }
        }
    }

    @Test(
        "a page that stands open and looks whether the server is there keeps no session: after a quarter of an hour it is over"
    )
    func idle() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            for _ in 0..<3 {
                visit.floor.advance(minutes: 4)
                #expect(try await olga.get("/health").status == 200)
            }
            #expect(try await olga.get("/operator").status == 200)
            for _ in 0..<4 {
                visit.floor.advance(minutes: 4)
                #expect(try await olga.get("/health").status == 200)
            }
            #expect(try await olga.get("/operator").fields["location"] == "/sign-in")
        }
    }
}
