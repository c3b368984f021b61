public import PlantModel

/// Checks that a placement meets a problem, from the problem alone.
public enum PlacementCheck {
    /// Throws at the first thing that does not hold; returns the value of each stage, recomputed from the placement.
    public static func check(_ placement: Placement, of problem: PlacementProblem) throws(CheckFailure) -> [Int] {
        var home = [Int?](repeating: nil, count: problem.units.count)
        for (index, instance) in placement.instances.enumerated() {
            guard problem.environments.indices.contains(instance.environment) else {
                throw CheckFailure("instance \(index) is in an environment that does not exist")
            }
            guard !instance.compartments.isEmpty, instance.compartments.allSatisfy({ !$0.isEmpty }) else {
                throw CheckFailure("instance \(index) has an empty compartment, or none")
            }
            for unit in instance.compartments.flatMap({ $0 }) {
                guard problem.units.indices.contains(unit) else {
                    throw CheckFailure("instance \(index) holds an unknown unit")
                }
                guard home[unit] == nil else { throw CheckFailure("\(name(unit, problem)) is placed twice") }
                home[unit] = instance.environment
                guard problem.units[unit].eligible.contains(instance.environment) else {
                    let environment = problem.environments[instance.environment].id
                    throw CheckFailure("\(name(unit, problem)) may not be hosted in \(environment)")
                }
            }
            try checkPairs(instance, problem)
        }
        if let missing = home.firstIndex(of: nil) { throw CheckFailure("\(name(missing, problem)) is placed nowhere") }
        for (index, environment) in problem.environments.enumerated()
        where placement.instances.count(where: { $0.environment == index }) > environment.maximumInstances {
            throw CheckFailure("\(environment.id) holds more than its \(environment.maximumInstances) instances")
        }
        guard problem.fits(placement) else { throw CheckFailure("an instance carries more than its capacity") }
        try checkInfrastructure(home.compactMap(\.self), problem)
        return problem.objectives.indices.map { problem.terms(of: placement, stage: $0).sum }
    }

    private static func checkPairs(_ instance: Placement.Instance, _ problem: PlacementProblem) throws(CheckFailure) {
        let enforcement = problem.environments[instance.environment].enforcement
        let placed = instance.compartments.enumerated().flatMap { part in
            part.element.map { (unit: $0, compartment: part.offset) }
        }
        for (position, first) in placed.enumerated() {
            for second in placed[(position + 1)...] {
                let needed = problem.separation(first.unit, second.unit, enforcement: enforcement)
                let kept: PlacementProblem.Separation = first.compartment == second.compartment ? .shared : .compartment
                if needed > kept {
                    throw CheckFailure(
                        "\(name(first.unit, problem)) and \(name(second.unit, problem)) need separation \(needed), have \(kept)"
                    )
                }
            }
        }
    }

    private static func checkInfrastructure(_ home: [Int], _ problem: PlacementProblem) throws(CheckFailure) {
        guard problem.separations.contains(where: { $0.contains { $0.contains(.environment) } }) else { return }
        for first in home.indices {
            for second in home.indices where first < second && problem.entangled[home[first]][home[second]] {
                let needed = max(
                    problem.separation(first, second, enforcement: problem.environments[home[first]].enforcement),
                    problem.separation(first, second, enforcement: problem.environments[home[second]].enforcement)
                )
                if needed == .environment {
                    throw CheckFailure(
                        "\(name(first, problem)) and \(name(second, problem)) have infrastructure in common"
                    )
                }
            }
        }
    }

    private static func name(_ unit: Int, _ problem: PlacementProblem) -> String {
        "\(problem.units[unit].program) at \(problem.units[unit].site)"
    }
}
