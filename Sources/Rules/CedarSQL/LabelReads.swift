internal import Cedar

/// What a policy may read of the label of a row: an upper bound, no read is missed. Labels that agree in it get the same answer from
/// the policy.
struct LabelReads: Hashable {
    private(set) var attributes: Set<CedarString> = []
    private(set) var ancestors = false
    private let column: ColumnMap.LabelColumn
    private let row: Variable

    /// Nodes that are looked at. Branches that stand in two places can make an expression far larger when written out.
    static let nodesMax = 20_000

    /// What `condition` reads. Of a condition that is too large to look through, everything.
    init(_ condition: Residual, _ column: ColumnMap.LabelColumn, row: Variable) {
        self.column = column
        self.row = row
        if condition.size > Self.nodesMax { readAll() } else { read(condition) }
    }

    private mutating func readAll() {
        attributes = column.attributes
        ancestors = column.fixesAncestors
    }

    private func isRow(_ residual: Residual) -> Bool {
        if case .variable(row) = residual.kind { true } else { false }
    }

    private mutating func read(_ residual: Residual) {
        switch residual.kind {
        case .attribute(let base, let name), .has(let base, let name):
            if isRow(base), column.attributes.contains(name) { attributes.insert(name) }
        case .binary(.isIn, let left, _):
            if isRow(left), column.fixesAncestors { ancestors = true }
        case .conditional(_, let then, let otherwise):
            // The row may come out of it, and what is read of it then is not seen here.
            if isRow(then) || isRow(otherwise) { readAll() }
        case .record(let fields):
            if fields.contains(where: { isRow($0.value) }) { readAll() }
        default: break
        }
        for child in residual.children { read(child) }
    }
}
