internal import Foundation

/// Blobs as files: `<compartment>/blobs/<name>`, and parts in `<compartment>/blobs/parts/<name>`, beside the log of an engine with files
/// and by themselves where logs are in PostgreSQL. Folders have mode 0700, files 0600; links are not followed.
///
/// One process writes them at a time, and holds a lock as long as it has the store.
public final class BlobFolder: BlobStore {
    private let folder: String
    private let partFolder: String
    private let lock: FileLock

    /// Opens the blobs of a compartment; makes the folders where they are not.
    /// - Parameter directory: where compartments have their folders.
    /// - Throws: `damaged` when something else than a folder is in the way; `busy` when another process has the store; `full`, `readOnly`,
    ///   `failed`.
    public init(directory: String, compartment: CompartmentName) throws(StorageError) {
        folder = "\(directory)/\(compartment)/blobs"
        partFolder = "\(folder)/parts"
        for path in [directory, "\(directory)/\(compartment)", folder, partFolder] {
            try PrivateFile.makeFolder(path)
        }
        lock = try FileLock("\(folder)/lock", of: "the attachments of \(compartment)")
    }

    /// All whole blobs: files that have such a name.
    public func blobs() throws(StorageError) -> [BlobName] { try names(in: folder) }

    /// All parts.
    public func parts() throws(StorageError) -> [BlobName] { try names(in: partFolder) }

    private func names(in folder: String) throws(StorageError) -> [BlobName] {
        try PrivateFile.names(in: folder).compactMap { BlobName(text: $0) }.sorted()
    }

    /// Begins a part.
    public func begin(_ part: BlobName) throws(StorageError) {
        let path = path(ofPart: part)
        guard try PrivateFile.kind(of: path) == .nothing else {
            throw StorageError(.conflict, "\(path) is there already")
        }
        try PrivateFile.make(path)
    }

    /// Adds to a part.
    public func append(_ bytes: [UInt8], to part: BlobName, at offset: UInt64) throws(StorageError) {
        let file = try OpenFile(path(ofPart: part), O_WRONLY)
        guard file.byteCount == offset else {
            throw StorageError(
                .conflict,
                "\(file.path) has \(file.byteCount) bytes, not \(offset); nothing was written"
            )
        }
        try file.write(bytes, at: offset)
    }

    /// Flushes a part and renames it.
    public func finish(_ part: BlobName, as blob: BlobName) throws(StorageError) {
        let path = path(ofPart: part)
        guard try PrivateFile.isThere(path) else { throw StorageError(.missing, "\(path) is not there") }
        try PrivateFile.flush(path)
        try PrivateFile.rename(path, to: self.path(of: blob))
    }

    /// Opens a part.
    public func open(part: BlobName) throws(StorageError) -> any StoredBlob {
        try OpenFile(path(ofPart: part), O_RDONLY)
    }

    /// Removes a part.
    public func discard(_ part: BlobName) throws(StorageError) { try PrivateFile.remove([path(ofPart: part)]) }

    /// Opens a blob.
    public func open(_ blob: BlobName) throws(StorageError) -> any StoredBlob {
        let path = path(of: blob)
        guard try PrivateFile.isThere(path) else {
            throw StorageError(.missing, "\(path) is not there; restore it from a backup")
        }
        return try OpenFile(path, O_RDONLY)
    }

    /// Removes a blob and has that flushed.
    public func remove(_ blob: BlobName) throws(StorageError) {
        try PrivateFile.remove([path(of: blob)])
        try PrivateFile.flushFolder(folder)
    }

    private func path(of blob: BlobName) -> String { "\(folder)/\(blob)" }
    private func path(ofPart part: BlobName) -> String { "\(partFolder)/\(part)" }
}

/// A file that is open, closed when nobody holds it.
private final class OpenFile: StoredBlob {
    let path: String
    let byteCount: UInt64
    private let descriptor: Int32

    init(_ path: String, _ mode: Int32) throws(StorageError) {
        let descriptor = Foundation.open(path, mode | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? StorageError(.missing, "\(path) is not there") : PrivateFile.error(.damaged, "cannot open", path)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw StorageError(.damaged, "\(path) is no ordinary file; move it away")
        }
        self.path = path
        self.descriptor = descriptor
        byteCount = UInt64(max(0, status.st_size))
    }

    deinit { close(descriptor) }

    func read(at offset: UInt64, count: Int) throws(StorageError) -> [UInt8] {
        guard count >= 0, offset <= byteCount, UInt64(count) <= byteCount - offset else {
            throw StorageError(.damaged, "\(path) ends before byte \(offset) and \(count) more")
        }
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let result = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(offset) + off_t(done))
            }
            if result < 0, errno == EINTR { continue }
            guard result >= 0 else { throw PrivateFile.error(.failed, "cannot read", path) }
            guard result > 0 else { throw StorageError(.damaged, "\(path) became shorter while it was read") }
            done += result
        }
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: UInt64) throws(StorageError) {
        guard offset <= UInt64(Int64.max) - UInt64(bytes.count) else {
            throw StorageError(.invalidValue, "\(path) cannot have bytes from \(offset) on")
        }
        var done = 0
        while done < bytes.count {
            let result = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor,
                    buffer.baseAddress?.advanced(by: done),
                    bytes.count - done,
                    off_t(offset) + off_t(done)
                )
            }
            if result < 0, errno == EINTR { continue }
            guard result > 0 else { throw PrivateFile.error(.failed, "cannot write", path) }
            done += result
        }
    }
}
