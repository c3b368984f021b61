internal import CZ3

/// A fault of the solver's library: a term that it refuses, or an answer that cannot be read.
struct Z3Failure: Error, CustomStringConvertible {
    let message: String
    var description: String { "Z3: \(message)" }
}

/// What the solver says of its assertions.
enum Z3Answer {
    case unsatisfiable
    case satisfiable(Z3Model)
    case unknown(String)
}

/// A context of Z3 with one solver. Everything made in it lives until it is deleted, so no part needs counting; it belongs to one query and
/// one thread.
final class Z3Context {
    let raw: Z3_context
    private let solver: Z3_solver

    init(limits: SolverLimits) throws(Z3Failure) {
        guard let config = Z3_mk_config() else { throw Z3Failure(message: "no configuration could be made") }
        Z3_set_param_value(config, "model", "true")
        let made = Z3_mk_context(config)
        Z3_del_config(config)
        guard let raw = made else { throw Z3Failure(message: "no context could be made") }
        self.raw = raw
        // Without a handler of its own the library ends the process at the first error.
        Z3_set_error_handler(raw, { _, _ in })
        guard let solver = Z3_mk_simple_solver(raw) else {
            Z3_del_context(raw)
            throw Z3Failure(message: "no solver could be made")
        }
        // At once: a context keeps only the last object that it made for one that holds none.
        Z3_solver_inc_ref(raw, solver)
        self.solver = solver
        guard let parameters = Z3_mk_params(raw) else { throw Z3Failure(message: "no parameters could be made") }
        Z3_params_inc_ref(raw, parameters)
        Z3_params_set_uint(raw, parameters, Z3_mk_string_symbol(raw, "rlimit"), limits.stepsMax)
        Z3_params_set_uint(raw, parameters, Z3_mk_string_symbol(raw, "timeout"), limits.millisecondsMax)
        Z3_solver_set_params(raw, solver, parameters)
        Z3_params_dec_ref(raw, parameters)
    }

    deinit {
        Z3_solver_dec_ref(raw, solver)
        Z3_del_context(raw)
    }

    /// A result of the library, or the error that it left.
    func checked<Result>(_ result: Result?, _ what: @autoclosure () -> String) throws(Z3Failure) -> Result {
        let code = Z3_get_error_code(raw)
        guard code == Z3_OK, let result else {
            let text = Z3_get_error_msg(raw, code).map { String(cString: $0) } ?? "error \(code.rawValue)"
            Z3_set_error(raw, Z3_OK)
            throw Z3Failure(message: "\(what()): \(text)")
        }
        return result
    }

    func symbol(_ name: String) throws(Z3Failure) -> Z3_symbol { try checked(Z3_mk_string_symbol(raw, name), "a name") }

    func assert(_ formula: Z3_ast) throws(Z3Failure) {
        Z3_solver_assert(raw, solver, formula)
        _ = try checked(Optional(()), "an assertion")
    }

    /// Looks for a model of all assertions within the limits.
    func check(_ interrupt: SolverInterrupt?) throws(Z3Failure) -> Z3Answer {
        interrupt?.attach(raw)
        defer { interrupt?.detach(raw) }
        if interrupt?.isStopped == true { return .unknown("it was stopped") }
        let answer = Z3_solver_check(raw, solver)
        if interrupt?.isStopped == true { return .unknown("it was stopped") }
        switch answer {
        case Z3_L_FALSE: return .unsatisfiable
        case Z3_L_TRUE: return .satisfiable(Z3Model(self, try checked(Z3_solver_get_model(raw, solver), "the model")))
        default:
            let reason = Z3_solver_get_reason_unknown(raw, solver).map { String(cString: $0) } ?? "no reason given"
            return .unknown("the solver gave up within its limits (\(reason))")
        }
    }

    func text(_ ast: Z3_ast) -> String { Z3_ast_to_string(raw, ast).map { String(cString: $0) } ?? "" }
}

/// A model, while its context lives.
final class Z3Model {
    let context: Z3Context
    let raw: Z3_model

    init(_ context: Z3Context, _ raw: Z3_model) {
        self.context = context
        self.raw = raw
        Z3_model_inc_ref(context.raw, raw)
    }

    deinit { Z3_model_dec_ref(context.raw, raw) }

    /// The value of a term; what the model leaves open is chosen.
    func value(of term: Z3_ast) throws(Z3Failure) -> Z3_ast {
        let value = try evaluated(term)
        let settled = try writingOutElements(in: value)
        return settled == value ? value : try evaluated(settled)
    }

    private func evaluated(_ term: Z3_ast) throws(Z3Failure) -> Z3_ast {
        var result: Z3_ast?
        guard Z3_model_eval(context.raw, raw, term, true, &result) else {
            throw Z3Failure(message: "the model gives no value for \(context.text(term))")
        }
        return try context.checked(result, "a value")
    }

    /// What the model says of a function: its value at some first arguments, and elsewhere.
    func table(of function: Z3_func_decl) -> (entries: [(argument: Z3_ast, value: Z3_ast)], other: Z3_ast?)? {
        let raw = context.raw
        guard let interpretation = Z3_model_get_func_interp(raw, self.raw, function) else { return nil }
        Z3_func_interp_inc_ref(raw, interpretation)
        defer { Z3_func_interp_dec_ref(raw, interpretation) }
        var entries: [(argument: Z3_ast, value: Z3_ast)] = []
        for index in 0..<Z3_func_interp_get_num_entries(raw, interpretation) {
            guard let entry = Z3_func_interp_get_entry(raw, interpretation, index) else { continue }
            Z3_func_entry_inc_ref(raw, entry)
            defer { Z3_func_entry_dec_ref(raw, entry) }
            guard let argument = Z3_func_entry_get_arg(raw, entry, 0), let value = Z3_func_entry_get_value(raw, entry)
            else { continue }
            entries.append((argument, value))
        }
        return (entries, Z3_func_interp_get_else(raw, interpretation))
    }

    /// The truth value of a term.
    func truth(of term: Z3_ast) throws(Z3Failure) -> Bool {
        let value = try value(of: term)
        switch Z3_get_bool_value(context.raw, value) {
        case Z3_L_TRUE: return true
        case Z3_L_FALSE: return false
        default: throw Z3Failure(message: "the model leaves \(context.text(term)) open")
        }
    }
}
