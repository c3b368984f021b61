import PlantModel

/// A placement without claims, for problems that have no model that can be solved: each unit into the first instance that takes it.
enum FirstFit {
    /// Nil where the first choice of each unit leads nowhere. Complexity: units × instances × units of an instance.
    static func placement(_ problem: PlacementProblem) -> Placement? {
        let parting = problem.separations.contains { $0.contains { $0.contains(.environment) } }
        if parting { return nil }
        var instances: [Placement.Instance] = []
        var opened = [Int](repeating: 0, count: problem.environments.count)
        // The most constrained first: few places, then large loads.
        let order = problem.units.indices.sorted {
            let (first, second) = (problem.units[$0], problem.units[$1])
            return (first.eligible.count, -first.load, $0) < (second.eligible.count, -second.load, $1)
        }
        for unit in order {
            if let index = instances.indices.first(where: { takes(instances[$0], unit, problem) }) {
                place(unit, in: &instances[index], problem)
            } else if let environment = problem.units[unit].eligible.first(where: { place in
                opened[place] < problem.environments[place].maximumInstances
                    && problem.units[unit].load <= problem.environments[place].capacity ?? Int.max
            }) {
                opened[environment] += 1
                instances.append(Placement.Instance(environment: environment, compartments: [[unit]]))
            } else {
                return nil
            }
        }
        for index in instances.indices {
            instances[index].compartments = instances[index].compartments.map { $0.sorted() }.sorted { $0[0] < $1[0] }
        }
        instances.sort { ($0.environment, $0.compartments[0][0]) < ($1.environment, $1.compartments[0][0]) }
        return Placement(instances: instances)
    }

    private static func takes(_ instance: Placement.Instance, _ unit: Int, _ problem: PlacementProblem) -> Bool {
        guard problem.units[unit].eligible.contains(instance.environment) else { return false }
        let environment = problem.environments[instance.environment]
        let held = instance.compartments.flatMap { $0 }
        if let capacity = environment.capacity {
            guard held.reduce(problem.units[unit].load, { $0 + problem.units[$1].load }) <= capacity else {
                return false
            }
        }
        return held.allSatisfy { problem.separation($0, unit, enforcement: environment.enforcement) < .instance }
    }

    private static func place(_ unit: Int, in instance: inout Placement.Instance, _ problem: PlacementProblem) {
        let enforcement = problem.environments[instance.environment].enforcement
        for index in instance.compartments.indices
        where instance.compartments[index].allSatisfy({
            problem.separation($0, unit, enforcement: enforcement) == .shared
        }) {
            instance.compartments[index].append(unit)
            return
        }
        instance.compartments.append([unit])
    }
}
