import Foundation
import Journal
import PlantModel
import PublishedSchemas
import RawHTTP
import TestFloor
import TestPlant
import Testing

@Suite("Drift as a file: signed, and no more than its asker is cleared for", .serialized, .timeLimit(.minutes(30)))
struct DriftStatementTests {
    private static let path = "/compliance/drift/statement"

    /// A plan that knows neither the ITAR program nor the clinic's.
    private static func plan() throws -> PlanFile {
        try TestPlan.file([["AGR"]], holdsUntil: "2025-12-31", flows: "[]")
    }

    private func json(_ answer: Answer, of visit: FloorVisit) throws -> [UInt8] {
        try SignedStatement.json(
            of: Array(answer.body.utf8),
            as: "bulkhead drift",
            by: VerifierKey(visit.floor.statementKey),
            using: SwiftCryptoProvider()
        )
    }

    @Test(
        "an officer takes it from the page of compliance: signed, marked, by the published schema, with entries of the log"
    )
    func taken() async throws {
        try await FloorVisit.run(plan: Self.plan()) { visit in
            let cora = try await visit.browser(of: "cora")
            #expect(try await cora.get("/compliance").body.contains("href=\"\(Self.path)\""))
            let answer = try await cora.get(Self.path)
            #expect(answer.status == 200 && answer.fields["x-marking"]?.hasPrefix("CUI") == true)
            #expect(answer.fields["content-disposition"] == "attachment; filename=\"drift.statement\"")
            #expect(answer.fields["cache-control"] == "no-store")
            let json = try json(answer, of: visit)
            #expect(try PublishedSchema("drift").problems(of: Data(json)) == [])
            let text = String(decoding: json, as: UTF8.self)
            #expect(text.contains("person:cora") && text.contains("policy.adopted") && text.contains("BH-D008"))
            for program in ["VEH", "MED"] { #expect(text.contains("\"about\" : \"\(program)\"")) }
            // What ordinary work records beside a program's data is labelled.
            #expect(!text.contains("BH-D012") && !text.contains("BH-D005"))
        }
    }

    @Test("who may not see a program's trail gets a statement without it, and without places in logs that hold it")
    func cleared() async throws {
        try await FloorVisit.run(plan: Self.plan()) { visit in
            let colin = try await visit.browser(of: "colin")
            let answer = try await colin.get(Self.path)
            #expect(answer.status == 200 && answer.fields["x-marking"]?.hasPrefix("CUI") != true)
            let text = String(decoding: try json(answer, of: visit), as: UTF8.self)
            #expect(text.contains("\"about\" : \"MED\"") && !text.contains("VEH") && !text.contains("\"veh\""))
        }
    }

    @Test("to whoever oversees nothing it is not there, nor where the instance has no plan")
    func notThere() async throws {
        try await FloorVisit.run(plan: Self.plan()) { visit in
            let olga = try await visit.browser(of: "olga")
            #expect(try await olga.get(Self.path).status == 404)
            #expect(try await Answer.get(Self.path, port: visit.port).status == 303)
        }
        try await FloorVisit.run { visit in
            let cora = try await visit.browser(of: "cora")
            #expect(try await cora.get(Self.path).status == 404)
            #expect(try await !cora.get("/compliance").body.contains(Self.path))
        }
    }
}
