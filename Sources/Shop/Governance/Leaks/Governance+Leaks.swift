public import Boundary
internal import Foundation
public import Journal
internal import PlantModel
internal import Storage

extension Governance {
    // MARK: Looking

    /// The leaks that were confirmed, the newest first; those that are open before the others.
    /// - Throws: `invalid` where the list has no such last record; `noAnswer`.
    public func leaks<Way: Channel>(after last: AggregateID? = nil, limit: Int, by actor: Actor<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        let order = [ViewQuery.Order("state", descending: true), .init("confirmed", descending: true)]
        return try await list(Leak.self, [], order, after: last, limit, actor)
    }

    /// The clocks that are open: those that run, the one that is due first, then those that wait for what they run from.
    /// - Throws: as `leaks`.
    public func openClocks<Way: Channel>(after last: AggregateID? = nil, limit: Int, by actor: Actor<Way>)
        async throws(GovernanceRefusal) -> Release<Way>
    {
        let open = ViewQuery.Match("state", .equal, [.text("running"), .text("waiting")])
        return try await list(ReportClock.self, [open], [.init("state"), .init("due")], after: last, limit, actor)
    }

    /// A leak.
    /// - Throws: `notFound`, `denied`, `noAnswer`.
    public func leak<Way: Channel>(_ id: AggregateID, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        try await find(Leak.self, id, in: Leak.trail, by: actor)
    }

    /// All clocks of a leak, met ones too, as far as somebody may see them.
    /// - Throws: `noAnswer`.
    public func clocks<Way: Channel>(of leak: AggregateID, by actor: Actor<Way>) async throws(GovernanceRefusal)
        -> Release<Way>
    {
        let of = ViewQuery.Match("leak", .equal, [.text(leak.bytes.hexadecimal)])
        return try await list(ReportClock.self, [of], [.init("due")], after: nil, Boundary.pageMax, actor)
    }

    // MARK: Acting

    /// Confirms a leak: what had left by then is recorded, a hold is placed on all that is kept together with the program's data, and each clock starts that
    /// a reporting duty of the program gives: at the discovery, or once what it runs from is said to have taken place. All of it is one command.
    /// - Parameters:
    ///   - sheet: the id of the program's sheet.
    ///   - place: of which site the duties are.
    /// - Returns: the id of the leak.
    /// - Throws: `invalid`, `notFound`, `denied`, `noAnswer`.
    public func confirmLeak<Way: Channel>(
        _ report: LeakReport,
        of sheet: AggregateID,
        at place: Whereabouts,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> AggregateID {
        try Self.check(report.found)
        guard let program = program(of: sheet), let compartment = places[program] else {
            throw GovernanceRefusal(.notFound)
        }
        do {
            guard let id = AggregateID(command.bytes) else { throw GovernanceRefusal(.noAnswer) }
            let boundary = hull.boundary
            let label = try boundary.label(of: .auditTrail, program: program)
            let permission = try await boundary.permit(
                .edit,
                ofNew: Leak.self,
                RecordOrigin(id: id, compartment: compartment, label: label),
                by: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
            let exposure = try hull.exposure(
                ExposureQuestion(program, record: report.record, since: report.since),
                for: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
            guard let exposure else { throw GovernanceRefusal(.noAnswer) }
            let duties = try boundary.reportingDuties(of: program, at: place.site ?? "")
            let hold = AggregateID(hashing: Array("bulkhead leak hold v1\n\(id.bytes.hexadecimal)".utf8))
            _ = try await hull.perform(
                JournalCommand(id: command, reads: [id]) { context in
                    guard boundary.isInForce(permission) else { throw GovernanceRefusal(.stale) }
                    try Self.check(report.discovered, notAfter: context.time)
                    let state = LeakState(
                        report,
                        program: program,
                        at: context.time,
                        by: permission.subject.description,
                        exposed: (exposure.recipients, exposure.releases, exposure.contentHash),
                        label: label.text,
                        hold: hold,
                        clocks: duties.map { LeakState.Clock($0, discovered: report.discovered) }
                    )
                    let authority = JournalAuthority(
                        subject: permission.subject.description,
                        label: label.text,
                        reason: "leak \(id.bytes.hexadecimal)"
                    )
                    return [
                        try Self.draft(LeakEventKind.confirmed.rawValue, state, id, by: permission.subject, context),
                        // What is kept together is held together: records of several programs are of none of them alone.
                        try LegalHold().draft(id: hold, by: authority),
                    ]
                },
                in: compartment
            )
            return id
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    /// Says that what a clock waits for took place, so that all clocks of the leak that run from it do.
    /// - Throws: `clockSettled` where no clock waits for that; `leakClosed`, `invalid`, `notFound`, `denied`, `noAnswer`.
    public func beginClock<Way: Channel>(
        _ act: ClockAct,
        of leak: AggregateID,
        command: CommandID,
        by actor: Actor<Way>
    )
        async throws(GovernanceRefusal)
    {
        try await change(leak, .began, act, command, actor) { state, permission, _, _ in
            let trigger = state.clocks.first { ReportClock.id(of: leak, $0) == act.clock }?.trigger
            let waiting = state.clocks.indices.filter {
                state.clocks[$0].trigger == trigger && state.clocks[$0].state == "waiting"
            }
            guard !waiting.isEmpty else { throw GovernanceRefusal(.clockSettled) }
            for index in waiting {
                state.clocks[index].began = act.at
                state.clocks[index].beganBy = "\(permission.subject): \(act.evidence)"
            }
            return []
        }
    }

    /// Meets a clock: its addressee was told, or it does not apply. It stands with that for good.
    /// - Throws: as `beginClock`.
    public func meetClock<Way: Channel>(
        _ act: ClockAct,
        _ outcome: ClockOutcome,
        of leak: AggregateID,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try await change(leak, .met, act, command, actor) { state, permission, _, _ in
            let place = state.clocks.firstIndex { ReportClock.id(of: leak, $0) == act.clock }
            guard let place, state.clocks[place].outcome == nil else { throw GovernanceRefusal(.clockSettled) }
            state.clocks[place].outcome = outcome.rawValue
            state.clocks[place].evidence = act.evidence
            state.clocks[place].met = act.at
            state.clocks[place].metBy = permission.subject.description
            return []
        }
    }

    /// Closes a leak whose clocks are all met, and lifts its hold.
    /// - Throws: `clocksOpen`; as `beginClock`.
    public func closeLeak<Way: Channel>(_ act: ClockAct, of leak: AggregateID, command: CommandID, by actor: Actor<Way>)
        async throws(GovernanceRefusal)
    {
        try await change(leak, .closed, act, command, actor) { state, permission, time, label in
            guard state.clocks.allSatisfy({ $0.outcome != nil }) else { throw GovernanceRefusal(.clocksOpen) }
            state.closed = time
            state.closedBy = permission.subject.description
            state.closingReason = act.evidence
            guard let hold = AggregateID(hexadecimal: state.hold) else { return [] }
            let authority = JournalAuthority(
                subject: permission.subject.description,
                label: label,
                reason: "leak \(leak.bytes.hexadecimal) closed"
            )
            return [try LegalHold.liftingDraft(id: hold, by: authority)]
        }
    }

    /// Changes a leak, before the views of its compartment.
    private func change<Way: Channel>(
        _ leak: AggregateID,
        _ kind: LeakEventKind,
        _ act: ClockAct,
        _ command: CommandID,
        _ actor: Actor<Way>,
        _ body: @escaping @Sendable (inout LeakState, Permission, UInt64, String) throws -> [EventDraft]
    ) async throws(GovernanceRefusal) {
        try Self.check(act.evidence)
        do {
            let boundary = hull.boundary
            let compartment = compartment(of: leak, in: Leak.trail)
            let permission = try await boundary.permit(
                .edit,
                of: Leak.self,
                leak,
                in: compartment,
                by: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            ).permission
            _ = try await hull.perform(
                JournalCommand(id: command, reads: [leak]) { context in
                    guard boundary.isInForce(permission) else { throw GovernanceRefusal(.stale) }
                    try Self.check(act.at, notAfter: context.time)
                    guard let rows = try context.views?.writerRows(Leak.trail.whole(leak)),
                        var state = TrailTable.states(LeakState.self, rows).first?.state
                    else { throw GovernanceRefusal(.notFound) }
                    guard state.closed == nil else { throw GovernanceRefusal(.leakClosed) }
                    let more = try body(&state, permission, context.time, state.label)
                    return [try Self.draft(kind.rawValue, state, leak, by: permission.subject, context)] + more
                },
                in: compartment
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    // MARK: What is asked of texts, times and views

    private static func check(_ text: String) throws(GovernanceRefusal) {
        guard text.utf8.count <= LeakReport.textMax, !text.allSatisfy(\.isWhitespace) else {
            throw GovernanceRefusal(
                .invalid,
                "where it was found, what shows it or why it does not apply has 1 to \(LeakReport.textMax) bytes"
            )
        }
    }

    private static func check(_ moment: UInt64, notAfter now: UInt64) throws(GovernanceRefusal) {
        guard moment <= now else { throw GovernanceRefusal(.invalid, "the moment is not over yet") }
    }
}

extension LeakState.Clock {
    /// One that runs from the discovery does so at once.
    init(_ duty: ReportingDuty, discovered: UInt64) {
        addressee = duty.addressee
        trigger = duty.trigger
        hours = duty.hours
        obligations = duty.obligations
        cite = duty.cite
        says = duty.says
        began = duty.trigger == Self.discovery ? discovered : nil
    }

    /// The trigger that a leak which is confirmed has met.
    private static let discovery = "discovery"
}
