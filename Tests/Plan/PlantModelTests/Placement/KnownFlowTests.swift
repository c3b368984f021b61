import Foundation
import PlantModel
import Testing

@Suite("A plan says which flows it knew, so that others are noticed")
struct KnownFlowTests {
    private func flow(
        from: String = "mes",
        to: String = "erp",
        carries: [String] = ["orders"],
        programs: [String]? = ["item"],
        passes: [String]? = nil
    ) -> PlanFile.KnownFlow {
        PlanFile.KnownFlow(id: "f", from: from, to: to, carries: carries, programs: programs, passes: passes)
    }

    @Test("those of a plant are named with their ends, what they carry, and what their filter lets through")
    func all() throws {
        let file = Plants.root.appending(path: "Examples/aerostructures/plant.yaml")
        let plant = try Plant.load(path: file.path(percentEncoded: false))
        let known = PlanFile.KnownFlow.all(of: plant)
        #expect(known.count == plant.flows.count && known.map(\.id) == known.map(\.id).sorted())
        #expect(known.contains { $0.from == "mes" } && known.allSatisfy { !$0.carries.isEmpty })
        for flow in known { #expect(flow.widened(since: flow) == []) }
    }

    @Test("what carries less than before is no news")
    func narrower() {
        let wide = flow(carries: ["capacity", "orders"], programs: nil)
        #expect(flow().widened(since: wide) == [])
        #expect(flow(programs: nil, passes: ["a"]).widened(since: flow(programs: nil)) == [])
    }

    @Test("what carries more is told, each way in which it does")
    func wider() {
        #expect(flow(to: "bi").widened(since: flow()) == ["it goes from mes to bi"])
        #expect(flow(carries: ["capacity", "orders"]).widened(since: flow()) == ["it carries capacity"])
        #expect(
            flow(programs: ["item", "other"]).widened(since: flow()) == [
                "it carries data of programs that it did not carry"
            ]
        )
        #expect(flow(programs: nil).widened(since: flow()) == ["it carries data of programs that it did not carry"])
        #expect(flow().widened(since: flow(passes: ["a"])) == ["it has no filter"])
        #expect(flow(passes: ["a", "b"]).widened(since: flow(passes: ["a"])) == ["its filter lets through b"])
    }
}
