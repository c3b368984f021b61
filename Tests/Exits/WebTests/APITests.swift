import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("What programs ask", .serialized, .timeLimit(.minutes(30)))
struct APITests {
    private func json(_ answer: Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    }

    private func post(
        _ visit: FloorVisit,
        _ target: String,
        _ body: String,
        _ key: String?,
        _ person: FloorVisit.Browser
    )
        async throws -> Answer
    {
        let token = try await person.get("/operator").formToken ?? ""
        return try await Answer.to(
            "POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nConnection: close\r\nCookie: \(person.cookie)\r\n"
                + "X-Form-Token: \(token)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
                + (key.map { "Idempotency-Key: \($0)\r\n" } ?? "") + "\r\n\(body)",
            port: visit.port
        )
    }

    @Test("a list has what one may see, marked as a whole, and a validator that saves sending it again")
    func lists() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let all = try await olga.get("/api/dispatch?center=mill")
            #expect(all.status == 200 && all.fields["content-type"] == "application/json")
            #expect(all.fields["x-marking"] == "CUI//SP-CTI/SP-EXPT")
            #expect(try (json(all)["records"] as? [Any])?.count == 12)
            let tag = try #require(all.fields["etag"])
            let again = try await Answer.get(
                "/api/dispatch?center=mill",
                "Cookie: \(olga.cookie)\r\nIf-None-Match: \(tag)\r\n",
                port: visit.port
            )
            #expect(again.status == 304 && again.body.isEmpty)
            let fred = try await visit.browser(of: "fred")
            let seen = try await fred.get("/api/dispatch?center=mill")
            #expect(try (json(seen)["records"] as? [Any])?.count == 6)
            #expect(!seen.body.contains("VEH") && seen.fields["x-marking"] == "PROPRIETARY")
            let page = try await fred.get("/api/dispatch?center=mill&limit=4")
            let records = try #require(try json(page)["records"] as? [[String: Any]])
            let last = try #require(records.last?["id"] as? String)
            let rest = try await fred.get("/api/dispatch?center=mill&limit=4&after=\(last)")
            #expect(try (json(rest)["records"] as? [Any])?.count == 2)
        }
    }

    @Test("a refusal is a problem with its code; what is hidden and what is not there are the same one")
    func problems() async throws {
        try await FloorVisit.run { visit in
            let unit = try #require(visit.floor.work["VEH-1"])
            let fred = try await visit.browser(of: "fred")
            let hidden = try await fred.get("/api/units/\(unit)/operation")
            let nothing = try await fred.get("/api/units/\(String(unit.reversed()))/operation")
            #expect(hidden.status == 404 && hidden.fields["content-type"] == "application/problem+json")
            #expect(hidden.body == nothing.body)
            let flora = try await visit.browser(of: "flora")
            let denied = try await flora.get("/api/scan/\(unit)")
            #expect(denied.status == 403 && denied.body.contains("itar-release"))
            #expect(try await Answer.get("/api/dispatch?center=mill", port: visit.port).status == 401)
            #expect(try await fred.get("/api/dispatch?center=mill&limit=0").status == 400)
            let nowhere = try await fred.get("/api/nonconformances?after=\(String(repeating: "0", count: 32))")
            #expect(nowhere.status == 400 && nowhere.body.contains("BH-"))
            let broken = try await fred.get("/api/scan/%C2%B8%F0%B2")
            #expect(broken.status == 400 && broken.fields["content-type"] == "application/problem+json")
        }
    }

    @Test("a command is carried out once for each key, and not without one")
    func commands() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let unit = try #require(visit.floor.work["MED-1"])
            let start = "/api/units/\(unit)/start"
            #expect(try await post(visit, start, "{\"sequence\":10}", nil, olga).status == 400)
            #expect(try await post(visit, start, "{\"sequence\":", "k", olga).status == 400)
            let deep = String(repeating: "[", count: 100_000)
            #expect(try await post(visit, start, deep, "k", olga).status == 400)
            for _ in 0..<2 {
                let answer = try await post(visit, start, "{\"sequence\":10}", "k", olga)
                #expect(answer.status == 200 && answer.body.contains("\"state\":\"running\""))
            }
            let omar = try await visit.browser(of: "omar")
            let late = try await post(visit, start, "{\"sequence\":10}", "k", omar)
            #expect(late.status == 409 && late.body.contains("BH-E041"))
        }
    }

    @Test("a program builds a unit from its start to its buy-off, each step under what its page asks")
    func building() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let unit = try #require(visit.floor.work["MED-2"])
            let pin = try #require(visit.floor.staff["olga"]?["pin"])
            func at(_ step: String, _ body: String, _ key: String, _ person: FloorVisit.Browser) async throws -> Answer
            {
                try await post(visit, "/api/units/\(unit)/\(step)", body, key, person)
            }
            #expect(try await at("start", #"{"sequence":10}"#, "1", olga).status == 200)
            let complete = #"{"sequence":10,"pin":"\#(pin)"}"#
            let early = try await at("complete", complete, "2", olga)
            #expect(early.status == 409 && early.body.contains("BH-E"))
            #expect(
                try await at("measure", #"{"sequence":10,"characteristic":1,"value":"long"}"#, "3", olga).status == 400
            )
            let measured = try await at(
                "measure",
                #"{"sequence":10,"characteristic":1,"value":"12.70","gauge":"G-7"}"#,
                "4",
                olga
            )
            #expect(measured.status == 200 && measured.body.contains("12.70"))
            #expect(try await at("consume", #"{"sequence":10,"part":"BOLT-6"}"#, "5", olga).status == 400)
            let consumed = try await at(
                "consume",
                #"{"sequence":10,"part":"BOLT-6","lot":"L-55","quantity":4}"#,
                "6",
                olga
            )
            #expect(consumed.status == 200)
            #expect(try await at("complete", #"{"sequence":10,"pin":"111222"}"#, "7", olga).status == 409)
            #expect(try await at("complete", #"{"sequence":10}"#, "8", olga).status == 400)
            #expect(try await at("complete", complete, "9", olga).status == 200)
            #expect(try await at("start", #"{"sequence":20}"#, "10", olga).status == 200)
            #expect(try await at("complete", #"{"sequence":20,"pin":"\#(pin)"}"#, "11", olga).status == 200)
            let own = try await at("buy-off", #"{"sequence":20,"pin":"\#(pin)"}"#, "12", olga)
            #expect(own.status == 409 && own.body.contains("BH-E"))
            let fred = try await visit.browser(of: "fred")
            let hidden = try #require(visit.floor.work["VEH-2"])
            let asked = try await post(
                visit,
                "/api/units/\(hidden)/measure",
                #"{"sequence":10,"characteristic":1,"value":"1"}"#,
                "1",
                fred
            )
            #expect(asked.status == 404)
        }
    }
}
