import Journal
import LogCheck

/// Measures the journal's tree and the independent audit in memory, on one core. Arguments: entries to audit, leaves of the tree for proofs.
let counts = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
let audited = counts.first ?? 1_000_000
let leaves = counts.dropFirst().first ?? 10_000_000
let provider = SwiftCryptoProvider()
let clock = ContinuousClock()

/// A small reproducible generator (splitmix64), for places in the tree.
struct Places {
    var state: UInt64 = 1

    mutating func next(below bound: UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (mixed ^ (mixed >> 31)) % bound
    }
}

func report(_ name: String, _ time: Duration, times: UInt64 = 1) {
    let each = time / Int(max(1, times))
    let microseconds = Double(each.components.attoseconds) / 1e12 + Double(each.components.seconds) * 1e6
    print("\(name): \(times == 1 ? "\(time)" : "\((microseconds * 1000).rounded() / 1000) µs each, \(times) times")")
}

let origin = try KeyName("plant.example/site/falcon")
let signer = try NoteSigner(
    name: origin,
    kind: .ed25519,
    privateKey: SecretBytes(provider.randomBytes(32)),
    using: provider
)

// A full audit: signature, every entry an event at its place, every tile, the root.
var tip = LogTip()
var files: [String: [UInt8]] = [:]
var entryBytes = 0
let aggregate = AggregateID(Array(repeating: 7, count: 16))
var time = try clock.measure {
    for sequence in 0..<audited {
        guard let aggregate else { continue }
        let event = try Event(
            sequence: sequence,
            time: 1_700_000_000_000 + sequence,
            subject: "person-4711",
            kind: "unit.operation-completed",
            aggregate: aggregate,
            label: "cui={SP-CTI} export={ITAR} program={falcon}",
            commitment: Commitment(hash: .emptyRoot)
        )
        let entry = event.encoded
        entryBytes += entry.count
        for file in try tip.append(entry) { files[file.place.path] = file.bytes }
    }
}
report("encode and append \(audited) entries of \(entryBytes / Int(max(1, audited))) bytes", time, times: audited)
for file in tip.partialFiles { files[file.place.path] = file.bytes }
let checkpoint = Checkpoint(origin: origin, size: tip.size, root: tip.root)
files["checkpoint"] = try checkpoint.signed(by: [signer], time: 0, using: provider).bytes
let keys = try AuditKeys(log: signer.verifier.text)
time = try clock.measure {
    let result = try LogAudit.check(LogFilesInMemory(files), keys: keys)
    print("audit: sound \(result.isSound), \(result.entriesVerified) entries, \(files.count) files")
}
report("audit of \(audited) entries", time)
files = [:]

// Proofs from tiles in memory.
tip = LogTip()
var tiles = TilesInMemory()
time = try clock.measure {
    for leaf in 0..<leaves {
        let filled = try tip.append(
            [UInt8](unsafeUninitializedCapacity: 8) { buffer, count in
                withUnsafeBytes(of: leaf.bigEndian) { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
                count = 8
            }
        )
        if !filled.isEmpty { tiles.insert(filled) }
    }
}
tiles.insert(tip.partialFiles)
report("grow the tree to \(leaves) leaves, tiles kept", time, times: leaves)
let tree = TiledTree(tiles: tiles, size: leaves)
let root = tip.root
var places = Places()
let wanted = (0..<100_000).map { _ in places.next(below: max(1, leaves)) }
var proofs: [InclusionProof] = []
time = try clock.measure { proofs = try wanted.map { try InclusionProof(index: $0, size: leaves, from: tree) } }
report("make an inclusion proof of \(leaves) leaves", time, times: UInt64(wanted.count))
time = try clock.measure {
    for proof in proofs {
        let entry = withUnsafeBytes(of: proof.index.bigEndian) { Array($0) }
        try proof.verify(leaf: .leaf(entry), root: root)
    }
}
report("verify an inclusion proof of \(leaves) leaves", time, times: UInt64(wanted.count))
time = try clock.measure {
    for size in wanted.prefix(10_000) { _ = try ConsistencyProof(oldSize: size, newSize: leaves, from: tree) }
}
report("make a consistency proof to \(leaves) leaves", time, times: 10_000)
let head = try Checkpoint(origin: origin, size: leaves, root: root).signed(by: [signer], time: 0, using: provider)
let receipts = proofs.prefix(2000).map { LogProof(index: $0.index, path: $0.path, checkpoint: head).bytes }
time = try clock.measure {
    for (place, receipt) in receipts.enumerated() {
        let entry = withUnsafeBytes(of: proofs[place].index.bigEndian) { Array($0) }
        _ = try LogProof(receipt).verify(entry: entry, log: signer.verifier, using: provider)
    }
}
report("read and check a receipt (signature and proof)", time, times: UInt64(receipts.count))

// The journal over SQLite files, where a folder is named for them.
if let folder = CommandLine.arguments.dropFirst().first(where: { $0.contains("/") }) {
    try await measureDurableJournal(
        folder: folder,
        commands: 64 * 400,
        events: Int(counts.dropFirst(2).first ?? 1_000_000)
    )
}
