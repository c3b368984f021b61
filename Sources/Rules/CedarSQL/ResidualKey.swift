internal import Cedar

/// A residual as a key: equal where the residuals are the same expression with the same values, types and places, so that equal keys
/// come to the same whatever is put in for the row.
struct ResidualKey: Hashable {
    private let residual: Residual

    /// - Returns: nil for a residual that cannot be a key: more of the store may be read when the row is put in, which the residual does
    ///   not hold; or it is too large to compare.
    init?(_ residual: Residual, row: Variable) {
        guard residual.size <= LabelReads.nodesMax, !Self.mayReadStore(residual, row) else { return nil }
        self.residual = residual
    }

    /// Whether an entity other than the row's own is looked up when the row is put in.
    private static func mayReadStore(_ residual: Residual, _ row: Variable) -> Bool {
        switch residual.kind {
        case .attribute(let base, _), .has(let base, _):
            if case .entity = base.type, !isVariable(base, row) { return true }
        case .binary(.isIn, let base, _), .binary(.hasTag, let base, _), .binary(.getTag, let base, _):
            if !isVariable(base, row) { return true }
        case .variable(let variable):
            if variable != row { return true }
        default: break
        }
        return residual.children.contains { mayReadStore($0, row) }
    }

    private static func isVariable(_ residual: Residual, _ variable: Variable) -> Bool {
        if case .variable(variable) = residual.kind { true } else { false }
    }

    static func == (left: ResidualKey, right: ResidualKey) -> Bool { same(left.residual, right.residual) }

    func hash(into hasher: inout Hasher) { Self.feed(residual, &hasher) }

    private static func same(_ left: Residual, _ right: Residual) -> Bool {
        guard left.size == right.size, left.isGuarded == right.isGuarded, left.range == right.range,
            left.type == right.type, isSameForm(left.kind, right.kind)
        else { return false }
        let (ours, theirs) = (left.children, right.children)
        return ours.count == theirs.count && zip(ours, theirs).allSatisfy(same)
    }

    /// Whether two nodes are the same but for what is inside.
    private static func isSameForm(_ left: Residual.Kind, _ right: Residual.Kind) -> Bool {
        switch (left, right) {
        case (.literal(let one), .literal(let two)): one == two
        case (.error(let one), .error(let two)): one == two
        case (.variable(let one), .variable(let two)): one == two
        case (.binary(let one, _, _), .binary(let two, _, _)): one == two
        case (.attribute(_, let one), .attribute(_, let two)), (.has(_, let one), .has(_, let two)): one == two
        case (.like(_, let one), .like(_, let two)): one == two
        case (.isType(_, let one), .isType(_, let two)): one == two
        case (.call(let one, _), .call(let two, _)): one == two
        case (.record(let one), .record(let two)): one.map(\.key) == two.map(\.key)
        case (.not, .not), (.negate, .negate), (.and, .and), (.or, .or), (.isEmpty, .isEmpty),
            (.conditional, .conditional), (.set, .set):
            true
        default: false
        }
    }

    /// Places and sizes tell most expressions apart, and values those of different askers.
    private static func feed(_ residual: Residual, _ hasher: inout Hasher) {
        hasher.combine(residual.size)
        switch residual.kind {
        case .literal(let value): hasher.combine(value)
        case .error: hasher.combine(residual.range)
        default: for child in residual.children { feed(child, &hasher) }
        }
    }
}
