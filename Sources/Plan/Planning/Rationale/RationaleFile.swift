import Classification
import PlantModel

/// The whole argument as it is written to a file, for programs to read. Schema: `schemas/rationale.schema.json`, which refers to those of its
/// parts. A copy for an audience holds what the copy's text holds: it is written from the same excerpt of the plant.
public struct RationaleFile: Sendable, Equatable, Codable {
    /// The version of this form.
    public let format: String
    /// The plant's enterprise.
    public let enterprise: String
    /// The day as of which facts were judged.
    public let asOf: String
    /// The line that stands on each page: the join of what the document names; nil where nothing asks for one.
    public let marking: String?
    /// What stands on the first page beside it: designation, statements, notices.
    public let firstPage: [String]
    /// What the marking lacks, because the plant file does not say it.
    public let markingLacks: [String]
    /// The audience that this is a copy for; nil for the document itself.
    public let audience: String?
    /// Obligations that a what-if left out; empty for a plan to build.
    public let without: [String]
    /// From each program to obligation, cite, control, evidence and expiry.
    public let report: ReportFile
    /// Where data can get.
    public let flows: FlowFile
    /// What is shown of the filters of flows; absent where nobody asked.
    public let filters: [FilterStanding]?
    /// The road from today; nil for a copy, and where there is no plan.
    public let roadmap: RoadmapFile?
    /// What is separated or restricted too much or too little.
    public let review: ClassificationReview
    /// What each environment gives.
    public let environments: [FactSheet]

    /// Writes the argument down.
    public init(_ rationale: Rationale) {
        format = "bulkhead-rationale/1"
        enterprise = rationale.plan.plant.enterprise
        asOf = rationale.plan.plant.asOf.description
        marking = rationale.marking.banner
        firstPage = rationale.marking.firstPage
        markingLacks = rationale.marking.marking.problems.map { "\($0)" }
        audience = rationale.plan.audience
        without = rationale.plan.without.sorted()
        report = ReportFile(rationale.plan)
        flows = FlowFile(rationale.flows)
        filters = rationale.filters
        roadmap = rationale.roadmap.map(RoadmapFile.init)
        review = rationale.review
        environments = rationale.sheets
    }
}
