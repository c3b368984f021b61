import Dispatch
import Foundation
import LogCheck
import Synchronization
import Testing

/// The long run (`BULKHEAD_SOAK=1`) kills at every call of 200 commands, and makes every call of 20 and some of 200 commands fail; the short one
/// kills at every call of 20 commands, and makes some of them fail.
@Suite(
    "A journal on SQLite that is hurt at a call to the system",
    .enabled(if: RunProcess.strace != nil, "strace is not installed; scripts/install-system-packages.sh installs it"),
    .serialized
)
struct SyscallSweepTests {
    /// What a sweep came to.
    private struct Tally {
        var points = 0
        /// Runs that the fault ended: killed, or stopped with a message.
        var ended = 0
        /// Runs that went on to their end all the same.
        var wentOn = 0
        /// Runs that ended before they came to the call: they made fewer than the one that was counted.
        var notReached = 0
        /// Commands that were there though they were not acknowledged, whole.
        var unacknowledged = 0
        var wrong: [String] = []
        var messages: [String: Int] = [:]
    }

    @Test("a clean run makes the calls that are hurt below, and its log is sound")
    func clean() throws {
        let journal = try HurtJournal()
        defer { journal.remove() }
        let counts = try Self.counts(journal, commands: 20)
        #expect((counts["pwrite64"] ?? 0) > 100)
        #expect((counts["fdatasync"] ?? 0) >= 20)
        #expect(try journal.audit().entriesVerified == 20)
    }

    private static func counts(_ journal: HurtJournal, commands: Int) throws -> [String: Int] {
        let trace = journal.folder + "/trace"
        let calls = SyscallFault.calls.joined(separator: ",")
        let end = try journal.write(
            commands,
            under: [try #require(RunProcess.strace), "-f", "--seccomp-bpf", "-qq", "-o", trace, "-e", "trace=\(calls)"]
        )
        try #require(end.status == 0, "\(end.text)")
        return try SyscallFault.counts(trace: trace)
    }

    /// Faults of a kind in a run of so many commands, a step apart.
    private static func faults(_ kind: SyscallFault.Kind, commands: Int, step: Int = 1, offset: Int = 0) throws
        -> [SyscallFault]
    {
        let journal = try HurtJournal()
        defer { journal.remove() }
        let all = try counts(journal, commands: commands).sorted { $0.key < $1.key }.flatMap { call, count in
            (1...count).map { SyscallFault(kind: kind, call: call, number: $0) }
        }
        return stride(from: offset % step, to: all.count, by: step).map { all[$0] }
    }

    private func sweep(_ faults: [SyscallFault], commands: Int) -> Tally {
        let tally = Mutex(Tally())
        DispatchQueue.concurrentPerform(iterations: faults.count) { index in
            let fault = faults[index]
            do {
                try Self.hurt(fault, commands: commands, tally)
            } catch {
                tally.withLock { $0.wrong.append("\(fault): \(error)") }
            }
        }
        return tally.withLock { $0 }
    }

    private struct Wrong: Error, CustomStringConvertible { let description: String }

    private static func hurt(_ fault: SyscallFault, commands: Int, _ tally: borrowing Mutex<Tally>) throws {
        let journal = try HurtJournal()
        defer { journal.remove() }
        let end = try journal.write(commands, under: fault.injection(trace: journal.folder + "/trace"))
        let acknowledged = journal.acknowledgedCount
        switch (fault.kind, end.status) {
        case (.kill, ProcessEnd.killed), (.kill, 0), (.error, 0), (.error, 1): break
        default: throw Wrong(description: "ended with \(end.status): \(end.text)")
        }
        if end.status == 0, acknowledged != commands { throw Wrong(description: "\(acknowledged) acknowledged") }
        // The fault is gone: the journal opens, holds what was acknowledged and at most the one command on its way, and is written on.
        let next = try journal.write(2)
        guard next.status == 0 else {
            throw Wrong(description: "after \(end.text): not written on, \(next.status): \(next.text)")
        }
        guard journal.acknowledgedCount == acknowledged + 2 else { throw Wrong(description: "acknowledgements") }
        let report = try journal.audit()
        guard report.isSound, report.entriesVerified == UInt64(acknowledged + 2) else {
            throw Wrong(
                description: "\(report.entriesVerified) entries, \(acknowledged + 2) acknowledged: \(report.failures)"
            )
        }
        let found = next.text.split(separator: " ").dropFirst(3).first.flatMap { Int($0) } ?? 0
        tally.withLock {
            $0.points += 1
            switch (fault.kind, end.status) {
            case (.kill, 0): $0.notReached += 1
            case (_, 0): $0.wentOn += 1
            default: $0.ended += 1
            }
            $0.unacknowledged += found - acknowledged
            if end.status == 1 { $0.messages[generic(end.text, journal), default: 0] += 1 }
        }
    }

    /// The last line of what was said, without the folder.
    private static func generic(_ text: String, _ journal: HurtJournal) -> String {
        (text.split(separator: "\n").last.map { String($0) } ?? "").replacingOccurrences(of: journal.folder, with: "…")
    }

    private func expectWhole(_ tally: Tally, _ what: String, points: Int) {
        #expect(tally.wrong.isEmpty, "\(tally.wrong.count): \(tally.wrong.prefix(5))")
        #expect(tally.points == points)
        // When SQLite takes its write-ahead log back hangs on the moment, so that no two runs make quite the same calls.
        #expect(tally.notReached * 10 <= points, "\(tally.notReached) of \(points) calls were not reached")
        print(
            "\(what): \(points) points, \(tally.ended) ended, \(tally.wentOn) went on, \(tally.notReached) not reached, \(tally.unacknowledged) commands there unacknowledged, \(tally.wrong.count) wrong"
        )
        for (message, count) in tally.messages.sorted(by: { $0.value > $1.value }) where isSoak {
            print("  \(count) times: \(message)")
        }
        for wrong in tally.wrong { print("  WRONG \(wrong)") }
    }

    @Test("killed at any call it has lost nothing that was acknowledged, has invented nothing, and goes on")
    func kill() throws {
        let commands = isSoak ? 200 : 20
        let faults = try Self.faults(.kill, commands: commands)
        let tally = sweep(faults, commands: commands)
        expectWhole(tally, "SIGKILL, \(commands) commands", points: faults.count)
        #expect(tally.wentOn == 0)
    }

    @Test("killed while it writes the site key it has none, and makes one at the next start")
    func siteKey() throws {
        let journal = try HurtJournal()
        defer { journal.remove() }
        // The sweep cannot hit this write: another thread makes an earlier one. Its draft is the only file of that name.
        let end = try journal.write(
            3,
            under: [
                try #require(RunProcess.strace), "-f", "-qq", "-o", journal.folder + "/trace", "-P",
                journal.place + "/site-key.new", "-e", "trace=write", "-e", "inject=write:signal=KILL:when=1",
            ]
        )
        #expect(end.status == ProcessEnd.killed, "\(end.text)")
        #expect(!FileManager.default.fileExists(atPath: journal.place + "/site-key"))
        let next = try journal.write(3)
        #expect(next.status == 0, "\(next.text)")
        #expect(try journal.audit().entriesVerified == 3)
    }

    @Test(
        "where a call fails it refuses or stops with a message, and goes on once the fault is gone",
        arguments: ["EIO", "ENOSPC"],
        [false, true]
    )
    func errors(name: String, isSticky: Bool) throws {
        let kind = SyscallFault.Kind.error(name, isSticky: isSticky)
        let usual = isSoak ? [(20, 1), (200, faultStep)] : [(20, 29)]
        for (commands, step) in faultOffset == nil ? usual : [(200, faultStep)] {
            let offset = faultOffset ?? (name == "EIO" ? 3 : 17)
            let faults = try Self.faults(kind, commands: commands, step: step, offset: offset)
            let tally = sweep(faults, commands: commands)
            expectWhole(tally, "\(name)\(isSticky ? ", sticky" : ""), \(commands) commands", points: faults.count)
            #expect(tally.ended > 0)
            // A run that cannot write its standard error says nothing.
            for message in tally.messages.keys where !message.hasPrefix("found: ") && !message.isEmpty {
                #expect(message.hasPrefix("stopped: "), "\(message)")
            }
        }
    }
}
