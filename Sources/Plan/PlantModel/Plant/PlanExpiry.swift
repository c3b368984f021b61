/// When the facts of a plant end.
public enum PlanExpiry {
    /// The fact in force on the plant's date that ends first.
    public static func earliest(in plant: Plant) -> (day: Day, fact: String)? {
        var ends: [(day: Day, fact: String)] = []
        func add(_ day: Day?, _ fact: String) {
            if let day, day >= plant.asOf { ends.append((day, fact)) }
        }
        for audience in plant.audiences {
            add(audience.allUSPersons?.expires, "audience \(audience.id): every member is a U.S. person")
            add(audience.allUSCitizens?.expires, "audience \(audience.id): every member is a U.S. citizen")
            add(audience.needToKnow?.expires, "audience \(audience.id): need to know")
        }
        for authorization in plant.authorizations { add(authorization.until, "authorization \(authorization.id)") }
        for environment in plant.environments {
            add(environment.keys.fips140?.expires, "environment \(environment.id): FIPS 140 certificate")
            for assurance in environment.assurances {
                add(assurance.expires, "environment \(environment.id): \(assurance.kind)")
            }
        }
        for scope in plant.assessmentScopes { add(scope.expires, "assessment \(scope.id)") }
        return ends.min { ($0.day, $0.fact) < ($1.day, $1.fact) }
    }
}
