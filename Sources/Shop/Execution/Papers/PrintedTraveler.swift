public import Boundary
internal import Journal
internal import PlantModel
public import Storage

/// A traveler that was printed: which paper goes with which order or unit, and whether it still counts.
public struct PrintedTraveler: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<PrintedTraveler>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "printed-traveler",
        .orders,
        [
            .init("number", .text, .orders),
            .init("jobOrder", .bytes, .orders),
            .init("unit", .bytes, .orders, isNullable: true),
            .init("orderNumber", .text, .orders),
            .init("orderName", .text, .orders),
            .init("workMaster", .bytes, .orders),
            .init("contentHash", .text, .orders),
            .init("printedBy", .text, .orders),
            .init("printed", .integer, .orders),
            .init("state", .text, .orders),
            .init("returnedBy", .text, .orders, isNullable: true),
            .init("returned", .integer, .orders, isNullable: true),
            .init("differences", .integer, .orders, isNullable: true),
        ],
        lookups: [["number"], ["jobOrder", "printed"], ["unit", "printed"]]
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

/// Where a paper stands.
enum TravelerPhase: String, Codable, Sendable {
    /// The work is done by it.
    case current
    /// A later print took its place.
    case replaced
    /// It came back and was compared with what is recorded.
    case returned
}

/// A traveler after an event.
struct TravelerState: RecordState {
    typealias Entry = PrintedTraveler
    let id: RecordID
    let program: String
    /// What its codes name it.
    let number: String
    let jobOrder: RecordID
    /// The one unit that it goes with; nil of one for all units of the order.
    let unit: RecordID?
    let orderNumber: String
    /// What its codes name the order: its number, where a code can carry that.
    let orderName: String
    let workMaster: RecordID
    /// The work definition as it was printed.
    let contentHash: String
    let printedBy: String
    let printed: Int64
    var phase: TravelerPhase = .current
    var returnedBy: String?
    var returned: Int64?
    /// Units that it and the plant's records differ about.
    var differences: Int?

    var values: [ViewValue] {
        [
            .text(number), jobOrder.value, unit?.value ?? .null, .text(orderNumber), .text(orderName),
            workMaster.value, .text(contentHash), .text(printedBy), .integer(printed), .text(phase.rawValue),
            returnedBy.viewValue, returned.viewValue, differences.map { Int64($0) }.viewValue,
        ]
    }

    /// No traveler has this id.
    static let unknown = RecordID(hashing: Array("bulkhead: no traveler".utf8))

    /// The order as a code can carry it: its number, where that has the characters that codes have and leaves the traveler and the operation
    /// their room in a Code 128; else digits of its id.
    static func name(of order: JobOrderState) -> String {
        let isPlain = order.number.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "._-/".utf8.contains(byte)
            }
        }
        return isPlain && order.number.utf8.count <= nameMax
            ? order.number : "O-" + order.id.description.prefix(12).uppercased()
    }

    /// A Code 128 has room for 40 characters of names: the traveler's ten, an operation's four, and the order's.
    private static let nameMax = 26
}

extension RecordID {
    /// What codes and people name a paper by: a letter for its kind, then letters and digits that nobody takes for one another, from its random id.
    func paperNumber(_ kind: Character) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        return "\(kind)-" + aggregate.bytes.prefix(8).map { alphabet[Int($0) & 31] }
    }
}
