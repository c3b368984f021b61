/// A placement problem as a choice among sets: each column is an environment and a set of units that one instance there can hold.
///
/// With binding capacity this form has a much tighter relaxation than slots have, and no symmetry between instances. There are too many
/// sets to list, so whoever uses the model lists those that matter: the planner those that its prices ask for, and a checker all that can
/// be part of a better placement (see `SetPrices`).
///
/// Every term of an objective but the price of using an environment belongs to one instance, so a set has a price in each stage. What
/// remains are separations between environments: problems that have these have no such model.
public struct SetModel: Sendable {
    /// The question.
    public let problem: PlacementProblem
    /// The units by classes.
    public let classes: [UnitClass]
    /// Whether some stage prices the use of an environment.
    public let pricesEnvironments: Bool
    let kinds: SeparationKinds

    /// Makes the model; nil where units must be kept apart across environments.
    public init?(_ problem: PlacementProblem) {
        if problem.separations.contains(where: { $0.contains { $0.contains(.environment) } }) { return nil }
        self.problem = problem
        kinds = SeparationKinds(problem)
        classes = UnitClass.all(problem, kinds: kinds)
        pricesEnvironments = problem.objectives.contains { $0.environment.contains { $0 != 0 } }
    }

    /// Lines that say how units were grouped, for a certificate to repeat and a checker to compare.
    public var outline: [String] {
        classes.enumerated().map { index, unitClass in
            "class \(index): "
                + unitClass.units.map { "\(problem.units[$0].program)@\(problem.units[$0].site)" }
                .joined(separator: " ")
        }
    }

    /// Whether units of two classes may be in one instance of an environment.
    public func mayShare(_ first: Int, _ second: Int, in environment: Int) -> Bool {
        kinds.mayShareInstance(
            classes[first].kind,
            classes[second].kind,
            enforcement: problem.environments[environment].enforcement
        )
    }

    /// What an instance that holds a set costs in a stage.
    public func price(of set: UnitSet, stage: Int) -> Int {
        let objective = problem.objectives[stage]
        var sum = objective.instance[set.environment]
        if objective.compartment != 0 { sum += objective.compartment * compartments(of: set).count }
        if objective.overControl != 0 { sum += objective.overControl * overControl(of: set) }
        for feature in Set(set.classes.flatMap { classes[$0].features }) {
            sum += objective.price(ofFeature: feature, in: set.environment)
        }
        for unitClass in set.classes { sum += unitPrice(unitClass, in: set.environment, stage: stage) }
        return sum
    }

    /// What one unit of a class costs in an environment, by itself.
    public func unitPrice(_ unitClass: Int, in environment: Int, stage: Int) -> Int {
        let rows = problem.objectives[stage].unit
        guard !rows.isEmpty else { return 0 }
        let row = rows[classes[unitClass].units[0]]
        guard !row.isEmpty, let position = classes[unitClass].eligible.firstIndex(of: environment) else { return 0 }
        return row[position]
    }

    /// How many (unit, control) there are in a set where the unit does not need the control and another one does. Never less in a larger set.
    public func overControl(of set: UnitSet) -> Int {
        var needing: [Int: Int] = [:]
        for unitClass in set.classes {
            for control in classes[unitClass].controls { needing[control, default: 0] += 1 }
        }
        return needing.values.reduce(0) { $0 + set.classes.count - $1 }
    }

    /// A set cut into the fewest compartments, each a list of classes. Never fewer in a larger set. Exponential in the set's kinds.
    public func compartments(of set: UnitSet) -> [[Int]] {
        let enforcement = problem.environments[set.environment].enforcement
        let present = Array(Set(set.classes.map { classes[$0].kind })).sorted()
        var best: [[Int]] = present.map { [$0] }
        var open: [[Int]] = []
        func place(_ position: Int) {
            if open.count >= best.count { return }
            if position == present.count {
                best = open
                return
            }
            let kind = present[position]
            for index in open.indices
            where open[index].allSatisfy({ kinds.mayShareCompartment($0, kind, enforcement: enforcement) }) {
                open[index].append(kind)
                place(position + 1)
                open[index].removeLast()
            }
            open.append([kind])
            place(position + 1)
            open.removeLast()
        }
        place(0)
        return best.map { compartment in set.classes.filter { compartment.contains(classes[$0].kind) } }
    }

    /// The placement that sets stand for; each class must be held as often as it has units.
    public func placement(of sets: [UnitSet]) -> Placement {
        var next = [Int](repeating: 0, count: classes.count)
        var instances: [Placement.Instance] = []
        for set in sets.sorted() {
            let compartments = self.compartments(of: set).map { compartment in
                compartment.map { unitClass in
                    next[unitClass] += 1
                    return classes[unitClass].units[next[unitClass] - 1]
                }.sorted()
            }
            let ordered = compartments.sorted { $0[0] < $1[0] }
            instances.append(Placement.Instance(environment: set.environment, compartments: ordered))
        }
        instances.sort { ($0.environment, $0.compartments[0][0]) < ($1.environment, $1.compartments[0][0]) }
        return Placement(instances: instances)
    }
}
