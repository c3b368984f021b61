import PlantModel
import Testing

@Suite("Where the design is the customer's, departures from it are the customer's to approve")
struct DepartureTests {
    private func obligations(_ flowdown: String) throws -> Set<String> {
        let text = Plants.sound.replacing(
            "- { id: apart, from: customer, separation: instance, against: otherCustomers }",
            with: flowdown
        )
        let plant = try Plant.load("plant.yaml", files: ["plant.yaml": text])
        let catalogue = try ObligationCatalogue.load(directory: CatalogueTests.directory)
        return Set(try PlantObligations(plant: plant, catalogue: catalogue).inForce.map(\.id))
    }

    @Test("a flowdown that leaves the design to the customer refuses a disposition, and one of another kind does not")
    func generated() throws {
        let design = try obligations("- { id: design, from: customer, approves: [design], cite: \"SOW 9\" }")
        #expect(design.isSuperset(of: ["flow-approves:design", "flow-approves:design-disposition"]))
        let tooling = try obligations("- { id: tools, from: customer, approves: [tooling], cite: \"SOW 9\" }")
        #expect(tooling.contains("flow-approves:tooling"))
        #expect(!tooling.contains("flow-approves:tooling-disposition"))
    }
}
