public import Boundary
internal import Journal
public import PlantModel
public import Storage

/// A gauge or a lot that is suspect, and whether all that it touched is held. It belongs to no program and names none: who holds what because of it is
/// in the compartments of the programs, and theirs.
public struct Containment: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<Containment>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "containment",
        .nonconformances,
        [
            .init("suspect", .text, .nonconformances),
            .init("number", .text, .nonconformances),
            .init("since", .text, .nonconformances, isNullable: true),
            .init("reason", .text, .nonconformances),
            .init("state", .text, .nonconformances),
            .init("raisedBy", .text, .nonconformances),
            .init("raised", .integer, .nonconformances),
        ],
        lookups: [["state", "raised"], ["raised"]]
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

/// What is suspect, since when and why.
public struct ContainmentReport: Sendable {
    /// What it is.
    public enum Suspect: Hashable, Sendable {
        /// A gauge by its tag, found out of tolerance: all that it measured from its last good calibration on is in doubt.
        case gauge(tag: String, lastGood: Day)
        /// A lot by its number and part: all that it went into is in doubt.
        case lot(number: String, partNumber: String)
    }

    /// What is suspect.
    public var suspect: Suspect
    /// Why, for those whose units are held.
    public var reason: String

    /// A report.
    public init(_ suspect: Suspect, reason: String) {
        self.suspect = suspect
        self.reason = reason
    }
}

/// A containment after an event.
struct ContainmentState: RecordState, Hashable {
    typealias Entry = Containment

    enum Kind: String, Codable, Sendable {
        case gauge
        case lot
    }

    let id: RecordID
    let kind: Kind
    /// The gauge or the lot.
    let item: RecordID
    let number: String
    /// The day of the last good calibration; nil of a lot.
    let since: String?
    let reason: String
    let raisedBy: String
    let raised: Int64
    /// Whether every compartment holds what it has.
    var isPlaced = false

    var values: [ViewValue] {
        [
            .text(kind.rawValue), .text(number), since.viewValue, .text(reason),
            .text(isPlaced ? "placed" : "placing"), .text(raisedBy), .integer(raised),
        ]
    }

    /// What the nonconformances say that it raises.
    var description: String {
        switch kind {
        case .gauge:
            "Gauge \(number) was found out of tolerance and measured this unit since its last good calibration on \(since ?? ""). \(reason)"
        case .lot: "Lot \(number) is suspect and went into this unit. \(reason)"
        }
    }
}

/// What shows that a citation in another log is of an entry of this one; it never leaves this one.
struct CitationOpening: Codable, Hashable, Sendable {
    let origin: String
    let sequence: UInt64
    let leaf: String
    let salt: String

    init(_ citation: Citation) {
        origin = citation.origin.text
        sequence = citation.sequence
        leaf = citation.leaf.bytes.hexadecimal
        salt = citation.salt.hexadecimal
    }
}
