/// The type of an expression as the typechecker infers it. Finer than ``SchemaType``: truth values may be known, an entity may be of
/// several types, a record may have attributes that are not known.
public indirect enum InferredType: Hashable, Sendable {
    /// What is known of a truth value.
    public enum Truth: Hashable, Sendable {
        /// True in every request of the environment, unless evaluation errs.
        case alwaysTrue
        /// False in every request of the environment, unless evaluation errs.
        case alwaysFalse
        /// Not known.
        case either
    }

    /// The type without values; the members of an empty set have it.
    case never
    /// A truth value.
    case bool(Truth)
    /// A 64-bit integer.
    case long
    /// A string.
    case string
    /// An entity of one of these types: exactly one in strict mode, at least one in permissive mode.
    case entity(Set<EntityTypeName>)
    /// A set whose members all have a type.
    case set(InferredType)
    /// A record.
    case record(RecordType)
    /// A value of an extension type.
    case `extension`(ExtensionType)

    /// Any truth value.
    public static let bool = InferredType.bool(.either)

    /// An entity of this type.
    public static func entity(_ name: EntityTypeName) -> InferredType { .entity([name]) }

    /// The type of a truth value that is known.
    public static func bool(always value: Bool) -> InferredType { .bool(value ? .alwaysTrue : .alwaysFalse) }

    /// The type declared in a schema. Constant time: records are taken over as they are.
    public init(_ declared: SchemaType) {
        switch declared {
        case .bool: self = .bool
        case .long: self = .long
        case .string: self = .string
        case .set(let element): self = .set(InferredType(element))
        case .record(let shape): self = .record(RecordType(shape))
        case .entity(let name): self = .entity([name])
        case .extension(let kind): self = .extension(kind)
        }
    }

    /// The only type that an entity can be of; nil of other types and where several are possible.
    public var singleEntityType: EntityTypeName? {
        if case .entity(let names) = self, names.count == 1 { names.first } else { nil }
    }

    /// Whether the value is a truth value known beforehand.
    public var knownTruth: Bool? {
        switch self {
        case .bool(.alwaysTrue): true
        case .bool(.alwaysFalse): false
        default: nil
        }
    }
}

/// The attributes that a record is known to have or may have.
public struct RecordType: Hashable, Sendable {
    /// What is known of an attribute.
    public struct Attribute: Hashable, Sendable {
        /// The type of its value.
        public let type: InferredType
        /// Whether it is always there.
        public let isRequired: Bool

        /// An attribute.
        public init(type: InferredType, isRequired: Bool) {
            self.type = type
            self.isRequired = isRequired
        }
    }

    /// Declared shapes are kept as they are: a schema may use one common type in very many places, and writing them all out could
    /// take more room than there is.
    private enum Content: Sendable {
        case declared(RecordShape)
        case inferred([CedarString: Attribute])
    }

    private let content: Content
    /// Whether there may be attributes besides those listed; in permissive mode alone.
    public let isOpen: Bool

    /// The record declared by a schema.
    public init(_ shape: RecordShape) {
        content = .declared(shape)
        isOpen = false
    }

    /// A record with these attributes.
    public init(_ attributes: [CedarString: Attribute], isOpen: Bool = false) {
        content = .inferred(attributes)
        self.isOpen = isOpen
    }

    /// What is known of an attribute; nil where nothing is. Constant time.
    public subscript(name: CedarString) -> Attribute? {
        switch content {
        case .declared(let shape):
            shape.attributes[name].map { Attribute(type: InferredType($0.type), isRequired: $0.isRequired) }
        case .inferred(let attributes): attributes[name]
        }
    }

    /// The names listed, ordered by bytes.
    public var names: [CedarString] {
        switch content {
        case .declared(let shape): shape.attributes.keys.sorted()
        case .inferred(let attributes): attributes.keys.sorted()
        }
    }

    /// The number of attributes listed.
    public var count: Int {
        switch content {
        case .declared(let shape): shape.attributes.count
        case .inferred(let attributes): attributes.count
        }
    }

    /// Whether an attribute is listed.
    public func lists(_ name: CedarString) -> Bool {
        switch content {
        case .declared(let shape): shape.attributes[name] != nil
        case .inferred(let attributes): attributes[name] != nil
        }
    }

    /// The shape it was declared with, if it was.
    var declared: RecordShape? {
        if case .declared(let shape) = content { shape } else { nil }
    }

    /// The same attributes, however they came to be known.
    public static func == (left: RecordType, right: RecordType) -> Bool {
        guard left.isOpen == right.isOpen, left.count == right.count else { return false }
        if let one = left.declared, let two = right.declared { return one == two }
        return left.names.allSatisfy { left[$0] == right[$0] }
    }

    /// Feeds the names alone: types may be very large.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(isOpen)
        hasher.combine(names)
    }
}

extension InferredType: CustomStringConvertible {
    /// Records write out at most this many levels and attributes.
    private static let shownLevels = 2
    private static let shownAttributes = 8

    /// As in a schema where a schema can say it.
    public var description: String { described(levels: Self.shownLevels) }

    private func described(levels: Int) -> String {
        switch self {
        case .never: "nothing"
        case .bool(.either): "Bool"
        case .bool(.alwaysTrue): "true"
        case .bool(.alwaysFalse): "false"
        case .long: "Long"
        case .string: "String"
        case .entity(let names): names.map(\.description).sorted(by: Value.byBytes).joined(separator: " or ")
        case .set(.never): "an empty set"
        case .set(let element): "Set<\(element.described(levels: levels))>"
        case .record(let record): Self.described(record, levels: levels)
        case .extension(let kind): kind.rawValue
        }
    }

    private static func described(_ record: RecordType, levels: Int) -> String {
        guard levels > 0 else { return "{…}" }
        var parts = record.names.prefix(shownAttributes).compactMap { name -> String? in
            guard let attribute = record[name] else { return nil }
            let key = Identifier.isIdentifier(name.text) ? name.text : name.quoted
            return "\(key)\(attribute.isRequired ? "" : "?"): \(attribute.type.described(levels: levels - 1))"
        }
        if record.isOpen || record.count > shownAttributes { parts.append("…") }
        return "{" + parts.joined(separator: ", ") + "}"
    }
}
