import Foundation
import Journal
import LogCheck
import Testing

@Suite("An auditor's bundle verifies offline, and nothing else passes for one")
struct AuditBundleTests {
    static func log() throws -> SampleLog {
        var log = try SampleLog()
        try log.append(7)
        try log.append(30)
        return log
    }

    @Test("events, payloads and earlier checkpoints are shown with public keys alone")
    func sound() throws {
        let log = try Self.log()
        let bytes = try log.bundle([3, 8, 36], opening: [8]).encoded()
        let (report, entries) = try AuditBundleCheck.check(bytes, keys: log.keys(), seen: log.checkpoints.map(\.bytes))
        #expect(report.isSound, "\(report.failures)")
        #expect(report.entriesVerified == 3)
        #expect(entries.map(\.index) == [3, 8, 36])
        #expect(entries.map(\.payload) == [nil, Array("secret 7 1".utf8), nil])
        #expect(entries[0].entry == log.events[3].event.encoded)
    }

    @Test(
        "a bundle of a log of any size has proofs that the other implementation accepts",
        arguments: [1, 2, 3, 64, 255, 256, 300]
    )
    func sizes(count: Int) throws {
        var log = try SampleLog()
        for step in [1, count / 3, count - 1 - count / 3] where step > 0 { try log.append(step) }
        let bytes = try log.bundle(Array(0..<Int(log.writer.tip.size))).encoded()
        let (report, entries) = AuditBundleCheck.check(bytes, keys: try log.keys())
        #expect(report.isSound, "\(report.failures)")
        #expect(entries.count == Int(log.writer.tip.size))
    }

    @Test(
        "a flipped bit makes the bundle fail, or is in a cosignature of an earlier checkpoint, which nobody has to have, and changes nothing"
    )
    func bits() throws {
        let log = try Self.log()
        let bytes = try log.bundle([8], opening: [8]).encoded()
        let keys = try log.keys()
        let sound = AuditBundleCheck.check(bytes, keys: keys)
        let earlier = try #require(log.checkpoints.first).signatures[1].line.dropLast()
        let line = try #require(bytes.firstRange(of: Array(earlier.utf8)))
        for place in bytes.indices {
            for bit in LogAuditTests.isSoak ? Array(0..<8) : [place % 8] {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                let checked = AuditBundleCheck.check(changed, keys: keys)
                if checked.report.isSound {
                    #expect(line.contains(place), "byte \(place) bit \(bit)")
                    #expect(checked.entries == sound.entries)
                    #expect(checked.report.findings == sound.report.findings)
                }
            }
        }
    }

    @Test("every cut of a bundle is refused")
    func truncation() throws {
        let log = try Self.log()
        let bytes = try log.bundle([8]).encoded()
        let keys = try log.keys()
        for count in stride(from: 0, to: bytes.count, by: 3) {
            let report = AuditBundleCheck.check(Array(bytes[..<count]), keys: keys).report
            #expect(report.failures.map(\.code) == [.malformed])
        }
    }

    @Test("one bundle has one spelling: blanks, unknown members and members that stand twice are refused")
    func canonical() throws {
        let log = try Self.log()
        let text = String(decoding: try log.bundle([8]).encoded(), as: UTF8.self)
        for changed in [
            text + "\n", " " + text,
            text.replacing("{\"checkpoint\"", with: "{\"a\":1,\"checkpoint\"", maxReplacements: 1),
            text.replacing("\"format\":", with: "\"format\":\"x\",\"format\":"),
            text.replacing("\"index\":8", with: "\"index\":8.0"),
            text.replacing("bundle/1", with: "bundle/2"), text.replacing("/", with: "\\/"),
            String(repeating: "[", count: 100_000), "{\"entries\":" + String(repeating: "[", count: 600), "null", "",
        ] {
            let report = AuditBundleCheck.check(Array(changed.utf8), keys: try log.keys()).report
            #expect(report.failures.map(\.code) == [.malformed], "\(changed.prefix(40))")
        }
    }

    @Test("an entry, a payload or a proof of another place is refused with the reason")
    func exchanged() throws {
        let log = try Self.log()
        let keys = try log.keys()
        let bundle = try log.bundle([3, 8], opening: [3, 8])
        let opened = try #require(bundle.entries[0].opened)
        func codes(_ entry: AuditBundle.Entry) throws -> [AuditFinding.Code] {
            let made = AuditBundle(checkpoint: bundle.checkpoint, earlier: bundle.earlier, entries: [entry])
            return AuditBundleCheck.check(try made.encoded(), keys: keys).report.failures.map(\.code)
        }
        #expect(
            try codes(AuditBundle.Entry(entry: bundle.entries[1].entry, proof: bundle.entries[1].proof, opened: opened))
                == [.commitment]
        )
        #expect(
            try codes(AuditBundle.Entry(entry: bundle.entries[0].entry, proof: bundle.entries[1].proof)) == [.event]
        )
        let moved = InclusionProof(index: 3, size: 37, path: bundle.entries[1].proof.path)
        #expect(try codes(AuditBundle.Entry(entry: bundle.entries[0].entry, proof: moved)) == [.inclusion])
    }

    @Test("replayed, forked and unwitnessed checkpoints are refused with the reason")
    func checkpoints() throws {
        let log = try Self.log()
        let bytes = try log.bundle([8]).encoded()
        var longer = log
        try longer.append(1)
        let later = try #require(longer.checkpoints.last).bytes
        #expect(
            AuditBundleCheck.check(bytes, keys: try log.keys(), seen: [later]).report.failures.map(\.code) == [
                .rolledBack
            ]
        )
        var forged = try SampleLog(salt: 3)
        try forged.append(37, witnessed: false)
        let other = try #require(forged.checkpoints.last).bytes
        #expect(
            AuditBundleCheck.check(bytes, keys: try log.keys(), seen: [other]).report.failures.map(\.code) == [.forked]
        )
        let unwitnessed = try forged.bundle([0]).encoded()
        #expect(AuditBundleCheck.check(unwitnessed, keys: try log.keys()).report.failures.map(\.code) == [.witnesses])
        let swapped = AuditBundle(
            checkpoint: try #require(log.checkpoints.last),
            earlier: [(try #require(forged.checkpoints.first), ConsistencyProof(oldSize: 37, newSize: 37, path: []))],
            entries: []
        )
        #expect(
            AuditBundleCheck.check(try swapped.encoded(), keys: try log.keys()).report.failures.map(\.code) == [
                .consistency
            ]
        )
    }

    @Test("keys that cannot be used are refused before anything is read")
    func keys() throws {
        let log = try SampleLog()
        #expect(throws: AuditKeyError.wrongType(4)) { try AuditKeys(log: log.witnessSigner.verifier.text) }
        #expect(throws: AuditKeyError.quorum(required: 1, known: 0)) {
            try AuditKeys(log: log.signer.verifier.text, witnessesRequired: 1)
        }
        #expect(throws: AuditKeyError.self) { try AuditKeys(log: "a+b+c") }
    }
}
