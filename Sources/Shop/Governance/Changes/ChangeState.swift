internal import Boundary
internal import Foundation
internal import PlantModel

/// All that is known of a change, as each of its events says it anew.
struct ChangeState: Codable, Sendable, Equatable {
    struct Approval: Codable, Sendable, Equatable {
        let approver: String
        let capacity: String
        /// Milliseconds since 1970.
        let time: UInt64
        /// The name as it was signed with; nil where no signature was asked for.
        var printedName: String?
    }

    struct Test: Codable, Sendable, Equatable {
        let name: String
        let passed: Bool
        /// Where the result is kept.
        let reference: String
        let by: String
    }

    struct Evidence: Codable, Sendable, Equatable {
        let name: String
        let reference: String
        let by: String
    }

    struct Rejection: Codable, Sendable, Equatable {
        let by: String
        let capacity: String
        let reason: String
    }

    let id: String
    let kind: ChangeKind
    /// What it touches besides its kind, ascending; nil for nothing.
    let touches: [String]?
    let title: String
    let reason: String
    let content: String
    let programs: [String]?
    let author: String
    let effective: String
    let variant: ChangeDraft.Variant?
    /// The variant that ends by its release; nil for none.
    let merging: VariantMerging?
    let impact: [String]
    /// What a baseline is made of; nil of anything else.
    let files: ChangeDraft.Files?
    /// The label of the record, in its canonical text.
    let label: String
    var stage = ChangeStage.open
    var approvals: [Approval] = []
    var tests: [Test] = []
    var evidence: [Evidence] = []
    /// Customers that approved, each with where that is written.
    var customers: [Evidence] = []
    /// The tier that it was released under.
    var tier: Int?
    /// Who released it.
    var releasedBy: String?
    /// Who refused it, in which capacity and why.
    var rejection: Rejection?
    /// Of a variant that was merged: since when, and by which change.
    var ended: EndedVariant?

    /// What follows when a draft takes the place of what there was: nothing that was approved or tried holds for it.
    init(_ draft: ChangeDraft, id: String, author: String, label: String) {
        self.id = id
        kind = draft.kind
        touches = draft.touches.isEmpty ? nil : draft.touches.sorted()
        title = draft.title
        reason = draft.reason
        content = draft.content
        programs = draft.programs?.sorted()
        self.author = author
        effective = draft.effective.description
        variant = draft.variant
        merging = draft.merging
        impact = draft.impact
        files = draft.files
        self.label = label
    }

    /// As policies are asked about it.
    var facts: ChangeFacts {
        ChangeFacts(
            id: id,
            kind: kind.rawValue,
            touching: Set(touches ?? []),
            programs: programs.map { Set($0) },
            author: author
        )
    }

    /// How far it has come: of a test the last result counts.
    var progress: ChangeProgress {
        var passed: Set<String> = []
        for test in tests {
            if test.passed { passed.insert(test.name) } else { passed.remove(test.name) }
        }
        return ChangeProgress(
            approvals: approvals.map { ($0.approver, $0.capacity) },
            tests: passed,
            evidence: Set(evidence.map(\.name)),
            customers: Set(customers.map(\.name))
        )
    }
}

/// Kinds of the events of changes.
enum ChangeEventKind: String, Sendable, CaseIterable {
    case requested = "change.requested"
    case revised = "change.revised"
    case tested = "change.tested"
    case evidenced = "change.evidence-added"
    case approved = "change.approved"
    case approvedByCustomer = "change.customer-approved"
    case released = "change.released"
    case rejected = "change.rejected"
    case withdrawn = "change.withdrawn"
    /// A baseline is released: of the first one without a change.
    case baselineReleased = "baseline.released"
}

/// What an event of a change says.
struct ChangeEvent: EventContent, Sendable {
    /// The change as it is from here on; none of the first baseline.
    var change: ChangeState?
    /// The variant that ends by its release, as it is from here on.
    var merged: ChangeState?
    /// The baseline that is released by it.
    var baseline: BaselineRelease?
    /// What whoever acted said, such as why a change is refused.
    var statement: String?

    init(
        change: ChangeState? = nil,
        merged: ChangeState? = nil,
        baseline: BaselineRelease? = nil,
        statement: String? = nil
    ) {
        self.change = change
        self.merged = merged
        self.baseline = baseline
        self.statement = statement
    }
}
