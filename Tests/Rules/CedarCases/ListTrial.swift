internal import Cedar
public import CedarSQL
internal import SeededGeneration

/// Policy sets by chance, each tried on every row of a list: what a database selects has to be what asking for each row would permit.
public struct ListTrial: Sendable {
    /// A list that is not what it should be.
    public struct Difference: Error, CustomStringConvertible {
        /// The case, and what is too many or missing.
        public let description: String
    }

    /// Rows of a list.
    public static let rowsCount = 100

    /// The rows.
    public let rows: DocRows
    private let part: Int
    private let map: ColumnMap
    private let hasLabels: Bool

    /// A trial; parts differ in their rows, their policies and in whether there are labels.
    /// - Parameter row: what the query calls the table.
    public init(part: Int, row: String) throws {
        self.part = part
        hasLabels = part % 3 == 2
        rows = try DocRows(seed: UInt64(part), count: Self.rowsCount, hasLabels: hasLabels)
        map = try DocRows.map(row: row, hasLabels: hasLabels)
    }

    /// How many policy sets could not be translated, and how many lists were neither empty nor whole.
    public struct Outcome: Sendable {
        /// Policy sets that were tried.
        public var tried = 0
        /// Policy sets that were refused.
        public var refused = 0
        /// Lists that are neither empty nor whole.
        public var mixed = 0
    }

    /// Tries so many policy sets, in both readings of a forbid that errs.
    /// - Parameters:
    ///   - visible: the documents that can be on the list at all.
    ///   - selected: the ids that a condition selects.
    /// - Throws: `Difference` at the first list that differs.
    public func run(
        policySets: Int,
        dialect: SQLDialect,
        visible: (String) -> Bool = { _ in true },
        selected: (SQLPredicate) throws -> Set<String>
    ) throws -> Outcome {
        let entities = try PartialEntities(rows.store, schema: rows.schema)
        var seed = UInt64(part) << 32
        var outcome = Outcome()
        while outcome.tried < policySets {
            seed += 1
            var author = PolicyWriter(seed: seed, forColumns: true)
            let text = author.policies(1 + author.generator.below(4))
            var writer = StoreWriter(seed: seed)
            let request = try writer.request(resource: rows.docs[0])
            let policies = try PolicySet(parsing: text, file: "case.cedar")
            guard
                let environment = rows.schema.requestEnvironment(
                    principal: "User",
                    action: request.action,
                    resource: "Doc"
                ), (try? TypedPolicies(policies, schema: rows.schema, environment: environment)) != nil
            else { continue }
            var isRefused = false
            for reading in ErringForbid.allCases {
                guard
                    let filter = try? ListFilter(
                        policies,
                        schema: rows.schema,
                        environment: environment,
                        map: map,
                        dialect: dialect,
                        erringForbid: reading
                    )
                else {
                    isRefused = true
                    break
                }
                let predicate = try filter.predicate(
                    asker: request.principal,
                    context: request.context,
                    entities: entities,
                    labels: rows.labels
                )
                let found = try selected(predicate)
                let permitted = permitted(request, policies, reading).filter(visible)
                guard found == permitted else {
                    throw Difference(
                        description: """
                            seed \(seed), \(reading): too many \(found.subtracting(permitted).sorted()), \
                            missing \(permitted.subtracting(found).sorted())
                            \(text)
                            \(request)
                            \(predicate)
                            """
                    )
                }
                if !permitted.isEmpty, permitted.count < Self.rowsCount { outcome.mixed += 1 }
            }
            if isRefused { outcome.refused += 1 } else { outcome.tried += 1 }
        }
        return outcome
    }

    private func permitted(_ request: Request, _ policies: PolicySet, _ reading: ErringForbid) -> Set<String> {
        var permitted: Set<String> = []
        for doc in rows.docs {
            let row = Request(
                principal: request.principal,
                action: request.action,
                resource: doc,
                context: request.context
            )
            let response = Authorizer().authorize(row, policies: policies, entities: rows.store)
            let forbidErrs = response.errors.contains { policies[$0.policy]?.effect == .forbid }
            if response.decision == .allow, reading == .skips || !forbidErrs { permitted.insert(doc.id.text) }
        }
        return permitted
    }
}
