/// A variable and attributes read off it one after another, `resource.owner.site`; no attributes stand for the variable itself.
struct StoredPath: Hashable, Sendable {
    let root: Variable
    let names: [CedarString]

    /// The path that an expression is, nil where it is none.
    init?(_ expression: Expression) {
        var names: [CedarString] = []
        var rest = expression
        while case .attribute(let base, let name) = rest.kind {
            names.append(name)
            rest = base
        }
        guard case .variable(let root) = rest.kind else { return nil }
        self.root = root
        self.names = names.reversed()
    }

    init(_ root: Variable, _ names: [CedarString]) {
        self.root = root
        self.names = names
    }

    func appending(_ more: some Sequence<CedarString>) -> StoredPath { StoredPath(root, names + more) }

    /// What stands at the end of a path.
    enum Found {
        /// A field of a record or an entity.
        case value(UnsafePointer<Value>)
        /// The attribute with this number on the path, or the entity that should have it, does not exist.
        case absent(step: Int)
        /// The value before the end has no attributes.
        case unsuited
    }

    /// Follows a path that has attributes.
    @inline(__always)
    func withFound<Result>(_ bound: Bound, _ body: (Found) -> Result) -> Result {
        guard let value = bound.attribute(root, names[0]) else { return body(.absent(step: 0)) }
        return names.count == 1 ? body(.value(value)) : descend(value, 1, bound, body)
    }

    private func descend<Result>(
        _ value: UnsafePointer<Value>,
        _ step: Int,
        _ bound: Bound,
        _ body: (Found) -> Result
    ) -> Result {
        guard step < names.count else { return body(.value(value)) }
        switch value.pointee {
        case .record(let inner):
            return inner.fields.withUnsafeBufferPointer { fields in
                guard let next = FieldsView(fields).find(names[step]) else { return body(.absent(step: step)) }
                return descend(next, step + 1, bound, body)
            }
        case .entity(let uid):
            guard let next = bound.find(uid)?.attributes.find(names[step]) else { return body(.absent(step: step)) }
            return descend(next, step + 1, bound, body)
        default: return body(.unsuited)
        }
    }
}

/// A path with the knowledge which of its attributes an earlier `has` of the same policy asks for: where one of those is missing,
/// the policy is not satisfied and does not err.
struct AskedPath: Hashable, Sendable {
    let path: StoredPath
    /// Bit `n` stands for the attribute with number `n`.
    let askedSteps: UInt64

    /// Whether a policy that gets here has been refused by its own `has` already when the step is absent.
    @inline(__always)
    func isAsked(_ step: Int) -> Bool { step < 64 && askedSteps >> UInt64(step) & 1 == 1 }
}
