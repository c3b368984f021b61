import PlantModel

/// Columns and places in the names by which a proof tells them.
struct CutNaming: Sendable {
    let plant: Plant
    let nodes: [FlowNode]

    func flow(_ index: Int) -> String { plant.flows[index].id }

    func place(_ node: Int) -> ReleaseProof.Place {
        switch nodes[node].kind {
        case .system(let system): ReleaseProof.Place(system: system.id)
        case .instance: ReleaseProof.Place(instance: nodes[node].id)
        case .nowhere: ReleaseProof.Place()
        }
    }

    func action(_ action: CutColumns.Action) -> ReleaseProof.Action {
        switch action {
        case .filter(let index): .filter(flow: flow(index))
        case .drop(let index, let dataClass): .drop(flow: flow(index), dataClass: dataClass.rawValue)
        case .stop(let index): .stop(flow: flow(index))
        case .narrow(let reader):
            switch reader.reach {
            case .node(let node): .narrow(place(node), audience: reader.audience)
            case .environment(let id): .narrowStaff(environment: id, audience: reader.audience)
            }
        case .rehost(let node, let environment):
            .rehost(system: nodes[node].id, environment: plant.environments[environment].id)
        }
    }
}

extension PlacementCertificate.Node {
    /// The same proof for rows and columns in another order: the new place of each by its old.
    func renumbered(column: [Int], row: [Int]) -> PlacementCertificate.Node {
        func moved(_ multipliers: [PlacementCertificate.Multiplier]) -> [PlacementCertificate.Multiplier] {
            multipliers.map { PlacementCertificate.Multiplier(row: row[$0.row], times: $0.times) }
                .sorted { $0.row < $1.row }
        }
        return switch self {
        case .end(let multipliers): .end(moved(multipliers))
        case .open(let multipliers): .open(moved(multipliers))
        case .split(let old, let at, let below, let above):
            .split(
                column: column[old],
                at: at,
                below: below.renumbered(column: column, row: row),
                above: above.renumbered(column: column, row: row)
            )
        }
    }
}
