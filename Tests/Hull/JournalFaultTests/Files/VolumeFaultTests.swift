import Foundation
import Journal
import LogCheck
import Testing

/// Whether volumes of one's own may be mounted here.
let mountsVolumes = (try? RunProcess.toEnd(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status) == 0

@Suite("A journal whose volume fails")
struct VolumeFaultTests {
    /// Holds the journal against what was acknowledged: it is written on, and sound.
    private func expectWhole(_ journal: HurtJournal, _ what: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let acknowledged = journal.acknowledgedCount
        let next = try journal.write(2)
        #expect(next.status == 0, "\(what): \(next.text)", sourceLocation: sourceLocation)
        let report = try journal.audit()
        #expect(report.isSound, "\(what): \(report.failures)", sourceLocation: sourceLocation)
        #expect(report.entriesVerified == UInt64(acknowledged + 2), "\(what)", sourceLocation: sourceLocation)
    }

    @Test(
        "where the volume is full it stops with what to do, has lost nothing, and goes on once there is room",
        .enabled(if: mountsVolumes, "mounting a tmpfs in a namespace of one's own takes root")
    )
    func full() throws {
        var stopped = 0
        for kibibytes in stride(from: 40, through: 360, by: isSoak ? 4 : 40) {
            let journal = try HurtJournal()
            defer { journal.remove() }
            // Filled in a namespace of its own; what is left is copied out, as to a larger volume.
            let volume = journal.folder + "/volume"
            try FileManager.default.createDirectory(atPath: volume, withIntermediateDirectories: true)
            let script = """
                mount -t tmpfs -o size=\(kibibytes)k tmpfs "$1" || exit 90
                "$2" "$1/journal" 60 "$3"
                status=$?
                cp -a "$1/journal" "$4" || exit 91
                exit $status
                """
            let end = try RunProcess.toEnd([
                "unshare", "-m", "sh", "-c", script, "sh", volume, try RunProcess.workload, journal.acknowledged,
                journal.place,
            ])
            #expect(end.status == 0 || end.status == 1, "\(kibibytes): \(end.status) \(end.text)")
            if end.status == 1 {
                stopped += 1
                #expect(end.text.contains("room") || end.text.contains("No space"), "\(kibibytes): \(end.text)")
            }
            try expectWhole(journal, "\(kibibytes) KiB after \(end.text)")
        }
        print("full tmpfs: \(stopped) sizes stopped")
        #expect(stopped > 2)
    }

    @Test("where a file may grow no further, so that writes are cut short, it stops, and goes on once it may")
    func cut() throws {
        var stopped = 0
        for bytes in stride(from: 4096 + 1, to: 340_000, by: isSoak ? 997 : 24_001) {
            let journal = try HurtJournal()
            defer { journal.remove() }
            let end = try journal.write(
                60,
                under: ["sh", "-c", "trap '' XFSZ; exec prlimit --fsize=\(bytes) \"$@\"", "sh"]
            )
            #expect(end.status == 0 || end.status == 1, "\(bytes): \(end.status) \(end.text)")
            if end.status == 1 { stopped += 1 }
            try expectWhole(journal, "\(bytes) bytes after \(end.text)")
        }
        print("writes cut short: \(stopped) limits stopped")
        #expect(stopped > 2)
    }

    @Test(
        "on a volume that may only be read it is not written, says so, and is whole after",
        .enabled(if: mountsVolumes, "mounting in a namespace of one's own takes root")
    )
    func readOnly() throws {
        let journal = try HurtJournal()
        defer { journal.remove() }
        #expect(try journal.write(5).status == 0)
        let script = #"mount --bind "$2" "$2" && mount -o remount,ro,bind "$2" && exec "$1" "$2" 5 "$3" 1"#
        let end = try RunProcess.toEnd([
            "unshare", "-m", "sh", "-c", script, "sh", try RunProcess.workload, journal.place, journal.acknowledged,
        ])
        #expect(end.status == 1, "\(end.text)")
        #expect(end.text.contains("stopped: ") && end.text.contains("rights"), "\(end.text)")
        #expect(journal.acknowledgedCount == 5)
        try expectWhole(journal, "read-only")
    }

    @Test(
        "where its files are taken away or replaced in mid-run nothing more is acknowledged; put back, all is there",
        arguments: [
            "store", "store/falcon", "store/falcon/log.sqlite", "store/falcon/log.sqlite-wal", "keys",
            "keys/falcon.sqlite",
        ]
    )
    func takenAway(_ part: String) throws {
        let journal = try HurtJournal()
        defer { journal.remove() }
        let process = Process()
        let error = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = [
            "120", try RunProcess.workload, journal.place, "1000000", journal.acknowledged, "1",
        ]
        process.standardError = error
        try process.run()
        while journal.acknowledgedCount < 20, process.isRunning { usleep(2000) }
        try FileManager.default.moveItem(atPath: "\(journal.place)/\(part)", toPath: journal.folder + "/taken")
        let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1, "\(text)")
        #expect(text.contains("removed, moved away or replaced"), "\(text)")
        try FileManager.default.moveItem(atPath: journal.folder + "/taken", toPath: "\(journal.place)/\(part)")
        try expectWhole(journal, part)
    }

    @Test("a second writer is refused with the reason, and the first goes on")
    func twoWriters() async throws {
        let journal = try HurtJournal()
        defer { journal.remove() }
        let first = Process()
        first.executableURL = URL(filePath: "/usr/bin/timeout")
        first.arguments = ["600", try RunProcess.workload, journal.place, "2000", journal.acknowledged, "1"]
        first.standardError = FileHandle.nullDevice
        try first.run()
        while journal.acknowledgedCount < 5, first.isRunning { usleep(2000) }
        // Both are at it at once, however busy the machine is: the first waits, with its lock, until the second has tried.
        #expect(kill(-first.processIdentifier, SIGSTOP) == 0)
        let second = try await JournalWriter.open(now: { 1_700_000_000_000 }) { try journal.log() }
        let id = try #require(CommandID(Array(repeating: 9, count: 16)))
        let draft = EventDraft(
            subject: "p-2",
            kind: "unit.started",
            aggregate: try #require(AggregateID(Array(repeating: 9, count: 16))),
            label: "",
            payload: [],
            scope: DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026-11")
        )
        let error = await #expect(throws: JournalError.self) {
            try await second.perform(JournalCommand(id: id, drafts: [draft]))
        }
        #expect(error?.code == .tryLater)
        #expect(error?.message.contains("being written by another") == true)
        try await second.close()
        #expect(kill(-first.processIdentifier, SIGCONT) == 0)
        first.waitUntilExit()
        #expect(first.terminationStatus == 0)
        #expect(journal.acknowledgedCount == 2000)
        try expectWhole(journal, "two writers")
    }
}
