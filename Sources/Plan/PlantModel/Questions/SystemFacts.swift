import Cedar

/// Existing systems as Cedar entities.
struct SystemFacts {
    let plant: Plant
    let index: PlantIndex

    /// A system as it would be if it ran at a place, which is where it runs today or where it could.
    ///
    /// Places, operator and assurances of the environment are those of the system there, as far as the system states none of its own.
    /// An assessed scope names its systems one by one, so that of the environment says nothing of them.
    func entity(_ system: Plant.System, hosting: Plant.System.Hosting, uid: EntityUID) -> Entity {
        let day = plant.asOf
        var environment: Plant.Environment?
        var countries: Set<String>?
        switch hosting {
        case .environment(let id):
            environment = index.environments[id]
            countries = environment.flatMap(countriesOfData)
        case .site(let id):
            countries = index.sites[id]?.country.value(on: day).map { [$0] }
        }
        // What a system says of itself is said of where it runs today.
        if hosting == system.hosting, let stated = system.countries { countries = stated.value(on: day).map(Set.init) }
        let external = environment.map(index.isExternal) ?? false
        let assurances = system.assurances + (environment?.assurances ?? [])
        var attributes: Record = [
            "kind": .string(system.kind),
            "external": .bool(external),
            "cloud": .bool(external && (environment?.availability.needsUplink.value(on: day) ?? true)),
            "assurances": .strings(assurances.filter { $0.isInForce(on: day) }.flatMap(AssuranceFacts.included)),
            "assessments": .strings(
                plant.assessmentScopes
                    .filter { $0.isInForce(on: day) && $0.systems.contains(system.id) }
                    .flatMap { AssuranceFacts.included(kind: $0.kind, level: $0.level, assessment: $0.assessment) }
            ),
            "terms": .strings(system.terms.map(\.value) + (environment?.terms.accepts.map(\.value) ?? [])),
            "enforcesAttributes": .bool(system.enforces.attributes?.value(on: day) ?? false),
            "enforcesFields": .bool(system.enforces.fields?.value(on: day) ?? false),
        ]
        if let countries { attributes["countries"] = .strings(countries) }
        return Entity(uid: uid, attributes: attributes)
    }

    /// Where an environment processes, stores and backs up; nil where any of them is unknown.
    private func countriesOfData(_ environment: Plant.Environment) -> Set<String>? {
        let locations = environment.locations
        var countries: Set<String> = []
        for fact in [locations.processing, locations.storage, locations.backup] {
            guard let known = fact?.value(on: plant.asOf) else { return nil }
            countries.formUnion(known)
        }
        return countries
    }
}
