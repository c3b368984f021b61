public import Boundary
internal import PlantModel
public import Storage

/// A signature: who, when, with which meaning, under what (21 CFR 11.50, 11.70).
public struct Signature: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<Signature>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "signature",
        .signatures,
        [
            .init("record", .bytes, .signatures),
            .init("unit", .bytes, .signatures),
            .init("signer", .text, .signatures),
            .init("printedName", .text, .signatures),
            .init("meaning", .text, .signatures),
            .init("signed", .integer, .signatures),
            .init("contentHash", .text, .signatures),
        ],
        lookups: [["unit", "signed"], ["record"]]
    )
    /// Where it is from.
    public let origin: RecordOrigin
    /// Its values.
    public let values: [Restricted<ViewValue>]

    /// A record from its values.
    public init(origin: RecordOrigin, values: [Restricted<ViewValue>]) {
        self.origin = origin
        self.values = values
    }
}

/// What signing means.
public enum SignatureMeaning: String, Codable, Sendable, CaseIterable {
    /// I did this.
    case performed
    /// I looked at it, and it is as it has to be.
    case boughtOff
    /// I decided what becomes of it.
    case disposed
    /// I approve it.
    case approved
    /// I accounted for all of it.
    case verified
    /// I corrected what was recorded.
    case corrected
    /// I declare that it conforms.
    case certified
    /// I tell the customer of it.
    case notified
    /// What I or somebody else signed does not stand any more.
    case withdrawn
}

/// A signature as it is given: the name as it is printed beside it. Who signs is who asks, and nobody signs for another.
public struct SignatureStatement: Sendable {
    /// The signer's name.
    public let printedName: String

    /// A statement.
    public init(printedName: String) { self.printedName = printedName }
}

/// A signature after it was given.
struct SignatureState: RecordState {
    typealias Entry = Signature
    static let isKept = false
    let id: RecordID
    /// What is signed.
    let record: RecordID
    let unit: RecordID
    let signer: String
    let printedName: String
    let meaning: SignatureMeaning
    let signed: Int64
    /// What was signed, as a hash of it; so that a signature is of this content and no other.
    let contentHash: String

    var values: [ViewValue] {
        [
            record.value, unit.value, .text(signer), .text(printedName),
            .text(meaning.rawValue), .integer(signed), .text(contentHash),
        ]
    }
}
