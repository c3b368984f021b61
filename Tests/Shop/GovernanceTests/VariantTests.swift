import Boundary
import Execution
import Governance
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("A variant goes back to the standard or into it by a change that somebody else approves")
struct VariantTests {
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
        try CommandKey("\(SwiftCryptoProvider().randomBytes(16))", of: .person(person)).orThrow("a key")
    }

    private func request(_ definition: RecordID? = nil, program: String = "MED", lasting days: UInt64 = 5) throws
        -> VariantRequest
    {
        let clock = SetClock("2026-11-24")
        clock.advance(days: days)
        return VariantRequest(
            program: program,
            standard: "deburr-wash",
            definition: definition,
            difference: "wash twice",
            reason: "Chips clog the filter",
            owner: "max",
            effective: site.clock.today,
            expires: clock.today
        )
    }

    private func content(of change: Governance.ChangePlace) throws -> String {
        let query = ViewQuery(
            "change_request",
            columns: ["content"],
            matches: [.init("id", .equal, [.bytes(change.id.bytes)])],
            limit: 1
        )
        guard case .text(let content)? = try site.hull.rows(query, in: change.compartment).first?.first else {
            throw TestFailure(message: "no change")
        }
        return content
    }

    /// Approves a change as max and releases it as ida.
    private func release(_ change: Governance.ChangePlace) async throws {
        let content = try content(of: change)
        try await site.approve(change, content, as: "manufacturing", by: "max")
        try await site.release(change, content)
    }

    /// A variant that counts, by its id.
    private func variant(_ definition: RecordID? = nil, program: String = "MED") async throws -> AggregateID {
        let change = try await site.governance.request(
            request(definition, program: program),
            in: execution,
            key: key("ann"),
            by: by("ann")
        )
        try await release(change)
        return change.id
    }

    private func asking(endOf variant: AggregateID, by person: String = "ann") async throws -> Governance.ChangePlace {
        try await site.governance.request(
            endOf: variant,
            because: "The filter is another one",
            effective: site.clock.today,
            key: key(person),
            by: by(person)
        )
    }

    private func column(_ name: String, of variant: AggregateID) throws -> ViewValue? {
        let query = ViewQuery(
            "process_variant",
            columns: [name],
            matches: [.init("id", .equal, [.bytes(variant.bytes)])],
            limit: 1
        )
        return try site.hull.rows(query, in: CompartmentName(GovernedSite.shop)).first?.first
    }

    private func drafted(_ revision: String, of program: String = "MED") async throws -> (
        master: RecordID, hash: String
    ) {
        let content = WorkMasterContent(
            partNumber: "BRK-1",
            revision: revision,
            title: "Bracket",
            operations: [
                OperationSegment(
                    sequence: 10,
                    name: "Wash \(revision)",
                    workCenter: "bench",
                    instructions: "Wash.",
                    standardMinutes: 5
                )
            ]
        )
        let master = try await execution.draft(content, of: program, by: by("ann"), key: key("ann")).record
        return (master, try content.approvalHash())
    }

    /// A revision in force, taking in a variant or none.
    private func released(_ revision: String, merging variant: AggregateID? = nil) async throws -> RecordID {
        let (master, hash) = try await drafted(revision)
        let change = try await site.governance.request(
            releaseOf: master,
            in: execution,
            content: hash,
            because: "New",
            effective: site.clock.today,
            merging: variant,
            key: key("ann"),
            by: by("ann")
        )
        _ = try await execution.submit(master, by: by("ann"), key: key("ann"))
        try await release(change)
        _ = try await execution.release(master, by: by("ida"), key: key("ida"))
        return master
    }

    @Test("back to the standard: asked for, approved by somebody else, released; then it counts no more")
    func back() async throws {
        let id = try await variant()
        #expect(try site.governance.variants(on: site.clock.today) == .init(inForce: 1, lapsed: 0, standards: 1))
        let change = try await asking(endOf: id)
        let content = try content(of: change)
        // Who asks does not approve, and nothing is released without an approval.
        await expect(refuses: .denied) { try await site.approve(change, content, as: "manufacturing", by: "ann") }
        await expect(refuses: .notApproved) { try await site.release(change, content) }
        #expect(try column("ended", of: id) == .text(""))
        try await release(change)
        #expect(try column("ended", of: id) == .text("2026-11-24"))
        #expect(try column("merged", of: id) == .text("backToStandard"))
        #expect(try site.governance.variants(on: site.clock.today) == .init(inForce: 0, lapsed: 0, standards: 0))
        site.clock.advance(days: 30)
        #expect(try site.governance.variants(on: site.clock.today).lapsed == 0, "what was merged is not past its day")
    }

    @Test("it ends once: another change of it is not released any more, and none is asked for")
    func once() async throws {
        let id = try await variant()
        let (first, second) = (try await asking(endOf: id), try await asking(endOf: id, by: "ida"))
        try await release(first)
        let content = try content(of: second)
        try await site.approve(second, content, as: "manufacturing", by: "max")
        await expect(refuses: .variantEnded) { try await site.release(second, content) }
        await expect(refuses: .variantEnded) { try await asking(endOf: id) }
    }

    @Test(
        "into the standard: the revision that takes it in is a work definition's change, and the variant ends with it"
    )
    func into() async throws {
        let standard = try await released("A")
        let id = try await variant(standard)
        let next = try await released("B", merging: id)
        #expect(try column("merged", of: id) == .text("intoStandard"))
        let release = try await site.governance.variant(id, in: execution, on: site.clock.today, by: by("ann"))
        let records = release.records
        #expect(records.first?["merged"]?.shows("intoStandard") == true)
        let masters = records.filter { $0.kind == WorkMaster.kind.name }
        #expect(Set(masters.map(\.id)) == [standard.aggregate, next.aggregate])
        #expect(masters.first { $0.id == standard.aggregate }?["state"]?.shows("superseded") == true)
        #expect(records.filter { $0.kind == ChangeRequest.kind.name }.count == 2)
    }

    private func drifting(_ variant: AggregateID) async throws -> [ReleasedRecord] {
        let release = try await site.governance.variant(
            variant,
            in: execution,
            on: site.clock.today,
            by: by("ann")
        )
        return release.records.filter { $0.kind == VariantDrift.kind.name }
    }

    @Test(
        "a form takes a variant in by a change of its own; from under others of it the standard moved on, which is counted"
    )
    func formTakesIn() async throws {
        let (first, second) = (try await variant(), try await variant())
        site.clock.advance(days: 1)
        #expect(try await drifting(second).isEmpty)
        let change = try await site.governance.request(
            endOf: first,
            .intoStandard,
            because: "Everybody washes twice",
            effective: site.clock.today,
            key: key("ann"),
            by: by("ann")
        )
        try await release(change)
        #expect(try column("merged", of: first) == .text("intoStandard"))
        let today = site.clock.today
        #expect(try site.governance.variants(on: today) == .init(inForce: 1, lapsed: 0, standards: 1, moved: 1))
        let tallies = try await site.governance.variantTallies(on: today, by: site.actor("ann"))
        #expect(tallies.records.map { $0["moved"]?.shows("1") } == [true])
        #expect(try await drifting(second).first?["since"]?.shows("2026-11-25") == true)
        #expect(try await drifting(first).isEmpty)
        let found = try site.governance.drift(of: GovernedSite.draft().baseline, plan: nil, on: today)
        #expect(found.map(\.code) == [.movedStandards])
        // Asked for again, it deviates from the standard as it is.
        site.clock.advance(days: 1)
        #expect(try await drifting(try await variant()).isEmpty)
    }

    @Test(
        "the next revision of a routing moves on from under its variant, which is counted; no bare change takes that in"
    )
    func routingMovesOn() async throws {
        let id = try await variant(try await released("A"))
        #expect(try site.governance.variants(on: site.clock.today).moved == 0)
        await expect(refuses: .invalid) {
            _ = try await site.governance.request(
                endOf: id,
                .intoStandard,
                because: "x",
                effective: site.clock.today,
                key: key("ann"),
                by: by("ann")
            )
        }
        _ = try await released("B")
        #expect(try site.governance.variants(on: site.clock.today).moved == 1)
        #expect(try await drifting(id).count == 1)
        let tallies = try await site.governance.variantTallies(on: site.clock.today, by: site.actor("ann"))
        #expect(tallies.records.map { $0["moved"]?.shows("1") } == [true])
    }

    @Test("a variant of another program, or of none that one knows, is merged into nothing")
    func strangers() async throws {
        let other = try await variant()
        let (master, hash) = try await drafted("A", of: "VEH")
        func merging(_ variant: AggregateID) async throws {
            _ = try await site.governance.request(
                releaseOf: master,
                in: execution,
                content: hash,
                because: "New",
                effective: site.clock.today,
                merging: variant,
                key: key("ann"),
                by: by("ann")
            )
        }
        await expect(refuses: .invalid) { try await merging(other) }
        let nothing = try AggregateID([UInt8](repeating: 7, count: 16)).orThrow("an id")
        await expect(refuses: .notFound) { try await merging(nothing) }
        await expect(refuses: .notFound) { try await asking(endOf: nothing) }
        await expect(refuses: .notFound) {
            _ = try await site.governance.variant(nothing, in: execution, on: site.clock.today, by: by("ann"))
        }
        await expect(refuses: .invalid) {
            try await site.governance.request(
                request(master),
                in: execution,
                key: key("ann"),
                by: by("ann")
            )
        }
    }

    @Test("the change says the delta in words; what it deviates from is named by part and revision")
    func delta() async throws {
        let standard = try await released("A")
        let change = try await site.governance.request(request(standard), in: execution, key: key("ann"), by: by("ann"))
        let release = try await site.governance.variantChange(change.id, by: by("max"))
        let shown = try release.records.first.orThrow("no change")
        #expect(shown["title"]?.shows("Variant of BRK-1 rev. A") == true)
        #expect(
            shown["impact"]?.shows(
                "Deviates from BRK-1 rev. A\nWhat differs: wash twice\nOwner: max\nLast day: 2026-11-29"
            ) == true
        )
        #expect(release.records.contains { $0.kind == ChangeReview.kind.name })
    }

    @Test("views that are made anew have it ended as well")
    func rebuilt() async throws {
        let id = try await variant()
        try await release(asking(endOf: id))
        let again = try await site.reopened()
        let query = ViewQuery("process_variant", columns: ["ended"], limit: 2)
        #expect(try again.hull.rows(query, in: CompartmentName(GovernedSite.shop)) == [[.text("2026-11-24")]])
    }
}
