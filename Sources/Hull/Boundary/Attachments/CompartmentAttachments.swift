internal import Journal
internal import PlantModel
internal import Storage
internal import Synchronization

/// The attachments of one open compartment: where their content is kept, and the uploads under way.
final class CompartmentAttachments: Sendable {
    private struct Uploads {
        var all: [AggregateID: AttachmentUpload] = [:]
        /// Uploads that are being begun, by subject.
        var beginning: [Subject: Int] = [:]
        var isSwept = false
    }

    let compartment: CompartmentName
    let blobs: any BlobStore
    let keys: any DataKeys
    let limits: AttachmentLimits
    /// Makes the names of blobs: without it nobody can tell what a name is of, nor whether two compartments have the same content.
    let nameKey: DataKey
    /// Keys of uploads that a restart cut off: what they sealed is discarded.
    private let cutOff: Set<KeyID>
    private let uploads = Mutex(Uploads())

    /// The scope of the key that makes names. Names have to be found again as long as the compartment is.
    static let nameScope = DataKeyScope(program: "-", retentionClass: "attachment-names", period: "-")

    init(
        _ compartment: CompartmentName,
        blobs: any BlobStore,
        keys: any DataKeys,
        limits: AttachmentLimits,
        nameKey: DataKey,
        cutOff: Set<KeyID> = []
    ) {
        self.cutOff = cutOff
        self.compartment = compartment
        self.blobs = blobs
        self.keys = keys
        self.limits = limits
        self.nameKey = nameKey
    }

    /// Takes a place for an upload that is being begun.
    /// - Throws: `tooMany`.
    func reserve(for subject: Subject, now: UInt64) throws(AttachmentError) {
        giveUpIdle(now)
        let isFree = uploads.withLock { uploads in
            let begun = uploads.beginning.values.reduce(uploads.all.count, +)
            let own = uploads.all.values.count { $0.subject == subject } + (uploads.beginning[subject] ?? 0)
            guard !uploads.isSwept, begun < limits.uploadsMax, own < limits.uploadsOfOneMax else { return false }
            uploads.beginning[subject, default: 0] += 1
            return true
        }
        guard isFree else {
            throw AttachmentError(.tooMany, "too many uploads are under way; finish or cancel one, or try later")
        }
    }

    /// Gives the place to the upload that was begun, or to nobody.
    func settle(_ upload: AttachmentUpload?, for subject: Subject) {
        uploads.withLock { uploads in
            let left = (uploads.beginning[subject] ?? 1) - 1
            uploads.beginning[subject] = left > 0 ? left : nil
            if let upload { uploads.all[upload.id] = upload }
        }
    }

    /// An upload of a subject; those of others are not there.
    func upload(_ id: AggregateID, of subject: Subject, now: UInt64) throws(AttachmentError) -> AttachmentUpload {
        giveUpIdle(now)
        guard let upload = uploads.withLock({ $0.all[id] }), upload.subject == subject else {
            throw .unknownUpload
        }
        return upload
    }

    /// Takes an upload whose part is complete off the list.
    func remove(_ upload: AttachmentUpload) { uploads.withLock { $0.all[upload.id] = nil } }

    /// Gives an upload up, with its part and its key. What cannot be removed now is swept at the next opening.
    func giveUp(_ upload: AttachmentUpload) {
        remove(upload)
        upload.abandon()
        try? blobs.discard(upload.part)
        try? keys.destroy([upload.seal.keyID])
    }

    private func giveUpIdle(_ now: UInt64) {
        let wait = limits.idleSecondsMax * 1_000
        guard now > wait else { return }
        let idle = uploads.withLock { $0.all.values.filter { $0.isIdle(since: now - wait) } }
        for upload in idle { giveUp(upload) }
    }

    /// Gives a complete part its name. Content that is there already under this name is replaced, so that a damaged copy is mended, and its
    /// key is destroyed if it is truly the key of that content.
    func keep(_ upload: AttachmentUpload, as name: BlobName, using provider: any CryptographyProvider) throws {
        // Shredded meanwhile: then this content goes with its scope.
        _ = try keys.key(upload.seal.keyID)
        var replaced: KeyID?
        if let blob = try? blobs.open(name),
            let seal = try? ContentSeal(of: blob, in: compartment, keys: keys, using: provider),
            (try? seal.check(blob, is: name)) != nil
        {
            replaced = seal.keyID
        }
        try blobs.finish(upload.part, as: name)
        if let replaced { try? keys.destroy([replaced]) }
    }

    /// Removes what no attachment has: parts, and whole blobs that no row names, with their keys.
    /// - Returns: how many there were.
    /// - Throws: `busy` while an upload is under way.
    func sweep(
        keeping isNamed: (BlobName) throws -> Bool,
        attached: () throws -> Set<BlobName>,
        using provider: any CryptographyProvider
    ) throws -> Int {
        let isFree = uploads.withLock { uploads in
            guard uploads.all.isEmpty, uploads.beginning.isEmpty, !uploads.isSwept else { return false }
            uploads.isSwept = true
            return true
        }
        guard isFree else {
            throw AttachmentError(
                .busy,
                "uploads to \(compartment) are under way; sweep after opening, before any begins"
            )
        }
        defer { uploads.withLock { $0.isSwept = false } }
        try destroyCutOffKeys(attached)
        var count = 0
        for part in try blobs.parts() {
            try blobs.discard(part)
            count += 1
        }
        for name in try blobs.blobs() where try !isNamed(name) {
            if let blob = try? blobs.open(name),
                let seal = try? ContentSeal(of: blob, in: compartment, keys: keys, using: provider),
                (try? seal.check(blob, is: name)) != nil
            {
                try keys.destroy([seal.keyID])
            }
            try blobs.remove(name)
            count += 1
        }
        return count
    }

    /// Discards all parts, which no upload of this process began.
    /// - Returns: the keys that they were sealed with. A part that no chunk tells the key of is left out: nothing was sealed with it.
    static func discardParts(
        of compartment: CompartmentName,
        in blobs: any BlobStore,
        keys: any DataKeys,
        using provider: any CryptographyProvider
    ) throws -> Set<KeyID> {
        var cutOff: Set<KeyID> = []
        for part in try blobs.parts() {
            if let stored = try? blobs.open(part: part),
                let seal = try? ContentSeal(of: stored, in: compartment, keys: keys, using: provider),
                seal.began(stored)
            {
                cutOff.insert(seal.keyID)
            }
            try blobs.discard(part)
        }
        return cutOff
    }

    /// Destroys the keys of uploads that were cut off, unless they could be those of something attached: who can write to the store could have
    /// put a blob among the parts, or a copy of one, to have its key destroyed.
    private func destroyCutOffKeys(_ attached: () throws -> Set<BlobName>) throws {
        guard !cutOff.isEmpty else { return }
        let whole = try blobs.blobs()
        guard try attached().isSubset(of: whole) else { return }
        var keys = cutOff
        for name in whole {
            let head = try blobs.open(name).read(at: 0, count: ContentSeal.headBytes)
            if let id = KeyID(Array(head[1..<17])) { keys.remove(id) }
        }
        try self.keys.destroy(Array(keys))
    }
}
