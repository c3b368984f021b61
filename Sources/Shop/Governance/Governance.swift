public import Boundary
public import CedarAnalysis
internal import Foundation
internal import Journal
internal import PlantModel
public import Storage

/// Change control of one instance: what the plant decides by, and every change of it, is asked for, tried, approved and released by the
/// policies in force.
///
/// A change is recorded where what it changes is kept: of the plant as a whole in the control log, of a program in its compartment, so that neither
/// tells of the other.
public struct Governance: Sendable {
    /// The instance.
    public let hull: SiteHull
    /// The compartment of each program that the plan gives to this instance.
    public let places: [String: CompartmentName]
    /// The theorems that go with the catalogue.
    let theorems: [Theorem]
    /// Questions about other policies and other baselines.
    let questions = WorkLine()
    /// What officers look for after a leak: in a line of its own, since clocks run, and a study takes an hour.
    let lookups = WorkLine(limits: .init(openMax: 32, answersMax: 64))
    /// Feeds of the person register, one after another.
    let takeovers = WorkLine()
    /// The files that are decided by.
    let shelf = BaselineShelf()
    /// Checks or makes the plan of another baseline; nil where none is asked for, as beside a gateway.
    let planning: BaselineDraft.Planning?

    /// Declares its kinds of records to the boundary. ``GovernanceProjection`` has to be among the projections of every compartment.
    /// - Parameters:
    ///   - theorems: those that go with the catalogue in force, to be asked what other obligations would make of them.
    ///   - planning: checks or makes the plan of another baseline; without it none can be asked for.
    /// - Throws: what the policies in force ask that lists of them cannot.
    public init(
        hull: SiteHull,
        places: [String: CompartmentName],
        theorems: [Theorem] = [],
        planning: BaselineDraft.Planning? = nil
    )
        throws(BaselineProblems)
    {
        self.planning = planning
        self.theorems = theorems
        self.hull = hull
        self.places = places
        try hull.boundary.declare(ChangeRequest.self)
        try hull.boundary.declare(ProcessVariant.self)
        try hull.boundary.declare(VariantTally.self)
        try hull.boundary.declare(VariantDrift.self)
        try hull.boundary.declare(AccessReview.self)
        try hull.boundary.declare(DriftNotice.self)
        try hull.boundary.declare(DriftStanding.self)
        try hull.boundary.declare(Leak.self)
        try hull.boundary.declare(ReportClock.self)
        try hull.boundary.declare(ExposureLook.self)
        try hull.boundary.declare(AccessRequest.self)
        try hull.boundary.declare(FlowStep.self)
        try hull.boundary.declare(PolicyText.self)
        try hull.boundary.declare(PolicyQuestionStanding.self)
        try hull.boundary.declare(PolicyFinding.self)
        try hull.boundary.declare(BaselineStudyStanding.self)
        try hull.boundary.declare(BaselineLine.self)
        try hull.boundary.declare(BaselineStanding.self)
        try hull.boundary.declare(ChangeReview.self)
    }

    /// Where a change of these programs is recorded.
    func place(of draft: ChangeDraft) throws(GovernanceRefusal) -> CompartmentName {
        if draft.kind.isOfPlant {
            guard draft.programs == nil else {
                throw GovernanceRefusal(
                    .misplaced,
                    "a \(draft.kind.rawValue) is of the whole plant, and names no program"
                )
            }
            return hull.control
        }
        guard let programs = draft.programs, !programs.isEmpty else {
            throw GovernanceRefusal(.misplaced, "a \(draft.kind.rawValue) names its programs")
        }
        let found = Set(programs.map { places[$0] })
        guard found.count == 1, let place = found.first ?? nil else {
            throw GovernanceRefusal(
                .misplaced,
                "its programs are not all of one compartment of this instance; ask for one change in each"
            )
        }
        return place
    }

    // MARK: What the writer reads

    static func state(of id: AggregateID, in views: any ViewStore) throws -> ChangeState? {
        let query = ViewQuery(
            ChangeRequest.table.name,
            columns: [ChangeRequest.stateColumn],
            matches: [ViewQuery.Match("id", .equal, [.bytes(id.bytes)])],
            limit: 1
        )
        return try states(views.writerRows(query)).first
    }

    static func states(_ rows: [[ViewValue]]) throws -> [ChangeState] {
        try rows.compactMap { row in
            guard case .text(let text)? = row.first else { return nil }
            return try JSONDecoder().decode(ChangeState.self, from: Data(text.utf8))
        }
    }

    /// Released baselines in the order of their release.
    static func releases(_ rows: [[ViewValue]]) -> [BaselineRelease] {
        rows.compactMap { row in
            guard case .text(let text)? = row.first else { return nil }
            return try? JSONDecoder().decode(BaselineRelease.self, from: Data(text.utf8))
        }
    }

    static let allReleases = ViewQuery(
        GovernanceProjection.baselines.name,
        columns: ["release"],
        order: [ViewQuery.Order("sequence")],
        limit: ViewQuery.limitMax
    )

    /// An event of a change or of a baseline.
    static func draft(
        _ kind: ChangeEventKind,
        _ event: ChangeEvent,
        about id: AggregateID,
        by subject: Subject,
        on today: Day
    ) throws -> EventDraft {
        let programs = event.change?.programs?.joined(separator: "+") ?? ""
        return EventDraft(
            subject: subject.description,
            kind: kind.rawValue,
            aggregate: id,
            label: event.change?.label ?? "",
            payload: try event.encoded(),
            scope: DataKeyScope(
                program: programs.isEmpty ? "common" : programs,
                retentionClass: DataClass.workInstructions.rawValue,
                period: String(today.description.prefix(7))
            )
        )
    }
}
