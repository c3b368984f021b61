internal import CZ3

extension Z3Model {
    /// A term with what it says of all or of some elements of a sort written out for each element that the model has. Evaluation leaves
    /// such a part as it stands, though the model has finitely many elements and settles it.
    /// - Throws: `Z3Failure`.
    func writingOutElements(in term: Z3_ast) throws(Z3Failure) -> Z3_ast {
        var written: [UInt32: Z3_ast] = [:]
        return try writingOutElements(in: term, &written)
    }

    private func writingOutElements(in term: Z3_ast, _ written: inout [UInt32: Z3_ast]) throws(Z3Failure) -> Z3_ast {
        let id = Z3_get_ast_id(context.raw, term)
        if let known = written[id] { return known }
        let result: Z3_ast
        switch Z3_get_ast_kind(context.raw, term) {
        case Z3_APP_AST: result = try writingOutParts(of: term, &written)
        case Z3_QUANTIFIER_AST: result = try instances(of: term, &written) ?? term
        default: result = term
        }
        written[id] = result
        return result
    }

    private func writingOutParts(of term: Z3_ast, _ written: inout [UInt32: Z3_ast]) throws(Z3Failure) -> Z3_ast {
        let raw = context.raw
        let application = try context.checked(Z3_to_app(raw, term), "a term")
        var isChanged = false
        var parts: [Z3_ast?] = []
        for index in 0..<Z3_get_app_num_args(raw, application) {
            let part = try context.checked(Z3_get_app_arg(raw, application, index), "a part of a term")
            let new = try writingOutElements(in: part, &written)
            isChanged = isChanged || new != part
            parts.append(new)
        }
        guard isChanged else { return term }
        return try context.checked(Z3_update_term(raw, term, UInt32(parts.count), &parts), "a term")
    }

    /// What `forall` or `exists` says of one element after the other; nil for what binds several, or values of no finite sort.
    private func instances(of term: Z3_ast, _ written: inout [UInt32: Z3_ast]) throws(Z3Failure) -> Z3_ast? {
        let raw = context.raw
        let isForAll = Z3_is_quantifier_forall(raw, term)
        guard isForAll || Z3_is_quantifier_exists(raw, term), Z3_get_quantifier_num_bound(raw, term) == 1,
            let sort = Z3_get_quantifier_bound_sort(raw, term, 0), let body = Z3_get_quantifier_body(raw, term)
        else { return nil }
        let elements = try universe(of: sort)
        guard !elements.isEmpty else { return nil }
        var parts: [Z3_ast?] = []
        for element in elements {
            var chosen: [Z3_ast?] = [element]
            let instance = try context.checked(Z3_substitute_vars(raw, body, 1, &chosen), "an instance")
            parts.append(try writingOutElements(in: instance, &written))
        }
        let whole = isForAll ? Z3_mk_and(raw, UInt32(parts.count), &parts) : Z3_mk_or(raw, UInt32(parts.count), &parts)
        return try context.checked(whole, "all instances")
    }
}
