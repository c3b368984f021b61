/// Evaluates expressions by what may be seen alone. What hangs on a hidden fact is hidden, unless what comes before decides.
struct VisibleEvaluation {
    /// What an expression comes to.
    enum Sight: Sendable {
        /// This value; of a fact, where it stands.
        case value(Value, FactPlace?)
        /// It errs.
        case error(EvaluationError)
        /// It hangs on what may not be seen.
        case hidden

        var truth: Bool? { if case .value(.bool(let truth), _) = self { truth } else { nil } }
    }

    let world: FactWorld
    private let hiddenPlaces: [FactPlace]
    private let hiddenAncestors: Set<EntityUID>

    init(_ world: FactWorld, _ hidden: HiddenFacts) {
        self.world = world
        // A way that leads through a hidden fact hides nothing further: where it leads is hidden itself.
        let first = hidden.values.compactMap { Self.place($0, world, behind: []) }
        hiddenPlaces = hidden.values.compactMap { Self.place($0, world, behind: first) }
        hiddenAncestors = Set(hidden.ancestors.compactMap { Self.entity($0, world, behind: first) })
    }

    // MARK: Places

    /// Where a way leads to in this world; nil for the bare variable of an entity, and where the way breaks off or is hidden.
    static func place(_ path: AccessPath, _ world: FactWorld, behind hidden: [FactPlace] = []) -> FactPlace? {
        var place: FactPlace? = path.root == .context ? FactPlace(owner: .context, steps: []) : nil
        var current: Value? = world.uid(path.root).map { .entity($0) } ?? .record(world.request.context)
        for step in path.steps {
            if let place, hidden.contains(where: { place.isWithin($0) }) { return nil }
            if case .entity(let uid) = current {
                place = FactPlace(owner: .entity(uid), steps: [step])
            } else {
                // Where nothing is in this world, what may be there is hidden all the same.
                place = place?.appending(step)
            }
            current = place.flatMap { world.value(at: $0) }
        }
        return place
    }

    private static func entity(_ path: AccessPath, _ world: FactWorld, behind hidden: [FactPlace]) -> EntityUID? {
        guard !path.steps.isEmpty else { return world.uid(path.root) }
        guard let place = place(path, world, behind: hidden), !hidden.contains(where: { place.isWithin($0) }),
            case .entity(let uid) = world.value(at: place)
        else { return nil }
        return uid
    }

    func isHidden(_ place: FactPlace) -> Bool { hiddenPlaces.contains { place.isWithin($0) } }

    /// Whether something inside the value at this place is hidden.
    private func hidesPart(of place: FactPlace) -> Bool { hiddenPlaces.contains { $0.isWithin(place) } }

    func hidesAncestors(of uid: EntityUID) -> Bool { hiddenAncestors.contains(uid) }

    // MARK: Expressions

    func evaluate(_ expression: Expression) -> Sight {
        let sight = sight(expression)
        guard case .value(_, let place?) = sight else { return sight }
        return isHidden(place) ? .hidden : sight
    }

    /// The value of an expression that is used as a whole.
    func whole(_ expression: Expression) -> Sight {
        let sight = evaluate(expression)
        guard case .value(_, let place?) = sight, hidesPart(of: place) else { return sight }
        return .hidden
    }

    private func sight(_ expression: Expression) -> Sight {
        switch expression.kind {
        case .variable(.context): return .value(.record(world.request.context), FactPlace(owner: .context, steps: []))
        case .and(let parts): return chain(parts, stopsAt: false, expression)
        case .or(let parts): return chain(parts, stopsAt: true, expression)
        case .conditional(let test, let then, let otherwise):
            switch whole(test) {
            case .value(.bool(let truth), _): return evaluate(truth ? then : otherwise)
            case .value: return computed(expression)
            case .error(let error): return .error(error)
            case .hidden: return .hidden
            }
        case .attribute(let base, let name): return read(base, .attribute(name), expression)
        case .has(let base, let path): return has(base, path, expression)
        case .isType(let inner, let type, let container?):
            let isType = Expression(.isType(inner, type, in: nil), range: expression.range)
            let isIn = Expression(.binary(.isIn, inner, container), range: expression.range)
            return chain([isType, isIn], stopsAt: false, expression)
        default: return computed(expression)
        }
    }

    private func chain(_ parts: [Expression], stopsAt deciding: Bool, _ expression: Expression) -> Sight {
        for part in parts {
            switch whole(part) {
            case .value(.bool(deciding), _): return .value(.bool(deciding), nil)
            case .value(.bool, _): continue
            case .value(let value, _): return .error(EvaluationError.type("bool", value, at: part.range))
            case .error(let error): return .error(error)
            case .hidden: return .hidden
            }
        }
        return .value(.bool(!deciding), nil)
    }

    private func read(_ base: Expression, _ step: AccessPath.Step, _ expression: Expression) -> Sight {
        switch evaluate(base) {
        case .error(let error): return .error(error)
        case .hidden: return .hidden
        case .value(let value, let place):
            let inner = self.place(of: value, at: place)?.appending(step)
            if let inner, isHidden(inner) { return .hidden }
            guard case .attribute(let name) = step else { return computed(expression) }
            let read = Expression(.attribute(literal(value, base), name), range: expression.range)
            return answer(read, inner)
        }
    }

    /// Where the fields of a value stand.
    private func place(of value: Value, at place: FactPlace?) -> FactPlace? {
        if case .entity(let uid) = value { return FactPlace(owner: .entity(uid), steps: []) }
        return place
    }

    private func has(_ base: Expression, _ path: [CedarString], _ expression: Expression) -> Sight {
        var current = base
        for name in path {
            switch evaluate(current) {
            case .error(let error): return .error(error)
            case .hidden: return .hidden
            case .value(let value, let place):
                if let inner = self.place(of: value, at: place)?.appending(.attribute(name)), isHidden(inner) {
                    return .hidden
                }
                let test = answer(Expression(.has(literal(value, base), [name]), range: expression.range), nil)
                guard test.truth == true else { return test }
            }
            current = Expression(.attribute(current, name), range: expression.range)
        }
        return .value(.bool(true), nil)
    }

    /// An operation on values, computed by the evaluator.
    private func computed(_ expression: Expression) -> Sight {
        var literals: [Expression] = []
        for child in expression.kind.children {
            switch whole(child) {
            case .error(let error): return .error(error)
            case .hidden: return .hidden
            case .value(let value, _): literals.append(literal(value, child))
            }
        }
        var place: FactPlace?
        if case .binary(let operation, _, _) = expression.kind, literals.count == 2,
            case .literal(.entity(let uid)) = literals[0].kind
        {
            switch operation {
            case .isIn where hidesAncestors(of: uid):
                // Every entity is in itself, and that is no secret.
                let isSelf = literals[1].kind == .literal(.entity(uid))
                return isSelf ? .value(.bool(true), nil) : .hidden
            case .hasTag, .getTag:
                if case .literal(.string(let key)) = literals[1].kind {
                    let tag = FactPlace(owner: .entity(uid), steps: [.tag(key)])
                    if isHidden(tag) { return .hidden }
                    if operation == .getTag { place = tag }
                }
            default: break
            }
        }
        return answer(Expression(expression.kind.replacing(literals), range: expression.range), place)
    }

    private func literal(_ value: Value, _ expression: Expression) -> Expression {
        Expression(.literal(value), range: expression.range)
    }

    private func answer(_ expression: Expression, _ place: FactPlace?) -> Sight {
        do throws(EvaluationError) {
            return .value(try world.evaluator.evaluate(expression), place)
        } catch {
            return .error(error)
        }
    }
}

extension Expression.Kind {
    /// The same operation on other operands.
    fileprivate func replacing(_ operands: [Expression]) -> Expression.Kind {
        guard let first = operands.first else { return self }
        switch self {
        case .literal, .variable, .slot: return self
        case .not: return .not(first)
        case .negate: return .negate(first)
        case .and: return .and(operands)
        case .or: return .or(operands)
        case .binary(let operation, _, _): return operands.count == 2 ? .binary(operation, first, operands[1]) : self
        case .isEmpty: return .isEmpty(first)
        case .conditional:
            return operands.count == 3 ? .conditional(first, then: operands[1], otherwise: operands[2]) : self
        case .attribute(_, let name): return .attribute(first, name)
        case .has(_, let path): return .has(first, path)
        case .like(_, let pattern): return .like(first, pattern)
        case .isType(_, let type, let container):
            return .isType(first, type, in: container == nil ? nil : operands.last)
        case .set: return .set(operands)
        case .record(let fields):
            return .record(zip(fields, operands).map { Expression.RecordField(key: $0.key, value: $1) })
        case .call(let function, _): return .call(function, operands)
        }
    }
}
