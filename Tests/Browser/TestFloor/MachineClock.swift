internal import Boundary
internal import Foundation
internal import Journal
internal import Synchronization

/// The machine's clock, and as far ahead of it as a test has moved it.
final class MachineClock: PlantClock {
    private let ahead = Mutex<UInt64>(0)

    var now: UInt64 { UInt64(Date.now.timeIntervalSince1970 * 1_000) + ahead.withLock { $0 } }

    func advance(minutes: Int) { ahead.withLock { $0 += UInt64(max(0, minutes)) * 60_000 } }
}
