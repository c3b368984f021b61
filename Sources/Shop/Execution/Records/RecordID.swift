public import Journal
internal import Storage

/// The random id of a record as pages, barcodes and payloads write it: 32 hexadecimal digits.
public struct RecordID: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The id in journal and views.
    public let aggregate: AggregateID

    /// An id.
    public init(_ aggregate: AggregateID) { self.aggregate = aggregate }

    /// Reads an id; nil unless there are 32 lower-case hexadecimal digits.
    public init?(text: String) {
        guard let aggregate = AggregateID(hexadecimal: text) else { return nil }
        self.aggregate = aggregate
    }

    /// The digits.
    public var description: String { aggregate.bytes.hexadecimal }

    /// Reads the digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = RecordID(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "an id has 32 hexadecimal digits")
        }
        self = id
    }

    /// Writes the digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
