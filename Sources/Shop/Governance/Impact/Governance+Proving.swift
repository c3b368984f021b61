public import Boundary
public import CedarAnalysis
public import Journal

extension Governance {
    /// The test that proving records: no baseline is released without it, and nobody else records it.
    public static let proofTest = "theorems"

    /// Proves what goes with a baseline that is asked for, and records what became of it as the test ``proofTest``.
    /// - Throws: as ``recordTest(_:passed:reference:of:content:command:by:)``; `stale` where the change is of another baseline; `unsound`.
    @discardableResult
    public func prove<Way: Channel>(
        _ draft: BaselineDraft,
        for change: ChangePlace,
        limits: SolverLimits = SolverLimits(),
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> BaselineProof {
        let result = await Task.detached { () -> Result<BaselineProof, GovernanceRefusal> in
            Result { () throws(GovernanceRefusal) in try draft.prove(limits: limits) }
        }.value
        let proof = try result.get()
        try await add(
            test: .init(name: Self.proofTest, passed: proof.isComplete, reference: proof.summary, by: actor.person),
            to: change,
            content: draft.digest,
            command: command,
            by: actor
        )
        return proof
    }
}
