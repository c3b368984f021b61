internal import Foundation

/// Files with key material: made new or not at all, never followed through a link, refused when anyone but their owner may read them.
enum SecretFile {
    /// Writes a new file with mode 0600 and flushes it and its folder. A crash leaves it whole or away: it gets its name once it is flushed.
    static func create(at path: String, _ bytes: [UInt8], what: String) throws(JournalError) {
        let draft = path + ".new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw JournalError(.keys, "\(path): \(what) cannot be made: \(reason())") }
        defer { unlink(draft) }
        let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        let isFlushed = written == bytes.count && fchmod(file, 0o600) == 0 && fsync(file) == 0
        let why = reason()
        guard close(file) == 0, isFlushed else {
            throw JournalError(.keys, "\(path): \(what) cannot be written: \(why)")
        }
        guard link(draft, path) == 0 else {
            if errno == EEXIST {
                throw JournalError(.exists, "\(path): there is a file already; \(what) is never overwritten")
            }
            throw JournalError(.keys, "\(path): \(what) cannot be made: \(reason())")
        }
        guard flushFolder(of: path) else {
            let why = reason()
            unlink(path)
            throw JournalError(.keys, "\(path): \(what) cannot be flushed: \(why)")
        }
    }

    /// Reads a file that is regular, the reader's own, and closed to everyone else.
    static func read(_ path: String, bytesMax: Int, what: String) throws(JournalError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            let why = errno == ELOOP ? "it is a symbolic link, which could be turned elsewhere" : reason()
            throw JournalError(.keys, "\(path): \(what) cannot be read: \(why)")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw JournalError(.keys, "\(path): \(what) is in a regular file, and this is none")
        }
        guard status.st_uid == geteuid() else {
            throw JournalError(.keys, "\(path): \(what) belongs to another user; give it to the one that serves")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw JournalError(
                .keys,
                "\(path): others may use \(what): run chmod 600, and replace the key if they may have read it"
            )
        }
        guard status.st_size <= bytesMax else {
            throw JournalError(.keys, "\(path): \(status.st_size) bytes; \(what) has at most \(bytesMax)")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = bytes.withUnsafeMutableBytes { Foundation.read(file, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw JournalError(.keys, "\(path): \(what) cannot be read: \(reason())") }
        return bytes
    }

    /// Makes the entry of a file in its folder durable.
    static func flushFolder(of path: String) -> Bool {
        let folder = open(
            URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false),
            O_RDONLY | O_DIRECTORY | O_CLOEXEC
        )
        guard folder >= 0 else { return false }
        defer { close(folder) }
        return fsync(folder) == 0
    }

    static func reason() -> String { String(cString: strerror(errno)) }
}
