import Cedar
import PlantModel
import Testing

@testable import Boundary

@Suite("Who may approve and release a change is decided by policies, as the plant's change tiers ask")
struct ChangeDecisionTests {
    static let tiers = """
        changeTiers:
          - { tier: 1, approvals: [manufacturing], tests: [smoke] }
          - { tier: 2, approvals: [manufacturing, quality], tests: [regression], evidence: [results], distinct: [author, implementer, approver] }

        """
    static let grants =
        BoundaryPlant.grants + """

            @id("grant-approve") permit (principal is Person, action == Action::"approve", resource is Change)
            when { principal has role && principal.role == context.capacity };
            """

    private func plant(_ tiers: String = tiers, standards: String = "") async throws -> RunningPlant {
        let text = BoundaryPlant.text.replacing(
            "- { id: MED, customer: clinic,",
            with: "- { id: MED, customer: clinic, \(standards)"
        )
        let plant = try await RunningPlant(text + tiers, grants: Self.grants)
        for (id, role) in [("max", "manufacturing"), ("qi", "quality"), ("ann", "engineer"), ("ida", "engineer")] {
            try await plant.learn(BoundaryPlant.american(id, role: role))
        }
        return plant
    }

    private let change = ChangeFacts(id: "C-1", kind: "routing", programs: ["MED"], author: "ann")

    private func refused(
        _ plant: RunningPlant,
        _ act: ChangeAct,
        _ change: ChangeFacts? = nil,
        after progress: ChangeProgress = ChangeProgress(),
        by person: String
    ) throws -> [String] {
        let verdict = try plant.boundary.decide(act, on: change ?? self.change, after: progress, by: person)
        #expect(verdict.isAllowed == verdict.reasons.isEmpty)
        return verdict.reasons.map(\.policy).sorted()
    }

    @Test("an approval takes the capacity, and nobody approves twice or what they wrote")
    func approvals() async throws {
        let plant = try await plant()
        #expect(try refused(plant, .approve(capacity: "manufacturing"), by: "max").isEmpty)
        #expect(try refused(plant, .approve(capacity: "quality"), by: "max") == ["default-deny"])
        let once = ChangeProgress(approvals: [("max", "manufacturing")])
        #expect(
            try refused(plant, .approve(capacity: "manufacturing"), after: once, by: "max") == ["change-approved-once"]
        )
        let own = ChangeFacts(id: "C-2", kind: "routing", programs: ["MED"], author: "max")
        #expect(try refused(plant, .approve(capacity: "manufacturing"), own, by: "max") == ["change-own-approval"])
        #expect(try refused(plant, .approve(capacity: "manufacturing"), by: "stranger") == ["unknown-subject"])
        // An audience is nobody.
        #expect(try refused(plant, .approve(capacity: "manufacturing"), by: "staff") == ["unknown-subject"])
    }

    @Test("a release takes what its tier asks, each thing named with its place in the plant file")
    func release() async throws {
        let plant = try await plant()
        #expect(
            try refused(plant, .release, by: "ida")
                == ["change-tier-1-approvals", "change-tier-1-tests", "change-two-persons"]
        )
        let ready = ChangeProgress(approvals: [("max", "manufacturing")], tests: ["smoke"])
        #expect(try refused(plant, .release, after: ready, by: "ida").isEmpty)
        let own = ChangeProgress(approvals: [("ann", "manufacturing")], tests: ["smoke"])
        #expect(try refused(plant, .release, after: own, by: "ida") == ["change-two-persons"])
        let reason = try plant.boundary.decide(.release, on: change, after: own, by: "ida").reasons.first
        #expect(reason?.says == "A change takes the approval of somebody else than its author")
    }

    @Test("obligations raise the tier and ask for capacities of their own; the strictest program counts")
    func obligations() async throws {
        let plant = try await plant(standards: "standards: [AS9100D],")
        #expect(try plant.boundary.changeTier(of: ["VEH"]) == 1)
        #expect(try plant.boundary.changeTier(of: ["MED", "VEH"]) == 2)
        #expect(try plant.boundary.changeTier(of: nil) == 2)
        #expect(try plant.boundary.changeTier(of: []) == 1)
        var progress = ChangeProgress(
            approvals: [("max", "manufacturing")],
            tests: ["smoke", "regression"],
            evidence: ["results"]
        )
        #expect(
            try refused(plant, .release, after: progress, by: "ida")
                == ["as9100-change-release", "change-tier-2-approvals"]
        )
        progress.approvals.append(("qi", "quality"))
        #expect(try refused(plant, .release, after: progress, by: "ida").isEmpty)
        // Separation of duties: neither an approver nor the author puts it in force.
        #expect(try refused(plant, .release, after: progress, by: "max") == ["change-tier-2-implementer-approver"])
        #expect(try refused(plant, .release, after: progress, by: "ann") == ["change-tier-2-author-implementer"])
    }

    @Test("a tier that the plant file does not describe, or with roles that nobody can tell apart, releases nothing")
    func undescribed() async throws {
        let ready = ChangeProgress(approvals: [("max", "manufacturing")], tests: ["smoke"])
        let none = try await plant("")
        #expect(try refused(none, .release, after: ready, by: "ida") == ["change-unknown-tier"])
        let odd = try await plant(
            "changeTiers: [ { tier: 1, approvals: [manufacturing], distinct: [author, sponsor] } ]\n"
        )
        #expect(try refused(odd, .release, after: ready, by: "ida") == ["change-tier-1-unknown-role"])
    }

    @Test("names in the plant file stay names", arguments: [#"a"]) || true || context.x.containsAll(["b"#, #"\"#, "é"])
    func quoting(name: String) async throws {
        let text = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        guard let plant = try? await plant("changeTiers: [ { tier: 1, approvals: [\"\(text)\"] } ]\n") else { return }
        let ready = ChangeProgress(approvals: [("max", "manufacturing")])
        #expect(try refused(plant, .release, after: ready, by: "ida") == ["change-tier-1-approvals"])
    }

    @Test("a program that the plant does not have is no question")
    func unknownProgram() async throws {
        let plant = try await plant()
        let error = #expect(throws: BoundaryError.self) { try plant.boundary.changeTier(of: ["XYZ"]) }
        #expect(error?.code == .invalidQuestion)
    }

    @Test("the policies that tiers become are valid under the schema, and no forbid among them can err")
    func valid() throws {
        let plant = try BoundaryPlant.plant(BoundaryPlant.text + Self.tiers)
        let policies = try ChangePolicies.policies(of: plant)
        let schema = try BoundaryPlant.catalogue().schema
        #expect(Validator(schema).validate(policies).problems.map(\.description) == [])
        try policies.requireForbidsNeverErr(under: schema, isStoreComplete: true)
    }
}
