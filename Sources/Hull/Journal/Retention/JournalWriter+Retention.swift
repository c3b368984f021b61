extension JournalWriter {
    /// Destroys the data keys of a scope, erases its payloads, records both, and drops the views, which have to be made anew
    /// (``rebuildViews(batch:)``). All entries and proofs stay. Sent again under the same command id it does nothing twice.
    /// - Throws: `JournalError` with code `held`, `gone`, `policy`; as `perform` does.
    public func shred(_ scope: DataKeyScope, command: CommandID, by authority: JournalAuthority) async throws
        -> Shredding
    {
        try await operate { try $0.shred(scope, command: command, by: authority) }
    }

    /// Removes the entries before a sequence that the published policy lets go.
    /// - Returns: the first entry that is left: the sequence, rounded down to a multiple of 256.
    /// - Throws: `JournalError` with code `held` or `policy`, which name the entry; as `perform` does.
    public func prune(before sequence: UInt64, command: CommandID, by authority: JournalAuthority) async throws
        -> UInt64
    {
        try await operate { try $0.prune(before: sequence, command: command, by: authority) }
    }

    /// Publishes the retention policy from here on.
    public func publish(_ policy: RetentionPolicy, command: CommandID, by authority: JournalAuthority) async throws
        -> Receipt
    {
        var record = JournalRecord(authority)
        record.policy = policy
        return try await self.record(
            record,
            JournalKind.retentionPolicy,
            command: command,
            by: authority,
            aggregate: nil
        )
    }

    /// Sets a legal hold.
    /// - Parameter id: names it, to lift it by.
    public func set(_ hold: LegalHold, id: AggregateID, command: CommandID, by authority: JournalAuthority) async throws
        -> Receipt
    {
        var record = JournalRecord(authority)
        record.hold = hold
        return try await self.record(record, JournalKind.holdSet, command: command, by: authority, aggregate: id)
    }

    /// Lifts a legal hold.
    /// - Throws: `JournalError` with code `gone` if there is no such hold in force.
    public func liftHold(_ id: AggregateID, command: CommandID, by authority: JournalAuthority) async throws -> Receipt
    {
        let register = try await retentionRegister()
        guard register.holds[id] != nil else { throw JournalError(.gone, "no hold with this id is in force") }
        return try await record(
            JournalRecord(authority),
            JournalKind.holdLifted,
            command: command,
            by: authority,
            aggregate: id
        )
    }

    /// Holds and policy in force.
    /// - Complexity: with the length of the log the first time after opening.
    public func retentionRegister() async throws -> RetentionRegister {
        try await operate { try $0.currentRegister() }
    }

    private func record(
        _ record: JournalRecord,
        _ kind: String,
        command: CommandID,
        by authority: JournalAuthority,
        aggregate: AggregateID?
    ) async throws -> Receipt {
        let aggregate = try aggregate ?? AggregateID(command.bytes).orThrow()
        return try await perform(
            JournalCommand(id: command, drafts: [try record.draft(kind, by: authority, aggregate: aggregate)])
        )
    }
}

extension Optional {
    fileprivate func orThrow() throws -> Wrapped {
        guard let self else { throw JournalError(.invalidDraft, "an id has 16 bytes") }
        return self
    }
}
