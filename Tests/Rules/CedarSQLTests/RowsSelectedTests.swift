import Cedar
import CedarCases
import CedarSQL
import Foundation
import SeededGeneration
import Testing

/// The promise of the module: a list holds exactly what asking for each row would permit.
@Suite("Rows selected are the rows permitted one by one")
struct RowsSelectedTests {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"
    /// Policy sets in all; every one is tried on every row of a list, in both readings of a forbid that errs.
    static let policySets = isSoak ? 20_000 : 1_000
    static let rows = 100
    static let parts = 10

    @Test("on SQLite, in both readings of a forbid that errs", arguments: 0..<parts)
    func sqlite(part: Int) throws {
        let hasLabels = part % 3 == 2
        let table = try DocTable(seed: UInt64(part), count: Self.rows, hasLabels: hasLabels)
        let map = try DocTable.map(hasLabels: hasLabels)
        let entities = try PartialEntities(table.store, schema: table.schema)
        var seed = UInt64(part) << 32
        var tried = 0
        var refused = 0
        var mixed = 0
        while tried < Self.policySets / Self.parts {
            seed += 1
            var author = PolicyWriter(seed: seed, forColumns: true)
            let text = author.policies(1 + author.generator.below(4))
            var writer = StoreWriter(seed: seed)
            let request = try writer.request(resource: table.docs[0])
            let policies = try PolicySet(parsing: text, file: "case.cedar")
            let environment = try #require(
                table.schema.requestEnvironment(principal: "User", action: request.action, resource: "Doc")
            )
            guard (try? TypedPolicies(policies, schema: table.schema, environment: environment)) != nil else {
                continue
            }
            var isRefused = false
            for reading in ErringForbid.allCases {
                guard
                    let filter = try? ListFilter(
                        policies,
                        schema: table.schema,
                        environment: environment,
                        map: map,
                        dialect: .sqlite,
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
                    labels: table.labels
                )
                let selected = try table.selected(predicate)
                let permitted = Self.permitted(request, policies, table, reading)
                if selected != permitted {
                    Issue.record(
                        """
                        seed \(seed), \(reading): too many \(selected.subtracting(permitted).sorted()), \
                        missing \(permitted.subtracting(selected).sorted())
                        \(text)
                        \(request)
                        \(predicate)
                        """
                    )
                    return
                }
                if !permitted.isEmpty, permitted.count < Self.rows { mixed += 1 }
            }
            if isRefused { refused += 1 } else { tried += 1 }
        }
        // The cases are worth something: few are refused, and many select some rows and not others.
        #expect(refused < tried, "\(refused) of \(refused + tried) refused")
        #expect(mixed * 5 > tried, "\(mixed) of \(2 * tried) lists are neither empty nor whole")
    }

    static func permitted(
        _ request: Request,
        _ policies: PolicySet,
        _ table: DocTable,
        _ reading: ErringForbid
    ) -> Set<String> {
        var permitted: Set<String> = []
        for doc in table.docs {
            let row = Request(
                principal: request.principal,
                action: request.action,
                resource: doc,
                context: request.context
            )
            let response = Authorizer().authorize(row, policies: policies, entities: table.store)
            let forbidErrs = response.errors.contains { policies[$0.policy]?.effect == .forbid }
            if response.decision == .allow, reading == .skips || !forbidErrs { permitted.insert(doc.id.text) }
        }
        return permitted
    }
}
