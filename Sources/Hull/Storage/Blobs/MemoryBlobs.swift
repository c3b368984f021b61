internal import Synchronization

/// Blobs in memory, for tests and demonstrations. Nothing outlives it.
public final class MemoryBlobs: BlobStore {
    private struct Content {
        var blobs: [BlobName: [UInt8]] = [:]
        var parts: [BlobName: [UInt8]] = [:]
    }

    private struct Open: StoredBlob {
        let bytes: [UInt8]
        var byteCount: UInt64 { UInt64(bytes.count) }

        func read(at offset: UInt64, count: Int) throws(StorageError) -> [UInt8] {
            guard count >= 0, offset <= byteCount, UInt64(count) <= byteCount - offset else {
                throw StorageError(.damaged, "a blob in memory ends before byte \(offset) and \(count) more")
            }
            return Array(bytes[Int(offset)..<(Int(offset) + count)])
        }
    }

    private let content = Mutex(Content())

    /// No blobs.
    public init() {}

    /// All whole blobs.
    public func blobs() throws(StorageError) -> [BlobName] { content.withLock { $0.blobs.keys.sorted() } }

    /// All parts.
    public func parts() throws(StorageError) -> [BlobName] { content.withLock { $0.parts.keys.sorted() } }

    /// Begins a part.
    public func begin(_ part: BlobName) throws(StorageError) {
        let isNew = content.withLock { content in
            guard content.parts[part] == nil else { return false }
            content.parts[part] = []
            return true
        }
        guard isNew else { throw StorageError(.conflict, "a part of that name is on its way already") }
    }

    /// Adds to a part.
    public func append(_ bytes: [UInt8], to part: BlobName, at offset: UInt64) throws(StorageError) {
        let count: Int? = content.withLock { content in
            guard let count = content.parts[part]?.count, UInt64(count) == offset else {
                return content.parts[part]?.count ?? -1
            }
            content.parts[part]?.append(contentsOf: bytes)
            return nil
        }
        guard let count else { return }
        guard count >= 0 else { throw StorageError(.missing, "there is no part of that name") }
        throw StorageError(.conflict, "a part has \(count) bytes, not \(offset); nothing was written")
    }

    /// Makes a part a blob.
    public func finish(_ part: BlobName, as blob: BlobName) throws(StorageError) {
        let isThere = content.withLock { content in
            guard let bytes = content.parts.removeValue(forKey: part) else { return false }
            content.blobs[blob] = bytes
            return true
        }
        guard isThere else { throw StorageError(.missing, "there is no part of that name") }
    }

    /// Opens a part.
    public func open(part: BlobName) throws(StorageError) -> any StoredBlob {
        guard let bytes = content.withLock({ $0.parts[part] }) else {
            throw StorageError(.missing, "there is no part of that name")
        }
        return Open(bytes: bytes)
    }

    /// Forgets a part.
    public func discard(_ part: BlobName) throws(StorageError) { content.withLock { $0.parts[part] = nil } }

    /// Opens a blob.
    public func open(_ blob: BlobName) throws(StorageError) -> any StoredBlob {
        guard let bytes = content.withLock({ $0.blobs[blob] }) else {
            throw StorageError(.missing, "there is no blob of that name")
        }
        return Open(bytes: bytes)
    }

    /// Removes a blob.
    public func remove(_ blob: BlobName) throws(StorageError) { content.withLock { $0.blobs[blob] = nil } }

    /// Puts bytes in the place of a blob, as whoever writes to the files of a store could: for tests of what comes of that.
    public func overwrite(_ blob: BlobName, with bytes: [UInt8]) { content.withLock { $0.blobs[blob] = bytes } }
}
