@_spi(Exits) public import Boundary
internal import Classification
internal import FoundationEssentials
public import Journal
internal import Storage

/// Where a release becomes a signed statement: its records in JSON, below a line that says what it states, as a signed note (C2SP signed-note, Ed25519).
///
/// A statement holds what its recipient was cleared for and says for whom it is. A value that is withheld, and a record of which only that it is there may be
/// known, are not in it: who reads it elsewhere cannot ask what was left out.
public struct StatementExit: Exit {
    /// What a statement says of itself.
    public struct Form: Sendable {
        let head: String
        let format: String
        let name: String

        /// A form.
        /// - Parameters:
        ///   - head: the line above it, such as `bulkhead drift`.
        ///   - format: the version of what it holds, such as `bulkhead-drift/1`.
        ///   - name: of the file.
        public init(head: StaticString, format: StaticString, name: StaticString) {
            self.head = head.description
            self.format = format.description
            self.name = name.description
        }
    }

    private let recipient: Subject
    private let channel: Export
    private let boundary: Boundary
    private let clock: any PlantClock
    private let form: Form
    private let marking: MarkingRules
    private let signer: NoteSigner
    /// The statement, once it was sent; for the exit that carries it to the recipient.
    public private(set) var file: ReleasedFile?

    /// An exit for one statement.
    /// - Parameter recipient: who asked for it, as the caller's own connection authenticated.
    public init(
        to recipient: Subject,
        through channel: Export,
        of boundary: Boundary,
        clock: any PlantClock,
        form: Form,
        marking: MarkingRules,
        signer: NoteSigner
    ) {
        self.recipient = recipient
        self.channel = channel
        self.boundary = boundary
        self.clock = clock
        self.form = form
        self.marking = marking
        self.signer = signer
    }

    /// Makes and signs it.
    /// - Throws: `ReleaseError`; `DocumentError` `tooLarge` for more than is read again, with nothing made.
    public mutating func send(_ release: consuming Release<Export>) async throws {
        let request = ExitRequest(recipient: recipient, channel: channel, at: boundary, clock)
        let content = try release.open(for: request)
        let banner = marking.page(content.label).banner
        let statement = Statement(
            format: form.format,
            recipient: recipient.description,
            marking: banner,
            records: zip(content.identities, content.records).compactMap { identity, fields in
                identity.id.map { Statement.Record(kind: identity.kind, id: $0.bytes.hexadecimal, fields) }
            }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let bytes: [UInt8]
        do {
            bytes = try SignedStatement.signed(
                String(decoding: try encoder.encode(statement), as: UTF8.self),
                as: form.head,
                by: signer,
                using: SwiftCryptoProvider()
            )
        } catch let error as NoteError where error.code == .tooLarge {
            throw DocumentError.tooLarge("bytes", SignedNote.bytesMax)
        }
        file = ReleasedFile(
            bytes,
            name: form.name,
            mediaType: "text/plain; charset=utf-8",
            banner: banner,
            for: request
        )
    }
}

/// A statement as it is written.
private struct Statement: Encodable {
    struct Record: Encodable {
        let kind: String
        let id: String
        let fields: [String: Value]

        init(kind: String, id: String, _ fields: ExitContent.Fields) {
            self.kind = kind
            self.id = id
            self.fields = Dictionary(
                fields.compactMap { field in field.value.map { (field.name, Value(value: $0)) } },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    struct Value: Encodable {
        let value: ViewValue

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch value {
            case .null: try container.encodeNil()
            case .integer(let number): try container.encode(number)
            // JSON knows no other numbers.
            case .real(let number): try number.isFinite ? container.encode(number) : container.encodeNil()
            case .truth(let truth): try container.encode(truth)
            case .text(let text), .json(let text): try container.encode(text)
            case .bytes(let bytes): try container.encode(bytes.hexadecimal)
            }
        }
    }

    let format: String
    let recipient: String
    let marking: String
    let records: [Record]
}
