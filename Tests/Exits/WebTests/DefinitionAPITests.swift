import Execution
import Foundation
import RawHTTP
import TestFloor
import Testing

@Suite("What programs read and write of work definitions", .serialized, .timeLimit(.minutes(10)))
struct DefinitionAPITests {
    private func post(_ visit: FloorVisit, _ target: String, _ body: String, _ person: FloorVisit.Browser)
        async throws -> Answer
    {
        let token = try await person.get("/operator").formToken ?? ""
        return try await Answer.to(
            "POST \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(visit.port)\r\nConnection: close\r\nCookie: \(person.cookie)\r\n"
                + "X-Form-Token: \(token)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
                + "Idempotency-Key: \(UUID().uuidString)\r\n\r\n\(body)",
            port: visit.port
        )
    }

    private func first(_ answer: Answer) throws -> [String: Any] {
        let all = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
        return try #require((all["records"] as? [[String: Any]])?.first)
    }

    private static let content = """
        {"partNumber":"ARM-2","revision":"A","title":"Arm","needsTraining":false,"operations":[{"sequence":10,"name":"Drill",\
        "workCenter":"mill","instructions":"Drill.","standardMinutes":20,"characteristics":[{"number":1,"name":"Bore",\
        "unit":"mm","lower":"6.00","upper":"6.05","needsGauge":true}],"components":[],"qualifications":[],"needsBuyOff":false}]}
        """

    @Test("a whole definition is written, written anew on what was seen, and submitted")
    func whole() async throws {
        try await FloorVisit.run { visit in
            let eve = try await visit.browser(of: "eve")
            let made = try await post(visit, "/api/definitions", #"{"program":"MED","content":\#(Self.content)}"#, eve)
            #expect(made.status == 200)
            let record = try first(made)
            let (id, hash) = (
                "\(record["id"] ?? "")",
                "\((record["fields"] as? [String: Any])?["contentHash"] ?? record["contentHash"] ?? "")"
            )
            let next = Self.content.replacing("6.05", with: "6.04")
            let address = "/api/definitions/\(id)"
            let written = try await post(visit, "\(address)/content", #"{"seen":"\#(hash)","content":\#(next)}"#, eve)
            #expect(written.status == 200 && written.body.contains("6.04"))
            let late = try await post(visit, "\(address)/content", #"{"seen":"\#(hash)","content":\#(next)}"#, eve)
            #expect(late.status == 409 && late.body.contains("BH-E011"))
            let now = try first(written)
            let seen = "\((now["fields"] as? [String: Any])?["contentHash"] ?? now["contentHash"] ?? "")"
            let day = #"{"seen":"\#(seen)","reason":"New","effective":"tomorrow"}"#
            #expect(try await post(visit, "\(address)/submit", day, eve).body.contains("BH-W114"))
            let sent = #"{"seen":"\#(seen)","reason":"New","effective":"2099-01-01"}"#
            #expect(try await post(visit, "\(address)/submit", sent, eve).body.contains("inReview"))
            let changes = try await eve.get("\(address)/changes")
            #expect(changes.status == 200 && changes.body.contains("2099-01-01"))
        }
    }

    @Test("who may not write is refused as on pages, and a body that is none is said to be")
    func refused() async throws {
        try await FloorVisit.run { visit in
            let fred = try await visit.browser(of: "fred")
            let whole = #"{"program":"VEH","content":\#(Self.content)}"#
            let hidden = try await post(visit, "/api/definitions", whole, fred)
            let nothing = try await post(visit, "/api/definitions", whole.replacing("VEH", with: "NOPE"), fred)
            #expect(hidden.status == 404 && hidden.body == nothing.body)
            let eve = try await visit.browser(of: "eve")
            for body in ["", "[]", #"{"program":"MED"}"#, String(repeating: "[", count: 50_000)] {
                #expect(try await post(visit, "/api/definitions", body, eve).status == 400)
            }
            #expect(try await eve.get("/api/definitions?state=any").status == 400)
        }
    }
}
