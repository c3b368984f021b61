/// What is to be recorded, before it has a place.
public struct EventDraft: Sendable {
    /// Who acted.
    public let subject: String
    /// What happened.
    public let kind: String
    /// What it happened to.
    public let aggregate: AggregateID
    /// The label in its canonical text.
    public let label: String
    /// Entries of other logs that this follows from.
    public let citations: [Commitment]
    /// All that is said about it, to be sealed.
    public let payload: [UInt8]
    /// Which payloads it is shredded with.
    public let scope: DataKeyScope
    /// What else it changes beside what it happened to: a decision that reads any of it waits until this is written. It is not recorded.
    public let touches: Set<AggregateID>

    /// A draft from its parts.
    public init(
        subject: String,
        kind: String,
        aggregate: AggregateID,
        label: String,
        citations: [Commitment] = [],
        payload: [UInt8],
        scope: DataKeyScope,
        touches: Set<AggregateID> = []
    ) {
        self.subject = subject
        self.kind = kind
        self.aggregate = aggregate
        self.label = label
        self.citations = citations
        self.payload = payload
        self.scope = scope
        self.touches = touches
    }
}

/// All that one flush has to make durable, or none of it.
public struct LogBatch: Sendable {
    /// The events with their sealed payloads, in the order of the log.
    public let events: [(event: Event, sealed: SealedPayload)]
    /// The entries that the events are encoded to.
    let entries: [[UInt8]]
    /// Data keys to be stored, apart from the log, before the batch.
    public let newKeys: [WrappedDataKey]
    /// Tiles and bundles that these events filled.
    public let filled: [LogTip.File]
    /// The right edge with these events.
    public let tip: LogTip
    /// The signed checkpoint of the new size.
    public let checkpoint: SignedNote

    /// Tiles and bundles: those that were filled, then the partial ones of the new size.
    public var files: [LogTip.File] { filled + tip.partialFiles }
}

/// Appends to one log: seals, encodes, grows the tree, signs. A value: a batch is made on a copy, stored in one transaction, and only
/// then the copy replaces the writer, so that a batch that was not stored never happened.
public struct LogWriter: Sendable {
    /// The log.
    public let origin: KeyName
    /// The right edge of its tree.
    public private(set) var tip: LogTip
    private var sealer: PayloadSealer
    private var signer: NoteSigner
    /// Signs the next checkpoint beside `signer`, which it follows.
    private var successor: NoteSigner?

    /// - Parameters:
    ///   - signer: signs checkpoints under the log's origin.
    ///   - tip: the right edge as it was stored.
    /// - Throws: `NoteError` if the signer has another name than the log or makes cosignatures.
    public init(compartmentKey: CompartmentKey, signer: NoteSigner, tip: LogTip = LogTip()) throws(NoteError) {
        guard signer.verifier.name == compartmentKey.origin, signer.verifier.kind == .ed25519 else {
            throw NoteError(
                .badKey,
                "a log signs with its own key (type 1), named as its origin \(compartmentKey.origin.text)"
            )
        }
        origin = compartmentKey.origin
        self.tip = tip
        sealer = PayloadSealer(compartmentKey: compartmentKey)
        self.signer = signer
    }

    /// Appends drafts in their order and signs the tree that results. After an error the writer is as it was.
    /// - Parameter time: milliseconds since 1970, by the plant's clock.
    /// - Throws: `EventError`, `SealingError` or `TileError` of the first draft that cannot be written; what the provider throws.
    public mutating func append(
        _ drafts: [EventDraft],
        time: UInt64,
        using provider: some CryptographyProvider
    ) throws -> LogBatch {
        var next = self
        var events: [(event: Event, sealed: SealedPayload)] = []
        var entries: [[UInt8]] = []
        var files: [LogTip.File] = []
        for draft in drafts {
            let (sealed, commitment) = try next.sealer.seal(
                draft.payload,
                scope: draft.scope,
                sequence: next.tip.size,
                using: provider
            )
            let event = try Event(
                sequence: next.tip.size,
                time: time,
                subject: draft.subject,
                kind: draft.kind,
                aggregate: draft.aggregate,
                label: draft.label,
                commitment: commitment,
                citations: draft.citations
            )
            let entry = event.encoded
            files += try next.tip.append(entry)
            entries.append(entry)
            events.append((event, sealed))
        }
        let checkpoint = try Checkpoint(origin: origin, size: next.tip.size, root: next.tip.root)
            .signed(by: [signer] + [successor].compactMap { $0 }, time: time / 1000, using: provider)
        let batch = LogBatch(
            events: events,
            entries: entries,
            newKeys: next.sealer.takeNewKeys(),
            filled: files,
            tip: next.tip,
            checkpoint: checkpoint
        )
        next.succeed()
        self = next
        return batch
    }

    /// Forgets the data key of a scope that was shredded.
    public mutating func close(_ scope: DataKeyScope) { sealer.close(scope) }

    /// Forgets all data keys: whatever is sealed from now on gets new ones.
    public mutating func closeAll() { sealer.closeAll() }

    /// Seals from now on under data keys that another compartment key wraps.
    mutating func adopt(_ compartmentKey: CompartmentKey) { sealer = PayloadSealer(compartmentKey: compartmentKey) }

    /// Lets the next checkpoint be signed by this key too, and those after it by this key alone.
    /// - Throws: `NoteError` if the key has another name than the log or makes cosignatures.
    mutating func announce(_ next: NoteSigner) throws(NoteError) {
        guard next.verifier.name == origin, next.verifier.kind == .ed25519 else {
            throw NoteError(.badKey, "a log signs with its own key (type 1), named as its origin \(origin.text)")
        }
        successor = next
    }

    private mutating func succeed() {
        if let successor { signer = successor }
        successor = nil
    }

    /// The key that signs now.
    public var verifier: VerifierKey { signer.verifier }
}
