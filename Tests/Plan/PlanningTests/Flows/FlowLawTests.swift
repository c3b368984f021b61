import Foundation
import PlanSolver
import PlantModel
import Testing

@testable import Planning

@Suite("What holds of flows in any plant")
struct FlowLawTests {
    static let seeds = Array(
        UInt64(0)..<(ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == nil ? 40 : 2_000)
    )

    /// What rests where: place, class and program.
    private func holdings(_ plant: FlowPlant) throws -> Set<[String]> {
        let model = try plant.plant()
        var facts = try FlowFacts(
            plant: model,
            obligations: try PlantObligations(plant: model, catalogue: try FlowPlant.catalogue.get()),
            schemes: try FlowPlant.catalogue.get().schemes
        )
        let places = FlowPlaces(plant: model, index: facts.index, plan: nil)
        let graph = FlowGraph(plant: model, places: places, facts: &facts)
        var found: Set<[String]> = []
        for item in graph.items {
            let spread = item.paths.spread()
            for (position, node) in item.paths.nodes.enumerated() where spread.distance[position] >= 0 {
                for program in item.programs {
                    found.insert([places.nodes[node].id, item.dataClass.rawValue, program])
                }
            }
        }
        return found
    }

    @Test("one flow more takes nothing from any place", arguments: seeds)
    func moreFlows(seed: UInt64) throws {
        let plant = FlowPlant.random(seed)
        var random = SplitMix(state: seed &+ 1000)
        var more = plant
        more.flows.append(plant.flow("more", &random))
        #expect(try holdings(plant).isSubset(of: try holdings(more)))
    }

    @Test("a filter brings nothing to any place", arguments: seeds)
    func filters(seed: UInt64) throws {
        var plant = FlowPlant.random(seed)
        let open = try holdings(plant)
        for index in plant.flows.indices {
            plant.flows[index].drops = FlowPlant.classes
            #expect(try holdings(plant).isSubset(of: open))
        }
    }

    @Test("once the least set is carried out, the plant file says of no release any longer", arguments: seeds)
    func cutting(seed: UInt64) throws {
        let plant = FlowPlant.random(seed)
        guard let cut = try plant.analysis(cutting: true).cut else { return }
        #expect(cut.status == "proved")
        #expect(cut.cost == cut.parts.map(\.cost).reduce(0, +))
        // Whoever administers an environment does so for all that it hosts; the test plant cannot do without.
        if cut.parts.contains(where: { $0.action.kind == .narrowAdministration }) { return }
        if cut.parts.contains(where: { $0.action.at == "old" }) { return }
        #expect(try plant.applying(cut).analysis().releases == [])
    }

    @Test("two worlds that differ in what no flow carries have one report", arguments: seeds.prefix(12))
    func nonInterference(seed: UInt64) throws {
        var plant = FlowPlant.random(seed)
        for index in plant.flows.indices {
            plant.flows[index].programs = (plant.flows[index].programs ?? FlowPlant.programs).filter { $0 != "other" }
        }
        var world = plant
        world.otherClassification =
            "{ exports: [ { regime: ITAR, article: IV(h), technicalData: IV(i) } ], cui: [SP-CTI], dissemination: [NOFORN], "
            + "determination: { by: office, date: 2026-01-01 } }"
        let (one, other) = (try plant.analysis(cutting: true), try world.analysis(cutting: true))
        #expect(FlowFile(one) == FlowFile(other))
        #expect(ReportText.write(PlanReport(one), style: .plain) == ReportText.write(PlanReport(other), style: .plain))
    }

    @Test("programs that are alike are asked as one, and the report names each")
    func alike() throws {
        var plant = FlowPlant()
        plant.systems = [.init(id: "bi", audiences: ["abroad"])]
        plant.flows = [.init(id: "f", from: "mes", to: "bi", classes: ["nonconformances"], programs: nil)]
        plant.otherClassification =
            "{ exports: [ { regime: ITAR, article: VIII(h), technicalData: VIII(i) } ], determination: { by: office, date: 2026-01-01 } }"
        let releases = try plant.analysis().releases.filter { $0.audience == "abroad" && $0.at == "bi" }
        #expect(releases.count == 1)
        #expect(releases.first?.data == [.init(programs: ["arms", "other"], classes: ["nonconformances"])])
    }
}
