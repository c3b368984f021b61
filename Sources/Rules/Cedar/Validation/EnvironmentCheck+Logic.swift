// Atoms and the operators on truth values.
extension EnvironmentCheck {
    mutating func checkAtom(_ expression: Expression) -> Answer {
        let type: InferredType?
        let kind: TypedExpression.Kind
        switch expression.kind {
        case .literal(let value):
            type = self.type(of: value)
            kind = .literal(value)
        case .variable(let variable):
            type = self.type(of: variable)
            kind = .variable(variable)
        case .slot(let slot):
            type = self.type(of: slot)
            kind = .slot(slot)
        default: return .failed
        }
        return Answer(type: type, tree: type.map { TypedExpression(kind, $0, expression.range) })
    }

    private func type(of variable: Variable) -> InferredType {
        switch variable {
        case .principal: .entity(environment.principal)
        case .action: .entity(environment.action.type)
        case .resource: .entity(environment.resource)
        case .context: .record(RecordType(environment.context))
        }
    }

    /// A slot outside the scope could be linked with anything.
    private func type(of slot: Slot) -> InferredType {
        let linked = slot == .principal ? environment.principalSlot : environment.resourceSlot
        return linked.map { .entity($0) } ?? .entity(Set(schema.entityTypes.keys))
    }

    /// Nil for an entity of a type, or an action, that the schema lacks.
    private func type(of value: Value) -> InferredType? {
        switch value {
        case .bool(let truth): return .bool(always: truth)
        case .long: return .long
        case .string: return .string
        case .entity(let uid):
            let isKnown = uid.type.isAction ? schema.actions[uid] != nil : schema.entityTypes[uid.type] != nil
            return isKnown ? .entity(uid.type) : nil
        case .set(let members):
            let types = members.compactMap(type(of:))
            guard types.count == members.count else { return nil }
            return (try? TypeRelation.join(types, mode)).map { .set($0) }
        case .record(let record):
            var attributes: [CedarString: RecordType.Attribute] = [:]
            for (key, value) in record.sorted {
                guard let type = type(of: value) else { return nil }
                attributes[key] = RecordType.Attribute(type: type, isRequired: true)
            }
            return .record(RecordType(attributes))
        case .decimal: return .extension(.decimal)
        case .ip: return .extension(.ipaddr)
        case .datetime: return .extension(.datetime)
        case .duration: return .extension(.duration)
        }
    }

    mutating func checkNot(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .not(let inner) = expression.kind else { return .failed }
        let answer = expect(.bool, inner, knowing: known)
        let type = answer.type?.knownTruth.map { InferredType.bool(always: !$0) } ?? .bool
        return Answer(type: type, tree: node(type, expression.range, answer.tree) { .not($0[0]) })
    }

    mutating func checkAnd(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .and(let parts) = expression.kind else { return .failed }
        var known = known
        var result = Answer(type: .bool(.alwaysTrue))
        var trees: [TypedExpression] = []
        var hasFailed = false
        for part in parts {
            let answer = expect(.bool, part, knowing: known)
            if let tree = answer.tree { trees.append(tree) } else { hasFailed = true }
            result.type = Self.conjunction(result.type, answer.type)
            if answer.type?.knownTruth == false {
                result.capabilities = []
                // What follows is never evaluated.
                break
            }
            known.formUnion(answer.capabilities)
            result.capabilities.formUnion(answer.capabilities)
        }
        if !hasFailed { result.tree = Self.chain(trees, result.type, expression.range) { .and($0) } }
        return result
    }

    private static func conjunction(_ left: InferredType?, _ right: InferredType?) -> InferredType {
        guard let left, let right else { return .bool }
        return switch (left.knownTruth, right.knownTruth) {
        case (_, false), (false, _): .bool(.alwaysFalse)
        case (true, _): right
        case (_, true): left
        default: .bool
        }
    }

    mutating func checkOr(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .or(let parts) = expression.kind else { return .failed }
        var result = Answer(type: .bool(.alwaysFalse))
        var trees: [TypedExpression] = []
        var hasFailed = false
        for part in parts {
            let answer = expect(.bool, part, knowing: known)
            if let tree = answer.tree { trees.append(tree) } else { hasFailed = true }
            result = Self.disjunction(result, answer)
            // What follows is never evaluated.
            if answer.type?.knownTruth == true { break }
        }
        if !hasFailed { result.tree = Self.chain(trees, result.type, expression.range) { .or($0) } }
        return result
    }

    private static func disjunction(_ left: Answer, _ right: Answer) -> Answer {
        guard let leftType = left.type, let rightType = right.type else { return .failed(.bool) }
        return switch (leftType.knownTruth, rightType.knownTruth) {
        case (_, true): Answer(type: rightType, capabilities: right.capabilities)
        case (_, false): Answer(type: leftType, capabilities: left.capabilities)
        case (false, _): Answer(type: rightType, capabilities: right.capabilities)
        default: Answer(type: .bool, capabilities: left.capabilities.intersection(right.capabilities))
        }
    }

    private static func chain(
        _ parts: [TypedExpression],
        _ type: InferredType?,
        _ range: SourceRange,
        _ kind: ([TypedExpression]) -> TypedExpression.Kind
    ) -> TypedExpression? {
        guard let type, let first = parts.first else { return nil }
        return parts.count == 1 ? first : TypedExpression(kind(parts), type, range)
    }

    mutating func checkConditional(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .conditional(let test, let then, let otherwise) = expression.kind else { return .failed }
        let condition = expect(.bool, test, knowing: known)
        let truth = condition.type?.knownTruth
        var left = Answer.failed
        var right = Answer.failed
        if truth != false {
            left = check(then, knowing: known.union(condition.capabilities))
            left.capabilities.formUnion(condition.capabilities)
        }
        if truth != true { right = check(otherwise, knowing: known) }
        var result: Answer
        switch truth {
        case true: (result, right) = (left, left)
        case false: (result, left) = (right, right)
        default:
            result = Answer(capabilities: left.capabilities.intersection(right.capabilities))
            if let one = left.type, let two = right.type {
                result.type = join([one, two], .branches, expression.range)
            }
        }
        result.tree = node(result.type, expression.range, condition.tree, left.tree, right.tree) {
            .conditional($0[0], then: $0[1], otherwise: $0[2])
        }
        return result
    }
}
