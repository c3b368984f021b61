/// Distribution statements of DoDI 5230.24 in full.
///
/// The texts are those of the issuance of 10 January 2023: statement, reason, date of determination, and the controlling office to which other
/// requests must be referred (the issuance of 2012 says "shall"); F names office and date alone. Compared in November 2026 with documents
/// marked under it; the instruction itself was not at hand.
enum DistributionStatement {
    /// What is written of a label's distribution.
    struct Written {
        /// The letter; nil where the label restricts nothing and nobody cleared it for the public.
        let letter: String?
        let text: String?
        let problems: [MarkingProblem]
    }

    /// - Parameter controlled: whether the label carries CUI or export control, which statement A excludes.
    static func write(
        _ label: Label,
        _ schemes: Schemes,
        _ facts: DesignationFacts,
        controlled: Bool
    ) -> Written {
        guard let audience = label.admitted(in: "distribution") else {
            guard facts.distributions.contains(where: { $0.statement == "A" }) else {
                return Written(letter: nil, text: nil, problems: [])
            }
            if controlled { return Written(letter: nil, text: nil, problems: [.publicReleaseOfControlled]) }
            return Written(
                letter: "A",
                text: "DISTRIBUTION STATEMENT A. Approved for public release: distribution is unlimited.",
                problems: []
            )
        }
        // Statements intersect to statements; an audience that is none of them goes to whom the controlling office directs.
        let letter = schemes.byName["distribution"]?.value(admitting: audience) ?? "F"
        let restricting = facts.distributions.filter { $0.statement != "A" }
        let own = restricting.filter { $0.statement == letter }
        let used = own.isEmpty ? restricting : own
        var problems: [MarkingProblem] = []
        if own.isEmpty, !restricting.isEmpty {
            problems.append(
                .statementNotDetermined(statement: letter, from: Set(restricting.map(\.statement)).sorted())
            )
        }
        let reasons = Set(used.compactMap(\.reason)).sorted()
        let dates = Set(used.compactMap(\.date)).sorted()
        let offices = Set(used.compactMap(\.controllingOffice)).sorted()
        var missing: [String] = []
        if reasons.isEmpty, letter != "F" { missing.append("reason") }
        if dates.isEmpty { missing.append("date") }
        if offices.isEmpty { missing.append("controlling office") }
        if !missing.isEmpty { problems.append(.determinationIncomplete(statement: letter, missing: missing)) }
        func written(_ values: [String], _ name: String) -> String {
            values.isEmpty ? "[\(name) not stated]" : values.joined(separator: "; ")
        }
        let date = written(dates.suffix(1), "date of determination")
        let office = written(offices, "controlling DoD office")
        let text =
            letter == "F"
            ? "Further dissemination only as directed by \(office) (\(date)) or higher DoD authority."
            : "Distribution authorized to \(recipients[letter] ?? "") (\(written(reasons, "reason"))) (\(date)). "
                + "Other requests for this document must be referred to \(office)."
        return Written(letter: letter, text: "DISTRIBUTION STATEMENT \(letter). \(text)", problems: problems)
    }

    private static let recipients = [
        "B": "U.S. Government agencies only",
        "C": "U.S. Government agencies and their contractors",
        "D": "the Department of Defense and U.S. DoD contractors only",
        "E": "DoD Components only",
    ]
}
