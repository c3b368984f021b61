internal import Cedar

/// The four ways in which an address is written: each pattern of bits is one Cedar value, and each value one pattern.
enum IPForm: Int, Hashable, Sendable, CaseIterable {
    case host4, range4, host6, range6

    var isIPv6: Bool { self == .host6 || self == .range6 }
    var isHost: Bool { self == .host4 || self == .host6 }
    /// Bits of the address.
    var addressWidth: Int { isIPv6 ? 128 : 32 }
    /// Bits that write a prefix shorter than the address.
    var prefixWidth: Int { isIPv6 ? 7 : 5 }
}

/// What a term is made with.
enum Operator: Hashable, Sendable {
    case bool(Bool)
    case number(Int64)
    case bits(high: UInt64, low: UInt64)
    case text(CedarString)
    case entity(EntityUID)
    case apply(Function)
    case not, and, or, conditional, equal
    case add, subtract, multiply, signedQuotient, signedRemainder
    case addOverflows, subtractOverflows, multiplyOverflows
    case signedLess, unsignedLessOrEqual, shiftRight, bitSubtract
    case zeroExtend
    /// A number as a number of another 64-bit sort.
    case reinterpret
    case setLiteral, member, subset, intersects
    case like(LikePattern)
    case record, field(Int), none, some, isSome, unwrap
    case ipMake(IPForm), ipIs(IPForm), ipAddress(IPForm), ipPrefix(IPForm)
}

/// A term, shared by all that use it: equal terms of one store are one object.
final class Term: Hashable {
    let id: Int
    let op: Operator
    let arguments: [Term]
    let sort: Sort

    init(id: Int, op: Operator, arguments: [Term], sort: Sort) {
        self.id = id
        self.op = op
        self.arguments = arguments
        self.sort = sort
    }

    static func == (left: Term, right: Term) -> Bool { left === right }
    func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// Whether it is a literal other than a set, record or address.
    var isLiteral: Bool {
        switch op {
        case .bool, .number, .bits, .text, .entity: true
        default: false
        }
    }

    /// The truth value, if it is a literal one.
    var truth: Bool? {
        if case .bool(let value) = op { value } else { nil }
    }

    /// The number, if it is a literal one.
    var number: Int64? {
        if case .number(let value) = op { value } else { nil }
    }

    /// Whether it is written without uninterpreted functions at its top: sets, records and addresses of literals.
    var isConstructed: Bool {
        switch op {
        case .setLiteral, .record, .none, .some, .ipMake: arguments.allSatisfy { $0.isLiteral || $0.isConstructed }
        default: isLiteral
        }
    }
}

extension Term {
    /// All terms below these, each once, arguments before what is made of them.
    static func reachable(from roots: [Term]) -> [Term] {
        var seen: Set<Int> = []
        var order: [Term] = []
        var stack: [(term: Term, isDone: Bool)] = roots.reversed().map { ($0, false) }
        while let (term, isDone) = stack.popLast() {
            if isDone {
                order.append(term)
                continue
            }
            guard seen.insert(term.id).inserted else { continue }
            stack.append((term, true))
            for argument in term.arguments.reversed() where !seen.contains(argument.id) {
                stack.append((argument, false))
            }
        }
        return order
    }
}
