internal import Boundary
internal import Foundation
internal import Journal

/// The machine's clock.
struct MachineClock: PlantClock {
    var now: UInt64 { UInt64(Date.now.timeIntervalSince1970 * 1_000) }
}
