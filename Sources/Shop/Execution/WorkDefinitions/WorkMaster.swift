public import Boundary
internal import PlantModel
public import Storage

/// A revision of the instructions by which a part is made.
public struct WorkMaster: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<WorkMaster>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "work-master",
        .workInstructions,
        [
            .init("partNumber", .text, .workInstructions), .init("revision", .text, .workInstructions),
            .init("title", .text, .workInstructions), .init("state", .text, .workInstructions),
            .init("author", .text, .workInstructions), .init("contentHash", .text, .workInstructions),
            .init("operations", .integer, .workInstructions), .init("changed", .integer, .workInstructions),
            .init("returnReason", .text, .workInstructions, isNullable: true),
            .init("effectiveFrom", .text, .workInstructions, isNullable: true),
            .init("effectiveThrough", .text, .workInstructions, isNullable: true),
            .init("effectiveOrders", .text, .workInstructions, isNullable: true),
            .init("effectiveSerials", .text, .workInstructions, isNullable: true),
            .init("needsTraining", .truth, .workInstructions),
            .init("isRework", .truth, .workInstructions),
            .init("nonconformance", .bytes, .workInstructions, isNullable: true),
        ],
        lookups: [["partNumber", "revision"], ["state", "changed"]],
        searched: ["partNumber", "title"]
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

/// The states of a work master; each leads to the next one, or from review back to draft.
enum WorkMasterPhase: String, Codable, Sendable {
    case draft
    case inReview
    case released
    case superseded
}

/// A work master after an event.
struct WorkMasterState: RecordState {
    typealias Entry = WorkMaster
    let id: RecordID
    let program: String
    var partNumber: String
    var revision: String
    var title: String
    var needsTraining: Bool
    var phase: WorkMasterPhase
    let author: String
    var contentHash: String
    var operations: Int
    /// Who approved this content, by their ids in the register.
    var approvals: [String]
    /// Milliseconds since 1970.
    var changed: Int64
    /// Why it was sent back last, as long as it was not submitted again.
    var returnReason: String?
    /// What it is for; nil for all orders.
    var effectivity: Effectivity?
    /// What makes it one of a rework; nil for one by which the part is made.
    let rework: ReworkScope?

    var values: [ViewValue] {
        [
            .text(partNumber), .text(revision), .text(title), .text(phase.rawValue), .text(author),
            .text(contentHash), .integer(Int64(operations)), .integer(changed), returnReason.viewValue,
            (effectivity?.from).viewValue, (effectivity?.through).viewValue,
            (effectivity?.orders?.joined(separator: "\n")).viewValue,
            (effectivity?.serials?.joined(separator: "\n")).viewValue, .truth(needsTraining), .truth(rework != nil),
            rework?.nonconformance?.value ?? .null,
        ]
    }
}

extension WorkMasterState {
    /// A new draft with this content.
    init(draft id: RecordID, of program: String, _ content: WorkMasterContent, _ context: DecisionContext) throws {
        self.init(
            id: id,
            program: program,
            partNumber: content.partNumber,
            revision: content.revision,
            title: content.title,
            needsTraining: content.needsTraining,
            phase: .draft,
            author: context.worker,
            contentHash: try content.approvalHash(),
            operations: content.operations.count,
            approvals: [],
            changed: context.now,
            effectivity: content.effectivity,
            rework: content.rework
        )
    }

    /// The draft with other content.
    func holding(_ content: WorkMasterContent, _ context: DecisionContext) throws -> WorkMasterState {
        var next = self
        next.partNumber = content.partNumber
        next.revision = content.revision
        next.title = content.title
        next.needsTraining = content.needsTraining
        next.effectivity = content.effectivity
        next.contentHash = try content.approvalHash()
        next.operations = content.operations.count
        next.changed = context.now
        return next
    }
}

/// An operation of a work master.
public struct OperationDefinition: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<OperationDefinition>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "operation-definition",
        .workInstructions,
        [
            .init("workMaster", .bytes, .workInstructions), .init("sequence", .integer, .workInstructions),
            .init("name", .text, .workInstructions), .init("workCenter", .text, .workInstructions),
            .init("instructions", .text, .workInstructions), .init("standardMinutes", .integer, .workInstructions),
            .init("qualifications", .text, .workInstructions), .init("needsBuyOff", .truth, .workInstructions),
        ],
        lookups: [["workMaster", "sequence"]]
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

/// An operation of a work master as its row.
struct OperationState: RecordState {
    typealias Entry = OperationDefinition
    let id: RecordID
    let workMaster: RecordID
    var segment: OperationSegment

    /// The id of an operation, by its sequence in a work definition.
    static func id(_ sequence: Int, of master: RecordID) -> RecordID { master.derived("operation \(sequence)") }

    /// Without the instructions: every command at the operation reads it, and none asks what they say.
    var kept: OperationState {
        var kept = self
        kept.segment.instructions = ""
        return kept
    }

    var values: [ViewValue] {
        [
            workMaster.value, .integer(Int64(segment.sequence)), .text(segment.name),
            .text(segment.workCenter), .text(segment.instructions), .integer(Int64(segment.standardMinutes)),
            .text(segment.qualifications.joined(separator: ", ")), .truth(segment.needsBuyOff),
        ]
    }
}

/// A characteristic of an operation, as the inspection plan has it.
public struct CharacteristicDefinition: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<CharacteristicDefinition>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "characteristic-definition",
        .inspectionRecords,
        [
            .init("workMaster", .bytes, .inspectionRecords), .init("sequence", .integer, .inspectionRecords),
            .init("number", .integer, .inspectionRecords), .init("name", .text, .inspectionRecords),
            .init("unit", .text, .inspectionRecords), .init("lower", .text, .inspectionRecords, isNullable: true),
            .init("upper", .text, .inspectionRecords, isNullable: true),
            .init("needsGauge", .truth, .inspectionRecords),
            .init("sampling", .text, .inspectionRecords, isNullable: true),
            .init("designator", .text, .inspectionRecords, isNullable: true),
        ],
        lookups: [["workMaster", "sequence", "number"]]
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

/// A characteristic as its row.
struct CharacteristicState: RecordState {
    typealias Entry = CharacteristicDefinition
    static let isKept = false
    let id: RecordID
    let workMaster: RecordID
    let sequence: Int
    let characteristic: OperationSegment.Characteristic

    var values: [ViewValue] {
        [
            workMaster.value, .integer(Int64(sequence)), .integer(Int64(characteristic.number)),
            .text(characteristic.name), .text(characteristic.unit), (characteristic.lower?.description).viewValue,
            (characteristic.upper?.description).viewValue, .truth(characteristic.needsGauge),
            (characteristic.sampling?.description).viewValue, (characteristic.designator?.rawValue).viewValue,
        ]
    }
}

/// What an operation builds in, as planned.
public struct ComponentDefinition: ExecutionRecord {
    /// Its kind.
    public static let kind = RecordKind<ComponentDefinition>(declaration)
    /// Its table and fields.
    public static let declaration = RecordDeclaration(
        "component-definition",
        .workInstructions,
        [
            .init("workMaster", .bytes, .workInstructions), .init("sequence", .integer, .workInstructions),
            .init("partNumber", .text, .workInstructions), .init("quantity", .integer, .workInstructions),
            .init("isSerialised", .truth, .workInstructions),
            .init("alternates", .text, .workInstructions, isNullable: true),
        ],
        lookups: [["workMaster", "sequence"]]
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

/// A component as its row.
struct ComponentState: RecordState {
    typealias Entry = ComponentDefinition
    static let isKept = false
    let id: RecordID
    let workMaster: RecordID
    let sequence: Int
    let component: OperationSegment.Component

    var values: [ViewValue] {
        [
            workMaster.value, .integer(Int64(sequence)), .text(component.partNumber),
            .integer(Int64(component.quantity)), .truth(component.isSerialised),
            (component.alternates?.joined(separator: ", ")).viewValue,
        ]
    }
}
