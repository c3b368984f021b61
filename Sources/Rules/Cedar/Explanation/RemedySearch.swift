/// Looks for the minimal sets of changes that permit a denied request, fewest changes first.
///
/// Some policy stands in the way of every world that is denied: a forbid that holds, or the want of a permit. Each change that could
/// remove the obstacle leads to another world; which is tried in turn. No remedy of the changes that are offered is missed up to the
/// bounds, because every remedy has to remove every obstacle.
struct RemedySearch {
    private struct State {
        let changes: [FactChange]
        let world: FactWorld
    }

    private let explainer: Explainer
    private(set) var remedies: [[FactChange]] = []
    private(set) var isCut = false
    private var worlds = 0
    /// How many entities and policies are looked at in all worlds together.
    private static let workMax = 2_000_000

    init(_ explainer: Explainer) { self.explainer = explainer }

    mutating func run(from world: FactWorld) {
        let size = world.entities.count + explainer.conditions.count + 1
        let worldsMax = min(explainer.limits.worldsMax, Self.workMax / size)
        var level = [State(changes: [], world: world)]
        var tried: Set<Set<FactChange>> = [[]]
        while !level.isEmpty {
            var next: [State] = []
            for state in level {
                for change in candidates(state) {
                    guard let grown = grow(state, change, &tried) else { continue }
                    if remedies.contains(where: { Set($0).isSubset(of: Set(grown.changes)) }) { continue }
                    guard worlds < worldsMax, remedies.count < explainer.limits.remediesMax else {
                        isCut = true
                        return
                    }
                    worlds += 1
                    if permits(grown.world) {
                        let needed = neededPart(of: grown.changes, world)
                        if !remedies.contains(where: { Set($0).isSubset(of: Set(needed)) }) { remedies.append(needed) }
                    } else if grown.changes.count < explainer.limits.changesMax {
                        next.append(grown)
                    } else {
                        isCut = true
                    }
                }
            }
            level = next
        }
    }

    private func grow(
        _ state: State,
        _ change: FactChange,
        _ tried: inout Set<Set<FactChange>>
    ) -> State? {
        if state.changes.contains(where: { !$0.goes(with: change) }) { return nil }
        let changes = state.changes + [change]
        guard tried.insert(Set(changes)).inserted, let world = state.world.applying(change), conforms(world, change)
        else { return nil }
        return State(changes: changes, world: world)
    }

    private func conforms(_ world: FactWorld, _ change: FactChange) -> Bool {
        guard let schema = explainer.schema else { return true }
        switch change.place.owner {
        case .context: return schema.problems(of: world.request).isEmpty
        case .entity(let uid): return world.entities[uid].map { schema.problems(of: $0).isEmpty } ?? false
        }
    }

    /// Whether what may be seen settles that the request is permitted; the authorizer is asked too.
    private func permits(_ world: FactWorld) -> Bool {
        let sight = VisibleEvaluation(world, explainer.hidden)
        let outcomes = explainer.conditions.map { explainer.outcome($0.condition, sight) }
        return explainer.decision(outcomes) == .allow && explainer.decision(world.evaluator) == .allow
    }

    /// The smallest part of the changes that permits. All parts that are smaller are tried, so that none of its changes is needless.
    private func neededPart(of changes: [FactChange], _ world: FactWorld) -> [FactChange] {
        let masks = (1..<(1 << changes.count)).sorted { one, two in
            (one.nonzeroBitCount, one) < (two.nonzeroBitCount, two)
        }
        for mask in masks.dropLast() {
            let part = changes.enumerated().filter { mask & (1 << $0.offset) != 0 }.map(\.element)
            var reached: FactWorld? = world
            for change in part {
                guard let current = reached else { break }
                reached = current.applying(change)
            }
            if let reached, permits(reached) { return part }
        }
        return changes
    }

    // MARK: Candidates

    private func candidates(_ state: State) -> [FactChange] {
        let sight = VisibleEvaluation(state.world, explainer.hidden)
        let outcomes = explainer.conditions.map { explainer.outcome($0.condition, sight) }
        var finder = ChangeFinder(sight, explainer.granters, explainer.schema)
        let entries = explainer.conditions
        let obstacle =
            entries.indices.first { explainer.isForbidding($0, outcomes[$0]) }
            ?? entries.indices.first { index in
                if case .hidden = outcomes[index] { entries[index].policy.effect == .forbid } else { false }
            }
        let isPermitted = entries.indices.contains { index in
            if case .satisfied = outcomes[index] { entries[index].policy.effect == .permit } else { false }
        }
        if let obstacle {
            finder.want(false, of: entries[obstacle].condition)
        } else if !isPermitted {
            for entry in entries where entry.policy.effect == .permit { finder.want(true, of: entry.condition) }
        }
        return finder.changes.sorted(by: FactChange.precedes)
    }
}

extension FactChange {
    /// Whether both can be made: two values for one fact cannot.
    fileprivate func goes(with other: FactChange) -> Bool {
        guard place == other.place else { return true }
        switch (kind, other.kind) {
        case (.join, .join), (.leave, .leave), (.join, .leave), (.leave, .join), (.add, .add), (.remove, .remove),
            (.add, .remove), (.remove, .add):
            return kind != other.kind
        default: return false
        }
    }
}
