import Classification
import PlantModel

/// What was found, in the names of the plant file.
struct FlowNames {
    let plant: Plant
    let search: ReleaseSearch

    private var graph: FlowGraph { search.graph }
    private var nodes: [FlowNode] { graph.places.nodes }

    func release(
        _ finding: ReleaseSearch.Finding,
        options: [(actions: [CutColumns.Action], cost: Int)]
    ) -> PossibleRelease {
        let slot = search.slots[finding.slot]
        let node = nodes[slot.node]
        var environment: String?
        if case .environment(let id)? = slot.reader?.reach { environment = id }
        return PossibleRelease(
            at: node.id,
            place: node.place?.description,
            audience: slot.reader?.audience,
            channel: slot.reader?.channel.rawValue ?? "receive",
            environment: environment,
            refusedBy: search.judge.refusals[finding.refusal],
            data: data(finding.items),
            origin: nodes[finding.origin].id,
            flows: finding.flows.map { plant.flows[$0].id },
            options: options.flatMap { option in
                actions(option.actions).map { PossibleRelease.Option(action: $0.action, cost: option.cost) }
            }
        )
    }

    /// Programs with the same classes together, in the order of the file.
    private func data(_ items: [Int]) -> [PossibleRelease.Data] {
        var classes: [String: Set<DataClass>] = [:]
        for index in items {
            for program in graph.items[index].programs {
                classes[program, default: []].insert(graph.items[index].dataClass)
            }
        }
        var order: [Set<DataClass>] = []
        var programs: [Set<DataClass>: [String]] = [:]
        for program in plant.programs {
            guard let own = classes[program.id] else { continue }
            if programs[own] == nil { order.append(own) }
            programs[own, default: []].append(program.id)
        }
        return order.map { own in
            PossibleRelease.Data(programs: programs[own] ?? [], classes: Self.names(own))
        }
    }

    private static func names(_ classes: Set<DataClass>) -> [String] {
        DataClass.allCases.filter(classes.contains).map(\.rawValue)
    }

    /// Actions as they are told: a filter with all that it drops is one.
    func actions(_ columns: [CutColumns.Action]) -> [(action: CutAction, columns: [CutColumns.Action])] {
        var drops: [Int: Set<DataClass>] = [:]
        for case .drop(let flow, let dataClass) in columns { drops[flow, default: []].insert(dataClass) }
        return columns.compactMap { column in
            switch column {
            case .drop: nil
            case .filter(let flow):
                (
                    CutAction(
                        kind: .filter,
                        flow: plant.flows[flow].id,
                        classes: Self.names(drops[flow] ?? []),
                        audience: nil,
                        at: nil,
                        environment: nil
                    ), [column] + (drops[flow] ?? []).map { .drop(flow: flow, $0) }
                )
            case .stop(let flow):
                (
                    CutAction(
                        kind: .stopFlow,
                        flow: plant.flows[flow].id,
                        classes: [],
                        audience: nil,
                        at: nil,
                        environment: nil
                    ), [column]
                )
            case .narrow(let reader): (narrowing(reader), [column])
            case .rehost(let node, let environment):
                (
                    CutAction(
                        kind: .rehost,
                        flow: nil,
                        classes: [],
                        audience: nil,
                        at: nodes[node].id,
                        environment: plant.environments[environment].id
                    ), [column]
                )
            }
        }
    }

    private func narrowing(_ reader: FlowNode.Reader) -> CutAction {
        var (at, environment): (String?, String?)
        switch reader.reach {
        case .node(let node): at = nodes[node].id
        case .environment(let id): environment = id
        }
        return CutAction(
            kind: reader.channel == .system ? .narrowAudience : .narrowAdministration,
            flow: nil,
            classes: [],
            audience: reader.audience,
            at: at,
            environment: environment
        )
    }

    func cut(_ outcome: FlowCut.Outcome, of search: ReleaseSearch) -> ReleaseCut {
        let costs = CutColumns(costs: plant.flowCosts)
        let parts = actions(outcome.actions).map { told in
            ReleaseCut.Part(
                action: told.action,
                cost: told.columns.map(costs.price).reduce(0, +),
                cuts: search.findings.count { cuts(told.columns, $0) },
                place: place(of: told.columns[0])?.description
            )
        }
        return ReleaseCut(
            status: outcome.bound >= outcome.cost ? "proved" : "bounded",
            cost: outcome.cost,
            bound: outcome.bound,
            parts: parts,
            idle: idle(after: outcome.actions),
            proof: outcome.proof
        )
    }

    private func cuts(_ columns: [CutColumns.Action], _ finding: ReleaseSearch.Finding) -> Bool {
        let slot = search.slots[finding.slot]
        return columns.contains { column in
            switch column {
            case .filter: false
            case .drop(let flow, let dataClass):
                finding.flows.contains(flow)
                    && finding.items.contains { graph.items[$0].dataClass == dataClass }
            case .stop(let flow): finding.flows.contains(flow)
            case .narrow(let reader): slot.reader == reader
            case .rehost(let node, _): slot.node == node && slot.reader?.channel != .system
            }
        }
    }

    private func place(of column: CutColumns.Action) -> SourcePlace? {
        switch column {
        case .filter(let flow), .stop(let flow), .drop(let flow, _): plant.flows[flow].place
        case .narrow(let reader):
            switch reader.reach {
            case .node(let node): nodes[node].place
            case .environment(let id): plant.environments.first { $0.id == id }?.place
            }
        case .rehost(let node, _): nodes[node].place
        }
    }

    /// What flows that are left say they carry, and nothing brings to them any longer.
    private func idle(after actions: [CutColumns.Action]) -> [ReleaseCut.Idle] {
        let effect = CutEffect(actions)
        var idle: [Int: [Int]] = [:]
        for (index, item) in graph.items.enumerated() {
            let cut = effect.flows(without: item.dataClass)
            for flow in item.paths.idleFlows(in: item.paths.spread { cut.contains($0) }) where !effect.isStopped(flow) {
                idle[flow, default: []].append(index)
            }
        }
        return idle.sorted { $0.key < $1.key }.map { flow, items in
            ReleaseCut.Idle(
                flow: plant.flows[flow].id,
                data: data(items),
                place: plant.flows[flow].place.description
            )
        }
    }

    /// The label of each place: the join of all that rests there.
    var holdings: [FlowHolding] {
        var joined: [Set<Int>: Label] = [:]
        return nodes.indices.compactMap { node in
            let records = search.records[node]
            guard !records.isEmpty else { return nil }
            let label =
                joined[records] ?? Label.join(Set(records.map { search.judge.facts.records[$0].label }))
            joined[records] = label
            return FlowHolding(at: nodes[node].id, kinds: records.count, label: label.description)
        }
    }
}
