public import Boundary
public import Execution
internal import PlantModel
public import Storage

/// Work definitions are put in force by a change of their content that was released: nothing is released without it.
public struct ReleasedChanges: ChangeApproval {
    private let hull: SiteHull
    private let places: [String: CompartmentName]

    /// Asks the changes of an instance.
    /// - Parameter places: the compartment of each program.
    public init(hull: SiteHull, places: [String: CompartmentName]) {
        self.hull = hull
        self.places = places
    }

    /// Nothing where a change of this content of this program was released and its day has come; else what is missing of the one that is
    /// furthest, or that none was asked for.
    public func objections(to change: WorkDefinitionChange, releasedBy subject: Subject) throws -> [String] {
        guard let place = places[change.program] else { return ["The program has no compartment in this instance"] }
        let query = ViewQuery(
            ChangeRequest.table.name,
            columns: [ChangeRequest.stateColumn],
            matches: [ViewQuery.Match("content", .equal, [.text(change.contentHash)])],
            limit: ViewQuery.limitMax
        )
        let states = try Governance.states(try hull.rows(query, in: place)).filter { state in
            !state.kind.isOfPlant && state.programs?.contains(change.program) == true
                && change.touches.isSubset(of: state.facts.touches)
        }
        let released = states.filter { $0.stage == .released }
        if released.contains(where: { state in Day(state.effective).map { $0 <= change.today } ?? false }) { return [] }
        if let later = released.map(\.effective).min() { return ["The change was released from \(later) on"] }
        guard let open = states.last(where: { $0.stage == .open }) else {
            return [
                "No change with this content\(Self.touching(change)) was asked for, or it was rejected; ask for one"
            ]
        }
        let verdict = try hull.boundary.decide(.release, on: open.facts, after: open.progress, by: open.author)
        return ["The change of this content was not released yet"]
            + verdict.reasons.filter { !$0.policy.hasSuffix("author-implementer") }.map(\.says)
    }

    private static func touching(_ change: WorkDefinitionChange) -> String {
        change.touches.isEmpty
            ? ""
            : " that says that it touches \(change.touches.sorted().joined(separator: ", ")) of the revision in force"
    }
}
