public import PlantModel
internal import Synchronization

// Needs to know that are granted for a time, beside what the register states. They are facts of a person like the others: recorded in the control log,
// taken up at a start, and kept when the register states other facts. Who is dismissed loses them.
extension Boundary {
    /// Gives a person a need to know for a program until a day. The person is given nothing until it is recorded, and sessions of before end.
    /// - Throws: `invalidQuestion` for somebody whom the register does not know at the moment; `notJournaled`.
    public func grantNeed(for program: String, to person: String, until last: Day, by approver: Subject)
        async throws(BoundaryError)
    {
        try await changeNeeds(of: person, by: approver) { needs in
            needs.removeAll { $0.value == program }
            needs.append(PersonFacts.Dated(program, until: last))
        }
    }

    /// Takes a need to know back that was granted here; what the register states stays.
    /// - Throws: as ``grantNeed(for:to:until:by:)``.
    public func withdrawNeed(for program: String, from person: String, by approver: Subject)
        async throws(BoundaryError)
    {
        try await changeNeeds(of: person, by: approver) { needs in needs.removeAll { $0.value == program } }
    }

    /// The last day of a need to know that was granted here; nil for none.
    public func grantedNeed(for program: String, of person: String) -> Day? {
        state.withLock { $0.people[.person(person)]?.granted.first { $0.value == program }?.until }
    }

    private func changeNeeds(
        of person: String,
        by approver: Subject,
        _ change: (inout [PersonFacts.Dated<String>]) -> Void
    ) async throws(BoundaryError) {
        try await record(.person(person), by: approver) { known, _ throws(BoundaryError) in
            guard var facts = known?.facts else {
                throw BoundaryError(
                    .invalidQuestion,
                    "the register knows nobody of that id at the moment; take over a feed that has the person"
                )
            }
            change(&facts.grantedNeeds)
            return facts
        }
    }
}
