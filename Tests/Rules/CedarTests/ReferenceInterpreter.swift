@testable import Cedar

/// Cedar's semantics written down as plainly as possible: every policy is evaluated in full, over the syntax tree, with nothing
/// compiled, indexed or left out. The engine must answer as it does.
struct ReferenceInterpreter {
    let request: Request
    let entities: Entities

    func authorize(_ policies: [Policy]) -> Response {
        var satisfied: [Effect: [PolicyID]] = [:]
        var errors: [Response.PolicyError] = []
        for policy in policies {
            do {
                if try holds(policy) { satisfied[policy.effect, default: []].append(policy.id) }
            } catch let error as EvaluationError {
                errors.append(Response.PolicyError(policy: policy.id, error: error))
            } catch {}
        }
        let forbids = satisfied[.forbid] ?? []
        let permits = satisfied[.permit] ?? []
        if forbids.isEmpty, !permits.isEmpty { return Response(decision: .allow, reasons: permits, errors: errors) }
        return Response(decision: .deny, reasons: forbids, errors: errors)
    }

    private func holds(_ policy: Policy) throws -> Bool {
        guard matches(policy.scope.principal, request.principal), matches(policy.scope.action),
            matches(policy.scope.resource, request.resource)
        else { return false }
        for condition in policy.conditions {
            if try truth(condition.body) != (condition.kind == .when) { return false }
        }
        return true
    }

    private func matches(_ constraint: PolicyScope.EntityConstraint, _ uid: EntityUID) -> Bool {
        switch constraint {
        case .any: true
        case .equal(.entity(let other)): uid == other
        case .isIn(.entity(let group)): isIn(uid, group)
        case .isType(let type): uid.type == type
        case .isTypeIn(let type, .entity(let group)): uid.type == type && isIn(uid, group)
        default: false
        }
    }

    private func matches(_ constraint: PolicyScope.ActionConstraint) -> Bool {
        switch constraint {
        case .any: true
        case .equal(let uid): request.action == uid
        case .isIn(let group): isIn(request.action, group)
        case .isInAny(let groups): groups.contains { isIn(request.action, $0) }
        }
    }

    private func isIn(_ uid: EntityUID, _ group: EntityUID) -> Bool {
        uid == group || entities.ancestors(of: uid).contains(group)
    }

    private func mismatch(_ expected: String, _ found: Value, _ at: Expression) -> EvaluationError {
        EvaluationError(.typeError(expected: expected, found: found.typeName), at: at.range)
    }

    private func truth(_ expression: Expression) throws -> Bool {
        let value = try evaluate(expression)
        guard case .bool(let truth) = value else { throw mismatch("bool", value, expression) }
        return truth
    }

    private func entity(_ expression: Expression) throws -> EntityUID {
        let value = try evaluate(expression)
        guard case .entity(let uid) = value else { throw mismatch("entity", value, expression) }
        return uid
    }

    private func set(_ expression: Expression) throws -> Set<Value> {
        let value = try evaluate(expression)
        guard case .set(let members) = value else { throw mismatch("set", value, expression) }
        return members
    }

    private func text(_ expression: Expression) throws -> CedarString {
        let value = try evaluate(expression)
        guard case .string(let text) = value else { throw mismatch("string", value, expression) }
        return text
    }

    private func long(_ expression: Expression) throws -> Int64 {
        let value = try evaluate(expression)
        guard case .long(let number) = value else { throw mismatch("long", value, expression) }
        return number
    }

    func evaluate(_ expression: Expression) throws -> Value {
        switch expression.kind {
        case .literal(let value): return value
        case .variable(.principal): return .entity(request.principal)
        case .variable(.action): return .entity(request.action)
        case .variable(.resource): return .entity(request.resource)
        case .variable(.context): return .record(request.context)
        case .slot(let slot): throw EvaluationError(.unlinkedSlot(slot), at: expression.range)
        case .not(let inner): return .bool(!(try truth(inner)))
        case .negate(let inner):
            let (result, overflow) = Int64(0).subtractingReportingOverflow(try long(inner))
            if overflow {
                throw EvaluationError(.arithmeticOverflow(operation: "-(\(Int64.min))"), at: expression.range)
            }
            return .long(result)
        case .and(let parts): return .bool(try parts.allSatisfy { try truth($0) })
        case .or(let parts): return .bool(try parts.contains { try truth($0) })
        case .isEmpty(let inner): return .bool(try set(inner).isEmpty)
        case .conditional(let test, let then, let otherwise): return try evaluate(try truth(test) ? then : otherwise)
        case .attribute(let base, let name): return try attribute(name, base, expression)
        case .has(let base, let names): return .bool(try has(names, base))
        case .like(let inner, let pattern): return .bool(pattern.matches(try text(inner)))
        case .isType(let inner, let type, let container):
            let uid = try entity(inner)
            guard uid.type == type else { return .bool(false) }
            return .bool(try container.map { try isBelow(uid, $0) } ?? true)
        case .set(let parts): return .set(Set(try parts.map(evaluate)))
        case .record(let fields):
            var record: [CedarString: Value] = [:]
            for field in fields { record[field.key] = try evaluate(field.value) }
            return .record(Record(record))
        case .call(let function, let arguments):
            return try ExtensionCalls.call(function, try arguments.map(evaluate), at: expression.range)
        case .binary(let operation, let left, let right): return try binary(operation, left, right, expression)
        }
    }

    private func attribute(_ name: CedarString, _ base: Expression, _ whole: Expression) throws -> Value {
        let value = try evaluate(base)
        switch value {
        case .record(let record):
            if let found = record[name] { return found }
            // The engine names the entity of a variable, and no entity for the context or a record.
            throw EvaluationError(.attributeDoesNotExist(name, of: nil), at: whole.range)
        case .entity(let uid):
            guard let entity = entities[uid] else { throw EvaluationError(.entityDoesNotExist(uid), at: base.range) }
            if let found = entity.attributes[name] { return found }
            throw EvaluationError(.attributeDoesNotExist(name, of: uid), at: whole.range)
        default: throw mismatch("record or entity", value, base)
        }
    }

    private func has(_ names: [CedarString], _ base: Expression) throws -> Bool {
        var value = try evaluate(base)
        for name in names {
            let found: Value?
            switch value {
            case .record(let record): found = record[name]
            case .entity(let uid): found = entities[uid]?.attributes[name]
            default: throw mismatch("record or entity", value, base)
            }
            guard let found else { return false }
            value = found
        }
        return true
    }

    private func isBelow(_ uid: EntityUID, _ container: Expression) throws -> Bool {
        let value = try evaluate(container)
        switch value {
        case .entity(let group): return isIn(uid, group)
        case .set(let members):
            let strangers = members.filter { if case .entity = $0 { false } else { true } }
            if let stranger = strangers.min(by: { $0.typeName < $1.typeName }) {
                throw mismatch("set of entities", stranger, container)
            }
            return members.contains { if case .entity(let group) = $0 { isIn(uid, group) } else { false } }
        default: throw mismatch("entity or set of entities", value, container)
        }
    }

    private func binary(_ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression)
        throws -> Value
    {
        switch operation {
        case .equal:
            let first = try evaluate(left)
            return .bool(first == (try evaluate(right)))
        case .notEqual:
            let first = try evaluate(left)
            return .bool(first != (try evaluate(right)))
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return .bool(try order(operation, left, right))
        case .isIn:
            let uid = try entity(left)
            return .bool(try isBelow(uid, right))
        case .add, .subtract, .multiply:
            let (first, second) = (try long(left), try long(right))
            let (result, overflow) =
                operation == .add
                ? first.addingReportingOverflow(second)
                : operation == .subtract
                    ? first.subtractingReportingOverflow(second) : first.multipliedReportingOverflow(by: second)
            if overflow {
                let text = "\(first) \(operation.rawValue) \(second)"
                throw EvaluationError(.arithmeticOverflow(operation: text), at: whole.range)
            }
            return .long(result)
        case .contains:
            let members = try set(left)
            return .bool(members.contains(try evaluate(right)))
        case .containsAll:
            let mine = try set(left)
            return .bool(mine.isSuperset(of: try set(right)))
        case .containsAny:
            let mine = try set(left)
            return .bool(!mine.isDisjoint(with: try set(right)))
        case .hasTag:
            let uid = try entity(left)
            let key = try text(right)
            return .bool(entities[uid]?.tags.has(key) ?? false)
        case .getTag:
            let uid = try entity(left)
            let key = try text(right)
            guard let entity = entities[uid] else { throw EvaluationError(.entityDoesNotExist(uid), at: left.range) }
            if let found = entity.tags[key] { return found }
            throw EvaluationError(.tagDoesNotExist(key, of: uid), at: whole.range)
        }
    }

    private func order(_ operation: BinaryOperator, _ left: Expression, _ right: Expression) throws -> Bool {
        let (first, second) = (try evaluate(left), try evaluate(right))
        func compare(_ one: Int64, _ two: Int64) -> Bool {
            operation == .less
                ? one < two : operation == .lessOrEqual ? one <= two : operation == .greater ? one > two : one >= two
        }
        switch (first, second) {
        case (.long(let one), .long(let two)): return compare(one, two)
        case (.datetime(let one), .datetime(let two)): return compare(one.milliseconds, two.milliseconds)
        case (.duration(let one), .duration(let two)): return compare(one.milliseconds, two.milliseconds)
        case (.long, _): throw mismatch("long", second, right)
        case (.datetime, _): throw mismatch("datetime", second, right)
        case (.duration, _): throw mismatch("duration", second, right)
        default: throw mismatch("long, datetime or duration", first, left)
        }
    }
}
