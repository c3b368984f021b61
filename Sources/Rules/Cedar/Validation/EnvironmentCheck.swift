/// The check of one condition in one environment. A failed part does not end the check: what can be said of the rest is said.
struct EnvironmentCheck {
    /// What is known of an expression after its check.
    struct Answer {
        /// The type; nil where there is none, or none that the place allows.
        var type: InferredType?
        /// The typed expression; nil where it failed, even if a type is known to go on with.
        var tree: TypedExpression?
        /// What is known to be there once the expression has been true.
        var capabilities: Capabilities = []

        static let failed = Answer()

        static func failed(_ type: InferredType?) -> Answer { Answer(type: type) }
    }

    /// A problem and its place, before the policy is known.
    struct Found {
        let kind: ValidationProblem.Kind
        let range: SourceRange
    }

    let schema: Schema
    let mode: ValidationMode
    let environment: RequestEnvironment
    private(set) var problems: [Found] = []

    init(_ schema: Schema, _ mode: ValidationMode, _ environment: RequestEnvironment) {
        self.schema = schema
        self.mode = mode
        self.environment = environment
    }

    var isStrict: Bool { mode == .strict }

    mutating func report(_ kind: ValidationProblem.Kind, _ range: SourceRange) {
        guard problems.count < CedarLimits.collectedErrors else { return }
        problems.append(Found(kind: kind, range: range))
    }

    mutating func checkCondition(_ condition: Expression) -> Answer {
        guard isShallow(condition) else { return .failed }
        return expect(.bool, condition, knowing: [])
    }

    mutating func checkWithinLimits(_ expression: Expression) -> Answer {
        isShallow(expression) ? check(expression, knowing: []) : .failed
    }

    /// The parser keeps clauses within the limit, and a scope adds two levels; a program can build anything.
    private mutating func isShallow(_ expression: Expression) -> Bool {
        guard expression.depth > CedarLimits.expressionDepth + 2 else { return true }
        report(.nestsTooDeep(limit: CedarLimits.expressionDepth), expression.range)
        return false
    }

    /// The type of an expression where what `known` says is known to be there. Recursion is bounded by ``CedarLimits/expressionDepth``;
    /// each case is a function of its own to keep the stack frames small.
    mutating func check(_ expression: Expression, knowing known: Capabilities) -> Answer {
        switch expression.kind {
        case .literal, .variable, .slot: checkAtom(expression)
        case .not: checkNot(expression, known)
        case .negate: checkNegation(expression, known)
        case .and: checkAnd(expression, known)
        case .or: checkOr(expression, known)
        case .binary: checkBinary(expression, known)
        case .isEmpty: checkIsEmpty(expression, known)
        case .conditional: checkConditional(expression, known)
        case .attribute: checkAttribute(expression, known)
        case .has: checkHas(expression, known)
        case .like: checkLike(expression, known)
        case .isType: checkIsType(expression, known)
        case .set: checkSet(expression, known)
        case .record: checkRecord(expression, known)
        case .call: checkCall(expression, known)
        }
    }

    /// Checks an expression that must have a type; reports any other.
    mutating func expect(
        _ expected: ExpectedType,
        _ expression: Expression,
        knowing known: Capabilities,
        help: (InferredType) -> ValidationProblem.Advice? = { _ in nil }
    ) -> Answer {
        let answer = check(expression, knowing: known)
        guard let type = answer.type else { return .failed }
        if expected.includes(type) { return answer }
        report(.unexpectedType(expected: expected, found: type, advice: help(type)), expression.range)
        return .failed
    }

    /// The least type of all; reported when there is none.
    mutating func join(
        _ types: [InferredType],
        _ place: ValidationProblem.MeetingPlace,
        _ range: SourceRange
    ) -> InferredType? {
        do throws(TypeMismatch) {
            return try TypeRelation.join(types, mode)
        } catch {
            report(.incompatibleTypes(types, place, error), range)
            return nil
        }
    }

    /// A node over parts; nil where a part failed.
    func node(
        _ type: InferredType?,
        _ range: SourceRange,
        _ parts: TypedExpression?...,
        isGuarded: Bool = false,
        kind: ([TypedExpression]) -> TypedExpression.Kind
    ) -> TypedExpression? {
        let present = parts.compactMap(\.self)
        guard let type, present.count == parts.count else { return nil }
        return TypedExpression(kind(present), type, range, isGuarded: isGuarded)
    }
}

/// What a place asks of a type.
public enum ExpectedType: Hashable, Sendable, CustomStringConvertible {
    /// A truth value.
    case bool
    /// An integer.
    case long
    /// A string.
    case string
    /// An entity.
    case entity
    /// An entity or a set of entities.
    case entityOrEntities
    /// An entity or a record.
    case entityOrRecord
    /// A set.
    case set
    /// An integer, a moment or a length of time.
    case ordered
    /// An extension value.
    case `extension`(ExtensionType)

    func includes(_ type: InferredType) -> Bool {
        switch (self, type) {
        case (_, .never), (.bool, .bool), (.long, .long), (.string, .string), (.set, .set), (.entity, .entity): true
        case (.entityOrEntities, .entity), (.entityOrEntities, .set(.entity)), (.entityOrEntities, .set(.never)): true
        case (.entityOrRecord, .entity), (.entityOrRecord, .record): true
        case (.ordered, .long), (.ordered, .extension(.datetime)), (.ordered, .extension(.duration)): true
        case (.extension(let wanted), .extension(let found)): wanted == found
        default: false
        }
    }

    /// As messages show it.
    public var description: String {
        switch self {
        case .bool: "Bool"
        case .long: "Long"
        case .string: "String"
        case .entity: "an entity"
        case .entityOrEntities: "an entity or a set of entities"
        case .entityOrRecord: "an entity or a record"
        case .set: "a set"
        case .ordered: "Long, datetime or duration"
        case .extension(let kind): kind.rawValue
        }
    }
}
