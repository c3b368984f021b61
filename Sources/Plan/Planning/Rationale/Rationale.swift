public import Classification
public import PlantModel

/// The whole argument around a plan: the decision and its reasons, where data can leak, what each environment gives, what is separated or
/// restricted too much or too little, and the road from today. One document, marked as what it names.
public struct Rationale: Sendable {
    /// The plan, or the copy of it for an audience.
    public let plan: Plan
    /// Where data can get by the flows, with the plan's instances as MES.
    public let flows: FlowAnalysis
    /// From today's systems to the plan; nil for a copy, since it tells of every program, and where there is no plan.
    public let roadmap: Roadmap?
    /// What is separated or restricted too much or too little.
    public let review: ClassificationReview
    /// What each environment gives.
    public let sheets: [FactSheet]
    /// What is shown of the filters of flows; nil where nobody asked, and for a copy, since policies tell of every program.
    public let filters: [FilterStanding]?
    /// How the document is marked.
    public let marking: PlanMarking

    /// Puts the argument together.
    ///
    /// - Parameters:
    ///   - solver: finds the least cut of the leaks.
    ///   - filters: what is shown of the filters of flows, where it is to be cited.
    public init(
        _ plan: Plan,
        catalogue: ObligationCatalogue,
        profile: MarkingProfile,
        solver: any LinearSolver,
        filters: [FilterStanding]? = nil
    ) throws {
        self.plan = plan
        self.filters = plan.audience == nil ? filters : nil
        let isPlaced = plan.answer?.placement != nil
        flows = try FlowAnalysis(plan.plant, catalogue: catalogue, plan: isPlaced ? plan : nil, solver: solver)
        if isPlaced, plan.audience == nil {
            roadmap = try Roadmap(plan, followingFlowsBy: catalogue)
        } else {
            roadmap = nil
        }
        review = ClassificationReview(plan)
        sheets = FactSheet.sheets(of: plan)
        marking = try PlanMarking(plan, schemes: catalogue.schemes, profile: profile)
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
        let writer = ReportWriter(rationale.plan)
        let (company, unfollowed) = (writer.company, writer.unfollowed)
        sections =
            plan.sections + (company.blocks.isEmpty ? [] : [company]) + FlowReport.sections(rationale.flows)
            + (unfollowed.blocks.isEmpty ? [] : [unfollowed])
            + PlanReport.sections(rationale.filters, isDriftKnown: rationale.plan.drift != nil)
            + (rationale.roadmap?.sections ?? [])
            + PlanReport.sections(rationale.review) + rationale.sheets.map(PlanReport.section)
            + (gaps.isEmpty ? [] : [Section(title: "What the marking lacks", blocks: [.list(gaps)])])
    }
}
