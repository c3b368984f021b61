public import Boundary
public import PlantModel

extension PersonFacts {
    /// A U.S. citizen of the plant's owner, in whatever role.
    public static func american(_ id: String, role: String?, until: Day? = nil, asOf: Day? = nil) throws -> PersonFacts
    {
        var facts = PersonFacts(id: id, source: "HR", asOf: try (asOf ?? Day("2026-11-01")).orThrow("a day"))
        facts.employer = .init("owner")
        facts.role = role.map { .init($0, until: until) }
        facts.usPerson = .init(true)
        facts.usCitizen = .init(true)
        facts.citizenships = [.init("US")]
        facts.residencies = [.init("US")]
        facts.worksIn = .init(["US"])
        return facts
    }
}
