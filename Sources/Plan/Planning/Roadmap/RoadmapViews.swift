import PlantModel

/// Who may see which program, asked once for each kind of program; and who is at work on it.
final class RoadmapViews {
    private let plan: Plan
    private let questioner: PolicyQuestioner
    private let index: PlantIndex
    /// A kind of record: programs of one kind get one answer.
    private let kind: [String: Int]
    private var known: [String: [String]] = [:]

    init(plan: Plan, questioner: PolicyQuestioner) {
        self.plan = plan
        self.questioner = questioner
        index = questioner.facts.index
        var kind: [String: Int] = [:]
        for unit in plan.places.indices where kind[plan.places[unit].program] == nil {
            kind[plan.places[unit].program] = plan.admissibility.signature[unit]
        }
        self.kind = kind
    }

    /// The obligations that keep an audience from a program; empty where it may see it.
    func refusing(_ program: String, to audience: String, _ reach: Leak.Reach) -> [String] {
        let channel =
            switch reach {
            case .reads: "system"
            case .administers: "administration"
            case .supports: "support"
            }
        let key = "\(kind[program] ?? -1)|\(audience)|\(channel)"
        if let answer = known[key] { return answer }
        let answer = questioner.refusing(program, to: audience, channel: channel)
        known[key] = answer
        return answer
    }

    func mayRead(_ audience: String, _ programs: [String]) -> Bool {
        programs.allSatisfy { refusing($0, to: audience, .reads).isEmpty }
    }

    /// Who reaches what lies in an environment, each once: who administers it, then who supports it.
    func operators(of environment: Plant.Environment?) -> [(audience: String, reach: Leak.Reach)] {
        guard let environment else { return [] }
        let administrators = Set(environment.administrators.map(\.value))
        let support = Set(environment.support.map(\.value)).subtracting(administrators)
        return administrators.sorted().map { ($0, .administers) } + support.sorted().map { ($0, .supports) }
    }

    /// The environment that something runs in; nil at a site or on paper.
    func environment(of system: Plant.System) -> Plant.Environment? {
        if case .environment(let id) = system.hosting { index.environments[id] } else { nil }
    }

    func environment(of instance: Plant.Instance) -> Plant.Environment? {
        instance.environment.flatMap { index.environments[$0] }
    }

    /// Audiences at the work centers of programs at these sites: whom the zones admit, all of the site's where no zone is named.
    func atWork(on programs: [String], sites: Set<String>) -> [String] {
        var found: Set<String> = []
        for program in programs {
            let centers = (index.programs[program]?.workCenters ?? []).compactMap { index.workCenters[$0.workCenter] }
            for id in Set(index.programs[program]?.sites.map(\.value) ?? []).intersection(sites) {
                let zones = Set(centers.filter { $0.site == id }.compactMap(\.zone))
                for zone in index.sites[id]?.zones ?? [] where zones.isEmpty || zones.contains(zone.id) {
                    found.formUnion(zone.admits)
                }
            }
        }
        return found.sorted()
    }

    func worksWith(_ program: String, _ system: String) -> Bool {
        index.programs[program]?.systems.contains { $0.value == system } ?? false
    }
}
