import Boundary
import Journal
import PlantModel
import Storage
import TestPlant
import Testing

@Suite("Every change that matters is seen at once")
struct InvalidationTests {
    static let abroad = Whereabouts(site: "abroad", country: "MX")

    @Test("a fact that is taken back, and one that is given")
    func facts() async throws {
        let plant = try await RunningPlant()
        try plant.store("NAV", ["N-1"])
        try await plant.learn(BoundaryPlant.american())
        #expect(try await plant.serials(.person("ann")) == ["N-1"])
        var facts = try BoundaryPlant.american()
        facts.usCitizen = .init(false)
        try await plant.learn(facts)
        #expect(try await plant.serials(.person("ann")).isEmpty)
        try await plant.learn(BoundaryPlant.american())
        #expect(try await plant.serials(.person("ann")) == ["N-1"])
        try await plant.boundary.dismiss("ann", by: RunningPlant.console)
        #expect(try await plant.serials(.person("ann")).isEmpty)
        #expect(await plant.logs.events("subject.facts").count == 3)
        #expect(await plant.logs.events("subject.dismissed").count == 1)
    }

    @Test("a permission ends with the facts, the policies, the minute and the day that it rests on")
    func permissions() async throws {
        let plant = try await RunningPlant()
        let id = try plant.store("MED", ["M-1"])[0]
        let eve = Subject.person("eve")
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        func permit() async throws -> Permission {
            try await plant.boundary.permit(
                .edit,
                of: InspectionResult.self,
                id,
                in: plant.compartment,
                by: eve,
                through: Screen()
            ).permission
        }
        let first = try await permit()
        #expect(plant.boundary.isInForce(first))
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        #expect(!plant.boundary.isInForce(first))
        let second = try await permit()
        try await plant.boundary.adopt(BoundaryPlant.baseline(), by: RunningPlant.console)
        #expect(!plant.boundary.isInForce(second))
        let third = try await permit()
        plant.clock.advance(seconds: 59)
        #expect(plant.boundary.isInForce(third))
        plant.clock.advance(seconds: 1)
        #expect(!plant.boundary.isInForce(third))
        // From noon to ten seconds before midnight.
        plant.clock.advance(seconds: 12 * 3_600 - 70)
        let last = try await permit()
        plant.clock.advance(seconds: 10)
        #expect(!plant.boundary.isInForce(last))
        let dismissed = try await permit()
        try await plant.boundary.dismiss("eve", by: RunningPlant.console)
        #expect(!plant.boundary.isInForce(dismissed))
    }

    @Test("a fact that could not be recorded gives nothing")
    func factsNotRecorded() async throws {
        let plant = try await RunningPlant()
        try plant.store("MED", ["M-1"])
        try await plant.learn(BoundaryPlant.american())
        await plant.logs.fail(with: .init(.full, "no room"))
        await #expect(throws: BoundaryError.self) { try await plant.learn(BoundaryPlant.american()) }
        await plant.logs.fail(with: nil)
        #expect(try await plant.serials(.person("ann")).isEmpty)
    }

    @Test("the passing of a day: an agreement ends, and a fact does")
    func days() async throws {
        let plant = try await RunningPlant()
        try plant.store("VEH", ["V-1"])
        try await plant.learn(BoundaryPlant.mexican())
        var leaving = try BoundaryPlant.american("ann")
        leaving.usPerson = .init(true, until: try BoundaryPlant.day("2026-12-31"))
        try await plant.learn(leaving)
        plant.clock.set("2026-12-31")
        #expect(try await plant.serials(.person("ann")) == ["V-1"])
        plant.clock.set("2027-01-01")
        #expect(try await plant.serials(.person("ann")).isEmpty)
        plant.clock.set("2027-01-31")
        #expect(try await plant.serials(.person("luz"), from: Self.abroad) == ["V-1"])
        plant.clock.set("2027-02-01")
        #expect(try await plant.serials(.person("luz"), from: Self.abroad).isEmpty)
        // A clock that is set back brings nothing back.
        plant.clock.set("2026-12-01")
        #expect(try await plant.serials(.person("luz"), from: Self.abroad).isEmpty)
        #expect(try await plant.serials(.person("ann")).isEmpty)
    }

    @Test("other policies, other authorizations, another determination of the label")
    func policies() async throws {
        let plant = try await RunningPlant()
        try plant.store("VEH", ["V-1"])
        try await plant.learn(BoundaryPlant.mexican())
        #expect(try await plant.serials(.person("luz"), from: Self.abroad) == ["V-1"])
        let withoutAgreement = BoundaryPlant.text.replacing(
            "programs: [VEH], countries",
            with: "programs: [MED], countries"
        )
        try await plant.boundary.adopt(BoundaryPlant.baseline(withoutAgreement), by: RunningPlant.console)
        #expect(try await plant.serials(.person("luz"), from: Self.abroad).isEmpty)
        try await plant.boundary.adopt(BoundaryPlant.baseline(), by: RunningPlant.console)
        #expect(try await plant.serials(.person("luz"), from: Self.abroad) == ["V-1"])
        let none = BoundaryPlant.grants.replacing("[\"operator\", \"engineer\"]", with: "[\"engineer\"]")
        try await plant.boundary.adopt(BoundaryPlant.baseline(grants: none), by: RunningPlant.console)
        #expect(try await plant.serials(.person("luz"), from: Self.abroad).isEmpty)
        #expect(await plant.logs.events("policy.adopted").count == 4)
    }

    @Test("where somebody is, and by which way")
    func circumstances() async throws {
        let plant = try await RunningPlant()
        try plant.store("VEH", ["V-1"])
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        #expect(try await plant.serials(.person("eve"), from: Whereabouts(country: "US")) == ["V-1"])
        #expect(try await plant.serials(.person("eve"), from: Whereabouts(country: "FR")).isEmpty)
        func exported(_ channel: Export) throws -> Int {
            try plant.boundary.records(
                InspectionResult.self,
                in: plant.compartment,
                limit: 10,
                for: .person("eve"),
                through: channel
            ).count
        }
        #expect(try exported(Export(format: "csv", isEncrypted: true)) == 1)
        #expect(try exported(Export(format: "csv", isEncrypted: false)) == 0)
    }

    @Test("a new label, and a compartment that is taken away")
    func labels() async throws {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american())
        try plant.store("MED", ["M-1"])
        #expect(try await plant.serials(.person("ann")) == ["M-1"])
        try plant.store("VEH", ["V-1"])
        #expect(try await plant.serials(.person("ann")) == ["M-1", "V-1"])
        plant.boundary.close(plant.compartment)
        await #expect(throws: AccessRefusal.self) { _ = try await plant.serials(.person("ann")) }
    }

    @Test("of two changes at once the later one counts, whichever is recorded first")
    func race() async throws {
        let plant = try await RunningPlant()
        try plant.store("MED", ["M-1"])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask { try? await plant.learn(BoundaryPlant.american()) }
                group.addTask { try? await plant.boundary.dismiss("ann", by: RunningPlant.console) }
            }
        }
        try await plant.boundary.dismiss("ann", by: RunningPlant.console)
        #expect(try await plant.serials(.person("ann")).isEmpty)
    }
}
