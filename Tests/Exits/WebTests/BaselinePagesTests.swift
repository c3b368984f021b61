import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("Another baseline, from edited files to its release", .serialized, .timeLimit(.minutes(30)))
struct BaselinePagesTests {
    private static let edited = TestFloor.plantText.replacing("review: 2027-11-01", with: "review: 2028-11-01")

    private func send(
        _ browser: FloorVisit.Browser,
        _ target: String,
        _ fields: [String: String],
        from page: Answer
    ) async throws -> Answer {
        var all = fields
        all["once"] = UUID().uuidString
        return try await browser.send(target, all, from: page)
    }

    private func study(_ browser: FloorVisit.Browser, _ text: String, named name: String = "plant.yaml") async throws
        -> Answer
    {
        let page = try await browser.get("/baselines")
        #expect(page.status == 200)
        return try await browser.upload(
            "/baselines/studies",
            [:],
            Array(text.utf8),
            named: name,
            from: page,
            field: "plant"
        )
    }

    /// The page of a study once nothing of it is worked on any more.
    private func settled(_ browser: FloorVisit.Browser, _ sent: Answer) async throws -> (address: String, page: Answer)
    {
        let address = try #require(sent.fields["location"], "\(sent.status) \(sent.body)")
        return (address, try await browser.settled(address))
    }

    private func pin(_ visit: FloorVisit, _ person: String) -> String { visit.floor.staff[person]?["pin"] ?? "" }

    /// Somebody's next step with a change, from its page.
    private func act(
        _ visit: FloorVisit,
        _ person: String,
        _ change: String,
        _ act: String,
        _ fields: [String: String] = [:]
    ) async throws -> Answer {
        let browser = try await visit.browser(of: person)
        let page = try await browser.get(change)
        var all = fields
        all["content"] = FloorVisit.Browser.hidden("content", page)
        all["pin"] = fields["pin"] ?? pin(visit, person)
        return try await send(browser, "\(change)/\(act)", all, from: page)
    }

    @Test(
        "an engineer has the edited plant file studied and asks for it; two others approve; it is released from its day"
    )
    func whole() async throws {
        try await FloorVisit.run { visit in
            let eve = try await visit.browser(of: "eve")
            let (address, studied) = try await settled(eve, try await study(eve, Self.edited))
            #expect(studied.status == 200)
            #expect(studied.body.contains("programs[VEH].classification.determination.review"), "\(studied.body)")
            #expect(studied.body.contains("2028-11-01") && studied.body.contains("1 theorems proved"))
            let asked = try await send(
                eve,
                "\(address)/ask",
                ["title": "CJ-118 was reviewed", "reason": "Reviewed by the export office", "effective": "2099-01-01"],
                from: studied
            )
            let change = try #require(asked.fields["location"], "\(asked.body)")
            // Without what its tier asks nothing is released.
            let early = try await act(visit, "eve", change, "release")
            #expect(early.status == 409 && early.body.contains("BH-G020"), "\(early.status)")
            let wrong = try await act(visit, "quin", change, "approve", ["capacity": "quality", "pin": "000001"])
            #expect(wrong.status >= 400)
            let own = try await act(visit, "eve", change, "approve", ["capacity": "manufacturing"])
            #expect(own.status == 403, "nobody approves what they wrote")
            for (person, name, fields) in [
                ("quin", "approve", ["capacity": "quality"]), ("ed", "approve", ["capacity": "manufacturing"]),
                ("eve", "record", ["kind": "passed", "name": "trial", "reference": "run 12"]),
            ] {
                #expect(try await act(visit, person, change, name, fields).status == 303, "\(person)")
            }
            let complete = try await eve.get(change)
            #expect(complete.body.contains("Nothing stands in the way"), "\(complete.body)")
            #expect(try await act(visit, "eve", change, "release").status == 303)
            let all = try await eve.get("/baselines")
            #expect(all.body.contains(">later</span>") && all.body.contains("CJ-118 was reviewed"))
            #expect(try await eve.get(change).body.contains("From its day on start the instance with these files"))
            let listed = try await eve.get("/api/baselines")
            #expect(listed.status == 200 && listed.body.contains("\"standing\":\"later\""))
        }
    }

    @Test("whoever may not know of a program sees that something differs, and not what")
    func restricted() async throws {
        try await FloorVisit.run { visit in
            let eve = try await visit.browser(of: "eve")
            let (address, studied) = try await settled(eve, try await study(eve, Self.edited))
            let asked = try await send(
                eve,
                "\(address)/ask",
                ["title": "A review", "reason": "Due", "effective": "2099-01-01"],
                from: studied
            )
            let change = try #require(asked.fields["location"])
            let fred = try await visit.browser(of: "fred")
            let seen = try await fred.get(change)
            #expect(seen.status == 200 && seen.body.contains("A review") && !seen.body.contains("VEH"))
            #expect(!seen.body.contains("2028-11-01"))
            #expect(try await fred.get(address).status == 404)
        }
    }

    @Test("who may not ask for changes is refused, and files that are none are told by name")
    func refused() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            #expect([403, 404].contains(try await study(olga, Self.edited).status))
            let eve = try await visit.browser(of: "eve")
            let binary = try await eve.upload(
                "/baselines/studies",
                [:],
                [0xff, 0xfe, 0],
                named: "plant.yaml",
                from: eve.get("/baselines"),
                field: "plant"
            )
            #expect(binary.status == 400 && binary.body.contains("not UTF-8"))
            let field = try await eve.upload(
                "/baselines/studies",
                [:],
                [65],
                named: "x",
                from: eve.get("/baselines"),
                field: "site-key"
            )
            #expect(field.status == 400)
            let elsewhere = try await study(eve, "x", named: "../../etc/passwd")
            #expect(elsewhere.status == 400 && elsewhere.body.contains("leads elsewhere"), "\(elsewhere.status)")
            let (_, unsound) = try await settled(eve, try await study(eve, "bulkhead: <script>1"))
            #expect(unsound.body.contains("cannot be decided by") && !unsound.body.contains("<script>1"))
            let (_, same) = try await settled(eve, try await study(eve, TestFloor.plantText))
            #expect(same.body.contains("nothing differs"))
        }
    }

    @Test("programs do the same by the API, with paths, and are refused in the same words")
    func byAPI() async throws {
        try await FloorVisit.run { visit in
            let eve = try await visit.browser(of: "eve")
            func post(_ target: String, _ body: [String: Any]) async throws -> Answer {
                let text = String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
                let token = try await eve.get("/operator").formToken ?? ""
                return try await Answer.to(
                    "POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nConnection: close\r\nCookie: \(eve.cookie)\r\n"
                        + "X-Form-Token: \(token)\r\nContent-Type: application/json\r\nContent-Length: \(text.utf8.count)\r\n"
                        + "Idempotency-Key: \(UUID().uuidString)\r\n\r\n\(text)",
                    port: visit.port
                )
            }
            func records(_ answer: Answer) throws -> [[String: Any]] {
                let all = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
                return try #require(all?["records"] as? [[String: Any]], "\(answer.status) \(answer.body)")
            }
            let escaping = try await post("/api/baselines/studies", ["files": ["plant/../x": "y"]])
            #expect(escaping.status == 400 && escaping.body.contains("BH-G010"))
            let large = ["files": ["plant/plant.yaml": String(repeating: "#", count: 300_000)]]
            #expect(try await post("/api/baselines/studies", large).status == 413)
            let sent = try await post("/api/baselines/studies", ["files": ["plant/plant.yaml": Self.edited]])
            let id = try #require(try records(sent).first?["id"] as? String)
            let address = "/api/baselines/studies/\(id)"
            var found = try await eve.get(address)
            while !found.body.contains("\"standing\":\"answered\"") {
                try #require(found.body.contains("waiting") || found.body.contains("working"), "\(found.body)")
                try await Task.sleep(for: .milliseconds(100))
                found = try await eve.get(address)
            }
            #expect(found.body.contains("baseline-line") && found.body.contains("2028-11-01"))
            let asked = try await post("\(address)/ask", ["title": "A", "reason": "B", "effective": "2099-01-01"])
            let change = try #require(try records(asked).first { $0["kind"] as? String == "change-request" })
            let name = try #require(change["id"] as? String)
            let content = try #require((change["fields"] as? [String: Any])?["content"] as? String)
            #expect(asked.body.contains("change-review"))
            let taken = try await post("/api/baselines/\(name)/withdraw", ["content": content])
            #expect(taken.status == 200 && taken.body.contains("withdrawn"))
            #expect(try await post("/api/baselines/\(name)/withdraw", ["content": content]).body.contains("BH-G011"))
            #expect(try await post("\(address)/cancel", [:]).status == 200)
        }
    }
}
