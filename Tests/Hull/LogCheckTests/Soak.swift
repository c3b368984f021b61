import Foundation

/// The number of cases: few for every run, many under `BULKHEAD_SOAK=1`.
func soakCount(_ few: Int, _ many: Int) -> Int {
    ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1" ? many : few
}
