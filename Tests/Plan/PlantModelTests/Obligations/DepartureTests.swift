import PlantModel
import Testing

@Suite("Where the design is the customer's, departures from it are the customer's to approve")
struct DepartureTests {
    @Test("a flowdown that leaves the design to the customer refuses a disposition, and one of another kind does not")
    func generated() throws {
        let design = try Plants.obligations(
            flowdown: "- { id: design, from: customer, approves: [design], cite: \"SOW 9\" }"
        )
        #expect(
            design.isSuperset(of: [
                "flow-approval:design", "flow-approval:design-release", "flow-approval:design-disposition",
            ])
        )
        let tooling = try Plants.obligations(
            flowdown: "- { id: tools, from: customer, approves: [tooling], cite: \"SOW 9\" }"
        )
        #expect(tooling.contains("flow-approval:tooling"))
        #expect(!tooling.contains("flow-approval:tooling-disposition"))
    }
}
