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
    /// Questions about other policies.
    let questions = PolicyQuestions()

    /// Declares its kinds of records to the boundary. ``GovernanceProjection`` has to be among the projections of every compartment.
    /// - Parameter theorems: those that go with the catalogue in force, to be asked what other obligations would make of them.
    /// - Throws: what the policies in force ask that lists of them cannot.
    public init(hull: SiteHull, places: [String: CompartmentName], theorems: [Theorem] = [])
        throws(BaselineProblems)
    {
        self.theorems = theorems
        self.hull = hull
        self.places = places
        try hull.boundary.declare(ChangeRequest.self)
        try hull.boundary.declare(ProcessVariant.self)
        try hull.boundary.declare(VariantTally.self)
        try hull.boundary.declare(AccessReview.self)
        try hull.boundary.declare(DriftNotice.self)
        try hull.boundary.declare(DriftStanding.self)
        try hull.boundary.declare(Leak.self)
        try hull.boundary.declare(ReportClock.self)
        try hull.boundary.declare(AccessRequest.self)
        try hull.boundary.declare(FlowStep.self)
        try hull.boundary.declare(PolicyText.self)
        try hull.boundary.declare(PolicyQuestionStanding.self)
        try hull.boundary.declare(PolicyFinding.self)
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
