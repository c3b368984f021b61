public import Boundary
internal import Classification
internal import Foundation
public import Journal
internal import PlantModel
public import Storage

extension Governance {
    /// Who acts on a change, by which way, from where.
    public struct Actor<Way: Channel>: Sendable {
        /// The id in the register.
        public let person: String
        /// By which way.
        public let channel: Way
        /// From where.
        public let whereabouts: Whereabouts

        /// An actor.
        public init(_ person: String, through channel: Way, from whereabouts: Whereabouts = .unknown) {
            self.person = person
            self.channel = channel
            self.whereabouts = whereabouts
        }
    }

    /// Where a change is.
    public struct ChangePlace: Sendable, Hashable {
        /// Its id.
        public let id: AggregateID
        /// Its compartment.
        public let compartment: CompartmentName

        /// A place.
        public init(_ id: AggregateID, in compartment: CompartmentName) {
            self.id = id
            self.compartment = compartment
        }
    }

    // MARK: Asking

    /// Asks for a change. Sent again under the same command id it is asked for once.
    /// - Throws: `invalid`, `misplaced`, `denied`, `noAnswer`.
    public func request<Way: Channel>(
        _ draft: ChangeDraft,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) -> ChangePlace {
        let compartment = try place(of: draft)
        do {
            guard let id = AggregateID(command.bytes) else { throw GovernanceRefusal(.noAnswer) }
            let label = try label(of: draft)
            _ = try await hull.boundary.permit(
                .edit,
                ofNew: ChangeRequest.self,
                RecordOrigin(id: id, compartment: compartment, label: label),
                by: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
            let state = ChangeState(draft, id: id.bytes.hexadecimal, author: actor.person, label: label.text)
            _ = try await hull.perform(
                JournalCommand(id: command, reads: [id]) { context in
                    let today = try Self.today(context)
                    if let problem = draft.problem(on: today) { throw GovernanceRefusal(.invalid, problem) }
                    let event = ChangeEvent(change: state)
                    return [try Self.draft(.requested, event, about: id, by: .person(actor.person), on: today)]
                },
                in: compartment
            )
            return ChangePlace(id, in: compartment)
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    private func label(of draft: ChangeDraft) throws(BoundaryError) -> SharedLabel {
        var label = SharedLabel(.unrestricted)
        for program in draft.programs ?? [] {
            label = label.join(try hull.boundary.label(of: .workInstructions, program: program))
        }
        return label
    }

    /// Puts another draft in the place of what there was. What was approved and tried was approved and tried of that, and no longer counts.
    /// - Throws: `denied` for anybody but its author; `invalid`, `misplaced`, `closed`, `notFound`, `noAnswer`.
    public func revise<Way: Channel>(
        _ change: ChangePlace,
        to draft: ChangeDraft,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        guard try place(of: draft) == change.compartment else { throw GovernanceRefusal(.misplaced) }
        try await act(.revised, on: change, .edit, command: command, by: actor) { state in
            guard state.author == actor.person else { throw GovernanceRefusal(.denied, "its author alone revises it") }
        } decide: { state, today, _ in
            guard state.kind == draft.kind, state.programs.map({ Set($0) }) == draft.programs else {
                throw GovernanceRefusal(.invalid, "a revision is of the same kind and the same programs")
            }
            if let problem = draft.problem(on: today) { throw GovernanceRefusal(.invalid, problem) }
            state = ChangeState(draft, id: state.id, author: state.author, label: state.label)
            return ChangeEvent()
        }
    }

    // MARK: Trying

    /// Records how a test ended. The proof of a baseline is recorded with its study alone.
    public func recordTest<Way: Channel>(
        _ name: String,
        passed: Bool,
        reference: String,
        of change: ChangePlace,
        content: String,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try Self.check([name, reference])
        guard name != Self.proofTest else {
            throw GovernanceRefusal(.invalid, "theorems are proved, not stated")
        }
        try await add(
            test: .init(name: name, passed: passed, reference: reference, by: actor.person),
            to: change,
            content: content,
            command: command,
            by: actor
        )
    }

    func add<Way: Channel>(
        test: ChangeState.Test,
        to change: ChangePlace,
        content: String,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try await act(.tested, on: change, .edit, command: command, by: actor, may: Self.permitted) { state, _, _ in
            try Self.check(state, is: content)
            state.tests.append(test)
            return ChangeEvent()
        }
    }

    /// Adds a piece of evidence.
    public func addEvidence<Way: Channel>(
        _ name: String,
        reference: String,
        to change: ChangePlace,
        content: String,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try Self.check([name, reference])
        try await act(.evidenced, on: change, .edit, command: command, by: actor, may: Self.permitted) { state, _, _ in
            try Self.check(state, is: content)
            state.evidence.append(.init(name: name, reference: reference, by: actor.person))
            return ChangeEvent()
        }
    }

    // MARK: Approving

    /// Approves what a change is now, in a capacity. Policies say who may.
    /// - Parameters:
    ///   - content: the hash of what was looked at.
    ///   - printedName: the signer's name, of an approval that is signed (21 CFR 11.50(a)(1)); the capacity is what the signature means.
    /// - Throws: `denied` with the policies that refuse; `stale`, `closed`, `notFound`, `noAnswer`.
    public func approve<Way: Channel>(
        _ change: ChangePlace,
        content: String,
        as capacity: String,
        signedAs printedName: String? = nil,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try Self.check([capacity] + (printedName.map { [$0] } ?? []))
        let approving = approving(as: capacity, by: actor)
        try await act(.approved, on: change, .view, command: command, by: actor) { state in
            try approving(state, state.progress)
        } decide: { state, _, context in
            try Self.check(state, is: content)
            state.approvals.append(
                .init(approver: actor.person, capacity: capacity, time: context.time, printedName: printedName)
            )
            return ChangeEvent()
        }
    }

    /// Records that a customer approved, and where that is written. It takes whoever may approve in the capacity `customer`.
    public func recordCustomerApproval<Way: Channel>(
        of customer: String,
        reference: String,
        to change: ChangePlace,
        content: String,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try Self.check([customer, reference])
        let approving = approving(as: "customer", by: actor)
        try await act(.approvedByCustomer, on: change, .view, command: command, by: actor) { state in
            try approving(state, state.progress)
        } decide: { state, _, _ in
            try Self.check(state, is: content)
            state.customers.append(.init(name: customer, reference: reference, by: actor.person))
            return ChangeEvent()
        }
    }

    // MARK: Closing

    /// Puts a change in force from its effective day, once nothing stands in the way.
    ///
    /// A baseline is in force for an instance that is started with its files from that day on; what runs goes on by what it was started with.
    /// A variant that ends by it does not count from that day on.
    /// - Throws: `denied` with the policies that refuse it to the actor; `notApproved` with all that is missing, whoever asks; `variantEnded` where another change ended the variant before; `overtaken` where another baseline was released since this one was studied; `stale`, `invalid`,
    ///   `closed`, `notFound`, `noAnswer`.
    public func release<Way: Channel>(
        _ change: ChangePlace,
        content: String,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        let (boundary, person) = (hull.boundary, actor.person)
        let releasing: @Sendable (ChangeState) throws -> ChangeVerdict = { state in
            try boundary.decide(.release, on: state.facts, after: state.progress, by: person)
        }
        try await act(.released, on: change, .view, command: command, by: actor) { state in
            let verdict = try releasing(state)
            guard verdict.hasAuthority else { throw GovernanceRefusal(.denied, reasons: verdict.reasons) }
        } decide: { state, today, context in
            try Self.checkLast(state, context)
            try Self.check(state, is: content)
            let verdict = try releasing(state)
            guard verdict.isAllowed else { throw GovernanceRefusal(.notApproved, reasons: verdict.reasons) }
            // What became late while it was approved counts from today.
            let effective = max(Day(state.effective) ?? today, today)
            let merged = try state.merging.map {
                guard let views = context.views else { throw GovernanceRefusal(.noAnswer) }
                return try Self.ending($0, by: state, on: effective, in: views)
            }
            state.stage = .released
            state.tier = verdict.tier
            state.releasedBy = actor.person
            return ChangeEvent(
                merged: merged,
                baseline: state.files.map {
                    BaselineRelease(
                        digest: state.content,
                        hashes: $0.hashes,
                        effective: effective.description,
                        approvals: state.approvals.map { .init(approver: $0.approver, capacity: $0.capacity) },
                        change: state.id,
                        tier: verdict.tier
                    )
                }
            )
        }
    }

    /// What a baseline changes was worked out against the one of its day; after another one was released nobody knows what it would undo.
    private static func checkLast(_ state: ChangeState, _ context: JournalCommand.Context) throws {
        guard let files = state.files else { return }
        let last = try context.views.map { releases(try $0.writerRows(allReleases)) }?.last?.digest
        guard files.since == last else { throw GovernanceRefusal(.overtaken) }
    }

    /// Refuses a change in a capacity in which one could approve it.
    public func reject<Way: Channel>(
        _ change: ChangePlace,
        as capacity: String,
        because reason: String,
        command: CommandID,
        by actor: Actor<Way>
    ) async throws(GovernanceRefusal) {
        try Self.check([capacity, reason])
        let approving = approving(as: capacity, by: actor)
        try await act(.rejected, on: change, .view, command: command, by: actor) { state in
            try approving(state, ChangeProgress())
        } decide: { state, _, _ in
            state.stage = .rejected
            state.rejection = .init(by: actor.person, capacity: capacity, reason: reason)
            return ChangeEvent(statement: reason)
        }
    }

    /// Takes a change back.
    public func withdraw<Way: Channel>(_ change: ChangePlace, command: CommandID, by actor: Actor<Way>)
        async throws(GovernanceRefusal)
    {
        try await act(.withdrawn, on: change, .edit, command: command, by: actor) { state in
            guard state.author == actor.person else {
                throw GovernanceRefusal(.denied, "its author alone withdraws it")
            }
        } decide: { state, _, _ in
            state.stage = .withdrawn
            return ChangeEvent()
        }
    }

    // MARK: One act

    /// Asks policies whether somebody may approve a change in a capacity, after a progress.
    private func approving<Way: Channel>(as capacity: String, by actor: Actor<Way>)
        -> @Sendable (ChangeState, ChangeProgress) throws -> Void
    {
        let (boundary, person) = (hull.boundary, actor.person)
        return { state, progress in
            let verdict = try boundary.decide(
                .approve(capacity: capacity),
                on: state.facts,
                after: progress,
                by: person
            )
            guard verdict.isAllowed else { throw GovernanceRefusal(.denied, reasons: verdict.reasons) }
        }
    }

    /// Who is permitted to do that to the record may, and nothing is asked beside it.
    private static let permitted: @Sendable (ChangeState) throws -> Void = { _ in }

    /// - Parameter may: throws for whoever has no authority, who then is told nothing of how far the change has come.
    private func act<Way: Channel>(
        _ kind: ChangeEventKind,
        on change: ChangePlace,
        _ action: RecordAction,
        command: CommandID,
        by actor: Actor<Way>,
        may: @escaping @Sendable (ChangeState) throws -> Void,
        decide: @escaping @Sendable (inout ChangeState, Day, JournalCommand.Context) throws -> ChangeEvent
    ) async throws(GovernanceRefusal) {
        do {
            _ = try await hull.boundary.permit(
                action,
                of: ChangeRequest.self,
                change.id,
                in: change.compartment,
                by: .person(actor.person),
                through: actor.channel,
                from: actor.whereabouts
            )
            _ = try await hull.perform(
                // What a release ends or follows is another record than the change.
                JournalCommand(id: command, reads: kind == .released ? nil : [change.id]) { context in
                    let today = try Self.today(context)
                    guard let views = context.views, var state = try Self.state(of: change.id, in: views) else {
                        throw GovernanceRefusal(.notFound)
                    }
                    try may(state)
                    guard state.stage == .open else { throw GovernanceRefusal(.closed) }
                    var event = try decide(&state, today, context)
                    guard state.entries <= ChangeDraft.entriesMax else {
                        throw GovernanceRefusal(.invalid, "a change has at most \(ChangeDraft.entriesMax) entries")
                    }
                    event.change = state
                    return [try Self.draft(kind, event, about: change.id, by: .person(actor.person), on: today)]
                },
                in: change.compartment
            )
        } catch {
            throw GovernanceRefusal(thrown: error)
        }
    }

    static func today(_ context: JournalCommand.Context) throws(GovernanceRefusal) -> Day {
        guard let today = Day(millisecondsSince1970: context.time) else { throw GovernanceRefusal(.noAnswer) }
        return today
    }

    private static func check(_ state: ChangeState, is content: String) throws(GovernanceRefusal) {
        guard state.content == content else { throw GovernanceRefusal(.stale) }
    }

    private static func check(_ texts: [String]) throws(GovernanceRefusal) {
        for text in texts where text.utf8.count > 1_000 || text.allSatisfy(\.isWhitespace) {
            throw GovernanceRefusal(.invalid, "a name, reference or reason has 1 to 1000 bytes")
        }
    }
}

extension ChangeState {
    fileprivate var entries: Int { approvals.count + tests.count + evidence.count + customers.count }
}
