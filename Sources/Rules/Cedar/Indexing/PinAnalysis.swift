/// Finds the tests of a policy that can be answered by table.
struct PinAnalysis {
    /// Deeper expressions are not looked into, which bounds the stack; nobody pins anything so deep.
    private static let deepest = 24
    /// The most tests kept of a policy, which bounds how deep the index nests.
    private static let mostCandidates = 6

    /// The type that the scope, or a first condition, asks of the principal.
    private(set) var principalType: EntityTypeName?
    /// The type that the scope, or a first condition, asks of the resource.
    private(set) var resourceType: EntityTypeName?
    /// The tests, best first.
    private(set) var candidates: [PinCandidate] = []
    private var conditions = ErrorFreeConditions()

    /// Looks through a policy in the order of evaluation, up to the first part that may err for a reason that is not known.
    init(_ policy: Policy.Storage) {
        principalType = policy.scope.principal.type
        resourceType = policy.scope.resource.type
        scope(policy.scope.principal, .principal)
        scope(policy.scope.resource, .resource)
        for condition in policy.conditions {
            guard condition.body.depth <= Self.deepest else { break }
            let body = condition.body
            guard condition.kind == .when ? conjunct(body) : conjunct(Expression(.not(body), range: body.range)) else {
                break
            }
        }
        candidates = candidates.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .prefix(Self.mostCandidates).map(\.element)
    }

    private mutating func scope(_ constraint: PolicyScope.EntityConstraint, _ variable: Variable) {
        switch constraint {
        case .equal(.entity(let uid)): add(.variable(.entity, variable), [.entity(uid)])
        case .isIn(.entity(let uid)), .isTypeIn(_, .entity(let uid)): add(.variable(.below, variable), [.entity(uid)])
        default: return
        }
    }

    private mutating func add(_ pin: Pin, _ keys: [Value]) {
        var digests: Set<Int> = []
        guard !keys.isEmpty else { return }
        for key in keys {
            guard let digest = key.pinDigest else { return }
            digests.insert(digest)
        }
        let rank =
            switch (pin.test, keys.first) {
            case (.entity, _): 0
            case (.value, .entity): 1
            case (.value, .string): 2
            case (.value, .long): 5
            case (.value, _), (.truth, _): 6
            case (.below, _), (.valueBelow, _): 3
            case (.member, _): 4
            }
        let pin = Pin(test: pin.test, subject: pin.subject, guards: conditions.guards)
        candidates.append(PinCandidate(pin: pin, keys: digests.sorted(), rank: rank))
    }

    /// Looks at an expression that must be true. False where nothing behind it can be told.
    private mutating func conjunct(_ expression: Expression) -> Bool {
        if let parts = Self.conjuncts(expression) {
            for part in parts where !conjunct(part) { return false }
            return true
        }
        pin(expression)
        guard conditions.admit(expression, as: .bool) else { return false }
        conditions.pass(expression)
        return true
    }

    /// The parts of an expression that is true only if all of them are, evaluated in this order.
    private static func conjuncts(_ expression: Expression) -> [Expression]? {
        switch expression.kind {
        case .and(let parts): return parts
        case .not(let inner):
            switch inner.kind {
            case .or(let parts): return parts.map { Expression(.not($0), range: $0.range) }
            case .not(let twice): return [twice]
            case .binary(.notEqual, let left, let right):
                return [Expression(.binary(.equal, left, right), range: inner.range)]
            default: return nil
            }
        default: return nil
        }
    }

    private mutating func pin(_ expression: Expression) {
        if case .isType(let inner, let type, let container) = expression.kind,
            case .variable(let variable) = inner.kind
        {
            pinType(variable, type)
            guard let container, variable != .context, let keys = Self.entities(container) else { return }
            return add(.variable(.below, variable), keys)
        }
        guard let found = test(expression) else { return }
        add(found.pin, found.keys)
    }

    private mutating func pinType(_ variable: Variable, _ type: EntityTypeName) {
        guard conditions.guards.isEmpty else { return }
        switch variable {
        case .principal where principalType == nil: principalType = type
        case .resource where resourceType == nil: resourceType = type
        default: return
        }
    }

    /// The test that an expression is, if a table can answer it.
    private func test(_ expression: Expression) -> (pin: Pin, keys: [Value])? {
        switch expression.kind {
        case .attribute:
            return StoredPath(expression).map { (Pin(test: .truth, subject: conditions.asked($0)), [.bool(true)]) }
        case .not(let inner):
            guard case .attribute = inner.kind else { return nil }
            return StoredPath(inner).map { (Pin(test: .truth, subject: conditions.asked($0)), [.bool(false)]) }
        case .or(let parts): return alternatives(parts)
        case .binary(.equal, let left, let right): return equality(left, right) ?? equality(right, left)
        case .binary(.isIn, let left, let right):
            guard let path = StoredPath(left), let keys = Self.entities(right) else { return nil }
            if !path.names.isEmpty { return (Pin(test: .valueBelow, subject: conditions.asked(path)), keys) }
            return path.root == .context ? nil : (.variable(.below, path.root), keys)
        case .binary(.contains, let set, let member):
            if let path = StoredPath(set), !path.names.isEmpty, case .literal(let key) = member.kind {
                return (Pin(test: .member, subject: conditions.asked(path)), [key])
            }
            guard let path = StoredPath(member), case .set(let parts) = set.kind else { return nil }
            return Self.literals(parts).flatMap { keys in one(path, keys) }
        default: return nil
        }
    }

    private func equality(_ side: Expression, _ other: Expression) -> (pin: Pin, keys: [Value])? {
        guard let path = StoredPath(side), case .literal(let key) = other.kind else { return nil }
        return one(path, [key])
    }

    private func one(_ path: StoredPath, _ keys: [Value]) -> (pin: Pin, keys: [Value])? {
        if !path.names.isEmpty { return (Pin(test: .value, subject: conditions.asked(path)), keys) }
        return path.root == .context ? nil : (.variable(.entity, path.root), keys)
    }

    /// Alternatives that ask the same thing.
    private func alternatives(_ parts: [Expression]) -> (pin: Pin, keys: [Value])? {
        var all: (pin: Pin, keys: [Value])?
        for part in parts {
            guard let found = test(part) else { return nil }
            if let known = all {
                guard known.pin == found.pin else { return nil }
                all = (known.pin, known.keys + found.keys)
            } else {
                all = found
            }
        }
        return all
    }

    /// The entities that a literal or a set of literals names, nil for anything else.
    private static func entities(_ expression: Expression) -> [Value]? {
        let values: [Value]?
        switch expression.kind {
        case .literal(let value): values = [value]
        case .set(let parts): values = literals(parts)
        default: values = nil
        }
        guard let values, values.allSatisfy({ if case .entity = $0 { true } else { false } }) else { return nil }
        return values
    }

    private static func literals(_ parts: [Expression]) -> [Value]? {
        var values: [Value] = []
        for part in parts {
            guard case .literal(let value) = part.kind else { return nil }
            values.append(value)
        }
        return values
    }
}

extension Pin {
    fileprivate static func variable(_ test: Test, _ variable: Variable) -> Pin {
        Pin(test: test, subject: AskedPath(path: StoredPath(variable, []), askedSteps: 0))
    }
}
