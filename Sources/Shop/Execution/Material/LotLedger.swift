internal import Synchronization

/// How much of each lot is built in, over all compartments of the instance: counted once from their records, then kept. Commands of two compartments are
/// recorded by two writers at once; what is about to be recorded counts as drawn until that is known, so that no two of them take the same piece.
final class LotLedger: Sendable {
    /// A command that draws on a lot.
    struct Draw: Hashable, Sendable {
        fileprivate let number: UInt64
    }

    /// What a command draws.
    struct Demand: Sendable {
        let lot: RecordID
        /// The consumption that comes of it, or that is corrected by it.
        let record: RecordID
        let quantity: Int
        /// What the consumption that is corrected drew on the same lot.
        var givenBack = 0
    }

    private struct State {
        var next: UInt64 = 0
        var settled: [RecordID: Int] = [:]
        var open: [Draw: Demand] = [:]
    }

    private let state = Mutex(State())
    /// Lots whose count is kept.
    private static let lotsMax = 10_000

    /// Begins a command that may draw.
    func begin() -> Draw {
        state.withLock { state in
            state.next += 1
            return Draw(number: state.next)
        }
    }

    /// Whether a lot has as much left; if so it counts as drawn until ``end(_:isRecorded:countsAnew:)``.
    /// - Parameters:
    ///   - received: how much there was of the lot.
    ///   - count: counts what records say is drawn of it, beside some of them; whether these are all records.
    func admits(
        _ demand: Demand,
        by draw: Draw,
        of received: Int,
        count: (Set<RecordID>) throws -> (sum: Int, isWhole: Bool)
    ) throws -> Bool {
        try state.withLock { state in
            let others = state.open.filter { $0.key != draw && $0.value.lot == demand.lot }.values
            let settled: Int
            if let known = state.settled[demand.lot] {
                settled = known
            } else {
                let counted = try count(Set(others.map(\.record)))
                settled = counted.sum
                if state.settled.count >= Self.lotsMax { state.settled = [:] }
                if counted.isWhole { state.settled[demand.lot] = settled }
            }
            let drawn = settled - demand.givenBack + others.reduce(0) { $0 + $1.quantity }
            guard demand.quantity <= received - drawn else { return false }
            state.open[draw] = demand
            return true
        }
    }

    /// Ends a command.
    /// - Parameter countsAnew: from now on lots are counted anew: after a correction, which gives back too, and where it is not known what was recorded. A
    ///   correction that was refused after it drew counts anew as well: meanwhile a lot may have been counted without what it was to correct.
    func end(_ draw: Draw, isRecorded: Bool, countsAnew: Bool) {
        state.withLock { state in
            let demand = state.open.removeValue(forKey: draw)
            if countsAnew, isRecorded || demand != nil {
                state.settled = [:]
            } else if let demand, isRecorded {
                state.settled[demand.lot]? += demand.quantity
            }
        }
    }
}
