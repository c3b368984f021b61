internal import Storage

extension WriterState {
    /// Removes entries that the published policy lets go and no hold keeps, up to a multiple of 256 entries, so that what is left are whole
    /// bundles. Tiles stay: every proof of what is left, and of what was left before, still holds.
    /// - Returns: the first entry that is left.
    mutating func prune(before wanted: UInt64, command: CommandID, by authority: JournalAuthority) throws -> UInt64 {
        if let stopped { throw stopped }
        let register = try currentRegister()
        guard let (policy, published) = register.policy else {
            throw JournalError(
                .policy,
                "no retention policy was published in this log; publish one before anything is pruned"
            )
        }
        let full = UInt64(TilePlace.fullWidth)
        let before = min(wanted, size) / full * full
        let first = try log.store.head().first
        guard before > first else { return first }
        for (what, sequence) in [("the retention policy", published)]
            + register.holds.values.map({ ("a legal hold", $0.sequence) })
        where sequence < before {
            throw JournalError(
                .held,
                "entry \(sequence) sets \(what) in force; nothing from it on is pruned: publish or set it anew, or prune up to it"
            )
        }
        try checkPolicy(policy, register, first..<before)
        if try log.store.sequence(ofCommand: command.bytes) == nil {
            var order = JournalRecord(authority)
            order.before = before
            order.policySequence = published
            let draft = try order.draft(JournalKind.pruneOrdered, by: authority, aggregate: try newAggregate())
            do throws(Failure) {
                _ = try commit([(draft, command)])
            } catch {
                throw error.error
            }
        }
        try log.store.prune(before: before)
        return before
    }

    private func checkPolicy(_ policy: RetentionPolicy, _ register: RetentionRegister, _ range: Range<UInt64>) throws {
        let now = opening.now()
        var scopes: [[UInt8]: DataKeyScope] = [:]
        for row in try log.keyring.table.keys(scope: nil) {
            if case .data(let scope)? = KeyRow(scope: row.scope) { scopes[row.id] = scope }
        }
        var next = range.lowerBound
        while next < range.upperBound {
            let end = min(range.upperBound, next + UInt64(LogReader.batchMax))
            for (offset, entry) in try log.store.entries(next..<end).enumerated() {
                let sequence = next + UInt64(offset)
                guard let scope = scopes[entry.key] else {
                    throw JournalError(
                        .keys,
                        "the data key of entry \(sequence) is not in the key table, so that its retention class is not known; it is not pruned"
                    )
                }
                if let hold = register.hold(on: scope) {
                    throw JournalError(.held, "entry \(sequence) is under the legal hold set by entry \(hold.sequence)")
                }
                let event = try Event(encoded: entry.entry)
                guard let end = policy.end(of: scope.retentionClass, recorded: event.time), end <= now else {
                    throw JournalError(
                        .policy,
                        "entry \(sequence) is kept: the policy has not let go of its retention class yet"
                    )
                }
            }
            next = end
        }
    }
}
