/// Sealed content of one compartment that is too large for its log: whole blobs under their names, and parts of blobs that are on their way.
///
/// It is given ciphertext alone. A blob is here whole or not at all, also after a crash: it is written as a part and gets its name when
/// everything of it has been flushed.
public protocol BlobStore: Sendable {
    /// The names of all whole blobs, in order.
    func blobs() throws(StorageError) -> [BlobName]
    /// The names of all parts, in order.
    func parts() throws(StorageError) -> [BlobName]

    /// Begins an empty part.
    /// - Throws: `conflict` when there is one of that name.
    func begin(_ part: BlobName) throws(StorageError)
    /// Adds to a part. After an error the part is to be discarded: how much of it is there is not known.
    /// - Throws: `conflict` when the part is not exactly `offset` bytes long; `missing`, `full`, `readOnly`, `failed`.
    func append(_ bytes: [UInt8], to part: BlobName, at offset: UInt64) throws(StorageError)
    /// Flushes a part and makes it the whole blob of a name, in the place of one that is there; who reads that one goes on reading it. It is
    /// durable when the call returns; a failed flush is never tried again.
    func finish(_ part: BlobName, as blob: BlobName) throws(StorageError)
    /// Opens a part as far as it has come.
    /// - Throws: `missing`; `damaged` when it is nothing that the store wrote.
    func open(part: BlobName) throws(StorageError) -> any StoredBlob
    /// Forgets a part, if it is there.
    func discard(_ part: BlobName) throws(StorageError)

    /// Opens a whole blob.
    /// - Throws: `missing`; `damaged` when it is nothing that the store wrote.
    func open(_ blob: BlobName) throws(StorageError) -> any StoredBlob
    /// Removes a whole blob, if it is there. Who reads it goes on reading it.
    func remove(_ blob: BlobName) throws(StorageError)
}

/// A blob that is open to be read, whatever becomes of its name.
public protocol StoredBlob: Sendable {
    /// How many bytes it has.
    var byteCount: UInt64 { get }
    /// Bytes from an offset on.
    /// - Throws: `damaged` when the blob ends before; `failed`.
    func read(at offset: UInt64, count: Int) throws(StorageError) -> [UInt8]
}
