import Dispatch
import Foundation
import Journal
import LogCheck
import Storage
import Synchronization
import Testing

/// The long run (`BULKHEAD_SOAK=1`) flips one bit in every byte of the file, or in every `BULKHEAD_BYTE_STEP`th; the short one in some.
@Suite("One bit of a log's file that is not as it was written")
struct FileBitTests {
    /// All that a log answers, on every way there is to ask it.
    private struct Answers: Equatable {
        let head: StoredHead
        let entries: [StoredEntry]
        let checkpoints: [[UInt8]?]
        let tiles: [StoredTile?]
        let commands: [UInt64?]

        init(_ log: any LogStore, commands known: [[UInt8]]) throws {
            head = try log.head()
            entries = try log.entries(head.first..<head.size)
            checkpoints = try log.checkpointSizes(from: 0, limit: 10_000).map { try log.checkpoint(size: $0) }
            tiles = try (0..<head.size / 256 + 1).map { try log.tile(level: 0, index: $0) }
            commands = try log.sequences(ofCommands: known)
        }
    }

    /// What became of the flips.
    fileprivate struct Tally {
        /// Reading the log said so.
        var read = 0
        /// `bulkhead store check` said so.
        var checked = 0
        /// Opening the journal or reading its payloads said so.
        var opened = 0
        /// `LogCheck` said so, of entries, tiles and all checkpoints there are.
        var audited = 0
        /// All answers are as they were, and every page is whole.
        var immaterial = 0
        var missed: [String] = []
    }

    fileprivate enum Fate { case read, checked, opened, audited, immaterial, missed }

    @Test(
        "is found, or changes no answer",
        arguments: isSoak ? [(100, 1, byteStep), (90, 3, 7 * byteStep)] : [(90, 3, 1_201)]
    )
    func flips(commands: Int, events: Int, step: Int) throws {
        let journal = try HurtJournal()
        defer { journal.remove() }
        let end = try journal.write(commands, events: events)
        try #require(end.status == 0, "\(end.text)")
        // All of it into the file: erasing, here nothing, empties the write-ahead log.
        #expect(try journal.log().store.erasePayloads(key: [0]) == 0)
        let bytes = try Data(contentsOf: URL(filePath: journal.place + "/store/falcon/log.sqlite"))
        let log = try journal.log().store
        let known = try log.entries(0..<UInt64(commands * events)).compactMap(\.command)
        #expect(known.count >= commands)
        let sound = try Answers(log, commands: known)
        #expect(sound.tiles.contains { $0 != nil } == (commands * events >= 256))

        let places = Array(stride(from: 0, to: bytes.count, by: step))
        let tally = Mutex(Tally())
        let lanes = 2
        DispatchQueue.concurrentPerform(iterations: lanes) { lane in
            do {
                let copy = try HurtJournal()
                defer { copy.remove() }
                try FileManager.default.copyItem(atPath: journal.place, toPath: copy.place)
                for index in stride(from: lane, to: places.count, by: lanes) {
                    let place = places[index]
                    let bit = UInt8(truncatingIfNeeded: place &* 5 &+ place >> 3) & 7
                    let fate = try Self.fate(of: copy, place, bytes[place] ^ (1 << bit), bytes[place], sound, known)
                    tally.withLock { $0.add(fate, "byte \(place) bit \(bit) in page \(place / 4096 + 1)") }
                }
            } catch {
                tally.withLock { $0.missed.append("lane \(lane): \(error)") }
            }
        }
        let found = tally.withLock { $0 }
        print(
            "\(places.count) flips in \(bytes.count) bytes of \(commands * events) entries: found by reading \(found.read), store check \(found.checked), opening \(found.opened), audit \(found.audited); immaterial \(found.immaterial); missed \(found.missed.count)"
        )
        #expect(found.missed.isEmpty, "\(found.missed.prefix(20))")
        #expect(found.read + found.checked + found.opened + found.audited + found.immaterial == places.count)
    }

    private static func fate(
        of copy: HurtJournal,
        _ place: Int,
        _ flipped: UInt8,
        _ sound: UInt8,
        _ answers: Answers,
        _ commands: [[UInt8]]
    ) throws -> Fate {
        let path = copy.place + "/store/falcon/log.sqlite"
        try write(flipped, at: place, of: path)
        defer {
            for part in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + part) }
        }
        let fate = fate(of: copy, answers, commands)
        try write(sound, at: place, of: path)
        return fate
    }

    private static func write(_ byte: UInt8, at place: Int, of path: String) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: UInt64(place))
        try file.write(contentsOf: Data([byte]))
        try file.close()
    }

    private static func fate(of copy: HurtJournal, _ sound: Answers, _ commands: [[UInt8]]) -> Fate {
        let isSame: Bool
        do {
            let engine = try SQLiteEngine(directory: copy.place + "/store", keyDirectory: copy.place + "/keys")
            let log = try engine.openLog(CompartmentName("falcon"), create: false)
            isSame = try Answers(log, commands: commands) == sound
        } catch { return .read }
        let report = try? StoreCheck.check(
            StoreFolders(directory: copy.place + "/store", keyDirectory: copy.place + "/keys")
        )
        guard let report, report.findings.isEmpty else { return .checked }
        if isSame { return .immaterial }
        do {
            var reader = LogReader(try copy.log())
            _ = try reader.events(0..<sound.head.size)
        } catch { return .opened }
        do {
            let store = try copy.log().store
            let seen = try store.checkpointSizes(from: 0, limit: 10_000).compactMap { try store.checkpoint(size: $0) }
            if try !copy.audit(seen: seen).isSound { return .audited }
        } catch { return .audited }
        return .missed
    }
}

extension FileBitTests.Tally {
    fileprivate mutating func add(_ fate: FileBitTests.Fate, _ what: String) {
        switch fate {
        case .read: read += 1
        case .checked: checked += 1
        case .opened: opened += 1
        case .audited: audited += 1
        case .immaterial: immaterial += 1
        case .missed: missed.append(what)
        }
    }
}
