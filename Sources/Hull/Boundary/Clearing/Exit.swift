public import Classification
public import Journal
public import Storage

/// Where data leaves: the one place that sees what is in a release. Only targets below `Sources/Exits` conform, import Boundary with
/// `@_spi(Exits)`, and import what can send bytes; a test holds each of these.
///
/// An exit builds an ``ExitRequest`` from what it knows by itself of the one it serves: the subject that its own connection
/// authenticated, its own channel, its clock, and what decisions about the subject rest on now. So a release that strayed does not leave.
public protocol Exit<Way> {
    /// The channel it is the end of.
    associatedtype Way: Channel
    /// Sends a release, once.
    /// - Throws: `ReleaseError` when it is not for the one who is served; what the way out throws.
    mutating func send(_ release: consuming Release<Way>) async throws
}

/// What an exit knows of the one it serves.
@_spi(Exits) public struct ExitRequest<Way: Channel>: Sendable {
    let recipient: Subject
    let standing: Standing
    let now: UInt64

    /// A request as the exit sees it.
    /// - Parameters:
    ///   - recipient: who is at the other end, as the exit's own connection authenticated.
    ///   - channel: the exit's channel.
    ///   - standing: what decisions about the recipient rest on now, from `Boundary.standing(of:)`.
    ///   - now: milliseconds since 1970, by the plant's clock.
    public init(recipient: Subject, channel: Way, standing: Standing, now: UInt64) {
        self.recipient = recipient
        self.standing = standing
        self.now = now
    }

    /// The same, as a boundary and its clock have it now.
    public init(recipient: Subject, channel: Way, at boundary: Boundary, _ clock: any PlantClock) {
        self.init(
            recipient: recipient,
            channel: channel,
            standing: boundary.standing(of: recipient),
            now: clock.now
        )
    }
}

/// What may leave, in the clear.
@_spi(Exits) public struct ExitContent: Sendable {
    /// A piece of text.
    public enum Piece: Hashable, Sendable {
        /// From the source of the program, in the format of the exit.
        case literal(String)
        /// A value, to be escaped for the format.
        case value(String)
        /// A value is withheld here.
        case withheld
        /// The portion mark of this label, as the deployment writes marks.
        case mark(Label)
    }

    /// One of the texts that a release was given, in their order: a document is laid out text by text, and marked by what is in each.
    public struct Text: Sendable {
        /// The text, one piece after the other.
        public let pieces: [Piece]
        /// What restricts the values in it, joined; what is withheld is not in it and adds nothing.
        public let label: Label
    }

    /// A record's fields by name; nil for a value that is withheld.
    public typealias Fields = [(name: String, value: ViewValue?)]

    /// The records' fields.
    public let records: [Fields]
    /// The kind of each record, and its id where it may be known.
    public let identities: [(kind: String, id: AggregateID?)]
    /// The texts.
    public let texts: [Text]
    /// The texts, one piece after the other.
    public var text: [Piece] { texts.flatMap(\.pieces) }
    /// The content of an attachment, to be sent as it comes.
    public let content: ContentStream?
    /// The join of the labels of all values in records and text: what the whole is marked with.
    public let label: Label

    init(records: [ReleasedRecord], texts: [ClearedText], content: ContentStream?) {
        self.content = content
        identities = records.map { ($0.kind, $0.id) }
        self.texts = texts.map { Text(pieces: $0.pieces.map(Piece.init), label: $0.label) }
        var shared: Set<SharedLabel> = []
        self.records = records.map { record in
            var shown: Fields = []
            shown.reserveCapacity(record.fields.count)
            for (name, field) in zip(record.names, record.fields) {
                switch field {
                case .cleared(let value)?:
                    shared.insert(value.sharedLabel)
                    shown.append((name, value.value))
                case .withheld?: shown.append((name, nil))
                case nil: continue
                }
            }
            return shown
        }
        label = Label.join(Set(self.texts.map(\.label)).union(shared.map(\.label)))
    }
}

extension ExitContent.Piece {
    init(_ piece: ClearedText.Piece) {
        self =
            switch piece {
            case .literal(let text): .literal(text)
            case .value(let value): .value(value.value)
            case .withheld: .withheld
            case .mark(let label, _): .mark(label.label)
            case .own(let text): .value(text)
            }
    }
}
