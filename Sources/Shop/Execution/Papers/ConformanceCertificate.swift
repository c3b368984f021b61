public import Boundary
internal import Journal
internal import PlantModel
public import Storage

/// That delivered units conform, as somebody signed it.
public struct ConformanceCertificate: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<ConformanceCertificate>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "conformance-certificate",
        .inspectionRecords,
        [
            .init("number", .text, .inspectionRecords),
            .init("jobOrder", .bytes, .inspectionRecords),
            .init("orderNumber", .text, .inspectionRecords),
            .init("partNumber", .text, .inspectionRecords),
            .init("revision", .text, .inspectionRecords),
            .init("quantity", .integer, .inspectionRecords),
            .init("organization", .text, .inspectionRecords),
            .init("customer", .text, .inspectionRecords),
            .init("purchaseOrder", .text, .inspectionRecords),
            .init("statement", .text, .inspectionRecords),
            .init("certifiedBy", .text, .inspectionRecords),
            .init("printedName", .text, .inspectionRecords),
            .init("certified", .integer, .inspectionRecords),
            .init("contentHash", .text, .inspectionRecords),
            .init("corrected", .integer, .inspectionRecords, isNullable: true),
        ],
        lookups: [["number"], ["jobOrder", "certified"]]
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

/// What is certified, for whom, and in which words.
public struct CertificateRequest: Sendable {
    /// The finished units.
    public var units: [RecordID]
    /// Who certifies.
    public var organization: String
    /// For whom.
    public var customer: String
    /// The purchase order or contract with its line.
    public var purchaseOrder: String
    /// What is declared, in the words that the customer's terms ask for.
    public var statement: String

    /// Units of one certificate.
    public static let unitsMax = 200

    /// What is certified.
    public init(units: [RecordID], organization: String, customer: String, purchaseOrder: String, statement: String) {
        self.units = units
        self.organization = organization
        self.customer = customer
        self.purchaseOrder = purchaseOrder
        self.statement = statement
    }

    var problems: [String] {
        var found = [
            ("organization", organization), ("customer", customer), ("purchaseOrder", purchaseOrder),
        ].flatMap { WorkMasterContent.problems(name: $0.1, $0.0) }
        if !(1...Self.unitsMax).contains(units.count) {
            found.append("units: there are \(units.count); a certificate has 1 to \(Self.unitsMax)")
        }
        if Set(units).count != units.count { found.append("units: one stands twice") }
        let statementMax = NonconformanceReport.descriptionBytesMax
        if !(1...statementMax).contains(statement.utf8.count) {
            found.append("statement: it has 1 to \(statementMax) bytes, this one \(statement.utf8.count)")
        }
        return found
    }
}

/// A certificate after an event.
struct CertificateState: RecordState {
    typealias Entry = ConformanceCertificate
    let id: RecordID
    let program: String
    let number: String
    let jobOrder: RecordID
    let orderNumber: String
    let partNumber: String
    let revision: String
    let units: [RecordID]
    let organization: String
    let customer: String
    let purchaseOrder: String
    let statement: String
    let certifiedBy: String
    let printedName: String
    let certified: Int64
    /// What was signed: the certificate and what each unit was made of, directly and through others.
    let contentHash: String
    /// When a value that it covers was corrected last, after it was signed; nil where none was. What was signed stays what it is.
    var corrected: Int64?

    var values: [ViewValue] {
        [
            .text(number), jobOrder.value, .text(orderNumber), .text(partNumber), .text(revision),
            .integer(Int64(units.count)), .text(organization), .text(customer), .text(purchaseOrder),
            .text(statement), .text(certifiedBy), .text(printedName), .integer(certified), .text(contentHash),
            corrected.viewValue,
        ]
    }
}
