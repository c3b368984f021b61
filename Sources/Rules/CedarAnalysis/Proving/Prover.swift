public import Cedar

/// Proves or refutes claims about policies, of every request that conforms to a schema.
///
/// Each environment of the schema is a query of its own to Z3, within limits. A refutation is shown only after Cedar's evaluator has
/// confirmed it; if it does not, the verdict is "unknown" with the reason. Policies must be strictly valid: what is not is unknown.
///
/// Cheap to copy and safe to share between threads: every query has a solver of its own.
public struct Prover: Sendable {
    /// The schema.
    public let schema: Schema
    /// What a query may cost.
    public let limits: SolverLimits
    /// Whether every entity that a policy asks about is taken to be in the store. If not, any may be missing: reading an attribute of such
    /// a one is an error, and it has no ancestors.
    public let storeIsComplete: Bool
    private let interrupt: SolverInterrupt?
    let hierarchy: SchemaHierarchy

    /// A prover for a schema.
    public init(
        schema: Schema,
        limits: SolverLimits = SolverLimits(),
        storeIsComplete: Bool = true,
        interrupt: SolverInterrupt? = nil
    ) {
        self.schema = schema
        self.limits = limits
        self.storeIsComplete = storeIsComplete
        self.interrupt = interrupt
        hierarchy = SchemaHierarchy(schema)
    }

    /// The verdict on a claim in each environment of the schema.
    public func verdicts(on claim: Claim) -> [EnvironmentVerdict] {
        verdicts(on: claim, in: schema.requestEnvironments)
    }

    /// The verdict on a claim in each of these environments.
    public func verdicts(on claim: Claim, in environments: [RequestEnvironment]) -> [EnvironmentVerdict] {
        environments.map { EnvironmentVerdict(environment: $0, verdict: verdict(on: claim, in: $0)) }
    }

    /// The verdict on a claim, of the requests of one environment.
    public func verdict(on claim: Claim, in environment: RequestEnvironment) -> Verdict {
        do throws(Unanswerable) {
            guard let query = try query(refuting: claim, in: environment) else { return .proved }
            return try answer(query, claim)
        } catch {
            return .unknown(error.reason)
        }
    }

    /// The formulas that are satisfiable if and only if some request refutes the claim; nil where that is plain without a solver.
    func query(refuting claim: Claim, in environment: RequestEnvironment) throws(Unanswerable) -> Query? {
        let encoder = ExpressionEncoder(
            schema: schema,
            hierarchy: hierarchy,
            environment: environment,
            storeIsComplete: storeIsComplete
        )
        let goal: Term
        do throws(Unsupported) {
            goal = encoder.store.not(try encoder.encode(claim))
        } catch {
            let place = error.range == .none ? "" : " at \(error.range.start.line):\(error.range.start.column)"
            throw Unanswerable(reason: error.reason + place)
        }
        if goal.truth == false { return nil }
        let axioms = HierarchyAxioms(store: encoder.store, roots: [goal]).terms
        let query = try Query(encoder: encoder, formulas: [goal] + axioms)
        guard query.terms.count <= limits.termsMax else {
            throw Unanswerable(
                reason:
                    "the query has \(query.terms.count) terms, more than the \(limits.termsMax) that are put to the solver"
            )
        }
        return query
    }

    /// The ids of an enumerated type or the actions of an action type; nil of a type whose ids are free.
    func members(_ type: EntityTypeName) -> [EntityUID]? {
        hierarchy.actions[type] ?? schema.entityType(type)?.ids.map { $0.map { EntityUID(type: type, id: $0) } }
    }

    private func answer(_ query: Query, _ claim: Claim) throws(Unanswerable) -> Verdict {
        let answer: (request: Request, entities: [Entity])
        do throws(Z3Failure) {
            let context = try Z3Context(limits: limits)
            let sorts = Z3Sorts(context, enumerated: members)
            let encoder = Z3Encoder(context: context, sorts: sorts)
            try encoder.assert(query.formulas + query.patternAxioms, naming: query.terms)
            switch try context.check(interrupt) {
            case .unsatisfiable: return .proved
            case .unknown(let reason): return .unknown(reason)
            case .satisfiable(let model):
                answer = try CounterexampleReader(
                    reader: try ModelReader(model: model, encoder: encoder, schema: schema, query: query),
                    schema: schema,
                    environment: query.environment,
                    storeIsComplete: storeIsComplete
                ).read()
            }
        } catch {
            throw Unanswerable(reason: error.description)
        }
        return try confirmed(answer.request, answer.entities, claim)
    }

    /// The counterexample, once request and store conform to the schema and the evaluator finds the claim false of them.
    private func confirmed(_ request: Request, _ entities: [Entity], _ claim: Claim) throws(Unanswerable) -> Verdict {
        let problems = schema.problems(of: request) + entities.flatMap { schema.problems(of: $0) }
        if let problem = problems.first {
            throw Unanswerable(
                reason:
                    "the solver's counterexample does not conform to the schema (\(problem)); this is a defect of the prover"
            )
        }
        let store: Entities
        do throws(CedarErrors) {
            store = try Entities(entities)
        } catch {
            throw Unanswerable(
                reason: "the solver's counterexample is no store (\(error)); this is a defect of the prover"
            )
        }
        guard !claim.holds(Evaluator(request, store)) else {
            throw Unanswerable(
                reason:
                    "the evaluator does not confirm the solver's counterexample \(request); this is a defect of the prover"
            )
        }
        let reducer = CounterexampleReducer(schema: schema, claim: claim)
        let smaller = reducer.reduce(request, entities)
        return .refuted(Counterexample(request: smaller.request, entities: smaller.entities))
    }
}
