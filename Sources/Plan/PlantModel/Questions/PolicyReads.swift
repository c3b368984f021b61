public import Cedar

/// What policies read of the programs they are asked about.
///
/// Programs that are equal in all that any policy reads get the same answers, so one of them is asked for all. The reading must never miss
/// an attribute; it may name too many. A set that is only probed for literals (`principal.flowdowns.contains("x")`) counts for these members
/// alone, and a comparison of the two programs of a `share` with each other counts for nothing, since only different programs are asked.
public struct PolicyReads: Sendable {
    /// How an attribute is read.
    enum Reading: Sendable, Equatable {
        case whole
        case probed(Set<Value>)
    }

    /// Readings by attribute.
    private var attributes: [CedarString: Reading] = [:]
    /// The entity's identity may matter to every one.
    private var identity = false
    /// The entities whose identity matters, because a policy names them.
    private var named: Set<EntityUID> = []
    /// The places of the context that are read, by attribute.
    public private(set) var contextRead: Set<String> = []
    /// Every entity that the conditions spell.
    public private(set) var literals: Set<EntityUID> = []

    /// Collects what the policies read of the variable, which holds an entity whose signature is wanted.
    public init(_ policies: some Sequence<Policy>, of variables: Set<Variable>) {
        for policy in policies {
            for (variable, constraint) in [
                (Variable.principal, policy.scope.principal), (.resource, policy.scope.resource),
            ]
            where variables.contains(variable) {
                if case .entity(let uid) = constraint.reference { named.insert(uid) }
            }
            for condition in policy.conditions { visit(condition.body, variables) }
        }
    }

    /// Whether what an attribute holds can matter to any of the policies.
    func reads(_ attribute: CedarString) -> Bool { attributes[attribute] != nil }

    /// All that the policies can see of an entity, as text: equal signatures, equal answers.
    public func signature(of entity: Entity, naming also: Set<EntityUID> = []) -> String {
        var text = identity || named.contains(entity.uid) || also.contains(entity.uid) ? entity.uid.description : "-"
        for (name, reading) in attributes.sorted(by: { $0.key < $1.key }) {
            text += "|"
            guard let value = entity.attributes[name] else {
                text += "∅"
                continue
            }
            if case .probed(let literals) = reading, case .set(let members) = value {
                text += Value.set(members.intersection(literals)).description
            } else {
                text += value.description
            }
        }
        return text
    }

    private mutating func visit(_ expression: Expression, _ variables: Set<Variable>) {
        switch expression.kind {
        case .variable(let variable):
            if variables.contains(variable) { identity = true }
        case .literal(.entity(let uid)): literals.insert(uid)
        case .attribute(let base, let name):
            if case .variable(let variable) = base.kind {
                read(name, .whole, of: variable, variables)
            } else {
                visit(base, variables)
            }
        case .has(let base, let path):
            if case .variable(let variable) = base.kind, let name = path.first {
                read(name, .whole, of: variable, variables)
            } else {
                visit(base, variables)
            }
        case .binary(let symbol, let left, let right):
            visitBinary(symbol, left, right, variables)
        case .isType(let base, _, let container):
            // The type of a variable is fixed by the question.
            if case .variable = base.kind, container == nil { return }
            visit(base, variables)
            if let container { visit(container, variables) }
        default:
            for child in expression.kind.children { visit(child, variables) }
        }
    }

    private mutating func visitBinary(
        _ symbol: BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        _ variables: Set<Variable>
    ) {
        switch (symbol, left.kind, right.kind) {
        case (.equal, .variable, .variable), (.notEqual, .variable, .variable):
            return
        case (.equal, .variable(let variable), .literal(.entity(let uid))),
            (.notEqual, .variable(let variable), .literal(.entity(let uid))),
            (.isIn, .variable(let variable), .literal(.entity(let uid))):
            literals.insert(uid)
            if variables.contains(variable) { named.insert(uid) }
        case (.contains, .attribute(let base, let name), .literal(let literal)):
            guard case .variable(let variable) = base.kind else { return visit(base, variables) }
            read(name, .probed([literal]), of: variable, variables)
        default:
            visit(left, variables)
            visit(right, variables)
        }
    }

    private mutating func read(
        _ name: CedarString,
        _ reading: Reading,
        of variable: Variable,
        _ variables: Set<Variable>
    ) {
        if variable == .context { contextRead.insert(name.text) }
        guard variables.contains(variable) else { return }
        switch (attributes[name], reading) {
        case (.probed(let known), .probed(let more)): attributes[name] = .probed(known.union(more))
        case (.whole, _): break
        case (_, .whole): attributes[name] = .whole
        case (nil, .probed): attributes[name] = reading
        }
    }
}
