internal import Storage

/// The holds and the retention policy in force, read from the log's own events.
public struct RetentionRegister: Sendable {
    /// A hold in force.
    public struct ActiveHold: Hashable, Sendable {
        /// What it covers.
        public let hold: LegalHold
        /// The event that set it.
        public let sequence: UInt64
    }

    /// By the id that they were set under.
    public private(set) var holds: [AggregateID: ActiveHold] = [:]
    /// The newest policy, with the event that published it.
    public private(set) var policy: (policy: RetentionPolicy, sequence: UInt64)?

    init() {}

    /// Reads a log from its first entry on.
    /// - Complexity: with the length of the log; holds and policies are asked for when something is to be destroyed.
    init(reading log: CompartmentLog, size: UInt64) throws {
        var cache = DataKeyCache()
        var next = try log.store.head().first
        while next < size {
            let end = min(size, next + UInt64(LogReader.batchMax))
            let entries = try log.store.entries(next..<end)
            guard entries.count == Int(end - next) else {
                throw StoredLog.damaged("entries from \(next) on are not all there")
            }
            for (offset, entry) in entries.enumerated() where Self.isOwn(entry.entry) {
                let read = try LogReader.opened(entry, sequence: next + UInt64(offset), log: log, cache: &cache)
                take(read.event, read.opened?.payload)
            }
            next = end
        }
    }

    /// Whether an entry may be one of the journal's own: its kind, which comes after the citations, begins with `journal.`.
    private static func isOwn(_ entry: [UInt8]) -> Bool {
        guard entry.count > 66 else { return false }
        let kind = 66 + 32 * Int(entry[65]) + 2
        return entry.count > kind && entry[kind...].starts(with: "journal.".utf8)
    }

    /// Follows events as they are recorded.
    mutating func take(_ events: [Event], payloads: [[UInt8]]) {
        for (event, payload) in zip(events, payloads) { take(event, payload) }
    }

    private mutating func take(_ event: Event, _ payload: [UInt8]?) {
        switch event.kind {
        case JournalKind.holdSet:
            // A hold that cannot be read holds everything.
            let hold = JournalRecord(payload)?.hold ?? LegalHold()
            holds[event.aggregate] = ActiveHold(hold: hold, sequence: event.sequence)
        case JournalKind.holdLifted: holds[event.aggregate] = nil
        case JournalKind.retentionPolicy: policy = JournalRecord(payload)?.policy.map { ($0, event.sequence) }
        default: break
        }
    }

    /// The hold that forbids to destroy a scope, the earliest one; nil if there is none.
    public func hold(on scope: DataKeyScope) -> ActiveHold? {
        holds.values.filter { $0.hold.covers(scope) }.min { $0.sequence < $1.sequence }
    }
}
