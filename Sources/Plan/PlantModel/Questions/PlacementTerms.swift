/// The price terms of a plan, from a plant's facts and what its policies said.
///
/// Whoever asked the policies (the planner by signature, the checker by its own grouping) hands in the answers; the terms are the same for
/// both, because they follow from the plant file alone.
public struct PlacementTerms: Sendable {
    /// What the policies said of one unit.
    public struct UnitAnswer: Sendable, Equatable {
        /// Ids of environments that may host it.
        public var eligible: Set<String>
        /// Names of the instance-wide controls that it needs.
        public var controls: Set<String>
        /// The highest change tier asked for; 1 where nobody asks.
        public var tier: Int
        /// Validation packages it asks of its instance.
        public var validations: Set<String>
        /// What shapes its process; equal sets are one variant.
        public var processes: Set<String>
        /// Its separation class.
        public var separationClass: Int

        /// What a unit is asked for by obligations that bind it, before any environment is admitted.
        public init(_ binding: some Sequence<Obligation>, separationClass: Int) {
            eligible = []
            controls = []
            tier = 1
            validations = []
            processes = []
            self.separationClass = separationClass
            bind(binding)
        }

        /// Adds what obligations ask for.
        public mutating func bind(_ obligations: some Sequence<Obligation>) {
            for obligation in obligations {
                if let control = obligation.instanceWide { controls.insert(control) }
                if let asked = obligation.tier { tier = max(tier, asked) }
                if let validation = obligation.validation { validations.insert(validation) }
                if let process = obligation.process { processes.insert(process) }
            }
        }
    }

    let plant: Plant
    let index: PlantIndex
    /// All units, sorted by program, then site.
    public let places: [PlacementFacts.Place]
    /// Environments that can host, sorted by id.
    public let environments: [Plant.Environment]
    /// What these environments enforce, each kind once, least first.
    public let enforcements: [PlacementFacts.Enforcement]

    /// Prepares the terms of a plant.
    public init(plant: Plant) {
        self.plant = plant
        index = PlantIndex(plant)
        places = plant.programs.flatMap { program in
            Set(program.sites.map(\.value)).map { PlacementFacts.Place(program: program.id, site: $0) }
        }.sorted { ($0.program, $0.site) < ($1.program, $1.site) }
        environments = plant.hostCandidates
        enforcements = Set(environments.map { PlacementFacts.Enforcement($0, on: plant.asOf) }).sorted()
    }

    /// The problem in whole numbers. `answers` runs beside `places`, `separations` beside `enforcements`.
    public func problem(answers: [UnitAnswer], separations: [[[PlacementProblem.Separation]]]) -> PlacementProblem {
        let units = zip(places, answers).map { place, answer in
            PlacementProblem.Unit(
                program: place.program,
                site: place.site,
                load: load(of: place),
                eligible: environments.indices.filter { answer.eligible.contains(environments[$0].id) },
                separationClass: answer.separationClass
            )
        }
        let features = self.features(answers)
        return PlacementProblem(
            units: units,
            environments: environments.map { environment in
                PlacementProblem.Environment(
                    id: environment.id,
                    capacity: environment.hoursPerWeekMax,
                    maximumInstances: environment.instancesMax ?? max(1, places.count),
                    enforcement: enforcements.firstIndex(of: PlacementFacts.Enforcement(environment, on: plant.asOf))
                        ?? 0
                )
            },
            separations: separations,
            entangled: environments.map { one in
                let infrastructure = Set(one.tenancy.infrastructure)
                return environments.map {
                    $0.id == one.id || !infrastructure.isDisjoint(with: $0.tenancy.infrastructure)
                }
            },
            features: features,
            controls: controls(answers),
            objectives: [score(features), change(features, units, answers), cost(features)]
        )
    }

    /// Hours a week that the unit takes of its site's work centers.
    private func load(of place: PlacementFacts.Place) -> Int {
        (index.programs[place.program]?.workCenters ?? [])
            .filter { index.workCenters[$0.workCenter]?.site == place.site }
            .reduce(0) { $0 + $1.hoursPerWeek }
    }

    private func features(_ answers: [UnitAnswer]) -> [PlacementProblem.Feature] {
        var members: [String: [String: Set<Int>]] = [:]
        for (unit, place) in places.enumerated() {
            guard let program = index.programs[place.program] else { continue }
            func add(_ kind: String, _ id: String) { members[kind, default: [:]][id, default: []].insert(unit) }
            add("site", place.site)
            add("program", place.program)
            for system in program.systems { add("system", system.value) }
            let centers = program.workCenters.compactMap { index.workCenters[$0.workCenter] }.filter {
                $0.site == place.site
            }
            for center in centers { add("workCenter", center.id) }
            // Who works on a program at a site: those whom its work centers' zones admit, all of the site's where no zone is named.
            let zones = Set(centers.compactMap(\.zone))
            let site = index.sites[place.site]
            for zone in site?.zones ?? [] where zones.isEmpty || zones.contains(zone.id) {
                for audience in zone.admits { add("audience", audience) }
            }
            for validation in answers[unit].validations { add("validation", validation) }
            if !answers[unit].processes.isEmpty {
                add("process", answers[unit].processes.sorted().joined(separator: " + "))
            }
        }
        return members.sorted { $0.key < $1.key }.flatMap { kind, byID in
            byID.sorted { $0.key < $1.key }.map { id, units in
                PlacementProblem.Feature(kind: kind, id: id, units: units.sorted())
            }
        }
    }

    private func controls(_ answers: [UnitAnswer]) -> [PlacementProblem.Control] {
        var members: [String: Set<Int>] = [:]
        for (unit, answer) in answers.enumerated() {
            for control in answer.controls { members[control, default: []].insert(unit) }
            // Each level above the lowest counts on its own: a tier 3 instance burdens a tier 1 unit twice.
            for level in 2...max(2, answer.tier) where level <= answer.tier {
                members["change tier \(level)", default: []].insert(unit)
            }
        }
        return members.sorted { $0.key < $1.key }.map { PlacementProblem.Control(id: $0.key, units: $0.value.sorted()) }
    }

    /// The price of a feature in the score, and whether only the second one of a thing costs.
    private func scoreWeight(_ kind: String) -> (price: Int, firstIsFree: Bool) {
        let weights = plant.weights
        return switch kind {
        case "site", "audience": (weights.twoSystemsAtSite, true)
        case "program": (weights.splitMasterData, true)
        case "workCenter": (weights.hiddenCapacity, true)
        case "system": (weights.integrationLink, false)
        case "validation": (weights.validationPackage, false)
        default: (weights.processVariant, false)
        }
    }

    private func score(_ features: [PlacementProblem.Feature]) -> PlacementProblem.Objective {
        let weights = plant.weights
        return PlacementProblem.Objective(
            name: "score",
            instance: environments.map { _ in weights.instance },
            environment: environments.map { _ in weights.environment },
            compartment: weights.compartment,
            feature: features.map { [scoreWeight($0.kind).price] },
            overControl: weights.overControl,
            unit: [],
            constant: -features.reduce(0) { sum, feature in
                let weight = scoreWeight(feature.kind)
                return sum + (weight.firstIsFree ? weight.price : 0)
            }
        )
    }

    /// Units moved, each at its change tier, and systems that have to be connected anew.
    private func change(
        _ features: [PlacementProblem.Feature],
        _ units: [PlacementProblem.Unit],
        _ answers: [UnitAnswer]
    ) -> PlacementProblem.Objective {
        var today: [PlacementFacts.Place: String] = [:]
        var linked: Set<String> = []
        for instance in plant.instances {
            for unit in instance.hosts {
                let place = PlacementFacts.Place(program: unit.program, site: unit.site)
                today[place] = instance.candidateID ?? ""
                guard let environment = instance.candidateID else { continue }
                for system in index.programs[unit.program]?.systems ?? [] {
                    linked.insert(environment + "/" + system.value)
                }
            }
        }
        return PlacementProblem.Objective(
            name: "change",
            instance: environments.map { _ in 0 },
            environment: environments.map { _ in 0 },
            compartment: 0,
            feature: features.map { feature in
                guard feature.kind == "system" else { return [0] }
                return environments.map { linked.contains($0.id + "/" + feature.id) ? 0 : 1 }
            },
            overControl: 0,
            unit: units.indices.map { unit in
                // A unit that no system runs today moves from nowhere.
                guard let from = today[places[unit]] else { return [] }
                return units[unit].eligible.map { environments[$0].id == from ? 0 : answers[unit].tier }
            },
            constant: 0
        )
    }

    private func cost(_ features: [PlacementProblem.Feature]) -> PlacementProblem.Objective {
        PlacementProblem.Objective(
            name: "cost",
            instance: environments.map(\.costs.validation),
            environment: environments.map(\.costs.open),
            compartment: 0,
            feature: features.map { _ in [0] },
            overControl: 0,
            unit: [],
            constant: 0
        )
    }
}
