/// An expression of the language with its place in the text. Equality and hashing leave the place out: two expressions are equal
/// if they are written alike.
public struct Expression: Hashable, Sendable {
    private final class Storage: Sendable {
        let kind: Kind
        let range: SourceRange
        let depth: Int

        init(kind: Kind, range: SourceRange) {
            self.kind = kind
            self.range = range
            depth = 1 + kind.childDepth
        }
    }

    private let storage: Storage

    /// What it is.
    public var kind: Kind { storage.kind }
    /// Where it stands.
    public var range: SourceRange { storage.range }
    /// The number of nodes on the longest way down, at least 1.
    public var depth: Int { storage.depth }

    /// An expression at a place.
    public init(_ kind: Kind, range: SourceRange = .none) { storage = Storage(kind: kind, range: range) }

    /// Written alike.
    public static func == (left: Expression, right: Expression) -> Bool {
        left.storage === right.storage || left.kind == right.kind
    }

    /// Feeds the kind alone.
    public func hash(into hasher: inout Hasher) { hasher.combine(kind) }

    /// The forms of expression. Chains of `&&` and `||` are one node each, however long.
    public enum Kind: Hashable, Sendable {
        /// A literal: truth value, number, string or entity uid; tools may put any other value here.
        case literal(Value)
        /// `principal`, `action`, `resource`, `context`.
        case variable(Variable)
        /// A template's slot.
        case slot(Slot)
        /// `!e`.
        case not(Expression)
        /// `-e`.
        case negate(Expression)
        /// `e && f && …`, two or more.
        case and([Expression])
        /// `e || f || …`, two or more.
        case or([Expression])
        /// An operator or method with two operands.
        case binary(BinaryOperator, Expression, Expression)
        /// `e.isEmpty()`.
        case isEmpty(Expression)
        /// `if c then t else e`.
        case conditional(Expression, then: Expression, otherwise: Expression)
        /// `e.name` or `e["name"]`.
        case attribute(Expression, CedarString)
        /// `e has a.b.c`; at least one name.
        case has(Expression, [CedarString])
        /// `e like "pattern"`.
        case like(Expression, LikePattern)
        /// `e is T` or `e is T in f`.
        case isType(Expression, EntityTypeName, in: Expression?)
        /// `[e, …]`.
        case set([Expression])
        /// `{key: e, …}`; keys are unique.
        case record([RecordField])
        /// A function or method of an extension type; for a method the first argument is its receiver.
        case call(ExtensionFunction, [Expression])
    }

    /// A field of a record literal.
    public struct RecordField: Hashable, Sendable {
        /// The key.
        public let key: CedarString
        /// The value.
        public let value: Expression

        /// A field.
        public init(key: CedarString, value: Expression) {
            self.key = key
            self.value = value
        }
    }
}

extension Expression.Kind {
    /// The expressions directly inside, left to right.
    public var children: [Expression] {
        switch self {
        case .literal, .variable, .slot: []
        case .not(let inner), .negate(let inner), .isEmpty(let inner), .attribute(let inner, _), .has(let inner, _),
            .like(let inner, _):
            [inner]
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts
        case .binary(_, let left, let right): [left, right]
        case .conditional(let test, let then, let otherwise): [test, then, otherwise]
        case .isType(let inner, _, let container): container.map { [inner, $0] } ?? [inner]
        case .record(let fields): fields.map(\.value)
        }
    }
}

extension Expression.Kind {
    /// The depth of the deepest expression inside; as ``children`` would tell, without a list of them.
    fileprivate var childDepth: Int {
        switch self {
        case .literal, .variable, .slot: 0
        case .not(let inner), .negate(let inner), .isEmpty(let inner), .attribute(let inner, _), .has(let inner, _),
            .like(let inner, _):
            inner.depth
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts):
            parts.reduce(0) { max($0, $1.depth) }
        case .binary(_, let left, let right): max(left.depth, right.depth)
        case .conditional(let test, let then, let otherwise): max(test.depth, then.depth, otherwise.depth)
        case .isType(let inner, _, let container): max(inner.depth, container?.depth ?? 0)
        case .record(let fields): fields.reduce(0) { max($0, $1.value.depth) }
        }
    }
}
