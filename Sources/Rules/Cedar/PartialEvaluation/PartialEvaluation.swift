/// Evaluates residuals as far as a request and a store that are partly known allow; the rules are those of `Cedar/TPE/Evaluator.lean`
/// of cedar-spec, and some more where types or what is known of a hierarchy decide.
///
/// With everything known the result is a value or an error: the same code re-authorizes residuals once the data are complete.
/// A part is dropped only where dropping it cannot hide an error: `x && false` is false if `x` cannot err.
struct PartialEvaluation {
    let schema: Schema
    let request: PartialRequest
    let entities: PartialEntities
    /// Computes with values; operations on values read neither request nor store.
    private let arithmetic: Evaluator

    init(schema: Schema, request: PartialRequest, entities: PartialEntities) {
        self.schema = schema
        self.request = request
        self.entities = entities
        let nobody = EntityUID(type: "Nobody", id: "")
        arithmetic = Evaluator(Request(principal: nobody, action: nobody, resource: nobody), Entities())
    }

    /// What is left of an expression.
    func evaluate(_ residual: Residual) -> Residual {
        let result = reduce(residual)
        // The types may know a truth that the data do not tell; it counts where no error comes first.
        if let truth = result.type.knownTruth, result.truth == nil, !result.mayErr { return result.literal(truth) }
        return result
    }

    private func reduce(_ residual: Residual) -> Residual {
        switch residual.kind {
        case .literal, .error: return residual
        case .variable(let variable): return reduce(variable, residual)
        case .not(let inner): return negation(evaluate(inner), residual)
        case .and(let parts): return chain(parts, stopsAt: false, residual)
        case .or(let parts): return chain(parts, stopsAt: true, residual)
        case .conditional(let test, let then, let otherwise):
            return conditional(evaluate(test), then: then, otherwise: otherwise, residual)
        case .attribute(let base, let name): return attribute(evaluate(base), name, residual)
        case .has(let base, let name): return has(evaluate(base), name, residual)
        case .isType(let inner, let type): return isType(evaluate(inner), type, residual)
        case .record(let fields): return record(fields, residual)
        case .set(let parts):
            return operation(parts.map(evaluate), residual) {
                .set($0)
            } expression: {
                .set($0)
            }
        case .negate(let inner):
            return operation([evaluate(inner)], residual) {
                .negate($0[0])
            } expression: {
                .negate($0[0])
            }
        case .isEmpty(let inner):
            return operation([evaluate(inner)], residual) {
                .isEmpty($0[0])
            } expression: {
                .isEmpty($0[0])
            }
        case .like(let inner, let pattern):
            return operation([evaluate(inner)], residual) {
                .like($0[0], pattern)
            } expression: {
                .like($0[0], pattern)
            }
        case .call(let function, let arguments):
            return operation(arguments.map(evaluate), residual) {
                .call(function, $0)
            } expression: {
                .call(function, $0)
            }
        case .binary(let operation, let left, let right):
            return binary(operation, evaluate(left), evaluate(right), residual)
        }
    }

    private func reduce(_ variable: Variable, _ residual: Residual) -> Residual {
        switch variable {
        case .action: return residual.literal(.entity(request.action))
        case .principal, .resource:
            if case .known(let uid) = party(variable) { return residual.literal(.entity(uid)) }
            return residual
        case .context: return request.context.complete.map { residual.literal(.record($0)) } ?? residual
        }
    }

    private func party(_ variable: Variable) -> PartialRequest.Party {
        variable == .principal ? request.principal : request.resource
    }

    /// An operation on values alone: computed once all operands are values, an error once one of them is.
    func operation(
        _ operands: [Residual],
        _ residual: Residual,
        _ rebuilt: ([Residual]) -> Residual.Kind,
        expression: ([Expression]) -> Expression.Kind
    ) -> Residual {
        if let failed = operands.first(where: { $0.error != nil }) { return residual.failed(like: failed) }
        let values = operands.compactMap(\.value)
        guard values.count == operands.count else { return residual.replacing(rebuilt(operands)) }
        let literals = zip(values, operands).map { Expression(.literal($0), range: $1.range) }
        do throws(EvaluationError) {
            let value = try arithmetic.evaluate(Expression(expression(literals), range: residual.range))
            return residual.literal(value)
        } catch {
            return Residual(.error(error), residual.type, residual.range)
        }
    }

    private func record(_ fields: [Residual.Field], _ residual: Residual) -> Residual {
        let values = fields.map { evaluate($0.value) }
        return operation(values, residual) { parts in
            .record(zip(fields, parts).map { Residual.Field(key: $0.key, value: $1) })
        } expression: { parts in
            .record(zip(fields, parts).map { Expression.RecordField(key: $0.key, value: $1) })
        }
    }

    /// What is known of the entity that an expression stands for; nil where the expression is no entity that anything is said of.
    func knowledge(of residual: Residual) -> PartialEntities.Knowledge? {
        switch residual.kind {
        case .literal(.entity(let uid)):
            return uid.type.isAction ? action(uid) : entities.knowledge(of: uid)
        case .variable(let variable) where variable == .principal || variable == .resource:
            if case .unknown(_, let facts?) = party(variable) { return .present(facts) }
            return nil
        default: return nil
        }
    }

    /// The schema tells all of actions.
    private func action(_ uid: EntityUID) -> PartialEntities.Knowledge {
        guard schema.actions[uid] != nil else { return .absent }
        return .present(EntityFacts(attributes: [:], ancestors: schema.actionAncestors[uid] ?? [], tags: [:]))
    }
}
