import PlantModel

/// Finds where an item rests that somebody there may not have.
struct ReleaseSearch: Sendable {
    /// One who reads a place, or the place itself, which may not be one for the item.
    struct Slot: Sendable {
        let node: Int
        /// Nil for the place itself.
        let reader: FlowNode.Reader?
        /// The judge's row.
        let row: Int
    }

    /// What one slot may not have for the same reasons, summed up.
    struct Finding: Sendable {
        let slot: Int
        /// The judge's number of the obligations that refuse.
        let refusal: Int
        var items: [Int]
        /// The shortest way of any of the items.
        var origin: Int
        var flows: [Int]
    }

    let graph: FlowGraph
    private(set) var judge: ReleaseJudge
    private(set) var slots: [Slot] = []
    /// The slots of each node.
    private(set) var slotsOfNode: [[Int]] = []
    private(set) var findings: [Finding] = []
    /// The kinds of records that rest at each node.
    private(set) var records: [Set<Int>]

    init(graph: FlowGraph, facts: FlowFacts) {
        self.graph = graph
        judge = ReleaseJudge(facts)
        records = [Set<Int>](repeating: [], count: graph.places.nodes.count)
        for (index, node) in graph.places.nodes.enumerated() {
            var own: [Int] = []
            func add(_ reader: FlowNode.Reader?, _ row: Int) {
                own.append(slots.count)
                slots.append(Slot(node: index, reader: reader, row: row))
            }
            for reader in node.readers { add(reader, judge.row(of: reader)) }
            if case .system(let system) = node.kind, let row = judge.row(of: system, at: system.hosting) {
                add(nil, row)
            }
            slotsOfNode.append(own)
        }
        search()
    }

    /// Complexity: the arcs of all items, and for each item the slots of the places that it gets to.
    private mutating func search() {
        var findingsOfSlot: [[Int]] = [[Int]](repeating: [], count: slots.count)
        let kinds = judge.facts.records.count
        var rests = [Bool](repeating: false, count: kinds * records.count)
        for (index, item) in graph.items.enumerated() {
            let spread = item.paths.spread()
            for position in item.paths.nodes.indices where spread.distance[position] >= 0 {
                let node = item.paths.nodes[position]
                rests[node * kinds + item.record] = true
                for slot in slotsOfNode[node] {
                    let refusal = refusal(of: slot, item, distance: spread.distance[position])
                    if refusal == ReleaseJudge.permitted { continue }
                    if let known = findingsOfSlot[slot].first(where: { findings[$0].refusal == refusal }) {
                        findings[known].items.append(index)
                        if spread.distance[position] < findings[known].flows.count {
                            let way = item.paths.way(to: position, in: spread)
                            (findings[known].origin, findings[known].flows) = (way.origin, way.flows)
                        }
                    } else {
                        let way = item.paths.way(to: position, in: spread)
                        findingsOfSlot[slot].append(findings.count)
                        findings.append(
                            Finding(
                                slot: slot,
                                refusal: refusal,
                                items: [index],
                                origin: way.origin,
                                flows: way.flows
                            )
                        )
                    }
                }
            }
        }
        for node in records.indices {
            records[node] = Set((0..<kinds).filter { rests[node * kinds + $0] })
        }
        findings.sort { first, second in
            (first.flows.count, first.slot, first.refusal) < (second.flows.count, second.slot, second.refusal)
        }
    }

    /// What refuses an item to a slot. A place where an item comes from did not receive it, so it is not asked there whether it may.
    mutating func refusal(of slot: Int, _ item: FlowGraph.Item, distance: Int) -> Int {
        if slots[slot].reader == nil, distance == 0 { return ReleaseJudge.permitted }
        return judge.refusal(slots[slot].row, item.record)
    }

    /// The row of a system if it were hosted in an environment; nil where it cannot be asked.
    mutating func row(of system: Plant.System, in environment: String) -> Int? {
        judge.row(of: system, at: .environment(environment))
    }

    /// What refuses a kind of records to one of the judge's rows.
    mutating func refusal(row: Int, record: Int) -> Int { judge.refusal(row, record) }

    /// The row of a reader.
    mutating func row(of reader: FlowNode.Reader) -> Int { judge.row(of: reader) }
}
