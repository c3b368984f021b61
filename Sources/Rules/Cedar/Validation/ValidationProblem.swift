/// Something in a policy that the schema does not allow, and where.
///
/// The kinds are those of the reference validator (Rust crate `cedar-policy` 4.12, `ValidationError`) but two: an undefined function is
/// an error of parsing here, and an invariant of the validator cannot be violated. Two are added for input that is too large.
public struct ValidationProblem: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// The schema has no such entity type.
        case unknownEntityType(EntityTypeName, nearest: String?)
        /// The schema has no such action.
        case unknownAction(EntityUID, nearest: String?)
        /// No action applies to a principal and a resource that the scope allows. Where a comparison by `==` is the cause, `in`
        /// would do.
        case inapplicableScope(principalNeedsIn: Bool, resourceNeedsIn: Bool)
        /// The entity is none of those listed for its enumerated type.
        case unknownEnumeratedEntity(EntityUID, nearest: String?)
        /// A type that the place does not allow.
        case unexpectedType(expected: ExpectedType, found: InferredType, advice: Advice?)
        /// Types that meet in one place and have no type in common.
        case incompatibleTypes([InferredType], MeetingPlace, TypeMismatch)
        /// The attribute is not declared; of several entity types or an open record it may exist all the same.
        case unknownAttribute(AttributeAccess, mayExist: Bool)
        /// An optional attribute is read without being asked for before.
        case unguardedAttribute(AttributeAccess)
        /// A tag is read without being asked for before.
        case unguardedTag(Expression, on: Set<EntityTypeName>)
        /// The entity types have no tags.
        case noTags(Set<EntityTypeName>)
        /// A function is called with another number of arguments than it takes.
        case wrongArity(ExtensionFunction, expected: Int, found: Int)
        /// The text does not say a value of the extension type.
        case invalidArgument(ExtensionFunction, CedarString, String)
        /// An empty set literal; strict mode alone.
        case emptySet
        /// An extension value is made from something that is no literal; strict mode alone.
        case nonLiteralArgument(ExtensionFunction)
        /// More steps from entity to entity than the level allows.
        case tooManySteps(needed: Int, allowed: Int)
        /// Something is read of an entity literal, which no level allows.
        case literalDereference
        /// The expression nests deeper than the limit.
        case nestsTooDeep(limit: Int)
        /// The scope allows more request environments than are checked.
        case tooManyEnvironments(found: Int, limit: Int)
    }

    /// What is wrong.
    public let kind: Kind
    /// The policy or template; nil for an expression checked by itself.
    public let policy: PolicyID?
    /// The file of the policy.
    public let file: String
    /// Where in the file.
    public let range: SourceRange
    /// An environment in which it is wrong; nil where it is wrong in all of them.
    public let environment: RequestEnvironment?

    /// A problem.
    public init(
        _ kind: Kind,
        policy: PolicyID?,
        file: String,
        range: SourceRange,
        environment: RequestEnvironment? = nil
    ) {
        self.kind = kind
        self.policy = policy
        self.file = file
        self.range = range
        self.environment = environment
    }

    init(_ kind: Kind, in policy: Policy, _ range: SourceRange) {
        self.init(kind, policy: policy.id, file: policy.file, range: range)
    }

    init(_ found: EnvironmentCheck.Found, policy: Policy?, environment: RequestEnvironment) {
        self.init(
            found.kind,
            policy: policy?.id,
            file: policy?.file ?? "",
            range: found.range,
            environment: environment
        )
    }

    func inEveryEnvironment() -> ValidationProblem {
        ValidationProblem(kind, policy: policy, file: file, range: range)
    }
}

extension ValidationProblem {
    /// What a type error may have meant to do.
    public enum Advice: String, Hashable, Sendable {
        /// For strings.
        case useLike = "`like` looks into a string"
        /// For sets.
        case useContains = "`contains`, `containsAny` and `containsAll` look into a set"
        /// For one member.
        case useContainsForOne = "`contains` asks whether one value is in a set"
        /// For records.
        case useHas = "`has` asks for an attribute"
        /// For entities.
        case useIs = "`is` asks for an entity's type"
        /// For hierarchies.
        case useIn = "`in` asks whether an entity is in another"
        /// For strings.
        case compareWithEmptyString = "a string is empty if it is `== \"\"`"
        /// For `is`.
        case typesOfEntitiesAlone = "only entities can be asked for their type"
        /// For `+`.
        case noConcatenation = "Cedar does not join strings"
        /// For arithmetic.
        case noSetArithmetic = "Cedar does not compute unions, intersections or differences of sets"
    }

    /// Where types meet.
    public enum MeetingPlace: Hashable, Sendable, CustomStringConvertible {
        /// The members of a set literal.
        case elements
        /// The branches of an `if`.
        case branches
        /// The operands of `==` or `!=`.
        case operands(BinaryOperator)
        /// The members of a set and what `contains` looks for.
        case member
        /// The members of the sets of `containsAll` or `containsAny`.
        case members(BinaryOperator)
        /// The tags of several entity types.
        case tags

        /// As messages show it.
        public var description: String {
            switch self {
            case .elements: "the members of a set"
            case .branches: "both branches of an `if`"
            case .operands(let name): "both sides of `\(name.rawValue)`"
            case .member: "the members of the set and the operand of `contains`"
            case .members(let name): "the members of both sets of `\(name.rawValue)`"
            case .tags: "the tags of the entity types that the operand of `getTag` may have"
            }
        }
    }
}

/// An attribute that is read of something.
public struct AttributeAccess: Hashable, Sendable {
    /// What it is read of.
    public let base: Expression
    /// The type of that.
    public let owner: InferredType
    /// The attribute.
    public let name: CedarString
    /// The attributes that there are, for a suggestion.
    let known: [String]

    /// `principal.a.b`, where it is read along a path from a variable.
    var path: String? {
        var names: [CedarString] = []
        var current = base
        while case .attribute(let inner, let name) = current.kind {
            names.append(name)
            current = inner
        }
        guard case .variable(let variable) = current.kind else { return nil }
        return AccessPath(variable, names.reversed().map { .attribute($0) }).description
    }

    var shownName: String { Identifier.isIdentifier(name.text) ? name.text : name.quoted }
}
