extension PlacementProblem {
    /// The placement that ids describe; nil where they name what the problem does not have.
    ///
    /// - Parameter instances: each an environment's id and compartments, which are lists of [program, site].
    func placement(named instances: [(environment: String, compartments: [[[String]]])]) -> Placement? {
        let indexOfEnvironment = Dictionary(
            environments.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let indexOfUnit = Dictionary(
            units.enumerated().map { ([$1.program, $1.site], $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var placement = Placement(instances: [])
        for instance in instances {
            guard let environment = indexOfEnvironment[instance.environment] else { return nil }
            var compartments: [[Int]] = []
            for compartment in instance.compartments {
                let held = compartment.compactMap { indexOfUnit[$0] }
                guard held.count == compartment.count else { return nil }
                compartments.append(held.sorted())
            }
            placement.instances.append(Placement.Instance(environment: environment, compartments: compartments))
        }
        return placement
    }
}
