public import Cedar

/// A query as a script in SMT-LIB 2, with the theory of finite sets that cvc5 has and the standard's strings.
///
/// Written apart from the encoding for Z3 on purpose: sets, strings and overflow are said in other words, so that a second solver checks
/// them too.
public struct SMTLIBScript: Sendable {
    /// The script; its answer is `unsat` if and only if the claim holds.
    public let text: String

    init(_ query: Query, members: @escaping (EntityTypeName) -> [EntityUID]?) throws(Unanswerable) {
        var writer = SMTLIBWriter(members: members)
        var lines: [String] = []
        let terms = Term.reachable(from: query.formulas)
        for term in terms {
            let sort = try writer.sort(term.sort)
            let written = try writer.term(term)
            lines += writer.takeDeclarations()
            lines.append("(define-fun t\(term.id) () \(sort) \(written))")
        }
        let distinct = writer.distinctLiterals
        let assertions = query.formulas.map { "(assert t\($0.id))" } + distinct.map { "(assert \($0))" }
        text = (["(set-logic ALL)"] + lines + assertions + ["(check-sat)"]).joined(separator: "\n") + "\n"
    }
}

extension Prover {
    /// The query that decides a claim in an environment, for another solver; nil where no solver is needed because the claim plainly holds.
    /// - Returns: nil too where the claim cannot be put to a solver.
    public func script(refuting claim: Claim, in environment: RequestEnvironment) -> SMTLIBScript? {
        guard let query = try? query(refuting: claim, in: environment) else { return nil }
        return try? SMTLIBScript(query, members: members)
    }
}

/// Writes sorts and terms; each term is defined by a name, so nothing is written twice.
struct SMTLIBWriter {
    private let members: (EntityTypeName) -> [EntityUID]?
    private var sorts: [Sort: String] = [:]
    private var functions: [Function: String] = [:]
    private var literals: [EntityTypeName: [(uid: EntityUID, name: String)]] = [:]
    private var pending: [String] = []

    init(members: @escaping (EntityTypeName) -> [EntityUID]?) { self.members = members }

    /// The declarations that came up since the last call.
    mutating func takeDeclarations() -> [String] {
        defer { pending = [] }
        return pending
    }

    /// That different literals of a type are different entities.
    var distinctLiterals: [String] {
        literals.sorted { $0.key < $1.key }.compactMap { _, known in
            known.count > 1 ? "(distinct " + known.map(\.name).joined(separator: " ") + ")" : nil
        }
    }

    mutating func sort(_ sort: Sort) throws(Unanswerable) -> String {
        if let known = sorts[sort] { return known }
        let written: String
        switch sort {
        case .bool: written = "Bool"
        case .text: written = "String"
        case .long, .decimal, .datetime, .duration: written = "(_ BitVec 64)"
        case .bits(let width): written = "(_ BitVec \(width))"
        case .set(let element): written = "(Set \(try self.sort(element)))"
        case .entity(let type):
            written = "E\(sorts.count)"
            if let all = members(type) {
                let ids = all.indices.map { "(\(written)-\($0))" }.joined(separator: " ")
                pending.append("(declare-datatype \(written) (\(ids)))")
            } else {
                pending.append("(declare-sort \(written) 0)")
            }
        case .optional(let inner):
            let content = try self.sort(inner)
            written = "O\(sorts.count)"
            pending.append(
                "(declare-datatype \(written) ((none-\(written)) (some-\(written) (value-\(written) \(content)))))"
            )
        case .record(let fields):
            var parts: [String] = []
            for field in fields { parts.append(try self.sort(field.stored)) }
            written = "R\(sorts.count)"
            let list = parts.enumerated().map { "(f\($0.offset)-\(written) \($0.element))" }.joined(separator: " ")
            pending.append("(declare-datatype \(written) ((make-\(written) \(list))))")
        case .ip:
            written = "IP"
            let forms = IPForm.allCases.map { form in
                let prefix = form.isHost ? "" : " (prefix-\(form) (_ BitVec \(form.prefixWidth)))"
                return "(\(form) (address-\(form) (_ BitVec \(form.addressWidth)))\(prefix))"
            }
            pending.append("(declare-datatype IP (\(forms.joined(separator: " "))))")
        }
        sorts[sort] = written
        return written
    }

    mutating func term(_ term: Term) throws(Unanswerable) -> String {
        let parts = term.arguments.map { "t\($0.id)" }
        func call(_ name: String) -> String { parts.isEmpty ? name : "(\(name) \(parts.joined(separator: " ")))" }
        switch term.op {
        case .bool(let value): return "\(value)"
        case .number(let value): return Self.bits(0, UInt64(bitPattern: value), 64)
        case .bits(let high, let low): return Self.bits(high, low, term.sort.width ?? 64)
        case .text(let text): return try Self.string(text)
        case .entity(let uid): return try entity(uid)
        case .apply(let function): return call(try name(of: function))
        case .conditional: return call("ite")
        case .equal: return call("=")
        case .setLiteral:
            let empty = "(as set.empty \(try sort(term.sort)))"
            return parts.isEmpty ? empty : "(set.insert \(parts.joined(separator: " ")) \(empty))"
        case .member: return call("set.member")
        case .subset: return call("set.subset")
        case .intersects:
            return "(not (= (set.inter \(parts[0]) \(parts[1])) (as set.empty \(try sort(term.arguments[0].sort)))))"
        case .like(let pattern): return try Self.like(parts[0], pattern)
        case .record: return call("make-\(try sort(term.sort))")
        case .field(let index): return call("f\(index)-\(try sort(term.arguments[0].sort))")
        case .none: return "none-\(try sort(term.sort))"
        case .some: return call("some-\(try sort(term.sort))")
        case .isSome: return call("(_ is some-\(try sort(term.arguments[0].sort)))")
        case .unwrap: return call("value-\(try sort(term.arguments[0].sort))")
        case .ipMake(let form): return call("\(form)")
        case .ipIs(let form): return call("(_ is \(form))")
        case .ipAddress(let form): return call("address-\(form)")
        case .ipPrefix(let form): return call("prefix-\(form)")
        default: return Self.number(term, parts, call)
        }
    }

    private static func number(_ term: Term, _ parts: [String], _ call: (String) -> String) -> String {
        /// Whether a result at twice the width is another than that at the width.
        func overflows(_ operation: String) -> String {
            let wide = "(\(operation) ((_ sign_extend 64) \(parts[0])) ((_ sign_extend 64) \(parts[1])))"
            return "(not (= \(wide) ((_ sign_extend 64) (\(operation) \(parts[0]) \(parts[1])))))"
        }
        return switch term.op {
        case .not: call("not")
        case .and: call("and")
        case .or: call("or")
        case .add: call("bvadd")
        case .subtract, .bitSubtract: call("bvsub")
        case .multiply: call("bvmul")
        case .signedQuotient: call("bvsdiv")
        case .signedRemainder: call("bvsrem")
        case .addOverflows: overflows("bvadd")
        case .subtractOverflows: overflows("bvsub")
        case .multiplyOverflows: overflows("bvmul")
        case .signedLess: call("bvslt")
        case .unsignedLessOrEqual: call("bvule")
        case .shiftRight: call("bvlshr")
        case .zeroExtend: call("(_ zero_extend \((term.sort.width ?? 0) - (term.arguments[0].sort.width ?? 0)))")
        default: parts[0]
        }
    }

    private mutating func entity(_ uid: EntityUID) throws(Unanswerable) -> String {
        let sort = try sort(.entity(uid.type))
        if let all = members(uid.type) {
            guard let index = all.firstIndex(of: uid) else { throw Unanswerable(reason: "`\(uid)` is not listed") }
            return "\(sort)-\(index)"
        }
        if let known = literals[uid.type]?.first(where: { $0.uid == uid }) { return known.name }
        let name = "\(sort)-literal-\(literals[uid.type]?.count ?? 0)"
        literals[uid.type, default: []].append((uid, name))
        pending.append("(declare-const \(name) \(sort))")
        return name
    }

    private mutating func name(of function: Function) throws(Unanswerable) -> String {
        if let known = functions[function] { return known }
        let name = "f\(functions.count)"
        var domain: [String] = []
        for sort in function.domain { domain.append(try self.sort(sort)) }
        pending.append("(declare-fun \(name) (\(domain.joined(separator: " "))) \(try sort(function.range)))")
        functions[function] = name
        return name
    }

    private static func bits(_ high: UInt64, _ low: UInt64, _ width: Int) -> String {
        func hex(_ value: UInt64, _ digits: Int) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        if width == 128 { return "#x" + hex(high, 16) + hex(low, 16) }
        if width % 4 == 0 { return "#x" + hex(low, width / 4) }
        let text = String(low, radix: 2)
        return "#b" + String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// SMT-LIB's alphabet ends here (theory of Unicode strings, version 2.6).
    private static let scalarMax: UInt32 = 0x2FFFF

    private static func string(_ text: CedarString) throws(Unanswerable) -> String {
        var result = "\""
        for scalar in text.text.unicodeScalars {
            guard scalar.value <= scalarMax else {
                throw Unanswerable(reason: "\(text.quoted) holds a scalar that SMT-LIB's strings do not have")
            }
            if (0x20...0x7E).contains(scalar.value), scalar != "\\", scalar != "\"" {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result + "\""
    }

    private static func like(_ text: String, _ pattern: LikePattern) throws(Unanswerable) -> String {
        var parts: [String] = []
        for element in pattern.elements {
            switch element {
            case .wildcard: parts.append("re.all")
            case .literal(let part): parts.append("(str.to_re \(try string(part)))")
            }
        }
        let whole = parts.count == 1 ? parts[0] : "(re.++ \(parts.joined(separator: " ")))"
        return "(str.in_re \(text) \(whole))"
    }
}
