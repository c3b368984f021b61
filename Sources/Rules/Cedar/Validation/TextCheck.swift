/// Warns of strings and names in a policy that may look like others: that mix scripts, turn the direction of writing, or have
/// characters that are not meant for names.
struct TextCheck {
    private let policy: Policy
    private var warnings: [ValidationWarning] = []

    private init(_ policy: Policy) { self.policy = policy }

    static func warnings(of policy: Policy) -> [ValidationWarning] {
        var check = TextCheck(policy)
        let ranges = policy.scope.ranges
        check.check(policy.scope.principal, ranges.principal)
        switch policy.scope.action {
        case .any: break
        case .equal(let uid), .isIn(let uid): check.checkName(uid.id, ranges.action)
        case .isInAny(let uids): for uid in uids { check.checkName(uid.id, ranges.action) }
        }
        check.check(policy.scope.resource, ranges.resource)
        for clause in policy.conditions where clause.body.depth <= CedarLimits.expressionDepth {
            check.walk(clause.body)
        }
        return check.warnings
    }

    private mutating func warn(_ kind: ValidationWarning.Kind, _ range: SourceRange) {
        guard warnings.count < CedarLimits.collectedErrors else { return }
        warnings.append(ValidationWarning(kind, in: policy, range))
    }

    private mutating func check(_ constraint: PolicyScope.EntityConstraint, _ range: SourceRange) {
        if case .entity(let uid) = constraint.reference { checkName(uid.id, range) }
    }

    private mutating func walk(_ expression: Expression) {
        switch expression.kind {
        case .literal(.string(let text)): checkString(text, expression.range)
        case .literal(.entity(let uid)): checkName(uid.id, expression.range)
        case .attribute(_, let name): checkName(name, expression.range)
        case .has(_, let names): for name in names { checkName(name, expression.range) }
        case .record(let fields): for field in fields { checkName(field.key, expression.range) }
        case .like(_, let pattern):
            let literals = pattern.elements.map { if case .literal(let text) = $0 { text.text } else { "*" } }
            checkString(CedarString(literals.joined()), expression.range)
        default: break
        }
        for child in expression.kind.children { walk(child) }
    }

    private mutating func checkString(_ text: CedarString, _ range: SourceRange) {
        if UnicodeProperties.standard.turnsDirection(text.text) {
            warn(.bidirectionalString(text), range)
        } else if !UnicodeProperties.standard.isSingleScript(text.text) {
            warn(.mixedScriptString(text), range)
        }
    }

    private mutating func checkName(_ name: CedarString, _ range: SourceRange) {
        if UnicodeProperties.standard.turnsDirection(name.text) {
            warn(.bidirectionalIdentifier(name), range)
        } else if let scalar = UnicodeProperties.standard.firstNotForIdentifiers(name.text) {
            warn(.confusableIdentifier(name, scalar), range)
        } else if !UnicodeProperties.standard.isSingleScript(name.text) {
            warn(.mixedScriptIdentifier(name), range)
        }
    }
}
