public import Boundary
public import Journal
public import PlantModel
internal import Storage

extension Governance {
    /// Grants a request: the person has a need to know for the program until a day. Facts and policies follow at once, and the person's sessions of before
    /// end; that it was granted is of the program's log, the fact itself of the control log. Where the second could not be recorded, the same grant by the
    /// same approver goes on with it.
    /// - Parameter place: where the screens stand that it is tried for.
    /// - Throws: `ownRequest`; `requestSettled`; `notLifted` where the need would give nothing now, or take something away; `invalid`, `stale`, `notFound`,
    ///   `denied`, `noAnswer`.
    public func grantAccess<Way: Channel>(
        _ request: AggregateID,
        until last: Day,
        at place: Whereabouts,
        _ decision: AccessDecision,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try Self.check(decision.words, "who vouches for the need")
        let known = try await decided(request, by: actor)
        let (person, program) = (known.state.person, known.state.program)
        let approver = Subject.person(actor.person)
        do {
            let isTakenUp =
                known.state.standing == .granted && known.state.grantedUntil == last.description
                && known.state.granted?.by == approver.description
            let isInForce = hull.boundary.grantedNeed(for: program, of: person) == last
            if isTakenUp && isInForce { return }
            guard try hull.boundary.wouldGive(person, needFor: program, at: place) else {
                throw GovernanceRefusal(.notLifted)
            }
            if !isTakenUp {
                try await record(request, .granted, known.permission, command) { state, time in
                    try Self.check(last, from: time)
                    guard state.standing == .asked else { throw GovernanceRefusal(.requestSettled) }
                    state.granted = .init(decision, by: approver, at: time)
                    state.grantedUntil = last.description
                }
            }
            try await hull.boundary.grantNeed(for: program, to: person, until: last, by: approver)
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// Declines a request, with the reason.
    /// - Throws: `ownRequest`, `requestSettled`, `invalid`, `stale`, `notFound`, `denied`, `noAnswer`.
    public func declineAccess<Way: Channel>(
        _ request: AggregateID,
        _ decision: AccessDecision,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try Self.check(decision.words, "a reason")
        let known = try await decided(request, by: actor)
        do {
            try await record(request, .declined, known.permission, command) { state, time in
                guard state.standing == .asked else { throw GovernanceRefusal(.requestSettled) }
                state.declined = .init(decision, by: .person(actor.person), at: time)
            }
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// Takes back what was granted, before its last day. What the register states of the person stays.
    /// - Throws: as ``declineAccess(_:_:command:by:)``; `requestSettled` where nothing was granted.
    public func endAccess<Way: Channel>(
        _ request: AggregateID,
        _ decision: AccessDecision,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try Self.check(decision.words, "a reason")
        let known = try await decided(request, by: actor)
        do {
            // It is taken back first: whatever fails then, nobody has more than is recorded.
            guard [.granted, .ended].contains(known.state.standing) else { throw GovernanceRefusal(.requestSettled) }
            let (person, program) = (known.state.person, known.state.program)
            // What was granted by a later request is of that one.
            if hull.boundary.grantedNeed(for: program, of: person)?.description == known.state.grantedUntil {
                try await hull.boundary.withdrawNeed(for: program, from: person, by: .person(actor.person))
            }
            try await record(request, .ended, known.permission, command) { state, time in
                guard state.standing == .granted else { throw GovernanceRefusal(.requestSettled) }
                state.ended = .init(decision, by: .person(actor.person), at: time)
            }
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// A request that somebody may decide.
    private func decided<Way: Channel>(_ request: AggregateID, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> (state: AccessRequestState, permission: Permission)
    {
        do {
            let place = compartment(of: request, in: AccessRequest.trail)
            let permission = try await hull.boundary.permit(
                .edit,
                of: AccessRequest.self,
                request,
                in: place,
                by: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            ).permission
            let rows = try hull.rows(AccessRequest.trail.whole(request), in: place)
            guard let state = TrailTable.states(AccessRequestState.self, rows).first?.state else {
                throw GovernanceRefusal(.notFound)
            }
            guard state.person != actor.person else { throw GovernanceRefusal(.ownRequest) }
            return (state, permission)
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// Records what became of a request, before the views of its compartment.
    private func record(
        _ request: AggregateID,
        _ kind: AccessRequestEventKind,
        _ permission: Permission,
        _ command: CommandID,
        _ change: @escaping @Sendable (inout AccessRequestState, UInt64) throws -> Void
    ) async throws {
        let boundary = hull.boundary
        _ = try await hull.perform(
            JournalCommand(id: command, reads: [request]) { context in
                guard boundary.isInForce(permission) else { throw GovernanceRefusal(.stale) }
                guard let rows = try context.views?.writerRows(AccessRequest.trail.whole(request)),
                    var state = TrailTable.states(AccessRequestState.self, rows).first?.state
                else { throw GovernanceRefusal(.notFound) }
                try change(&state, context.time)
                return [try Self.draft(kind.rawValue, state, request, by: permission.subject, context)]
            },
            in: compartment(of: request, in: AccessRequest.trail)
        )
    }
}

extension AccessRequestState.Decision {
    init(_ decision: AccessDecision, by subject: Subject, at time: UInt64) {
        self.init(
            by: subject.description,
            printedName: decision.printedName,
            time: time,
            words: decision.words
        )
    }
}
