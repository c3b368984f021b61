import Foundation
import Storage
import StorageConformance
import Testing

/// Where `strace` is, if it is.
private let strace = ["/usr/bin/strace", "/bin/strace"].first { FileManager.default.isExecutableFile(atPath: $0) }

@Suite("A log on SQLite is flushed before it is acknowledged")
struct DurabilityTests {
    @Test(
        "each commit flushes the write-ahead log at least once",
        .enabled(if: strace != nil, "strace is not installed; scripts/install-system-packages.sh installs it")
    )
    func flushes() throws {
        let batches = 20
        let few = try flushesOf(batches: 1)
        let many = try flushesOf(batches: 1 + batches)
        #expect(many - few >= batches, "\(batches) commits made \(many - few) flushes")
    }

    private func flushesOf(batches: Int) throws -> Int {
        let place = try SQLitePlace()
        let trace = place.folder + "/trace"
        let run = try WorkloadProcess.run(
            #require(strace),
            [
                "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", trace, WorkloadProcess.executable, place.directory,
                place.keyDirectory, String(batches), "5",
            ]
        )
        try #require(run.status == 0, "\(run.error)")
        #expect(run.output.split(separator: "\n").last == "\(batches * 5)")
        return try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
            .filter { ($0.contains("fdatasync(") || $0.contains("fsync(")) && $0.contains("= 0") }.count
    }

    @Test(
        "a second process that would write is told that the log is busy, may read, and may write once the first ended"
    )
    func secondWriter() throws {
        let place = try SQLitePlace()
        let holder = Process()
        let (input, output) = (Pipe(), Pipe())
        holder.executableURL = URL(filePath: try WorkloadProcess.executable)
        holder.arguments = [place.directory, place.keyDirectory, "hold"]
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "1\n")

        let log = try place.engine().openLog(CompartmentName("alpha"), create: false)
        #expect(try log.head().size == 1)
        let batch = StoredBatch(
            first: 1,
            entries: [StoredEntry(entry: [1], payload: nil, key: [])],
            tiles: [],
            checkpoint: [1]
        )
        #expect(code { try log.append(batch) } == .busy)
        let other = try WorkloadProcess.run(
            WorkloadProcess.executable,
            [place.directory, place.keyDirectory, "1", "1"]
        )
        #expect(other.status == 75)
        #expect(other.error.contains("being written by another"))

        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        try log.append(batch)
        #expect(try log.head().size == 2)
    }

    @Test("a process that is killed has kept every batch that it acknowledged")
    func killed() throws {
        let place = try SQLitePlace()
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: try WorkloadProcess.executable)
        process.arguments = [place.directory, place.keyDirectory, "100000", "3"]
        process.standardOutput = output
        try process.run()
        var text = ""
        while text.split(separator: "\n").count < 50 {
            text += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        text += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let acknowledged = try #require(lines.last.flatMap { UInt64($0) })
        let log = try place.engine().openLog(CompartmentName("alpha"), create: false)
        let size = try log.head().size
        #expect(size == acknowledged || size == acknowledged + 3)
        #expect(try log.entries(0..<size).count == Int(size))
    }
}

/// What a call was refused with.
func code(_ body: () throws -> Void) -> StorageError.Code? {
    do {
        try body()
        return nil
    } catch { return (error as? StorageError)?.code }
}
