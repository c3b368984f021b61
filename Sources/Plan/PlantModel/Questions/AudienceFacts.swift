import Cedar

/// Audiences as Cedar persons that carry their members' worst facts.
struct AudienceFacts {
    let plant: Plant
    let index: PlantIndex
    let scopes: [ScopeFacts]

    func entity(_ audience: Plant.Audience) -> Entity {
        let day = plant.asOf
        let employer = audience.employer.flatMap { index.parties[$0] }
        var attributes: Record = ["scopesInForce": .set([]), "flowedDown": .strings(employer?.flowedDown ?? [])]
        if let employer {
            attributes["employer"] = .entity(Question.party(employer.id))
            attributes["employerKind"] = .string(employer.kind.rawValue)
            if let country = employer.country.value(on: day) { attributes["employerCountry"] = .string(country) }
            attributes["scopesInForce"] = .set(
                Set(scopes.filter { $0.authorization.parties.contains(employer.id) }.map { .entity($0.uid) })
            )
            attributes["jcp"] = .bool(employer.isJointlyCertified(on: day))
        }
        if let role = audience.role { attributes["role"] = .string(role) }
        attributes.setBool("usPerson", audience.allUSPersons, day)
        attributes.setBool("usCitizen", audience.allUSCitizens, day)
        attributes.setStrings("citizenshipsEver", audience.citizenships, day)
        attributes.setStrings("citizenshipsLatest", audience.latestCitizenships ?? audience.citizenships, day)
        attributes.setStrings("worksIn", audience.worksIn, day)
        attributes.setBool("federalEmployee", audience.federalEmployees, day)
        if let need = audience.needToKnow {
            // An expired need to know is a need to know of nothing, not the absence of a limit.
            let programs = need.isInForce(on: day) ? need.programs : []
            attributes["needToKnow"] = .set(Set(programs.map { .entity(Question.program($0)) }))
        }
        return Entity(uid: Question.person(audience.id), attributes: attributes)
    }
}
