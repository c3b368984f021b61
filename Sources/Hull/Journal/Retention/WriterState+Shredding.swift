internal import Storage

extension WriterState {
    /// The holds and the policy in force.
    mutating func currentRegister() throws -> RetentionRegister {
        if let register { return register }
        let read = try RetentionRegister(reading: log, size: size)
        register = read
        return read
    }

    /// Destroys the keys of a scope and erases its payloads. The order is recorded first and a mark set beside the keys, so that a crash at any
    /// point is finished at the next opening; the proofs of all entries stay as they are.
    mutating func shred(_ scope: DataKeyScope, command: CommandID, by authority: JournalAuthority) throws -> Shredding {
        if let stopped { throw stopped }
        if let done = try shredding(command) { return done }
        // It was ordered and could not be finished, as while a reader held on to what was to be erased.
        if try log.store.sequence(ofCommand: command.bytes) != nil { return try finish(command, scope, by: authority) }
        guard scope != .journal else {
            throw JournalError(.policy, "what the journal says of itself is never shredded")
        }
        if let hold = try currentRegister().hold(on: scope) {
            throw JournalError(
                .held,
                "a legal hold, set by entry \(hold.sequence), covers this scope; it has to be lifted before anything is shredded"
            )
        }
        guard try !log.keyring.table.keys(scope: KeyRow.data(scope).scope).isEmpty else {
            throw JournalError(
                .gone,
                "nothing was ever sealed under this scope; check program, retention class and period"
            )
        }
        var order = JournalRecord(authority)
        order.scope = ScopeRecord(scope)
        let draft = try order.draft(JournalKind.shredOrdered, by: authority, aggregate: try newAggregate())
        try log.keyring.table.insert([StoredKeyRow(id: command.bytes, scope: KeyRow.shred(scope).scope, wrapped: [1])])
        do throws(Failure) {
            _ = try commit([(draft, command)])
        } catch {
            throw error.error
        }
        return try finish(command, scope, by: authority)
    }

    /// What a shredding did that was ordered before and is done.
    private func shredding(_ command: CommandID) throws -> Shredding? {
        guard let order = try log.store.sequence(ofCommand: command.bytes),
            let done = try log.store.sequence(ofCommand: command.following("shredded").bytes),
            let entry = try log.store.entries(done..<(done + 1)).first
        else { return nil }
        var cache = DataKeyCache()
        let record = JournalRecord(try LogReader.opened(entry, sequence: done, log: log, cache: &cache).opened?.payload)
        return Shredding(
            order: order,
            event: done,
            keys: record?.keys?.count ?? 0,
            payloads: record?.payloadsErased ?? 0
        )
    }

    private mutating func finish(_ command: CommandID, _ scope: DataKeyScope, by authority: JournalAuthority) throws
        -> Shredding
    {
        writer.close(scope)
        reader.forgetKeys()
        let keys = try log.keyring.table.keys(scope: KeyRow.data(scope).scope)
        try log.keyring.table.destroy(keys.filter { $0.wrapped != nil }.map(\.id))
        var erased = 0
        for key in keys { erased += try log.store.erasePayloads(key: key.id) }
        var record = JournalRecord(authority)
        record.scope = ScopeRecord(scope)
        record.keys = keys.map { Base64.text($0.id) }
        record.payloadsErased = erased
        let following = command.following("shredded")
        if try log.store.sequence(ofCommand: following.bytes) == nil {
            let draft = try record.draft(JournalKind.shredded, by: authority, aggregate: try newAggregate())
            do throws(Failure) {
                _ = try commit([(draft, following)])
            } catch {
                throw error.error
            }
        }
        try dropViews()
        try log.keyring.table.destroy([command.bytes])
        guard let done = try shredding(command) else {
            throw StoredLog.damaged("a shredding was recorded and is not there")
        }
        return done
    }

    /// Finishes shreddings that a crash cut short: those whose order is in the log.
    mutating func finishShreddings() throws {
        for row in try log.keyring.table.keys(scope: nil) where row.wrapped != nil {
            guard case .shred(let scope)? = KeyRow(scope: row.scope), let command = CommandID(row.id) else { continue }
            guard let order = try log.store.sequence(ofCommand: row.id),
                let entry = try log.store.entries(order..<(order + 1)).first
            else {
                try log.keyring.table.destroy([row.id])
                continue
            }
            var cache = DataKeyCache()
            let read = try LogReader.opened(entry, sequence: order, log: log, cache: &cache)
            let authority = JournalAuthority(
                subject: read.event.subject,
                label: read.event.label,
                reason: JournalRecord(read.opened?.payload)?.reason ?? ""
            )
            _ = try finish(command, scope, by: authority)
        }
    }

    func newAggregate() throws -> AggregateID {
        guard let id = AggregateID(provider.randomBytes(16)) else {
            throw JournalError(.keys, "the cryptographic module gave too few random bytes")
        }
        return id
    }
}

/// What a shredding did.
public struct Shredding: Hashable, Sendable {
    /// The entry that ordered it.
    public let order: UInt64
    /// The entry that says that it is done.
    public let event: UInt64
    /// Keys destroyed.
    public let keys: Int
    /// Payloads erased.
    public let payloads: Int
}
