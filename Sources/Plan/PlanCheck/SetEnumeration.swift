import PlantModel

/// Lists all sets of units that one instance can hold and whose reduced price is at most a bound; refuses prices by which one is below zero.
///
/// The walk adds one unit at a time, classes ascending, and turns back where even the best knapsack of the classes that follow stays above
/// the bound. In that knapsack conflicts, cuts, controls and compartments cost nothing, and a unit pays of each feature as much as it
/// takes of the capacity: units that fit together pay no feature more than once.
struct SetEnumeration {
    /// Steps and sets after which a proof counts as not verified.
    static let stepsMax = 60_000_000
    static let setsMax = 100_000

    /// Prices and values of earlier stages: sets that these do not allow are left out.
    typealias Earlier = [(prices: SetPrices, value: Int)]

    private let model: SetModel
    private let prices: SetPrices
    private let bound: Int
    private let earlier: Earlier
    private var stepsLeft = Self.stepsMax
    private(set) var sets: [UnitSet] = []

    private var environment = 0
    private var classes: [Int] = []
    private var capacity: Int?
    private var grain = 0
    private var best: [[Int]] = []
    private var held: [Int] = []

    init(_ model: SetModel, _ prices: SetPrices, bound: Int, earlier: Earlier) throws(CheckFailure) {
        self.earlier = earlier
        self.model = model
        self.prices = prices
        self.bound = bound
        for place in model.problem.environments.indices where model.problem.environments[place].maximumInstances > 0 {
            environment = place
            capacity = model.problem.environments[place].capacity
            grain = min(capacity ?? 0, 256)
            classes = model.classes.indices.filter {
                model.classes[$0].eligible.contains(place) && model.classes[$0].load <= capacity ?? Int.max
            }
            prepare()
            try extend(from: 0, again: 0, free: capacity ?? 0, price: prices.opening[place])
        }
        sets.sort()
    }

    /// Loads in grains of the capacity, rounded down, so that what fits together still does.
    private func grains(_ load: Int) -> Int {
        guard let capacity, capacity > 0 else { return 0 }
        return Int(Int128(load) * Int128(grain) / Int128(capacity))
    }

    /// The part of a feature's price that each grain pays.
    private func share(_ feature: Int) -> Int { grain == 0 ? 0 : prices.features[feature][environment] / grain }

    private func gain(_ unitClass: Int) -> Int {
        model.classes[unitClass].eligible.firstIndex(of: environment).map { prices.gains[unitClass][$0] } ?? 0
    }

    /// `best[p][g]`: the most that classes from position p on can gain in g grains.
    private mutating func prepare() {
        best = [[Int]](repeating: [Int](repeating: 0, count: grain + 1), count: classes.count + 1)
        for position in classes.indices.reversed() {
            let unitClass = model.classes[classes[position]]
            let size = grains(unitClass.load)
            let net = gain(classes[position]) - unitClass.features.reduce(0) { $0 + share($1) * size }
            for free in 0...grain {
                best[position][free] = best[position + 1][free]
                var count = 1
                while net > 0, count <= unitClass.units.count, count * size <= free {
                    best[position][free] = max(
                        best[position][free],
                        count * net + best[position + 1][free - count * size]
                    )
                    count += 1
                }
            }
        }
    }

    private mutating func extend(from start: Int, again: Int, free: Int, price: Int) throws(CheckFailure) {
        let present = Set(held.flatMap { model.classes[$0].features })
        let freeGrains = grains(free)
        // What is there already costs nothing more: its shares are taken back.
        let back = present.reduce(0) { $0 + share($1) * freeGrains }
        for position in start..<max(start, classes.count) {
            if price - back - best[position][freeGrains] > bound { return }
            let unitClass = classes[position]
            let load = model.classes[unitClass].load
            if position == start && again == model.classes[unitClass].units.count { continue }
            if capacity != nil && load > free { continue }
            if held.contains(where: { !model.mayShare($0, unitClass, in: environment) }) { continue }
            stepsLeft -= 1
            guard stepsLeft > 0 else { throw CheckFailure("the prices leave too many sets to be walked") }
            var extended = price - gain(unitClass)
            for feature in model.classes[unitClass].features where !present.contains(feature) {
                extended += prices.features[feature][environment]
            }
            held.append(unitClass)
            for cut in prices.cuts where cut.classes.contains(unitClass) {
                if held.filter(cut.classes.contains).count.isMultiple(of: 2) { extended += cut.price }
            }
            try take(extended)
            try extend(from: position, again: position == start ? again + 1 : 1, free: free - load, price: extended)
            held.removeLast()
        }
    }

    private mutating func take(_ price: Int) throws(CheckFailure) {
        guard price <= bound else { return }
        let set = UnitSet(environment: environment, classes: held)
        let whole =
            price + prices.compartment * (model.compartments(of: set).count - 1)
            + prices.overControl * model.overControl(of: set)
        guard whole <= bound, earlier.allSatisfy({ $0.prices.allow(set, in: model, value: $0.value) }) else { return }
        guard whole >= 0 else { throw CheckFailure("the prices put a set below zero") }
        guard sets.count < Self.setsMax else { throw CheckFailure("the prices leave too many sets") }
        sets.append(set)
    }
}
