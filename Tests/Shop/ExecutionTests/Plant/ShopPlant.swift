@_spi(Exits) import Boundary
import Cedar
import Classification
import Execution
import Foundation
import Journal
import PlantModel
import Storage
import Synchronization
import TestPlant

/// A plant with an ITAR program and an ordinary one in a compartment each, its grants, its persons, and the instance that runs it.
struct ShopPlant {
    let hull: SiteHull
    let execution: Execution
    let clock: SetClock
    let engine: any StorageEngine

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let text =
        OneFloor.text(
            customers: ["prime", "clinic", "farm"],
            programs: """
                  - id: VEH
                    customer: prime
                    classification:
                      exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ]
                      determination: { by: export-office, date: 2023-11-01, document: CJ-118, review: 2027-11-01 }
                    data:
                      jobResponses: { export: none, determinedBy: export-office, cite: "EC-2026-14 s3" }
                    sites: [main]
                    workCenters: { mill: 40 }
                  - { id: MED, customer: clinic, sites: [main], workCenters: { mill: 20 } }
                  - { id: AGR, customer: farm, standards: [AS9100D], flowdowns: [ { id: design, from: customer, approves: [design], cite: "SOW 9" }, { id: escapes, from: customer, reportHours: 8, to: customer, cite: "SOW 10" } ], sites: [main], workCenters: { mill: 20 } }
                """
        ) + """
            systems:
              - { id: qms, kind: QMS, hosting: cellar, audiences: [staff] }
              - { id: bi, kind: BI, hosting: cellar, audiences: [staff] }

            """

    static let grants =
        OneFloor.grants(operatorRecords: ["jobResponses", "inspectionRecords", "genealogy", "nonconformances"]) + """
            @id("rules") permit (principal is Rule, action == Action::"determine", resource is Record) when { principal.reviewed };
            @id("design-authority") permit (principal is Person, action == Action::"approve", resource is Change)
            when { principal has role && principal.role == context.capacity || context.capacity == "designAuthority" && [Person::"quin", Person::"quest", Person::"ed"].contains(principal)
              || context.capacity == "customer" && principal == Person::"mia" };
            """

    static let places = ["VEH": "veh", "MED": "shop", "AGR": "shop"]

    /// - Parameters:
    ///   - text: of the plant file.
    ///   - grants: beside those of the plant.
    ///   - rules: determinations beside that of capacity.
    ///   - blobs: where the content of attachments is kept, which are looked into then; nil where none is taken.
    init(
        _ engine: any StorageEngine = MemoryEngine(),
        key: any KeyProvider = MemorySiteKey(),
        text: String = ShopPlant.text,
        grants: String = "",
        rules: [Determination] = [],
        blobs: (@Sendable (CompartmentName) throws -> any BlobStore)? = nil
    ) async throws {
        self.engine = engine
        clock = SetClock("2026-11-24")
        let catalogue = try TestCatalogue.get()
        let projections: [any RecordProjection] = [ExecutionProjection()]
        var opening = try SiteOpening(
            site: "plant.example/main",
            engine: engine,
            control: SiteCompartment(try CompartmentName("control"), projections: []),
            compartments: ["common", "shop", "veh"].map {
                SiteCompartment(try CompartmentName($0), projections: projections)
            },
            schemes: catalogue.schemes,
            siteKey: key,
            provider: SwiftCryptoProvider(),
            clock: clock
        )
        opening.blobs = blobs
        if blobs != nil { opening.inspector = try ScannerInspector() }
        hull = try await SiteHull.open(opening)
        let console = Subject.system("console")
        try await hull.boundary.adopt(
            PolicyBaseline(
                plant: Plant.load("plant.yaml", files: ["plant.yaml": text]),
                catalogue: catalogue,
                grants: PolicySet(parsing: Self.grants + grants, file: "grants.cedar"),
                determinations: [Self.capacityRule(catalogue)] + rules
            ),
            by: console
        )
        for (id, role) in [
            ("olga", "operator"), ("omar", "operator"), ("eve", "engineer"), ("ed", "engineer"), ("quin", "quality"),
            ("quest", "quality"), ("mia", "quality"), ("pia", "planner"),
        ] {
            try await hull.boundary.learn(PersonFacts.american(id, role: role), by: console)
        }
        try await hull.boundary.learn(Self.french("fred", role: "operator"), by: console)
        try await hull.boundary.learn(Self.french("flora", role: "planner"), by: console)
        execution = try Execution(
            hull: hull,
            common: CompartmentName("common"),
            places: Self.places.mapValues { try CompartmentName($0) },
            workCenters: ["mill": 100, "bench": 80],
            approval: TwoPersonApproval()
        )
    }

    static func day(_ text: String) throws -> Day { try Day(text).orThrow("a day: \(text)") }

    /// A French citizen on the same floor: ITAR data is not for them.
    static func french(_ id: String, role: String) throws -> PersonFacts {
        var facts = try PersonFacts.american(id, role: role)
        facts.usPerson = .init(false)
        facts.usCitizen = .init(false)
        facts.citizenships = [.init("FR")]
        facts.residencies = [.init("FR")]
        return facts
    }

    static func capacityRule(_ catalogue: ObligationCatalogue) throws -> Determination {
        return Determination(
            rule: "capacity-hours",
            kind: "capacitySum",
            author: "eve",
            approvals: [.init(capacity: "exportOffice", approver: "ed"), .init(capacity: "quality", approver: "quin")],
            date: try day("2026-01-01"),
            reviewBy: try day("2027-12-31"),
            cite: "EC-2026-14 s5",
            programs: ["VEH", "MED", "AGR"],
            threshold: .init(programsMin: 3, customersMin: 2),
            below: .reserved,
            result: catalogue.schemes.label(canonicalText: ""),
            resultClass: .capacity
        )
    }

    // MARK: Asking

    func by(system: String) -> Asker<API> {
        Asker(.system(system), through: API(client: "system:\(system)"))
    }

    func key(system: String) throws -> CommandKey {
        try CommandKey("\(SwiftCryptoProvider().randomBytes(16))", of: .system(system)).orThrow("a key")
    }

    func by(_ person: String) -> Asker<Screen> { Asker(.person(person), through: Screen()) }

    /// A key that was not used before.
    func key(_ person: String) throws -> CommandKey {
        try key("\(SwiftCryptoProvider().randomBytes(16))", person)
    }

    func key(_ text: String, _ person: String) throws -> CommandKey {
        try CommandKey(text, of: .person(person)).orThrow("a key")
    }

    /// What leaves by a release, as texts.
    func shown(_ release: consuming Release<Screen>, to person: String) throws -> [[String: String]] {
        let subject = Subject.person(person)
        let content = try release.open(
            for: ExitRequest(
                recipient: subject,
                channel: Screen(),
                standing: hull.boundary.standing(of: subject),
                now: clock.now
            )
        )
        return content.records.map { fields in
            Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value.map(Self.text) ?? "withheld") })
        }
    }

    static func text(_ value: ViewValue) -> String {
        switch value {
        case .null: ""
        case .text(let text), .json(let text): text
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .truth(let truth): String(truth)
        case .bytes(let bytes): bytes.map { String(format: "%02x", $0) }.joined()
        }
    }

    /// The units of an order as the compartment has them, whoever may see them.
    func units(of order: RecordID, _ program: String = "MED") throws -> [RecordID] {
        let rows = try hull.rows(
            ViewQuery(
                "work_unit",
                columns: ["id", "serial"],
                matches: [.init("job_order", .equal, [.bytes(order.aggregate.bytes)])],
                limit: 10_000
            ),
            in: CompartmentName(Self.places[program] ?? "")
        )
        return rows.sorted { "\($0[1])" < "\($1[1])" }.compactMap { row in
            guard case .bytes(let bytes) = row[0] else { return nil }
            return AggregateID(bytes).map { RecordID($0) }
        }
    }

    /// A column of a unit as the compartment has it.
    func unit(_ id: RecordID, _ column: String, _ program: String = "MED") throws -> ViewValue {
        let query = ViewQuery(
            "work_unit",
            columns: [column],
            matches: [.init("id", .equal, [.bytes(id.aggregate.bytes)])],
            limit: 1
        )
        let place = try CompartmentName(Self.places[program] ?? "")
        return try hull.rows(query, in: place).first.orThrow("no unit")[0]
    }
}
