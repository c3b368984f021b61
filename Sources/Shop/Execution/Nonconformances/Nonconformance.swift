public import Boundary
internal import PlantModel
public import Storage

/// Something that is not as it has to be, and what becomes of it.
public struct Nonconformance: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<Nonconformance>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "nonconformance",
        .nonconformances,
        [
            .init("unit", .bytes, .nonconformances),
            .init("serial", .text, .nonconformances),
            .init("sequence", .integer, .nonconformances),
            .init("characteristic", .integer, .nonconformances, isNullable: true),
            .init("description", .text, .nonconformances),
            .init("state", .text, .nonconformances),
            .init("disposition", .text, .nonconformances, isNullable: true),
            .init("reason", .text, .nonconformances, isNullable: true),
            .init("raisedBy", .text, .nonconformances),
            .init("raised", .integer, .nonconformances),
            .init("disposedBy", .text, .nonconformances, isNullable: true),
            .init("disposed", .integer, .nonconformances, isNullable: true),
            .init("customerApprovedBy", .text, .nonconformances, isNullable: true),
            .init("customerDocument", .text, .nonconformances, isNullable: true),
            .init("customerApproved", .text, .nonconformances, isNullable: true),
            .init("correctedBy", .text, .nonconformances, isNullable: true),
            .init("corrected", .integer, .nonconformances, isNullable: true),
            .init("rework", .bytes, .nonconformances, isNullable: true),
        ],
        lookups: [["state", "raised"], ["unit"]],
        searched: ["description"]
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

/// What becomes of a nonconforming unit.
public enum Disposition: Codable, Hashable, Sendable {
    /// It is used as it is.
    case useAsIs
    /// It was repaired, and is used although it is not as it was planned.
    case repair
    /// It goes back to an operation.
    case rework(from: Int)
    /// It is never used.
    case scrap

    /// Whether what is used then is not as it was designed, so that the design authority has to accept it (AS9100D 8.7.1).
    var departsFromDesign: Bool {
        switch self {
        case .useAsIs, .repair: true
        case .rework, .scrap: false
        }
    }

    /// Whether it can give the unit operations of its own.
    var takesOperations: Bool {
        switch self {
        case .repair, .rework: true
        case .useAsIs, .scrap: false
        }
    }

    var name: String {
        switch self {
        case .useAsIs: "useAsIs"
        case .repair: "repair"
        case .rework: "rework"
        case .scrap: "scrap"
        }
    }
}

/// A customer's approval of a departure from the customer's design: evidence that somebody recorded, not a signature of the customer.
public struct CustomerApproval: Codable, Hashable, Sendable {
    /// Who approved at the customer's.
    public var approvedBy: String
    /// Where it is written, such as the number of a waiver.
    public var document: String
    /// The day of the approval, `YYYY-MM-DD`.
    public var day: String

    /// An approval.
    public init(approvedBy: String, document: String, day: String) {
        self.approvedBy = approvedBy
        self.document = document
        self.day = day
    }
}

/// A nonconformance after an event.
struct NonconformanceState: RecordState {
    typealias Entry = Nonconformance
    let id: RecordID
    let unit: RecordID
    let serial: String
    let sequence: Int
    let pass: Int
    let characteristic: Int?
    var description: String
    var disposition: Disposition?
    var reason: String?
    let raisedBy: String
    let raised: Int64
    var disposedBy: String?
    var disposed: Int64?
    /// The disposition was proposed and waits for the design authority; nil of one that does not.
    var isProposed: Bool?
    /// The disposition waits for the customer, whose design it departs from; nil of one that does not.
    var isAwaitingCustomer: Bool?
    /// The customer's approval; nil where there is none.
    var customerApproval: CustomerApproval?
    /// Who corrected its words last, and when; nil where nobody did.
    var correctedBy: String?
    var corrected: Int64?
    /// The work master by which the unit is reworked or repaired; nil for none.
    var rework: RecordID?

    private var stage: String {
        if disposition == nil { return "open" }
        if isProposed == true { return "proposed" }
        return isAwaitingCustomer == true ? "customer" : "disposed"
    }

    var values: [ViewValue] {
        [
            unit.value, .text(serial), .integer(Int64(sequence)),
            characteristic.map { Int64($0) }.viewValue, .text(description),
            .text(stage),
            (disposition?.name).viewValue, reason.viewValue, .text(raisedBy), .integer(raised), disposedBy.viewValue,
            disposed.viewValue, (customerApproval?.approvedBy).viewValue, (customerApproval?.document).viewValue,
            (customerApproval?.day).viewValue, correctedBy.viewValue, corrected.viewValue,
            rework?.value ?? .null,
        ]
    }
}
