import Boundary
import Synchronization

/// A clock that a test sets.
final class SetClock: PlantClock {
    private let milliseconds: Mutex<UInt64>

    /// Noon of 2026-11-24, UTC.
    init() { milliseconds = Mutex(1_795_521_600_000) }

    var now: UInt64 { milliseconds.withLock { $0 } }

    func advance(minutes: UInt64) { milliseconds.withLock { $0 += minutes * 60_000 } }

    func advance(seconds: UInt64) { milliseconds.withLock { $0 += seconds * 1_000 } }
}
