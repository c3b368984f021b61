import Boundary
import Execution
import Journal
import RawHTTP
import TestFloor
import Testing

@Suite("Badges are printed by the administrator, and each ends the one before", .serialized, .timeLimit(.minutes(10)))
struct BadgePagesTests {
    private func signIn(_ visit: FloorVisit, _ badge: String, _ person: String) async throws -> Answer {
        let pin = visit.floor.staff[person]?["pin"] ?? ""
        return try await Answer.post("/sign-in", "badge=\(badge)&pin=\(pin)", port: visit.port)
    }

    @Test(
        "the first one says the number in the register; the next one says its issue, and the first is answered as one of nobody"
    )
    func reprint() async throws {
        try await FloorVisit.run { visit in
            let root = try await visit.browser(of: "root")
            func printed(_ person: String) async throws -> Answer {
                try await root.send(
                    "/administrator/badges",
                    ["person": person],
                    from: try await root.get("/administrator")
                )
            }
            let first = try await printed("omar")
            #expect(
                first.status == 200 && first.body.contains("It says B-OMAR,")
                    && !first.body.contains("The badge before")
            )
            let link = String(
                try #require(first.body.firstMatch(of: /href="(\/administrator\/badges\/[0-9a-f]{32}\/paper)"/)).1
            )
            let paper = try await root.get(link)
            #expect(paper.status == 200 && paper.fields["content-type"] == "application/pdf")
            #expect(try await signIn(visit, "B-OMAR", "omar").cookie != nil)
            let second = try await printed("omar")
            #expect(second.body.contains("It says B-OMAR-2,") && second.body.contains("The badge before ends now"))
            #expect(try await root.get(link).status == 404)
            let (old, nobody) = (try await signIn(visit, "B-OMAR", "omar"), try await signIn(visit, "B-NOBO", "omar"))
            #expect(old.cookie == nil && old.status == nobody.status)
            #expect(old.body.replacing("B-OMAR", with: "") == nobody.body.replacing("B-NOBO", with: ""))
            #expect(try await signIn(visit, "B-OMAR-2", "omar").cookie != nil)
            // A badge is no factor: it signs nobody in without the PIN.
            let wrong = try await Answer.post("/sign-in", "badge=B-OMAR-2&pin=000001", port: visit.port)
            #expect(wrong.cookie == nil)
            #expect(try await signIn(visit, "B-OLGA", "olga").cookie != nil)
        }
    }

    @Test("a feed is followed by who sent it alone; what is refused says so, and what is done is not stopped")
    func followed() async throws {
        try await FloorVisit.run { visit in
            let root = try await visit.browser(of: "root")
            let home = try await root.get("/administrator")
            let fields = ["feed": TestFloor.feed, "source": "HR", "as-of": "2026-11-25"]
            let sent = try await root.send("/administrator/persons", fields, from: home)
            let address = try #require(sent.fields["location"])
            let done = try await root.settled(address)
            #expect(done.status == 200 && done.body.contains("taken over") && done.body.contains("No longer in it"))
            #expect(try await root.send("\(address)/cancel", [:], from: done).status == 303)
            #expect(try await root.get(address).body.contains("taken over"))
            #expect(try await root.get("/administrator/persons/\(String(repeating: "0", count: 32))").status == 404)
            let cora = try await visit.browser(of: "cora")
            #expect(try await cora.get(address).status == 404)
            let page = try await cora.get("/compliance/leaks")
            #expect(try await cora.send("\(address)/cancel", [:], from: page).status == 404)
        }
    }

    @Test("the register does not bring an ended badge back, and a new number in it ends the printed one")
    func register() async throws {
        try await FloorVisit.run { visit in
            let root = try await visit.browser(of: "root")
            for _ in 0..<2 {
                _ = try await visit.floor.accounts.printBadge(of: "omar", by: .person("root"))
            }
            func take(_ feed: String) async throws -> Answer {
                let fields = ["feed": feed, "source": "HR", "as-of": "2026-11-25"]
                return try await root.follow(
                    "/administrator/persons",
                    fields,
                    from: try await root.get("/administrator")
                )
            }
            #expect(try await take(TestFloor.feed).status == 200)
            #expect(try await root.get("/administrator").body.contains("fed last as of 2026-11-25, from HR."))
            #expect(try await signIn(visit, "B-OMAR", "omar").cookie == nil)
            #expect(try await signIn(visit, "B-OMAR-2", "omar").cookie != nil)
            #expect(try await take(TestFloor.feed.replacing("B-OMAR", with: "B-77")).status == 200)
            #expect(try await signIn(visit, "B-OMAR-2", "omar").cookie == nil)
            #expect(try await signIn(visit, "B-77", "omar").cookie != nil)
            // A number that somebody's printed badge says is not given to another person.
            let taken = try await take(TestFloor.feed.replacing("B-FRED", with: "B-OMAR-2"))
            #expect(taken.status == 409 || taken.body.contains("BH-P008"))
        }
    }

    @Test("nobody else prints badges, none is printed for nobody, and a sheet is of a badge that counts")
    func refused() async throws {
        try await FloorVisit.run { visit in
            let (root, olga) = (try await visit.browser(of: "root"), try await visit.browser(of: "olga"))
            let nothing = try await olga.get("/no-such-page")
            let asked = try await olga.send(
                "/administrator/badges",
                ["person": "olga"],
                from: try await olga.get("/operator")
            )
            #expect(asked.status == 404 && asked.body == nothing.body)
            let home = try await root.get("/administrator")
            for person in ["nobody", "", "<script>", String(repeating: "o", count: 300)] {
                let answer = try await root.send("/administrator/badges", ["person": person], from: home)
                #expect(
                    answer.status == 409 && answer.body.contains("BH-P010") && !answer.body.contains("<script>"),
                    "\(person)"
                )
            }
            let badge = try await visit.floor.accounts.printBadge(of: "olga", by: .person("root"))
            let sheet =
                "/administrator/badges/\(badge.id.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())/paper"
            #expect(try await olga.get(sheet).status == 404)
            #expect(
                try await root.get("/administrator/badges/\(String(repeating: "0", count: 32))/paper").status == 404
            )
            #expect(try await root.get("/administrator/badges/x/paper").status >= 400)
        }
    }
}
