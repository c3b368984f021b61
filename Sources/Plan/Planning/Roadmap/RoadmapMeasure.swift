public import PlantModel

/// What moves from today's systems to the plan, brownfield first: what can be put beside a legacy system comes before what replaces it.
public enum RoadmapMeasure: String, Sendable, Hashable, CaseIterable, Comparable, Codable {
    /// A controlled repository of work instructions.
    case workInstructions
    /// Restricted attachments.
    case attachments
    /// Program-specific approvals.
    case approvals
    /// Segregated reporting.
    case reporting
    /// Validated filters in the links to other systems.
    case integration
    /// Execution itself.
    case execution

    /// In the order in which they are taken.
    public static func < (left: RoadmapMeasure, right: RoadmapMeasure) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The classes of data that move with it; each class moves once.
    public var dataClasses: [DataClass] {
        switch self {
        case .workInstructions: [.technicalData, .workInstructions, .ncPrograms]
        case .attachments: [.attachments]
        case .approvals: [.signatures, .training]
        case .reporting: [.capacity, .auditTrail]
        case .integration: [.orders, .materialUse, .machineData]
        case .execution: [.jobResponses, .inspectionRecords, .nonconformances, .genealogy]
        }
    }

    /// What it is called in a report.
    var title: String {
        switch self {
        case .workInstructions: "controlled work-instruction repository"
        case .attachments: "restricted attachments"
        case .approvals: "program-specific approvals"
        case .reporting: "segregated reporting"
        case .integration: "validated integration filters"
        case .execution: "execution"
        }
    }

    /// What it is called in the middle of a sentence.
    var noun: String {
        switch self {
        case .workInstructions: "work instructions"
        case .execution, .attachments, .approvals, .reporting, .integration: rawValue
        }
    }

    /// The duties that have to be shown anew when it moves: software that makes or measures product is validated where it runs, a signature is
    /// bound where it is given, and a change of how product is made takes first articles and qualified processes.
    var duties: Set<String> {
        switch self {
        case .workInstructions: ["validation"]
        case .approvals: ["signature"]
        case .execution: ["firstArticle", "specialProcess", "validation"]
        case .attachments, .reporting, .integration: []
        }
    }

    /// Changes that a customer may have reserved for its approval and that moving it makes.
    var changes: Set<String> {
        let kinds: [Plant.Flowdown.ChangeKind] =
            switch self {
            case .workInstructions: [.routing, .ncProgram]
            case .integration: [.software]
            case .execution: [.routing, .software, .infrastructure, .inspectionMethod]
            case .attachments, .approvals, .reporting: []
            }
        return Set(kinds.map(\.rawValue))
    }
}
