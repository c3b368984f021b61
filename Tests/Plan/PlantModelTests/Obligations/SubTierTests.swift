import PlantModel
import Testing

@Suite("Where a contract keeps data from lower tiers, policies ask for the customer's consent")
struct SubTierTests {
    private func keys(_ flowdown: String) throws -> Set<String> {
        let plant = try Plants.plant(flowdown: flowdown)
        return Set(plant.programs.flatMap(\.flowdowns).flatMap(FlowdownKey.keys).map(\.key))
    }

    @Test("the program carries the key that the catalogue's policy reads")
    func key() throws {
        let tiers = "- { id: tiers, from: customer, noSubtier: true, cite: \"SOW 9\" }"
        let tools = "- { id: tools, from: customer, approves: [tooling], cite: \"SOW 9\" }"
        #expect(try keys(tiers).contains("subtier:consent"))
        #expect(try !keys(tools).contains("subtier:consent"))
    }

    @Test("and with it the policy is among those in force")
    func policy() throws {
        let inForce = try Plants.obligations(
            flowdown: "- { id: tiers, from: customer, noSubtier: true, cite: \"SOW 9\" }"
        )
        #expect(inForce.isSuperset(of: ["flow-sub-tier-consent", "flow-noSubtier"]))
    }
}
