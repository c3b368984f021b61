/// The knowledge that an attribute or tag is there: `e has a` and `e.hasTag(t)` give it, reading an optional attribute or a tag
/// needs it. Known of expressions by the way they are written.
struct Capability: Hashable {
    enum Key: Hashable {
        case attribute(CedarString)
        case tag(Expression)
        /// Whichever attribute or tag it was: an entity that has anything is in the store.
        case presence
    }

    private let base: Expression
    private let key: Key

    init(_ base: Expression, has name: CedarString) {
        self.base = base.withoutShorthand
        key = .attribute(name)
    }

    init(_ base: Expression, hasTag tag: Expression) {
        self.base = base.withoutShorthand
        key = .tag(tag.withoutShorthand)
    }

    init(presenceOf base: Expression) {
        self.base = base.withoutShorthand
        key = .presence
    }
}

typealias Capabilities = Set<Capability>

extension Expression {
    /// The same expression with the shorthands of the language written out: `!=`, `>`, `>=`, `has a.b`, `is T in e`; chains of `&&`
    /// and `||` flat, fields of records ordered. So two ways to write the same are known to be the same.
    var withoutShorthand: Expression { isPath ? self : Expression(kind.withoutShorthand, range: range) }

    /// Whether it is attributes read one after another from something atomic; most guarded expressions are.
    private var isPath: Bool {
        var current = self
        while true {
            switch current.kind {
            case .literal, .variable, .slot: return true
            case .attribute(let base, _): current = base
            default: return false
            }
        }
    }
}

extension Expression.Kind {
    fileprivate var withoutShorthand: Expression.Kind {
        switch self {
        case .literal, .variable, .slot: return self
        case .not(let inner): return .not(inner.withoutShorthand)
        case .negate(let inner): return .negate(inner.withoutShorthand)
        case .and(let parts): return .and(Self.flat(parts) { if case .and(let inner) = $0 { inner } else { nil } })
        case .or(let parts): return .or(Self.flat(parts) { if case .or(let inner) = $0 { inner } else { nil } })
        case .binary(let name, let left, let right):
            return Self.binary(name, left.withoutShorthand, right.withoutShorthand).writtenOut
        case .isEmpty(let inner): return .isEmpty(inner.withoutShorthand)
        case .conditional(let test, let then, let otherwise):
            return .conditional(
                test.withoutShorthand,
                then: then.withoutShorthand,
                otherwise: otherwise.withoutShorthand
            )
        case .attribute(let base, let name): return .attribute(base.withoutShorthand, name)
        case .has(let base, let path): return Self.steps(base.withoutShorthand, path)
        case .like(let inner, let pattern): return .like(inner.withoutShorthand, pattern)
        case .isType(let inner, let type, let container):
            let plain = inner.withoutShorthand
            guard let container else { return .isType(plain, type, in: nil) }
            let parts: [Expression.Kind] = [
                .isType(plain, type, in: nil), .binary(.isIn, plain, container.withoutShorthand),
            ]
            return .and(parts.map { Expression($0) })
        case .set(let members): return .set(members.map(\.withoutShorthand))
        case .record(let fields):
            let plain = fields.map { Expression.RecordField(key: $0.key, value: $0.value.withoutShorthand) }
            return .record(plain.sorted { $0.key < $1.key })
        case .call(let function, let arguments): return .call(function, arguments.map(\.withoutShorthand))
        }
    }

    private var writtenOut: Expression.Kind {
        switch self {
        case .binary(.notEqual, let left, let right): .not(Expression(.binary(.equal, left, right)))
        case .binary(.greater, let left, let right): .not(Expression(.binary(.lessOrEqual, left, right)))
        case .binary(.greaterOrEqual, let left, let right): .not(Expression(.binary(.less, left, right)))
        default: self
        }
    }

    /// Only a chain at the left end is the same chain: `(a && b) && c` is `a && b && c`, `a && (b && c)` is not.
    private static func flat(_ parts: [Expression], _ inner: (Expression.Kind) -> [Expression]?) -> [Expression] {
        guard let first = parts.first?.withoutShorthand else { return [] }
        return (inner(first.kind) ?? [first]) + parts.dropFirst().map(\.withoutShorthand)
    }

    private static func steps(_ base: Expression, _ path: [CedarString]) -> Expression.Kind {
        guard path.count > 1 else { return .has(base, path) }
        var parts: [Expression] = []
        var current = base
        for name in path {
            parts.append(Expression(.has(current, [name])))
            current = Expression(.attribute(current, name))
        }
        return .and(parts)
    }
}
