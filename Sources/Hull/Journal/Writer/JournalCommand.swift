public import Storage

/// Something to be recorded in one log, whole or not at all.
public struct JournalCommand: Sendable {
    /// What a decision may look at. It is made by the writer, in the order of the log, so nothing changes under it.
    public struct Context: Sendable {
        /// The views, up to date with every event before this command; nil for a log without views.
        public let views: (any ViewStore)?
        /// Milliseconds since 1970 by the writer's clock.
        public let time: UInt64
    }

    /// How the events are come by.
    enum Decision: Sendable {
        case drafts([EventDraft])
        case decide(reads: Set<AggregateID>?, @Sendable (Context) throws -> [EventDraft])
    }

    /// Its id.
    public let id: CommandID
    let decision: Decision

    /// A command that needs no look at what is there.
    public init(id: CommandID, drafts: [EventDraft]) {
        self.id = id
        decision = .drafts(drafts)
    }

    /// A command that is checked against the views just before it is recorded.
    /// - Parameters:
    ///   - reads: what the decision looks at; nil if that is not known beforehand. Commands that touch the same things wait for each other's
    ///     flush; others share one.
    ///   - decide: gives the events, or throws the refusal that the sender gets. It runs on the writer's thread: quick, without waiting.
    public init(
        id: CommandID,
        reads: Set<AggregateID>? = nil,
        decide: @escaping @Sendable (Context) throws -> [EventDraft]
    ) {
        self.id = id
        decision = .decide(reads: reads, decide)
    }
}

/// The acknowledgement of a command: it is durable, and can be shown to be in the signed tree.
public struct Receipt: Sendable {
    /// The command.
    public let command: CommandID
    /// Its events' places in the log.
    public let sequences: Range<UInt64>
    /// A signed checkpoint that covers them.
    public let checkpoint: SignedNote
    /// Whether this command had been recorded before, and this is its first result.
    public let isRepeated: Bool
    let inclusion: @Sendable (UInt64) throws -> InclusionProof

    /// The receipt for one of the events, to be kept or given away (C2SP tlog-proof). Made from memory: the store is not asked, but for a repeated command.
    /// - Throws: `ProofError.indexOutsideTree` for a place that is not the command's; what the store throws.
    public func proof(of sequence: UInt64) throws -> LogProof {
        guard sequences.contains(sequence) else {
            throw ProofError.indexOutsideTree(index: sequence, size: sequences.upperBound)
        }
        return LogProof(index: sequence, path: try inclusion(sequence).path, checkpoint: checkpoint)
    }
}
