import Boundary
import PlantModel
import Testing

@Suite("Before a baseline is approved it shows who would gain and who would lose")
struct ImpactTests {
    private func plant() async throws -> RunningPlant {
        let plant = try await RunningPlant()
        try await plant.learn(BoundaryPlant.american("ann"))
        try await plant.learn(BoundaryPlant.american("eve", role: "engineer"))
        try await plant.learn(BoundaryPlant.mexican("luz"))
        return plant
    }

    @Test("the same baseline changes nothing")
    func same() async throws {
        let impact = try await plant().boundary.impact(of: BoundaryPlant.baseline())
        #expect(impact.gains.isEmpty && impact.losses.isEmpty)
        #expect(impact.summary == ["nobody would gain anything", "nobody would lose anything"])
    }

    @Test("an agreement that ends takes the program from those who rest on it, and from nobody else")
    func losing() async throws {
        let text = BoundaryPlant.text.replacing("until: 2027-01-31", with: "until: 2026-11-01")
        let plant = try await plant()
        let impact = try plant.boundary.impact(of: BoundaryPlant.baseline(text))
        #expect(impact.gains.isEmpty)
        #expect(Set(impact.losses.map(\.person)) == ["luz"])
        #expect(Set(impact.losses.map(\.program)) == ["VEH"])
        #expect(impact.losses.contains { $0.action == .view && $0.dataClass == "technicalData" })
        #expect(impact.summary[1].hasPrefix("1 persons would lose"))
        #expect(!impact.summary.joined().contains("luz"))
        // Nothing was adopted by looking.
        #expect(plant.boundary.epoch?.number == 1)
    }

    @Test("a grant gives, within what obligations leave open")
    func gaining() async throws {
        let grants = BoundaryPlant.grants.replacing(
            "when { principal has role && principal.role == \"engineer\" };\n@id(\"grant-export\")",
            with: "when { principal has role };\n@id(\"grant-export\")"
        )
        let impact = try await plant().boundary.impact(of: BoundaryPlant.baseline(grants: grants))
        #expect(impact.losses.isEmpty)
        #expect(Set(impact.gains.map(\.action)) == [.edit])
        #expect(Set(impact.gains.filter { $0.person == "ann" }.map(\.program)) == ["VEH", "NAV", "MED"])
        #expect(Set(impact.gains.filter { $0.person == "luz" }.map(\.program)).isDisjoint(with: ["NAV"]))
    }
}
