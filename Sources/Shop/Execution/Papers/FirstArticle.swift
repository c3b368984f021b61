public import Boundary
internal import Journal
internal import PlantModel
public import Storage

/// A first article inspection: that the process makes what the drawing asks, shown on one unit (AS9102C).
public struct FirstArticle: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<FirstArticle>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "first-article",
        .inspectionRecords,
        [
            .init("number", .text, .inspectionRecords), .init("unit", .bytes, .inspectionRecords),
            .init("serial", .text, .inspectionRecords), .init("partNumber", .text, .inspectionRecords),
            .init("partName", .text, .inspectionRecords), .init("revision", .text, .inspectionRecords),
            .init("orderNumber", .text, .inspectionRecords), .init("workMaster", .bytes, .inspectionRecords),
            .init("extent", .text, .inspectionRecords),
            .init("baseline", .text, .inspectionRecords, isNullable: true),
            .init("trigger", .text, .inspectionRecords), .init("reason", .text, .inspectionRecords),
            .init("operations", .text, .inspectionRecords),
            .init("drawing", .text, .inspectionRecords), .init("drawingRevision", .text, .inspectionRecords),
            .init("organization", .text, .inspectionRecords), .init("supplierCode", .text, .inspectionRecords),
            .init("purchaseOrder", .text, .inspectionRecords), .init("isAssembly", .truth, .inspectionRecords),
            .init("hasNonconformance", .truth, .inspectionRecords, isNullable: true),
            .init("state", .text, .inspectionRecords), .init("openedBy", .text, .inspectionRecords),
            .init("opened", .integer, .inspectionRecords),
            .init("verifiedBy", .text, .inspectionRecords, isNullable: true),
            .init("verifiedName", .text, .inspectionRecords, isNullable: true),
            .init("verified", .integer, .inspectionRecords, isNullable: true),
            .init("approvedBy", .text, .inspectionRecords, isNullable: true),
            .init("approvedName", .text, .inspectionRecords, isNullable: true),
            .init("approved", .integer, .inspectionRecords, isNullable: true),
            .init("corrected", .integer, .inspectionRecords, isNullable: true),
        ],
        lookups: [["unit", "opened"], ["partNumber", "revision"], ["state", "opened"]]
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

/// Why a first article is inspected (AS9102C, 4.6 and the definitions of full and partial).
public enum FirstArticleTrigger: String, Codable, Sendable, CaseIterable {
    /// The part is made for the first time.
    case firstProduction
    /// The design changed in what affects fit, form or function.
    case design
    /// Another source makes it, or gives the material.
    case source
    /// The process changed.
    case process
    /// It is inspected in another way.
    case method
    /// It is made at another place.
    case site
    /// Other tooling.
    case tooling
    /// The numerical control program, or its translation to other media.
    case ncProgram
    /// An event that may have affected the process, natural or made by people.
    case event
    /// A corrective action asks for it.
    case correctiveAction
    /// Nothing was produced for two years.
    case lapse
}

/// What is inspected, for which reason, and what the forms say of it.
public struct FirstArticleRequest: Sendable {
    /// Whether all characteristics are accounted for, or those alone that a change affects, on top of a report that there is.
    public enum Extent: Hashable, Sendable {
        /// All of them.
        case full
        /// Those of these operations; the report and part revision that it builds on.
        case partial(operations: Set<Int>, baseline: String)
    }

    /// Full or partial.
    public var extent: Extent
    /// Which kind of reason.
    public var trigger: FirstArticleTrigger
    /// The reason in words.
    public var reason: String
    /// The drawing; empty where there is none.
    public var drawing: String
    /// Its revision.
    public var drawingRevision: String
    /// Who makes it.
    public var organization: String
    /// The code that the customer knows the organization by; may be empty.
    public var supplierCode: String
    /// May be empty.
    public var purchaseOrder: String

    /// A first article.
    public init(
        extent: Extent,
        trigger: FirstArticleTrigger,
        reason: String,
        drawing: String,
        drawingRevision: String,
        organization: String,
        supplierCode: String,
        purchaseOrder: String
    ) {
        self.extent = extent
        self.trigger = trigger
        self.reason = reason
        self.drawing = drawing
        self.drawingRevision = drawingRevision
        self.organization = organization
        self.supplierCode = supplierCode
        self.purchaseOrder = purchaseOrder
    }

    var problems: [String] {
        var found = WorkMasterContent.problems(name: organization, "organization")
        let optional = [
            ("drawing", drawing), ("drawingRevision", drawingRevision), ("supplierCode", supplierCode),
            ("purchaseOrder", purchaseOrder),
        ]
        for (place, text) in optional where !text.isEmpty { found += WorkMasterContent.problems(name: text, place) }
        found += WorkMasterContent.problems(name: reason, "reason")
        if case .partial(let operations, let baseline) = extent {
            found += WorkMasterContent.problems(name: baseline, "baseline")
            if operations.isEmpty { found.append("operations: a partial one names those that are affected") }
            if trigger == .firstProduction {
                found.append("trigger: what is made for the first time is inspected in full")
            }
        }
        return found
    }
}

/// A first article after an event.
struct FirstArticleState: RecordState {
    typealias Entry = FirstArticle

    enum Phase: String, Codable, Sendable {
        case open
        case verified
        case approved
    }

    let id: RecordID
    let program: String
    let number: String
    let unit: RecordID
    let serial: String
    let partNumber: String
    let partName: String
    let revision: String
    let orderNumber: String
    let workMaster: RecordID
    let baseline: String?
    let trigger: FirstArticleTrigger
    let reason: String
    /// The operations that a partial one accounts for; empty of a full one.
    let operations: [Int]
    let drawing: String
    let drawingRevision: String
    let organization: String
    let supplierCode: String
    let purchaseOrder: String
    let isAssembly: Bool
    let openedBy: String
    let opened: Int64
    var phase: Phase = .open
    var hasNonconformance: Bool?
    var verifiedBy: String?
    var verifiedName: String?
    var verified: Int64?
    var approvedBy: String?
    var approvedName: String?
    var approved: Int64?
    /// When a value was corrected that had been signed for; nil where none was, or all were signed for anew.
    var corrected: Int64?

    var values: [ViewValue] {
        [
            .text(number), unit.value, .text(serial), .text(partNumber), .text(partName), .text(revision),
            .text(orderNumber), workMaster.value, .text(baseline == nil ? "full" : "partial"), baseline.viewValue,
            .text(trigger.rawValue), .text(reason), .text(operations.map(String.init).joined(separator: ", ")),
            .text(drawing), .text(drawingRevision), .text(organization), .text(supplierCode), .text(purchaseOrder),
            .truth(isAssembly), hasNonconformance.viewValue, .text(phase.rawValue), .text(openedBy), .integer(opened),
            verifiedBy.viewValue, verifiedName.viewValue, verified.viewValue, approvedBy.viewValue,
            approvedName.viewValue, approved.viewValue, corrected.viewValue,
        ]
    }
}
