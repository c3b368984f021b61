internal import Storage

/// What an entry of a log says in clear: that something of a kind happened to something, when, by whom, under which label, and a salted
/// commitment to all that is said about it. The payload itself is sealed and kept outside the tree.
///
/// An event is its encoding: two are equal when their bytes are.
public struct Event: Sendable {
    /// The event's place in its log, from zero: the index of its leaf.
    public let sequence: UInt64
    /// Milliseconds since 1970-01-01 00:00 UTC by the writer's clock: evidence, never order.
    public let time: UInt64
    /// Who acted: the id of a person's or system's entry in the register, no name.
    public let subject: String
    /// What happened: lower-case ASCII letters, digits, dots and hyphens, such as `unit.operation-completed`.
    public let kind: String
    /// What it happened to.
    public let aggregate: AggregateID
    /// The label in its canonical text; opaque here, so that a log stays readable whatever schemes are in force.
    public let label: String
    /// Stands for the payload.
    public let commitment: Commitment
    /// Stand for the entries of other logs that this event follows from.
    public let citations: [Commitment]

    /// The version of the layout that is written.
    public static let version: UInt8 = 1
    /// The longest subject, in bytes of UTF-8.
    public static let subjectBytesMax = 1024
    /// The longest kind, in bytes.
    public static let kindBytesMax = 64
    /// The longest label, in bytes of UTF-8.
    public static let labelBytesMax = 16_384
    /// The most entries that one event cites.
    public static let citationsMax = 64

    /// An event that can be written.
    /// - Throws: `EventError` if a text breaks its bounds.
    public init(
        sequence: UInt64,
        time: UInt64,
        subject: String,
        kind: String,
        aggregate: AggregateID,
        label: String,
        commitment: Commitment,
        citations: [Commitment] = []
    ) throws(EventError) {
        guard citations.count <= Self.citationsMax else {
            throw EventError("\(citations.count) citations; at most \(Self.citationsMax)")
        }
        try Self.check(subject, "the subject", 1...Self.subjectBytesMax)
        try Self.check(label, "the label", 0...Self.labelBytesMax)
        try Self.check(kind, "the kind", 1...Self.kindBytesMax)
        guard kind.utf8.allSatisfy(Self.isKindByte) else {
            throw EventError("the kind has only lower-case letters, digits, dots and hyphens")
        }
        self.sequence = sequence
        self.time = time
        self.subject = subject
        self.kind = kind
        self.aggregate = aggregate
        self.label = label
        self.commitment = commitment
        self.citations = citations
    }

    private static func isKindByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        }
    }

    private static func check(_ text: String, _ what: String, _ bounds: ClosedRange<Int>) throws(EventError) {
        guard bounds.contains(text.utf8.count) else {
            throw EventError(
                "\(what) has \(text.utf8.count) bytes; \(bounds.lowerBound) to \(bounds.upperBound) are allowed"
            )
        }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw EventError("\(what) holds a control character")
        }
    }
}

/// What an event is about: 16 random bytes, so that an id says nothing of what it names, nor how many there are.
public struct AggregateID: Hashable, Sendable {
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// - Returns: nil unless there are 16 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads 32 lower-case hexadecimal digits, and nothing else.
    public init?(hexadecimal text: String) {
        guard let bytes = [UInt8](hexadecimal: text, count: 16) else { return nil }
        self.bytes = bytes
    }

    /// The first 16 bytes of the hash of a leaf: an id that tells nothing of what it is made of to who does not know that.
    package init(hashing bytes: [UInt8]) { self.bytes = Array(TreeHash.leaf(bytes).bytes.prefix(16)) }
}
