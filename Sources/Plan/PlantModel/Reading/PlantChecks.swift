import Cedar

/// What no single field shows: duplicate ids, names that nothing has, facts that cannot all be true.
struct PlantChecks {
    private(set) var problems: [PlantProblem] = []

    init(_ plant: Plant) {
        let index = PlantIndex(plant)
        duplicates(plant)
        references(plant, index)
        for program in plant.programs { contradictions(program, plant, index) }
        for environment in plant.environments {
            if environment.keys.endToEnd?.value == true, environment.purposes.contains(.host) {
                let message =
                    "environment \(environment.id) hosts, so it decrypts: end-to-end encryption can only be of one that stores or relays"
                add(.contradiction, environment.place, message)
            }
        }
    }

    private mutating func add(_ code: ProblemCode, _ place: SourcePlace, _ message: String, suggestion: String? = nil) {
        problems.append(PlantProblem(code, at: place, message, suggestion: suggestion))
    }

    private mutating func unique(_ what: String, _ ids: [(id: String, place: SourcePlace)]) {
        var seen: [String: SourcePlace] = [:]
        for (id, place) in ids {
            if let first = seen[id] {
                add(.duplicateID, place, "the \(what) '\(id)' stands at \(first) already")
            } else {
                seen[id] = place
            }
        }
    }

    private mutating func duplicates(_ plant: Plant) {
        unique("site", plant.sites.map { ($0.id, $0.place) })
        unique("zone", plant.sites.flatMap(\.zones).map { ($0.id, $0.place) })
        unique("work center", plant.workCenters.map { ($0.id, $0.place) })
        unique("party", plant.parties.map { ($0.id, $0.place) })
        unique("audience", plant.audiences.map { ($0.id, $0.place) })
        unique("authorization", plant.authorizations.map { ($0.id, $0.place) })
        unique("program", plant.programs.map { ($0.id, $0.place) })
        unique("environment", plant.environments.map { ($0.id, $0.place) })
        unique("assessment scope", plant.assessmentScopes.map { ($0.id, $0.place) })
        unique("system", plant.systems.map { ($0.id, $0.place) })
        unique("instance", plant.instances.map { ($0.id, $0.place) })
        unique("flow", plant.flows.map { ($0.id, $0.place) })
        for program in plant.programs {
            unique("flowdown of \(program.id)", program.flowdowns.map { ($0.id, $0.place) })
        }
    }

    private mutating func refer(
        _ what: String,
        _ id: String,
        _ place: SourcePlace,
        _ known: some Collection<String>,
        _ isKnown: Bool
    ) {
        if !isKnown {
            add(.danglingReference, place, "there is no \(what) '\(id)'", suggestion: NearestName.to(id, in: known))
        }
    }

    private mutating func references(_ plant: Plant, _ index: PlantIndex) {
        func audience(_ id: String, _ place: SourcePlace) {
            refer("audience", id, place, index.audiences.keys, index.audiences[id] != nil)
        }
        func site(_ id: String, _ place: SourcePlace) {
            refer("site", id, place, index.sites.keys, index.sites[id] != nil)
        }
        func party(_ id: String, _ place: SourcePlace) {
            refer("party", id, place, index.parties.keys, index.parties[id] != nil)
        }
        func program(_ id: String, _ place: SourcePlace) {
            refer("program", id, place, index.programs.keys, index.programs[id] != nil)
        }
        func environment(_ id: String, _ place: SourcePlace) {
            refer("environment", id, place, index.environments.keys, index.environments[id] != nil)
        }
        func system(_ id: String, _ place: SourcePlace) {
            refer("system", id, place, index.systems.keys, index.systems[id] != nil)
        }
        for zone in plant.sites.flatMap(\.zones) { for id in zone.admits { audience(id, zone.place) } }
        for center in plant.workCenters {
            site(center.site, center.place)
            if let zone = center.zone { refer("zone", zone, center.place, index.zones.keys, index.zones[zone] != nil) }
        }
        for entry in plant.audiences {
            if let employer = entry.employer { party(employer, entry.place) }
            for id in entry.needToKnow?.programs ?? [] { program(id, entry.needToKnow?.place ?? entry.place) }
        }
        for entry in plant.authorizations {
            for id in entry.parties { party(id, entry.place) }
            for id in entry.programs { program(id, entry.place) }
        }
        for entry in plant.programs {
            party(entry.customer, entry.place)
            for id in entry.sites { site(id.value, id.place) }
            for id in entry.systems { system(id.value, id.place) }
            for load in entry.workCenters {
                let known = index.workCenters[load.workCenter]
                refer("work center", load.workCenter, load.place, index.workCenters.keys, known != nil)
                if let known, !entry.sites.contains(where: { $0.value == known.site }) {
                    add(
                        .contradiction,
                        load.place,
                        "program \(entry.id) works at \(known.id), which is at \(known.site), not one of its sites"
                    )
                }
            }
        }
        for entry in plant.environments {
            for id in entry.administrators + entry.support { audience(id.value, id.place) }
            if case .listed(let ids) = entry.sites { for id in ids { site(id, entry.place) } }
            if let operatedBy = entry.operatedBy { party(operatedBy, entry.place) }
        }
        for entry in plant.assessmentScopes {
            for id in entry.environments { environment(id, entry.place) }
            for id in entry.systems { system(id, entry.place) }
        }
        for entry in plant.systems {
            for id in entry.audiences { audience(id.value, id.place) }
            switch entry.hosting {
            case .environment(let id): environment(id, entry.hostingPlace)
            case .site(let id): site(id, entry.hostingPlace)
            }
        }
        for entry in plant.instances {
            if let id = entry.environment { environment(id, entry.place) }
            for unit in entry.hosts {
                program(unit.program, entry.place)
                site(unit.site, entry.place)
            }
        }
        for entry in plant.flows {
            for case .system(let id) in [entry.from, entry.to] { system(id, entry.place) }
            for id in entry.programs ?? [] { program(id, entry.place) }
            if let filter = entry.filter {
                refer("filter", filter, entry.place, index.filters.keys, index.filters[filter] != nil)
            }
        }
    }

    private mutating func contradictions(_ program: Plant.Program, _ plant: Plant, _ index: PlantIndex) {
        let classification = program.classification
        if let distribution = classification.distribution, distribution.statement == .a, !classification.exports.isEmpty
        {
            let message =
                "distribution statement A is for everyone; program \(program.id) is export-controlled (DoDI 5230.24)"
            add(.contradiction, distribution.place, message)
        }
        // B is for the U.S. Government, E for DoD components: a contractor's plant is neither.
        if let distribution = classification.distribution, [.b, .e].contains(distribution.statement),
            plant.parties.contains(where: { $0.kind == .self })
        {
            let message =
                "distribution statement \(distribution.statement.rawValue) of program \(program.id) excludes the plant that holds it"
            add(.contradiction, distribution.place, message)
        }
        for flowdown in program.flowdowns where flowdown.persons?.value == .usCitizens {
            for authorization in plant.authorizations
            where authorization.isInForce(on: plant.asOf) && authorization.programs.contains(program.id)
                && authorization.parties.contains(where: { index.parties[$0]?.country.value != "US" })
            {
                let message =
                    "authorization \(authorization.id) admits a foreign party to program \(program.id), whose flowdown \(flowdown.id) "
                    + "admits U.S. citizens only"
                add(.contradiction, authorization.place, message)
            }
        }
        for purge in program.flowdowns where purge.purge != nil {
            let message =
                "flowdown \(purge.id) of program \(program.id) asks for return or destruction, while records have to be kept; ways out: "
                + "the customer agrees to an exception for the records kept, takes over the keeping, or the duty to keep is waived"
            add(.conflictingDuties, purge.purge?.place ?? purge.place, message)
        }
    }
}
