/// Gives every expression of a policy a type, one request environment at a time, and reports what could go wrong in evaluation.
///
/// A policy without problems in an environment never errs there on conforming requests and stores, except that an entity may be
/// absent from the store, an integer may overflow, and an operation on an extension value may fail (the soundness theorem of Cedar's
/// Lean model, `Cedar.Thm.Typechecking`). The rules are those of the reference validator: `Cedar/Validation/Typechecker.lean` of
/// cedar-spec for strict mode, the Rust crate where it is finer and for permissive mode. Names that the schema lacks are looked for
/// by ``Validator``; here they only make the policy fail.
public struct Typechecker: Sendable {
    /// What checking a policy in an environment gave.
    public struct Outcome: Sendable {
        /// The environment.
        public let environment: RequestEnvironment
        /// The whole condition, scope included; nil where the policy failed.
        public let condition: TypedExpression?
        /// What is wrong, in the order of the text. A policy can fail without a problem here, by a name that the schema lacks.
        public let problems: [ValidationProblem]
        /// Whether the condition is always false, so that the policy does nothing in this environment.
        public let isAlwaysFalse: Bool

        /// Whether the policy is well typed.
        public var isWellTyped: Bool { condition != nil }
    }

    /// The schema.
    public let schema: Schema
    /// How strictly types must agree.
    public let mode: ValidationMode

    /// A typechecker.
    public init(_ schema: Schema, mode: ValidationMode = .strict) {
        self.schema = schema
        self.mode = mode
    }

    /// Checks the condition of a policy or template in an environment: the scope, then the clauses. Linear in the size of the policy,
    /// apart from comparisons of types.
    public func check(_ policy: Policy, in environment: RequestEnvironment) -> Outcome {
        check(policy.condition, of: policy, in: environment)
    }

    /// Checks a policy in each of the environments that its scope allows.
    public func check(_ policy: Policy) -> [Outcome] {
        let condition = policy.condition
        return schema.requestEnvironments(of: policy).map { check(condition, of: policy, in: $0) }
    }

    /// Checks any expression in an environment.
    /// - Returns: the typed expression, nil and the problems when it has no type.
    public func check(
        _ expression: Expression,
        in environment: RequestEnvironment
    ) -> (expression: TypedExpression?, problems: [ValidationProblem]) {
        var check = EnvironmentCheck(schema, mode, environment)
        let answer = check.checkWithinLimits(expression)
        return (answer.tree, check.problems.map { ValidationProblem($0, policy: nil, environment: environment) })
    }

    func check(_ condition: Expression, of policy: Policy, in environment: RequestEnvironment) -> Outcome {
        var check = EnvironmentCheck(schema, mode, environment)
        let answer = check.checkCondition(condition)
        return Outcome(
            environment: environment,
            condition: answer.tree,
            problems: check.problems.map { ValidationProblem($0, policy: policy, environment: environment) },
            isAlwaysFalse: answer.type?.knownTruth == false
        )
    }
}

extension Policy {
    /// The scope and the clauses as one expression, in the order of evaluation.
    public var condition: Expression {
        var parts: [Expression] = []
        if let part = scope.principal.expression(.principal, scope.ranges.principal) { parts.append(part) }
        if let part = scope.action.expression(scope.ranges.action) { parts.append(part) }
        if let part = scope.resource.expression(.resource, scope.ranges.resource) { parts.append(part) }
        for clause in conditions {
            parts.append(clause.kind == .when ? clause.body : Expression(.not(clause.body), range: clause.range))
        }
        guard let first = parts.first else { return Expression(.literal(.bool(true)), range: range) }
        return parts.count == 1 ? first : Expression(.and(parts), range: range)
    }
}

extension PolicyScope.EntityConstraint {
    fileprivate func expression(_ variable: Variable, _ range: SourceRange) -> Expression? {
        func node(_ kind: Expression.Kind) -> Expression { Expression(kind, range: range) }
        let subject = node(.variable(variable))
        return switch self {
        case .any: nil
        case .equal(let reference): node(.binary(.equal, subject, reference.expression(range)))
        case .isIn(let reference): node(.binary(.isIn, subject, reference.expression(range)))
        case .isType(let type): node(.isType(subject, type, in: nil))
        case .isTypeIn(let type, let reference): node(.isType(subject, type, in: reference.expression(range)))
        }
    }
}

extension PolicyScope.Reference {
    fileprivate func expression(_ range: SourceRange) -> Expression {
        switch self {
        case .entity(let uid): Expression(.literal(.entity(uid)), range: range)
        case .slot(let slot): Expression(.slot(slot), range: range)
        }
    }
}

extension PolicyScope.ActionConstraint {
    fileprivate func expression(_ range: SourceRange) -> Expression? {
        func node(_ kind: Expression.Kind) -> Expression { Expression(kind, range: range) }
        func literal(_ uid: EntityUID) -> Expression { node(.literal(.entity(uid))) }
        let subject = node(.variable(.action))
        return switch self {
        case .any: nil
        case .equal(let uid): node(.binary(.equal, subject, literal(uid)))
        case .isIn(let uid): node(.binary(.isIn, subject, literal(uid)))
        case .isInAny(let uids): node(.binary(.isIn, subject, node(.set(uids.map(literal)))))
        }
    }
}
