import PlantModel

/// Lists all sets of units that one instance can hold and whose reduced price is at most a bound; refuses prices by which one is below zero.
///
/// The walk adds one unit at a time, classes ascending, and turns back where even the best knapsack of the classes that follow stays above
/// the bound. In that knapsack conflicts, cuts, controls and compartments cost nothing, and a unit pays of each feature as much as it
/// takes of the capacity: units that fit together pay no feature more than once.
struct SetEnumeration {
    /// Steps and sets after which a proof counts as not verified.
    static let stepsMax = 20_000_000
    static let setsMax = 100_000

    /// Reduced prices and what each may be at most.
    typealias Layer = (prices: SetPrices, bound: Int)

    private let model: SetModel
    private let layers: [Layer]
    private var stepsLeft = Self.stepsMax
    private(set) var sets: [UnitSet] = []

    private var environment = 0
    private var classes: [Int] = []
    private var capacity: Int?
    private var grain = 0
    private var best: [[[Int]]] = []
    private var held: [Int] = []

    /// - Parameter layers: the stage's prices, which must not be below zero, then those of earlier stages.
    init(_ model: SetModel, _ layers: [Layer]) throws(CheckFailure) {
        self.model = model
        self.layers = layers
        for place in model.problem.environments.indices where model.problem.environments[place].maximumInstances > 0 {
            environment = place
            capacity = model.problem.environments[place].capacity
            grain = min(capacity ?? 0, 256)
            classes = model.classes.indices.filter {
                model.classes[$0].eligible.contains(place) && model.classes[$0].load <= capacity ?? Int.max
            }
            best = layers.map { knapsack($0.prices) }
            try extend(from: 0, again: 0, free: capacity ?? 0, price: layers.map { $0.prices.opening[place] })
        }
        sets.sort()
    }

    /// Loads in grains of the capacity, rounded down, so that what fits together still does.
    private func grains(_ load: Int) -> Int {
        guard let capacity, capacity > 0 else { return 0 }
        return Int(Int128(load) * Int128(grain) / Int128(capacity))
    }

    /// The part of a feature's price that each grain pays.
    private func share(_ feature: Int, _ of: SetPrices) -> Int { of.features[feature][environment] / max(1, grain) }

    /// `[p][g]`: the most that classes from position p on can gain in g grains.
    private func knapsack(_ prices: SetPrices) -> [[Int]] {
        var best = [[Int]](repeating: [Int](repeating: 0, count: grain + 1), count: classes.count + 1)
        for position in classes.indices.reversed() {
            let unitClass = model.classes[classes[position]]
            let size = grains(unitClass.load)
            let net =
                prices.gain(classes[position], in: environment, model)
                - unitClass.features.reduce(0) { $0 + share($1, prices) * size }
            for free in 0...grain {
                best[position][free] = best[position + 1][free]
                var count = 1
                while net > 0, count <= unitClass.units.count, count * size <= free {
                    let taken = count * net + best[position + 1][free - count * size]
                    best[position][free] = max(best[position][free], taken)
                    count += 1
                }
            }
        }
        return best
    }

    private mutating func extend(from start: Int, again: Int, free: Int, price: [Int]) throws(CheckFailure) {
        let present = Set(held.flatMap { model.classes[$0].features })
        let freeGrains = grains(free)
        // What is there already costs nothing more: its shares are taken back.
        let least = zip(price, layers).map { price, layer in
            price - present.reduce(0) { $0 + share($1, layer.prices) * freeGrains }
        }
        for position in start..<max(start, classes.count) {
            for (index, layer) in layers.enumerated()
            where least[index] - best[index][position][freeGrains] > layer.bound { return }
            let unitClass = classes[position]
            let load = model.classes[unitClass].load
            if position == start && again == model.classes[unitClass].units.count { continue }
            if capacity != nil && load > free
                || held.contains(where: { !model.mayShare($0, unitClass, in: environment) })
            {
                continue
            }
            stepsLeft -= 1
            guard stepsLeft > 0 else { throw CheckFailure("the prices leave too many sets to walk") }
            let more = zip(price, layers).map { $0 + $1.prices.added(unitClass, to: held, in: environment, model) }
            held.append(unitClass)
            try take(more)
            try extend(from: position, again: position == start ? again + 1 : 1, free: free - load, price: more)
            held.removeLast()
        }
    }

    private mutating func take(_ price: [Int]) throws(CheckFailure) {
        if zip(price, layers).contains(where: { $0 > $1.bound }) { return }
        let set = UnitSet(environment: environment, classes: held)
        let whole = zip(price, layers).map { $0 + $1.prices.together(set, model) }
        if zip(whole, layers).contains(where: { $0 > $1.bound }) { return }
        guard whole[0] >= 0, sets.count < Self.setsMax else {
            throw CheckFailure("prices below zero, or too many sets")
        }
        sets.append(set)
    }
}
