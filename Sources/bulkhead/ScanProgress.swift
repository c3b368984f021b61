import Foundation
import LeakScan

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How far a scan is and how long it will take, on one line of a terminal.
struct ScanProgress {
    private let total: (files: Int, bytes: Int)
    private let begun = ContinuousClock.now

    /// Nil where standard error is no terminal: then nothing is counted beforehand.
    static func onTerminal(_ roots: [String]) -> ScanProgress? {
        isatty(2) == 1 ? ScanProgress(total: LeakScan.size(of: roots)) : nil
    }

    private init(total: (files: Int, bytes: Int)) { self.total = total }

    func show(_ progress: LeakScan.Progress) {
        FileHandle.standardError.write(Data(("\r\u{1B}[K" + line(progress, after: ContinuousClock.now - begun)).utf8))
    }

    func clear() { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }

    /// Work is counted in bytes, and in files as if each had four thousand bytes more: opening one costs about that.
    func line(_ progress: LeakScan.Progress, after elapsed: Duration) -> String {
        let done = progress.bytes + progress.files * 4_096
        let all = max(done, total.bytes + total.files * 4_096)
        var text = "\(progress.files) of \(max(progress.files, total.files)) files, \(progress.findings) findings"
        let share = all > 0 ? Double(done) / Double(all) : 1
        let seconds = Double(elapsed.components.seconds)
        if share > 0.02, seconds >= 2 { text += ", about \(Self.time(seconds / share - seconds)) to go" }
        return text
    }

    private static func time(_ seconds: Double) -> String {
        let rest = max(0, Int(seconds.rounded(.up)))
        return rest < 90 ? "\(rest) s" : rest < 5_400 ? "\((rest + 59) / 60) min" : "\((rest + 3_599) / 3_600) h"
    }
}
