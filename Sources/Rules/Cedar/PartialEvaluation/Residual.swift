/// What is left of a typed expression once everything known has been put in: a value, an error, or an expression over what is not
/// known. An unknown has no form of its own; it is the variable or the read of an entity that could not be resolved (RFC 95).
///
/// On every completion of the data a residual has the value of the expression it came from, or errs where that errs. Which of several
/// errors is met first may differ.
public struct Residual: Sendable {
    /// The forms; as those of ``TypedExpression``, with errors and without slots.
    public enum Kind: Sendable {
        /// A value.
        case literal(Value)
        /// Evaluation errs, whatever the unknown is.
        case error(EvaluationError)
        /// A variable that is not known, or not wholly.
        case variable(Variable)
        /// `!e`.
        case not(Residual)
        /// `-e`.
        case negate(Residual)
        /// `e && f && …`, two or more.
        case and([Residual])
        /// `e || f || …`, two or more.
        case or([Residual])
        /// An operator or method with two operands.
        case binary(BinaryOperator, Residual, Residual)
        /// `e.isEmpty()`.
        case isEmpty(Residual)
        /// `if c then t else e`.
        case conditional(Residual, then: Residual, otherwise: Residual)
        /// `e.name`.
        case attribute(Residual, CedarString)
        /// `e has name`.
        case has(Residual, CedarString)
        /// `e like "pattern"`.
        case like(Residual, LikePattern)
        /// `e is T`.
        case isType(Residual, EntityTypeName)
        /// `[e, …]`.
        case set([Residual])
        /// `{key: e, …}`.
        case record([Field])
        /// A function or method of an extension type.
        case call(ExtensionFunction, [Residual])
    }

    /// A field of a record.
    public struct Field: Sendable {
        /// The key.
        public let key: CedarString
        /// The value.
        public let value: Residual
    }

    private static let sizeMax = 1 << 32

    private final class Storage: Sendable {
        let kind: Kind
        let type: InferredType
        let range: SourceRange
        let isGuarded: Bool
        let mayErr: Bool
        let size: Int

        init(kind: Kind, type: InferredType, range: SourceRange, isGuarded: Bool) {
            self.kind = kind
            self.type = type
            self.range = range
            self.isGuarded = isGuarded
            let children = kind.children
            mayErr = kind.operationMayErr(isGuarded: isGuarded) || children.contains(where: \.mayErr)
            // A branch may stand in two places, and so on inside: the number of nodes written out can be astronomical.
            size = min(children.reduce(1) { $0 + $1.size }, Residual.sizeMax)
        }
    }

    private let storage: Storage

    /// What it is.
    public var kind: Kind { storage.kind }
    /// The type of its value.
    public var type: InferredType { storage.type }
    /// Where the expression that it came from stands.
    public var range: SourceRange { storage.range }
    /// Of a read: whether what is read is known to be there whenever evaluation gets here. See ``TypedExpression/isGuarded``.
    public var isGuarded: Bool { storage.isGuarded }
    /// Whether evaluation can err. An upper bound: what cannot err is never said to, but some that is said to cannot.
    public var mayErr: Bool { storage.mayErr }
    /// The number of nodes, or 2³² if there are more.
    public var size: Int { storage.size }

    init(_ kind: Kind, _ type: InferredType, _ range: SourceRange, isGuarded: Bool = false) {
        storage = Storage(kind: kind, type: type, range: range, isGuarded: isGuarded)
    }

    /// The value, once nothing is unknown any more.
    public var value: Value? { if case .literal(let value) = kind { value } else { nil } }

    /// The error, when it errs whatever the unknown is.
    public var error: EvaluationError? { if case .error(let error) = kind { error } else { nil } }

    /// The truth value, once it is known.
    var truth: Bool? { if case .literal(.bool(let truth)) = kind { truth } else { nil } }

    /// The expressions directly inside, in the order of evaluation.
    public var children: [Residual] { kind.children }

    func replacing(_ kind: Kind, isGuarded: Bool? = nil) -> Residual {
        Residual(kind, type, range, isGuarded: isGuarded ?? self.isGuarded)
    }

    func literal(_ value: Value) -> Residual { Residual(.literal(value), type, range) }

    func literal(_ truth: Bool) -> Residual { Residual(.literal(.bool(truth)), .bool(always: truth), range) }

    func failed(_ kind: EvaluationError.Kind, at range: SourceRange? = nil) -> Residual {
        Residual(.error(EvaluationError(kind, at: range ?? self.range)), type, self.range)
    }

    /// The same error in the place of a greater expression.
    func failed(like inner: Residual) -> Residual { Residual(inner.kind, type, range) }
}

extension Residual.Kind {
    var children: [Residual] {
        switch self {
        case .literal, .error, .variable: []
        case .not(let inner), .negate(let inner), .isEmpty(let inner), .attribute(let inner, _), .has(let inner, _),
            .like(let inner, _), .isType(let inner, _):
            [inner]
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts
        case .binary(_, let left, let right): [left, right]
        case .conditional(let test, let then, let otherwise): [test, then, otherwise]
        case .record(let fields): fields.map(\.value)
        }
    }

    /// Whether the operation itself, its operands having values, can err: an entity may be absent from the store, a number too large.
    /// A well-typed expression errs in no other way.
    fileprivate func operationMayErr(isGuarded: Bool) -> Bool {
        switch self {
        case .error, .negate: return true
        case .binary(let operation, _, _):
            switch operation {
            case .add, .subtract, .multiply: return true
            case .getTag: return !isGuarded
            default: return false
            }
        case .attribute(let base, _):
            if case .record = base.type { return false }
            return !isGuarded
        case .call(let function, _):
            switch function {
            case .decimal, .ip, .datetime, .duration, .offset, .durationSince, .toDate: return true
            default: return false
            }
        default: return false
        }
    }
}

extension Residual {
    /// A typed expression of which nothing has been evaluated. Slots, which only templates have, become errors.
    public init(_ expression: TypedExpression) {
        self.init(Kind(expression), expression.type, expression.range, isGuarded: expression.isGuarded)
    }
}

extension Residual.Kind {
    fileprivate init(_ expression: TypedExpression) {
        func lift(_ parts: [TypedExpression]) -> [Residual] { parts.map { Residual($0) } }
        switch expression.kind {
        case .literal(let value): self = .literal(value)
        case .variable(let variable): self = .variable(variable)
        case .slot(let slot): self = .error(EvaluationError(.unlinkedSlot(slot), at: expression.range))
        case .not(let inner): self = .not(Residual(inner))
        case .negate(let inner): self = .negate(Residual(inner))
        case .and(let parts): self = .and(lift(parts))
        case .or(let parts): self = .or(lift(parts))
        case .binary(let operation, let left, let right): self = .binary(operation, Residual(left), Residual(right))
        case .isEmpty(let inner): self = .isEmpty(Residual(inner))
        case .conditional(let test, let then, let otherwise):
            let first = Residual(then)
            // The branch that is never taken is a copy of the other.
            self = .conditional(
                Residual(test),
                then: first,
                otherwise: test.type.knownTruth == nil ? Residual(otherwise) : first
            )
        case .attribute(let base, let name): self = .attribute(Residual(base), name)
        case .has(let base, let name): self = .has(Residual(base), name)
        case .like(let inner, let pattern): self = .like(Residual(inner), pattern)
        case .isType(let inner, let type): self = .isType(Residual(inner), type)
        case .set(let parts): self = .set(lift(parts))
        case .record(let fields):
            self = .record(fields.map { Residual.Field(key: $0.key, value: Residual($0.value)) })
        case .call(let function, let arguments): self = .call(function, lift(arguments))
        }
    }
}

// For translators, which take operations apart.
extension Residual {
    /// A conditional in the place of an expression of the same type.
    public init(if test: Residual, then: Residual, otherwise: Residual, like whole: Residual) {
        self.init(.conditional(test, then: then, otherwise: otherwise), whole.type, whole.range)
    }

    /// An operation in the place of one of the same type.
    public static func binary(
        _ operation: BinaryOperator,
        _ left: Residual,
        _ right: Residual,
        like whole: Residual
    ) -> Residual {
        Residual(.binary(operation, left, right), whole.type, whole.range, isGuarded: whole.isGuarded)
    }

    /// Whether a set is empty.
    public static func isEmpty(of set: Residual) -> Residual { Residual(.isEmpty(set), .bool, set.range) }
}
