/// Asks whether policies agree with a schema: whether they name what there is, can apply at all, and cannot err in evaluation except
/// as ``Typechecker`` says.
///
/// The rules are those of the reference validator (`cedar-policy` 4.12); its findings are compared with those of this one by
/// `cedar-conformance`.
public struct Validator: Sendable {
    /// What a validation found.
    public struct Report: Sendable {
        /// What is wrong, by policy in the order of the set and then by place.
        public internal(set) var problems: [ValidationProblem] = []
        /// What is allowed and suspicious, in the same order.
        public internal(set) var warnings: [ValidationWarning] = []

        /// Whether nothing is wrong; warnings do not count.
        public var passes: Bool { problems.isEmpty }
    }

    /// The schema.
    public var schema: Schema { typechecker.schema }
    /// How strictly types must agree.
    public var mode: ValidationMode { typechecker.mode }
    /// How many steps from entity to entity policies may take; nil for any number (RFC 76).
    public let level: Int?
    private let typechecker: Typechecker

    /// A validator; with a `level`, policies whose types agree are held to that too.
    public init(_ schema: Schema, mode: ValidationMode = .strict, level: Int? = nil) {
        typechecker = Typechecker(schema, mode: mode)
        self.level = level
    }

    /// Validates all policies and templates. Of a linked policy the template is validated, and the entities that it was linked with.
    public func validate(_ policies: PolicySet) -> Report {
        var report = Report()
        for policy in policies.templates + policies.policies {
            let found: Report
            if let id = policy.template, let template = policies[id] {
                found = Report(problems: linkProblems(of: policy, from: template))
            } else {
                found = validate(policy)
            }
            report.problems += found.problems
            report.warnings += found.warnings
        }
        return report
    }

    /// Validates a policy or template by itself. The cost is the number of request environments that its scope allows times its size.
    public func validate(_ policy: Policy) -> Report {
        var problems = nameProblems(of: policy)
        if let problem = applicationProblem(of: policy.scope, policy) { problems.append(problem) }
        var collected = Collected()
        var isAlwaysFalse = !scopeNamesAreUnknown(policy)
        if mode == .strict, case .isInAny([]) = policy.scope.action {
            problems.append(ValidationProblem(.emptySet, in: policy, policy.scope.ranges.action))
            isAlwaysFalse = false
        }
        let condition = policy.condition
        let count = schema.requestEnvironmentCount(of: policy)
        guard count <= CedarLimits.requestEnvironments else {
            let kind = ValidationProblem.Kind.tooManyEnvironments(found: count, limit: CedarLimits.requestEnvironments)
            return Report(problems: problems + [ValidationProblem(kind, in: policy, policy.range)])
        }
        let environments = schema.requestEnvironments(of: policy)
        for environment in environments {
            let outcome = typechecker.check(condition, of: policy, in: environment)
            if !outcome.isAlwaysFalse { isAlwaysFalse = false }
            collected.add(outcome.problems)
            guard let level, let tree = outcome.condition else { continue }
            var check = LevelCheck(allowed: level, environment: environment)
            check.check(tree)
            collected.add(
                check.problems.map { ValidationProblem($0, policy: policy, environment: environment) }
            )
        }
        problems += collected.problems(of: environments.count)
        problems.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
        var warnings = TextCheck.warnings(of: policy)
        if isAlwaysFalse { warnings.insert(ValidationWarning(.impossiblePolicy, in: policy, policy.range), at: 0) }
        return Report(problems: problems, warnings: warnings)
    }

    /// The same problem often shows in many environments; it is told once.
    private struct Collected {
        private struct Key: Hashable {
            let code: String
            let message: CedarString
            let range: SourceRange
        }

        private var order: [Key] = []
        private var found: [Key: (problem: ValidationProblem, count: Int)] = [:]

        mutating func add(_ problems: [ValidationProblem]) {
            var seen: Set<Key> = []
            for problem in problems {
                let message = problem.inEveryEnvironment().message
                let key = Key(code: problem.kind.code, message: CedarString(message), range: problem.range)
                guard seen.insert(key).inserted else { continue }
                if found[key] == nil {
                    guard order.count < CedarLimits.collectedErrors else { continue }
                    order.append(key)
                }
                found[key, default: (problem, 0)].count += 1
            }
        }

        func problems(of environments: Int) -> [ValidationProblem] {
            order.compactMap { key in
                found[key].map { $0.count == environments ? $0.problem.inEveryEnvironment() : $0.problem }
            }
        }
    }
}
