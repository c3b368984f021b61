public import Boundary
internal import Foundation
public import PlantModel
internal import Synchronization

/// A clock that stands, until a test moves it.
public final class SetClock: PlantClock {
    private let milliseconds: Mutex<UInt64>

    /// Noon of a day, UTC.
    public init(_ day: String = "2026-11-24") { milliseconds = Mutex(Self.noon(of: day)) }

    /// What it shows.
    public var now: UInt64 { milliseconds.withLock { $0 } }

    /// The day that it shows.
    public var today: Day {
        guard let day = Day(millisecondsSince1970: now) else { fatalError("a test is beyond the calendar") }
        return day
    }

    /// Sets it to noon of a day.
    public func set(_ day: String) { milliseconds.withLock { $0 = Self.noon(of: day) } }

    /// Moves it on.
    public func advance(days: UInt64 = 0, minutes: UInt64 = 0, seconds: UInt64 = 0, milliseconds count: UInt64 = 0) {
        milliseconds.withLock { $0 += days * 86_400_000 + minutes * 60_000 + seconds * 1_000 + count }
    }

    /// Sets it back.
    public func setBack(seconds: UInt64) { milliseconds.withLock { $0 -= seconds * 1_000 } }

    private static func noon(of day: String) -> UInt64 {
        let date = ISO8601DateFormatter().date(from: day + "T12:00:00Z") ?? .distantFuture
        return UInt64(date.timeIntervalSince1970 * 1_000)
    }
}
