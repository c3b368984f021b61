public import PlanCheck
public import PlantModel

/// Checks from the plant and the catalogue alone that a cut leaves nothing possibly released and that no set of actions costs less than its bound.
///
/// It follows the flows and asks the policies itself, program by program; of the analysis it takes nothing but what it claims. Whether the
/// instances of a plan are those of the best plan is what a plan's own proof shows.
public struct ReleaseCheck {
    let plant: Plant
    let places: PlantPlaces
    let claim: ReleaseClaim
    let flows: [String: Int]
    var facts: FlowFacts
    private var movements: [[Int]: Movement] = [:]
    /// What rests at each place, by kind of record.
    var resting: [Int: Set<Int>] = [:]
    /// What the place itself or its staff may not have of it.
    var refusedThere: [Int: Set<Int>] = [:]
    private var candidates: [Int: Plant.Environment?] = [:]

    /// Prepares a claim. Throws where the plant's clauses are no obligations, or where the claim is not about the plant.
    public init(plant: Plant, catalogue: ObligationCatalogue, claim: ReleaseClaim) throws {
        guard claim.format == ReleaseClaim.format else {
            throw CheckFailure("the format '\(claim.format)' is not \(ReleaseClaim.format)")
        }
        guard claim.enterprise == plant.enterprise, claim.asOf == plant.asOf.description else {
            throw CheckFailure(
                "the flows are those of \(claim.enterprise) as of \(claim.asOf), the plant is \(plant.enterprise) as of \(plant.asOf)"
            )
        }
        self.plant = plant
        self.claim = claim
        places = try PlantPlaces(plant, claim)
        flows = Dictionary(plant.flows.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let obligations = try PlantObligations(plant: plant, catalogue: catalogue)
        facts = try FlowFacts(plant: plant, obligations: obligations, schemes: catalogue.schemes)
    }

    /// Throws unless the claim holds.
    public mutating func check() throws(CheckFailure) {
        let isReleased = survey()
        guard let cut = claim.cut else {
            guard !isReleased, claim.releases.isEmpty else {
                throw CheckFailure("something is possibly released, and no cut is claimed")
            }
            return
        }
        try checkCut(cut)
        try checkBound(cut)
    }

    /// Notes what rests where and what is refused there; whether anything is.
    private mutating func survey() -> Bool {
        var isReleased = false
        for program in plant.programs {
            for dataClass in DataClass.allCases {
                guard let record = record(program.id, dataClass) else { continue }
                let movement = movement(program.id, dataClass)
                for node in movement.reached() {
                    resting[node, default: []].insert(record)
                    let place = places.all[node]
                    for reader in place.readers where isRefused(reader.audience, reader.channels, record) {
                        isReleased = true
                        if reader.channels != ["system"] { refusedThere[node, default: []].insert(record) }
                    }
                    if !movement.origins.contains(node), let system = place.system,
                        isRefused(system, at: system.hosting, record)
                    {
                        isReleased = true
                        refusedThere[node, default: []].insert(record)
                    }
                }
            }
        }
        return isReleased
    }

    /// The kind of an item's records; nil where the plant has no such program.
    mutating func record(_ program: String, _ dataClass: DataClass) -> Int? {
        facts.kind(of: FlowFacts.Item(program: program, dataClass: dataClass))
    }

    /// How an item moves. What the same flows move between the same instances moves alike.
    mutating func movement(_ program: String, _ dataClass: DataClass) -> Movement {
        let carrying = plant.flows.indices.filter { index in
            let flow = plant.flows[index]
            return flow.carries.contains { $0.value == dataClass } && flow.programs?.contains(program) ?? true
        }
        let key = [DataClass.allCases.firstIndex(of: dataClass) ?? 0] + carrying + [-1] + (places.hosts[program] ?? [])
        if let known = movements[key] { return known }
        let movement = Movement(program, dataClass, carrying, plant, places)
        movements[key] = movement
        return movement
    }

    mutating func isRefused(_ audience: String, _ channels: [String], _ record: Int) -> Bool {
        channels.contains { !facts.view(record, by: audience, channel: $0).permitted }
    }

    mutating func isRefused(_ system: Plant.System, at hosting: Plant.System.Hosting, _ record: Int) -> Bool {
        guard let kind = facts.kind(of: system, at: hosting) else { return true }
        return !facts.receive(record, by: kind).permitted
    }

    /// Whether a system can move to an environment: nothing that rests in it is refused there that is not refused today.
    mutating func isSound(_ system: Plant.System, _ node: Int, in environment: Plant.Environment) -> Bool {
        if system.hosting == .environment(environment.id) { return false }
        guard facts.kind(of: system, at: .environment(environment.id)) != nil else { return false }
        for record in resting[node] ?? [] {
            for (audience, channels) in PlantPlaces.staff(environment) where isRefused(audience, channels, record) {
                return false
            }
            if isRefused(system, at: .environment(environment.id), record),
                !isRefused(system, at: system.hosting, record)
            {
                return false
            }
        }
        return true
    }

    /// The one environment to which a set of actions can move a system: of those to which it can move, where most of what is refused today no
    /// longer is, the first of the file. Nil where nothing is refused that a move could cut.
    mutating func candidate(_ node: Int) -> Plant.Environment? {
        if let known = candidates[node] { return known }
        var best: (environment: Plant.Environment, cut: Int)?
        if let system = places.all[node].system, let refused = refusedThere[node] {
            for environment in plant.environments where isSound(system, node, in: environment) {
                var cut = 0
                for record in refused where !isRefused(system, at: .environment(environment.id), record) { cut += 1 }
                if best.map({ $0.cut < cut }) ?? true { best = (environment, cut) }
            }
        }
        candidates[node] = .some(best?.environment)
        return best?.environment
    }
}
