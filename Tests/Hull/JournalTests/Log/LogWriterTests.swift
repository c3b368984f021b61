import Journal
import Storage
import Testing

@Suite("A log's writer makes batches that are stored whole or never happened")
struct LogWriterTests {
    let provider = SwiftCryptoProvider()
    let key: CompartmentKey
    let signer: NoteSigner

    init() throws {
        let origin = try KeyName("plant.example/site/falcon")
        key = CompartmentKey.new(origin: origin, using: provider)
        signer = try NoteSigner(name: origin, kind: .ed25519, privateKey: SecretBytes(Array(0..<32)), using: provider)
    }

    static func draft(_ number: Int, kind: String = "unit.started", period: String = "2026-11") throws -> EventDraft {
        EventDraft(
            subject: "p-1",
            kind: kind,
            aggregate: try #require(AggregateID(Array(repeating: UInt8(number & 0xFF), count: 16))),
            label: "program={falcon}",
            payload: Array("payload \(number)".utf8),
            scope: DataKeyScope(program: "falcon", retentionClass: "traveler", period: period)
        )
    }

    @Test("an acknowledgement carries its receipt, which verifies offline")
    func receipt() throws {
        var writer = try LogWriter(compartmentKey: key, signer: signer)
        var tiles = TilesInMemory()
        _ = try writer.append((0..<300).map { try Self.draft($0) }, time: 1, using: provider)
        writer = try LogWriter(compartmentKey: key, signer: signer)
        for start in stride(from: 0, to: 600, by: 50) {
            let batch = try writer.append(
                (start..<(start + 50)).map { try Self.draft($0) },
                time: 1_700_000_000_000,
                using: provider
            )
            tiles.insert(batch.files)
            let tree = TiledTree(tiles: tiles, size: writer.tip.size)
            for (event, _) in batch.events {
                let proof = try InclusionProof(index: event.sequence, size: writer.tip.size, from: tree)
                let receipt = LogProof(index: event.sequence, path: proof.path, checkpoint: batch.checkpoint)
                let read = try LogProof(receipt.bytes)
                let (head, _) = try read.verify(entry: event.encoded, log: signer.verifier, using: provider)
                #expect(head.size == writer.tip.size)
                #expect(throws: ProofError.self) {
                    try read.verify(entry: event.encoded + [0], log: signer.verifier, using: provider)
                }
            }
        }
    }

    @Test("a batch with a draft that cannot be written changes nothing")
    func atomicity() throws {
        var writer = try LogWriter(compartmentKey: key, signer: signer)
        _ = try writer.append([try Self.draft(0)], time: 1, using: provider)
        let root = writer.tip.root
        #expect(throws: EventError.self) {
            try writer.append([Self.draft(1), Self.draft(2, kind: "Not A Kind")], time: 2, using: provider)
        }
        #expect(writer.tip.size == 1)
        #expect(writer.tip.root == root)
    }

    @Test("a shredded payload is gone, its neighbours open, and every proof holds as before")
    func shredding() throws {
        var writer = try LogWriter(compartmentKey: key, signer: signer)
        let store = try MemoryEngine().openKeys(CompartmentName("falcon"), create: true)
        var tiles = TilesInMemory()
        let batch = try writer.append(
            [Self.draft(0), Self.draft(1, period: "2026-12"), Self.draft(2)],
            time: 1,
            using: provider
        )
        try store.insert(batch.newKeys.map(\.row))
        tiles.insert(batch.files)
        let scope = DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026-11")
        let shredded = batch.newKeys.filter { $0.scope == scope }.map(\.id.bytes)
        #expect(shredded.count == 1)
        try store.destroy(shredded)
        writer.close(scope)
        try store.insert(batch.newKeys.map(\.row))
        for (place, (event, sealed)) in batch.events.enumerated() {
            let proof = try InclusionProof(index: event.sequence, size: 3, from: TiledTree(tiles: tiles, size: 3))
            _ = try LogProof(index: event.sequence, path: proof.path, checkpoint: batch.checkpoint)
                .verify(entry: event.encoded, log: signer.verifier, using: provider)
            let open = {
                try key.open(
                    sealed,
                    sequence: event.sequence,
                    commitment: event.commitment,
                    keys: store,
                    using: provider
                ).payload
            }
            if place == 1 {
                #expect(try open() == Array("payload 1".utf8))
            } else {
                #expect(throws: SealingError.shredded(sealed.key)) { try open() }
            }
        }
        let next = try writer.append([Self.draft(3)], time: 2, using: provider)
        #expect(next.newKeys.count == 1)
    }

    @Test("a receipt of another log, or one that the log has not signed, is refused")
    func foreignReceipt() throws {
        var writer = try LogWriter(compartmentKey: key, signer: signer)
        let batch = try writer.append([Self.draft(0)], time: 1, using: provider)
        let receipt = LogProof(index: 0, path: [], checkpoint: batch.checkpoint)
        let other = try NoteSigner(
            name: KeyName("plant.example/site/other"),
            kind: .ed25519,
            privateKey: SecretBytes(Array(5..<37)),
            using: provider
        )
        let error = #expect(throws: NoteError.self) {
            try receipt.verify(entry: batch.events[0].event.encoded, log: other.verifier, using: provider)
        }
        #expect(error?.code == .unsigned)
        #expect(throws: NoteError.self) { try LogWriter(compartmentKey: key, signer: other) }
    }
}
