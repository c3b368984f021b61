internal import Cedar

/// What a group of policies comes to for one class of labels. Decisions are taken from what became of the policies; SQL is written
/// only where that leaves a decision open.
struct GroupOutcome {
    let response: PartialResponse
    let denies: Bool
    let permits: Bool
    let mayPermit: Bool
    let mayForbid: Bool

    init(_ response: PartialResponse, _ erringForbid: ErringForbid) {
        self.response = response
        var (denies, permits, mayPermit, mayForbid) = (false, false, false, false)
        for entry in response.policies {
            switch (entry.policy.effect, entry.outcome) {
            case (.forbid, .satisfied): denies = true
            case (.forbid, .error): denies = denies || erringForbid == .denies
            case (.forbid, .residual): mayForbid = true
            case (.permit, .satisfied): (permits, mayPermit) = (true, true)
            case (.permit, .residual): mayPermit = true
            case (_, .notSatisfied), (.permit, .error): break
            }
        }
        (self.denies, self.permits, self.mayPermit, self.mayForbid) = (denies, permits, mayPermit, mayForbid)
    }

    /// The decision of all groups together, if it is the same whatever else the row says; as
    /// ``PartialResponse/decision(erringForbid:)`` of all policies.
    static func decision(_ outcomes: [GroupOutcome]) -> Decision? {
        if outcomes.contains(where: \.denies) || !outcomes.contains(where: \.mayPermit) { return .deny }
        return outcomes.contains(where: \.permits) && !outcomes.contains(where: \.mayForbid) ? .allow : nil
    }
}

/// The condition that a group leaves: some of these permits, and all of these obstacles away.
struct GroupFormula {
    let permit: Formula
    let obstacle: Formula

    /// The condition of all groups together.
    static func joined(_ parts: [GroupFormula]) -> Formula { .any(parts.map(\.permit)) && .all(parts.map(\.obstacle)) }
}

extension ListFilter {
    /// The labels that may be seen with their conditions, of groups into which everything but the row has been put.
    func labelled(
        _ table: LabelTable,
        _ column: ColumnMap.LabelColumn,
        _ open: [PartialResponse],
        _ asker: EntityUID,
        _ context: Record,
        _ entities: PartialEntities
    ) throws -> [LabelGroup] {
        var outcomes: [[GroupOutcome]] = []
        for (group, response) in zip(table.groups, open) {
            outcomes.append(
                try group.samples.map {
                    GroupOutcome(try response.refined(request($0, asker, context), entities: entities), erringForbid)
                }
            )
        }
        var written = WrittenClasses(counts: table.groups.map(\.samples.count))
        var ways = LabelWays(dialect: dialect)
        for (index, ids) in table.ids.enumerated() {
            let classes = table.groups.map { $0.classes[index] }
            switch GroupOutcome.decision(zip(outcomes, classes).map { $0[$1] }) {
            case .deny?: continue
            case .allow?: ways.add(ids, []) { .always }
            case nil:
                var forms: [Int] = []
                for (number, kind) in classes.enumerated() {
                    forms.append(
                        try written.form(number, kind) { try formulas(outcomes[number][kind].response, .asking) }
                    )
                }
                ways.add(ids, forms) { GroupFormula.joined(forms.map { written.formulas[$0] }) }
            }
        }
        return ways.all.map { LabelGroup(labels: Set($0.ids).sorted(), condition: RowCondition($0.formula)) }
    }

    /// The condition of all groups together.
    func formula(_ groups: [LabelGroup], _ column: ColumnMap.LabelColumn) -> Formula {
        .any(groups.map { isOne(of: $0.labels, column) && $0.condition.formula })
    }

    private func isOne(of ids: [Int64], _ column: ColumnMap.LabelColumn) -> Formula {
        let list: [SQLText] = ids.map { "\(SQLValue.integer($0))" }
        let name: SQLText = "\(map.row).\(column.column)"
        return list.count == 1 && !list.isEmpty ? .atom("\(name) = \(list[0])") : .atom("\(name) IN (\(list: list))")
    }
}

/// The formulas of classes, each written once when it is first needed; classes with the same SQL share a number.
private struct WrittenClasses {
    private struct Text: Hashable {
        let permit: SQLPredicate
        let obstacle: SQLPredicate
    }

    private(set) var formulas: [GroupFormula] = []
    private var numbers: [Text: Int] = [:]
    private var forms: [[Int?]]

    init(counts: [Int]) { forms = counts.map { Array(repeating: nil, count: $0) } }

    mutating func form(_ group: Int, _ kind: Int, _ write: () throws -> GroupFormula) throws -> Int {
        if let known = forms[group][kind] { return known }
        let formula = try write()
        // Which database does not matter to tell texts apart.
        let text = Text(
            permit: formula.permit.text.predicate(.sqlite),
            obstacle: formula.obstacle.text.predicate(.sqlite)
        )
        let number = numbers[text] ?? formulas.count
        if number == formulas.count {
            formulas.append(formula)
            numbers[text] = number
        }
        forms[group][kind] = number
        return number
    }
}

/// Labels by the condition that they leave, in the order of their first label. None where the condition is never met.
private struct LabelWays {
    let dialect: SQLDialect
    private(set) var all: [(formula: Formula, ids: [Int64])] = []
    private var indices: [SQLPredicate: Int] = [:]
    /// The way of labels whose groups have these forms; nil where the condition is never met.
    private var byForms: [[Int]: Int?] = [:]

    init(dialect: SQLDialect) { self.dialect = dialect }

    mutating func add(_ ids: [Int64], _ forms: [Int], _ write: () -> Formula) {
        let index = byForms[forms] ?? way(write())
        byForms[forms] = .some(index)
        if let index { all[index].ids += ids }
    }

    private mutating func way(_ formula: Formula) -> Int? {
        if formula.constant == false { return nil }
        let text = formula.text.predicate(dialect)
        if let known = indices[text] { return known }
        indices[text] = all.count
        all.append((formula, []))
        return all.count - 1
    }
}
