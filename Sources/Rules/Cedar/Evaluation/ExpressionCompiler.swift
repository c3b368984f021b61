/// Turns expressions into evaluable form.
enum ExpressionCompiler {
    /// The evaluable form; an expression beyond the depth limit becomes a node that reports it.
    static func compile(_ expression: Expression) -> any EvaluationNode {
        guard expression.depth <= CedarLimits.expressionDepth else {
            let error = EvaluationError(.recursionLimit(CedarLimits.expressionDepth), at: expression.range)
            return FailingNode(error)
        }
        return node(expression)
    }

    private static func node(_ expression: Expression) -> any EvaluationNode {
        let range = expression.range
        switch expression.kind {
        case .literal(let value): return LiteralNode(value, range)
        case .variable(let variable): return VariableNode(variable, range)
        case .slot(let slot): return FailingNode(EvaluationError(.unlinkedSlot(slot), at: range))
        case .not(let inner): return NotNode(node(inner), range)
        case .negate(let inner): return NegateNode(node(inner), range)
        case .and(let parts): return chain(parts.map(node), stopsAt: false, range)
        case .or(let parts): return chain(parts.map(node), stopsAt: true, range)
        case .isEmpty(let inner): return IsEmptyNode(node(inner), range)
        case .conditional(let test, let then, let otherwise):
            return ConditionalNode(node(test), then: node(then), otherwise: node(otherwise), range)
        case .attribute(let base, let name):
            if case .variable(let variable) = base.kind {
                return VariableAttributeNode(variable, name, base: base.range, range)
            }
            return AttributeNode(node(base), name, range)
        case .has(let base, let path):
            if case .variable(let variable) = base.kind, path.count == 1, let name = path.first {
                return VariableHasNode(variable, name, range)
            }
            return HasNode(node(base), path, range)
        case .like(let inner, let pattern): return LikeNode(node(inner), pattern, range)
        case .isType(let inner, let type, let container):
            return IsTypeNode(node(inner), type, container.map(node), range)
        case .set(let parts): return constant(expression) ?? SetNode(parts.map(node), range)
        case .record(let fields): return RecordNode(fields.map { ($0.key, node($0.value)) }, range)
        case .call(let function, let arguments): return call(function, arguments, expression)
        case .binary(.isIn, let left, let right):
            if case .variable(let variable) = left.kind, variable != .context, let groups = literalEntities(right) {
                return VariableMembershipNode(variable, groups, range)
            }
            if case .variable(let variable) = left.kind, variable != .context {
                return VariableInNode(variable, node(right), range)
            }
            return operation(.isIn, node(left), node(right), range)
        case .binary(let binary, let left, let right): return operation(binary, node(left), node(right), range)
        }
    }

    /// Parts in order up to the first that decides; a single part that is asked for a truth value stands for itself.
    static func chain(
        _ parts: [any EvaluationNode],
        stopsAt deciding: Bool,
        _ range: SourceRange
    ) -> any EvaluationNode {
        switch parts.count {
        case 1: parts[0]
        case 2: PairNode(parts[0], parts[1], stopsAt: deciding, range)
        case 3: TripleNode(parts[0], parts[1], parts[2], stopsAt: deciding, range)
        default: ChainNode(parts, stopsAt: deciding, range)
        }
    }

    /// The entities of an entity literal or a set of them.
    private static func literalEntities(_ expression: Expression) -> [EntityUID]? {
        switch expression.kind {
        case .literal(.entity(let uid)): return [uid]
        case .set(let parts):
            var uids: [EntityUID] = []
            for part in parts {
                guard case .literal(.entity(let uid)) = part.kind else { return nil }
                uids.append(uid)
            }
            return uids
        default: return nil
        }
    }

    private static func operation(
        _ binary: BinaryOperator,
        _ left: any EvaluationNode,
        _ right: any EvaluationNode,
        _ range: SourceRange
    ) -> any EvaluationNode {
        switch binary {
        case .equal, .notEqual: equality(left, right, expects: binary == .equal, range)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: order(binary, left, right, range)
        case .isIn: MembershipNode(left, right, range)
        case .add, .subtract, .multiply: ArithmeticNode(binary, left, right, range)
        case .contains: contains(left, right, range)
        case .containsAll, .containsAny: SetRelationNode(left, right, all: binary == .containsAll, range)
        case .hasTag: HasTagNode(left, right, range)
        case .getTag: GetTagNode(left, right, range)
        }
    }

    private static func order(
        _ binary: BinaryOperator,
        _ left: any EvaluationNode,
        _ right: any EvaluationNode,
        _ range: SourceRange
    ) -> any EvaluationNode {
        if let literal = right as? LiteralNode, case .long(let number) = literal.value {
            return NumberOrderNode(binary, left, number, right.range, range)
        }
        return OrderNode(binary, left, right, range)
    }

    private static func equality(
        _ left: any EvaluationNode,
        _ right: any EvaluationNode,
        expects expected: Bool,
        _ range: SourceRange
    ) -> any EvaluationNode {
        if let literal = right as? LiteralNode {
            return LiteralEqualityNode(left, literal.value, expects: expected, range)
        }
        if let literal = left as? LiteralNode {
            return LiteralEqualityNode(right, literal.value, expects: expected, range)
        }
        if let entity = right as? VariableNode, entity.variable != .context {
            return VariableEqualityNode(left, entity.variable, expects: expected, range)
        }
        if let entity = left as? VariableNode, entity.variable != .context {
            return VariableEqualityNode(right, entity.variable, expects: expected, range)
        }
        return EqualityNode(left, right, expects: expected, range)
    }

    private static func contains(
        _ set: any EvaluationNode,
        _ member: any EvaluationNode,
        _ range: SourceRange
    ) -> any EvaluationNode {
        if let literal = member as? LiteralNode { return LiteralContainsNode(set, literal.value, range) }
        return ContainsNode(set, member, range)
    }

    /// A set of literals is built once.
    private static func constant(_ expression: Expression) -> (any EvaluationNode)? {
        guard case .set(let parts) = expression.kind else { return nil }
        var members: Set<Value> = []
        for part in parts {
            guard case .literal(let value) = part.kind else { return nil }
            members.insert(value)
        }
        return LiteralNode(.set(members), expression.range)
    }

    /// A constructor of a literal is called once, its error kept for when it is reached.
    private static func call(
        _ function: ExtensionFunction,
        _ arguments: [Expression],
        _ expression: Expression
    ) -> any EvaluationNode {
        guard arguments.count == function.arity else {
            let kind = EvaluationError.Kind.wrongArity(
                function: function.rawValue,
                expected: function.arity,
                found: arguments.count
            )
            return FailingNode(EvaluationError(kind, at: expression.range))
        }
        guard function.isConstructor, let argument = arguments.first, case .literal(.string(let text)) = argument.kind
        else {
            return CallNode(function, arguments.map(node), expression.range)
        }
        do throws(EvaluationError) {
            return LiteralNode(try ExtensionCalls.construct(function, text, at: expression.range), expression.range)
        } catch {
            return FailingNode(error)
        }
    }
}
