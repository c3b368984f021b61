/// Counts how many steps from entity to entity a typed condition takes (RFC 76). A step is an attribute, a tag, `has`, `hasTag` or
/// `in` of an entity; each must begin at the request, and at most `allowed` may follow one another.
struct LevelCheck {
    let allowed: Int
    let environment: RequestEnvironment
    private(set) var problems: [EnvironmentCheck.Found] = []

    init(allowed: Int, environment: RequestEnvironment) {
        self.allowed = allowed
        self.environment = environment
    }

    private mutating func report(_ kind: ValidationProblem.Kind, _ range: SourceRange) {
        guard problems.count < CedarLimits.collectedErrors else { return }
        problems.append(EnvironmentCheck.Found(kind: kind, range: range))
    }

    mutating func check(_ expression: TypedExpression) {
        switch expression.kind {
        case .binary(.hasTag, let base, let other), .binary(.getTag, let base, let other),
            .binary(.isIn, let base, let other):
            step(from: base, expression.range)
            check(other)
        case .attribute(let base, _), .has(let base, _):
            if case .entity = base.type { step(from: base, expression.range) } else { check(base) }
        default:
            for child in expression.children { check(child) }
        }
    }

    private mutating func step(from base: TypedExpression, _ range: SourceRange) {
        let needed = steps(to: base, then: []) + 1
        if needed > allowed { report(.tooManySteps(needed: needed, allowed: allowed), range) }
    }

    /// The steps that lead to an entity, or to the entity that stands at a path of fields in a record.
    private mutating func steps(to expression: TypedExpression, then path: [CedarString]) -> Int {
        switch expression.kind {
        case .variable: return 0
        case .literal(.entity(let uid)):
            if uid != environment.action { report(.literalDereference, expression.range) }
            return 0
        case .conditional(let test, let then, let otherwise):
            check(test)
            return max(steps(to: then, then: path), steps(to: otherwise, then: path))
        case .attribute(let base, let name):
            if case .record = base.type { return steps(to: base, then: path + [name]) }
            return steps(to: base, then: path) + 1
        case .binary(.getTag, let base, let key):
            check(key)
            return steps(to: base, then: path) + 1
        case .record(let fields):
            var path = path
            let name = path.popLast()
            var count = 0
            for field in fields {
                if field.key == name { count = steps(to: field.value, then: path) } else { check(field.value) }
            }
            return count
        default:
            // A slot, or a literal that a program put here.
            report(.literalDereference, expression.range)
            return 0
        }
    }
}
