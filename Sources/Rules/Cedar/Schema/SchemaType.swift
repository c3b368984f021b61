/// A type of the schema, common types resolved.
public indirect enum SchemaType: Hashable, Sendable, CustomStringConvertible {
    /// `Bool`.
    case bool
    /// `Long`.
    case long
    /// `String`.
    case string
    /// `Set<…>`.
    case set(SchemaType)
    /// `{…}`.
    case record(RecordShape)
    /// An entity of a type.
    case entity(EntityTypeName)
    /// `decimal`, `ipaddr`, `datetime`, `duration`.
    case `extension`(ExtensionType)

    /// As written in a schema.
    public var description: String {
        switch self {
        case .bool: "Bool"
        case .long: "Long"
        case .string: "String"
        case .set(let element): "Set<\(element)>"
        case .record: "a record"
        case .entity(let name): name.description
        case .extension(let kind): kind.rawValue
        }
    }
}

/// The extension types.
public enum ExtensionType: String, Hashable, Sendable, CaseIterable {
    /// Fixed-point numbers.
    case decimal
    /// IP addresses and ranges.
    case ipaddr
    /// Moments.
    case datetime
    /// Lengths of time.
    case duration

    var constructor: ExtensionFunction {
        switch self {
        case .decimal: .decimal
        case .ipaddr: .ip
        case .datetime: .datetime
        case .duration: .duration
        }
    }
}

/// The attributes of a record, an entity type or a context; there are no others.
public struct RecordShape: Hashable, Sendable {
    /// The type of an attribute, and whether it must be there.
    public struct Attribute: Hashable, Sendable {
        /// The type.
        public let type: SchemaType
        /// Whether it must be there.
        public let isRequired: Bool

        /// An attribute.
        public init(type: SchemaType, isRequired: Bool) {
            self.type = type
            self.isRequired = isRequired
        }
    }

    /// The attributes by name.
    public let attributes: [CedarString: Attribute]

    /// A shape with these attributes.
    public init(_ attributes: [CedarString: Attribute] = [:]) { self.attributes = attributes }

    /// The names, ordered by bytes.
    public var names: [String] { attributes.keys.sorted().map(\.text) }
}
