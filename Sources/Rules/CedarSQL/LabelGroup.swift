/// Labels whose rows may be seen under the same condition.
public struct LabelGroup: Hashable, Sendable {
    /// The numbers of the labels, ascending.
    public let labels: [Int64]
    /// What else a row has to meet.
    public let condition: RowCondition
}

/// A condition over the columns of a row, not written yet: conditions can be put together before they are.
public struct RowCondition: Hashable, Sendable {
    let formula: Formula
    /// Which database does not matter to tell conditions apart.
    private let text: SQLPredicate

    init(_ formula: Formula) {
        self.formula = formula
        text = formula.text.predicate(.sqlite)
    }

    /// Met by every row.
    public static let always = RowCondition(.always)

    /// Whether every row meets it.
    public var isAlways: Bool { formula.constant == true }

    /// Met where all are; by every row where there are none.
    public static func all(_ conditions: [RowCondition]) -> RowCondition {
        RowCondition(.all(conditions.map(\.formula)))
    }

    /// Met where one is; by no row where there are none.
    public static func any(_ conditions: [RowCondition]) -> RowCondition {
        RowCondition(.any(conditions.map(\.formula)))
    }

    /// Equal texts with equal values.
    public static func == (left: RowCondition, right: RowCondition) -> Bool { left.text == right.text }

    /// Feeds text and values.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension ListFilter {
    /// A condition as text.
    /// - Throws: when it grew too long for a database.
    public func predicate(of condition: RowCondition) throws(UntranslatablePolicies) -> SQLPredicate {
        try bounded(condition.formula)
    }
}
