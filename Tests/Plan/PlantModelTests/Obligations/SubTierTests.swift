import PlantModel
import Testing

@Suite("Where a contract keeps data from lower tiers, policies ask for the customer's consent")
struct SubTierTests {
    private func keys(_ flowdown: String) throws -> Set<String> {
        let text = Plants.sound.replacing(
            "- { id: apart, from: customer, separation: instance, against: otherCustomers }",
            with: flowdown
        )
        let plant = try Plant.load("plant.yaml", files: ["plant.yaml": text])
        return Set(plant.programs.flatMap(\.flowdowns).flatMap(FlowdownKey.keys).map(\.key))
    }

    @Test("the program carries the key that the catalogue's policy reads")
    func key() throws {
        #expect(
            try keys("- { id: tiers, from: customer, noSubtier: true, cite: \"SOW 9\" }").contains("subtier:consent")
        )
        #expect(
            try !keys("- { id: tools, from: customer, approves: [tooling], cite: \"SOW 9\" }").contains(
                "subtier:consent"
            )
        )
    }

    @Test("and with it the policy is among those in force")
    func policy() throws {
        let text = Plants.sound.replacing(
            "- { id: apart, from: customer, separation: instance, against: otherCustomers }",
            with: "- { id: tiers, from: customer, noSubtier: true, cite: \"SOW 9\" }"
        )
        let plant = try Plant.load("plant.yaml", files: ["plant.yaml": text])
        let catalogue = try ObligationCatalogue.load(directory: CatalogueTests.directory)
        let inForce = Set(try PlantObligations(plant: plant, catalogue: catalogue).inForce.map(\.id))
        #expect(inForce.isSuperset(of: ["flow-sub-tier-consent", "flow-noSubtier"]))
    }
}
