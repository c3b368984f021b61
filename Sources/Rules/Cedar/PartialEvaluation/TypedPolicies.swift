/// Why policies cannot be evaluated partially in a request environment: some have no type there. Never empty.
public struct UntypedPolicies: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, located.
    public let problems: [ParseError]

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// The policies of a set, typed in one request environment, so that they can be evaluated with parts of the request and of the store
/// not known. Typing is done once; evaluating any number of partial requests afterwards costs the size of the policies.
public struct TypedPolicies: Sendable {
    /// A policy with its whole condition.
    struct Entry: Sendable {
        let policy: Policy
        let condition: Residual
    }

    /// The schema.
    public let schema: Schema
    /// The environment.
    public let environment: RequestEnvironment
    let entries: [Entry]

    /// Types every policy of the set in the environment. A policy whose scope the environment excludes is false there.
    /// - Throws: the policies that have no type, with what is wrong with them.
    public init(
        _ policies: PolicySet,
        schema: Schema,
        environment: RequestEnvironment,
        mode: ValidationMode = .strict
    ) throws(UntypedPolicies) {
        let typechecker = Typechecker(schema, mode: mode)
        var entries: [Entry] = []
        var problems: [ParseError] = []
        for policy in policies.policies {
            guard schema.environment(environment, maySatisfy: policy.scope) else {
                let never = Residual(.literal(.bool(false)), .bool(.alwaysFalse), policy.range)
                entries.append(Entry(policy: policy, condition: never))
                continue
            }
            let outcome = typechecker.check(policy, in: environment)
            if let condition = outcome.condition {
                entries.append(Entry(policy: policy, condition: Residual(condition)))
                continue
            }
            problems += outcome.problems.map {
                ParseError(file: $0.file, range: $0.range, message: "policy `\(policy.id)`: \($0.message)")
            }
            if outcome.problems.isEmpty {
                let message = "policy `\(policy.id)` names something that the schema lacks; validate it first"
                problems.append(ParseError(file: policy.file, range: policy.range, message: message))
            }
        }
        guard problems.isEmpty else { throw UntypedPolicies(problems: problems) }
        self.schema = schema
        self.environment = environment
        self.entries = entries
    }

    /// What each policy comes to.
    /// - Throws: ``CedarErrors`` when the request does not conform to the schema or does not belong to the environment.
    public func evaluate(_ request: PartialRequest, entities: PartialEntities) throws(CedarErrors) -> PartialResponse {
        var problems = schema.problems(of: request)
        let isOfEnvironment =
            request.action == environment.action && request.principal.type == environment.principal
            && request.resource.type == environment.resource
        if !isOfEnvironment {
            problems.append("the policies were typed for \(environment); type them for this request")
        }
        guard problems.isEmpty else {
            throw CedarErrors(problems.map { ParseError(file: "request", range: .none, message: $0) })
        }
        let evaluation = PartialEvaluation(schema: schema, request: request, entities: entities)
        return PartialResponse(
            schema: schema,
            environment: environment,
            policies: entries.map { PartialResponse.ResidualPolicy($0.policy, evaluation.evaluate($0.condition)) }
        )
    }
}
