/// When the facts that a plan rests on end.
public enum PlanExpiry {
    /// The fact in force on the plant's date that ends first, among those of the environments that are used, of who can reach them, and
    /// of authorizations.
    public static func earliest(in plant: Plant, using environments: Set<String>) -> (day: Day, fact: String)? {
        var ends: [(day: Day, fact: String)] = []
        func add(_ day: Day?, _ fact: String) {
            if let day, day >= plant.asOf { ends.append((day, fact)) }
        }
        let used = plant.hostCandidates.filter { environments.contains($0.id) }
        let reaching = Set(used.flatMap { $0.administrators + $0.support }.map(\.value))
        for audience in plant.audiences where reaching.contains(audience.id) {
            add(audience.allUSPersons?.expires, "audience \(audience.id): every member is a U.S. person")
            add(audience.allUSCitizens?.expires, "audience \(audience.id): every member is a U.S. citizen")
        }
        // One that covers parts or data classes only admits no unit, so no plan lapses with it.
        for authorization in plant.authorizations where authorization.parts == nil && authorization.dataClasses == nil {
            add(authorization.until, "authorization \(authorization.id)")
        }
        for environment in used {
            add(environment.keys.fips140?.expires, "environment \(environment.id): FIPS 140 certificate")
            for assurance in environment.assurances {
                add(assurance.expires, "environment \(environment.id): \(assurance.kind)")
            }
        }
        for scope in plant.assessmentScopes
        where !scope.environments.allSatisfy({ id in !used.contains { $0.environmentID == id } }) {
            add(scope.expires, "assessment \(scope.id)")
        }
        return ends.min { ($0.day, $0.fact) < ($1.day, $1.fact) }
    }
}
