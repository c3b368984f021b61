public import Boundary
internal import PlantModel
public import Storage

/// What was built into a unit: an edge of the genealogy.
public struct Consumption: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<Consumption>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "consumption",
        .genealogy,
        [
            .init("unit", .bytes, .genealogy),
            .init("item", .bytes, .genealogy),
            .init("itemKind", .text, .genealogy),
            .init("itemNumber", .text, .genealogy),
            .init("partNumber", .text, .genealogy),
            .init("sequence", .integer, .genealogy),
            .init("quantity", .integer, .materialUse),
            .init("worker", .text, .materialUse),
            .init("consumed", .integer, .materialUse),
            .init("substitute", .text, .genealogy, isNullable: true),
            .init("correctedBy", .text, .materialUse, isNullable: true),
            .init("corrected", .integer, .materialUse, isNullable: true),
        ],
        lookups: [["unit"], ["item"]]
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

/// A consumption.
struct ConsumptionState: RecordState {
    typealias Entry = Consumption
    static let isKept = false

    /// What is built in.
    enum ItemKind: String, Codable, Sendable {
        case lot
        case unit
    }

    let id: RecordID
    let unit: RecordID
    var item: RecordID
    let itemKind: ItemKind
    var itemNumber: String
    let partNumber: String
    let sequence: Int
    /// 0 where it turned out that nothing was built in: then there is no row.
    var quantity: Int
    let worker: String
    let consumed: Int64
    /// The part that was built in for the one that is planned; nil where it is that one.
    var substitute: String?
    /// Who corrected it last, and when; nil where nobody did.
    var correctedBy: String?
    var corrected: Int64?

    var values: [ViewValue] {
        [
            unit.value, item.value, .text(itemKind.rawValue), .text(itemNumber),
            .text(partNumber), .integer(Int64(sequence)), .integer(Int64(quantity)), .text(worker), .integer(consumed),
            substitute.viewValue, correctedBy.viewValue, corrected.viewValue,
        ]
    }
}
