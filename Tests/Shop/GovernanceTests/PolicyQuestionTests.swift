import Boundary
import Foundation
import Governance
import Journal
import PlantModel
import TestPlant
import Testing

@Suite("Who gains and who loses by other policies is worked out beside everything else", .timeLimit(.minutes(10)))
struct PolicyQuestionTests {
    /// What is asked, and what came of it once it is settled.
    private func answer(_ site: GovernedSite, replacing replaced: String?, with text: String, by person: String = "max")
        async throws -> [ReleasedRecord]
    {
        let id = try await ask(site, replacing: replaced, with: text, by: person)
        return try await settled(site, id, by: person)
    }

    private func ask(_ site: GovernedSite, replacing replaced: String?, with text: String, by person: String = "max")
        async throws -> AggregateID
    {
        try await site.governance.ask(
            PolicySupposition(replacing: replaced, with: text),
            at: .unknown,
            on: site.clock.today,
            by: site.actor(person)
        )
    }

    private func settled(_ site: GovernedSite, _ id: AggregateID, by person: String = "max") async throws
        -> [ReleasedRecord]
    {
        while true {
            let release = try await site.governance.answer(id, by: site.actor(person))
            let records = release.records
            let standing = try #require(records.first { $0.kind == PolicyQuestionStanding.kind.name })["standing"]
            if standing?.shows("waiting") != true, standing?.shows("working") != true { return records }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func standing(_ records: [ReleasedRecord]) -> ReleasedField? {
        records.first { $0.kind == PolicyQuestionStanding.kind.name }?["standing"]
    }

    @Test("a grant that is taken out: everybody loses what it gave, and the prover shows a request")
    func takenOut() async throws {
        let site = try await GovernedSite.started()
        let records = try await answer(site, replacing: "grant-approve", with: "")
        #expect(standing(records)?.shows("answered") == true)
        // Approving is of changes, and so no line about records.
        #expect(!records.contains { $0.kind == PolicyShift.kind.name })
        let lost = records.filter { $0.kind == PolicyFinding.kind.name && $0["about"]?.shows("loses") == true }
        #expect(lost.count == 1 && lost.first?["answer"]?.shows("example") == true)
        #expect(!records.contains { $0["about"]?.shows("theorem") == true })
    }

    @Test("a grant that is narrowed: each kind of person with classes and with records, and nothing changes")
    func narrowed() async throws {
        let site = try await GovernedSite.started()
        _ = try await site.ask(site.routing())
        let records = try await answer(
            site,
            replacing: "grant-shop",
            with: """
                @id("grant-shop") permit (principal is Person, action in [Action::"view", Action::"know"], resource is Record)
                when { principal has role };
                """
        )
        let shifts = records.filter { $0.kind == PolicyShift.kind.name }
        #expect(Set(shifts.compactMap { $0["program"]?.shows("MED") }) == [true, false])
        #expect(shifts.allSatisfy { $0["action"]?.shows("edit") == true && $0["gains"]?.shows("") == true })
        #expect(
            shifts.contains { $0["recordsLost"]?.shows("change-request 1") == true && $0["count"]?.shows("5") == true }
        )
        // Max goes on to be permitted what he was.
        _ = try await site.ask(site.routing("v2"), by: "max")
    }

    @Test("an obligation that is taken out: who gains, and the theorem that rests on it fails with an example")
    func withoutObligation() async throws {
        let site = try await GovernedSite.started()
        let records = try await answer(site, replacing: "flow-persons-us-citizens", with: "")
        #expect(standing(records)?.shows("answered") == true)
        let theorem = records.first { $0["subject"]?.shows("apart") == true }
        #expect(theorem?["answer"]?.shows("fails") == true && theorem?["example"]?.shows("") == false)
    }

    @Test("a policy that changes nothing is proved to")
    func nothing() async throws {
        let site = try await GovernedSite.started()
        let records = try await answer(
            site,
            replacing: nil,
            with:
                "@id(\"again\") permit (principal is Person, action == Action::\"view\", resource is Record) when { principal has role && principal.role == \"quality\" };"
        )
        #expect(standing(records)?.shows("answered") == true && records.count == 1)
    }

    @Test(
        "what cannot be decided by says why, where",
        arguments: [
            ("permit (", "expected"), ("permit (principal, action, resource);", "named by @id"),
            ("@id(\"x\") permit (principal is Persn, action, resource);", "Persn"),
            ("@id(\"x\") forbid (principal is Person, action == Action::\"view\", resource is Record);", "basis"),
            ("", "nothing would be another"), (String(repeating: "(", count: 60_000), "what was written"),
            (
                "@id(\"x\") permit (principal, action, resource) when { " + String(repeating: "!", count: 60_000)
                    + "true };",
                "what was written"
            ),
            ((0..<60).map { "@id(\"p\($0)\") permit (principal, action, resource);" }.joined(), "more than 50"),
        ]
    )
    func unsound(text: String, says: String) async throws {
        let supposition = PolicySupposition(replacing: nil, with: text)
        let problems = #expect(throws: BaselineProblems.self) {
            _ = try GovernedSite.draft().baseline.supposing(supposition)
        }
        #expect(problems?.problems.contains { $0.contains(says) } == true, "\(problems?.problems ?? [])")
        let site = try await GovernedSite.started()
        #expect(standing(try await answer(site, replacing: nil, with: text))?.shows("unsound") == true)
    }

    @Test("a text that is too long is not even put in line; one person has one open question")
    func bounds() async throws {
        let site = try await GovernedSite.started()
        await #expect(throws: GovernanceRefusal.self) {
            _ = try await ask(site, replacing: nil, with: String(repeating: "x", count: 70_000))
        }
        let text = "@id(\"w\") permit (principal is Person, action == Action::\"print\", resource is Record);"
        let first = try await ask(site, replacing: nil, with: text)
        await #expect(throws: GovernanceRefusal.self) { _ = try await ask(site, replacing: nil, with: text) }
        // Another person's is in line meanwhile, and nobody sees or stops another's.
        let other = try await ask(site, replacing: nil, with: text, by: "qi")
        await #expect(throws: GovernanceRefusal.self) {
            _ = try await site.governance.answer(first, by: site.actor("qi"))
        }
        #expect(throws: GovernanceRefusal.self) { try site.governance.cancelQuestion(first, by: site.actor("qi")) }
        try site.governance.cancelQuestion(first, by: site.actor("max"))
        #expect(standing(try await settled(site, first))?.shows("cancelled") == true)
        #expect(standing(try await settled(site, other, by: "qi"))?.shows("answered") == true)
        // What was cancelled stays so, though its work had begun.
        try site.governance.cancelQuestion(other, by: site.actor("qi"))
        #expect(standing(try await settled(site, other, by: "qi"))?.shows("answered") == true)
    }

    @Test("who may not sign for the trail does not ask, and a question is gone with its process")
    func asking() async throws {
        let site = try await GovernedSite.started()
        await #expect(throws: GovernanceRefusal.self) {
            _ = try await ask(site, replacing: "grant-approve", with: "", by: "nobody-of-this-id")
        }
        let id = try await ask(site, replacing: "grant-approve", with: "")
        let again = try await site.reopened()
        try await again.governance.start(GovernedSite.draft(), on: again.clock.today)
        await #expect(throws: GovernanceRefusal.self) {
            _ = try await again.governance.answer(id, by: again.actor("max"))
        }
    }
}
