import Journal
import SeededGeneration
import Testing

@Suite("Events have one documented layout")
struct EventTests {
    static func event(
        sequence: UInt64 = 258,
        subject: String = "p-7",
        kind: String = "unit.started",
        label: String = "program={a}",
        citations: Int = 0
    ) throws -> Event {
        try Event(
            sequence: sequence,
            time: 1_700_000_000_123,
            subject: subject,
            kind: kind,
            aggregate: #require(AggregateID(Array(0..<16))),
            label: label,
            commitment: #require(Commitment(payload: [1], salt: Array(repeating: 7, count: 32))),
            citations: Array(repeating: Commitment(hash: .emptyRoot), count: citations)
        )
    }

    @Test("the bytes are those of the decision")
    func layout() throws {
        let event = try Self.event(citations: 1)
        let bytes = event.encoded
        #expect(Array(bytes[..<17]) == [1, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 1, 0x8B, 0xCF, 0xE5, 0x68, 0x7B])
        #expect(Array(bytes[17..<33]) == Array(0..<16))
        #expect(Array(bytes[33..<65]) == event.commitment.hash.bytes)
        #expect(bytes[65] == 1)
        #expect(Array(bytes[66..<98]) == TreeHash.emptyRoot.bytes)
        #expect(Array(bytes[98..<112]) == [0, 12] + Array("unit.started".utf8))
        #expect(Array(bytes[112..<117]) == [0, 3] + Array("p-7".utf8))
        #expect(Array(bytes[117...]) == [0, 11] + Array("program={a}".utf8))
        #expect(try Event(encoded: bytes) == event)
    }

    @Test("an entry that is cut off anywhere is refused at a byte of it")
    func truncation() throws {
        let bytes = try Self.event(citations: 2).encoded
        for count in 0..<bytes.count {
            let error = #expect(throws: EventError.self) { try Event(encoded: Array(bytes[..<count])) }
            #expect(try #require(error?.offset) <= count)
        }
        #expect(throws: EventError.self) { try Event(encoded: bytes + [0]) }
    }

    @Test("whatever is read is written to the same bytes")
    func mutations() throws {
        var random = SeededGenerator(seed: 3)
        let seed = try Self.event(subject: "Zo\u{EB}", citations: 1).encoded
        var read = 0
        for _ in 0..<soakCount(5_000, 500_000) {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if let event = try? Event(encoded: bytes) {
                read += 1
                #expect(event.encoded == bytes)
            }
        }
        #expect(read > 0)
    }

    @Test("texts outside their bounds are not written")
    func bounds() throws {
        #expect(throws: EventError.self) { try Self.event(subject: "") }
        #expect(throws: EventError.self) { try Self.event(subject: String(repeating: "a", count: 1025)) }
        #expect(throws: EventError.self) { try Self.event(subject: "a\nb") }
        #expect(throws: EventError.self) { try Self.event(kind: "Unit") }
        #expect(throws: EventError.self) { try Self.event(kind: "") }
        #expect(throws: EventError.self) { try Self.event(label: String(repeating: "a", count: 16_385)) }
        #expect(throws: EventError.self) { try Self.event(citations: 65) }
        #expect(
            try Self.event(subject: String(repeating: "a", count: 1024), label: "", citations: 64).encoded.count
                < 65_536
        )
    }

    @Test("a commitment depends on salt, payload and purpose")
    func commitments() throws {
        let salt = Array(repeating: UInt8(7), count: 32)
        let commitment = try #require(Commitment(payload: [1], salt: salt))
        #expect(commitment != Commitment(payload: [2], salt: salt))
        #expect(commitment != Commitment(payload: [1], salt: salt.reversed().map { $0 ^ 1 }))
        #expect(Commitment(payload: [1], salt: []) == nil)
        let origin = try KeyName("a.example")
        let citation = try #require(Commitment(citing: origin, sequence: 1, leaf: .emptyRoot, salt: salt))
        #expect(citation != Commitment(citing: origin, sequence: 2, leaf: .emptyRoot, salt: salt))
        #expect(try citation != Commitment(citing: KeyName("b.example"), sequence: 1, leaf: .emptyRoot, salt: salt))
    }
}
