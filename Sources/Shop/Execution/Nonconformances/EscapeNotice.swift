public import Boundary
internal import Journal
internal import PlantModel
public import Storage

/// What a customer has to be told of delivered units that do not conform, or may not (AS9100D 8.7.1): which certificate and units, what is wrong, by when,
/// and that it was told. It is due from the moment in which something about a delivered unit is found; nobody opens it by hand.
public struct EscapeNotice: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<EscapeNotice>(declaration)
    /// Its table and fields. `state` is that of ``EscapeNoticeStage``; `discovered`, `due`, `written`, `recorded`, `withdrawn`, `withdrawalDue` and
    /// `withdrawalRecorded` are milliseconds since 1970.
    public static let declaration = RecordDeclaration(
        "escape-notice",
        .nonconformances,
        [
            .init("number", .text, .nonconformances),
            .init("cause", .bytes, .nonconformances),
            .init("certificate", .bytes, .nonconformances),
            .init("certificateNumber", .text, .nonconformances),
            .init("orderNumber", .text, .nonconformances),
            .init("partNumber", .text, .nonconformances),
            .init("customer", .text, .nonconformances),
            .init("purchaseOrder", .text, .nonconformances),
            .init("serials", .text, .nonconformances),
            .init("quantity", .integer, .nonconformances),
            .init("finding", .text, .nonconformances),
            .init("state", .text, .nonconformances),
            .init("discovered", .integer, .nonconformances),
            .init("due", .integer, .nonconformances),
            .init("dueSource", .text, .nonconformances),
            .init("text", .text, .nonconformances, isNullable: true),
            .init("writtenBy", .text, .nonconformances, isNullable: true),
            .init("printedName", .text, .nonconformances, isNullable: true),
            .init("written", .integer, .nonconformances, isNullable: true),
            .init("contentHash", .text, .nonconformances, isNullable: true),
            .init("toldTo", .text, .nonconformances, isNullable: true),
            .init("toldHow", .text, .nonconformances, isNullable: true),
            .init("toldOn", .text, .nonconformances, isNullable: true),
            .init("toldBy", .text, .nonconformances, isNullable: true),
            .init("recorded", .integer, .nonconformances, isNullable: true),
            .init("withdrawalReason", .text, .nonconformances, isNullable: true),
            .init("withdrawnBy", .text, .nonconformances, isNullable: true),
            .init("withdrawnName", .text, .nonconformances, isNullable: true),
            .init("withdrawn", .integer, .nonconformances, isNullable: true),
            .init("withdrawalHash", .text, .nonconformances, isNullable: true),
            .init("withdrawalDue", .integer, .nonconformances, isNullable: true),
            .init("withdrawalToldTo", .text, .nonconformances, isNullable: true),
            .init("withdrawalToldHow", .text, .nonconformances, isNullable: true),
            .init("withdrawalToldOn", .text, .nonconformances, isNullable: true),
            .init("withdrawalToldBy", .text, .nonconformances, isNullable: true),
            .init("withdrawalRecorded", .integer, .nonconformances, isNullable: true),
        ],
        lookups: [["state", "due"], ["cause"], ["certificate"]]
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

/// How far a notice of escape came.
public enum EscapeNoticeStage: String, Codable, Sendable, CaseIterable {
    /// Nobody wrote it yet.
    case due
    /// It is written and signed; the customer is to be told.
    case written
    /// The customer was told.
    case told
    /// It is withdrawn after the customer was told of it, and is to be told of that.
    case withdrawing
    /// It is withdrawn, and there is nothing left to tell.
    case withdrawn
}

/// That a customer was told, of a notice or of its withdrawal: by which way, whom, on which day.
public struct EscapeTelling: Codable, Hashable, Sendable {
    /// Who was told at the customer's.
    public var to: String
    /// How, such as by registered mail or in the customer's portal, with its number.
    public var how: String
    /// The day, `YYYY-MM-DD`.
    public var day: String

    /// A telling.
    public init(to: String, how: String, day: String) {
        self.to = to
        self.how = how
        self.day = day
    }
}

/// By when a customer has to be told of an escape.
struct NoticeTerm: Hashable, Sendable {
    let hours: Int64
    /// Where that is written.
    let source: String

    /// AS9100D 8.7.1 asks for timely reporting of what was delivered and names no number.
    static let plain = NoticeTerm(
        hours: 24,
        source: "24 hours: the plant's own term; AS9100D 8.7.1 says timely and names none"
    )

    /// The shortest term that the program's customer asks for, else the plant's own.
    init(of program: String, in plant: Plant?) {
        let found = plant?.programs.first { $0.id == program }
        let asked = (found?.flowdowns ?? []).compactMap { flowdown -> NoticeTerm? in
            guard flowdown.basis != .preference, let report = flowdown.report,
                report.addressee == "customer" || report.addressee == found?.customer
            else { return nil }
            return NoticeTerm(
                hours: Int64(report.hours),
                source: "\(report.hours) hours: flowdown \(flowdown.id)\(flowdown.cite.map { ", \($0)" } ?? "")"
            )
        }
        self = asked.min { $0.hours < $1.hours } ?? .plain
    }

    private init(hours: Int64, source: String) {
        self.hours = hours
        self.source = source
    }

    /// Milliseconds since 1970 at which the time is over that began then.
    func end(from begun: Int64) -> Int64 { begun + hours * 3_600_000 }
}

/// A notice after an event.
struct EscapeNoticeState: RecordState {
    typealias Entry = EscapeNotice

    struct Writing: Codable, Hashable, Sendable {
        let text: String
        let by: String
        let printedName: String
        let at: Int64
        let contentHash: String
    }

    struct Told: Codable, Hashable, Sendable {
        let telling: EscapeTelling
        let by: String
        let recorded: Int64
    }

    /// Beside what was written and told, which stay as they are.
    struct Withdrawal: Codable, Hashable, Sendable {
        let reason: String
        let by: String
        let printedName: String
        let at: Int64
        let contentHash: String
        /// By when the customer is to be told of it; nil where he was not told of the notice.
        let due: Int64?
        var told: Told?
    }

    let id: RecordID
    /// That of the certificate.
    let program: String
    /// Of what was found, where that is another one: it restricts the notice too.
    var foundIn: String?
    /// The nonconformance, or the containment that raised several.
    let cause: RecordID
    let certificate: RecordID
    let certificateNumber: String
    let orderNumber: String
    let partNumber: String
    let customer: String
    let purchaseOrder: String
    /// The delivered units that it is about.
    var units: [RecordID]
    var serials: [String]
    let finding: String
    let discovered: Int64
    let due: Int64
    let dueSource: String
    var writing: Writing?
    var told: Told?
    var withdrawal: Withdrawal?

    var stage: EscapeNoticeStage {
        if let withdrawal { return withdrawal.due == nil || withdrawal.told != nil ? .withdrawn : .withdrawing }
        return told != nil ? .told : writing != nil ? .written : .due
    }

    var number: String { id.paperNumber("E") }

    var values: [ViewValue] {
        [
            .text(number), cause.value, certificate.value, .text(certificateNumber), .text(orderNumber),
            .text(partNumber), .text(customer), .text(purchaseOrder), .text(serials.joined(separator: ", ")),
            .integer(Int64(units.count)), .text(finding), .text(stage.rawValue), .integer(discovered), .integer(due),
            .text(dueSource), (writing?.text).viewValue, (writing?.by).viewValue, (writing?.printedName).viewValue,
            (writing?.at).viewValue, (writing?.contentHash).viewValue, (told?.telling.to).viewValue,
            (told?.telling.how).viewValue, (told?.telling.day).viewValue, (told?.by).viewValue,
            (told?.recorded).viewValue, (withdrawal?.reason).viewValue, (withdrawal?.by).viewValue,
            (withdrawal?.printedName).viewValue, (withdrawal?.at).viewValue, (withdrawal?.contentHash).viewValue,
            (withdrawal?.due).viewValue, (withdrawal?.told?.telling.to).viewValue,
            (withdrawal?.told?.telling.how).viewValue, (withdrawal?.told?.telling.day).viewValue,
            (withdrawal?.told?.by).viewValue, (withdrawal?.told?.recorded).viewValue,
        ]
    }
}
