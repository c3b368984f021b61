import PlantModel

/// Finds the sets whose reduced price is low: a knapsack with conflicts, where features are paid once.
///
/// A walk over the classes of an environment, by bounds from a knapsack without conflicts. There a unit carries a share of its features by
/// the part of the capacity that it takes: the shares of all that fit together are at most the feature's price, so no bound is too high.
struct SetPricing {
    struct Found {
        /// Sets with their reduced prices, in no order that matters.
        var sets: [(set: UnitSet, price: Int)] = []
        /// Every set of at most this reduced price is among them, and perhaps some above it.
        var bound: Int
        /// False where the walk was cut short.
        var complete = true
    }

    let model: SetModel
    /// Prices and values of earlier stages: sets that these do not allow are never found.
    var earlier: [(prices: SetPrices, value: Int)] = []
    /// Classes that an instance of each environment can hold, by environment.
    private let candidates: [[Int]]

    init(_ model: SetModel) {
        self.model = model
        candidates = model.problem.environments.enumerated().map { environment, place in
            model.classes.indices.filter {
                model.classes[$0].eligible.contains(environment) && model.classes[$0].load <= place.capacity ?? Int.max
                    && place.maximumInstances > 0
            }
        }
    }

    /// Whether the earlier stages allow a set.
    func allows(_ set: UnitSet) -> Bool {
        earlier.allSatisfy { $0.prices.allow(set, in: model, value: $0.value) }
    }

    /// The sets of an environment whose reduced price is at most `bound`; only the lowest `keep` of them, with `bound` lowered accordingly.
    func sets(in environment: Int, _ prices: SetPrices, bound: Int, keep: Int, nodes: Int) -> Found {
        var walk = SetWalk(
            model,
            environment,
            candidates[environment],
            prices,
            earlier: earlier,
            bound: bound,
            keep: keep,
            nodes: nodes
        )
        return walk.run()
    }

    /// The sets of all environments whose reduced price is at most `bound`, likewise.
    func sets(_ prices: SetPrices, bound: Int, keep: Int, nodes: Int) -> Found {
        var all = Found(bound: bound)
        for environment in candidates.indices {
            let found = sets(in: environment, prices, bound: all.bound, keep: keep, nodes: nodes)
            all.complete = all.complete && found.complete
            all.bound = min(all.bound, found.bound)
            all.sets += found.sets
            if all.sets.count > keep {
                all.sets.sort { ($0.price, $0.set) < ($1.price, $1.set) }
                all.bound = min(all.bound, all.sets[keep].price - 1)
                all.sets.removeSubrange(keep...)
            }
        }
        return all
    }
}
