internal import Cedar

/// When a policy matches and when it errs.
struct SymbolicPolicy {
    let satisfied: Term
    let errs: Term
}

extension ExpressionEncoder {
    /// Scope and clauses as one expression, in the order of evaluation; first it must be strictly valid in the environment.
    func encode(_ policy: Policy) throws(Unsupported) -> SymbolicPolicy {
        if policy.isTemplate {
            throw Unsupported(reason: "`\(policy.id)` is a template, which is analysed only when it is linked")
        }
        let checked = typechecker.check(policy, in: environment)
        guard let condition = checked.condition else {
            throw Unsupported(
                reason: "`\(policy.id)` is not strictly valid"
                    + (checked.problems.first.map { "; \($0.message)" } ?? ": it names what the schema lacks"),
                range: checked.problems.first?.range ?? policy.range
            )
        }
        let outcome: (error: Term, term: Term)
        do throws(Unsupported) {
            outcome = try encodeTruth(condition)
        } catch {
            throw Unsupported(reason: "`\(policy.id)`: \(error.reason)", range: error.range)
        }
        return SymbolicPolicy(satisfied: store.and(outcome.term, store.not(outcome.error)), errs: outcome.error)
    }
}
