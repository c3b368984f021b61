internal import Boundary
internal import Journal
internal import Storage

extension Governance {
    /// What a change's release by somebody would still take, under the label of the change itself.
    func review(_ state: ChangeState, beside origin: RecordOrigin, by person: String) throws -> ChangeReview {
        let verdict = try hull.boundary.decide(.release, on: state.facts, after: state.progress, by: person)
        let missing = verdict.reasons.map { reason in
            "\(reason.says) [\(reason.policy)\(reason.cite.isEmpty ? "" : ", \(reason.cite)")]; met by \(reason.metBy)"
        }
        let touches = state.facts.touches.subtracting([state.kind.rawValue]).sorted()
        return ChangeReview(
            RecordOrigin(
                id: AggregateID(hashing: Array("bulkhead change review v1\n\(state.id)".utf8)),
                compartment: origin.compartment,
                label: origin.label
            ),
            [
                .integer(Int64(verdict.tier)), .text(touches.joined(separator: ", ")),
                .text(missing.joined(separator: "\n")),
            ]
        )
    }
}
