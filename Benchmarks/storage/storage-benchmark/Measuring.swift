import Foundation

/// Seconds on the wall clock.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    let time = ContinuousClock.now - start
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
}

/// CPU seconds of this process, which other work on the machine does not lengthen.
func cpuSeconds(_ work: () throws -> Void) rethrows -> Double {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    try work()
    return now() - start
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

extension Double {
    func shown(_ digits: Int) -> String { String(format: "%.\(digits)f", self) }
}

/// The same bytes for every run.
struct Bytes {
    private var state: UInt64 = 1
    mutating func number() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 11
    }
    mutating func take(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: number()) } }
}
