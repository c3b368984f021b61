internal import Boundary
internal import Journal
internal import Storage

extension Governance {
    /// A page of records of all compartments, released.
    /// - Throws: `invalid` where the list has no such last record; `noAnswer`.
    func list<Entry: LabelledRecord, Way: Channel>(
        _ type: Entry.Type,
        _ matches: [ViewQuery.Match],
        _ order: [ViewQuery.Order],
        after last: AggregateID?,
        _ limit: Int,
        _ actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> Release<Way> {
        do throws(AccessRefusal) {
            let subject = Subject.person(actor.person)
            let found = try hull.boundary.page(
                of: type,
                matching: matches,
                order: order,
                after: last,
                limit: limit,
                for: subject,
                through: actor.channel,
                from: actor.whereabouts
            )
            return try await hull.boundary.release(
                found,
                to: subject,
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(asked: error)
        }
    }
}

extension GovernanceRefusal {
    /// What cannot be answered as it was asked is for the asker to mend.
    init(asked refusal: AccessRefusal) {
        if case .failed(let trouble) = refusal, trouble.code == .invalidQuestion {
            self.init(.invalid, trouble.message)
        } else {
            self.init(access: refusal)
        }
    }
}
