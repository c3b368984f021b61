import Foundation

/// CPU time of this process, which other work on the machine does not lengthen.
enum CPUTime {
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The seconds that the work takes.
    static func of(_ work: () -> Void) -> Double {
        let start = now
        work()
        return now - start
    }

    /// The seconds that the work takes once, by repeating it for some time.
    static func ofOne(atLeast seconds: Double, _ work: () -> Void) -> Double {
        var repeats = 0
        let start = now
        repeat {
            work()
            repeats += 1
        } while now - start < seconds
        return (now - start) / Double(repeats)
    }
}
