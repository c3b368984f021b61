import PlanCheck
import PlantModel

/// Where data can rest, who reads it there, and which places are the MES of each program.
struct PlantPlaces {
    /// One who reads, or whose environment is read.
    enum Reader: Hashable {
        case at(ReleaseProof.Place, audience: String)
        case staff(environment: String, audience: String)
    }

    struct Place {
        let name: ReleaseProof.Place
        let system: Plant.System?
        let environment: String?
        /// Readers with the channels by which policies are asked.
        let readers: [(reader: Reader, audience: String, channels: [String])]
    }

    private(set) var all: [Place] = []
    private(set) var index: [ReleaseProof.Place: Int] = [:]
    private(set) var hosts: [String: [Int]] = [:]
    let systems: [String: Int]
    let environments: [String: Plant.Environment]
    /// Stands for the MES of programs that no instance hosts.
    let nowhere: Int

    /// Throws where the claimed instances are none that the plant can have, or leave a program out.
    init(_ plant: Plant, _ claim: ReleaseClaim) throws(CheckFailure) {
        let environments = Dictionary(plant.environments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.environments = environments
        var places = plant.systems.map { system in
            var environment: String?
            if case .environment(let id) = system.hosting { environment = id }
            return Place(ReleaseProof.Place(system: system.id), system, environment, system.audiences, environments)
        }
        systems = Dictionary(plant.systems.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var hosts: [String: [Int]] = [:]
        func host(_ programs: some Sequence<String>) {
            for program in Set(programs) { hosts[program, default: []].append(places.count) }
        }
        switch claim.hosting {
        case "today":
            for instance in plant.instances {
                host(instance.hosts.map(\.program))
                let name = ReleaseProof.Place(instance: instance.id)
                places.append(Place(name, nil, instance.environment, instance.audiences, environments))
            }
        case "plan":
            let ids = Set(plant.programs.map(\.id))
            for instance in claim.instances {
                guard let environment = instance.environment, environments[environment] != nil else {
                    throw CheckFailure("the instance \(instance.id) is in no environment of the plant")
                }
                guard ids.isSuperset(of: instance.programs) else {
                    throw CheckFailure("the instance \(instance.id) hosts what is no program of the plant")
                }
                host(instance.programs)
                places.append(Place(ReleaseProof.Place(instance: instance.id), nil, environment, [], environments))
            }
            if let missing = plant.programs.first(where: { hosts[$0.id] == nil }) {
                throw CheckFailure("no instance hosts \(missing.id)")
            }
        default: throw CheckFailure("the hosting '\(claim.hosting)' is neither plan nor today")
        }
        nowhere = places.count
        places.append(Place(ReleaseProof.Place(), nil, nil, [], environments))
        all = places
        self.hosts = hosts
        index = Dictionary(places.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        guard index.count == places.count else { throw CheckFailure("two instances have one id") }
    }

    /// Where one end of a flow is for a program.
    func ends(_ end: Plant.Flow.End, _ program: String) -> [Int] {
        switch end {
        case .mes: hosts[program] ?? [nowhere]
        case .system(let id): systems[id].map { [$0] } ?? []
        }
    }

    /// Who administers or supports an environment, each once.
    static func staff(_ environment: Plant.Environment) -> [(audience: String, channels: [String])] {
        let administrators = Set(environment.administrators.map(\.value))
        let support = Set(environment.support.map(\.value))
        return administrators.union(support).sorted().map { audience in
            (
                audience,
                (administrators.contains(audience) ? ["administration"] : [])
                    + (support.contains(audience) ? ["support"] : [])
            )
        }
    }
}

extension PlantPlaces.Place {
    fileprivate init(
        _ name: ReleaseProof.Place,
        _ system: Plant.System?,
        _ environment: String?,
        _ audiences: [Located<String>],
        _ environments: [String: Plant.Environment]
    ) {
        self.name = name
        self.system = system
        self.environment = environment
        let own = Set(audiences.map(\.value)).sorted().map { audience in
            (PlantPlaces.Reader.at(name, audience: audience), audience, ["system"])
        }
        let hosting = environment.flatMap { environments[$0] }
        let staff = hosting.map(PlantPlaces.staff) ?? []
        readers =
            own
            + staff.map {
                (.staff(environment: environment ?? "", audience: $0.audience), $0.audience, $0.channels)
            }
    }
}
