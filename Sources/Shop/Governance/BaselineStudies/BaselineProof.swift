internal import Boundary
internal import Cedar
public import CedarAnalysis
internal import PlantModel

/// What became of the theorems that go with a catalogue: statements that have to hold whatever a plant grants.
public struct BaselineProof: Sendable, Equatable {
    /// How many were proved, each in every request environment that it speaks of.
    public let proved: Int
    /// The ids of those that fail, or that say nothing.
    public let failed: [String]
    /// The ids of those that were not shown either way within the limits.
    public let unknown: [String]

    /// Whether all were proved, and there was one at least.
    public var isComplete: Bool { failed.isEmpty && unknown.isEmpty && proved > 0 }

    /// As a reference in the record of a change.
    public var summary: String {
        let open = (failed.map { "\($0) fails" } + unknown.map { "\($0) is not shown" }).prefix(20)
        return (["\(proved) theorems proved"] + open).joined(separator: "; ")
    }
}

extension BaselineDraft {
    /// The theorems that go with the draft's catalogue, by the names of their files.
    /// - Throws: `unsound` for one that is none.
    public func readTheorems() throws(GovernanceRefusal) -> [Theorem] {
        do throws(CedarErrors) {
            var found: [Theorem] = []
            for (name, bytes) in files.theorems.sorted(by: { $0.key < $1.key }) {
                let set = try PolicySet(bytes: bytes, file: "theorems/\(name)").renamedByAnnotation()
                for policy in set.templates + set.policies { found.append(try Theorem(policy)) }
            }
            return found
        } catch {
            throw GovernanceRefusal(.unsound, "\(error)")
        }
    }

    /// Proves the theorems that go with the draft's catalogue, about all of its obligations.
    ///
    /// Each environment of each theorem is a query to Z3 within limits: minutes for a whole catalogue, so not where others wait.
    /// - Throws: `unsound` for a theorem that is none.
    public func prove(limits: SolverLimits = SolverLimits()) throws(GovernanceRefusal) -> BaselineProof {
        let prover = Prover(schema: baseline.catalogue.schema, limits: limits)
        return try prove(prover) { _, _, _ in true } ?? BaselineProof(proved: 0, failed: [], unknown: [])
    }

    /// The same, beside other work with a prover.
    /// - Returns: nil where it is not wanted any more.
    func prove(_ prover: Prover, _ progress: WorkProgress) throws(GovernanceRefusal) -> BaselineProof? {
        let theorems = try readTheorems()
        let policies = baseline.catalogue.obligations.map(\.policy)
        var proved = 0
        var failed: [String] = []
        var unknown: [String] = []
        for (done, theorem) in theorems.enumerated() {
            guard progress("theorems", done, theorems.count) else { return nil }
            var worst = Standing.proved
            let outcomes = theorem.outcomes(prover, policies, .denies).map { Standing($0.outcome) }
            for standing in outcomes.isEmpty ? [.failed] : outcomes { worst = max(worst, standing) }
            switch worst {
            case .proved: proved += 1
            case .unknown: unknown.append("\(theorem.policy.id)")
            case .failed: failed.append("\(theorem.policy.id)")
            }
        }
        return BaselineProof(proved: proved, failed: failed, unknown: unknown)
    }

    private enum Standing: Int, Comparable {
        case proved, unknown, failed

        init(_ outcome: Theorem.Outcome) {
            self =
                switch outcome {
                case .proved: .proved
                case .unknown: .unknown
                case .failed, .empty: .failed
                }
        }

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }
}
