/// How strictly types must agree.
public enum ValidationMode: String, Hashable, Sendable, CaseIterable {
    /// Types that meet must be alike, sets are not empty literals, extension values are made from literals alone. What policies are
    /// held to by default.
    case strict
    /// Types that meet may differ where evaluation cannot go wrong by it.
    case permissive
}

/// Why two types have no least upper bound.
public enum TypeMismatch: Error, Hashable, Sendable, CustomStringConvertible {
    /// An attribute is required in one record type and optional in the other.
    case attributeQualifier
    /// The record types have other attributes.
    case recordAttributes
    /// The entity types differ.
    case entityTypes
    /// One is an entity, one a record.
    case entityAndRecord
    /// Types of different sorts.
    case other
    /// The types are too large to be compared.
    case tooLarge

    /// What compatible types would have to be.
    public var description: String {
        switch self {
        case .attributeQualifier: "an attribute must be required in both or optional in both"
        case .recordAttributes: "records must have the same attributes"
        case .entityTypes: "entities must be of the same type"
        case .entityAndRecord: "an entity is no record, whatever attributes both have"
        case .other: "the types must be the same"
        case .tooLarge: "the types are too large to be compared; shorten the common types of the schema"
        }
    }
}

/// Subtypes and least upper bounds of types (Cedar's validator; strict mode forbids subtypes by width and between entity types).
struct TypeRelation {
    /// How many pairs of types one comparison may visit. Common types let a short schema describe a type of any size.
    static let pairsMax = 200_000

    let mode: ValidationMode
    private var pairs = 0

    init(_ mode: ValidationMode) { self.mode = mode }

    /// The least type that holds the values of all; `never` for none.
    static func join(_ types: some Sequence<InferredType>, _ mode: ValidationMode) throws(TypeMismatch) -> InferredType
    {
        var relation = TypeRelation(mode)
        var result = InferredType.never
        for type in types { result = try relation.join(result, type) }
        return result
    }

    mutating func isSubtype(_ lower: InferredType, _ upper: InferredType) -> Bool {
        pairs += 1
        guard pairs <= Self.pairsMax else { return false }
        switch (lower, upper) {
        case (.never, _): return true
        case (.bool(let one), .bool(let two)): return one == two || two == .either
        case (.long, .long), (.string, .string): return true
        case (.entity(let one), .entity(let two)): return mode == .strict ? one == two : one.isSubset(of: two)
        case (.set(let one), .set(let two)): return isSubtype(one, two)
        case (.record(let one), .record(let two)): return isSubtype(one, two)
        case (.extension(let one), .extension(let two)): return one == two
        default: return false
        }
    }

    private mutating func isSubtype(_ lower: RecordType, _ upper: RecordType) -> Bool {
        guard !lower.isOpen || upper.isOpen else { return false }
        let mayBeWider = upper.isOpen && mode == .permissive
        guard mayBeWider || lower.count == upper.count else { return false }
        for name in upper.names {
            guard let one = lower[name], let two = upper[name] else { return false }
            let qualifies = mode == .strict ? one.isRequired == two.isRequired : one.isRequired || !two.isRequired
            guard qualifies, isSubtype(one.type, two.type) else { return false }
        }
        return true
    }

    mutating func join(_ left: InferredType, _ right: InferredType) throws(TypeMismatch) -> InferredType {
        if isSubtype(left, right) { return right }
        if isSubtype(right, left) { return left }
        guard pairs <= Self.pairsMax else { throw .tooLarge }
        switch (left, right) {
        case (.bool, .bool): return .bool
        case (.set(let one), .set(let two)): return .set(try join(one, two))
        case (.record(let one), .record(let two)): return .record(try join(one, two))
        case (.entity(let one), .entity(let two)):
            if mode == .strict { throw .entityTypes }
            return .entity(one.union(two))
        case (.entity, .record), (.record, .entity): throw .entityAndRecord
        default: throw .other
        }
    }

    private mutating func join(_ left: RecordType, _ right: RecordType) throws(TypeMismatch) -> RecordType {
        let names = left.names
        if mode == .strict, left.count != right.count || !names.allSatisfy(right.lists) { throw .recordAttributes }
        var attributes: [CedarString: RecordType.Attribute] = [:]
        for name in names {
            guard let one = left[name], let two = right[name] else { continue }
            do throws(TypeMismatch) {
                let type = try join(one.type, two.type)
                if mode == .strict, one.isRequired != two.isRequired { throw .attributeQualifier }
                attributes[name] = RecordType.Attribute(type: type, isRequired: one.isRequired && two.isRequired)
            } catch {
                if mode == .strict || error == .tooLarge { throw error }
                // In permissive mode an attribute without a common type is forgotten.
            }
        }
        let keepsAll = attributes.count == left.count && attributes.count == right.count
        return RecordType(attributes, isOpen: left.isOpen || right.isOpen || !keepsAll)
    }
}
