public import Cedar
internal import CedarAnalysis
public import PlantModel

/// The proof that what decides over flows lets nothing through that an obligation forbids, of every request that can be asked and not of those
/// alone that a trial asks.
public struct FilterProof: Sendable, Equatable {
    /// Obligations of which it was proved.
    public internal(set) var proved: [String] = []
    /// Those of which it was not, each with the reason.
    public internal(set) var unproved: [String: String] = [:]

    /// Asks the prover, for each obligation that speaks of what a system receives or of what its readers see.
    /// - Throws: `CedarErrors`, `ObligationProblems`.
    public init(_ plant: Plant, catalogue: ObligationCatalogue, grants: PolicySet) throws {
        let obligations = try PlantObligations(plant: plant, catalogue: catalogue)
        let all = try PolicySet.merging([obligations.policies, grants.renamedByAnnotation()])
        let prover = Prover(schema: catalogue.schema)
        let environments = catalogue.schema.requestEnvironments.filter { environment in
            [EntityUID(type: "Action", id: "receive"), EntityUID(type: "Action", id: "view")].contains(
                environment.action
            )
                && environment.resource == "Record"
        }
        for obligation in obligations.policies.policies where obligation.effect == .forbid {
            let claim = Claim.implies(
                .allows(all.policies, .denies),
                .not(.forbidden(by: [obligation], .denies))
            )
            let verdicts = prover.verdicts(on: claim, in: environments)
            if let open = verdicts.first(where: { !$0.verdict.isProved }) {
                unproved[obligation.id.description] = open.verdict.reason ?? "refuted"
            } else {
                proved.append(obligation.id.description)
            }
        }
        proved.sort()
    }
}
