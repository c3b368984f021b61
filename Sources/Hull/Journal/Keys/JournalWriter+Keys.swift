extension JournalWriter {
    /// Seals from now on under new data keys.
    public func rotateDataKeys() async throws {
        try await operate { $0.writer.closeAll() }
    }

    /// Gives the compartment a new key: all data keys and log keys are wrapped under it, the old one is destroyed, payloads stay as they are.
    public func rotateCompartmentKey(by authority: JournalAuthority) async throws {
        try await operate { try $0.rotateCompartmentKey(by: authority) }
    }

    /// Gives the log a new key. An event names it in clear; its checkpoint is signed by both keys, those after it by the new one alone, and
    /// the old private key is destroyed.
    /// - Returns: the new key, for those who verify the log.
    public func rotateLogKey(by authority: JournalAuthority) async throws -> VerifierKey {
        try await operate { try $0.rotateLogKey(by: authority) }
    }
}

extension WriterState {
    fileprivate mutating func rotateCompartmentKey(by authority: JournalAuthority) throws {
        if let stopped { throw stopped }
        do {
            try log.keyring.renewCompartmentKey()
        } catch {
            stopped = JournalError(
                .stopped,
                "the keys of \(log.origin.text) could not all be wrapped anew (\(error)); reopen the log, which finishes it"
            )
            throw error
        }
        writer.adopt(log.keyring.compartmentKey)
        reader = LogReader(log)
        publish(log, views)
        try commitOwn(JournalKind.compartmentKeyRenewed, by: authority, subject: nil)
    }

    fileprivate mutating func rotateLogKey(by authority: JournalAuthority) throws -> VerifierKey {
        if let stopped { throw stopped }
        let next = try log.keyring.addLogKey()
        let before = writer
        do {
            try writer.announce(next)
            try commitOwn(JournalKind.nextKey, by: authority, subject: next.verifier.text)
        } catch {
            writer = before
            throw error
        }
        try log.keyring.retireLogKeys(except: next.verifier)
        publish(log, views)
        return next.verifier
    }

    private mutating func commitOwn(_ kind: String, by authority: JournalAuthority, subject: String?) throws {
        let draft = try JournalRecord(authority).draft(
            kind,
            by: authority,
            aggregate: try newAggregate(),
            subject: subject
        )
        do throws(Failure) {
            _ = try commit([(draft, nil)])
        } catch {
            throw error.error
        }
    }
}
