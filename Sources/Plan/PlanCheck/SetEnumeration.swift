import PlantModel

/// Lists all sets of units that one instance can hold and whose reduced price is at most a bound; refuses prices by which one is below zero.
///
/// The walk adds one unit at a time, those that gain most for their load first, and turns back where even the best knapsack of the classes
/// that follow stays above the bound. In that knapsack conflicts, cuts, controls and compartments cost nothing, and a unit pays of each
/// feature as much as it takes of the capacity: units that fit together pay no feature more than once.
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

    // What is walked, and by position what the walk asks for.
    private var environment = 0
    private var classes: [Int] = []
    private var clashes: [[Bool]] = []
    private var capacity: Int?
    private var grain = 0
    private var best: [[[Int]]] = []
    // What is held: classes, how often each feature is called for, and by layer the shares of these features.
    private var held: [Int] = []
    private var calls: [Int]
    private var shares: [Int]

    /// - Parameter layers: the stage's prices, which must not be below zero, then those of earlier stages.
    init(_ model: SetModel, _ layers: [Layer]) throws(CheckFailure) {
        self.model = model
        self.layers = layers
        calls = model.problem.features.map { _ in 0 }
        shares = layers.map { _ in 0 }
        for place in model.problem.environments.indices where model.problem.environments[place].maximumInstances > 0 {
            environment = place
            capacity = model.problem.environments[place].capacity
            grain = min(capacity ?? 0, 256)
            let here = model.classes.indices.filter {
                model.classes[$0].eligible.contains(place) && model.classes[$0].load <= capacity ?? Int.max
            }
            let density = here.map { Double(net($0, layers[0].prices)) / Double(grains(model.classes[$0].load) + 1) }
            classes = here.indices.sorted { (density[$1], $0) < (density[$0], $1) }.map { here[$0] }
            clashes = classes.map { one in model.classes.indices.map { !model.mayShare(one, $0, in: place) } }
            best = layers.map { knapsack($0.prices) }
            try extend(from: 0, again: 0, free: capacity ?? Int.max, price: layers.map { $0.prices.opening[place] })
        }
        sets.sort()
    }

    /// Loads in grains of the capacity, rounded down, so that what fits together still does.
    private func grains(_ load: Int) -> Int {
        capacity.map { grain == $0 ? load : Int(Int128(load) * Int128(grain) / Int128($0)) } ?? 0
    }

    /// The part of a feature's price that each grain pays.
    private func share(_ feature: Int, _ of: SetPrices) -> Int { of.features[feature][environment] / max(1, grain) }

    /// What a unit gains where it pays its part of its features.
    private func net(_ unitClass: Int, _ prices: SetPrices) -> Int {
        let size = grains(model.classes[unitClass].load)
        return prices.gain(unitClass, in: environment, model)
            - model.classes[unitClass].features.reduce(0) { $0 + share($1, prices) * size }
    }

    /// `[p][g]`: the most that classes from position p on can gain in g grains.
    private func knapsack(_ prices: SetPrices) -> [[Int]] {
        var best = [[Int]](repeating: [Int](repeating: 0, count: grain + 1), count: classes.count + 1)
        for position in classes.indices.reversed() {
            let (size, net) = (grains(model.classes[classes[position]].load), net(classes[position], prices))
            let count = model.classes[classes[position]].units.count
            for free in 0...grain {
                let most = net <= 0 ? 0 : size == 0 ? count : min(count, free / size)
                let gains = (0...most).map { $0 * net + best[position + 1][free - $0 * size] }
                best[position][free] = gains.max() ?? 0
            }
        }
        return best
    }

    private mutating func extend(from start: Int, again: Int, free: Int, price: [Int]) throws(CheckFailure) {
        let freeGrains = grains(free)
        for position in start..<max(start, classes.count) {
            let unitClass = classes[position]
            // What is there already costs nothing more: its shares are taken back.
            for layer in layers.indices
            where price[layer] - shares[layer] * freeGrains - best[layer][position][freeGrains] > layers[layer].bound {
                return
            }
            let load = model.classes[unitClass].load
            let isSpent = position == start && again == model.classes[unitClass].units.count
            if isSpent || load > free || held.contains(where: { clashes[position][$0] }) { continue }
            stepsLeft -= 1
            guard stepsLeft > 0 else { throw CheckFailure("the prices leave too many sets to walk") }
            let more = zip(price, layers).map { $0 + $1.prices.added(unitClass, to: held, in: environment, model) }
            call(unitClass, 1)
            held.append(unitClass)
            try take(more)
            let times = position == start ? again + 1 : 1
            try extend(from: position, again: times, free: free - load, price: more)
            held.removeLast()
            call(unitClass, -1)
        }
    }

    private mutating func call(_ unitClass: Int, _ times: Int) {
        for feature in model.classes[unitClass].features {
            calls[feature] += times
            if calls[feature] != max(0, times) { continue }
            for layer in layers.indices { shares[layer] += times * share(feature, layers[layer].prices) }
        }
    }

    private mutating func take(_ price: [Int]) throws(CheckFailure) {
        for layer in layers.indices where price[layer] > layers[layer].bound { return }
        let set = UnitSet(environment: environment, classes: held)
        let whole = zip(price, layers).map { $0 + $1.prices.together(set, model) }
        for layer in layers.indices where whole[layer] > layers[layer].bound { return }
        guard whole[0] >= 0 else { throw CheckFailure("the prices put a set below zero") }
        guard sets.count < Self.setsMax else { throw CheckFailure("the prices leave too many sets") }
        sets.append(set)
    }
}
