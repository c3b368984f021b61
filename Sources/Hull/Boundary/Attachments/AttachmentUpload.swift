internal import Journal
internal import Storage
internal import Synchronization

/// Content on its way in: sealed, hashed and looked into as it comes, in bounded memory.
final class AttachmentUpload: Sendable {
    struct Progress: Sendable {
        var hash: any KeyedHash
        /// What is not sealed yet: at least one byte once anything came, so that the last chunk is known when it is sealed.
        var pending: [UInt8] = []
        var offset: UInt64 = 0
        var chunks: UInt64 = 0
        var stored: UInt64
        var lastUsed: UInt64
        var hasEnded = false
    }

    let id: AggregateID
    let subject: Subject
    let record: AggregateID
    let declared: UploadDeclaration
    let label: SharedLabel
    let scope: DataKeyScope
    let part: BlobName
    let seal: ContentSeal
    private let inspection: (any ContentInspecting)?
    private let blobs: any BlobStore
    private let progress: Mutex<Progress>

    /// Begins the part in the store.
    init(
        id: AggregateID,
        subject: Subject,
        record: AggregateID,
        declared: UploadDeclaration,
        label: SharedLabel,
        scope: DataKeyScope,
        part: BlobName,
        seal: ContentSeal,
        hash: any KeyedHash,
        inspection: (any ContentInspecting)?,
        blobs: any BlobStore,
        now: UInt64
    ) throws {
        self.id = id
        self.subject = subject
        self.record = record
        self.declared = declared
        self.label = label
        self.scope = scope
        self.part = part
        self.seal = seal
        self.inspection = inspection
        self.blobs = blobs
        progress = Mutex(Progress(hash: hash, stored: UInt64(seal.head.count), lastUsed: now))
        try blobs.begin(part)
        try blobs.append(seal.head, to: part, at: 0)
    }

    /// How many bytes have come: where it goes on.
    var offset: UInt64 { progress.withLock(\.offset) }

    /// Whether it waited too long; what is being worked on does not wait.
    func isIdle(since time: UInt64) -> Bool { progress.withLockIfAvailable { $0.lastUsed < time } ?? false }

    /// The next bytes.
    /// - Throws: `AttachmentError`; after any other error the upload is to be given up.
    func append(_ bytes: [UInt8], at offset: UInt64, now: UInt64) throws {
        let result = progress.withLockIfAvailable { progress in
            Result { try take(bytes, at: offset, now: now, &progress) }
        }
        guard let result else { throw Self.busy }
        try result.get()
    }

    private func take(_ bytes: [UInt8], at offset: UInt64, now: UInt64, _ progress: inout Progress) throws {
        guard !progress.hasEnded else { throw AttachmentError.unknownUpload }
        progress.lastUsed = now
        guard offset == progress.offset else {
            throw AttachmentError(
                .wrongOffset(expected: progress.offset),
                "the upload has \(progress.offset) bytes, not \(offset); go on there"
            )
        }
        guard UInt64(bytes.count) <= declared.byteCount - progress.offset else {
            throw AttachmentError(
                .tooLarge,
                "\(bytes.count) bytes after \(offset) are more than the \(declared.byteCount) that were declared; nothing was taken"
            )
        }
        guard !bytes.isEmpty else { return }
        progress.hash.update(bytes)
        inspection?.append(bytes)
        progress.offset += UInt64(bytes.count)
        var next = 0
        while progress.pending.count + bytes.count - next > ContentSeal.chunkBytes {
            let count = ContentSeal.chunkBytes - progress.pending.count
            progress.pending += bytes[next..<(next + count)]
            next += count
            try store(&progress, isLast: false)
        }
        progress.pending += bytes[next...]
    }

    private func store(_ progress: inout Progress, isLast: Bool) throws {
        let sealed = try seal.sealed(progress.pending, number: progress.chunks, isLast: isLast)
        try blobs.append(sealed, to: part, at: progress.stored)
        progress.stored += UInt64(sealed.count)
        progress.chunks += 1
        progress.pending.removeAll(keepingCapacity: true)
    }

    /// Says that there is no more. The part is complete then, and still has to get its name.
    /// - Throws: `AttachmentError`; after any other error the upload is to be given up.
    func finish() throws -> (blob: BlobName, opinion: ContentOpinion) {
        let result = progress.withLockIfAvailable { progress in Result { try end(&progress) } }
        guard let result else { throw Self.busy }
        return try result.get()
    }

    private func end(_ progress: inout Progress) throws -> (blob: BlobName, opinion: ContentOpinion) {
        guard !progress.hasEnded else { throw AttachmentError.unknownUpload }
        guard progress.offset == declared.byteCount else {
            throw AttachmentError(
                .wrongOffset(expected: progress.offset),
                "\(progress.offset) of \(declared.byteCount) bytes have come; send the others first"
            )
        }
        progress.hasEnded = true
        guard let blob = BlobName(progress.hash.value()) else {
            throw AttachmentError(.failed, "the cryptographic module gave no hash of 32 bytes; replace it")
        }
        try store(&progress, isLast: true)
        try blobs.append(
            try seal.sealedEnd(blob, byteCount: declared.byteCount),
            to: part,
            at: progress.stored
        )
        return (blob, inspection?.finish() ?? .none)
    }

    /// Ends it, whatever state it is in.
    func abandon() { progress.withLock { $0.hasEnded = true } }

    private static let busy = AttachmentError(.busy, "another piece of the upload is being taken; send one at a time")
}
