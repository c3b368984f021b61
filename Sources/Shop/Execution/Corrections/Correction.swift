public import Boundary
internal import PlantModel
public import Storage

/// A kind of record whose values can be corrected.
public protocol CorrectedRecord: ExecutionRecord {
    /// What its corrections are as records: of its own class of data, so that who may see the one may see the other.
    static var corrections: RecordDeclaration { get }
}

/// A correction of one value of a record: what it was, what it is now, who corrected it, when and why. The record holds the value as it is now;
/// what it was stays here, and in the log.
public struct Correction<Corrected: CorrectedRecord>: ExecutionRecord {
    /// Its kind.
    public static var kind: RecordKind<Correction<Corrected>> { RecordKind(declaration) }
    /// Its table and fields.
    public static var declaration: RecordDeclaration { Corrected.corrections }
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

extension RecordDeclaration {
    /// Corrections of records of a class.
    /// - Parameter values: the class that the values and the reason are under.
    fileprivate init(correctionsOf name: String, _ dataClass: DataClass, values: DataClass? = nil) {
        let shown = values ?? dataClass
        self.init(
            "\(name)-correction",
            dataClass,
            [
                .init("record", .bytes, dataClass), .init("about", .bytes, dataClass),
                .init("field", .text, dataClass), .init("before", .text, shown), .init("after", .text, shown),
                .init("reason", .text, shown), .init("correctedBy", .text, shown),
                .init("printedName", .text, shown), .init("corrected", .integer, shown),
                .init("contentHash", .text, shown),
            ],
            lookups: [["record"], ["about", "corrected"]]
        )
    }
}

extension Measurement: CorrectedRecord {
    /// Of a value, or of the gauge that it was measured with.
    public static let corrections = RecordDeclaration(correctionsOf: "measurement", .inspectionRecords)
}

extension Consumption: CorrectedRecord {
    /// Of what was built in, or how much: how much is under the class of material use, as it is where it was recorded.
    public static let corrections = RecordDeclaration(correctionsOf: "consumption", .genealogy, values: .materialUse)
}

extension Nonconformance: CorrectedRecord {
    /// Of the words that say what was found.
    public static let corrections = RecordDeclaration(correctionsOf: "nonconformance", .nonconformances)
}

extension JobOrder: CorrectedRecord {
    /// Of the day that it is due, its priority, or how many are wanted.
    public static let corrections = RecordDeclaration(correctionsOf: "job-order", .orders)
}

/// A correction after it was made.
struct CorrectionState<Corrected: CorrectedRecord>: RecordState {
    typealias Entry = Correction<Corrected>
    static var isKept: Bool { false }
    let id: RecordID
    /// What was corrected.
    let record: RecordID
    /// The unit or the order that it is about.
    let about: RecordID
    let field: String
    let before: String
    let after: String
    let reason: String
    let correctedBy: String
    let printedName: String
    let corrected: Int64
    /// What was signed: all that the correction changes and why, as a hash.
    let contentHash: String

    var values: [ViewValue] {
        [
            record.value, about.value, .text(field), .text(before), .text(after), .text(reason), .text(correctedBy),
            .text(printedName), .integer(corrected), .text(contentHash),
        ]
    }
}

/// The corrections of an event.
struct EventCorrections: Codable, Sendable {
    var measurements: [CorrectionState<Measurement>]?
    var consumptions: [CorrectionState<Consumption>]?
    var nonconformances: [CorrectionState<Nonconformance>]?
    var orders: [CorrectionState<JobOrder>]?
}
