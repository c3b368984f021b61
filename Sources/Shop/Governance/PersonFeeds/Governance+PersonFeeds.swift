public import Boundary
public import Execution
public import Journal

// Feeds of the person register are taken over one after another, beside all else that the instance does, and are followed by whoever sent them.
extension Governance {
    /// Has a feed taken over that was read whole.
    /// - Returns: the id by which its sender, and nobody else, follows it.
    /// - Throws: `tooManyRequests` where one of the sender's is not done yet; `noAnswer`.
    public func takeOver(_ feed: PersonFeed, into register: PersonRegister, by administrator: Subject)
        async throws(GovernanceRefusal) -> AggregateID
    {
        let takeover = FeedTakeover(register: register, feed: feed, administrator: administrator)
        return try await takeovers.begin(takeover, by: administrator.description)
    }

    /// How far one's own feed is.
    /// - Throws: `notFound` for one that is not one's own, or that was sent before the last start.
    public func takeover(_ id: AggregateID, by administrator: Subject) throws(GovernanceRefusal) -> FeedStanding {
        guard let job = takeovers.question(id, of: administrator.description) else {
            throw GovernanceRefusal(.notFound)
        }
        return switch job.standing {
        case .working: .working(done: job.done, of: job.count)
        case .taken(let change): .taken(change)
        case .refused(let refusal): .refused(refusal)
        case .cancelled: .ended(.cancelled, done: job.done, of: job.count)
        case .late: .ended(.late, done: job.done, of: job.count)
        case .waiting: .waiting
        default: .ended(.failed, done: job.done, of: job.count)
        }
    }

    /// Stops one's own feed before the next person: whose facts were taken over keeps them, all others keep theirs.
    /// - Throws: `notFound`.
    public func cancelTakeover(_ id: AggregateID, by administrator: Subject) throws(GovernanceRefusal) {
        try takeovers.cancel(id, of: administrator.description)
    }
}
