extension SetModel {
    /// A cut of rank one: over classes of an odd number of units, the halves of what instances hold, rounded down, do not add up to more
    /// than half of all, rounded down. With three units: at most one instance holds two or more of them.
    public struct Cut: Sendable, Hashable, Codable {
        /// The classes, ascending, each once.
        public let classes: [Int]

        /// Makes a cut.
        public init(classes: [Int]) { self.classes = classes.sorted() }
    }

    /// Half the units of a cut's classes, rounded down.
    public func most(_ cut: Cut) -> Int { cut.classes.reduce(0) { $0 + classes[$1].units.count } / 2 }

    /// How much a set adds to a cut.
    public func weight(of set: UnitSet, in cut: Cut) -> Int { set.classes.filter(cut.classes.contains).count / 2 }

    /// The index of the row of an environment; rows of classes come first.
    public func row(ofEnvironment environment: Int) -> Int { classes.count + environment }
    /// The index of the row of an earlier stage.
    public func row(ofStage stage: Int) -> Int { classes.count + problem.environments.count + stage }

    /// Rows over some sets, and the order in which a case split should prefer columns.
    ///
    /// Rows: classes, environments, earlier stages, sums, cuts; columns: the sets in their order, one for the use of each environment where
    /// that has a price, sums. A sum of sets is a column with its row, because a case split on a sum settles more than one on a set:
    /// instances of an environment, presence of a feature, units of a class in an environment, a feature in an environment.
    ///
    /// - Parameters:
    ///   - sets: ascending, each once.
    ///   - stages: bounds of the earlier stages.
    public func program(
        over sets: [UnitSet],
        cuts: [Cut],
        stages: [(lower: Int?, upper: Int)],
        withSums: Bool = true
    ) -> (rows: LinearProgram, splitRank: [UInt8]) {
        var rows = LinearProgram()
        for set in sets {
            let most = set.counts.map { classes[$0.unitClass].units.count / $0.count }.min() ?? 0
            _ = rows.addColumn(upper: most)
        }
        var rank = [UInt8](repeating: 4, count: sets.count)
        let used = sets.count
        if pricesEnvironments {
            for _ in problem.environments { _ = rows.addColumn() }
            rank += problem.environments.map { _ in 0 }
        }
        var holding: [[(set: Int, count: Int)]] = classes.map { _ in [] }
        for (index, set) in sets.enumerated() {
            for (unitClass, count) in set.counts { holding[unitClass].append((index, count)) }
        }
        for (index, unitClass) in classes.enumerated() {
            for (set, count) in holding[index] { rows.add(count, set) }
            rows.closeRow(lower: unitClass.units.count, upper: unitClass.units.count)
        }
        for (environment, place) in problem.environments.enumerated() {
            for (index, set) in sets.enumerated() where set.environment == environment { rows.add(1, index) }
            if pricesEnvironments { rows.add(-place.maximumInstances, used + environment) }
            rows.closeRow(lower: nil, upper: pricesEnvironments ? 0 : place.maximumInstances)
        }
        for (stage, bounds) in stages.enumerated() {
            for (index, price) in objective(over: sets, stage: stage).enumerated() { rows.add(price, index) }
            rows.closeRow(lower: bounds.lower, upper: bounds.upper)
        }
        if withSums { addSums(sets, holding, &rows, &rank) }
        for cut in cuts {
            for (index, set) in sets.enumerated() { rows.add(weight(of: set, in: cut), index) }
            rows.closeRow(lower: nil, upper: most(cut))
        }
        return (rows, rank)
    }

    /// The prices of the columns that `program` makes before the sums; the rest are free.
    public func objective(over sets: [UnitSet], stage: Int) -> [Int] {
        sets.map { price(of: $0, stage: stage) } + (pricesEnvironments ? problem.objectives[stage].environment : [])
    }

    private func addSums(
        _ sets: [UnitSet],
        _ holding: [[(set: Int, count: Int)]],
        _ rows: inout LinearProgram,
        _ rank: inout [UInt8]
    ) {
        let unitCount = problem.units.count
        func sum(_ terms: [(set: Int, count: Int)], rank place: UInt8) {
            guard terms.count > 1 else { return }
            for (set, count) in terms { rows.add(count, set) }
            rows.add(-1, rows.addColumn(upper: unitCount))
            rows.closeRow(lower: 0, upper: 0)
            rank.append(place)
        }
        var byEnvironment: [[(set: Int, count: Int)]] = problem.environments.map { _ in [] }
        var byFeature: [Int: [(set: Int, count: Int)]] = [:]
        for (index, set) in sets.enumerated() {
            byEnvironment[set.environment].append((index, 1))
            for feature in Set(set.classes.flatMap { classes[$0].features }) {
                byFeature[feature, default: []].append((index, 1))
            }
        }
        for terms in byEnvironment { sum(terms, rank: 0) }
        let features = byFeature.sorted { $0.key < $1.key }
        for (_, terms) in features { sum(terms, rank: 1) }
        for terms in holding {
            for environment in problem.environments.indices {
                sum(terms.filter { sets[$0.set].environment == environment }, rank: 2)
            }
        }
        for (_, terms) in features {
            for environment in problem.environments.indices {
                sum(terms.filter { sets[$0.set].environment == environment }, rank: 3)
            }
        }
    }
}
