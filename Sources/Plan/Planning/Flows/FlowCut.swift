import PlantModel

/// The cheapest set of actions after which nothing is possibly released, found by adding the ways that are still open until none is.
///
/// A way is cut by any of its flows (filtered or stopped), by narrowing the audience at its end, or by hosting the system at its end
/// elsewhere. A set that cuts all ways found so far costs no more than one that cuts all there are, so what is proved of it holds for all.
struct FlowCut: Sendable {
    struct Limits: Sendable {
        /// How often open ways are looked for.
        var rounds = 60
        /// New ways of one round.
        var covers = 20_000
    }

    struct Outcome: Sendable {
        /// What is done.
        var actions: [CutColumns.Action]
        var cost: Int
        /// No set of actions costs less.
        var bound: Int
        /// What shows that.
        var proof = ReleaseProof(groups: [])
    }

    /// A way that a set left open.
    private struct Way {
        let item: Int
        let origin: Int
        let flows: [Int]
        let slot: Int
    }

    private let least: LeastSet
    private let limits: Limits
    private let rehosting: Rehosting
    private var search: ReleaseSearch
    private(set) var columns: CutColumns
    /// The slots of each node to which anything is refused, before anything is cut.
    private let refusedSlots: [[Int]]
    /// The place of each item's class among all.
    private let ranks: [Int]
    private let naming: CutNaming
    private var covers: [[Int]] = []
    /// The way of each cover.
    private var ways: [Way] = []
    private var known: Set<[Int]> = []

    init(
        search: ReleaseSearch,
        plant: Plant,
        solver: any LinearSolver,
        limits: Limits = Limits(),
        least: LeastSet.Limits = LeastSet.Limits()
    ) {
        var search = search
        rehosting = Rehosting(plant: plant, search: &search)
        self.search = search
        let refused = Set(search.findings.map(\.slot))
        refusedSlots = search.slotsOfNode.map { $0.filter(refused.contains) }
        ranks = search.graph.items.map { DataClass.allCases.firstIndex(of: $0.dataClass) ?? 0 }
        self.limits = limits
        self.least = LeastSet(solver: solver, limits: least)
        columns = CutColumns(costs: plant.flowCosts)
        naming = CutNaming(plant: plant, nodes: search.graph.places.nodes)
    }

    /// Finds the set.
    mutating func run() -> Outcome {
        var best: Outcome?
        var bound = 0
        var parts: [LeastSet.Part] = []
        func show(_ found: LeastSet.Outcome) {
            if found.bound > bound { (bound, parts) = (found.bound, found.parts) }
        }
        add(openWays(under: []))
        for _ in 0..<limits.rounds {
            var found = least.solve(covers: covers, columns: columns, prove: false)
            var open = openWays(under: actions(found.columns))
            if open.isEmpty {
                keep(found, &best)
                found = least.solve(covers: covers, columns: columns, prove: true)
                show(found)
                open = openWays(under: actions(found.columns))
                if open.isEmpty {
                    keep(found, &best)
                    break
                }
            }
            show(found)
            add(open)
        }
        if best == nil {
            let found = repaired()
            keep(found, &best)
        }
        let outcome = best ?? Outcome(actions: [], cost: 0, bound: 0)
        return Outcome(
            actions: outcome.actions,
            cost: outcome.cost,
            bound: min(bound, outcome.cost),
            proof: ReleaseProof(groups: parts.map(proof))
        )
    }

    /// What would cut the way of a finding, each action with its price: filters that drop the classes, the audience, the hosting.
    mutating func options(for finding: ReleaseSearch.Finding) -> [(actions: [CutColumns.Action], cost: Int)] {
        let slot = search.slots[finding.slot]
        let classes = Set(finding.items.map { search.graph.items[$0].dataClass })
        var options: [[CutColumns.Action]] = []
        for flow in finding.flows {
            options.append(
                [.filter(flow: flow)] + DataClass.allCases.filter(classes.contains).map { .drop(flow: flow, $0) }
            )
        }
        if let reader = slot.reader { options.append([.narrow(reader)]) }
        let records = Set(finding.items.map { search.graph.items[$0].record })
        if let candidate = rehosting.candidates[slot.node],
            records.allSatisfy({ Rehosting.cuts(candidate, slot, record: $0, &search) })
        {
            options.append([.rehost(node: slot.node, environment: candidate.environment)])
        }
        options += finding.flows.map { [.stop(flow: $0)] }
        return options.map { actions in (actions, actions.map(columns.price).reduce(0, +)) }
    }

    private func actions(_ chosen: [Int]) -> [CutColumns.Action] { chosen.map { columns.actions[$0] } }

    private func keep(_ found: LeastSet.Outcome, _ best: inout Outcome?) {
        if let cost = best?.cost, cost <= found.cost { return }
        best = Outcome(actions: actions(found.columns), cost: found.cost, bound: found.bound)
    }

    private mutating func add(_ open: [(cover: [Int], way: Way)]) {
        for (cover, way) in open where known.insert(cover).inserted {
            covers.append(cover)
            ways.append(way)
        }
    }

    /// A part's ways and proof in the order of columns and rows that `ReleaseProof` describes.
    private func proof(_ part: LeastSet.Part) -> ReleaseProof.Group {
        let keys = part.columns.map { ReleaseProof.key(naming.action(columns.actions[$0])) }
        let order = keys.indices.sorted { keys[$0] < keys[$1] }
        var column = [Int](repeating: 0, count: order.count)
        for (position, old) in order.enumerated() { column[old] = position }
        var row = Array(part.covers.indices)
        let needing = part.columns.indices.filter { columns.needs[part.columns[$0]] != nil }
        let sorted = needing.sorted { column[$0] < column[$1] }
        let place = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        row += needing.map { part.covers.count + (place[$0] ?? 0) }
        return ReleaseProof.Group(
            ways: part.covers.map { told(ways[$0]) },
            proof: part.proof.renumbered(column: column, row: row)
        )
    }

    private func told(_ way: Way) -> ReleaseProof.Way {
        let item = search.graph.items[way.item]
        let slot = search.slots[way.slot]
        var environment: String?
        if case .environment(let id)? = slot.reader?.reach { environment = id }
        return ReleaseProof.Way(
            program: item.programs.first ?? "",
            dataClass: item.dataClass.rawValue,
            origin: naming.place(way.origin),
            flows: way.flows.map(naming.flow),
            at: naming.place(slot.node),
            audience: slot.reader?.audience,
            environment: environment
        )
    }

    /// The shortest ways that a set of actions leaves open, each as the columns that cut it: for each slot one of each class, which is
    /// enough for the next round to be another.
    private mutating func openWays(under actions: [CutColumns.Action]) -> [(cover: [Int], way: Way)] {
        let effect = CutEffect(actions)
        let flowsCut: [[Bool]] = DataClass.allCases.map { dataClass in
            let cut = effect.flows(without: dataClass)
            return cut.isEmpty ? [] : (0...(cut.max() ?? 0)).map(cut.contains)
        }
        var seen = [Bool](repeating: false, count: search.slots.count * DataClass.allCases.count)
        let isNarrowed = search.slots.map { $0.reader.map(effect.isNarrowed) ?? false }
        let isRehosted = search.slots.map { effect.isRehosted($0.node) }
        var ways: [(cover: [Int], way: Way)] = []
        for (index, item) in search.graph.items.enumerated() {
            let rank = ranks[index]
            let cut = flowsCut[rank]
            let spread = item.paths.spread { $0 < cut.count && cut[$0] }
            for position in item.paths.nodes.indices where spread.distance[position] >= 0 {
                for slot in refusedSlots[item.paths.nodes[position]] where !isNarrowed[slot] {
                    let key = slot * flowsCut.count + rank
                    if seen[key] { continue }
                    let distance = spread.distance[position]
                    if search.refusal(of: slot, item, distance: distance) == ReleaseJudge.permitted { continue }
                    if isRehosted[slot], isCutByMove(slot, item.record) { continue }
                    seen[key] = true
                    ways.append(way(index, position, spread, slot))
                    if ways.count >= limits.covers { return ways }
                }
            }
        }
        return ways
    }

    /// Whether the move of the system at the end of a way cuts it.
    private mutating func isCutByMove(_ slot: Int, _ record: Int) -> Bool {
        let slot = search.slots[slot]
        guard let candidate = rehosting.candidates[slot.node] else { return false }
        return Rehosting.cuts(candidate, slot, record: record, &search)
    }

    /// The columns that cut a way, ascending.
    private mutating func way(
        _ index: Int,
        _ position: Int,
        _ spread: ItemPaths.Spread,
        _ slotIndex: Int
    ) -> (cover: [Int], way: Way) {
        let item = search.graph.items[index]
        let slot = search.slots[slotIndex]
        var cutting: Set<Int> = []
        let (origin, flows) = item.paths.way(to: position, in: spread)
        for flow in flows {
            cutting.insert(columns.column(.drop(flow: flow, item.dataClass)))
            cutting.insert(columns.column(.stop(flow: flow)))
        }
        if let reader = slot.reader { cutting.insert(columns.column(.narrow(reader))) }
        if let candidate = rehosting.candidates[slot.node],
            Rehosting.cuts(candidate, slot, record: item.record, &search)
        {
            cutting.insert(columns.column(.rehost(node: slot.node, environment: candidate.environment)))
        }
        return (cutting.sorted(), Way(item: index, origin: origin, flows: flows, slot: slotIndex))
    }

    /// Adds the cheapest action of every way that is still open until none is.
    private mutating func repaired() -> LeastSet.Outcome {
        var chosen = Set(least.solve(covers: covers, columns: columns, prove: false).columns)
        while true {
            let open = openWays(under: actions(chosen.sorted()))
            if open.isEmpty { break }
            for (cover, _) in open where chosen.isDisjoint(with: cover) {
                guard let cheapest = cover.min(by: { price($0, chosen) < price($1, chosen) }) else { continue }
                chosen.insert(cheapest)
                if let need = columns.needs[cheapest] { chosen.insert(need) }
            }
        }
        return LeastSet.Outcome(
            columns: chosen.sorted(),
            cost: chosen.reduce(0) { $0 + columns.prices[$1] },
            bound: 0
        )
    }

    private func price(_ column: Int, _ chosen: Set<Int>) -> Int {
        let need = columns.needs[column].map { chosen.contains($0) ? 0 : columns.prices[$0] } ?? 0
        return columns.prices[column] + need
    }
}
