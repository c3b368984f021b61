internal import CZ3

// Sets are arrays of truth values in a model: a chain of stores, the table of a function, or a lambda.
extension Z3Model {
    /// The elements that a model has of a sort without structure.
    func universe(of sort: Z3_sort) throws(Z3Failure) -> [Z3_ast] {
        let raw = context.raw
        let known = (0..<Z3_model_get_num_sorts(raw, self.raw)).contains { index in
            Z3_model_get_sort(raw, self.raw, index) == sort
        }
        guard known, let vector = Z3_model_get_sort_universe(raw, self.raw, sort) else { return [] }
        Z3_ast_vector_inc_ref(raw, vector)
        defer { Z3_ast_vector_dec_ref(raw, vector) }
        return (0..<Z3_ast_vector_size(raw, vector)).compactMap { Z3_ast_vector_get(raw, vector, $0) }
    }

    /// The values of a sort that are written in an array, members or not.
    func namedMembers(of array: Z3_ast, sort: Z3_sort) -> [Z3_ast] {
        let raw = context.raw
        var named: [Z3_ast] = []
        var seen: Set<UInt32> = []
        var open = [array]
        while let ast = open.popLast() {
            guard seen.insert(Z3_get_ast_id(raw, ast)).inserted else { continue }
            switch Z3_get_ast_kind(raw, ast) {
            case Z3_QUANTIFIER_AST:
                if let body = Z3_get_quantifier_body(raw, ast) { open.append(body) }
            case Z3_NUMERAL_AST, Z3_APP_AST:
                if Z3_get_sort(raw, ast) == sort, isGround(ast) { named.append(ast) }
                guard let application = Z3_to_app(raw, ast) else { continue }
                if kind(of: ast) == Z3_OP_AS_ARRAY, let function = Z3_get_as_array_func_decl(raw, ast) {
                    open += table(of: function)?.entries.map(\.argument) ?? []
                }
                open += (0..<Z3_get_app_num_args(raw, application)).compactMap { Z3_get_app_arg(raw, application, $0) }
            default: break
            }
        }
        return named
    }

    private func kind(of ast: Z3_ast) -> Z3_decl_kind {
        Z3_get_decl_kind(context.raw, Z3_get_app_decl(context.raw, Z3_to_app(context.raw, ast)))
    }

    private func isGround(_ ast: Z3_ast) -> Bool {
        switch Z3_get_ast_kind(context.raw, ast) {
        case Z3_NUMERAL_AST: true
        case Z3_APP_AST: arguments(of: ast).allSatisfy(isGround)
        default: false
        }
    }

    private func arguments(of ast: Z3_ast) -> [Z3_ast] {
        let application = Z3_to_app(context.raw, ast)
        return (0..<Z3_get_app_num_args(context.raw, application)).compactMap {
            Z3_get_app_arg(context.raw, application, $0)
        }
    }

    /// Whether a set holds what none of its writing names: then it is infinite in the model.
    func holdsUnnamed(_ array: Z3_ast) -> Bool {
        let raw = context.raw
        switch Z3_get_ast_kind(raw, array) {
        case Z3_QUANTIFIER_AST: return Z3_get_quantifier_body(raw, array).map(isTrueOfUnnamed) ?? false
        case Z3_APP_AST:
            switch kind(of: array) {
            case Z3_OP_STORE: return arguments(of: array).first.map(holdsUnnamed) ?? false
            case Z3_OP_CONST_ARRAY: return arguments(of: array).first.map(isTrueOfUnnamed) ?? false
            case Z3_OP_AS_ARRAY:
                guard let function = Z3_get_as_array_func_decl(raw, array), let other = table(of: function)?.other
                else {
                    return false
                }
                return isTrueOfUnnamed(other)
            default: return false
            }
        default: return false
        }
    }

    /// The value of a formula about a bound variable that equals nothing written.
    private func isTrueOfUnnamed(_ formula: Z3_ast) -> Bool {
        guard Z3_get_ast_kind(context.raw, formula) == Z3_APP_AST else { return false }
        let parts = arguments(of: formula)
        switch kind(of: formula) {
        case Z3_OP_TRUE: return true
        case Z3_OP_NOT: return !isTrueOfUnnamed(parts[0])
        case Z3_OP_AND: return parts.allSatisfy(isTrueOfUnnamed)
        case Z3_OP_OR: return parts.contains(where: isTrueOfUnnamed)
        case Z3_OP_ITE: return isTrueOfUnnamed(isTrueOfUnnamed(parts[0]) ? parts[1] : parts[2])
        default: return false
        }
    }
}
