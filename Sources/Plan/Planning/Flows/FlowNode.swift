import PlantModel

/// Who hosts the programs that flows speak of: the plan's instances or those of today.
public enum FlowHosting: String, Sendable, CaseIterable {
    /// The instances of a plan.
    case plan
    /// The instances that the plant file has as today's.
    case today
}

/// A place where data rests and is read: an existing system, or an MES instance.
struct FlowNode: Sendable {
    /// What it is.
    enum Kind: Sendable {
        case system(Plant.System)
        /// An MES instance, with the id of its environment; nil for paper.
        case instance(environment: String?)
        /// Stands for the MES of programs that no instance hosts.
        case nowhere
    }

    /// Who can read what is there.
    struct Reader: Sendable, Hashable {
        /// Id of the audience.
        let audience: String
        /// How it reads.
        let channel: Channel
        /// What it reads: the node itself, or the environment that hosts it.
        let reach: Reach
    }

    enum Channel: String, Sendable {
        case system, administration, support
        /// Administration and support of one environment in the same hands.
        case staff

        /// The channels by which policies are asked.
        var asked: [String] { self == .staff ? ["administration", "support"] : [rawValue] }
    }

    enum Reach: Sendable, Hashable {
        case node(Int)
        case environment(String)
    }

    /// The system's or the instance's id, as a report names it.
    let id: String
    let kind: Kind
    let readers: [Reader]
    /// Where it is written; nil where no file has it.
    let place: SourcePlace?

    /// The environment that hosts it, by id.
    var environment: String? {
        switch kind {
        case .system(let system): if case .environment(let id) = system.hosting { id } else { nil }
        case .instance(let environment): environment
        case .nowhere: nil
        }
    }
}

/// All places of a plant, and which of them are the MES of each program.
struct FlowPlaces: Sendable {
    private(set) var nodes: [FlowNode] = []
    private(set) var systems: [String: Int] = [:]
    /// The instances that host a program, by its id.
    private(set) var instances: [String: [Int]] = [:]
    /// The node that stands for the MES of programs without one; always the last.
    private(set) var nowhere = 0

    /// An instance of a plan: where it is, and whose data it has.
    struct PlannedInstance {
        let environment: String
        let programs: Set<String>
    }

    /// The places of a plant under a plan, or as they are today where there is none.
    init(plant: Plant, index: PlantIndex, plan: Plan?) {
        let planned = plan.map { plan in
            (plan.answer?.placement?.instances ?? []).map { instance in
                PlannedInstance(
                    environment: plan.problem.environments[instance.environment].id,
                    programs: Set(instance.units.map { plan.places[$0].program })
                )
            }
        }
        self.init(plant: plant, index: index, planned: planned)
    }

    /// The same, by the instances of a plan.
    init(plant: Plant, index: PlantIndex, planned: [PlannedInstance]?) {
        for system in plant.systems {
            var environment: Plant.Environment?
            if case .environment(let id) = system.hosting { environment = index.environments[id] }
            systems[system.id] = nodes.count
            nodes.append(
                FlowNode(
                    id: system.id,
                    kind: .system(system),
                    readers: Self.readers(system.audiences, of: nodes.count, environment),
                    place: system.place
                )
            )
        }
        if let planned {
            var opened: [String: Int] = [:]
            // An instance of today that stays is a candidate of its own, with the staff of its environment.
            let candidates = Dictionary(plant.hostCandidates.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
            for instance in planned {
                let environment = instance.environment
                opened[environment, default: 0] += 1
                let number = opened[environment] ?? 1
                let id = "mes in \(environment)" + (number > 1 ? " (\(number))" : "")
                host(instance.programs)
                nodes.append(
                    FlowNode(
                        id: id,
                        kind: .instance(environment: candidates[environment]?.environmentID ?? environment),
                        readers: Self.readers([], of: nodes.count, candidates[environment]),
                        place: nil
                    )
                )
            }
        } else {
            for instance in plant.instances {
                host(Set(instance.hosts.map(\.program)))
                let environment = instance.environment.flatMap { index.environments[$0] }
                nodes.append(
                    FlowNode(
                        id: instance.id,
                        kind: .instance(environment: instance.environment),
                        readers: Self.readers(instance.audiences, of: nodes.count, environment),
                        place: instance.place
                    )
                )
            }
        }
        nowhere = nodes.count
        nodes.append(FlowNode(id: "mes", kind: .nowhere, readers: [], place: nil))
    }

    /// The node about to be added hosts these programs.
    private mutating func host(_ programs: Set<String>) {
        for program in programs { instances[program, default: []].append(nodes.count) }
    }

    /// Where one end of a flow is for a program.
    func nodes(of end: Plant.Flow.End, for program: String) -> [Int] {
        switch end {
        case .mes: instances[program] ?? [nowhere]
        case .system(let id): systems[id].map { [$0] } ?? []
        }
    }

    private static func readers(
        _ audiences: [Located<String>],
        of node: Int,
        _ environment: Plant.Environment?
    ) -> [FlowNode.Reader] {
        let own = Set(audiences.map(\.value)).sorted().map { audience in
            FlowNode.Reader(audience: audience, channel: .system, reach: .node(node))
        }
        return own + (environment.map(staff) ?? [])
    }

    /// Those who administer or support an environment, each once.
    static func staff(of environment: Plant.Environment) -> [FlowNode.Reader] {
        let administrators = Set(environment.administrators.map(\.value))
        let support = Set(environment.support.map(\.value))
        return administrators.union(support).sorted().map { audience in
            let channel: FlowNode.Channel =
                switch (administrators.contains(audience), support.contains(audience)) {
                case (true, true): .staff
                case (true, false): .administration
                default: .support
                }
            return FlowNode.Reader(audience: audience, channel: channel, reach: .environment(environment.environmentID))
        }
    }
}
