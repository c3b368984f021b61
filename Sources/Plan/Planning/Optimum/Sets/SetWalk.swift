import PlantModel

/// The walk over the sets of one environment.
struct SetWalk {
    private let model: SetModel
    private let environment: Int
    private let prices: SetPrices
    private let keep: Int
    private var nodesLeft: Int
    private var found: SetPricing.Found

    /// By position, in the order of the walk.
    private var classes: [Int] = []
    private var gain: [Int] = []
    private var load: [Int] = []
    private var count: [Int] = []
    private var features: [[Int]] = []
    private var cuts: [[Int]] = []
    private var conflicts: [[Bool]] = []

    private let capacity: Int
    /// Loads in parts of the capacity, rounded down: what fits still fits.
    private let parts: Int
    /// By position and free parts: at most this can still be gained, were there no conflicts and every feature shared in full.
    private var reach: [Int] = []
    /// By feature: its price, and its share for each part of the capacity.
    private var featurePrice: [Int] = []
    private var featureShare: [Int] = []

    private var chosen: [Int] = []
    private var featureCount: [Int] = []
    private var cutCount: [Int] = []

    init(
        _ model: SetModel,
        _ environment: Int,
        _ candidates: [Int],
        _ prices: SetPrices,
        bound: Int,
        keep: Int,
        nodes: Int
    ) {
        self.model = model
        self.environment = environment
        self.prices = prices
        self.keep = keep
        nodesLeft = nodes
        found = SetPricing.Found(bound: bound)
        capacity = model.problem.environments[environment].capacity ?? Int.max
        parts = min(capacity == Int.max ? 0 : capacity, 512)
        prepareFeatures(candidates)
        cutCount = [Int](repeating: 0, count: prices.cuts.count)
        var cutsOfClass: [Int: [Int]] = [:]
        for (index, cut) in prices.cuts.enumerated() where cut.price > 0 {
            for unitClass in cut.classes { cutsOfClass[unitClass, default: []].append(index) }
        }
        var entries: [(unitClass: Int, gain: Int, net: Int, part: Int)] = []
        for unitClass in candidates {
            let known = model.classes[unitClass]
            guard let position = known.eligible.firstIndex(of: environment) else { continue }
            let gain = prices.gains[unitClass][position]
            let part = self.part(known.load)
            let net = gain - known.features.reduce(0) { $0 + featureShare[$1] * part }
            entries.append((unitClass, gain, net, part))
        }
        // What gains most for its load first: bounds fall quickly from there.
        entries.sort {
            let (left, right) = (Double($0.net) / Double($0.part + 1), Double($1.net) / Double($1.part + 1))
            return left != right ? left > right : $0.unitClass < $1.unitClass
        }
        for entry in entries {
            let known = model.classes[entry.unitClass]
            classes.append(entry.unitClass)
            gain.append(entry.gain)
            load.append(known.load)
            count.append(known.units.count)
            features.append(known.features.filter { featurePrice[$0] > 0 })
            cuts.append(cutsOfClass[entry.unitClass] ?? [])
        }
        conflicts = classes.map { first in classes.map { !model.mayShare(first, $0, in: environment) } }
        prepareReach(entries.map { ($0.net, $0.part) })
    }

    private func part(_ load: Int) -> Int {
        if parts == 0 { return 0 }
        return parts == capacity ? load : Int(Int128(load) * Int128(parts) / Int128(capacity))
    }

    private mutating func prepareFeatures(_ candidates: [Int]) {
        featurePrice = prices.features.map { $0[environment] }
        featureShare = featurePrice.map { parts == 0 ? 0 : $0 / parts }
        featureCount = featurePrice.map { _ in 0 }
    }

    /// A bounded knapsack from the last position to the first.
    private mutating func prepareReach(_ entries: [(net: Int, part: Int)]) {
        let width = parts + 1
        reach = [Int](repeating: 0, count: (entries.count + 1) * width)
        for position in entries.indices.reversed() {
            let (net, part) = entries[position]
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
    }

    mutating func run() -> SetPricing.Found {
        extend(from: 0, taken: 0, free: capacity, price: prices.opening[environment], share: 0)
        if !found.complete { found.bound = -1 }
        return found
    }

    private mutating func extend(from start: Int, taken: Int, free: Int, price: Int, share: Int) {
        let freeParts = part(free == Int.max ? 0 : free)
        // Features that are already there cost nothing more, so what shares counted for them comes back.
        let back = share * freeParts
        var position = start
        while position < classes.count {
            defer { position += 1 }
            if price - reach[position * (parts + 1) + freeParts] - back > found.bound { return }
            if load[position] > free || (position == start && taken == count[position]) { continue }
            if chosen.contains(where: { conflicts[position][$0] }) { continue }
            nodesLeft -= 1
            if nodesLeft < 0 {
                found.complete = false
                return
            }
            add(position, taken: position == start ? taken : 0, free: free, price: price, share: share)
            if !found.complete { return }
        }
    }

    private mutating func add(_ position: Int, taken: Int, free: Int, price: Int, share: Int) {
        var (price, share) = (price - gain[position], share)
        for feature in features[position] {
            if featureCount[feature] == 0 {
                price += featurePrice[feature]
                share += featureShare[feature]
            }
            featureCount[feature] += 1
        }
        for cut in cuts[position] {
            cutCount[cut] += 1
            if cutCount[cut].isMultiple(of: 2) { price += prices.cuts[cut].price }
        }
        chosen.append(position)
        emit(price)
        let left = free == Int.max ? free : free - load[position]
        extend(from: position, taken: taken + 1, free: left, price: price, share: share)
        chosen.removeLast()
        for cut in cuts[position] { cutCount[cut] -= 1 }
        for feature in features[position] { featureCount[feature] -= 1 }
    }

    private mutating func emit(_ price: Int) {
        guard price <= found.bound else { return }
        let set = UnitSet(environment: environment, classes: chosen.map { classes[$0] })
        var price = price
        if prices.compartment > 0 { price += prices.compartment * (model.compartments(of: set).count - 1) }
        if prices.overControl > 0 { price += prices.overControl * model.overControl(of: set) }
        guard price <= found.bound else { return }
        found.sets.append((set, price))
        // The lowest are picked out now and then; from there on only lower ones are looked for.
        if found.sets.count >= 2 * keep + 16 {
            found.sets.sort { ($0.price, $0.set) < ($1.price, $1.set) }
            found.bound = min(found.bound, found.sets[keep].price - 1)
            found.sets.removeSubrange(keep...)
        }
    }
}
