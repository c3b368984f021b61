// Equality, order, arithmetic, sets and strings.
extension EnvironmentCheck {
    mutating func checkBinary(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .binary(let name, let left, let right) = expression.kind else { return .failed }
        switch name {
        case .equal, .notEqual: return checkEquality(expression, name, left, right, known)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return checkOrder(expression, name, left, right, known)
        case .add, .subtract, .multiply: return checkArithmetic(expression, name, left, right, known)
        case .isIn: return checkIsIn(expression, left, right, known)
        case .contains: return checkContains(expression, left, right, known)
        case .containsAll, .containsAny: return checkContainsMany(expression, name, left, right, known)
        case .hasTag: return checkHasTag(expression, left, right, known)
        case .getTag: return checkGetTag(expression, left, right, known)
        }
    }

    private mutating func checkEquality(
        _ expression: Expression,
        _ name: BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        _ known: Capabilities
    ) -> Answer {
        let one = check(left, knowing: known)
        let two = check(right, knowing: known)
        let truth = knownEquality(left, one.type, right, two.type)
        var isCompatible = true
        if isStrict, truth == nil, let oneType = one.type, let twoType = two.type {
            isCompatible = join([oneType, twoType], .operands(name), expression.range) != nil
        }
        let type = truth.map { InferredType.bool(always: $0 == (name == .equal)) } ?? .bool
        let tree = isCompatible ? node(type, expression.range, one.tree, two.tree) { .binary(name, $0[0], $0[1]) } : nil
        return Answer(type: type, tree: tree)
    }

    /// Entities without a common type differ, and literals are compared; of the rest nothing is known. Not even that values of
    /// different types differ: two empty sets are equal whatever they are sets of.
    private func knownEquality(
        _ left: Expression,
        _ leftType: InferredType?,
        _ right: Expression,
        _ rightType: InferredType?
    ) -> Bool? {
        if case .entity(let one) = leftType, case .entity(let two) = rightType, one.isDisjoint(with: two) {
            return false
        }
        guard let one = literal(left), let two = literal(right) else { return nil }
        return one == two
    }

    /// The value of a literal; `action` is one, for the environment says which, and so is a chain of literal truth values, which the
    /// reference folds when it reads them.
    private func literal(_ expression: Expression) -> Value? {
        switch expression.kind {
        case .literal(let value): return value
        case .variable(.action): return .entity(environment.action)
        case .and(let parts): return truths(parts).map { .bool(!$0.contains(false)) }
        case .or(let parts): return truths(parts).map { .bool($0.contains(true)) }
        default: return nil
        }
    }

    /// The truth values of a chain, if all of it is literal.
    private func truths(_ parts: [Expression]) -> [Bool]? {
        var truths: [Bool] = []
        for part in parts {
            guard case .bool(let truth) = literal(part) else { return nil }
            truths.append(truth)
        }
        return truths
    }

    func entityLiteral(_ expression: Expression) -> EntityUID? {
        if case .entity(let uid) = literal(expression) { uid } else { nil }
    }

    private mutating func checkOrder(
        _ expression: Expression,
        _ name: BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        _ known: Capabilities
    ) -> Answer {
        let one = check(left, knowing: known)
        let two = check(right, knowing: known)
        guard let oneType = one.type, let twoType = two.type else { return .failed(.bool) }
        guard isOrdered(left, oneType, right, twoType) else { return .failed(.bool) }
        return Answer(
            type: .bool,
            tree: node(.bool, expression.range, one.tree, two.tree) { .binary(name, $0[0], $0[1]) }
        )
    }

    private mutating func isOrdered(
        _ left: Expression,
        _ leftType: InferredType,
        _ right: Expression,
        _ rightType: InferredType
    ) -> Bool {
        switch (ExpectedType.ordered.includes(leftType), ExpectedType.ordered.includes(rightType)) {
        case (true, true):
            if leftType == rightType || (leftType == .never) != (rightType == .never) { return true }
            if rightType == .long {
                report(.unexpectedType(expected: .long, found: leftType, advice: nil), left.range)
            } else {
                report(.unexpectedType(expected: Self.expected(leftType), found: rightType, advice: nil), right.range)
            }
        case (true, false):
            report(.unexpectedType(expected: Self.expected(leftType), found: rightType, advice: nil), right.range)
        case (false, true):
            report(.unexpectedType(expected: Self.expected(rightType), found: leftType, advice: nil), left.range)
        case (false, false):
            report(.unexpectedType(expected: .ordered, found: leftType, advice: nil), left.range)
            report(.unexpectedType(expected: .ordered, found: rightType, advice: nil), right.range)
        }
        return false
    }

    private static func expected(_ type: InferredType) -> ExpectedType {
        switch type {
        case .long: .long
        case .extension(let kind): .extension(kind)
        default: .ordered
        }
    }

    private mutating func checkArithmetic(
        _ expression: Expression,
        _ name: BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        _ known: Capabilities
    ) -> Answer {
        func help(_ type: InferredType) -> ValidationProblem.Advice? {
            switch type {
            case .string where name == .add: .noConcatenation
            case .set: .noSetArithmetic
            default: nil
            }
        }
        let one = expect(.long, left, knowing: known, help: help)
        let two = expect(.long, right, knowing: known, help: help)
        return Answer(
            type: .long,
            tree: node(.long, expression.range, one.tree, two.tree) { .binary(name, $0[0], $0[1]) }
        )
    }

    mutating func checkNegation(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .negate(let inner) = expression.kind else { return .failed }
        let answer = expect(.long, inner, knowing: known)
        return Answer(type: .long, tree: node(.long, expression.range, answer.tree) { .negate($0[0]) })
    }

    private mutating func expectSet(_ expression: Expression, _ known: Capabilities) -> Answer {
        expect(.set, expression, knowing: known) { type in
            switch type {
            case .entity: .useIn
            case .record: .useHas
            case .string: .useLike
            default: nil
            }
        }
    }

    private mutating func checkContains(
        _ expression: Expression,
        _ left: Expression,
        _ right: Expression,
        _ known: Capabilities
    ) -> Answer {
        let set = expectSet(left, known)
        let member = check(right, knowing: known)
        var isCompatible = true
        if isStrict, case .set(let element) = set.type, let type = member.type {
            isCompatible = join([element, type], .member, expression.range) != nil
        }
        let tree =
            isCompatible
            ? node(.bool, expression.range, set.tree, member.tree) { .binary(.contains, $0[0], $0[1]) } : nil
        return Answer(type: .bool, tree: tree)
    }

    private mutating func checkContainsMany(
        _ expression: Expression,
        _ name: BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        _ known: Capabilities
    ) -> Answer {
        let one = expectSet(left, known)
        let two = expect(.set, right, knowing: known) { _ in .useContainsForOne }
        var isCompatible = true
        if isStrict, let oneType = one.type, let twoType = two.type {
            isCompatible = join([oneType, twoType], .members(name), expression.range) != nil
        }
        let tree =
            isCompatible ? node(.bool, expression.range, one.tree, two.tree) { .binary(name, $0[0], $0[1]) } : nil
        return Answer(type: .bool, tree: tree)
    }

    mutating func checkIsEmpty(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .isEmpty(let inner) = expression.kind else { return .failed }
        let answer = expect(.set, inner, knowing: known) { $0 == .string ? .compareWithEmptyString : nil }
        return Answer(type: .bool, tree: node(.bool, expression.range, answer.tree) { .isEmpty($0[0]) })
    }

    mutating func checkLike(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .like(let inner, let pattern) = expression.kind else { return .failed }
        let answer = expect(.string, inner, knowing: known) { if case .entity = $0 { .useIs } else { nil } }
        return Answer(type: .bool, tree: node(.bool, expression.range, answer.tree) { .like($0[0], pattern) })
    }
}
