/// Programs cut into parts: the units of one program that a feature of that program alone holds together.
struct Parts {
    /// The units of each part, ascending; parts in order of their first unit.
    private(set) var units: [[Int]] = []
    /// By feature: whether any stage prices it anywhere.
    private(set) var isPriced: [Bool] = []
    /// By unit: the priced features that it shares with other programs, ascending.
    private(set) var sharedFeatures: [[Int]]
    /// By part: the priced features of its program alone.
    private(set) var ownFeatures: [[Int]] = []
    /// The part of each own feature.
    private(set) var partOfOwnFeature: [Int: Int] = [:]

    init(_ problem: PlacementProblem) {
        let unitCount = problem.units.count
        sharedFeatures = [[Int]](repeating: [], count: unitCount)
        isPriced = problem.features.indices.map { index in
            !problem.features[index].units.isEmpty
                && problem.objectives.contains { $0.feature[index].contains { $0 != 0 } }
        }
        var parent = Array(0..<unitCount)
        func root(_ unit: Int) -> Int {
            var unit = unit
            while parent[unit] != unit {
                parent[unit] = parent[parent[unit]]
                unit = parent[unit]
            }
            return unit
        }
        var own: [Int] = []
        for (index, feature) in problem.features.enumerated() where isPriced[index] {
            let program = problem.units[feature.units[0]].program
            if feature.units.allSatisfy({ problem.units[$0].program == program }) {
                own.append(index)
                for unit in feature.units {
                    let (first, second) = (root(feature.units[0]), root(unit))
                    parent[max(first, second)] = min(first, second)
                }
            } else {
                for unit in feature.units { sharedFeatures[unit].append(index) }
            }
        }
        var partOfRoot: [Int: Int] = [:]
        for unit in 0..<unitCount {
            let root = root(unit)
            if let part = partOfRoot[root] {
                units[part].append(unit)
            } else {
                partOfRoot[root] = units.count
                units.append([unit])
            }
        }
        ownFeatures = [[Int]](repeating: [], count: units.count)
        for index in own {
            guard let part = partOfRoot[root(problem.features[index].units[0])] else { continue }
            ownFeatures[part].append(index)
            partOfOwnFeature[index] = part
        }
    }
}
