/// A record, or the attributes or tags of an entity, of which some may not be known.
public struct PartialRecord: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// Which fields beside the known ones may be there, with any value or none.
    public enum Rest: Hashable, Sendable {
        /// No others: what is not listed is absent.
        case absent
        /// These may be there; all others are absent.
        case unknown(Set<CedarString>)
        /// Any others may be there.
        case anything
    }

    /// What is known of one field.
    public enum Lookup: Hashable, Sendable {
        /// It is there with this value.
        case value(Value)
        /// It is not there.
        case absent
        /// It may be there.
        case unknown
    }

    /// The fields that are there, with their values.
    public let known: Record
    /// What is said of all others.
    public let rest: Rest

    /// A record with some fields known.
    public init(_ known: Record, rest: Rest = .absent) {
        self.known = known
        self.rest = rest
    }

    /// A record that is known wholly.
    public init(dictionaryLiteral elements: (CedarString, Value)...) {
        self.init(Record(Dictionary(elements, uniquingKeysWith: { _, last in last })))
    }

    /// A record of which nothing is known.
    public static let unknown = PartialRecord(Record(), rest: .anything)

    /// What is known of a field.
    public subscript(name: CedarString) -> Lookup {
        if let value = known[name] { return .value(value) }
        return switch rest {
        case .absent: .absent
        case .unknown(let names): names.contains(name) ? .unknown : .absent
        case .anything: .unknown
        }
    }

    /// The record, when all of it is known.
    public var complete: Record? {
        switch rest {
        case .absent: known
        case .unknown(let names): names.allSatisfy(known.has) ? known : nil
        case .anything: nil
        }
    }
}
