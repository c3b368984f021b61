public import Boundary
public import Journal
public import PlantModel
internal import Storage

extension Governance {
    /// The baselines that were released, the newest first, the changes that ask for others, and one's own studies, as far as one may see them.
    /// - Throws: `noAnswer`.
    public func baselines<Way: Channel>(on day: Day, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        do {
            let released = try standings(on: day)
            let open = try changes([], limit: Self.changesShownMax, actor)
            return try await hull.boundary.releaseTogether(
                released,
                open,
                studies(of: actor.person),
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// A change of the baseline with what its release by the asker would still take, and with what differs while its files are here.
    /// - Throws: `notFound`, `noAnswer`.
    public func baselineChange<Way: Channel>(_ id: AggregateID, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        do {
            let found = try changes([.init("id", .equal, [.bytes(id.bytes)])], limit: 1, actor)
            guard !found.isEmpty, let state = try state(of: id, in: hull.control) else {
                throw GovernanceRefusal(.notFound)
            }
            let review = try state.stage == .open ? [self.review(state, beside: found[0].origin, by: actor.person)] : []
            let study = try questions.study(of: state.content).map { try records(of: $0) } ?? StudyRecords()
            return try await hull.boundary.releaseTogether(
                found,
                review,
                study.lines,
                study.shifts,
                study.findings,
                to: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// Where a change of the baseline is.
    public func baselinePlace(_ id: AggregateID) -> ChangePlace { ChangePlace(id, in: hull.control) }

    /// Changes of the baseline that match.
    func changes<Way: Channel>(_ matches: [ViewQuery.Match], limit: Int, _ actor: Actor<Way>) throws -> [ChangeRequest]
    {
        try hull.boundary.records(
            ChangeRequest.self,
            in: hull.control,
            matching: [.init("kind", .equal, [.text(ChangeKind.baseline.rawValue)])] + matches,
            limit: limit,
            for: .person(actor.person),
            through: actor.channel,
            from: actor.whereabouts
        )
    }

    private func standings(on day: Day) throws -> [BaselineStanding] {
        let all = try releases()
        let current = all.last { $0.firstDay.map { $0 <= day } ?? false }?.digest
        let deciding = hull.boundary.baseline?.release
        return all.enumerated().reversed().prefix(Self.changesShownMax).map { number, release in
            let isLater = release.firstDay.map { $0 > day } ?? true
            let state =
                switch (release.digest == current, release.digest == deciding) {
                case (true, true): "inForce"
                case (true, false): "atNextStart"
                case (false, true): "untilNextStart"
                case (false, false): isLater ? "later" : "before"
                }
            let approvals = release.approvals.map { "\($0.approver) as \($0.capacity)" }
            return BaselineStanding(
                ofPlant(AggregateID(hashing: Array("bulkhead baseline v1\n\(number)\n\(release.digest)".utf8))),
                [
                    .text(release.digest), .text(release.effective), .text(state),
                    .text(approvals.joined(separator: "\n")), .text(release.tier.map { "\($0)" } ?? ""),
                ]
            )
        }
    }

    private static let changesShownMax = 100
}
