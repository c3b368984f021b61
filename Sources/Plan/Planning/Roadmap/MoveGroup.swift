import PlantModel

/// Units that move together: alike in all that policies read about them, run by the same instances today, placed together by the plan.
struct MoveGroup {
    /// Indices of the units, ascending.
    let units: [Int]
    /// Indices of the instances of today that run them, ascending; empty where none does.
    let today: [Int]
    /// Index of the instance of the plan.
    let target: Int
    /// Index of the compartment in it.
    let compartment: Int
    /// Index of the answers about places.
    let signature: Int
    /// Index of the separation class.
    let separationClass: Int
    /// Ids of the programs.
    let programs: Set<String>
    /// The question of being beside it, as a refusal names it: the same whatever else moves.
    let question: String
    /// Whether the plan keeps the instance that runs them today, and whether it goes behind the gateway for that.
    let stay: Stay

    /// How a group stays where it is.
    enum Stay {
        /// It does not: it moves.
        case none
        /// As it is: nothing to do.
        case asItIs
        /// Behind the gateway, which is one step.
        case behindGateway
    }

    /// The groups of a plan, in the order of their first units; empty where there is no placement.
    static func groups(of plan: Plan) -> [MoveGroup] {
        struct Key: Hashable {
            let today: [Int]
            let target: Int
            let compartment: Int
            let signature: Int
            let separationClass: Int
        }
        var today: [PlacementFacts.Place: [Int]] = [:]
        for (index, instance) in plan.plant.instances.enumerated() {
            for unit in Set(instance.hosts) {
                today[PlacementFacts.Place(program: unit.program, site: unit.site), default: []].append(index)
            }
        }
        var home: [Int: (target: Int, compartment: Int)] = [:]
        for (target, instance) in (plan.answer?.placement?.instances ?? []).enumerated() {
            for (compartment, units) in instance.compartments.enumerated() {
                for unit in units { home[unit] = (target, compartment) }
            }
        }
        var members: [Key: [Int]] = [:]
        for unit in plan.places.indices {
            guard let place = home[unit] else { continue }
            let key = Key(
                today: today[plan.places[unit]] ?? [],
                target: place.target,
                compartment: place.compartment,
                signature: plan.admissibility.signature[unit],
                separationClass: plan.separations.classes[unit]
            )
            members[key, default: []].append(unit)
        }
        let hosts = Dictionary(plan.plant.hostCandidates.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return members.sorted { $0.value[0] < $1.value[0] }.map { key, units in
            var stay = Stay.none
            let candidate = plan.candidate(of: key.target)
            if key.today.count == 1, plan.plant.instances[key.today[0]].hostCandidateID == candidate {
                stay = hosts[candidate]?.today?.behindGateway == true ? .behindGateway : .asItIs
            }
            return MoveGroup(
                units: units,
                today: key.today,
                target: key.target,
                compartment: key.compartment,
                signature: key.signature,
                separationClass: key.separationClass,
                programs: Set(units.map { plan.places[$0].program }),
                question: "share with \(RoadmapNames.units(units.map { plan.places[$0] }, shown: 2))",
                stay: stay
            )
        }
    }
}

extension Plan {
    /// The candidate that an instance of the plan is in.
    func candidate(of instance: Int) -> String {
        guard let instances = answer?.placement?.instances, instances.indices.contains(instance) else { return "" }
        return problem.environments[instances[instance].environment].id
    }
}

extension Plant.Instance {
    /// The id under which `Plant.hostCandidates` offers the instance; nil for paper.
    var hostCandidateID: String? { environment.map { "\($0)/\(id)" } }
}
