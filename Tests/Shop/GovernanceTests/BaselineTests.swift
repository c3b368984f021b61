import Boundary
import CedarAnalysis
import Governance
import PlantModel
import TestPlant
import Testing

@Suite("A plant decides by a released baseline and by nothing else")
struct BaselineTests {
    @Test("without a released baseline nothing starts, and the first one takes two persons by name")
    func first() async throws {
        let site = try await GovernedSite()
        let draft = try GovernedSite.draft()
        await expect(refuses: .noBaseline) { try await site.governance.start(draft, on: site.clock.today) }
        let ada = BaselineRelease.Approval(approver: "Ada", capacity: "owner")
        for approvers in [
            [], [ada], [ada, ada], [ada, .init(approver: " ADA ", capacity: "security")],
            [ada, .init(approver: "  ", capacity: "security")],
        ] {
            await expect(refuses: .twoApprovers) {
                try await site.governance.releaseFirst(draft, approvedBy: approvers, on: site.clock.today)
            }
        }
        try await site.releaseFirst()
        await expect(refuses: .notFirst) { try await site.releaseFirst() }
        #expect(try site.governance.release(on: site.clock.today).approvals.map(\.approver) == ["Ada", "Ben"])
        let epoch = try await site.governance.start(draft, on: site.clock.today)
        #expect(site.hull.boundary.epoch == epoch)
    }

    @Test("any other file is another baseline: the refusal names what differs")
    func otherFiles() async throws {
        let site = try await GovernedSite.started()
        let longer = GovernedSite.plantText.replacing("until: 2027-01-31", with: "until: 2028-01-31")
        let wider = GovernedSite.grants.replacing("when { principal has role };", with: ";")
        for (draft, name) in [
            (try GovernedSite.draft(longer), "*plant/plant.yaml"),
            (try GovernedSite.draft(grants: wider), "*grants/grants.cedar"),
            (try GovernedSite.draft(GovernedSite.plantText + "# a remark\n"), "*plant/plant.yaml"),
        ] {
            let error = await expect(refuses: .otherFiles) {
                try await site.governance.start(draft, on: site.clock.today)
            }
            #expect(error?.place.contains(name) == true, "\(error?.place ?? "")")
        }
    }

    @Test("a restart goes on with the policies that were adopted, without a new adoption")
    func restart() async throws {
        let site = try await GovernedSite.started()
        let epoch = site.hull.boundary.epoch
        let next = try await site.reopened()
        #expect(next.hull.boundary.epoch == nil)
        #expect(try await next.governance.start(GovernedSite.draft(), on: next.clock.today) == epoch)
    }

    @Test("a later baseline goes the way of a change: tried, approved by its tier, in force from its day")
    func later() async throws {
        let site = try await GovernedSite.started()
        let draft = try GovernedSite.draft(
            GovernedSite.plantText.replacing("until: 2027-01-31", with: "until: 2028-01-31")
        )
        let start = try #require(Day(year: 2026, month: 11, day: 26))
        await expect(refuses: .invalid) {
            try await site.ask(
                ChangeDraft(
                    .baseline,
                    title: "MLA-7 was extended",
                    reason: "Amendment 3",
                    content: draft.digest,
                    programs: nil,
                    effective: start
                )
            )
        }
        let change = try await site.governance.request(
            draft,
            title: "MLA-7 was extended",
            reason: "Amendment 3",
            effective: start,
            plans: ["the plan stays as it is"],
            on: site.clock.today,
            command: site.command(),
            by: site.actor("ann")
        )
        let error = await expect(refuses: .notApproved) {
            try await site.release(change, draft.digest, baseline: draft)
        }
        #expect(
            error?.reasons.map(\.policy) == [
                "as9100-change-release", "change-baseline-proved", "change-tier-2-approvals", "change-tier-2-evidence",
                "change-tier-2-tests",
                "change-two-persons",
            ]
        )
        try await site.approve(change, draft.digest, as: "manufacturing", by: "max")
        try await site.approve(change, draft.digest, as: "quality", by: "qi")
        let governance = site.governance
        try await governance.recordTest(
            "regression",
            passed: true,
            reference: "run 12",
            of: change,
            content: draft.digest,
            command: site.command(),
            by: site.actor("ann")
        )
        try await governance.addEvidence(
            "results",
            reference: "DOC-9",
            to: change,
            content: draft.digest,
            command: site.command(),
            by: site.actor("ann")
        )
        await expect(refuses: .notApproved) { try await site.release(change, draft.digest, baseline: draft) }
        await expect(refuses: .invalid) {
            try await governance.recordTest(
                "theorems",
                passed: true,
                reference: "believe me",
                of: change,
                content: draft.digest,
                command: site.command(),
                by: site.actor("ann")
            )
        }
        let proof = try await governance.prove(draft, for: change, command: site.command(), by: site.actor("ann"))
        #expect(proof.isComplete && proof.proved == 1)
        // Whoever approved does not put it in force, and only what was approved is.
        await expect(refuses: .notApproved) { try await site.release(change, draft.digest, baseline: draft, by: "qi") }
        await expect(refuses: .invalid) {
            try await site.release(change, draft.digest, baseline: GovernedSite.draft())
        }
        await expect(refuses: .invalid) { try await site.release(change, draft.digest) }
        try await site.release(change, draft.digest, baseline: draft)

        // Until its day the one before counts.
        await expect(refuses: .otherFiles) { try await governance.start(draft, on: site.clock.today) }
        try await governance.start(GovernedSite.draft(), on: site.clock.today)
        site.clock.advance(days: 2)
        await expect(refuses: .otherFiles) { try await governance.start(GovernedSite.draft(), on: site.clock.today) }
        let next = try await site.reopened()
        let epoch = try await next.governance.start(draft, on: next.clock.today)
        #expect(epoch.number > 1)
        #expect(try next.governance.release(on: next.clock.today).tier == 2)
    }

    @Test("before it is approved a baseline says what it would change, and names nobody")
    func impact() async throws {
        let site = try await GovernedSite.started()
        let today = site.clock.today
        let same = try await site.governance.impact(of: GovernedSite.draft(), on: today)
        #expect(same == ["nobody would gain anything", "nobody would lose anything"])
        let narrower = try GovernedSite.draft(
            grants: GovernedSite.grants.replacing(
                "when { principal has role };",
                with: "when { principal has role && principal.role == \"engineer\" };"
            )
        )
        let lines = try await site.governance.impact(of: narrower, on: today)
        #expect(lines.first == "nobody would gain anything")
        #expect(lines.last?.hasPrefix("3 persons would lose") == true)
        #expect(!lines.joined().contains("max"))
    }

    @Test("the prover says in which kinds of requests anybody could gain or lose")
    func proved() async throws {
        let site = try await GovernedSite.started()
        let today = site.clock.today
        let limits = SolverLimits(stepsMax: 5_000_000, millisecondsMax: 5_000)
        let wider = try GovernedSite.draft(
            grants: GovernedSite.grants
                + "permit (principal is Person, action == Action::\"print\", resource is Record);"
        )
        let lines = try await site.governance.impact(of: wider, on: today, proving: limits).dropFirst(2)
        #expect(lines.contains { $0.contains("print") && $0.hasSuffix("gains are possible") }, "\(Array(lines))")
        #expect(!lines.contains { $0.contains("view") && $0.contains("possible") }, "\(Array(lines))")
    }

    @Test("a theorem that does not hold is named, and none at all proves nothing")
    func unproved() throws {
        let wrong = GovernedSite.theorem.replacing("persons:usCitizens", with: "persons:nobody")
        let proof = try GovernedSite.draft(theorem: wrong).prove()
        #expect(proof.failed == ["apart"])
        #expect(!proof.isComplete)
        #expect(proof.summary == "0 theorems proved; apart fails")
        #expect(try !GovernedSite.draft(theorem: "").prove().isComplete)
    }

    @Test("files that cannot be decided by are no draft")
    func unsound() async {
        for (text, grants) in [
            ("bulkhead: 1", GovernedSite.grants), (GovernedSite.plantText, "permit ("),
            (GovernedSite.plantText, "forbid (principal, action, resource);"), ("", ""),
        ] {
            await expect(refuses: .unsound) { try GovernedSite.draft(text, grants: grants) }
        }
    }
}
