internal import Foundation
public import Storage

/// How a log goes on that may not be written any more, because a witness remembers more of it than there is: under a new origin, whose first event
/// says which log it follows, from where, and what the witness remembers. The old log's key signs for the new one's, so that both ends are bound.
public struct Continuation: Codable, Hashable, Sendable {
    /// The newest checkpoint that is left of the old log; nil if nothing is.
    public let checkpoint: String?
    /// The checkpoint, larger or of another root, that a witness cosigned.
    public let witnessed: String
    /// A note by the old log's key: `bulkhead continuation v1`, the old origin, its size here, the new log's verifier key, a line each.
    public let statement: String
    /// What opens the citation of the last entry that is left: its sequence, leaf hash and salt, in base64; nil if nothing is left.
    public let citation: CitedEntry?

    /// The opening of a citation of the old log.
    public struct CitedEntry: Codable, Hashable, Sendable {
        /// The entry.
        public let sequence: UInt64
        /// Its leaf hash.
        public let leaf: String
        /// The salt.
        public let salt: String
    }

    /// The first event of the new log.
    static func text(of old: KeyName, size: UInt64, next: VerifierKey) -> String {
        "bulkhead continuation v1\n\(old.text)\n\(size)\n\(next.text)\n"
    }

    /// Checks that the old log's key signed for this new log.
    /// - Throws: `NoteError`.
    public func verify(
        old: VerifierKey,
        next: VerifierKey,
        using provider: some CryptographyProvider
    ) throws(NoteError) -> UInt64 {
        let note = try SignedNote(Array(statement.utf8))
        _ = try note.verified(by: [old], using: provider)
        let lines = note.text.split(separator: 0x0A)
        guard lines.count == 4, let size = Decimal.number(lines[2]),
            note.text == Array(Self.text(of: old.name, size: size, next: next).utf8)
        else { throw NoteError(.wrongOrigin, "the statement is not about this log and the one that it continues") }
        return size
    }

    /// Reads the payload of the first event of a log.
    /// - Returns: nil if it is no continuation.
    public init?(_ payload: [UInt8]) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(payload)) else { return nil }
        self = read
    }

    fileprivate init(checkpoint: String?, witnessed: String, statement: String, citation: CitedEntry?) {
        self.checkpoint = checkpoint
        self.witnessed = witnessed
        self.statement = statement
        self.citation = citation
    }
}

extension CompartmentLog {
    /// Begins a new log that follows this one, which a witness has seen larger or otherwise. This one is only read from now on.
    /// - Parameters:
    ///   - witnessed: the witness's checkpoint, which has to be at odds with this log: there is no other reason to leave it.
    ///   - origin: the new log's; the stores are new and empty.
    /// - Throws: `JournalError` with code `exists` for stores that are not empty, `policy` where the witness agrees with this log.
    public func continued(
        as origin: KeyName,
        store: any LogStore,
        keys: any KeyTable,
        witnessed: SignedNote,
        witnesses: [VerifierKey],
        by authority: JournalAuthority,
        time: UInt64
    ) throws -> CompartmentLog {
        guard origin != self.origin else {
            throw JournalError(.exists, "a continuation has an origin of its own, not \(origin.text)")
        }
        guard try isAtOdds(with: Trust(witnessed: [witnessed], witnesses: witnesses)) else {
            throw JournalError(.policy, "the witness agrees with \(self.origin.text): write on under the same origin")
        }
        let next = try CompartmentLog.create(
            origin: origin,
            store: store,
            keys: keys,
            site: keyring.site,
            using: provider
        )
        let size = stored?.head.size ?? 0
        var statement = try SignedNote(text: Continuation.text(of: self.origin, size: size, next: next.signer.verifier))
        statement.signatures = [try signer.signature(over: statement, time: time / 1000, using: provider)]
        var citation: Citation?
        if size > 0, let last = try self.store.entries((size - 1)..<size).first {
            citation = try Citation(of: last.entry, at: size - 1, in: self.origin, using: provider)
        }
        let record = Continuation(
            checkpoint: stored.map { String(decoding: $0.checkpoint.bytes, as: UTF8.self) },
            witnessed: String(decoding: witnessed.bytes, as: UTF8.self),
            statement: String(decoding: statement.bytes, as: UTF8.self),
            citation: citation.map {
                .init(sequence: $0.sequence, leaf: $0.leaf.description, salt: Base64.text($0.salt))
            }
        )
        try next.appendFirst(record, citation: citation, by: authority, time: time)
        return try CompartmentLog(origin: origin, store: store, keys: keys, site: keyring.site, using: provider)
    }

    /// Whether a witness remembers more than there is, or something else.
    private func isAtOdds(with trust: Trust) throws -> Bool {
        do {
            try check(trust)
            return false
        } catch let error as JournalError {
            if error.code == .behindWitness || error.code == .forked { return true }
            throw error
        }
    }

    private func appendFirst(
        _ record: Continuation,
        citation: Citation?,
        by authority: JournalAuthority,
        time: UInt64
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let aggregate = AggregateID(provider.randomBytes(16)) else {
            throw JournalError(.keys, "the cryptographic module gave too few random bytes")
        }
        let draft = EventDraft(
            subject: authority.subject,
            kind: JournalKind.continued,
            aggregate: aggregate,
            label: authority.label,
            citations: [citation?.commitment].compactMap { $0 },
            payload: [UInt8](try encoder.encode(record)),
            scope: .journal
        )
        var writer = try LogWriter(compartmentKey: keyring.compartmentKey, signer: signer)
        let batch = try writer.append([draft], time: time, using: provider)
        try keyring.table.insert(batch.newKeys.map(\.row))
        try store.append(WriterState.stored(batch, commands: [nil], first: 0))
    }
}
