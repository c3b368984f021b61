import Cedar
import PlantModel
import Testing

@testable import Boundary

@Suite("Persons' facts count by the day")
struct PersonFactsTests {
    let facts: PlantFacts

    init() throws {
        let plant = try BoundaryPlant.plant()
        facts = try PlantFacts(
            plant: plant,
            obligations: PlantObligations(plant: plant, catalogue: BoundaryPlant.catalogue())
        )
    }

    private func person(_ change: (inout PersonFacts) throws -> Void) throws -> Record {
        var person = try BoundaryPlant.mexican()
        try change(&person)
        let attributes = person.attributes(facts)
        let entity = Entity(uid: EntityUID(type: "Person", id: "luz"), attributes: attributes)
        #expect(try BoundaryPlant.catalogue().schema.problems(of: entity).isEmpty)
        return attributes
    }

    @Test("for ITAR every citizenship ever held counts, and residency held now")
    func ever() throws {
        let attributes = try person {
            $0.citizenships = [
                .init("MX"), .init("IR", until: try BoundaryPlant.day("1999-01-01")),
                .init("US", from: try BoundaryPlant.day("2027-01-01")),
            ]
            $0.residencies = [.init("CA", until: try BoundaryPlant.day("2020-01-01")), .init("MX")]
        }
        #expect(attributes["citizenshipsEver"] == .strings(["MX", "IR"]))
    }

    @Test("for EAR the latest citizenship or residency counts; one of an unknown date may be the latest")
    func latest() throws {
        func latest(_ citizenships: [PersonFacts.Dated<String>], _ residencies: [PersonFacts.Dated<String>]) throws
            -> Value?
        {
            try person {
                $0.citizenships = citizenships
                $0.residencies = residencies
            }["citizenshipsLatest"]
        }
        let (early, late) = (try BoundaryPlant.day("2001-01-01"), try BoundaryPlant.day("2015-01-01"))
        #expect(try latest([.init("IR", from: early), .init("MX", from: late)], []) == .strings(["MX"]))
        #expect(try latest([.init("MX", from: early)], [.init("CA", from: late)]) == .strings(["CA"]))
        #expect(try latest([.init("IR"), .init("MX", from: late)], []) == .strings(["IR", "MX"]))
        #expect(try latest([], []) == nil)
    }

    @Test("what is not known is not there, and what has ended is not")
    func absent() throws {
        let attributes = try person {
            $0.citizenships = nil
            $0.worksIn = nil
            $0.role = .init("operator", until: try BoundaryPlant.day("2026-11-23"))
            $0.employer = .init("owner-mx", from: try BoundaryPlant.day("2026-11-25"))
        }
        for name in ["citizenshipsEver", "citizenshipsLatest", "worksIn", "role", "employer", "usPerson", "needToKnow"]
        {
            #expect(attributes[CedarString(name)] == nil, "\(name)")
        }
        #expect(attributes["scopesInForce"] == .set([]))
    }

    @Test("an expired need to know is one of nothing, not the absence of a limit")
    func needToKnow() throws {
        let attributes = try person { $0.needToKnow = [.init("VEH", until: try BoundaryPlant.day("2026-01-01"))] }
        #expect(attributes["needToKnow"] == .set([]))
    }

    @Test("an agreement admits its parties' people, and whoever it names")
    func scopes() throws {
        let scope = Value.entity(EntityUID(type: "Scope", id: "MLA-7"))
        #expect(try person { _ in }["scopesInForce"] == .set([scope]))
        #expect(try person { $0.employer = .init("owner") }["scopesInForce"] == .set([]))
        let named = try person {
            $0.employer = .init("owner")
            $0.authorizations = ["MLA-7", "none"]
        }
        #expect(named["scopesInForce"] == .set([scope]))
    }

    @Test(
        "the plant's day is the clock's, in UTC",
        arguments: [
            (0, "1970-01-01"), (951_782_399_999, "2000-02-28"), (951_782_400_000, "2000-02-29"),
            (951_868_800_000, "2000-03-01"), (1_795_564_799_999, "2026-11-24"), (4_107_542_400_000, "2100-03-01"),
            (32_503_679_999_999, "2999-12-31"),
        ]
    )
    func day(milliseconds: UInt64, text: String) {
        #expect(Day(millisecondsSince1970: milliseconds)?.description == text)
    }

    @Test("beyond the year 2999 there is no day", arguments: [32_503_680_000_000, UInt64.max])
    func noDay(milliseconds: UInt64) { #expect(Day(millisecondsSince1970: milliseconds) == nil) }
}
