internal import CZ3
internal import Cedar

/// Terms as terms of Z3, each made once.
final class Z3Encoder {
    let context: Z3Context
    let sorts: Z3Sorts
    private var made: [Int: Z3_ast] = [:]
    private var matchers: [LikePattern: Z3_func_decl] = [:]
    private(set) var functions: [Function: Z3_func_decl] = [:]
    /// Literals of sorts without structure, in the order of their making; different ones are different.
    private(set) var literals: [Sort: [(term: Term, ast: Z3_ast)]] = [:]

    init(context: Z3Context, sorts: Z3Sorts) {
        self.context = context
        self.sorts = sorts
    }

    /// Asserts formulas, and that literals of one sort differ. `terms` are all terms of the formulas, arguments first, and others that
    /// the model shall name.
    func assert(_ formulas: [Term], naming terms: [Term]) throws(Z3Failure) {
        for term in terms { made[term.id] = try make(term) }
        for formula in formulas { try context.assert(try ast(formula)) }
        for (_, known) in literals where known.count > 1 {
            var arguments: [Z3_ast?] = known.map(\.ast)
            try context.assert(
                try context.checked(Z3_mk_distinct(context.raw, UInt32(arguments.count), &arguments), "literals")
            )
        }
    }

    /// The term as it was made by ``assert(_:naming:)``.
    func ast(_ term: Term) throws(Z3Failure) -> Z3_ast {
        guard let known = made[term.id] else { throw Z3Failure(message: "a term was not encoded") }
        return known
    }

    func function(_ function: Function) throws(Z3Failure) -> Z3_func_decl {
        if let known = functions[function] { return known }
        var domain: [Z3_sort?] = []
        for sort in function.domain { domain.append(try sorts.sort(sort)) }
        let declared = Z3_mk_func_decl(
            context.raw,
            try context.symbol("f\(functions.count)"),
            UInt32(domain.count),
            &domain,
            try sorts.sort(function.range)
        )
        let result = try context.checked(declared, "a function")
        functions[function] = result
        return result
    }

    /// Whether a string matches a pattern, as a function without meaning; what is possible is said by ``LikeClasses``.
    func matcher(_ pattern: LikePattern) throws(Z3Failure) -> Z3_func_decl {
        if let known = matchers[pattern] { return known }
        var domain: [Z3_sort?] = [try sorts.sort(.text)]
        let name = try context.symbol("like\(matchers.count)")
        let declared = Z3_mk_func_decl(context.raw, name, 1, &domain, try sorts.sort(.bool))
        let result = try context.checked(declared, "a pattern")
        matchers[pattern] = result
        return result
    }

    func apply(_ function: Z3_func_decl, _ arguments: [Z3_ast]) throws(Z3Failure) -> Z3_ast {
        var list: [Z3_ast?] = arguments
        return try context.checked(Z3_mk_app(context.raw, function, UInt32(list.count), &list), "an application")
    }

    private func make(_ term: Term) throws(Z3Failure) -> Z3_ast {
        let raw = context.raw
        var arguments: [Z3_ast] = []
        for argument in term.arguments { arguments.append(try ast(argument)) }
        var list: [Z3_ast?] = arguments
        let count = UInt32(arguments.count)
        func checked(_ result: Z3_ast?) throws(Z3Failure) -> Z3_ast { try context.checked(result, "\(term.op)") }
        switch term.op {
        case .bool(let value): return try checked(value ? Z3_mk_true(raw) : Z3_mk_false(raw))
        case .number(let value): return try checked(Z3_mk_int64(raw, value, try sorts.sort(term.sort)))
        case .bits(let high, let low): return try bits(high: high, low: low, term.sort)
        case .text: return try unstructured(term, "text \(literals[.text]?.count ?? 0)")
        case .entity(let uid):
            if let constant = try sorts.enumeration(uid) { return try apply(constant, []) }
            return try unstructured(term, "\(uid)")
        case .apply(let function): return try apply(try self.function(function), arguments)
        case .not: return try checked(Z3_mk_not(raw, arguments[0]))
        case .and: return try checked(Z3_mk_and(raw, count, &list))
        case .or: return try checked(Z3_mk_or(raw, count, &list))
        case .conditional: return try checked(Z3_mk_ite(raw, arguments[0], arguments[1], arguments[2]))
        case .equal: return try checked(Z3_mk_eq(raw, arguments[0], arguments[1]))
        case .setLiteral: return try set(arguments, term.sort)
        case .member: return try checked(Z3_mk_set_member(raw, arguments[0], arguments[1]))
        case .subset: return try checked(Z3_mk_set_subset(raw, arguments[0], arguments[1]))
        case .intersects:
            let common = try checked(Z3_mk_set_intersect(raw, 2, &list))
            let empty = try set([], term.arguments[0].sort)
            return try checked(Z3_mk_not(raw, try checked(Z3_mk_eq(raw, common, empty))))
        case .like(let pattern): return try apply(try matcher(pattern), arguments)
        case .record, .none: return try apply(try sorts.datatype(term.sort).constructors[0], arguments)
        case .some: return try apply(try sorts.datatype(term.sort).constructors[1], arguments)
        case .field(let index):
            return try apply(try sorts.datatype(term.arguments[0].sort).accessors[0][index], arguments)
        case .isSome: return try apply(try sorts.datatype(term.arguments[0].sort).testers[1], arguments)
        case .unwrap: return try apply(try sorts.datatype(term.arguments[0].sort).accessors[1][0], arguments)
        case .ipMake(let form): return try apply(try sorts.datatype(.ip).constructors[form.rawValue], arguments)
        case .ipIs(let form): return try apply(try sorts.datatype(.ip).testers[form.rawValue], arguments)
        case .ipAddress(let form): return try apply(try sorts.datatype(.ip).accessors[form.rawValue][0], arguments)
        case .ipPrefix(let form): return try apply(try sorts.datatype(.ip).accessors[form.rawValue][1], arguments)
        default: return try number(term, arguments)
        }
    }

    private func number(_ term: Term, _ arguments: [Z3_ast]) throws(Z3Failure) -> Z3_ast {
        let raw = context.raw
        let left = arguments[0]
        let right = arguments.count > 1 ? arguments[1] : left
        func checked(_ result: Z3_ast?) throws(Z3Failure) -> Z3_ast { try context.checked(result, "\(term.op)") }
        /// Outside the range on either side.
        func either(_ above: Z3_ast?, _ below: Z3_ast?) throws(Z3Failure) -> Z3_ast {
            var inside: [Z3_ast?] = [try checked(above), try checked(below)]
            return try checked(Z3_mk_not(raw, try checked(Z3_mk_and(raw, 2, &inside))))
        }
        switch term.op {
        case .add: return try checked(Z3_mk_bvadd(raw, left, right))
        case .subtract, .bitSubtract: return try checked(Z3_mk_bvsub(raw, left, right))
        case .multiply: return try checked(Z3_mk_bvmul(raw, left, right))
        case .signedQuotient: return try checked(Z3_mk_bvsdiv(raw, left, right))
        case .signedRemainder: return try checked(Z3_mk_bvsrem(raw, left, right))
        case .addOverflows:
            return try either(
                Z3_mk_bvadd_no_overflow(raw, left, right, true),
                Z3_mk_bvadd_no_underflow(raw, left, right)
            )
        case .subtractOverflows:
            return try either(
                Z3_mk_bvsub_no_overflow(raw, left, right),
                Z3_mk_bvsub_no_underflow(raw, left, right, true)
            )
        case .multiplyOverflows:
            // Not by the library's own predicates: those of version 4.8.12 find an overflow in -2 * 2.
            let one = try checked(Z3_mk_sign_ext(raw, 64, left))
            let two = try checked(Z3_mk_sign_ext(raw, 64, right))
            let wide = try checked(Z3_mk_bvmul(raw, one, two))
            let narrow = try checked(Z3_mk_sign_ext(raw, 64, try checked(Z3_mk_bvmul(raw, left, right))))
            return try checked(Z3_mk_not(raw, try checked(Z3_mk_eq(raw, wide, narrow))))
        case .signedLess: return try checked(Z3_mk_bvslt(raw, left, right))
        case .unsignedLessOrEqual: return try checked(Z3_mk_bvule(raw, left, right))
        case .shiftRight: return try checked(Z3_mk_bvlshr(raw, left, right))
        case .zeroExtend:
            let growth = (term.sort.width ?? 0) - (term.arguments[0].sort.width ?? 0)
            return try checked(Z3_mk_zero_ext(raw, UInt32(growth), left))
        case .reinterpret: return left
        default: throw Z3Failure(message: "\(term.op) has no encoding")
        }
    }

    private func bits(high: UInt64, low: UInt64, _ sort: Sort) throws(Z3Failure) -> Z3_ast {
        let raw = context.raw
        guard sort == .bits(128) else {
            return try context.checked(Z3_mk_unsigned_int64(raw, low, try sorts.sort(sort)), "bits")
        }
        let half = try sorts.sort(.bits(64))
        return try context.checked(
            Z3_mk_concat(
                raw,
                try context.checked(Z3_mk_unsigned_int64(raw, high, half), "bits"),
                try context.checked(Z3_mk_unsigned_int64(raw, low, half), "bits")
            ),
            "bits"
        )
    }

    private func unstructured(_ term: Term, _ name: String) throws(Z3Failure) -> Z3_ast {
        let sort = try sorts.sort(term.sort)
        let constant = try context.checked(Z3_mk_const(context.raw, try context.symbol(name), sort), "a literal")
        literals[term.sort, default: []].append((term, constant))
        return constant
    }

    private func set(_ members: [Z3_ast], _ sort: Sort) throws(Z3Failure) -> Z3_ast {
        guard let element = sort.element else { throw Z3Failure(message: "a set without member sort") }
        var set = try context.checked(Z3_mk_empty_set(context.raw, try sorts.sort(element)), "the empty set")
        for member in members { set = try context.checked(Z3_mk_set_add(context.raw, set, member), "a set") }
        return set
    }
}
