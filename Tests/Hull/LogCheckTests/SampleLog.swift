import Journal
import LogCheck
import Storage
import Testing

/// A log made by the journal, as its files, with all keys: what the checker is held against.
struct SampleLog {
    let provider = SwiftCryptoProvider()
    let key: CompartmentKey
    let signer: NoteSigner
    let witnessSigner: NoteSigner
    private(set) var writer: LogWriter
    private(set) var witness: Witness
    private(set) var tiles = TilesInMemory()
    let store: any KeyTable
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var events: [(event: Event, sealed: SealedPayload)] = []
    /// The checkpoints after each batch, cosigned.
    private(set) var checkpoints: [SignedNote] = []

    init(origin: String = "plant.example/site/falcon", salt: UInt8 = 0) throws {
        let name = try KeyName(origin)
        key = CompartmentKey.new(origin: name, using: provider)
        signer = try NoteSigner(
            name: name,
            kind: .ed25519,
            privateKey: SecretBytes(Array(repeating: 1, count: 32)),
            using: provider
        )
        witnessSigner = try NoteSigner(
            name: KeyName("witness.example/w1"),
            kind: .cosignatureV1,
            privateKey: SecretBytes(Array(repeating: 2, count: 32)),
            using: provider
        )
        writer = try LogWriter(compartmentKey: key, signer: signer)
        witness = try Witness(logs: [signer.verifier], signer: witnessSigner)
        store = try MemoryEngine().openKeys(CompartmentName("sample"), create: true)
        self.salt = salt
    }

    /// Makes logs differ that are otherwise the same.
    private let salt: UInt8

    /// Appends a batch; the witness cosigns unless it is left out, as by a log that hides from it.
    mutating func append(_ count: Int, witnessed: Bool = true) throws {
        let old = writer.tip.size
        let drafts = try (0..<count).map { number in
            EventDraft(
                subject: "p",
                kind: "k",
                aggregate: try #require(AggregateID(Array(repeating: salt, count: 16))),
                label: "",
                payload: Array("secret \(old) \(number)".utf8),
                scope: DataKeyScope(program: "falcon", retentionClass: "traveler", period: "2026")
            )
        }
        let batch = try writer.append(drafts, time: 1_700_000_000_000, using: provider)
        try store.insert(batch.newKeys.map(\.row))
        tiles.insert(batch.files)
        for file in batch.files { files[file.place.path] = file.bytes }
        events += batch.events
        var note = batch.checkpoint
        if witnessed {
            let proof = try ConsistencyProof(
                oldSize: old,
                newSize: writer.tip.size,
                from: TiledTree(tiles: tiles, size: writer.tip.size)
            )
            let request = WitnessRequest(oldSize: old, path: proof.path, checkpoint: note)
            note.signatures.append(try witness.add(request.bytes, time: 1_700_000_001, using: provider))
        }
        checkpoints.append(note)
        files["checkpoint"] = note.bytes
    }

    func keys(witnesses: Bool = true) throws -> AuditKeys {
        try AuditKeys(
            log: signer.verifier.text,
            witnesses: witnesses ? [witnessSigner.verifier.text] : [],
            witnessesRequired: witnesses ? 1 : 0
        )
    }

    func audit(_ changed: [String: [UInt8]]? = nil, seen: [SignedNote] = []) throws -> AuditReport {
        try LogAudit.check(LogFilesInMemory(changed ?? files), keys: keys(), seen: seen.map(\.bytes))
    }

    /// An auditor's bundle of some entries, with proofs from all earlier checkpoints.
    func bundle(_ indices: [Int], opening: Set<Int> = []) throws -> AuditBundle {
        let size = writer.tip.size
        let tree = TiledTree(tiles: tiles, size: size)
        let last = try #require(checkpoints.last)
        return AuditBundle(
            checkpoint: last,
            earlier: try checkpoints.dropLast().map { note in
                (note, try ConsistencyProof(oldSize: Checkpoint(text: note.text).size, newSize: size, from: tree))
            },
            entries: try indices.map { index in
                let (event, sealed) = events[index]
                let opened =
                    try opening.contains(index)
                    ? key.open(
                        sealed,
                        sequence: event.sequence,
                        commitment: event.commitment,
                        keys: store,
                        using: provider
                    ) : nil
                return AuditBundle.Entry(
                    entry: event.encoded,
                    proof: try InclusionProof(index: UInt64(index), size: size, from: tree),
                    opened: opened
                )
            }
        )
    }
}
