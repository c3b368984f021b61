import Boundary
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

    private static let longer = GovernedSite.plantText.replacing("until: 2027-01-31", with: "until: 2028-01-31")

    @Test("a later baseline goes the way of a change: studied, tried, approved by its tier, in force from its day")
    func later() async throws {
        let site = try await GovernedSite.started()
        let draft = try GovernedSite.draft(Self.longer)
        let start = try #require(Day(year: 2026, month: 11, day: 26))
        await expect(refuses: .invalid) {
            try await site.ask(
                ChangeDraft(
                    .baseline,
                    title: "MLA-7 was extended",
                    reason: "Amendment 3",
                    content: draft.digest,
                    programs: nil,
                    effective: start,
                    impact: ["believe me"]
                )
            )
        }
        let change = try await site.ask(BaselineEdit(plant: Self.longer), effective: start)
        let error = await expect(refuses: .notApproved) { try await site.release(change, draft.digest) }
        #expect(
            error?.reasons.map(\.policy) == [
                "as9100-change-release", "change-tier-2-approvals", "change-tier-2-evidence", "change-tier-2-tests",
                "change-two-persons",
            ]
        )
        try await approved(site, change, draft)
        // Whoever approved does not put it in force, and only what was approved is.
        await expect(refuses: .denied) { try await site.release(change, draft.digest, by: "qi") }
        await expect(refuses: .stale) { try await site.release(change, GovernedSite.draft().digest) }
        try await site.release(change, draft.digest)

        // Until its day the one before counts, and whoever starts with the new files is told from when on they do.
        let governance = site.governance
        let early = await expect(refuses: .otherFiles) { try await governance.start(draft, on: site.clock.today) }
        #expect(early?.place.contains("*plant/plant.yaml") == true)
        #expect(early?.place.hasSuffix("these are released and count from 2026-11-26") == true, "\(early?.place ?? "")")
        try await governance.start(GovernedSite.draft(), on: site.clock.today)
        #expect(try governance.standing(on: site.clock.today).first?.contains("counts from 2026-11-26") == true)
        site.clock.advance(days: 2)
        let late = await expect(refuses: .otherFiles) {
            try await governance.start(GovernedSite.draft(), on: site.clock.today)
        }
        #expect(late?.place.contains("these are released since") == true, "\(late?.place ?? "")")
        let next = try await site.reopened()
        let epoch = try await next.governance.start(draft, on: next.clock.today)
        #expect(epoch.number > 1)
        #expect(try next.governance.release(on: next.clock.today).tier == 2)
        #expect(try next.governance.standing(on: next.clock.today) == [])
    }

    /// Everything that its tier asks, but the release.
    private func approved(_ site: GovernedSite, _ change: Governance.ChangePlace, _ draft: BaselineDraft) async throws {
        try await site.approve(change, draft.digest, as: "manufacturing", by: "max")
        try await site.approve(change, draft.digest, as: "quality", by: "qi")
        for name in ["regression", "theorems"] {
            let record = {
                try await site.governance.recordTest(
                    name,
                    passed: true,
                    reference: "run 12",
                    of: change,
                    content: draft.digest,
                    command: site.command(),
                    by: site.actor("ann")
                )
            }
            if name == "theorems" { await expect(refuses: .invalid, record) } else { try await record() }
        }
        try await site.governance.addEvidence(
            "results",
            reference: "DOC-9",
            to: change,
            content: draft.digest,
            command: site.command(),
            by: site.actor("ann")
        )
    }

    @Test("of two that were studied against the same baseline the second is not released over the first")
    func overtaken() async throws {
        let site = try await GovernedSite.started()
        let narrower = GovernedSite.grants.replacing("Action::\"know\"]", with: "Action::\"know\", Action::\"print\"]")
        let (one, other) = (try GovernedSite.draft(Self.longer), try GovernedSite.draft(grants: narrower))
        let first = try await site.ask(BaselineEdit(plant: Self.longer), effective: site.clock.today)
        let second = try await site.ask(BaselineEdit(grants: narrower), effective: site.clock.today)
        try await approved(site, first, one)
        try await approved(site, second, other)
        try await site.release(first, one.digest)
        await expect(refuses: .overtaken) { try await site.release(second, other.digest) }
    }

    @Test("the plan is part of it: one that puts a program elsewhere does not start")
    func movedProgram() async throws {
        let site = try await GovernedSite.started()
        let moved = try GovernedSite.draft(compartments: [["VEH"], ["MED"]])
        let error = await expect(refuses: .otherFiles) {
            try await site.governance.start(moved, on: site.clock.today)
        }
        #expect(error?.place.contains("*plan/decided") == true, "\(error?.place ?? "")")
    }

    @Test("a baseline of before plans were part of it takes any plan, says so, and the next one has one")
    func withoutPlan() async throws {
        let site = try await GovernedSite()
        try await site.releaseFirst(GovernedSite.draft(compartments: nil))
        for (id, role) in GovernedSite.roles { try await site.learn(id, role: role) }
        for compartments in [[["VEH", "MED"]], [["VEH"], ["MED"]]] {
            try await site.governance.start(GovernedSite.draft(compartments: compartments), on: site.clock.today)
        }
        #expect(try site.governance.standing(on: site.clock.today).first?.contains("says nothing of the plan") == true)
        let draft = try GovernedSite.draft(Self.longer)
        let change = try await site.ask(BaselineEdit(plant: Self.longer), effective: site.clock.today)
        try await approved(site, change, draft)
        try await site.release(change, draft.digest)
        await expect(refuses: .otherFiles) {
            try await site.governance.start(
                GovernedSite.draft(Self.longer, compartments: [["VEH"], ["MED"]]),
                on: site.clock.today
            )
        }
        try await site.governance.start(draft, on: site.clock.today)
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
