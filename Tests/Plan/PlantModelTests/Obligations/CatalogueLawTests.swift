import Cedar
import Foundation
import PlantModel
import Testing

/// What the planner relies on, for every policy of the catalogue at once: more separation, more enforcement and better facts never
/// refuse what less permits.
@Suite("Laws of the catalogue")
struct CatalogueLawTests {
    let facts: PlantFacts
    let questioner: PolicyQuestioner
    let plant: Plant

    init() throws {
        let catalogue = try ObligationCatalogue.load(directory: CatalogueTests.directory)
        let file = CatalogueTests.root.appending(path: "Examples/aerostructures/plant.yaml")
        plant = try Plant.load(path: file.path(percentEncoded: false))
        let obligations = try PlantObligations(plant: plant, catalogue: catalogue)
        facts = try PlantFacts(plant: plant, obligations: obligations)
        questioner = PolicyQuestioner(obligations: obligations, facts: facts)
    }

    static let enforcements: [(attributes: Bool, fields: Bool, compartments: Bool)] = (0..<8).map {
        ($0 & 1 != 0, $0 & 2 != 0, $0 & 4 != 0)
    }

    private func refused(_ one: String, _ other: String, rung: Int64, _ enforcement: Int) -> Set<String> {
        let enforced = Self.enforcements[enforcement]
        let site = EntityUID(type: "Site", id: "wichita")
        let request = Request(
            principal: EntityUID(type: "Program", id: one),
            action: EntityUID(type: "Action", id: "share"),
            resource: EntityUID(type: "Program", id: other),
            context: [
                "separation": .long(rung), "site": .entity(site), "otherSite": .entity(site),
                "date": .datetime(DatetimeValue(milliseconds: 1_795_478_400_000)),
                "enforcesAttributes": .bool(enforced.attributes), "enforcesFields": .bool(enforced.fields),
                "enforcesCompartments": .bool(enforced.compartments),
            ]
        )
        return Set(questioner.ask(request).refusedBy)
    }

    @Test("a higher rung, and a place that enforces more, refuse nothing new, whichever program asks")
    func separation() {
        let programs = plant.programs.map(\.id)
        for one in programs {
            for other in programs where one != other {
                for enforcement in Self.enforcements.indices {
                    for rung in Int64(0)..<4 {
                        let now = refused(one, other, rung: rung, enforcement)
                        if rung < 3 { #expect(refused(one, other, rung: rung + 1, enforcement).isSubset(of: now)) }
                        for bit in [1, 2, 4] where enforcement & bit == 0 {
                            let more = refused(one, other, rung: rung, enforcement | bit)
                            #expect(more.isSubset(of: now), "\(one) \(other) \(rung) \(enforcement) \(bit)")
                        }
                    }
                }
            }
        }
    }

    /// Facts of an environment, each with the worse and the better value.
    static let improvements: [(name: CedarString, worse: Value?, better: Value)] = [
        ("fips140", .long(0), .long(3)),
        ("readsLogged", .bool(false), .bool(true)),
        ("tenancy", .string("multiTenant"), .string("dedicated")),
        ("terms", .set([]), .strings(["DFARS-252.204-7012-c-g"])),
        ("incidentNoticeHours", nil, .long(24)),
        ("mediaPreservationDays", nil, .long(90)),
        ("assurances", .set([]), .strings(["FedRAMP:Low", "FedRAMP:Moderate", "FedRAMP:High"])),
        ("assessments", .set([]), .strings(["CMMC:1:self", "CMMC:2:self", "CMMC:2:C3PAO", "NIST-SP-800-171:1:self"])),
        ("longestOutageMinutes", .long(10_000), .long(5)),
        ("maintenanceMinutes", .long(10_000), .long(0)),
        ("needsUplink", .bool(true), .bool(false)),
    ]

    @Test("a better fact of an environment refuses nothing new")
    func betterFacts() throws {
        let base = try #require(facts.entities[EntityUID(type: "Environment", id: "wichita-onprem")])
        for mask in 0..<(1 << Self.improvements.count) where mask.nonzeroBitCount <= 2 || mask % 37 == 0 {
            let now = try refusals(base, mask)
            for bit in Self.improvements.indices where mask & (1 << bit) == 0 {
                let better = try refusals(base, mask | (1 << bit))
                #expect(better.isSubset(of: now), "\(Self.improvements[bit].name) over \(mask)")
            }
        }
    }

    private func refusals(_ base: Entity, _ mask: Int) throws -> Set<String> {
        var attributes = base.attributes
        for (bit, fact) in Self.improvements.enumerated() {
            attributes[fact.name] = mask & (1 << bit) == 0 ? fact.worse : fact.better
        }
        let changed = Entity(uid: EntityUID(type: "Environment", id: "changed"), attributes: attributes)
        let entities = try facts.entities.merging(Entities([changed]))
        var refused: Set<String> = []
        for program in ["FTR-35", "COM-200"] {
            for request in requests(program, changed.uid) {
                let response = Authorizer().authorize(
                    request,
                    policies: questioner.obligations.policies,
                    entities: entities
                )
                #expect(response.errors.isEmpty)
                if response.decision == .deny {
                    refused.formUnion(response.reasons.map { "\(program) \(request.action) \($0)" })
                }
            }
        }
        return refused
    }

    private func requests(_ program: String, _ environment: EntityUID) -> [Request] {
        let context: Record = [
            "site": .entity(EntityUID(type: "Site", id: "wichita")),
            "date": .datetime(DatetimeValue(milliseconds: 1_795_478_400_000)),
        ]
        var requests = ["host", "store"].map { ($0, context) }
        for event in Question.events {
            var asked = context
            asked["event"] = .string(event)
            requests.append(("depend", asked))
        }
        return requests.map { action, context in
            Request(
                principal: EntityUID(type: "Program", id: program),
                action: Question.action(action),
                resource: environment,
                context: context
            )
        }
    }
}
