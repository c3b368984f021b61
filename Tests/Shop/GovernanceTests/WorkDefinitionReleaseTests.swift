import Boundary
import Execution
import Governance
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A work definition is put in force by a released change of its content, and not without one")
struct WorkDefinitionReleaseTests {
    private let site: GovernedSite
    private let execution: Execution

    init() async throws {
        site = try await GovernedSite.started()
        execution = try Execution(
            hull: site.hull,
            common: CompartmentName("common"),
            places: site.governance.places,
            workCenters: ["bench": 40],
            approval: ReleasedChanges(hull: site.hull, places: site.governance.places)
        )
    }

    private func by(_ person: String) -> Asker<Screen> { Asker(.person(person), through: Screen()) }

    private func key(_ person: String) throws -> CommandKey {
        guard let key = CommandKey("\(SwiftCryptoProvider().randomBytes(16))", of: .person(person)) else {
            throw TestFailure(message: "a key")
        }
        return key
    }

    private func inReview() async throws -> (master: RecordID, hash: String) {
        let content = WorkMasterContent(
            partNumber: "BRK-1",
            revision: "A",
            title: "Bracket",
            needsTraining: false,
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Assemble",
                    workCenter: "bench",
                    instructions: "Torque the bolts.",
                    standardMinutes: 15
                )
            ]
        )
        let master = try await execution.draft(content, of: "MED", by: by("ann"), key: key("ann")).record
        _ = try await execution.submit(master, by: by("ann"), key: key("ann"))
        let query = ViewQuery("work_master", columns: ["content_hash"], limit: 1)
        guard case .text(let hash)? = try site.hull.rows(query, in: CompartmentName(GovernedSite.shop)).first?.first
        else {
            throw TestFailure(message: "no hash")
        }
        return (master, hash)
    }

    private func release(_ master: RecordID) async throws {
        _ = try await execution.release(master, by: by("ida"), key: key("ida"))
    }

    private func objections(_ master: RecordID) async throws -> [String] {
        let refusal = await #expect(throws: ExecutionRefusal.self) { try await release(master) }
        #expect(refusal?.code == .notApproved)
        return refusal?.reasons.map(\.place) ?? []
    }

    @Test("each step says what is still missing")
    func steps() async throws {
        let (master, hash) = try await inReview()
        #expect(
            try await objections(master)
                == ["No change with this content was asked for, or it was rejected; ask for one"]
        )
        let change = try await site.ask(site.routing(hash, .workDefinition))
        #expect(
            try await objections(master) == [
                "The change of this content was not released yet",
                "A change of tier 1 takes the approvals manufacturing",
                "A change takes the approval of somebody else than its author",
            ]
        )
        try await site.approve(change, hash, as: "manufacturing", by: "max")
        #expect(try await objections(master) == ["The change of this content was not released yet"])
        try await site.release(change, hash)
        try await release(master)
    }

    @Test("another content, another program, another day: no")
    func others() async throws {
        let (master, hash) = try await inReview()
        func released(_ draft: ChangeDraft) async throws {
            let change = try await site.ask(draft)
            try await site.approve(change, draft.content, as: "manufacturing", by: "max")
            try await site.release(change, draft.content)
        }
        try await released(site.routing("another", .workDefinition))
        _ = try await objections(master)
        var later = site.routing(hash, .workDefinition)
        later.effective = try #require(Day(year: 2026, month: 11, day: 30))
        try await released(later)
        #expect(try await objections(master) == ["The change was released from 2026-11-30 on"])
        site.clock.advance(days: 6)
        try await release(master)
    }
}
