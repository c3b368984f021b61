internal import Storage

extension WriterState {
    /// Events that a command may bring the views forward by; where more are missing, it is told to try later.
    static let catchUpMax: UInt64 = 4096

    /// Brings the views up to a batch that was just committed. Where that fails, or views are behind anyway, they are brought forward later:
    /// the events are recorded.
    mutating func apply(_ batch: LogBatch, _ drafts: [EventDraft]) {
        guard var open = views else { return }
        let first = batch.tip.size - UInt64(batch.events.count)
        guard open.cursor == first else { return }
        do {
            var changes: [RowChange] = []
            for (place, (event, _)) in batch.events.enumerated() {
                changes += try open.views.projection.changes(
                    for: RecordedEvent(event: event, payload: drafts[place].payload)
                )
            }
            try open.store.apply(changes, from: first, to: batch.tip.size)
            open.cursor = batch.tip.size
            views = open
        } catch {
            return
        }
    }

    /// The views up to date with the log, for a decision.
    /// - Throws: `JournalError` with code `tryLater` while they are being made anew, or cannot be.
    mutating func currentViews() throws -> (any ViewStore)? {
        guard let open = views else { return nil }
        guard open.cursor < size else { return open.store }
        guard size - open.cursor <= Self.catchUpMax else {
            throw JournalError(
                .tryLater,
                "the views are being made from the log: \(open.cursor) of \(size) events; nothing was recorded, try later"
            )
        }
        do {
            while try advanceViews(by: Int(Self.catchUpMax)) < size {}
        } catch {
            throw JournalError(.tryLater, "the views cannot be brought up to the log: \(error); nothing was recorded")
        }
        return views?.store
    }

    /// Brings the views forward by some events.
    /// - Returns: how far they have come.
    mutating func advanceViews(by count: Int) throws -> UInt64 {
        guard var open = views else { return size }
        let events = try reader.events(open.cursor..<min(size, open.cursor + UInt64(count)))
        guard !events.isEmpty else { return open.cursor }
        var changes: [RowChange] = []
        for event in events { changes += try open.views.projection.changes(for: event) }
        let next = open.cursor + UInt64(events.count)
        try open.store.apply(changes, from: open.cursor, to: next)
        open.cursor = next
        views = open
        return next
    }

    /// Drops the views and opens empty ones.
    mutating func dropViews() throws {
        guard let open = views else { return }
        views = nil
        try open.views.drop()
        views = try open.views.open()
        publish(log, views)
    }
}
