import Foundation
import Journal
import LogCheck
import SeededGeneration
import Testing

@Suite("An audit finds whatever was done to a log")
struct LogAuditTests {
    @Test(
        "a sound log is found sound at every size, with what was shown",
        arguments: [1, 2, 100, 255, 256, 257, 513, 1000]
    )
    func sound(count: Int) throws {
        var log = try SampleLog()
        try log.append(count / 2)
        try log.append(count - count / 2)
        let report = try log.audit(seen: log.checkpoints)
        #expect(report.isSound, "\(report.failures)")
        #expect(report.entriesVerified == UInt64(count))
        #expect(report.findings.contains { $0.code == .root && $0.standing == .holds })
        #expect(report.findings.count { $0.code == .consistency && $0.standing == .holds } == 2)
    }

    @Test("an empty log is sound")
    func empty() throws {
        var log = try SampleLog()
        try log.append(0)
        #expect(try log.audit().isSound)
    }

    @Test("a log of more than 65,536 entries has a second level of full tiles, and is sound", .enabled(if: isSoak))
    func deep() throws {
        var log = try SampleLog()
        try log.append(66_000)
        #expect(try log.audit().isSound)
    }

    static var isSoak: Bool { ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1" }

    /// Each run flips one bit of every byte, another one each seed; the long run flips every bit.
    @Test("a flipped bit of entries, tiles and checkpoint of a log of 100 entries is found")
    func bits() throws {
        var log = try SampleLog()
        try log.append(60)
        try log.append(40)
        var random = SeededGenerator(seed: 11)
        var flipped = 0
        for path in log.files.keys.sorted() {
            let bytes = log.files[path] ?? []
            for place in bytes.indices {
                // The tests' build is slow: the short run looks at every byte of the checkpoint, and elsewhere at one in eight.
                if !Self.isSoak, path != "checkpoint", random.next() % 8 != 0 { continue }
                let bits = Self.isSoak ? Array(0..<8) : [Int(random.next() % 8)]
                for bit in bits {
                    var changed = log.files
                    changed[path]?[place] ^= 1 << UInt8(bit)
                    flipped += 1
                    let report = try log.audit(changed)
                    #expect(!report.isSound, "\(path) byte \(place) bit \(bit)")
                    if path != "checkpoint" {
                        #expect(report.failures.contains { Self.names($0, path, place) }, "\(path) \(place)")
                    }
                }
            }
        }
        #expect(flipped > 1000)
    }

    /// Whether a failure points at the damaged file, or says that the rebuilt tree is not the signed one.
    static func names(_ failure: AuditFinding, _ path: String, _ place: Int) -> Bool {
        failure.place == path || failure.code == .root || failure.code == .event
    }

    @Test(
        "without a required witness a damaged cosignature is found or counted as absent, and the verdict on the log is the same"
    )
    func immaterialBits() throws {
        var log = try SampleLog()
        try log.append(3)
        let note = try #require(log.files["checkpoint"])
        let lines = note.split(separator: 0x0A, omittingEmptySubsequences: false)
        let start = note.count - (lines.dropLast().last?.count ?? 0) - 1
        let keys = try AuditKeys(log: log.signer.verifier.text, witnesses: [log.witnessSigner.verifier.text])
        var immaterial = 0
        for place in start..<note.count {
            for bit in 0..<8 {
                var changed = log.files
                changed["checkpoint"]?[place] ^= 1 << UInt8(bit)
                let report = try LogAudit.check(LogFilesInMemory(changed), keys: keys)
                guard report.isSound else { continue }
                immaterial += 1
                #expect(report.entriesVerified == 3)
                #expect(report.findings.contains { $0.code == .witnesses && $0.standing == .unverified })
            }
        }
        #expect(immaterial > 0)
    }

    @Test("every cut of every file is found")
    func truncation() throws {
        var log = try SampleLog()
        try log.append(20)
        for path in log.files.keys.sorted() {
            let bytes = log.files[path] ?? []
            for count in stride(from: 0, to: bytes.count, by: path == "checkpoint" ? 1 : 7) {
                var changed = log.files
                changed[path] = Array(bytes[..<count])
                #expect(try !log.audit(changed).isSound, "\(path) cut to \(count)")
            }
            var longer = log.files
            longer[path] = bytes + [0x0A]
            #expect(try !log.audit(longer).isSound, "\(path) with a byte more")
            var without = log.files
            without[path] = nil
            #expect(try log.audit(without).failures.contains { $0.code == .missing && $0.place == path })
        }
    }

    @Test("an old checkpoint shown again is a rollback for whoever has seen a later one")
    func replay() throws {
        var log = try SampleLog()
        try log.append(10)
        let old = log.files
        try log.append(10)
        let report = try log.audit(old, seen: [try #require(log.checkpoints.last)])
        #expect(report.failures.map(\.code) == [.rolledBack])
    }

    @Test(
        "a rewritten log, signed with the log's own key, is a fork for whoever has seen the other, and lacks the witness"
    )
    func fork() throws {
        var honest = try SampleLog()
        try honest.append(10)
        var forged = try SampleLog(salt: 1)
        try forged.append(12, witnessed: false)
        let report = try forged.audit()
        #expect(report.failures.map(\.code) == [.witnesses])
        let alone = try LogAudit.check(
            LogFilesInMemory(forged.files),
            keys: forged.keys(witnesses: false),
            seen: [try #require(honest.checkpoints.last).bytes]
        )
        #expect(alone.failures.map(\.code) == [.forked])
    }

    @Test("a checkpoint of another log or by another key is refused with the reason")
    func foreign() throws {
        var log = try SampleLog()
        try log.append(3)
        var other = try SampleLog(origin: "plant.example/site/other")
        try other.append(3)
        var changed = log.files
        changed["checkpoint"] = other.files["checkpoint"]
        #expect(try log.audit(changed).failures.map(\.code) == [.origin])
        let thief = try NoteSigner(
            name: log.signer.verifier.name,
            kind: .ed25519,
            privateKey: SecretBytes(Array(repeating: 9, count: 32)),
            using: log.provider
        )
        let text = try Checkpoint(text: try #require(log.checkpoints.last).text)
        changed["checkpoint"] = try text.signed(by: [thief], time: 0, using: log.provider).bytes
        #expect(try log.audit(changed).failures.map(\.code) == [.logSignature])
    }

    @Test("entries that changed places are found, each with its number")
    func order() throws {
        var log = try SampleLog()
        try log.append(5)
        let path = "tile/entries/000.p/5"
        var bundle = EntryBundle()
        let entries = try EntryBundle(log.files[path] ?? [], count: 5).entries
        for index in [0, 2, 1, 3, 4] { try bundle.append(entries[index]) }
        var changed = log.files
        changed[path] = bundle.bytes
        let failures = try log.audit(changed).failures
        #expect(failures.filter { $0.code == .event }.map(\.place) == ["entry 1", "entry 2"])
        #expect(failures.contains { $0.code == .tile && $0.place == "tile/0/000.p/5" })
        #expect(failures.contains { $0.code == .root })
    }

    @Test("files that no tree has are failures, those of a larger tree are not vouched for")
    func strangers() throws {
        var log = try SampleLog()
        try log.append(5)
        var changed = log.files
        for path in ["tile/0/000.p/05", "tile/x/000", "note.txt", "tile/0/000.p/0", "tile/0/0001.p/3"] {
            changed[path] = [1]
        }
        changed["tile/0/000.p/9"] = [1]
        let report = try log.audit(changed)
        #expect(
            report.failures.map(\.place)
                == ["note.txt", "tile/0/0001.p/3", "tile/0/000.p/0", "tile/0/000.p/05", "tile/x/000"].sorted()
        )
        #expect(report.findings.contains { $0.standing == .unverified && $0.place == "tile/0/000.p/9" })
    }

    @Test("checkpoints of any content are read or refused without a crash, and a forged size is never believed")
    func hostile() throws {
        var log = try SampleLog()
        try log.append(2)
        var random = SeededGenerator(seed: 5)
        let seed = log.files["checkpoint"] ?? []
        for _ in 0..<soakCount(500, 50_000) {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert([0x0A, 0x20, 0x39, 0xE2].randomElement(using: &random) ?? 0, at: place)
                default: bytes.remove(at: place)
                }
            }
            var changed = log.files
            changed["checkpoint"] = bytes
            #expect(try !log.audit(changed).isSound || bytes == seed)
        }
    }

    @Test("a log in a folder is audited like one in memory")
    func folder() throws {
        var log = try SampleLog()
        try log.append(300)
        let folder = FileManager.default.temporaryDirectory.appending(path: "bulkhead-log-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, bytes) in log.files {
            let url = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: url)
        }
        let report = try LogAudit.check(LogFilesInFolder(folder: folder.path(percentEncoded: false)), keys: log.keys())
        #expect(report.isSound, "\(report.failures)")
        #expect(report.entriesVerified == 300)
    }
}
