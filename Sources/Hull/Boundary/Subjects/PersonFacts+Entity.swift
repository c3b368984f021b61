internal import Cedar
internal import PlantModel

extension PersonFacts {
    /// The attributes of the `Person` on the day of the facts of a plant.
    func attributes(_ plant: PlantFacts) -> Record {
        let day = plant.plant.asOf
        let party = employer.flatMap { $0.isInForce(on: day) ? plant.index.parties[$0.value] : nil }
        var attributes: [CedarString: Value] = [:]
        func set(_ name: CedarString, _ fact: Dated<Bool>?) {
            if let fact, fact.isInForce(on: day) { attributes[name] = .bool(fact.value) }
        }
        if let party {
            attributes["employer"] = .entity(EntityUID(type: "Party", id: party.id))
            attributes["employerKind"] = .string(party.kind.rawValue)
            if let country = party.country.value(on: day) { attributes["employerCountry"] = .string(country) }
            attributes["jcp"] = .bool(party.isJointlyCertified(on: day))
        }
        attributes["flowedDown"] = .strings(party?.flowedDown ?? [])
        if let role, role.isInForce(on: day) { attributes["role"] = .string(role.value) }
        set("usPerson", usPerson)
        set("usCitizen", usCitizen)
        set("federalEmployee", federalEmployee)
        set("dodEmployee", dodEmployee)
        if let ever = citizenshipsEver(on: day) { attributes["citizenshipsEver"] = .strings(ever) }
        if let latest = citizenshipsLatest(on: day) { attributes["citizenshipsLatest"] = .strings(latest) }
        if let worksIn, worksIn.isInForce(on: day) { attributes["worksIn"] = .strings(worksIn.value) }
        let granted = grantedNeeds.filter { $0.isInForce(on: day) }
        if needToKnow != nil || !granted.isEmpty {
            let stated = (needToKnow ?? []).filter { $0.isInForce(on: day) }
            let programs = (stated + granted).map { Value.entity(EntityUID(type: "Program", id: $0.value)) }
            attributes["needToKnow"] = .set(Set(programs))
        }
        let scopes = plant.scopesInForce.filter { scope in
            party.map { scope.parties.contains($0.id) } ?? false || authorizations.contains(scope.scope.id.text)
        }
        attributes["scopesInForce"] = .set(Set(scopes.map { .entity($0.scope) }))
        return Record(attributes)
    }

    /// Every citizenship ever held, given up ones too, and every residency held now (22 CFR 120.50(b)). Unknown unless both are known.
    private func citizenshipsEver(on day: Day) -> Set<String>? {
        guard let citizenships, let residencies else { return nil }
        let held = citizenships.filter { $0.from.map { $0 <= day } ?? true }
        return Set(held.map(\.value) + residencies.filter { $0.isInForce(on: day) }.map(\.value))
    }

    /// The most recent citizenship or permanent residency (15 CFR 734.13(b)). Where it is not known since when, it may be the latest, so
    /// it counts beside the latest that is dated.
    private func citizenshipsLatest(on day: Day) -> Set<String>? {
        guard let citizenships, let residencies else { return nil }
        let held = (citizenships + residencies).filter { $0.isInForce(on: day) }
        let latest = held.compactMap(\.from).max()
        let counted = held.filter { $0.from == nil || $0.from == latest }
        return counted.isEmpty ? nil : Set(counted.map(\.value))
    }
}
