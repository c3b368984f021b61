/// A placement instance in the neutral format `planner-instance/1`, so that solvers can be compared on one file.
public struct NeutralInstance: Sendable, Equatable {
    /// Where instances can be opened.
    public struct Environment: Sendable, Equatable {
        /// The id.
        public internal(set) var id = ""
        var kind = ""
        var capabilities: Set<String> = []
        var residency = ""
        var admin: Set<String> = []
        var rto = 0
        var rpo = 0
        var offline = false
        var sites: Set<String>?
        var capacity: Int?
        var maximumInstances = 0
        var costOpen = 0
        var costUnit = 0
    }

    /// What a program asks of its environment.
    public struct RequirementSet: Sendable, Equatable {
        /// The id.
        public internal(set) var id = ""
        var requires: Set<String> = []
        var forbids: Set<String> = []
        var residency: Set<String>?
        var admin: Set<String>?
        var kinds: Set<String>?
        var rtoMax: Int?
        var rpoMax: Int?
        var offline = false
    }

    /// What is placed, once at each of its sites.
    public struct Program: Sendable, Equatable {
        /// The id.
        public internal(set) var id = ""
        var requirementSet = ""
        var sites: [String] = []
        var load = 0
        var systems: Set<String> = []
        var tags: Set<String> = []
    }

    var sites: [String] = []
    var systems: [(id: String, weight: Int)] = []
    /// Sorted by id.
    public internal(set) var environments: [Environment] = []
    /// By id.
    public internal(set) var requirementSets: [String: RequirementSet] = [:]
    /// Sorted by id.
    public internal(set) var programs: [Program] = []
    /// Pairs of tags that must not share an instance, each sorted, in order.
    public internal(set) var conflicts: [[String]] = []
    /// Tags whose programs share an instance with no program without the tag.
    public internal(set) var exclusive: [String] = []

    /// Same instance, same contents.
    public static func == (left: NeutralInstance, right: NeutralInstance) -> Bool {
        left.sites == right.sites && left.systems.map(\.id) == right.systems.map(\.id)
            && left.systems.map(\.weight) == right.systems.map(\.weight) && left.environments == right.environments
            && left.requirementSets == right.requirementSets && left.programs == right.programs
            && left.conflicts == right.conflicts && left.exclusive == right.exclusive
    }

    /// Why the environment may not host the program at the site; nil where it may.
    func admits(_ environment: Environment, _ requirements: RequirementSet, site: String) -> Bool {
        if let sites = environment.sites, !sites.contains(site) { return false }
        guard requirements.requires.isSubset(of: environment.capabilities) else { return false }
        guard requirements.forbids.isDisjoint(with: environment.capabilities) else { return false }
        if let residency = requirements.residency, !residency.contains(environment.residency) { return false }
        if let admin = requirements.admin, !environment.admin.isSubset(of: admin) { return false }
        if let kinds = requirements.kinds, !kinds.contains(environment.kind) { return false }
        if let most = requirements.rtoMax, environment.rto > most { return false }
        if let most = requirements.rpoMax, environment.rpo > most { return false }
        return !requirements.offline || environment.offline
    }

    /// The instance as a placement problem: instances, then links, then cost.
    public func problem() -> PlacementProblem {
        let relevant = Set(conflicts.flatMap { $0 }).union(exclusive)
        var classOfTags: [[String]: Int] = [:]
        var tagsOfClass: [Set<String>] = []
        var units: [PlacementProblem.Unit] = []
        var unitsOfSystem: [String: [Int]] = [:]
        for program in programs {
            let tags = program.tags.union([program.id]).intersection(relevant)
            let key = tags.sorted()
            let separationClass = classOfTags[key] ?? tagsOfClass.count
            if separationClass == tagsOfClass.count {
                classOfTags[key] = separationClass
                tagsOfClass.append(tags)
            }
            let requirements = requirementSets[program.requirementSet] ?? RequirementSet()
            for site in program.sites.sorted() {
                for system in program.systems { unitsOfSystem[system, default: []].append(units.count) }
                let eligible = environments.indices.filter { admits(environments[$0], requirements, site: site) }
                units.append(
                    PlacementProblem.Unit(
                        program: program.id,
                        site: site,
                        load: program.load,
                        eligible: eligible,
                        separationClass: separationClass
                    )
                )
            }
        }
        let weights = Dictionary(systems.map { ($0.id, $0.weight) }, uniquingKeysWith: { first, _ in first })
        let features = unitsOfSystem.sorted { $0.key < $1.key }.map {
            PlacementProblem.Feature(kind: "system", id: $0.key, units: $0.value.sorted())
        }
        let none = environments.map { _ in 0 }
        func objective(_ name: String, instance: [Int], feature: [[Int]], unit: [[Int]]) -> PlacementProblem.Objective {
            PlacementProblem.Objective(
                name: name,
                instance: instance,
                environment: none,
                compartment: 0,
                feature: feature,
                overControl: 0,
                unit: unit,
                constant: 0
            )
        }
        let free = features.map { _ in [0] }
        return PlacementProblem(
            units: units,
            environments: environments.map {
                PlacementProblem.Environment(
                    id: $0.id,
                    capacity: $0.capacity,
                    maximumInstances: $0.maximumInstances,
                    enforcement: 0
                )
            },
            separations: [matrix(tagsOfClass)],
            entangled: environments.indices.map { first in environments.indices.map { $0 == first } },
            features: features,
            controls: [],
            objectives: [
                objective("instances", instance: environments.map { _ in 1 }, feature: free, unit: []),
                objective("links", instance: none, feature: features.map { [weights[$0.id] ?? 0] }, unit: []),
                objective(
                    "cost",
                    instance: environments.map(\.costOpen),
                    feature: free,
                    unit: units.map { unit in unit.eligible.map { unit.load * environments[$0].costUnit } }
                ),
            ]
        )
    }

    private func matrix(_ classes: [Set<String>]) -> [[PlacementProblem.Separation]] {
        classes.map { first in
            classes.map { second in
                let parted = exclusive.contains { first.contains($0) != second.contains($0) }
                let conflicting = conflicts.contains { pair in
                    (first.contains(pair[0]) && second.contains(pair[1]))
                        || (first.contains(pair[1]) && second.contains(pair[0]))
                }
                return parted || conflicting ? .instance : .shared
            }
        }
    }
}
