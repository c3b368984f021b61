/// An expression with its type in a request environment, and the types of all expressions inside.
///
/// What cannot be evaluated in the environment is left out: of a chain of `&&` everything after a part that is always false, of a
/// chain of `||` everything after a part that is always true, and the branch of an `if` that is never taken (the other branch then
/// stands in both places). Shorthands are written out: `has a.b.c` and `is T in e` are chains of `&&`. For every request and store
/// that conform to the schema the value and the errors are those of the expression that was checked.
public struct TypedExpression: Sendable {
    /// The forms; as those of ``Expression``.
    public enum Kind: Sendable {
        /// A value.
        case literal(Value)
        /// `principal`, `action`, `resource`, `context`.
        case variable(Variable)
        /// A template's slot.
        case slot(Slot)
        /// `!e`.
        case not(TypedExpression)
        /// `-e`.
        case negate(TypedExpression)
        /// `e && f && …`, two or more.
        case and([TypedExpression])
        /// `e || f || …`, two or more.
        case or([TypedExpression])
        /// An operator or method with two operands.
        case binary(BinaryOperator, TypedExpression, TypedExpression)
        /// `e.isEmpty()`.
        case isEmpty(TypedExpression)
        /// `if c then t else e`.
        case conditional(TypedExpression, then: TypedExpression, otherwise: TypedExpression)
        /// `e.name`.
        case attribute(TypedExpression, CedarString)
        /// `e has name`, a single name.
        case has(TypedExpression, CedarString)
        /// `e like "pattern"`.
        case like(TypedExpression, LikePattern)
        /// `e is T`.
        case isType(TypedExpression, EntityTypeName)
        /// `[e, …]`.
        case set([TypedExpression])
        /// `{key: e, …}`.
        case record([Field])
        /// A function or method of an extension type.
        case call(ExtensionFunction, [TypedExpression])
    }

    /// A field of a record literal.
    public struct Field: Sendable {
        /// The key.
        public let key: CedarString
        /// The value.
        public let value: TypedExpression
    }

    private final class Storage: Sendable {
        let kind: Kind
        let type: InferredType
        let range: SourceRange
        let isGuarded: Bool

        init(kind: Kind, type: InferredType, range: SourceRange, isGuarded: Bool) {
            self.kind = kind
            self.type = type
            self.range = range
            self.isGuarded = isGuarded
        }
    }

    private let storage: Storage

    /// What it is.
    public var kind: Kind { storage.kind }
    /// The type of its value.
    public var type: InferredType { storage.type }
    /// Where the expression stands.
    public var range: SourceRange { storage.range }
    /// Of an attribute or a tag that is read: whether a `has` or `hasTag` of the same entity has been true before, so that the entity is
    /// in the store. Of what is read of a record: whether this attribute has been asked for.
    public var isGuarded: Bool { storage.isGuarded }

    init(_ kind: Kind, _ type: InferredType, _ range: SourceRange, isGuarded: Bool = false) {
        storage = Storage(kind: kind, type: type, range: range, isGuarded: isGuarded)
    }

    /// The expressions directly inside, in the order of evaluation.
    public var children: [TypedExpression] {
        switch kind {
        case .literal, .variable, .slot: []
        case .not(let inner), .negate(let inner), .isEmpty(let inner), .attribute(let inner, _), .has(let inner, _),
            .like(let inner, _), .isType(let inner, _):
            [inner]
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts
        case .binary(_, let left, let right): [left, right]
        case .conditional(let test, let then, let otherwise): [test, then, otherwise]
        case .record(let fields): fields.map(\.value)
        }
    }
}
