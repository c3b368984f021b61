internal import Cedar

/// Writes one residual as formulas over the columns of a row.
///
/// When policies are loaded the principal and the context are not known yet. What does not hang on the row will be a value then, and
/// stands as a placeholder meanwhile: whatever can be translated so can be translated later, apart from its size.
struct Translation {
    /// When it is done.
    enum Moment {
        /// Policies are loaded: only whether it can be done matters.
        case loading
        /// A list is asked for.
        case asking
    }

    let schema: Schema
    let map: ColumnMap
    let dialect: SQLDialect
    let moment: Moment
    var aliases = 0
    private var nesting = 0

    init(schema: Schema, map: ColumnMap, dialect: SQLDialect, moment: Moment) {
        self.schema = schema
        self.map = map
        self.dialect = dialect
        self.moment = moment
    }

    // MARK: What hangs on the row

    /// Whether the value can differ between rows of the same label.
    func dependsOnRow(_ residual: Residual) -> Bool {
        switch residual.kind {
        case .variable(let variable): variable == map.variable
        case .attribute(let base, let name), .has(let base, let name):
            if case .variable(map.variable) = base.kind {
                map.labels?.attributes.contains(name) != true
            } else {
                dependsOnRow(base)
            }
        case .isType(let inner, _):
            if case .variable = inner.kind { false } else { dependsOnRow(inner) }
        default: residual.children.contains(where: dependsOnRow)
        }
    }

    /// Whether a value stands in for it that is known only when a list is asked for.
    func isPlaceholder(_ residual: Residual) -> Bool {
        guard moment == .loading, residual.value == nil, residual.error == nil else { return false }
        return !dependsOnRow(residual)
    }

    // MARK: Truth values

    mutating func truth(_ residual: Residual) throws(Untranslatable) -> TruthFormulas {
        try enter(residual)
        defer { leave() }
        let formulas = try truthWithoutLimit(residual)
        for formula in [formulas.isTrue, formulas.isFalse] {
            guard formula.bytes <= SQLLimits.policyBytes, formula.depth <= SQLLimits.depth else {
                throw Untranslatable(residual, Self.tooLarge)
            }
        }
        return formulas
    }

    private mutating func truthWithoutLimit(_ residual: Residual) throws(Untranslatable) -> TruthFormulas {
        if isPlaceholder(residual) { return Self.placeholderTruth }
        switch residual.kind {
        case .literal(.bool(let truth)): return .constant(truth)
        case .error: return .error
        case .not(let inner): return try truth(inner).opposite
        case .and(let parts): return try chain(parts, isAnd: true, residual)
        case .or(let parts): return try chain(parts, isAnd: false, residual)
        case .conditional(let test, let then, let otherwise):
            return try conditional(test, then, otherwise, residual)
        case .has(let base, let name): return try has(base, name, residual)
        case .isType(let inner, let type): return try isType(inner, type, residual)
        case .isEmpty(let inner): return try isEmpty(inner, residual)
        case .like(let inner, let pattern): return try like(inner, pattern, residual)
        case .binary(let operation, let left, let right): return try binary(operation, left, right, residual)
        case .call(let function, let arguments): return try comparison(function, arguments, residual)
        case .attribute:
            let term = try term(residual)
            return TruthFormulas(
                isTrue: term.isDefined && .atom("\(term.text) IS TRUE"),
                isFalse: term.isDefined && .atom("\(term.text) IS FALSE")
            )
        default: throw Untranslatable(residual, "`\(residual)` has no form in SQL")
        }
    }

    private static let placeholderTruth = TruthFormulas(
        isTrue: .atom("\(SQLValue.integer(0)) = \(SQLValue.integer(1))"),
        isFalse: .atom("\(SQLValue.integer(0)) = \(SQLValue.integer(1))")
    )

    /// A chain decides at the first part that is false, or true; a part before it that errs keeps it from being reached.
    private mutating func chain(
        _ parts: [Residual],
        isAnd: Bool,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        var formulas: [TruthFormulas] = []
        for part in parts { formulas.append(try truth(part)) }
        let passing = formulas.map { isAnd ? $0.isTrue : $0.isFalse }
        let deciding = formulas.map { isAnd ? $0.isFalse : $0.isTrue }
        let passed = Formula.all(passing)
        var decided = Formula.never
        for index in parts.indices.reversed() {
            // What cannot err is true or false, so that being false later needs no proof of being true here.
            decided = deciding[index] || (parts[index].mayErr ? passing[index] && decided : decided)
        }
        let chained =
            isAnd
            ? TruthFormulas(isTrue: passed, isFalse: decided) : TruthFormulas(isTrue: decided, isFalse: passed)
        return residual.mayErr ? chained : chained.withoutErrors
    }

    private mutating func conditional(
        _ test: Residual,
        _ then: Residual,
        _ otherwise: Residual,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        let test = (formulas: try truth(test), known: test.type.knownTruth)
        let first = try truth(then)
        if let known = test.known {
            let reached = known ? test.formulas.isTrue : test.formulas.isFalse
            return TruthFormulas(isTrue: reached && first.isTrue, isFalse: reached && first.isFalse)
        }
        let second = try truth(otherwise)
        let formulas = TruthFormulas(
            isTrue: (test.formulas.isTrue && first.isTrue) || (test.formulas.isFalse && second.isTrue),
            isFalse: (test.formulas.isTrue && first.isFalse) || (test.formulas.isFalse && second.isFalse)
        )
        return residual.mayErr ? formulas : formulas.withoutErrors
    }

    private mutating func isType(
        _ inner: Residual,
        _ type: EntityTypeName,
        _ residual: Residual
    ) throws(Untranslatable) -> TruthFormulas {
        guard let only = inner.type.singleEntityType else {
            throw Untranslatable(residual, "an entity that may be of several types has no column")
        }
        return TruthFormulas(only == type ? .always : .never, where: try term(inner).isDefined)
    }

    /// Counts how deep the expression is: the stack must do, and the SQL that comes of it nests several times as deep.
    mutating func enter(_ residual: Residual) throws(Untranslatable) {
        nesting += 1
        guard nesting <= SQLLimits.nesting else { throw Untranslatable(residual, Self.tooLarge) }
    }

    mutating func leave() { nesting -= 1 }

    static let tooLarge = "this is too long or too deep for SQL; split the policy"

    mutating func alias() -> SQLName {
        aliases += 1
        return SQLName(alias: aliases)
    }

    func column(_ name: SQLName) -> SQLText { "\(map.row).\(name)" }
}
