import Boundary
import Cedar
import Execution
import Foundation
import Journal
import PlantModel
import Storage

/// A plant with an ITAR program and an ordinary one in one compartment, its floor, and who works there.
struct Floor {
    let hull: SiteHull
    let execution: Execution

    static let text = """
        bulkhead: 1
        enterprise: Benchmark
        asOf: 2026-11-24
        sites: [ { id: main, country: US, zones: [ { id: floor, admits: [staff] } ] } ]
        workCenters:
          - { id: mill, site: main, zone: floor, hoursPerWeek: 100 }
          - { id: bench, site: main, zone: floor, hoursPerWeek: 80 }
        parties:
          - { id: owner, kind: self, country: US }
          - { id: prime, kind: customer, country: US }
          - { id: clinic, kind: customer, country: US }
        audiences:
          - { id: staff, employer: owner, allUSPersons: { value: true, evidence: "I-9", expires: 2027-09-30 }, citizenships: [US], worksIn: US }
        programs:
          - id: VEH
            customer: prime
            classification:
              exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ]
              determination: { by: export-office, date: 2023-11-01, document: CJ-118, review: 2027-11-01 }
            sites: [main]
            workCenters: { mill: 40 }
          - { id: MED, customer: clinic, sites: [main], workCenters: { mill: 20 } }
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

        """

    static let grants = """
        @id("floor") permit (principal is Person, action in [Action::"view", Action::"edit"], resource is Record)
        when { principal has role && principal.role == "staff" };
        """

    init(folder: String) async throws {
        let catalogue = try ObligationCatalogue.load(directory: "Catalogue")
        let provider = SwiftCryptoProvider()
        let projections: [any RecordProjection] = [ExecutionProjection()]
        hull = try await SiteHull.open(
            SiteOpening(
                site: "plant.example/main",
                engine: SQLiteEngine(directory: folder + "/data", keyDirectory: folder + "/keys"),
                control: SiteCompartment(CompartmentName("control"), projections: []),
                compartments: ["common", "shop"].map {
                    SiteCompartment(try CompartmentName($0), projections: projections)
                },
                schemes: catalogue.schemes,
                siteKey: SiteKeyFile.create(at: folder + "/site.key", using: provider),
                provider: provider,
                clock: SystemClock()
            )
        )
        let shop = try CompartmentName("shop")
        execution = try Execution(
            hull: hull,
            common: CompartmentName("common"),
            places: ["VEH": shop, "MED": shop],
            workCenters: ["mill": 100, "bench": 80],
            approval: TwoPersonApproval()
        )
        let console = Subject.system("console")
        try await hull.boundary.adopt(
            PolicyBaseline(
                plant: Plant.load("plant.yaml", files: ["plant.yaml": Self.text]),
                catalogue: catalogue,
                grants: PolicySet(parsing: Self.grants, file: "grants.cedar")
            ),
            by: console
        )
        for id in ["author", "checker"] + (0..<16).map({ "p\($0)" }) {
            guard let asOf = Day("2026-11-01") else { continue }
            var facts = PersonFacts(id: id, source: "HR", asOf: asOf)
            facts.employer = .init("owner")
            facts.role = .init("staff")
            facts.usPerson = .init(true)
            facts.usCitizen = .init(true)
            facts.citizenships = [.init("US")]
            facts.residencies = [.init("US")]
            facts.worksIn = .init(["US"])
            try await hull.boundary.learn(facts, by: console)
        }
    }
}

/// The machine's clock.
struct SystemClock: PlantClock {
    var now: UInt64 { UInt64(Date().timeIntervalSince1970 * 1_000) }
}

/// One client at the floor.
struct Client {
    let floor: Floor
    let person: String
    var count = 0

    init(_ floor: Floor, _ person: String) {
        self.floor = floor
        self.person = person
    }

    var asker: Asker<Screen> { Asker(.person(person), through: Screen()) }

    mutating func key() throws -> CommandKey {
        count += 1
        guard let key = CommandKey("\(person) \(count) \(UUID())", of: .person(person)) else { throw Stopped() }
        return key
    }
}

struct Stopped: Error {}
