/// Collects what expressions read. ``consume(_:)`` takes the value of an expression as a whole; ``aliases(_:)`` follows an
/// expression that may be further dereferenced.
struct ReadAnalysis {
    private(set) var reads = AttributeReads()

    mutating func read(_ scope: PolicyScope) {
        read(scope.principal, .principal)
        read(scope.resource, .resource)
        switch scope.action {
        case .any: break
        case .equal(let uid): compare(.action, .equal, uid)
        case .isIn(let uid): compare(.action, .isIn, uid)
        case .isInAny(let uids): for uid in uids { compare(.action, .isIn, uid) }
        }
    }

    private mutating func read(_ constraint: PolicyScope.EntityConstraint, _ variable: Variable) {
        if constraint.type != nil { reads.typeTests.insert(variable) }
        switch (constraint, constraint.reference) {
        case (_, nil): break
        case (.equal, .entity(let uid)): compare(variable, .equal, uid)
        case (_, .entity(let uid)): compare(variable, .isIn, uid)
        case (_, .slot): reads.wholeVariables.insert(variable)
        }
    }

    private mutating func compare(_ variable: Variable, _ relation: AttributeReads.Relation, _ uid: EntityUID) {
        reads.comparisons[variable, default: []].insert(AttributeReads.Comparison(relation, uid))
    }

    /// Notes that the value at a path matters, and with it everything on the way.
    private mutating func note(_ path: AccessPath) {
        guard !path.steps.isEmpty else {
            reads.wholeVariables.insert(path.root)
            return
        }
        for count in 1...path.steps.count { reads.paths.insert(AccessPath(path.root, Array(path.steps.prefix(count)))) }
    }

    /// The whole value is used.
    mutating func consume(_ expression: Expression) {
        for path in aliases(expression) { note(path) }
    }

    /// The paths whose value the expression may have. Whatever else it reads to get there is noted.
    private mutating func aliases(_ expression: Expression) -> [AccessPath] {
        switch expression.kind {
        case .variable(let variable): return [AccessPath(variable)]
        case .attribute(let base, let name):
            return step(.attribute(name), from: base)
        case .binary(.getTag, let base, let key):
            if let tag = literalTag(key) { return step(.tag(tag), from: base) }
            consume(key)
            consume(base)
            return []
        case .conditional(let test, let then, let otherwise):
            consume(test)
            return aliases(then) + aliases(otherwise)
        case .has(let base, let names):
            for var path in aliases(base) {
                for name in names { path = path.appending(.attribute(name)) }
                note(path)
            }
        case .binary(.hasTag, let base, let key):
            if let tag = literalTag(key) {
                for path in step(.tag(tag), from: base) { note(path) }
            } else {
                consume(key)
                consume(base)
            }
        case .binary(let relation, let left, let right) where relation == .equal || relation == .notEqual:
            if !comparison(.equal, left, right), !comparison(.equal, right, left) { consumeAll(expression) }
        case .binary(.isIn, let left, let right):
            if !comparison(.isIn, left, right) { consumeAll(expression) }
        case .isType(let inner, _, let container):
            if case .variable(let variable) = inner.kind {
                reads.typeTests.insert(variable)
                guard let container else { break }
                if !comparison(.isIn, inner, container) {
                    consume(inner)
                    consume(container)
                }
            } else {
                consumeAll(expression)
            }
        default: consumeAll(expression)
        }
        return []
    }

    private mutating func step(_ step: AccessPath.Step, from base: Expression) -> [AccessPath] {
        let paths = aliases(base).map { $0.appending(step) }
        // Even where the value is not used in the end, reading it can fail.
        for path in paths { note(path) }
        return paths
    }

    private mutating func consumeAll(_ expression: Expression) {
        for child in expression.kind.children { consume(child) }
    }

    private func literalTag(_ key: Expression) -> CedarString? {
        if case .literal(.string(let tag)) = key.kind { tag } else { nil }
    }

    /// A variable compared with entity literals alone.
    private mutating func comparison(
        _ relation: AttributeReads.Relation,
        _ left: Expression,
        _ right: Expression
    ) -> Bool {
        guard case .variable(let variable) = left.kind, variable != .context else { return false }
        switch right.kind {
        case .literal(.entity(let uid)):
            compare(variable, relation, uid)
            return true
        case .set(let members) where relation == .isIn:
            var uids: [EntityUID] = []
            for member in members {
                guard case .literal(.entity(let uid)) = member.kind else { return false }
                uids.append(uid)
            }
            for uid in uids { compare(variable, relation, uid) }
            return true
        default: return false
        }
    }
}
