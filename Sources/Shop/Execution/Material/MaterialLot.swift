public import Boundary
internal import PlantModel
public import Storage

/// A lot of material that is not serialised. One that is for a program is in the compartment of that, under its label; any other belongs to none.
public struct MaterialLot: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<MaterialLot>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "material-lot",
        .materialUse,
        [
            .init("number", .text, .materialUse),
            .init("partNumber", .text, .materialUse),
            .init("supplier", .text, .materialUse),
            .init("quantity", .integer, .materialUse),
            .init("expires", .text, .materialUse, isNullable: true),
            .init("isUsable", .truth, .materialUse),
            .init("source", .text, .materialUse),
            .init("asOf", .text, .materialUse),
        ],
        lookups: [["number", "partNumber"]],
        searched: ["number", "partNumber"]
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

/// A lot as its source states it.
public struct MaterialLotStatement: Codable, Hashable, Sendable {
    /// The number on its label.
    public var number: String
    /// The part.
    public var partNumber: String
    /// Who delivered it.
    public var supplier: String
    /// How many were received.
    public var quantity: Int
    /// The last day on which it may be used; nil for none.
    public var expires: String?
    /// Whether it may be used: false for one in quarantine or blocked.
    public var isUsable: Bool
    /// The program that it is for and that alone may use it; nil for one that any may.
    public var program: String?

    /// A lot.
    public init(
        number: String,
        partNumber: String,
        supplier: String,
        quantity: Int,
        expires: String? = nil,
        isUsable: Bool = true,
        program: String? = nil
    ) {
        self.number = number
        self.partNumber = partNumber
        self.supplier = supplier
        self.quantity = quantity
        self.expires = expires
        self.isUsable = isUsable
        self.program = program
    }
}

/// A lot after an event.
struct MaterialLotState: RecordState {
    typealias Entry = MaterialLot
    let id: RecordID
    let lot: MaterialLotStatement
    let stated: FactSource

    var values: [ViewValue] {
        [
            .text(lot.number), .text(lot.partNumber), .text(lot.supplier), .integer(Int64(lot.quantity)),
            lot.expires.viewValue, .truth(lot.isUsable), .text(stated.source), .text(stated.asOf),
        ]
    }
}
