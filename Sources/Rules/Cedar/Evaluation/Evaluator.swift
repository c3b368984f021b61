/// A request with a store, of which any number of policies and expressions can be evaluated. Safe to share between threads.
public final class Evaluator: Sendable {
    /// The request.
    public let request: Request
    /// The store.
    public let entities: Entities

    /// Binds a request to a store.
    public init(_ request: Request, _ entities: Entities) {
        self.request = request
        self.entities = entities
    }

    /// The value of an expression.
    /// - Throws: the first error met, left to right. Complexity: compiles the expression first; policies are compiled once.
    public func evaluate(_ expression: Expression) throws(EvaluationError) -> Value {
        let node = ExpressionCompiler.compile(expression)
        return try result { bound throws(EvaluationError) in try node.evaluate(bound) }.get()
    }

    /// Whether the head of the policy fits the request.
    /// - Throws: `unlinkedSlot` for a template.
    public func scopeMatches(_ policy: Policy) throws(EvaluationError) -> Bool {
        try result { bound throws(EvaluationError) in try policy.storage.compiled.scope.matches(bound) }.get()
    }

    /// The outcome of the policy as the authorizer sees it: scope, then every clause in order, as one expression.
    public func evaluate(_ policy: Policy) -> PolicyOutcome {
        outcome { bound throws(EvaluationError) in
            let compiled = policy.storage.compiled
            guard try compiled.scope.matches(bound) else { return false }
            return try compiled.test.test(bound)
        }
    }

    /// Whether every `when` clause is true; the scope and `unless` clauses are left out. True where there is none.
    public func whenConditions(of policy: Policy) -> PolicyOutcome {
        outcome { bound throws(EvaluationError) in try policy.storage.compiled.conditions.whenHold(bound) }
    }

    /// Whether some `unless` clause is true, which is what meets an obligation; the scope and `when` clauses are left out.
    /// Not satisfied where there is none. Clauses are taken in order: an error before a true clause is an error.
    public func unlessConditions(of policy: Policy) -> PolicyOutcome {
        outcome { bound throws(EvaluationError) in try policy.storage.compiled.conditions.someUnlessHolds(bound) }
    }

    private func outcome(_ test: (Bound) throws(EvaluationError) -> Bool) -> PolicyOutcome {
        switch result(test) {
        case .success(let holds): holds ? .satisfied : .notSatisfied
        case .failure(let error): .error(error)
        }
    }

    private func result<Success>(
        _ body: (Bound) throws(EvaluationError) -> Success
    ) -> Result<Success, EvaluationError> {
        request.withBound(to: entities) { bound in
            do throws(EvaluationError) {
                return .success(try body(bound))
            } catch {
                return .failure(error)
            }
        }
    }
}

/// What became of one policy.
public enum PolicyOutcome: Hashable, Sendable {
    /// Scope and clauses hold.
    case satisfied
    /// The scope or a clause does not hold.
    case notSatisfied
    /// A clause has no value.
    case error(EvaluationError)
}
