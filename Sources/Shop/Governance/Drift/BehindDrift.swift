internal import Boundary
internal import PlantModel
internal import Storage

/// Where the control log has what stands behind findings: the release and the adoption of the files in force, and the facts of persons as they were last
/// stated.
struct BehindDrift {
    private let baseline: [UInt64]
    private let facts: [String: [UInt64]]

    init(_ hull: SiteHull, _ baseline: PolicyBaseline, on day: Day) throws {
        let query = ViewQuery(
            GovernanceProjection.baselines.name,
            columns: ["release", "sequence"],
            order: [ViewQuery.Order("sequence")],
            limit: ViewQuery.limitMax
        )
        let released = try hull.rows(query, in: hull.control).last {
            Governance.releases([$0]).first?.digest == baseline.release
        }
        var places = try hull.adoptionPlaces()
        if case .integer(let sequence)? = released?.last { places.append(UInt64(clamping: sequence)) }
        self.baseline = places
        facts = try hull.placesOfLapsedFacts(on: day)
    }

    func places(of finding: DriftFinding) -> [UInt64] {
        if finding.code.isOfTheBaseline { return baseline }
        guard finding.code == .personFacts else { return [] }
        return facts.first { finding.about.hasPrefix("\($0.key) of ") }?.value ?? []
    }
}
