public import Cedar

/// Turns the policies on a list into a condition for the database: it selects exactly the rows that the policies permit one by one.
///
/// Made when policies are loaded, for one request environment; a policy that cannot be translated is refused then. There is no wider
/// filter with a check afterwards, which would break pages, counts and timing.
public struct ListFilter: Sendable {
    let policies: TypedPolicies
    /// The policies by what they read of labels; all in one where there are no labels.
    private(set) var groups: [PolicyGroup] = []
    /// Where the facts stand.
    public let map: ColumnMap
    /// For which database.
    public let dialect: SQLDialect
    /// What a forbid that errs on a row does to it.
    public let erringForbid: ErringForbid

    /// A filter.
    /// - Throws: ``UntranslatablePolicies`` with what is wrong with the map, or else each policy that has no type or no form in SQL.
    public init(
        _ policies: PolicySet,
        schema: Schema,
        environment: RequestEnvironment,
        map: ColumnMap,
        dialect: SQLDialect,
        erringForbid: ErringForbid
    ) throws(UntranslatablePolicies) {
        let faults = map.problems(schema, environment)
        guard faults.isEmpty else {
            throw UntranslatablePolicies(
                problems: faults.map { .init(policy: nil, file: "", range: .none, message: $0) }
            )
        }
        do throws(UntypedPolicies) {
            self.policies = try TypedPolicies(policies, schema: schema, environment: environment)
        } catch {
            throw UntranslatablePolicies(
                problems: error.problems.map {
                    .init(policy: nil, file: $0.file, range: $0.range, message: $0.description)
                }
            )
        }
        self.map = map
        self.dialect = dialect
        self.erringForbid = erringForbid
        try tryAll(policies, schema)
    }

    /// Translates every policy with nothing known but that the row is there.
    private mutating func tryAll(_ set: PolicySet, _ schema: Schema) throws(UntranslatablePolicies) {
        let request = anyRequest(EntityFacts())
        do {
            let entities = try PartialEntities(partly: [:], schema: schema)
            let response = try policies.evaluate(request, entities: entities)
            _ = try formulas(response, .loading)
            groups = try Self.grouped(policies, set, map, response)
        } catch let error as UntranslatablePolicies {
            throw error
        } catch {
            let problem = UntranslatablePolicies.Problem(
                policy: nil,
                file: "",
                range: .none,
                message: "\(error)"
            )
            throw UntranslatablePolicies(problems: [problem])
        }
    }

    /// The condition for one who asks.
    ///
    /// It is made from nothing each time; for more than one list with the same labels keep a ``PreparedList``.
    /// - Parameters:
    ///   - asker: the principal, or the resource where rows stand for principals.
    ///   - context: the context, wholly known.
    ///   - entities: what the policies read beside the row; the rows need not be in it.
    ///   - labels: every label that a row may have, where the map has labels. A row with another label is not selected.
    /// - Throws: ``CedarErrors`` when asker, context or labels do not conform to the schema; ``UntranslatablePolicies`` when the
    ///   condition grows too long.
    public func predicate(
        asker: EntityUID,
        context: Record,
        entities: PartialEntities,
        labels: [RowLabel] = []
    ) throws -> SQLPredicate {
        var list = try PreparedList(self, labels: labels, capacity: 0)
        return try list.predicate(asker: asker, context: context, entities: entities)
    }

    /// The condition as text, if a database can take it.
    func bounded(_ formula: Formula) throws(UntranslatablePolicies) -> SQLPredicate {
        let predicate = formula.text.predicate(dialect)
        guard predicate.sql.utf8.count <= SQLLimits.predicateBytes, formula.depth <= SQLLimits.depth,
            predicate.parameters.count <= SQLLimits.parameters
        else {
            let message = """
                the predicate has \(predicate.sql.utf8.count) bytes and \(predicate.parameters.count) parameters, which is too much \
                for a database; join policies or labels
                """
            throw UntranslatablePolicies(problems: [.init(policy: nil, file: "", range: .none, message: message)])
        }
        return predicate
    }

    /// Some request on a row of which `facts` are known.
    func anyRequest(_ facts: EntityFacts) -> PartialRequest {
        let environment = policies.environment
        let isResource = map.variable == .resource
        return PartialRequest(
            principal: isResource ? .unknown(environment.principal) : .unknown(environment.principal, facts),
            action: environment.action,
            resource: isResource ? .unknown(environment.resource, facts) : .unknown(environment.resource)
        )
    }

    func request(_ facts: EntityFacts, _ asker: EntityUID, _ context: Record) -> PartialRequest {
        let environment = policies.environment
        let isResource = map.variable == .resource
        return PartialRequest(
            principal: isResource ? .known(asker) : .unknown(environment.principal, facts),
            action: environment.action,
            resource: isResource ? .unknown(environment.resource, facts) : .known(asker),
            context: PartialRecord(context)
        )
    }

    /// Some permit is true, and no forbid is, or in the other reading every forbid is false.
    func formulas(
        _ response: PartialResponse,
        _ moment: Translation.Moment
    ) throws(UntranslatablePolicies) -> GroupFormula {
        var permits: [Formula] = []
        var obstacles: [Formula] = []
        var problems: [UntranslatablePolicies.Problem] = []
        for entry in response.policies where entry.outcome != .notSatisfied {
            var translation = Translation(schema: policies.schema, map: map, dialect: dialect, moment: moment)
            do throws(Untranslatable) {
                let truth = try translation.truth(entry.condition)
                switch (entry.policy.effect, erringForbid) {
                case (.permit, _): permits.append(truth.isTrue)
                case (.forbid, .skips): obstacles.append(!truth.isTrue)
                case (.forbid, .denies): obstacles.append(truth.isFalse)
                }
            } catch {
                problems.append(
                    .init(
                        policy: entry.policy.id,
                        file: entry.policy.file,
                        range: error.range,
                        message: error.message
                    )
                )
            }
        }
        guard problems.isEmpty else { throw UntranslatablePolicies(problems: problems) }
        return GroupFormula(permit: .any(permits), obstacle: .all(obstacles))
    }
}
