import Boundary
import Classification
import PlantModel
import Testing

@Suite("What has lapsed in a running instance is counted, and nobody is named")
struct LapsingTests {
    @Test("persons' facts that ended; a citizenship that was given up for another one is none of them")
    func facts() async throws {
        let plant = try await RunningPlant()
        let before = try BoundaryPlant.day("2026-11-23")
        var ann = try BoundaryPlant.american("ann")
        ann.role = .init("operator", until: before)
        ann.citizenships = [.init("MX", until: before), .init("US")]
        var bob = try BoundaryPlant.american("bob")
        bob.role = .init("operator", until: before)
        // One that ended is drift whatever others there are, unlike a citizenship.
        bob.needToKnow = [.init("VEH", until: before, vouchedBy: "ann"), .init("NAV", until: nil, vouchedBy: "ann")]
        for person in [ann, bob] { try await plant.learn(person) }
        let lapsed = plant.boundary.lapsed(on: try BoundaryPlant.day("2026-11-24"))
        #expect(lapsed.facts == ["role": 2, "needToKnow": 1])
        try await plant.boundary.dismiss("bob", by: RunningPlant.console)
        #expect(plant.boundary.lapsed(on: try BoundaryPlant.day("2026-11-24")).facts == ["role": 1])
        #expect(plant.boundary.lapsed(on: before).facts.isEmpty)
    }

    @Test("labels that nobody can read, by compartment")
    func labels() async throws {
        let plant = try await RunningPlant()
        try plant.store("VEH", ["V-1"])
        let schemes = try BoundaryPlant.catalogue().schemes
        for label in [Label.sealed, schemes.label(canonicalText: "nonsense=a")] {
            _ = try plant.boundary.number(of: RecordLabel(SharedLabel(label), of: .orders), in: plant.compartment)
        }
        let lapsed = plant.boundary.lapsed(on: try BoundaryPlant.day("2026-11-24"))
        #expect(lapsed.unreadLabels == [plant.compartment: 2])
        #expect(lapsed.exhausted.isEmpty)
    }
}
