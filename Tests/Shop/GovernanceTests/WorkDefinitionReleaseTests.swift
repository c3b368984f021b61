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

    init() async throws { try await self.init(GovernedSite.plantText) }

    private init(_ plant: String) async throws {
        site = try await GovernedSite.started(plant)
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

    private func inReview(_ revision: String = "A", _ operations: [String] = ["Assemble"], minutes: Int = 15)
        async throws
        -> (master: RecordID, hash: String)
    {
        let content = WorkMasterContent(
            partNumber: "BRK-1",
            revision: revision,
            title: "Bracket",
            needsTraining: false,
            operations: operations.enumerated().map { place, name in
                OperationSegment(
                    sequence: 10 * (place + 1),
                    name: name,
                    workCenter: "bench",
                    instructions: "Torque the bolts.",
                    standardMinutes: minutes
                )
            }
        )
        let master = try await execution.draft(content, of: "MED", by: by("ann"), key: key("ann")).record
        _ = try await execution.submit(master, by: by("ann"), key: key("ann"))
        let query = ViewQuery(
            "work_master",
            columns: ["content_hash"],
            matches: [.init("revision", .equal, [.text(revision)])],
            limit: 1
        )
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

    /// The customer of MED approves changes of its routing, which are of tier 3.
    private static func approvingCustomer() async throws -> Self {
        try await Self(
            GovernedSite.plantText.replacing(
                "- { id: MED, customer: prime, sites: [main] }",
                with:
                    "- { id: MED, customer: prime, sites: [main], flowdowns: [ { id: process, from: customer, approves: [routing], cite: \"SOW 6.1\" } ] }"
            ).replacing("changeTiers:\n", with: "changeTiers:\n  - { tier: 3, approvals: [manufacturing] }\n")
        )
    }

    private func asked(_ master: RecordID, _ hash: String) async throws -> Governance.ChangePlace {
        let change = try await site.governance.request(
            releaseOf: master,
            in: execution,
            content: hash,
            because: "Chips clog the filter",
            effective: site.clock.today,
            key: key("ann"),
            by: by("ann")
        )
        try await site.approve(change, hash, as: "manufacturing", by: "max")
        return change
    }

    @Test("a changed routing waits for the customer who approves it, and a first one or other words do not")
    func customer() async throws {
        let tests = try await Self.approvingCustomer()
        let site = tests.site
        let (first, firstHash) = try await tests.inReview()
        try await site.release(tests.asked(first, firstHash), firstHash)
        try await tests.release(first)
        let (quicker, quickerHash) = try await tests.inReview("B", minutes: 12)
        try await site.release(tests.asked(quicker, quickerHash), quickerHash)
        try await tests.release(quicker)

        let (longer, hash) = try await tests.inReview("C", ["Assemble", "Wash"])
        let change = try await tests.asked(longer, hash)
        let refusal = await #expect(throws: GovernanceRefusal.self) { try await site.release(change, hash) }
        #expect(refusal?.reasons.map(\.policy) == ["flow-customer-approval-release"])
        func approved(by person: String, of customer: String = "prime") async throws {
            try await site.governance.recordCustomerApproval(
                of: customer,
                reference: "letter of 2026-11-20",
                to: change,
                content: hash,
                command: site.command(),
                by: site.actor(person)
            )
        }
        await #expect(throws: GovernanceRefusal.self) { try await approved(by: "qi") }
        try await approved(by: "cal", of: "another")
        await #expect(throws: GovernanceRefusal.self) { try await site.release(change, hash) }
        try await approved(by: "cal")
        try await site.release(change, hash)
        try await tests.release(longer)
    }

    @Test("a change that does not say what it touches puts nothing in force that touches more")
    func untold() async throws {
        let tests = try await Self.approvingCustomer()
        let site = tests.site
        let (first, firstHash) = try await tests.inReview()
        try await site.release(tests.asked(first, firstHash), firstHash)
        try await tests.release(first)
        let (longer, hash) = try await tests.inReview("B", ["Assemble", "Wash"])
        let change = try await site.ask(site.routing(hash, .workDefinition, touching: []))
        try await site.approve(change, hash, as: "manufacturing", by: "max")
        try await site.release(change, hash)
        #expect(
            try await tests.objections(longer) == [
                "No change with this content that says that it touches routing, specialProcess of the revision in force was asked for, or it was rejected; ask for one"
            ]
        )
    }
}
