/// A Cedar value. Equality is Cedar's `==`: total over all types, values of different types are unequal, strings are compared by
/// Unicode scalars, decimals and times by number, sets without regard to order or repetition.
public enum Value: Hashable, Sendable {
    /// A truth value.
    case bool(Bool)
    /// A 64-bit integer.
    case long(Int64)
    /// A string.
    case string(CedarString)
    /// A reference to an entity, present in the store or not.
    case entity(EntityUID)
    /// A set; members may be of different types.
    case set(Set<Value>)
    /// A record.
    case record(Record)
    /// A fixed-point number with four decimals.
    case decimal(DecimalValue)
    /// An IP address or range.
    case ip(IPRange)
    /// A moment, in milliseconds.
    case datetime(DatetimeValue)
    /// A length of time, in milliseconds.
    case duration(DurationValue)

    /// A string value.
    public static func string(_ text: String) -> Value { .string(CedarString(text)) }

    /// A set of strings.
    public static func strings(_ texts: some Sequence<String>) -> Value {
        .set(Set(texts.map { .string(CedarString($0)) }))
    }

    /// The name of the value's type as messages show it.
    public var typeName: String {
        switch self {
        case .bool: "bool"
        case .long: "long"
        case .string: "string"
        case .entity(let uid): "entity `\(uid.type)`"
        case .set: "set"
        case .record: "record"
        case .decimal: "decimal"
        case .ip: "ipaddr"
        case .datetime: "datetime"
        case .duration: "duration"
        }
    }
}

extension Value: CustomStringConvertible {
    /// The value as a Cedar expression; members of sets and keys of records in a fixed order.
    public var description: String {
        switch self {
        case .bool(let value): "\(value)"
        case .long(let value): "\(value)"
        case .string(let value): value.quoted
        case .entity(let uid): uid.description
        case .set(let members): "[" + members.map(\.description).sorted(by: Self.byBytes).joined(separator: ", ") + "]"
        case .record(let record): record.description
        case .decimal(let value): "decimal(\"\(value)\")"
        case .ip(let value): "ip(\"\(value)\")"
        case .datetime(let value): value.description
        case .duration(let value): "duration(\"\(value)\")"
        }
    }

    static func byBytes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
}
