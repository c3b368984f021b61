/// What multipliers of the rows of `SetModel` make of the prices of sets, in exact integers over the certificate's scale.
///
/// A placement that keeps every row costs at least `base` plus the reduced prices of its sets: those of classes may have either sign, all
/// others only the sign with which a placement that keeps the row gains nothing from it. So where no set's reduced price is below zero, a
/// placement of a value of at most v holds no set whose reduced price is above v - base.
public struct SetPrices: Sendable {
    /// What any placement costs at least, where no reduced price is below zero.
    public let base: Int
    /// The price of an instance with its first compartment, by environment; never below zero.
    public let opening: [Int]
    /// What a unit of a class takes off the price, by class and then by position in `eligible`; either sign.
    public private(set) var gains: [[Int]]
    /// The price of each feature of the problem present, by feature and then by environment.
    public let features: [[Int]]
    /// The price of each compartment after the first.
    public let compartment: Int
    /// The price of each unit that a control holds for without need.
    public let overControl: Int
    /// What each pair of units in a cut's classes costs.
    public let cuts: [(classes: [Int], price: Int)]
    /// The cuts that have a price, by class.
    public let cutsOfClass: [[Int]]

    /// The sum of all that a set may be made of stays below this, so that no sum over a set leaves 64 bits.
    private static let magnitudeMax: Int128 = 1 << 61

    /// Combines prices; nil where a multiplier has the wrong sign, names no row, or makes numbers too large.
    ///
    /// - Parameters:
    ///   - stage: the stage; nil for a price of nothing, which shows that no placement exists.
    ///   - uppers: what the earlier stages cost at most.
    ///   - instancePrice: added to the price of each instance, over the scale; may be below zero.
    public init?(
        _ model: SetModel,
        stage: Int?,
        multipliers: [PlacementCertificate.Multiplier],
        cuts: [SetModel.Cut],
        uppers: [Int],
        instancePrice: Int = 0
    ) {
        let problem = model.problem
        let firstCut = model.row(ofStage: uppers.count)
        var dual = [Int](repeating: 0, count: firstCut + cuts.count)
        for multiplier in multipliers {
            guard dual.indices.contains(multiplier.row), dual[multiplier.row] == 0,
                multiplier.row < model.classes.count || multiplier.times <= 0, abs(Int128(multiplier.times)) < 1 << 61
            else { return nil }
            dual[multiplier.row] = multiplier.times
        }
        // Factors of the stages' prices: the stage itself counts once, an earlier one as much as its multiplier says.
        var factors = uppers.indices.map { (stage: $0, factor: -Int128(dual[model.row(ofStage: $0)])) }
        if let stage { factors.append((stage, Int128(PlacementCertificate.scale))) }
        func combined(_ price: (PlacementProblem.Objective) -> Int) -> Int128 {
            factors.reduce(0) { $0 + $1.factor * Int128(price(problem.objectives[$1.stage])) }
        }
        var magnitude: Int128 = 0
        var exact = true
        func narrow(_ value: Int128, times count: Int) -> Int {
            magnitude += abs(value) * Int128(max(1, count))
            if value >= Self.magnitudeMax || value <= -Self.magnitudeMax { exact = false }
            return Int(truncatingIfNeeded: value)
        }
        let places = problem.environments.indices
        var base: Int128 = 0
        for (index, unitClass) in model.classes.enumerated() {
            base += Int128(dual[index]) * Int128(unitClass.units.count)
        }
        for (index, upper) in uppers.enumerated() { base += Int128(dual[model.row(ofStage: index)]) * Int128(upper) }
        for place in places {
            let using =
                Int128(dual[model.row(ofEnvironment: place)]) * Int128(problem.environments[place].maximumInstances)
            base += model.pricesEnvironments ? min(0, using + combined { $0.environment[place] }) : using
        }
        for (index, cut) in cuts.enumerated() { base += Int128(dual[firstCut + index]) * Int128(model.most(cut)) }
        opening = places.map { place in
            let price = combined { $0.instance[place] + $0.compartment } - Int128(dual[model.row(ofEnvironment: place)])
            return narrow(price + Int128(instancePrice), times: 1)
        }
        gains = model.classes.enumerated().map { index, unitClass in
            unitClass.eligible.map { place in
                let price = factors.reduce(Int128(0)) {
                    $0 + $1.factor * Int128(model.unitPrice(index, in: place, stage: $1.stage))
                }
                return narrow(Int128(dual[index]) - price, times: unitClass.units.count)
            }
        }
        features = problem.features.indices.map { feature in
            places.map { place in narrow(combined { $0.price(ofFeature: feature, in: place) }, times: 1) }
        }
        compartment = narrow(combined(\.compartment), times: problem.units.count)
        overControl = narrow(combined(\.overControl), times: problem.units.count * problem.controls.count)
        self.cuts = cuts.enumerated().map { index, cut in
            (cut.classes, narrow(-Int128(dual[firstCut + index]), times: problem.units.count))
        }
        var cutsOfClass = [[Int]](repeating: [], count: model.classes.count)
        for (index, cut) in cuts.enumerated() where dual[firstCut + index] != 0 {
            for unitClass in Set(cut.classes) { cutsOfClass[unitClass].append(index) }
        }
        self.cutsOfClass = cutsOfClass
        self.base = narrow(base, times: 1)
        guard exact, magnitude < Self.magnitudeMax else { return nil }
    }

    /// What a unit of a class takes off the price in an environment.
    public func gain(_ unitClass: Int, in environment: Int, _ model: SetModel) -> Int {
        model.classes[unitClass].eligible.firstIndex(of: environment).map { gains[unitClass][$0] } ?? 0
    }

    /// What a unit of a class adds to the reduced price of a set, but for what `together` adds; may be below zero.
    public func added(_ unitClass: Int, to held: [Int], in environment: Int, _ model: SetModel) -> Int {
        var sum = -gain(unitClass, in: environment, model)
        for feature in model.classes[unitClass].features
        where !held.contains(where: { model.classes[$0].features.contains(feature) }) {
            sum += features[feature][environment]
        }
        for cut in cutsOfClass[unitClass] {
            let inCut = held.count { cuts[cut].classes.contains($0) }
            if !inCut.isMultiple(of: 2) { sum += cuts[cut].price }
        }
        return sum
    }

    /// What a set costs for its compartments after the first, and for controls that hold for units without need.
    public func together(_ set: UnitSet, _ model: SetModel) -> Int {
        (compartment > 0 ? compartment * (model.compartments(of: set).count - 1) : 0)
            + (overControl > 0 ? overControl * model.overControl(of: set) : 0)
    }

    /// Whether a placement that costs at most `value` can hold a set, as far as these prices tell.
    public func allow(_ set: UnitSet, in model: SetModel, value: Int) -> Bool {
        var sum = opening[set.environment] + together(set, model)
        for (index, unitClass) in set.classes.enumerated() {
            sum += added(unitClass, to: Array(set.classes[..<index]), in: set.environment, model)
        }
        return Int128(sum) <= Int128(value) * Int128(PlacementCertificate.scale) - Int128(base)
    }

    /// The same prices where units of some classes gain nothing.
    public func ignoring(_ ignored: [Bool]) -> SetPrices {
        var copy = self
        for (index, isIgnored) in ignored.enumerated() where isIgnored {
            copy.gains[index] = gains[index].map { min(0, $0) }
        }
        return copy
    }
}
