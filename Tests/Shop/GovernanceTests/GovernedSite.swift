import Boundary
import Cedar
import Execution
import Foundation
import Governance
import Journal
import PlantModel
import Storage
import Synchronization
import TestPlant

/// A small plant under change control: its files, a site over a memory engine, and people of each role.
struct GovernedSite {
    static let plantText = """
        bulkhead: 1
        enterprise: Test
        asOf: 2026-11-24
        sites: [ { id: main, country: US } ]
        parties:
          - { id: owner, kind: self, country: US }
          - { id: prime, kind: customer, country: US }
        audiences:
          - { id: staff, employer: owner, allUSPersons: { value: true, evidence: "I-9", expires: 2027-09-30 }, citizenships: [US], worksIn: US }
        authorizations:
          - { id: MLA-7, kind: MLA, parties: [owner], programs: [VEH], countries: [US], from: 2024-02-01, until: 2027-01-31 }
        programs:
          - id: VEH
            customer: prime
            standards: [AS9100D]
            classification:
              exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ]
              determination: { by: export-office, date: 2023-11-01, document: CJ-118, review: 2027-11-01 }
            sites: [main]
          - { id: MED, customer: prime, sites: [main] }
        environments:
          - id: cellar
            kind: onPremises
            tenancy: { model: dedicated, infrastructure: [server-1] }
            locations: { processing: [US], storage: [US], backup: [US], support: [US] }
            administrators: [staff]
            support: [staff]
            availability: { needsUplink: false }
            sites: all
            costs: { open: 1, validation: 1 }
        changeTiers:
          - { tier: 1, approvals: [manufacturing] }
          - { tier: 2, approvals: [manufacturing, quality], tests: [regression], evidence: [results], distinct: [implementer, approver] }

        """

    static let grants = """
        @id("grant-shop") permit (principal is Person, action in [Action::"view", Action::"edit", Action::"know"], resource is Record)
        when { principal has role };
        @id("grant-approve") permit (principal is Person, action == Action::"approve", resource is Change)
        when { principal has role && principal.role == context.capacity };
        """

    static let roles = [
        ("max", "manufacturing"), ("qi", "quality"), ("ann", "engineer"), ("ida", "engineer"), ("cal", "customer"),
    ]
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static let catalogue = Result {
        try BaselineFiles.read(
            plant: root.appending(path: "Examples/machine-shop/plant.yaml").path(percentEncoded: false),
            catalogue: root.appending(path: "Catalogue").path(percentEncoded: false),
            grants: []
        ).catalogue
    }

    /// One of the catalogue's, so that proving takes seconds.
    static let theorem = """
        @id("apart") @says("What a forbid of its own denies is denied") @rests_on("flow-persons-us-citizens")
        forbid (principal is Person, action == Action::"view", resource is Record)
        when { resource.flowdowns.contains("persons:usCitizens") && principal has usCitizen && !principal.usCitizen };
        """

    static func draft(
        _ text: String = plantText,
        grants: String = grants,
        theorem: String = theorem,
        determinations: String? = nil,
        compartments: [[String]]? = [["VEH", "MED"]],
        obligation: String? = nil
    )
        throws -> BaselineDraft
    {
        let own = obligation.map { ["own.cedar": Array($0.utf8)] } ?? [:]
        return try BaselineDraft(
            BaselineFiles(
                plantName: "plant.yaml",
                plant: ["plant.yaml": Array(text.utf8)],
                catalogue: catalogue.get().merging(own) { $1 },
                theorems: ["apart.cedar": Array(theorem.utf8)],
                grants: ["grants.cedar": Array(grants.utf8)],
                determinations: determinations.map { ["rules.json": Array($0.utf8)] } ?? [:],
                plan: compartments.map { try TestPlan.file($0) }
            )
        )
    }

    static let shop = "shop"
    let engine: MemoryEngine
    let key: MemorySiteKey
    let clock: SetClock
    let hull: SiteHull
    let governance: Governance

    init(_ engine: MemoryEngine = MemoryEngine(), key: MemorySiteKey = MemorySiteKey(), clock: SetClock = SetClock())
        async throws
    {
        self.engine = engine
        self.key = key
        self.clock = clock
        let shop = try CompartmentName(Self.shop)
        hull = try await SiteHull.open(
            SiteOpening(
                site: "plant.example/main",
                engine: engine,
                control: SiteCompartment(
                    try CompartmentName("control"),
                    projections: [GovernanceProjection(), AccountProjection()]
                ),
                compartments: [
                    SiteCompartment(shop, projections: [GovernanceProjection(), ExecutionProjection()]),
                    SiteCompartment(try CompartmentName("common"), projections: [ExecutionProjection()]),
                ],
                schemes: ObligationCatalogue.load(files: Self.catalogue.get()).schemes,
                siteKey: key,
                provider: SwiftCryptoProvider(),
                clock: clock
            )
        )
        governance = try Governance(
            hull: hull,
            places: ["VEH": shop, "MED": shop],
            theorems: Self.draft().readTheorems(),
            planning: Self.planning
        )
    }

    /// Both programs beside each other; a plan that is given is taken.
    static let planning: BaselineDraft.Planning = { (_, _, given) throws(GovernanceRefusal) in
        if let given { return given }
        guard let plan = try? TestPlan.file([["VEH", "MED"]]) else {
            throw GovernanceRefusal(planning: .none("the plan of the site"))
        }
        return plan
    }

    /// A site whose first baseline was released and adopted, with people of each role.
    /// - Parameter obligation: one beside those of the catalogue.
    static func started(_ text: String = plantText, obligation: String? = nil) async throws -> GovernedSite {
        let site = try await GovernedSite()
        try await site.releaseFirst(draft(text, obligation: obligation))
        try await site.governance.start(draft(text, obligation: obligation), on: site.clock.today)
        for (id, role) in roles { try await site.learn(id, role: role) }
        return site
    }

    func releaseFirst(_ draft: BaselineDraft? = nil) async throws {
        try await governance.releaseFirst(
            draft ?? Self.draft(),
            approvedBy: [.init(approver: "Ada", capacity: "owner"), .init(approver: "Ben", capacity: "security")],
            on: clock.today
        )
    }

    func learn(_ id: String, role: String, until: Day? = nil) async throws {
        let facts = try PersonFacts.american(id, role: role, until: until, asOf: clock.today)
        try await hull.boundary.learn(facts, by: .system("console"))
    }

    /// The same plant after its process ended.
    func reopened() async throws -> GovernedSite {
        await hull.close()
        return try await GovernedSite(engine, key: key, clock: clock)
    }

    func actor(_ person: String) -> Governance.Actor<Screen> { .init(person, through: Screen()) }

    func command() throws -> CommandID {
        guard let id = CommandID(SwiftCryptoProvider().randomBytes(16)) else { throw TestFailure(message: "16 bytes") }
        return id
    }

    /// A change of a work definition that touches its routing.
    func routing(
        _ content: String = "v1",
        programs: Set<String> = ["MED"],
        _ kind: ChangeKind = .workDefinition,
        touching touches: Set<String> = ["routing"]
    ) -> ChangeDraft {
        ChangeDraft(
            kind,
            touching: touches,
            title: "Deburr before wash",
            reason: "Chips clog the filter",
            content: content,
            programs: programs,
            effective: clock.today
        )
    }

    func ask(_ draft: ChangeDraft, by person: String = "ann") async throws -> Governance.ChangePlace {
        try await governance.request(draft, command: command(), by: actor(person))
    }

    func approve(_ change: Governance.ChangePlace, _ content: String = "v1", as capacity: String, by person: String)
        async throws
    {
        try await governance.approve(change, content: content, as: capacity, command: command(), by: actor(person))
    }

    func release(_ change: Governance.ChangePlace, _ content: String = "v1", by person: String = "ida") async throws {
        try await governance.release(change, content: content, command: command(), by: actor(person))
    }

    // MARK: Other baselines

    /// Has files studied and waits for what is found.
    func studied(_ edit: BaselineEdit, by person: String = "ann") async throws -> (
        id: AggregateID, records: [ReleasedRecord]
    ) {
        let id = try await governance.study(edit, at: .unknown, on: clock.today, by: actor(person))
        while true {
            let records = try await governance.study(id, by: actor(person)).records
            let standing = records.first { $0.kind == BaselineStudyStanding.kind.name }?["standing"]
            if standing?.shows("waiting") != true, standing?.shows("working") != true { return (id, records) }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Has files studied and asks for them.
    func ask(_ edit: BaselineEdit, effective: Day, by person: String = "ann") async throws -> Governance.ChangePlace {
        let id = try await studied(edit, by: person).id
        return try await governance.request(
            id,
            title: "MLA-7 was extended",
            because: "Amendment 3",
            effective: effective,
            command: command(),
            proving: command(),
            by: actor(person)
        )
    }
}

extension BaselineEdit {
    /// Another plant file, or other grants.
    init(plant: String? = nil, grants: String? = nil, removed: Set<String> = []) {
        let files = ["plant/plant.yaml": plant, "grants/grants.cedar": grants].compactMapValues {
            $0.map { Array($0.utf8) }
        }
        self.init(files: files, removed: removed)
    }
}
