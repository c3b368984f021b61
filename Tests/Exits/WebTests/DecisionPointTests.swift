import Boundary
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Systems of the plant ask who may do what", .serialized, .timeLimit(.minutes(30)))
struct DecisionPointTests {
    private func ask(
        _ visit: FloorVisit,
        _ key: String?,
        _ body: String,
        at path: String = "/access/v1/evaluation",
        _ more: String = ""
    ) async throws -> Answer {
        let bearer = key.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        return try await Answer.to(
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\n\(bearer)\(more)Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)",
            port: visit.port
        )
    }

    private func question(_ person: String, _ action: String, _ record: String) -> String {
        """
        {"subject":{"type":"person","id":"\(person)"},"action":{"name":"\(action)"},"resource":{"type":"record","id":"\(record)"}}
        """
    }

    private static let denied = "{\"decision\":false,\"context\":{\"reason\":\"not_permitted\"}}"

    @Test("a decision is that of the policies, and every answer is in the trail")
    func decisions() async throws {
        try await FloorVisit.run { visit in
            let key = try await visit.key(of: "dispatcher")
            let unit = try #require(visit.floor.work["VEH-1"])
            #expect(try await ask(visit, key, question("olga", "view", unit)).body == "{\"decision\":true}")
            for (person, action) in [
                ("fred", "view"), ("olga", "edit"), ("nobody", "view"), ("olga", "know"), ("olga", "x"),
            ] {
                #expect(
                    try await ask(visit, key, question(person, action, unit)).body == Self.denied,
                    "\(person) \(action)"
                )
            }
            let many = """
                {"subject":{"type":"person","id":"olga"},"resource":{"type":"record","id":"\(unit)"},
                "evaluations":[{"action":{"name":"view"}},{"action":{"name":"edit"}},{"action":1},{"action":{"name":"print"}}]}
                """
            let answers = try await ask(visit, key, many, at: "/access/v1/evaluations")
            #expect(
                answers.status == 200
                    && answers.body.contains(
                        "{\"decision\":true},\(Self.denied),{\"decision\":false,\"context\":{\"error\""
                    )
            )
            let search = """
                {"subject":{"type":"person","id":"olga"},"resource":{"type":"record","id":"\(unit)"}}
                """
            let found = try await ask(visit, key, search, at: "/access/v1/search/action")
            #expect(found.body == "{\"results\":[{\"name\":\"print\"},{\"name\":\"view\"}]}")
            let cora = try await visit.browser(of: "cora")
            let list = try await cora.get("/compliance/leaks")
            let program = try #require(list.body.firstMatch(of: /<option value="([0-9a-f]{32})">VEH</)).output.1
            let trail = try await cora.follow(
                "/compliance/leaks/find",
                ["program": String(program), "code": unit],
                from: list
            )
            #expect(trail.body.contains("<td>system:dispatcher</td><td>api</td><td>access-decision</td>"))
        }
    }

    /// All that a search finds, page by page.
    private func found(_ visit: FloorVisit, _ key: String, _ path: String, _ question: String, limit: Int) async throws
        -> [String]
    {
        var (ids, token) = ([String](), "")
        for _ in 0..<200 {
            let page = token.isEmpty ? "{\"limit\":\(limit)}" : "{\"token\":\"\(token)\"}"
            let answer = try await ask(visit, key, "{\(question),\"page\":\(page)}", at: "/access/v1/search/\(path)")
            #expect(answer.status == 200)
            let more = answer.body.matches(of: /"id":"([^"]*)"/).map { String($0.output.1) }
            #expect(more.count <= limit)
            ids += more
            token = answer.body.firstMatch(of: /"next_token":"([^"]*)"/).map { String($0.output.1) } ?? ""
            if token.isEmpty { return ids }
        }
        Issue.record("the search does not end")
        return ids
    }

    @Test("who may do something to a record is found page by page, by whoever may know of the record and of persons")
    func subjects() async throws {
        try await FloorVisit.run { visit in
            let key = try await visit.key(of: "dispatcher")
            let order = try #require(visit.floor.work["O-VEH"])
            let question =
                "\"subject\":{\"type\":\"person\"},\"action\":{\"name\":\"view\"},\"resource\":{\"type\":\"record\",\"id\":\"\(order)\"}"
            let found = try await found(visit, key, "subject", question, limit: 2)
            #expect(found == ["ed", "eve", "mia", "olga", "omar", "pia", "quin"])
            // The kiosk may know of orders, and not of persons; the archive of nothing. Neither is told apart from what is not there.
            for other in ["kiosk", "archive"] {
                let key = try await visit.key(of: other)
                for id in [order, String(order.reversed()), "x"] {
                    let asked = "{\(question.replacing(order, with: id))}"
                    let answer = try await ask(visit, key, asked, at: "/access/v1/search/subject")
                    #expect(answer.status == 200 && answer.body == "{\"results\":[]}", "\(other) \(id)")
                }
            }
        }
    }

    @Test(
        "the records that somebody may see are found page by page, and no record that the asking system may not know of"
    )
    func records() async throws {
        try await FloorVisit.run { visit in
            let key = try await visit.key(of: "dispatcher")
            func question(_ person: String, _ action: String = "view") -> String {
                "\"subject\":{\"type\":\"person\",\"id\":\"\(person)\"},\"action\":{\"name\":\"\(action)\"},\"resource\":{\"type\":\"record\"}"
            }
            let (vehicle, medical) = (visit.floor.work["O-VEH"] ?? "", visit.floor.work["O-MED"] ?? "")
            let olga = try await found(visit, key, "resource", question("olga"), limit: 7)
            #expect(olga == olga.sorted() && Set(olga).count == olga.count)
            #expect(olga.contains(vehicle) && olga.contains(medical))
            let fred = try await found(visit, key, "resource", question("fred"), limit: 50)
            #expect(!fred.contains(vehicle) && fred.contains(medical) && Set(fred).isSubset(of: Set(olga)))
            // What is found is what a decision says.
            for id in olga.prefix(5) {
                #expect(try await ask(visit, key, self.question("olga", "view", id)).body.contains("true"))
            }
            #expect(try await found(visit, key, "resource", question("nobody-of-this-id"), limit: 50) == [])
            #expect(try await found(visit, key, "resource", question("olga", "receive"), limit: 50) == [])
            let kiosk = try await visit.key(of: "kiosk")
            let orders = try await found(visit, kiosk, "resource", question("olga"), limit: 50)
            #expect(
                orders.contains(vehicle) && Set(orders).isSubset(of: Set(olga)) && orders.count < olga.count
            )
            // A token is of its own search.
            let first = try await ask(
                visit,
                key,
                "{\(question("olga")),\"page\":{\"limit\":1}}",
                at: "/access/v1/search/resource"
            )
            let token = try #require(first.body.firstMatch(of: /"next_token":"([^"]*)"/)).output.1
            let other = "{\(question("fred")),\"page\":{\"token\":\"\(token)\"}}"
            #expect(try await ask(visit, key, other, at: "/access/v1/search/resource").status == 400)
        }
    }

    @Test("a system asks whether it may receive a record before it takes it, or another before it sends it")
    func receiving() async throws {
        try await FloorVisit.run { visit in
            let key = try await visit.key(of: "dispatcher")
            let order = try #require(visit.floor.work["O-MED"])
            func receives(_ system: String, _ record: String) async throws -> Bool {
                let asked = question(system, "receive", record).replacing("person", with: "system")
                return try await ask(visit, key, asked).body == "{\"decision\":true}"
            }
            let search =
                "\"subject\":{\"type\":\"system\",\"id\":\"dispatcher\"},\"action\":{\"name\":\"receive\"},\"resource\":{\"type\":\"record\"}"
            let all = Set(try await found(visit, key, "resource", search, limit: 100))
            #expect(try await receives("dispatcher", order) == all.contains(order))
            #expect(try await !receives("no-system", order))
            let person = try await ask(visit, key, question("olga", "receive", order))
            #expect(person.body == Self.denied)
            let actions = try await ask(
                visit,
                key,
                "{\"subject\":{\"type\":\"system\",\"id\":\"dispatcher\"},\"resource\":{\"type\":\"record\",\"id\":\"\(order)\"}}",
                at: "/access/v1/search/action"
            )
            #expect(actions.body.contains("receive") == all.contains(order))
        }
    }

    @Test("what a system may not know of is denied as what is not there is")
    func unknown() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let nothing = String(unit.reversed())
            // No policy lets the archive know of anything.
            let key = try await visit.key(of: "archive")
            for record in [unit, nothing, "no-id"] {
                let answer = try await ask(visit, key, question("olga", "view", record))
                #expect(answer.status == 200 && answer.body == Self.denied)
            }
        }
    }

    @Test(
        "without a key that counts nothing is answered; a new key makes the old one void, and one that is taken back is no key"
    )
    func keys() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let asked = question("olga", "view", unit)
            let first = try await visit.key(of: "dispatcher")
            for wrong in [nil, "", "x", String(repeating: "A", count: 64), first.dropLast() + "0", first + first]
                as [String?] where wrong != first
            {
                let answer = try await ask(visit, wrong, asked)
                #expect(answer.status == 401 && answer.fields["www-authenticate"] == "Bearer realm=\"bulkhead\"")
                #expect(!answer.body.contains("decision"))
            }
            let second = try await visit.key(of: "dispatcher")
            #expect(try await ask(visit, first, asked).status == 401)
            #expect(try await ask(visit, second.lowercased(), asked).status == 200)
            let root = try await visit.browser(of: "root")
            let page = try await root.get("/administrator")
            func send(_ fields: [String: String]) async throws -> Answer {
                try await root.send("/administrator/systems", fields, from: page)
            }
            #expect(try await send(["system": "dispatcher", "withdraw": "yes"]).body.contains("taken back"))
            #expect(try await ask(visit, second, asked).status == 401)
            #expect(try await send(["system": "dispatcher", "withdraw": "yes"]).body.contains("BH-P013"))
            for none in ["", "nowhere", "olga"] { #expect(try await send(["system": none]).body.contains("BH-P013")) }
            let olga = try await visit.browser(of: "olga")
            let other = try await olga.send(
                "/administrator/systems",
                ["system": "dispatcher"],
                from: try await olga.get("/operator")
            )
            #expect(other.status == 404)
        }
    }

    @Test("what is ill-formed, too long or of another method gets a message, and no failure of the server")
    func hostile() async throws {
        try await FloorVisit.run { visit in
            let key = try await visit.key(of: "dispatcher")
            let bodies = [
                "", "{", "[]", "{}", "\"x\"", "{\"subject\":1}", String(repeating: "[", count: 20_000),
                question("olga", "view", "\\u0000"),
            ]
            for body in bodies {
                for path in ["evaluation", "evaluations", "search/action", "search/subject", "search/resource"].map({
                    "/access/v1/\($0)"
                }) {
                    let status = try await ask(visit, key, body, at: path).status
                    #expect([200, 400].contains(status), "\(path) \(body.prefix(30)) \(status)")
                }
            }
            let many = Array(repeating: "{}", count: 1_001).joined(separator: ",")
            #expect(
                try await ask(visit, key, "{\"evaluations\":[\(many)]}", at: "/access/v1/evaluations").status == 400
            )
            #expect(try await ask(visit, key, "{}", "X-Request-ID: a\r\nX-Request-ID: b\r\n").status == 400)
            let named = try await ask(visit, key, question("olga", "view", "x"), "X-Request-ID: r-1\r\n")
            #expect(named.fields["x-request-id"] == "r-1")
            #expect(try await Answer.get("/access/v1/evaluation", port: visit.port).status == 303)
            // Without TLS it has no https identifier, and publishes none.
            #expect(try await Answer.get("/.well-known/authzen-configuration", port: visit.port).status == 404)
        }
    }
}
