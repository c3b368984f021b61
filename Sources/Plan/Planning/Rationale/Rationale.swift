public import Classification
import PlantModel

/// The whole argument around a plan: the decision and its reasons, what each environment gives, what is separated or restricted too much or
/// too little. One document, marked as what it names.
public struct Rationale: Sendable {
    /// The plan, or the copy of it for an audience.
    public let plan: Plan
    /// What is separated or restricted too much or too little.
    public let review: ClassificationReview
    /// What each environment gives.
    public let sheets: [FactSheet]
    /// How the document is marked.
    public let marking: PlanMarking

    /// Puts the argument together.
    public init(_ plan: Plan, schemes: Schemes, profile: MarkingProfile) throws {
        self.plan = plan
        review = try ClassificationReview(plan)
        sheets = try FactSheet.sheets(of: plan)
        marking = try PlanMarking(plan, schemes: schemes, profile: profile)
    }
}

extension PlanReport {
    /// The argument as one document.
    public init(_ rationale: Rationale) {
        let plan = PlanReport(rationale.plan)
        title = plan.title
        marking = rationale.marking.banner
        firstPage = rationale.marking.firstPage
        let gaps = rationale.marking.marking.problems.map { Item("\($0)") }
        sections =
            plan.sections + PlanReport.sections(rationale.review) + rationale.sheets.map(PlanReport.section)
            + (gaps.isEmpty ? [] : [Section(title: "What the marking lacks", blocks: [.list(gaps)])])
    }
}
