internal import Cedar

// Numbers of 64 bits, and the bits of addresses.
extension TermStore {
    func add(_ left: Term, _ right: Term) -> Term {
        if let one = left.number, let two = right.number { return number(one &+ two, left.sort) }
        return make(.add, [left, right], left.sort)
    }

    func subtract(_ left: Term, _ right: Term) -> Term {
        if let one = left.number, let two = right.number { return number(one &- two, left.sort) }
        return make(.subtract, [left, right], left.sort)
    }

    func multiply(_ left: Term, _ right: Term) -> Term {
        if let one = left.number, let two = right.number { return number(one &* two, left.sort) }
        return make(.multiply, [left, right], left.sort)
    }

    func addOverflows(_ left: Term, _ right: Term) -> Term {
        if let one = left.number, let two = right.number { return bool(one.addingReportingOverflow(two).overflow) }
        return make(.addOverflows, [left, right], .bool)
    }

    func subtractOverflows(_ left: Term, _ right: Term) -> Term {
        if let one = left.number, let two = right.number { return bool(one.subtractingReportingOverflow(two).overflow) }
        return make(.subtractOverflows, [left, right], .bool)
    }

    /// By a constant, it is a question of range, which costs the solver no multiplication.
    func multiplyOverflows(_ left: Term, _ right: Term) -> Term {
        if let one = left.number, let two = right.number {
            return bool(one.multipliedReportingOverflow(by: two).overflow)
        }
        if left.number != nil { return multiplyOverflows(right, left) }
        guard let factor = right.number else { return make(.multiplyOverflows, [left, right], .bool) }
        switch factor {
        case 0, 1: return no
        case -1: return equal(left, number(.min))
        // Quotients toward zero are the last numbers inside, on either side.
        case 2...: return or(less(number(.max / factor), left), less(left, number(.min / factor)))
        default: return or(less(number(.min / factor), left), less(left, number(.max / factor)))
        }
    }

    /// Division toward zero by a positive constant.
    func quotient(_ left: Term, by divisor: Int64) -> Term {
        if let one = left.number { return number(one / divisor, left.sort) }
        return make(.signedQuotient, [left, number(divisor, left.sort)], left.sort)
    }

    /// The rest of a division by a positive constant, in 0 ..< divisor.
    func floorRemainder(_ left: Term, by divisor: Int64) -> Term {
        if let one = left.number {
            let rest = one % divisor
            return number(rest < 0 ? rest + divisor : rest, left.sort)
        }
        let rest = make(.signedRemainder, [left, number(divisor, left.sort)], left.sort)
        return conditional(less(rest, number(0, left.sort)), add(rest, number(divisor, left.sort)), rest)
    }

    func less(_ left: Term, _ right: Term) -> Term {
        if left === right { return no }
        if let one = left.number, let two = right.number { return bool(one < two) }
        return make(.signedLess, [left, right], .bool)
    }

    func lessOrEqual(_ left: Term, _ right: Term) -> Term { not(less(right, left)) }

    func reinterpret(_ term: Term, as sort: Sort) -> Term {
        if let value = term.number { return number(value, sort) }
        return term.sort == sort ? term : make(.reinterpret, [term], sort)
    }

    func ip(_ range: IPRange) -> Term {
        let isHost = range.prefix == (range.isIPv6 ? 128 : 32)
        let form: IPForm = range.isIPv6 ? (isHost ? .host6 : .range6) : (isHost ? .host4 : .range4)
        let address = bits(range.low, high: range.high, width: form.addressWidth)
        let prefix = bits(UInt64(range.prefix), width: form.prefixWidth)
        return make(.ipMake(form), isHost ? [address] : [address, prefix], .ip)
    }

    func ipIs(_ form: IPForm, _ term: Term) -> Term {
        if case .ipMake(let made) = term.op { return bool(made == form) }
        return make(.ipIs(form), [term], .bool)
    }

    private func ipAddress(_ form: IPForm, _ term: Term) -> Term {
        if case .ipMake(form) = term.op { return term.arguments[0] }
        return make(.ipAddress(form), [term], .bits(form.addressWidth))
    }

    private func ipPrefix(_ form: IPForm, _ term: Term) -> Term {
        let width = form.addressWidth
        if case .ipMake(form) = term.op, case .bits(_, let low) = term.arguments[1].op {
            return bits(low, width: width)
        }
        return make(.zeroExtend, [make(.ipPrefix(form), [term], .bits(form.prefixWidth))], .bits(width))
    }

    func isIPv6(_ term: Term) -> Term { or(ipIs(.host6, term), ipIs(.range6, term)) }

    /// Address and prefix length of an address known to be of a family.
    private func parts(_ term: Term, isIPv6: Bool) -> (address: Term, prefix: Term) {
        let host: IPForm = isIPv6 ? .host6 : .host4
        let range: IPForm = isIPv6 ? .range6 : .range4
        let isHost = ipIs(host, term)
        let full = bits(UInt64(host.addressWidth), width: host.addressWidth)
        if let known = isHost.truth {
            return known ? (ipAddress(host, term), full) : (ipAddress(range, term), ipPrefix(range, term))
        }
        return (
            conditional(isHost, ipAddress(host, term), ipAddress(range, term)),
            conditional(isHost, full, ipPrefix(range, term))
        )
    }

    /// Whether every address of one range lies in another: the same family, a prefix at least as long, the same bits before it.
    func isInRange(_ inner: Term, _ outer: Term) -> Term {
        func inside(isIPv6: Bool) -> Term {
            let one = parts(inner, isIPv6: isIPv6)
            let two = parts(outer, isIPv6: isIPv6)
            let width = isIPv6 ? 128 : 32
            let sort = Sort.bits(width)
            let skipped = make(.bitSubtract, [bits(UInt64(width), width: width), two.prefix], sort)
            return and(
                make(.unsignedLessOrEqual, [two.prefix, one.prefix], .bool),
                make(
                    .equal,
                    [
                        make(.shiftRight, [one.address, skipped], sort),
                        make(.shiftRight, [two.address, skipped], sort),
                    ],
                    .bool
                )
            )
        }
        let six = (isIPv6(inner), isIPv6(outer))
        return or(
            and(not(six.0), not(six.1), inside(isIPv6: false)),
            and(six.0, six.1, inside(isIPv6: true))
        )
    }
}
