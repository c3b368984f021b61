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
    static let parts = 10

    @Test("on SQLite, in both readings of a forbid that errs", arguments: 0..<parts)
    func sqlite(part: Int) throws {
        let trial = try ListTrial(part: part, row: "doc")
        let table = try DocTable(trial.rows)
        let outcome = try trial.run(policySets: Self.policySets / Self.parts, dialect: .sqlite) {
            try table.selected($0)
        }
        // The cases are worth something: few are refused, and many select some rows and not others.
        #expect(outcome.refused < outcome.tried, "\(outcome)")
        #expect(outcome.mixed * 5 > outcome.tried, "\(outcome)")
    }
}
