import Boundary
import Cedar
import Execution
import Foundation
import Journal
import PlantModel
import Storage
import TestPlant

/// A plant with an ITAR program and an ordinary one in one compartment, its floor, and who works there.
struct Floor {
    let hull: SiteHull
    let execution: Execution

    static let text = OneFloor.text(
        "Benchmark",
        customers: ["prime", "clinic"],
        programs: """
              - id: VEH
                customer: prime
                classification:
                  exports: [ { regime: ITAR, article: VII(g), technicalData: VII(h) } ]
                  determination: { by: export-office, date: 2023-11-01, document: CJ-118, review: 2027-11-01 }
                sites: [main]
                workCenters: { mill: 40 }
              - { id: MED, customer: clinic, sites: [main], workCenters: { mill: 20 } }
            """
    )

    static let grants = """
        @id("floor") permit (principal is Person, action in [Action::"view", Action::"edit", Action::"state"], resource is Record)
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
            try await hull.boundary.learn(PersonFacts.american(id, role: "staff"), by: console)
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
