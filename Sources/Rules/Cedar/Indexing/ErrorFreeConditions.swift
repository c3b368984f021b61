/// Finds out what keeps expressions from erring. Conservative: what it cannot tell counts as able to err.
struct ErrorFreeConditions {
    /// The guards under which all expressions admitted so far are evaluated without error.
    private(set) var guards: [IndexGuard] = []
    /// Paths that some `has` passed on the way asks for.
    private var present: Set<StoredPath> = []

    /// Notes a conjunct that was admitted: behind it, what its `has` asks for is there.
    mutating func pass(_ conjunct: Expression) {
        guard case .has(let base, let names) = conjunct.kind, let path = StoredPath(base) else { return }
        for count in 1...names.count { present.insert(path.appending(names.prefix(count))) }
    }

    /// The path with the steps that were asked for.
    func asked(_ path: StoredPath) -> AskedPath {
        var steps: UInt64 = 0
        for count in 1...max(1, min(64, path.names.count)) {
            if present.contains(StoredPath(path.root, Array(path.names.prefix(count)))) {
                steps |= 1 << UInt64(count - 1)
            }
        }
        return AskedPath(path: path, askedSteps: steps)
    }

    /// Adds the guards under which the expression has a value of the kind. False where no guards are known that ensure it.
    mutating func admit(_ expression: Expression, as kind: IndexGuard.Kind) -> Bool {
        switch expression.kind {
        case .literal(let value): return kind.admits(value)
        case .variable(let variable):
            return kind == .any || kind == .structure || (kind == .entity && variable != .context)
        case .attribute:
            guard let path = StoredPath(expression) else { return false }
            let needed = IndexGuard(asked: asked(path), kind: kind)
            if !guards.contains(needed) { guards.append(needed) }
            return true
        case .set(let parts): return (kind == .any || kind == .set) && admit(parts, as: .any)
        case .call(let function, let arguments): return admitCall(function, arguments, as: kind)
        case .conditional(let test, let then, let otherwise):
            return admit(test, as: .bool) && admit(then, as: kind) && admit(otherwise, as: kind)
        default: return (kind == .any || kind == .bool) && admitTest(expression)
        }
    }

    private mutating func admit(_ expressions: [Expression], as kind: IndexGuard.Kind) -> Bool {
        for expression in expressions where !admit(expression, as: kind) { return false }
        return true
    }

    private mutating func admitTest(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .not(let inner): return admit(inner, as: .bool)
        case .and(let parts), .or(let parts): return admit(parts, as: .bool)
        case .isEmpty(let inner): return admit(inner, as: .set)
        case .like(let inner, _): return admit(inner, as: .string)
        case .has(let base, let names): return admitHas(base, names)
        case .isType(let inner, _, nil): return admit(inner, as: .entity)
        case .isType(let inner, _, let container?): return admit(inner, as: .entity) && admitGroup(container)
        case .binary(let operation, let left, let right): return admit(operation, left, right)
        default: return false
        }
    }

    private mutating func admit(_ operation: BinaryOperator, _ left: Expression, _ right: Expression) -> Bool {
        switch operation {
        case .equal, .notEqual: return admit(left, as: .any) && admit(right, as: .any)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            let kind = Self.orderedKind(left) ?? Self.orderedKind(right) ?? .long
            return admit(left, as: kind) && admit(right, as: kind)
        case .isIn: return admit(left, as: .entity) && admitGroup(right)
        case .contains: return admit(left, as: .set) && admit(right, as: .any)
        case .containsAll, .containsAny: return admit(left, as: .set) && admit(right, as: .set)
        case .hasTag: return admit(left, as: .entity) && admit(right, as: .string)
        case .add, .subtract, .multiply, .getTag: return false
        }
    }

    private static func orderedKind(_ expression: Expression) -> IndexGuard.Kind? {
        switch expression.kind {
        case .literal(.long): .long
        case .call(.datetime, _): .datetime
        case .call(.duration, _): .duration
        default: nil
        }
    }

    private mutating func admitHas(_ base: Expression, _ names: [CedarString]) -> Bool {
        guard admit(base, as: .structure) else { return false }
        guard names.count > 1 else { return true }
        guard let path = StoredPath(base) else { return false }
        // Where a name on the way is missing, `has` is false; where its value has no attributes, it errs.
        for count in 1..<names.count {
            let inner = path.appending(names.prefix(count))
            guard inner.names.count <= 64 else { return false }
            let harmless = UInt64.max << UInt64(path.names.count)
            guards.append(IndexGuard(asked: asked(inner), kind: .structure, harmlessSteps: harmless))
        }
        return true
    }

    /// The right side of `in`.
    private mutating func admitGroup(_ expression: Expression) -> Bool {
        if case .set(let parts) = expression.kind { return admit(parts, as: .entity) }
        return admit(expression, as: .entity)
    }

    private mutating func admitCall(
        _ function: ExtensionFunction,
        _ arguments: [Expression],
        as kind: IndexGuard.Kind
    ) -> Bool {
        guard arguments.count == function.arity else { return false }
        switch function {
        case .decimal, .ip, .datetime, .duration:
            guard let argument = arguments.first, case .literal(.string(let text)) = argument.kind,
                let value = try? ExtensionCalls.construct(function, text, at: argument.range)
            else { return false }
            return kind.admits(value)
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual:
            return (kind == .any || kind == .bool) && admit(arguments, as: .decimal)
        case .isIpv4, .isIpv6, .isLoopback, .isMulticast, .isInRange:
            return (kind == .any || kind == .bool) && admit(arguments, as: .ip)
        default: return false
        }
    }
}
