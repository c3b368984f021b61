internal import Storage

/// All that the writer's thread owns: the opened log, the right edge, the open data keys, the views. Nobody else touches it.
struct WriterState {
    var log: CompartmentLog
    var writer: LogWriter
    var views: OpenViews?
    /// The newest checkpoint.
    var checkpoint: SignedNote?
    /// Why nothing is written any more.
    var stopped: JournalError?
    var reader: LogReader
    /// How long the store took to make batches durable, since the writer began with what it works at.
    var flushed: Duration = .zero
    /// Holds and policy; nil until they were first asked for in this opening.
    var register: RetentionRegister?
    /// How to open everything anew.
    let opening: WriterOpening
    /// Lets others see the log with its present keys.
    let publish: @Sendable (CompartmentLog, OpenViews?) -> Void

    init(
        _ opening: WriterOpening,
        publish: @escaping @Sendable (CompartmentLog, OpenViews?) -> Void
    ) throws {
        self.opening = opening
        self.publish = publish
        let log = try opening.log()
        self.log = log
        writer = try LogWriter(
            compartmentKey: log.keyring.compartmentKey,
            signer: log.signer,
            tip: log.stored?.tip ?? LogTip()
        )
        checkpoint = log.stored?.checkpoint
        reader = LogReader(log)
        views = try opening.views.map { try $0.open() }
        try finishShreddings()
        publish(log, views)
    }

    var provider: any CryptographyProvider { log.provider }

    /// Entries of the log.
    var size: UInt64 { writer.tip.size }

    /// Why a batch was not committed.
    enum Failure: Error {
        /// A draft that cannot be written; nothing happened.
        case draft(any Error)
        /// The store refused; nothing happened.
        case refused(JournalError)
        /// The store failed; the log stands still until it is reopened.
        case doubt(JournalError)

        var error: any Error {
            switch self {
            case .draft(let error): error
            case .refused(let error), .doubt(let error): error
            }
        }
    }

    /// Seals, signs, stores the keys, then the batch, in one flush each; then brings the views up to it.
    mutating func commit(_ drafts: [(draft: EventDraft, command: CommandID?)]) throws(Failure) -> LogBatch {
        if let stopped { throw .refused(stopped) }
        let before = writer
        let batch: LogBatch
        do {
            batch = try writer.append(drafts.map(\.draft), time: opening.now(), using: provider)
        } catch {
            throw .draft(Self.refusal(of: error))
        }
        do throws(StorageError) {
            if batch.newKeys.isEmpty {
                try log.keyring.table.checkPresence()
            } else {
                try log.keyring.table.insert(batch.newKeys.map(\.row))
            }
            let stored = Self.stored(batch, commands: drafts.map(\.command), first: before.tip.size)
            let clock = ContinuousClock()
            let start = clock.now
            defer { flushed += clock.now - start }
            try log.store.append(stored)
        } catch {
            writer = before
            throw failure(error)
        }
        checkpoint = batch.checkpoint
        register?.take(batch.events.map(\.event), payloads: drafts.map(\.draft.payload))
        apply(batch, drafts.map(\.draft))
        return batch
    }

    /// One draft that is refused says what is wrong with it.
    private static func refusal(of error: any Error) -> JournalError {
        switch error {
        case is EventError, is SealingError, is TileError:
            JournalError(.invalidDraft, "the event cannot be recorded: \(error)")
        case let error as JournalError: error
        default: JournalError(.keys, "the cryptographic module refused: \(error)")
        }
    }

    static func stored(_ batch: LogBatch, commands: [CommandID?], first: UInt64) -> StoredBatch {
        var entries: [StoredEntry] = []
        entries.reserveCapacity(batch.events.count)
        for (place, (_, sealed)) in batch.events.enumerated() {
            entries.append(
                StoredEntry(
                    entry: batch.entries[place],
                    payload: sealed.bytes,
                    key: sealed.key.bytes,
                    command: commands[place]?.bytes
                )
            )
        }
        let tiles = batch.filled.compactMap { file -> StoredTile? in
            guard case .hashes(let level) = file.place.content else { return nil }
            return StoredTile(level: level, index: file.place.index, bytes: file.bytes)
        }
        return StoredBatch(first: first, entries: entries, tiles: tiles, checkpoint: batch.checkpoint.bytes)
    }

    private mutating func failure(_ error: StorageError) -> Failure {
        switch error.code {
        case .invalidValue, .busy:
            return .refused(
                JournalError(error.code == .busy ? .tryLater : .store, "nothing was recorded: \(error.message)")
            )
        case .conflict:
            // The log has grown by another hand: what this writer signs next would be a fork.
            if let head = try? log.store.head(), head.size == size {
                return .refused(JournalError(.store, "nothing was recorded: \(error.message)"))
            }
            let stop = JournalError(
                .stopped,
                "somebody else writes the log \(log.origin.text): nothing was recorded. End the other writer, then reopen the log"
            )
            stopped = stop
            return .refused(stop)
        default:
            stopped = JournalError(
                .stopped,
                "the log \(log.origin.text) stopped when its store failed (\(error.message)); reopen it: it is verified before it is written again"
            )
            return .doubt(
                JournalError(
                    .inDoubt,
                    "the store failed while the command was written (\(error.message)). It may be recorded or not: after the log was reopened, send it again under the same command id"
                )
            )
        }
    }

    /// What a command recorded before, from the place of its first event.
    func earlier(_ id: CommandID, from first: UInt64) throws -> Range<UInt64> {
        var next = first + 1
        while try log.store.sequence(ofCommand: id.part(Int(next - first)).bytes) == next { next += 1 }
        return first..<next
    }

    /// The receipt of a command that was recorded before, under today's checkpoint.
    func repeated(_ id: CommandID, _ sequences: Range<UInt64>) throws -> Receipt {
        guard let checkpoint else { throw StoredLog.damaged("the log has entries and no checkpoint") }
        let tree = TiledTree(tiles: StoredTiles(store: log.store, tip: writer.tip), size: size)
        return Receipt(command: id, sequences: sequences, checkpoint: checkpoint, isRepeated: true) {
            try InclusionProof(index: $0, size: tree.size, from: tree)
        }
    }

    /// Opens stores and log anew and verifies them; what was acknowledged has to be there.
    mutating func reopen() throws {
        let acknowledged = checkpoint
        let size = size
        let next = try WriterState(opening, publish: publish)
        if let acknowledged, let head = next.log.stored?.head {
            let known = try Checkpoint(text: acknowledged.text)
            guard head.size >= size, try next.log.stored?.tree.root(size: size) == known.root else {
                throw StoredLog.damaged(
                    "the log \(log.origin.text) had \(size) acknowledged entries, the store now shows \(head.size) or others"
                )
            }
        } else if acknowledged != nil {
            throw StoredLog.damaged(
                "the log \(log.origin.text) had \(size) acknowledged entries, the store now shows none"
            )
        }
        self = next
    }
}
