internal import Boundary
internal import Synchronization

/// How often something may be tried from one place in a minute.
final class AttemptLimit: Sendable {
    private struct Count {
        var minute: UInt64
        var attempts: Int
    }

    /// Places that are remembered; beyond them all share one count, so that many addresses are no way around.
    static let placesMax = 4_096

    private let counts = Mutex<[String: Count]>([:])
    private let perMinute: Int
    private let clock: any PlantClock

    init(perMinute: Int, clock: any PlantClock) {
        self.perMinute = perMinute
        self.clock = clock
    }

    /// Counts an attempt; false if it is one too many.
    func admits(_ place: String) -> Bool {
        let minute = clock.now / 60_000
        return counts.withLock { counts in
            if counts.count >= Self.placesMax { counts = counts.filter { $0.value.minute == minute } }
            let place = counts[place] == nil && counts.count >= Self.placesMax ? "*" : place
            var count = counts[place] ?? Count(minute: minute, attempts: 0)
            if count.minute != minute { count = Count(minute: minute, attempts: 0) }
            count.attempts += 1
            counts[place] = count
            return count.attempts <= perMinute
        }
    }
}
