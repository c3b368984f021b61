import Foundation
import Journal
import Storage

/// `journal-workload FOLDER COMMANDS ACKNOWLEDGED [EVENTS A COMMAND]`: opens the journal in a folder, making it where there is none, says what
/// it found, then sends numbered commands one after the other and writes each acknowledgement, flushed, to a file. A run that was killed at any
/// point is started again with the same file: whatever is acknowledged there has to be in the journal, at its place.
///
/// Exit codes: 0 done; 1 the log refused or stopped; 2 usage; 4 an acknowledged command is not there, or something else is.
@main
struct Workload {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4, let commands = Int(arguments[2]) else {
            say("usage: journal-workload FOLDER COMMANDS ACKNOWLEDGED [EVENTS A COMMAND]")
            exit(2)
        }
        let events = arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1
        do {
            let run = Run(folder: arguments[1], acknowledged: arguments[3], events: events)
            exit(try await run.run(commands) ? 0 : 4)
        } catch {
            say("stopped: \(error)")
            exit(1)
        }
    }

    /// Where standard error fails, as it does in a run whose writes are made to fail, the exit code has to do.
    static func say(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }
}

/// One start of the workload.
struct Run {
    let folder: String
    let acknowledged: String
    let events: Int
    let provider = SwiftCryptoProvider()

    private func site() throws -> SiteKeyFile {
        let path = folder + "/site-key"
        if FileManager.default.fileExists(atPath: path) { return try SiteKeyFile(at: path, using: provider) }
        return try SiteKeyFile.create(at: path, using: provider)
    }

    /// Opens the log, or makes it where a run before was killed too early to.
    private func open() throws -> CompartmentLog {
        let engine = try SQLiteEngine(directory: folder + "/store", keyDirectory: folder + "/keys")
        let name = try CompartmentName("falcon")
        let origin = try KeyName.log(of: "falcon", at: "plant.example/wichita")
        let store = try engine.openLog(name, create: true)
        let keys = try engine.openKeys(name, create: true)
        if try keys.keys(scope: nil).isEmpty, try store.head().size == 0 {
            return try CompartmentLog.create(origin: origin, store: store, keys: keys, site: site(), using: provider)
        }
        return try CompartmentLog(origin: origin, store: store, keys: keys, site: site(), using: provider)
    }

    /// - Returns: false if the journal is not what was acknowledged.
    func run(_ commands: Int) async throws -> Bool {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let known = try readAcknowledged()
        let writer = try await JournalWriter.open(now: { UInt64(Date().timeIntervalSince1970 * 1000) }) { try open() }
        guard try check(try writer.log, known) else { return false }
        let file =
            FileHandle(forWritingAtPath: acknowledged)
            ?? {
                _ = FileManager.default.createFile(atPath: acknowledged, contents: nil)
                return FileHandle(forWritingAtPath: acknowledged)
            }()
        guard let file else { throw JournalError(.store, "\(acknowledged) cannot be written") }
        try file.seekToEnd()
        for number in known.count..<(known.count + commands) {
            let receipt = try await writer.perform(try command(number))
            try file.write(contentsOf: Data("\(number) \(receipt.sequences.lowerBound)\n".utf8))
            try file.synchronize()
        }
        try await writer.close()
        Workload.say("done: \(commands) commands")
        return true
    }

    private func command(_ number: Int) throws -> JournalCommand {
        guard let id = CommandID(sixteen(number)), let aggregate = AggregateID(sixteen(number)) else {
            throw JournalError(.invalidDraft, "an id has 16 bytes")
        }
        let drafts = (0..<events).map { part in
            EventDraft(
                subject: "p-1",
                kind: "unit.started",
                aggregate: aggregate,
                label: "program={falcon}",
                payload: Array("command \(number) part \(part)".utf8),
                scope: DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026-11")
            )
        }
        return JournalCommand(id: id, drafts: drafts)
    }

    private func sixteen(_ number: Int) -> [UInt8] {
        Array(repeating: 0, count: 8) + withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    /// Numbers and places in the order of their acknowledgement; a last line that was torn by the kill does not count.
    private func readAcknowledged() throws -> [(number: Int, sequence: UInt64)] {
        guard let text = try? String(contentsOfFile: acknowledged, encoding: .utf8) else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let number = Int(words[0]), let sequence = UInt64(words[1]) else { return nil }
            return (number, sequence)
        }
    }

    /// What was acknowledged is there, at its place; beyond it at most the one command that was on its way.
    private func check(_ log: CompartmentLog, _ known: [(number: Int, sequence: UInt64)]) throws -> Bool {
        let size = log.stored?.head.size ?? 0
        var reader = LogReader(log)
        var place: UInt64 = 0
        var found = 0
        while place < size {
            for event in try reader.events(place..<size) {
                let expected = "command \(found / events) part \(found % events)"
                guard event.payload.map({ String(decoding: $0, as: UTF8.self) }) == expected else {
                    Workload.say("entry \(event.event.sequence) is not \(expected)")
                    return false
                }
                if found.isMultiple(of: events), found / events < known.count,
                    known[found / events].sequence != event.event.sequence
                {
                    Workload.say("command \(found / events) was acknowledged at another place")
                    return false
                }
                found += 1
            }
            place = UInt64(found)
        }
        let complete = found / events
        Workload.say("found: \(size) entries, \(complete) commands, \(known.count) acknowledged")
        guard found.isMultiple(of: events), complete >= known.count, complete <= known.count + 1 else {
            Workload.say("the journal has \(found) events where \(known.count) commands of \(events) were acknowledged")
            return false
        }
        return true
    }
}
