internal import Cedar

// Operators, literals and the functions of the extension types.
extension ExpressionEncoder {
    func literal(_ value: Value) throws(Unsupported) -> Term {
        switch value {
        case .bool(let value): return store.bool(value)
        case .long(let value): return store.number(value)
        case .string(let value): return store.text(value)
        case .entity(let uid):
            if let ids = schema.entityType(uid.type)?.ids, !ids.contains(uid.id) {
                throw Unsupported(reason: "`\(uid)` is none of the entities listed for its type")
            }
            guard schema.entityType(uid.type) != nil || schema.action(uid) != nil else {
                throw Unsupported(reason: "the schema knows no `\(uid)`")
            }
            return store.entity(uid)
        case .decimal(let value): return store.number(value.scaled, .decimal)
        case .datetime(let value): return store.number(value.milliseconds, .datetime)
        case .duration(let value): return store.number(value.milliseconds, .duration)
        case .ip(let value): return store.ip(value)
        case .set, .record: throw Unsupported(reason: "a literal of a set or record carries no type")
        }
    }

    func negation(_ inner: TypedExpression) throws(Unsupported) -> SymbolicOutcome {
        let number = try encodeTerm(inner)
        guard number.term.sort == .long else { throw mismatch("a number", inner) }
        let zero = store.number(0)
        return outcome(
            store.or(number.error, store.subtractOverflows(zero, number.term)),
            store.subtract(zero, number.term)
        )
    }

    func binary(_ op: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression) throws(Unsupported)
        -> SymbolicOutcome
    {
        switch op {
        case .hasTag, .getTag: return try tag(op, left, right)
        case .isIn: return try isIn(left, right)
        case .equal, .notEqual:
            let one = try encode(left)
            let two = try encode(right)
            let same = one.value.equals(two.value, in: store)
            return outcome(store.or(one.error, two.error), op == .equal ? same : store.not(same))
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .add, .subtract, .multiply:
            return try arithmetic(op, left, right)
        case .contains, .containsAll, .containsAny: return try membership(op, left, right)
        }
    }

    private func arithmetic(
        _ op: BinaryOperator,
        _ left: TypedExpression,
        _ right: TypedExpression
    ) throws(Unsupported) -> SymbolicOutcome {
        let one = try encodeTerm(left)
        let two = try encodeTerm(right)
        let sort = one.term.sort
        let isOrder = [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(op)
        guard sort == two.term.sort, sort == .long || (isOrder && (sort == .datetime || sort == .duration)) else {
            throw mismatch("numbers of one type", right)
        }
        let error = store.or(one.error, two.error)
        switch op {
        case .less: return outcome(error, store.less(one.term, two.term))
        case .lessOrEqual: return outcome(error, store.lessOrEqual(one.term, two.term))
        case .greater: return outcome(error, store.less(two.term, one.term))
        case .greaterOrEqual: return outcome(error, store.lessOrEqual(two.term, one.term))
        case .add:
            return outcome(store.or(error, store.addOverflows(one.term, two.term)), store.add(one.term, two.term))
        case .subtract:
            return outcome(
                store.or(error, store.subtractOverflows(one.term, two.term)),
                store.subtract(one.term, two.term)
            )
        default:
            return outcome(
                store.or(error, store.multiplyOverflows(one.term, two.term)),
                store.multiply(one.term, two.term)
            )
        }
    }

    private func membership(
        _ op: BinaryOperator,
        _ left: TypedExpression,
        _ right: TypedExpression
    ) throws(Unsupported) -> SymbolicOutcome {
        let one = try encodeTerm(left)
        let two = try encodeTerm(right)
        let error = store.or(one.error, two.error)
        guard let element = one.term.sort.element else { throw mismatch("a set", left) }
        if op == .contains {
            return outcome(error, element == two.term.sort ? store.member(two.term, one.term) : store.no)
        }
        guard one.term.sort == two.term.sort else { throw mismatch("sets of one type", right) }
        return outcome(
            error,
            op == .containsAll ? store.subset(two.term, one.term) : store.intersects(one.term, two.term)
        )
    }

    func setLiteral(_ members: [TypedExpression]) throws(Unsupported) -> SymbolicOutcome {
        var error = store.no
        var terms: [Term] = []
        for member in members {
            let next = try encodeTerm(member)
            error = store.or(error, next.error)
            terms.append(next.term)
        }
        guard let element = terms.first?.sort, terms.allSatisfy({ $0.sort == element }) else {
            throw Unsupported(reason: "a set literal needs members of one type")
        }
        return outcome(error, store.set(terms, of: element))
    }

    func recordLiteral(_ fields: [TypedExpression.Field]) throws(Unsupported) -> SymbolicOutcome {
        var error = store.no
        var open: [CedarString: SymbolicValue.Field] = [:]
        for field in fields {
            let next = try encode(field.value)
            error = store.or(error, next.error)
            open[field.key] = SymbolicValue.Field(presence: store.yes, value: next.value, isRequired: true)
        }
        return SymbolicOutcome(error: error, value: .record(open))
    }

    func call(_ function: ExtensionFunction, _ arguments: [TypedExpression]) throws(Unsupported) -> SymbolicOutcome {
        if function.isConstructor { return try constructor(function, arguments) }
        guard arguments.count == function.arity else {
            throw Unsupported(reason: "`\(function.rawValue)` takes another number of arguments")
        }
        let one = try encodeTerm(arguments[0])
        let two = arguments.count > 1 ? try encodeTerm(arguments[1]) : nil
        let error = store.or(one.error, two?.error ?? store.no)
        let (expected, second): (Sort, Sort?) =
            switch function {
            case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual: (.decimal, .decimal)
            case .isIpv4, .isIpv6, .isLoopback, .isMulticast: (.ip, nil)
            case .isInRange: (.ip, .ip)
            case .offset: (.datetime, .duration)
            case .durationSince: (.datetime, .datetime)
            case .toDate, .toTime: (.datetime, nil)
            default: (.duration, nil)
            }
        guard one.term.sort == expected, two?.term.sort == second else {
            throw mismatch("values of the types that `\(function.rawValue)` takes", arguments[0])
        }
        return time(function, error, one.term, two?.term ?? one.term)
    }

    private func constructor(
        _ function: ExtensionFunction,
        _ arguments: [TypedExpression]
    ) throws(Unsupported) -> SymbolicOutcome {
        guard arguments.count == 1, case .literal(.string(let text)) = arguments[0].kind else {
            throw Unsupported(reason: "`\(function.rawValue)` is analysed on a literal string only")
        }
        do throws(ExtensionParseError) {
            switch function {
            case .ip: return sure(.term(store.ip(try IPRange(parsing: text))))
            case .decimal: return sure(.term(store.number(try DecimalValue(parsing: text).scaled, .decimal)))
            case .datetime: return sure(.term(store.number(try DatetimeValue(parsing: text).milliseconds, .datetime)))
            default: return sure(.term(store.number(try DurationValue(parsing: text).milliseconds, .duration)))
            }
        } catch {
            throw Unsupported(reason: error.description)
        }
    }

    private func time(_ function: ExtensionFunction, _ error: Term, _ one: Term, _ two: Term) -> SymbolicOutcome {
        let day: Int64 = 86_400_000
        switch function {
        case .lessThan: return outcome(error, store.less(one, two))
        case .lessThanOrEqual: return outcome(error, store.lessOrEqual(one, two))
        case .greaterThan: return outcome(error, store.less(two, one))
        case .greaterThanOrEqual: return outcome(error, store.lessOrEqual(two, one))
        case .isIpv4: return outcome(error, store.not(store.isIPv6(one)))
        case .isIpv6: return outcome(error, store.isIPv6(one))
        case .isLoopback: return outcome(error, inRange(one, ["127.0.0.0/8", "::1"]))
        case .isMulticast: return outcome(error, inRange(one, ["224.0.0.0/4", "ff00::/8"]))
        case .isInRange: return outcome(error, store.isInRange(one, two))
        case .offset:
            let shift = store.reinterpret(two, as: .datetime)
            return outcome(store.or(error, store.addOverflows(one, shift)), store.add(one, shift))
        case .durationSince:
            return outcome(
                store.or(error, store.subtractOverflows(one, two)),
                store.reinterpret(store.subtract(one, two), as: .duration)
            )
        case .toDate:
            let rest = store.floorRemainder(one, by: day)
            return outcome(store.or(error, store.subtractOverflows(one, rest)), store.subtract(one, rest))
        case .toTime: return outcome(error, store.reinterpret(store.floorRemainder(one, by: day), as: .duration))
        case .toSeconds: return outcome(error, store.quotient(store.reinterpret(one, as: .long), by: 1000))
        case .toMinutes: return outcome(error, store.quotient(store.reinterpret(one, as: .long), by: 60_000))
        case .toHours: return outcome(error, store.quotient(store.reinterpret(one, as: .long), by: 3_600_000))
        case .toDays: return outcome(error, store.quotient(store.reinterpret(one, as: .long), by: day))
        default: return outcome(error, store.reinterpret(one, as: .long))
        }
    }

    /// Both ranges are of one family each, so being in one of them is being in that of one's own family.
    private func inRange(_ address: Term, _ ranges: [CedarString]) -> Term {
        store.or(
            ranges.compactMap { text in
                (try? IPRange(parsing: text)).map { store.isInRange(address, store.ip($0)) }
            }
        )
    }
}
