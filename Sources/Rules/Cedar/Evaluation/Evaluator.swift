/// A request bound to a store: the entities of the request are looked up once, then any number of policies and expressions can be
/// evaluated. Safe to share between threads.
public final class Evaluator: Sendable {
    /// The request.
    public let request: Request
    /// The store.
    public let entities: Entities
    let principal: Entities.Stored?
    let action: Entities.Stored?
    let resource: Entities.Stored?

    /// Binds a request to a store.
    public init(_ request: Request, _ entities: Entities) {
        self.request = request
        self.entities = entities
        principal = entities.stored(request.principal)
        action = entities.stored(request.action)
        resource = entities.stored(request.resource)
    }

    /// The value of an expression.
    /// - Throws: the first error met, left to right. Complexity: compiles the expression first; policies are compiled once.
    public func evaluate(_ expression: Expression) throws(EvaluationError) -> Value {
        try ExpressionCompiler.compile(expression).evaluate(self)
    }

    /// Whether the head of the policy fits the request.
    /// - Throws: `unlinkedSlot` for a template.
    public func scopeMatches(_ policy: Policy) throws(EvaluationError) -> Bool {
        try policy.storage.compiled.scope.matches(self)
    }

    /// The outcome of the policy as the authorizer sees it: scope, then every clause in order, as one expression.
    public func evaluate(_ policy: Policy) -> PolicyOutcome {
        let compiled = policy.storage.compiled
        do throws(EvaluationError) {
            guard try compiled.scope.matches(self) else { return .notSatisfied }
            return try compiled.conditions.hold(self) ? .satisfied : .notSatisfied
        } catch {
            return .error(error)
        }
    }

    /// Whether every `when` clause is true; the scope and `unless` clauses are left out. True where there is none.
    public func whenConditions(of policy: Policy) -> PolicyOutcome {
        outcome { evaluator throws(EvaluationError) in try policy.storage.compiled.conditions.whenHold(evaluator) }
    }

    /// Whether some `unless` clause is true, which is what meets an obligation; the scope and `when` clauses are left out.
    /// Not satisfied where there is none. Clauses are taken in order: an error before a true clause is an error.
    public func unlessConditions(of policy: Policy) -> PolicyOutcome {
        outcome { evaluator throws(EvaluationError) in try policy.storage.compiled.conditions.someUnlessHolds(evaluator)
        }
    }

    private func outcome(_ test: (Evaluator) throws(EvaluationError) -> Bool) -> PolicyOutcome {
        do throws(EvaluationError) {
            return try test(self) ? .satisfied : .notSatisfied
        } catch {
            return .error(error)
        }
    }

    @inline(__always)
    func stored(_ variable: Variable) -> Entities.Stored? {
        switch variable {
        case .principal: principal
        case .action: action
        case .resource: resource
        case .context: nil
        }
    }

    /// The attributes of the variable's entity, or the context; nil where the entity is not in the store.
    @inline(__always)
    func record(_ variable: Variable) -> Record? {
        switch variable {
        case .principal: principal?.entity.attributes
        case .action: action?.entity.attributes
        case .resource: resource?.entity.attributes
        case .context: request.context
        }
    }

    @inline(__always)
    func uid(_ variable: Variable) -> EntityUID? {
        switch variable {
        case .principal: request.principal
        case .action: request.action
        case .resource: request.resource
        case .context: nil
        }
    }

    /// Whether `member` is `group` or below it. An entity outside the store is below nothing.
    func isIn(_ member: EntityUID, _ group: EntityUID) -> Bool {
        member == group || (entities.stored(member)?.ancestors.contains(group) ?? false)
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
