/// A cosigner that remembers the largest tree it has seen of each log, and refuses one that is smaller or does not begin with it
/// (C2SP tlog-witness). A log that was rolled back or forked, also by someone who has its key, is found out here.
///
/// A value: whoever runs a witness has to store the new state before it sends the answer, and hold other requests back meanwhile;
/// otherwise an older answer could overtake a newer one and roll the record back.
public struct Witness: Sendable {
    /// What is remembered of a log.
    public struct Seen: Hashable, Sendable {
        /// Leaves in the largest tree cosigned.
        public let size: UInt64
        /// Its root.
        public let root: TreeHash

        /// A tree head that was stored.
        public init(size: UInt64, root: TreeHash) {
            self.size = size
            self.root = root
        }
    }

    /// By origin, the keys that may sign for it.
    private let logs: [KeyName: [VerifierKey]]
    private let signer: NoteSigner
    /// By origin, the largest tree cosigned; to be stored before an answer is sent.
    public private(set) var seen: [KeyName: Seen]

    /// - Parameters:
    ///   - logs: keys of the logs that are watched; the name of a key is the origin it may sign for.
    ///   - signer: makes the cosignatures.
    ///   - seen: what was stored.
    /// - Throws: `NoteError` with code `badKey` if the signer does not make cosignatures.
    public init(logs: [VerifierKey], signer: NoteSigner, seen: [KeyName: Seen] = [:]) throws(NoteError) {
        guard signer.verifier.kind == .cosignatureV1 else {
            throw NoteError(.badKey, "a witness signs with a cosignature key (type 4)")
        }
        self.logs = Dictionary(grouping: logs, by: \.name)
        self.signer = signer
        self.seen = seen
    }

    /// Judges a request and, if it is accepted, moves the record forward and cosigns. Checks come in the order of the specification.
    /// - Parameter time: POSIX seconds for the cosignature, above zero.
    /// - Returns: the signature line to answer with.
    /// - Throws: `WitnessRefusal`, which knows its HTTP status and body; what the provider throws when it cannot sign.
    public mutating func add(
        _ body: [UInt8],
        time: UInt64,
        using provider: some CryptographyProvider
    ) throws -> SignedNote.Signature {
        let request: WitnessRequest
        let checkpoint: Checkpoint
        do {
            request = try WitnessRequest(body)
            checkpoint = try Checkpoint(text: request.checkpoint.text)
        } catch {
            throw WitnessRefusal.malformed(error)
        }
        guard let keys = logs[checkpoint.origin] else { throw WitnessRefusal.unknownOrigin(checkpoint.origin) }
        do {
            _ = try request.checkpoint.verified(by: keys, using: provider)
        } catch {
            throw WitnessRefusal.untrusted(error)
        }
        guard request.oldSize <= checkpoint.size else {
            throw WitnessRefusal.shrinks(old: request.oldSize, new: checkpoint.size)
        }
        let last = seen[checkpoint.origin] ?? Seen(size: 0, root: .emptyRoot)
        guard request.oldSize == last.size else { throw WitnessRefusal.otherSize(recorded: last.size) }
        do {
            try ConsistencyProof(oldSize: last.size, newSize: checkpoint.size, path: request.path)
                .verify(oldRoot: last.root, newRoot: checkpoint.root)
        } catch {
            throw WitnessRefusal.inconsistent(error)
        }
        let signature = try signer.signature(over: request.checkpoint, time: time, using: provider)
        seen[checkpoint.origin] = Seen(size: checkpoint.size, root: checkpoint.root)
        return signature
    }
}

/// Why a witness does not cosign, with the answer that C2SP tlog-witness asks for.
public enum WitnessRefusal: Error, Sendable {
    /// The body cannot be read.
    case malformed(NoteError)
    /// The old size is above the new one.
    case shrinks(old: UInt64, new: UInt64)
    /// No signature by a trusted key, or a wrong one.
    case untrusted(NoteError)
    /// The witness does not watch this log.
    case unknownOrigin(KeyName)
    /// The record is at another size: a rollback, or a sender that is behind.
    case otherSize(recorded: UInt64)
    /// The proof does not hold: a fork, unless the request was spoilt.
    case inconsistent(ProofError)

    /// The HTTP status.
    public var status: Int {
        switch self {
        case .malformed, .shrinks: 400
        case .untrusted: 403
        case .unknownOrigin: 404
        case .otherSize: 409
        case .inconsistent: 422
        }
    }

    /// The body: for 409 the recorded size with a newline (`text/x.tlog.size`), otherwise the reason.
    public var body: String {
        switch self {
        case .otherSize(let size): "\(size)\n"
        case .malformed(let error), .untrusted(let error): "\(error)\n"
        case .shrinks(let old, let new): "old size \(old) is above the checkpoint's size \(new)\n"
        case .unknownOrigin(let origin): "the log \(origin.text) is not watched here\n"
        case .inconsistent(let error): "\(error)\n"
        }
    }
}
