import FlowCheck
import Foundation
import PlanSolver
import PlantModel
import Testing

@testable import Planning

@Suite("The least cut")
struct LeastCutTests {
    static let seeds = Array(
        UInt64(0)..<(ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == nil ? 60 : 1_000)
    )

    @Test("is as cheap as the best of all sets, and what is proved is true", arguments: seeds)
    func bruteForce(seed: UInt64) throws {
        var random = SplitMix(state: seed &+ 77)
        var plant = FlowPlant.random(seed, systems: 3, flows: 3)
        for index in plant.flows.indices { plant.flows[index].classes = [FlowPlant.classes[index % 2]] }
        func price() -> UInt64 { 1 + random.next() % 30 }
        plant.costs =
            "flowCosts: { filter: \(price()), droppedClass: \(price()), narrowAudience: \(price()), "
            + "narrowAdministration: \(price()), rehost: \(price()), stopFlow: \(price()), approvedBy: board }"
        let model = try plant.plant()
        let catalogue = try FlowPlant.catalogue.get()
        var facts = try FlowFacts(
            plant: model,
            obligations: try PlantObligations(plant: model, catalogue: catalogue),
            schemes: catalogue.schemes
        )
        let places = FlowPlaces(plant: model, index: facts.index, plan: nil)
        let graph = FlowGraph(plant: model, places: places, facts: &facts)
        var search = ReleaseSearch(graph: graph, facts: facts)
        let rehosting = Rehosting(plant: model, search: &search)
        let actions = candidates(model, search, rehosting)
        guard actions.count <= 13 else { return }
        let columns = CutColumns(costs: model.flowCosts)
        var least = Int.max
        for mask in 0..<(1 << actions.count) {
            let chosen = actions.indices.filter { mask & (1 << $0) != 0 }.map { actions[$0] }
            let filtered = Set(chosen.compactMap { if case .drop(let flow, _) = $0 { flow } else { nil } })
            let cost = chosen.map(columns.price).reduce(0, +) + filtered.count * model.flowCosts.filter
            if cost < least, isCut(chosen, &search, rehosting) { least = cost }
        }
        var cutting = FlowCut(search: search, plant: model, solver: CoinSolver())
        let outcome = cutting.run()
        #expect(outcome.cost == (search.findings.isEmpty ? 0 : least))
        #expect(outcome.bound == outcome.cost)
        #expect(isCut(outcome.actions, &search, rehosting))
    }

    /// All actions that could matter.
    private func candidates(
        _ plant: Plant,
        _ search: ReleaseSearch,
        _ rehosting: Rehosting
    ) -> [CutColumns.Action] {
        var actions: [CutColumns.Action] = []
        for (index, flow) in plant.flows.enumerated() {
            actions += flow.carries.map { .drop(flow: index, $0.value) }
            actions.append(.stop(flow: index))
        }
        var seen: Set<FlowNode.Reader> = []
        for finding in search.findings {
            if let reader = search.slots[finding.slot].reader, seen.insert(reader).inserted {
                actions.append(.narrow(reader))
            }
        }
        for (node, candidate) in rehosting.candidates.sorted(by: { $0.key < $1.key }) {
            actions.append(.rehost(node: node, environment: candidate.environment))
        }
        return actions
    }

    /// By spreading each item anew along all flows until nothing changes.
    private func isCut(
        _ actions: [CutColumns.Action],
        _ search: inout ReleaseSearch,
        _ rehosting: Rehosting
    ) -> Bool {
        let effect = CutEffect(actions)
        for item in search.graph.items {
            let cut = effect.flows(without: item.dataClass)
            let spread = item.paths.spread { cut.contains($0) }
            for (position, node) in item.paths.nodes.enumerated() where spread.distance[position] >= 0 {
                for slot in search.slotsOfNode[node] {
                    let distance = spread.distance[position]
                    if search.refusal(of: slot, item, distance: distance) == ReleaseJudge.permitted { continue }
                    let one = search.slots[slot]
                    if let reader = one.reader, effect.isNarrowed(reader) { continue }
                    if effect.isRehosted(node), let candidate = rehosting.candidates[node],
                        Rehosting.cuts(candidate, one, record: item.record, &search)
                    {
                        continue
                    }
                    return false
                }
            }
        }
        return true
    }

    @Test("limits leave a set that cuts everything and a bound that is true")
    func bounded() throws {
        let plant = try FlowPlant.random(3, systems: 12, flows: 40).plant()
        let catalogue = try FlowPlant.catalogue.get()
        var facts = try FlowFacts(
            plant: plant,
            obligations: try PlantObligations(plant: plant, catalogue: catalogue),
            schemes: catalogue.schemes
        )
        let places = FlowPlaces(plant: plant, index: facts.index, plan: nil)
        let graph = FlowGraph(plant: plant, places: places, facts: &facts)
        var search = ReleaseSearch(graph: graph, facts: facts)
        let rehosting = Rehosting(plant: plant, search: &search)
        var whole = FlowCut(search: search, plant: plant, solver: CoinSolver())
        var short = FlowCut(search: search, plant: plant, solver: CoinSolver(), limits: .init(rounds: 1, covers: 3))
        let (best, some) = (whole.run(), short.run())
        #expect(isCut(best.actions, &search, rehosting))
        #expect(isCut(some.actions, &search, rehosting))
        #expect(some.bound <= best.cost && best.cost <= some.cost)
        #expect(best.bound == best.cost)
    }

    @Test(
        "of plants made by chance verifies from the plant alone, and what has nothing to cut verifies, too",
        arguments: seeds
    )
    func verifies(seed: UInt64) throws {
        let plant = try FlowPlant.random(seed, systems: 6, flows: 14).plant()
        let catalogue = try FlowPlant.catalogue.get()
        let analysis = try FlowAnalysis(plant, catalogue: catalogue, solver: CoinSolver())
        let data = try JSONEncoder().encode(FlowFile(analysis))
        let claim = try JSONDecoder().decode(ReleaseClaim.self, from: data)
        var check = try ReleaseCheck(plant: plant, catalogue: catalogue, claim: claim)
        try check.check()
    }
}
