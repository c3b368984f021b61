import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How far the making of a demo is: one line of a terminal that is written anew, or a line now and then where there is none.
struct DemoProgress {
    private let begun = ContinuousClock.now
    private let isTerminal = isatty(2) == 1
    private var shown: ContinuousClock.Instant?

    /// - Parameters:
    ///   - done: steps that are done, of `all`.
    ///   - text: what is being made.
    mutating func show(_ done: Int, of all: Int, _ text: String) {
        let now = ContinuousClock.now
        if let shown, now - shown < .milliseconds(isTerminal ? 200 : 5_000) { return }
        shown = now
        let line = Self.line(done, of: all, text, after: now - begun)
        if isTerminal {
            FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
        } else {
            Console.error(line)
        }
    }

    func clear() {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    static func line(_ done: Int, of all: Int, _ text: String, after elapsed: Duration) -> String {
        let share = Double(done) / Double(max(1, all))
        let seconds = Double(elapsed.components.seconds)
        let line = "making the demo: \(text), \(Int(share * 100)) %"
        guard share > 0.02, seconds >= 2 else { return line }
        return "\(line), about \(max(0, Int((seconds / share - seconds).rounded(.up)))) s to go"
    }
}
