extension JournalWriter {
    /// Brings the views up to the log, in bounded batches between which commands are recorded and everyone may read. It may be cut short at any
    /// point: the cursor says where it goes on.
    /// - Parameter batch: events to a batch, at most 4,096.
    /// - Returns: how many events were projected.
    public func rebuildViews(batch: Int = 2048) async throws -> UInt64 {
        var projected: UInt64 = 0
        while true {
            let (from, to, size) = try await operate { state in
                let from = state.views?.cursor ?? state.size
                return (from, try state.advanceViews(by: batch), state.size)
            }
            projected += to - from
            if to >= size { return projected }
        }
    }

    /// Drops the views and makes them anew from the log.
    /// - Returns: how many events were projected.
    public func dropAndRebuildViews(batch: Int = 2048) async throws -> UInt64 {
        try await operate { try $0.dropViews() }
        return try await rebuildViews(batch: batch)
    }
}
