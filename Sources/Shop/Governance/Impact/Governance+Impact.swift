public import Boundary
internal import Cedar
public import CedarAnalysis
public import Journal
public import PlantModel

extension Governance {
    /// What a baseline would change, as sentences that name nobody: who in the register gains and loses, and, where the prover is given limits,
    /// in which kinds of requests anybody could.
    /// - Parameter limits: of each query to the prover; nil leaves it out, since it takes minutes.
    /// - Throws: `unsound` where a baseline cannot be asked as of the day; `noAnswer` where none is in force.
    public func impact(of draft: BaselineDraft, on day: Day, proving limits: SolverLimits? = nil)
        async throws(GovernanceRefusal) -> [String]
    {
        let boundary = hull.boundary
        let result = await Task.detached { () -> Result<[String], GovernanceRefusal> in
            Result { () throws(GovernanceRefusal) in
                do {
                    var lines = try boundary.impact(of: draft.baseline).summary
                    if let limits, let current = boundary.baseline {
                        lines += try Self.difference(from: current, to: draft.baseline, on: day, limits)
                    }
                    return lines
                } catch let error as BoundaryError {
                    throw GovernanceRefusal(thrown: error)
                } catch {
                    throw GovernanceRefusal(.unsound, "\(error)")
                }
            }
        }.value
        return try result.get()
    }

    /// Asks for another baseline: with what it would change, worked out now.
    /// - Parameter plans: which plans it touches, as the planner says.
    /// - Throws: as ``request(_:command:by:)`` and ``impact(of:on:proving:)``.
    public func request<Way: Channel>(
        _ draft: BaselineDraft,
        title: String,
        reason: String,
        effective: Day,
        plans: [String] = [],
        on day: Day,
        proving limits: SolverLimits? = nil,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> ChangePlace {
        let change = ChangeDraft(
            .baseline,
            title: title,
            reason: reason,
            content: draft.digest,
            programs: nil,
            effective: effective,
            impact: try await impact(of: draft, on: day, proving: limits) + plans
        )
        return try await request(change, command: command, by: actor)
    }

    /// For each kind of request whether anybody could gain or lose, whoever may come.
    private static func difference(
        from old: PolicyBaseline,
        to new: PolicyBaseline,
        on day: Day,
        _ limits: SolverLimits
    ) throws -> [String] {
        let prover = Prover(schema: new.catalogue.schema, limits: limits)
        let difference = PolicyDiff(
            prover,
            from: try policies(of: old, on: day),
            to: try policies(of: new, on: day),
            reading: .denies
        )
        if difference.isUnchanged { return ["proved: no request is decided otherwise"] }
        return difference.rows.flatMap { row in
            [("gains", row.gained), ("losses", row.lost)].compactMap { word, change in
                switch change {
                case .none: nil
                case .example: "\(row.environment): \(word) are possible"
                case .unknown: "\(row.environment): \(word) were not shown either way"
                }
            }
        }
    }

    /// All that a baseline decides by on a day.
    static func policies(of baseline: PolicyBaseline, on day: Day) throws -> PolicySet {
        let plant = baseline.plant.on(day)
        let obligations = try PlantObligations(plant: plant, catalogue: baseline.catalogue)
        return try PolicySet.merging([obligations.policies, baseline.grants])
    }
}
