internal import Storage

/// An event as it is read back, with its payload where there still is one.
public struct RecordedEvent: Sendable {
    /// What the entry says.
    public let event: Event
    /// What was sealed; nil once it was shredded.
    public let payload: [UInt8]?

    /// An event.
    public init(event: Event, payload: [UInt8]?) {
        self.event = event
        self.payload = payload
    }
}

/// An event with its payload and the salt of its commitment, as an auditor gets it.
public struct OpenedEvent: Sendable {
    /// What the entry says.
    public let event: Event
    /// What was sealed; nil once it was shredded.
    public let opened: OpenedPayload?
}

/// Reads events of a log with their payloads, batch by batch. A value with a memory of data keys: each reader has its own.
public struct LogReader: Sendable {
    private let log: CompartmentLog
    private var cache = DataKeyCache()

    /// The most entries of one batch.
    public static let batchMax = 4096

    /// A reader of an opened log; it reads on as the log grows.
    public init(_ log: CompartmentLog) { self.log = log }

    /// The events of a range, in order; fewer when the log ends before.
    /// - Throws: `JournalError` with code `damaged`, `gone` for pruned entries; `SealingError.unknownKey`; what the stores throw.
    public mutating func events(_ range: Range<UInt64>) throws -> [RecordedEvent] {
        try openedEvents(range).map { RecordedEvent(event: $0.event, payload: $0.opened?.payload) }
    }

    /// The events of a range with payloads and salts, as an auditor gets them.
    /// - Throws: as `events` does.
    public mutating func openedEvents(_ range: Range<UInt64>) throws -> [OpenedEvent] {
        let bounded = range.lowerBound..<min(range.upperBound, range.lowerBound + UInt64(Self.batchMax))
        let stored = try Self.entries(bounded, of: log.store)
        var events: [OpenedEvent] = []
        events.reserveCapacity(stored.count)
        for (offset, entry) in stored.enumerated() {
            events.append(
                try Self.opened(entry, sequence: bounded.lowerBound + UInt64(offset), log: log, cache: &cache)
            )
        }
        return events
    }

    private static func entries(_ range: Range<UInt64>, of store: any LogStore) throws -> [StoredEntry] {
        do throws(StorageError) {
            return try store.entries(range)
        } catch {
            guard error.code == .missing else { throw error }
            throw JournalError(.gone, error.message)
        }
    }

    /// Forgets data keys: after a shredding.
    public mutating func forgetKeys() { cache.clear() }

    static func opened(
        _ stored: StoredEntry,
        sequence: UInt64,
        log: CompartmentLog,
        cache: inout DataKeyCache
    ) throws -> OpenedEvent {
        let event: Event
        do {
            event = try Event(encoded: stored.entry)
        } catch {
            throw StoredLog.damaged("entry \(sequence) of \(log.origin.text) is no event: \(error)")
        }
        guard event.sequence == sequence else {
            throw StoredLog.damaged("entry \(sequence) of \(log.origin.text) says that it is number \(event.sequence)")
        }
        guard let payload = stored.payload else { return OpenedEvent(event: event, opened: nil) }
        let sealed = try SealedPayload(payload)
        do {
            let key = try cache.key(
                sealed.key,
                in: log.keyring.table,
                under: log.keyring.compartmentKey,
                using: log.provider
            )
            let opened = try log.keyring.compartmentKey.open(
                sealed,
                sequence: sequence,
                commitment: event.commitment,
                dataKey: key,
                using: log.provider
            )
            return OpenedEvent(event: event, opened: opened)
        } catch SealingError.shredded {
            return OpenedEvent(event: event, opened: nil)
        }
    }
}
