/// Units that no row, price or separation tells apart: any of them can stand for any other.
///
/// Exchanging two units of a class turns a placement into an equal one, so it is enough to say how many of a class an instance holds.
public struct UnitClass: Sendable, Equatable {
    /// The units, ascending.
    public internal(set) var units: [Int]
    /// Their separation kind; within a kind everything may be shared.
    let kind: Int
    /// What each takes of an instance's capacity.
    public let load: Int
    /// The environments that may host them, ascending.
    public let eligible: [Int]
    /// The priced features they call for, ascending.
    public let features: [Int]
    /// The controls they need, ascending.
    public let controls: [Int]

    private struct Signature: Hashable {
        var numbers: [Int]
        var lists: [[Int]]
    }

    /// The classes of a problem, in order of their first unit.
    static func all(_ problem: PlacementProblem, kinds: SeparationKinds) -> [UnitClass] {
        var features = [[Int]](repeating: [], count: problem.units.count)
        for (index, feature) in problem.features.enumerated()
        where problem.objectives.contains(where: { $0.feature[index].contains { $0 != 0 } }) {
            for unit in feature.units { features[unit].append(index) }
        }
        var controls = [[Int]](repeating: [], count: problem.units.count)
        for (index, control) in problem.controls.enumerated() {
            for unit in control.units { controls[unit].append(index) }
        }
        var classes: [UnitClass] = []
        var known: [Signature: Int] = [:]
        for (index, unit) in problem.units.enumerated() {
            let prices = problem.objectives.map { $0.unit.isEmpty ? [] : $0.unit[index] }
            let signature = Signature(
                numbers: [kinds.kindOfUnit[index], unit.load],
                lists: [unit.eligible, features[index], controls[index]] + prices
            )
            if let same = known[signature] {
                classes[same].units.append(index)
                continue
            }
            known[signature] = classes.count
            classes.append(
                UnitClass(
                    units: [index],
                    kind: kinds.kindOfUnit[index],
                    load: unit.load,
                    eligible: unit.eligible,
                    features: features[index],
                    controls: controls[index]
                )
            )
        }
        return classes
    }
}

/// What one instance may hold: an environment, and how many units of which classes.
public struct UnitSet: Sendable, Hashable, Comparable {
    /// The environment.
    public let environment: Int
    /// The classes, ascending, each as often as it has units here; never empty.
    public let classes: [Int]

    /// Makes a set; `classes` in any order.
    public init(environment: Int, classes: [Int]) {
        self.environment = environment
        self.classes = classes.sorted()
    }

    /// By environment, then lexicographically by classes.
    public static func < (left: UnitSet, right: UnitSet) -> Bool {
        if left.environment != right.environment { return left.environment < right.environment }
        return left.classes.lexicographicallyPrecedes(right.classes)
    }

    /// The classes, each once, with their counts.
    public var counts: [(unitClass: Int, count: Int)] {
        var result: [(unitClass: Int, count: Int)] = []
        for unitClass in classes {
            if result.last?.unitClass == unitClass {
                result[result.count - 1].count += 1
            } else {
                result.append((unitClass, 1))
            }
        }
        return result
    }
}
