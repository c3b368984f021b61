import Boundary
import Classification
import Governance
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A change is asked for, tried, approved and released by whom its tier names")
struct ChangeTests {
    @Test("a change of tier 1: one approval by somebody else, and then it is closed")
    func simple() async throws {
        let site = try await GovernedSite.started()
        let change = try await site.ask(site.routing())
        #expect(change.compartment.description == GovernedSite.shop)
        await expect(refuses: .notApproved) { try await site.release(change) }
        await expect(refuses: .denied) { try await site.approve(change, as: "quality", by: "max") }
        await expect(refuses: .denied) { try await site.approve(change, as: "engineer", by: "ann") }
        try await site.approve(change, as: "manufacturing", by: "max")
        await expect(refuses: .denied) { try await site.approve(change, as: "manufacturing", by: "max") }
        try await site.release(change)
        await expect(refuses: .closed) { try await site.release(change) }
        await expect(refuses: .closed) { try await site.approve(change, as: "quality", by: "qi") }
        #expect(try await shown(site, change)["stage"] == "released")
        #expect(try await shown(site, change)["progress"] == "approved by max as manufacturing\nreleased by ida")
    }

    @Test("what was approved is what is released: a revision begins anew")
    func revised() async throws {
        let site = try await GovernedSite.started()
        let change = try await site.ask(site.routing())
        try await site.approve(change, as: "manufacturing", by: "max")
        await expect(refuses: .denied) {
            try await site.governance.revise(
                change,
                to: site.routing("v2"),
                command: site.command(),
                by: site.actor("ida")
            )
        }
        try await site.governance.revise(change, to: site.routing("v2"), command: site.command(), by: site.actor("ann"))
        await expect(refuses: .stale) { try await site.approve(change, "v1", as: "quality", by: "qi") }
        await expect(refuses: .stale) { try await site.release(change, "v1") }
        await expect(refuses: .notApproved) { try await site.release(change, "v2") }
        try await site.approve(change, "v2", as: "manufacturing", by: "max")
        try await site.release(change, "v2")
    }

    @Test("of a test the last result counts")
    func tests() async throws {
        let site = try await GovernedSite.started()
        let change = try await site.ask(site.routing(programs: ["VEH"]))
        try await site.approve(change, as: "manufacturing", by: "max")
        try await site.approve(change, as: "quality", by: "qi")
        func test(_ passed: Bool) async throws {
            try await site.governance.recordTest(
                "regression",
                passed: passed,
                reference: "run",
                of: change,
                content: "v1",
                command: site.command(),
                by: site.actor("ann")
            )
        }
        try await test(true)
        try await site.governance.addEvidence(
            "results",
            reference: "DOC-1",
            to: change,
            content: "v1",
            command: site.command(),
            by: site.actor("ann")
        )
        try await test(false)
        let error = await expect(refuses: .notApproved) { try await site.release(change) }
        #expect(error?.reasons.map(\.policy) == ["change-tier-2-tests"])
        #expect(error?.reasons.first?.cite.contains("plant.yaml") == true)
        try await test(true)
        try await site.release(change)
    }

    @Test("rejected or taken back, a change is closed")
    func closed() async throws {
        let site = try await GovernedSite.started()
        let first = try await site.ask(site.routing())
        await expect(refuses: .denied) {
            try await site.governance.withdraw(first, command: site.command(), by: site.actor("max"))
        }
        try await site.governance.withdraw(first, command: site.command(), by: site.actor("ann"))
        await expect(refuses: .closed) { try await site.approve(first, as: "manufacturing", by: "max") }
        let second = try await site.ask(site.routing())
        func reject(_ person: String) async throws {
            try await site.governance.reject(
                second,
                as: "quality",
                because: "No capability study",
                command: site.command(),
                by: site.actor(person)
            )
        }
        await expect(refuses: .denied) { try await reject("max") }
        try await reject("qi")
        #expect(try await shown(site, second)["stage"] == "rejected")
    }

    @Test("who has no authority over a change is told the same, whatever became of it")
    func sameAnswers() async throws {
        let site = try await GovernedSite.started()
        func expectDenied(_ change: Governance.ChangePlace, _ content: String, _ state: String) async throws {
            let (governance, max) = (site.governance, site.actor("max"))
            await expect(refuses: .denied) { try await site.approve(change, content, as: "quality", by: "max") }
            await expect(refuses: .denied) {
                try await governance.recordCustomerApproval(
                    of: "clinic",
                    reference: "Mail 3",
                    to: change,
                    content: content,
                    command: site.command(),
                    by: max
                )
            }
            await expect(refuses: .denied) {
                try await governance.reject(change, as: "quality", because: state, command: site.command(), by: max)
            }
            await expect(refuses: .denied) {
                try await governance.withdraw(change, command: site.command(), by: site.actor("ida"))
            }
            await expect(refuses: .denied) {
                try await governance.revise(
                    change,
                    to: site.routing("v2"),
                    command: site.command(),
                    by: site.actor("ida")
                )
            }
        }
        let open = try await site.ask(site.routing())
        try await expectDenied(open, "v1", "open")
        try await expectDenied(open, "another", "another content")
        let withdrawn = try await site.ask(site.routing())
        try await site.governance.withdraw(withdrawn, command: site.command(), by: site.actor("ann"))
        try await expectDenied(withdrawn, "v1", "withdrawn")
        let rejected = try await site.ask(site.routing())
        try await site.governance.reject(
            rejected,
            as: "quality",
            because: "No capability study",
            command: site.command(),
            by: site.actor("qi")
        )
        try await expectDenied(rejected, "v1", "rejected")
        let released = try await site.ask(site.routing())
        try await site.approve(released, as: "manufacturing", by: "max")
        try await site.release(released)
        try await expectDenied(released, "v1", "released")
    }

    @Test("who may not release is told that, whatever the change lacks and whatever became of it")
    func releasing() async throws {
        let engineers = """
            @id("engineers-release")
            @basis("control") @cite("Plant rule 12") @effective("2026-01-01") @status("read")
            @says("Engineers release changes") @met_by("an engineer who releases")
            forbid (principal is Person, action == Action::"release", resource is Change)
            when { resource.touches.contains("routing") }
            unless { principal has role && principal.role == "engineer" };

            """
        let site = try await GovernedSite.started(obligation: engineers)
        func expectDenied(_ change: Governance.ChangePlace, _ content: String = "v1") async throws {
            let refusal = await expect(refuses: .denied) { try await site.release(change, content, by: "max") }
            #expect(refusal?.reasons.contains { $0.policy == "engineers-release" } == true)
        }
        let open = try await site.ask(site.routing())
        try await expectDenied(open)
        try await expectDenied(open, "another")
        // What it lacks is told to whom it would be released.
        await expect(refuses: .notApproved) { try await site.release(open) }
        try await site.approve(open, as: "manufacturing", by: "max")
        try await expectDenied(open)
        try await site.release(open)
        try await expectDenied(open)
        await expect(refuses: .closed) { try await site.release(open) }
        let withdrawn = try await site.ask(site.routing())
        try await site.governance.withdraw(withdrawn, command: site.command(), by: site.actor("ann"))
        try await expectDenied(withdrawn)
        await expect(refuses: .closed) { try await site.release(withdrawn) }
    }

    @Test("sent twice it is recorded once; two approvals at once both count, the same one once")
    func repeated() async throws {
        let site = try await GovernedSite.started()
        let id = try site.command()
        let first = try await site.governance.request(site.routing(), command: id, by: site.actor("ann"))
        let second = try await site.governance.request(site.routing(), command: id, by: site.actor("ann"))
        #expect(first == second)
        let approved = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (try? await site.approve(first, as: "manufacturing", by: "max")) != nil }
                group.addTask { (try? await site.approve(first, as: "quality", by: "qi")) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(approved == 2)
    }

    @Test("a change of the plant names no program, a change of a program stays in its compartment")
    func places() async throws {
        let site = try await GovernedSite.started()
        await expect(refuses: .misplaced) { try await site.ask(site.routing(programs: ["MED"], .baseline)) }
        await expect(refuses: .misplaced) { try await site.ask(site.routing(programs: [])) }
        await expect(refuses: .misplaced) { try await site.ask(site.routing(programs: ["XYZ"])) }
    }

    @Test("what is not right is told by name, and nothing is recorded")
    func invalid() async throws {
        let site = try await GovernedSite.started()
        var drafts: [(ChangeDraft, String)] = []
        func add(_ problem: String, _ change: (inout ChangeDraft) -> Void) {
            var draft = site.routing()
            change(&draft)
            drafts.append((draft, problem))
        }
        add("the title is empty") { $0.title = " \n" }
        add("the reason has 4001 bytes") { $0.reason = String(repeating: "x", count: 4_001) }
        add("is past") { $0.effective = Day(year: 2026, month: 1, day: 1) ?? $0.effective }
        add("a variant says what differs or which one ends") { $0.kind = .variant }
        add("the impact has more") { $0.impact = Array(repeating: "x", count: 300) }
        for (draft, problem) in drafts {
            let error = await expect(refuses: .invalid) { try await site.ask(draft) }
            #expect(error?.place.contains(problem) == true, "\(error?.place ?? "")")
        }
        let stranger = site.actor("stranger")
        await expect(refuses: .noAnswer) {
            try await site.governance.request(site.routing(), command: site.command(), by: stranger)
        }
        let none = Governance.ChangePlace(
            try #require(AggregateID(Array(repeating: 7, count: 16))),
            in: try CompartmentName(GovernedSite.shop)
        )
        await expect(refuses: .notFound) { try await site.approve(none, as: "quality", by: "qi") }
    }

    @Test("a variant has an owner and a last day, and is counted while it is in force")
    func variants() async throws {
        let site = try await GovernedSite.started()
        var draft = site.routing(programs: ["MED"], .variant)
        draft.variant = .init(
            standard: "deburr-wash",
            difference: "wash twice",
            owner: "max",
            expires: try #require(Day(year: 2026, month: 11, day: 30))
        )
        let change = try await site.ask(draft)
        #expect(try site.governance.variants(on: site.clock.today).inForce == 0)
        try await site.approve(change, as: "manufacturing", by: "max")
        try await site.release(change)
        #expect(try site.governance.variants(on: site.clock.today) == .init(inForce: 1, lapsed: 0, standards: 1))
        site.clock.advance(days: 7)
        #expect(try site.governance.variants(on: site.clock.today) == .init(inForce: 0, lapsed: 1, standards: 0))
    }

    /// The fields of a change that an engineer sees.
    private func shown(_ site: GovernedSite, _ change: Governance.ChangePlace) async throws -> [String: String] {
        try site.hull.rows(
            ViewQuery(
                "change_request",
                columns: ["stage", "progress"],
                matches: [.init("id", .equal, [.bytes(change.id.bytes)])],
                limit: 1
            ),
            in: change.compartment
        ).first.map { row in
            guard case .text(let stage) = row[0], case .text(let progress) = row[1] else { return [:] }
            return ["stage": stage, "progress": progress]
        } ?? [:]
    }
}
