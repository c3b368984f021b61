extension LegalHold {
    /// The event that sets this hold, for a command that does more than that: all of it is recorded, or nothing.
    /// - Parameter id: names the hold, to lift it by.
    /// - Throws: where it cannot be written as JSON.
    public func draft(id: AggregateID, by authority: JournalAuthority) throws -> EventDraft {
        var record = JournalRecord(authority)
        record.hold = self
        return try record.draft(JournalKind.holdSet, by: authority, aggregate: id)
    }

    /// The event that lifts a hold, for a command that does more than that. Whether it is in force is for the command to know.
    /// - Throws: where it cannot be written as JSON.
    public static func liftingDraft(id: AggregateID, by authority: JournalAuthority) throws -> EventDraft {
        try JournalRecord(authority).draft(JournalKind.holdLifted, by: authority, aggregate: id)
    }
}
