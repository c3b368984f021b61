import PlantModel

/// The walk over the sets of one environment.
struct SetWalk {
    /// One kind of reduced price: that of the stage, or one by which an earlier stage leaves out sets.
    private struct Layer {
        let prices: SetPrices
        /// Only sets of at most this price are looked for.
        var bound: Int
        /// By position.
        var gain: [Int] = []
        var cuts: [[Int]] = []
        /// By feature: its price, and its share for each part of the capacity.
        var featurePrice: [Int]
        var featureShare: [Int]
        /// By position and free parts: at most this can still be gained, were there no conflicts and every feature shared in full.
        var reach: [Int] = []
        /// Of the units chosen so far.
        var price: Int
        var share = 0
        var cutCount: [Int]
    }

    private let model: SetModel
    private let environment: Int
    private let keep: Int
    private var nodesLeft: Int
    private var found: SetPricing.Found
    /// The stage first, then earlier ones.
    private var layers: [Layer] = []

    /// By position, in the order of the walk.
    private var classes: [Int] = []
    private var load: [Int] = []
    private var count: [Int] = []
    private var features: [[Int]] = []
    private var conflicts: [[Bool]] = []

    private let capacity: Int
    /// Loads are counted in parts of the capacity, rounded down: what fits still fits.
    private let parts: Int

    private var chosen: [Int] = []
    private var featureCount: [Int]

    init(
        _ model: SetModel,
        _ environment: Int,
        _ candidates: [Int],
        _ prices: SetPrices,
        earlier: [(prices: SetPrices, value: Int)],
        bound: Int,
        keep: Int,
        nodes: Int
    ) {
        self.model = model
        self.environment = environment
        self.keep = keep
        nodesLeft = nodes
        found = SetPricing.Found(bound: bound)
        capacity = model.problem.environments[environment].capacity ?? Int.max
        parts = min(capacity == Int.max ? 0 : capacity, 512)
        featureCount = model.problem.features.map { _ in 0 }
        addLayer(prices, bound: bound)
        for (prices, value) in earlier {
            addLayer(prices, bound: value * PlacementCertificate.scale - prices.base)
        }
        var order: [(unitClass: Int, density: Double)] = candidates.map { unitClass in
            let net = net(unitClass, layers[0])
            return (unitClass, Double(net) / Double(part(model.classes[unitClass].load) + 1))
        }
        // What gains most for its load first: bounds fall quickly from there.
        order.sort { $0.density != $1.density ? $0.density > $1.density : $0.unitClass < $1.unitClass }
        classes = order.map(\.unitClass)
        load = classes.map { model.classes[$0].load }
        count = classes.map { model.classes[$0].units.count }
        features = classes.map { model.classes[$0].features }
        conflicts = classes.map { first in classes.map { !model.mayShare(first, $0, in: environment) } }
        for index in layers.indices { prepare(index) }
    }

    private func part(_ load: Int) -> Int {
        if parts == 0 { return 0 }
        return parts == capacity ? load : Int(Int128(load) * Int128(parts) / Int128(capacity))
    }

    private mutating func addLayer(_ prices: SetPrices, bound: Int) {
        let featurePrice = prices.features.map { $0[environment] }
        layers.append(
            Layer(
                prices: prices,
                bound: bound,
                featurePrice: featurePrice,
                featureShare: featurePrice.map { parts == 0 ? 0 : $0 / parts },
                price: prices.opening[environment],
                cutCount: prices.cuts.map { _ in 0 }
            )
        )
    }

    private func gain(_ unitClass: Int, _ layer: Layer) -> Int {
        guard let position = model.classes[unitClass].eligible.firstIndex(of: environment) else { return 0 }
        return layer.prices.gains[unitClass][position]
    }

    /// What a unit gains where it pays its share of its features.
    private func net(_ unitClass: Int, _ layer: Layer) -> Int {
        let part = part(model.classes[unitClass].load)
        return gain(unitClass, layer)
            - model.classes[unitClass].features.reduce(0) { $0 + layer.featureShare[$1] * part }
    }

    /// A bounded knapsack from the last position to the first.
    private mutating func prepare(_ index: Int) {
        var layer = layers[index]
        layer.gain = classes.map { gain($0, layer) }
        var cutsOfClass: [Int: [Int]] = [:]
        for (index, cut) in layer.prices.cuts.enumerated() where cut.price > 0 {
            for unitClass in cut.classes { cutsOfClass[unitClass, default: []].append(index) }
        }
        layer.cuts = classes.map { cutsOfClass[$0] ?? [] }
        let width = parts + 1
        var reach = [Int](repeating: 0, count: (classes.count + 1) * width)
        for position in classes.indices.reversed() {
            let (net, part) = (net(classes[position], layer), part(load[position]))
            let (row, below) = (position * width, (position + 1) * width)
            for free in 0..<width {
                var best = reach[below + free]
                if net > 0 {
                    let most = part == 0 ? count[position] : min(count[position], free / part)
                    for taken in 0...most { best = max(best, taken * net + reach[below + free - taken * part]) }
                }
                reach[row + free] = best
            }
        }
        layer.reach = reach
        layers[index] = layer
    }

    mutating func run() -> SetPricing.Found {
        extend(from: 0, taken: 0, free: capacity)
        if !found.complete { found.bound = -1 }
        return found
    }

    /// Whether every price can still come down to its bound by units from a position on.
    private func isWithinReach(_ position: Int, _ freeParts: Int) -> Bool {
        let place = position * (parts + 1) + freeParts
        for index in layers.indices {
            // Features that are already there cost nothing more, so what shares counted for them comes back.
            let back = layers[index].share * freeParts
            if layers[index].price - layers[index].reach[place] - back > layers[index].bound { return false }
        }
        return true
    }

    private mutating func extend(from start: Int, taken: Int, free: Int) {
        let freeParts = part(free == Int.max ? 0 : free)
        for position in start..<classes.count {
            if !isWithinReach(position, freeParts) { return }
            if load[position] > free || (position == start && taken == count[position]) { continue }
            if chosen.contains(where: { conflicts[position][$0] }) { continue }
            nodesLeft -= 1
            if nodesLeft < 0 { found.complete = false }
            if !found.complete { return }
            add(position)
            emit()
            let left = free == Int.max ? free : free - load[position]
            extend(from: position, taken: position == start ? taken + 1 : 1, free: left)
            remove(position)
        }
    }

    private mutating func add(_ position: Int) {
        for index in layers.indices {
            layers[index].price -= layers[index].gain[position]
            for feature in features[position] where featureCount[feature] == 0 {
                layers[index].price += layers[index].featurePrice[feature]
                layers[index].share += layers[index].featureShare[feature]
            }
            for cut in layers[index].cuts[position] {
                layers[index].cutCount[cut] += 1
                if layers[index].cutCount[cut].isMultiple(of: 2) {
                    layers[index].price += layers[index].prices.cuts[cut].price
                }
            }
        }
        for feature in features[position] { featureCount[feature] += 1 }
        chosen.append(position)
    }

    private mutating func remove(_ position: Int) {
        chosen.removeLast()
        for feature in features[position] { featureCount[feature] -= 1 }
        for index in layers.indices {
            layers[index].price += layers[index].gain[position]
            for feature in features[position] where featureCount[feature] == 0 {
                layers[index].price -= layers[index].featurePrice[feature]
                layers[index].share -= layers[index].featureShare[feature]
            }
            for cut in layers[index].cuts[position] {
                if layers[index].cutCount[cut].isMultiple(of: 2) {
                    layers[index].price -= layers[index].prices.cuts[cut].price
                }
                layers[index].cutCount[cut] -= 1
            }
        }
    }

    private mutating func emit() {
        for layer in layers where layer.price > layer.bound { return }
        let set = UnitSet(environment: environment, classes: chosen.map { classes[$0] })
        var price = layers[0].price
        for (index, layer) in layers.enumerated() {
            var whole = layer.price
            if layer.prices.compartment > 0 {
                whole += layer.prices.compartment * (model.compartments(of: set).count - 1)
            }
            if layer.prices.overControl > 0 { whole += layer.prices.overControl * model.overControl(of: set) }
            if whole > layer.bound { return }
            if index == 0 { price = whole }
        }
        found.sets.append((set, price))
        // The lowest are picked out now and then; from there on only lower ones are looked for.
        if found.sets.count >= 2 * keep + 16 {
            found.sets.sort { ($0.price, $0.set) < ($1.price, $1.set) }
            found.bound = min(found.bound, found.sets[keep].price - 1)
            layers[0].bound = found.bound
            found.sets.removeSubrange(keep...)
        }
    }
}
