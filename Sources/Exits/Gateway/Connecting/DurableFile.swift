internal import Journal
internal import Storage

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Files that are whole or not there, also after a crash: each is written as a draft, flushed, and gets its name then.
enum DurableFile {
    /// Writes a file, and flushes its name.
    /// - Parameter isReplacing: it takes the place of whatever has its name; without, that stays.
    /// - Returns: whether it was written.
    /// - Throws: `folder`.
    @discardableResult
    static func write(_ bytes: [UInt8], to path: String, isReplacing: Bool = true) throws(GatewayRefusal) -> Bool {
        let (folder, name) = parts(path)
        // Of its own, since two may be written at once.
        let draft = "\(folder)/.\(name).\(SwiftCryptoProvider().randomBytes(8).hexadecimal).partial"
        try write(draft, bytes)
        if isReplacing {
            try self.name(draft, path)
        } else {
            defer { unlink(draft) }
            guard link(draft, path) == 0 else {
                if errno == EEXIST { return false }
                throw failure(path)
            }
        }
        try flush(String(folder))
        return true
    }

    /// Writes and flushes a draft, which gets its name by ``name(_:_:)``. No two of its name are written at once: what a crash left of it is overwritten.
    /// - Throws: `folder`.
    static func draft(_ bytes: [UInt8], of path: String) throws(GatewayRefusal) -> String {
        let (folder, name) = parts(path)
        let draft = "\(folder)/.\(name).partial"
        unlink(draft)
        try write(draft, bytes)
        return draft
    }

    /// Gives a draft its name, in the place of whatever has it.
    /// - Throws: `folder`.
    static func name(_ draft: String, _ path: String) throws(GatewayRefusal) {
        guard rename(draft, path) == 0 else { throw failure(path) }
    }

    /// Flushes the names in a folder.
    /// - Throws: `folder`.
    static func flush(_ folder: String) throws(GatewayRefusal) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder) }
    }

    private static func write(_ draft: String, _ bytes: [UInt8]) throws(GatewayRefusal) {
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw failure(draft) }
        var written = 0
        while written < bytes.count {
            let count = writePiece(file, Array(bytes[written..<min(written + 1 << 20, bytes.count)]))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            written += count
        }
        let isWhole = written == bytes.count && fsync(file) == 0
        let why = isWhole ? nil : failure(draft)
        close(file)
        if let why {
            unlink(draft)
            throw why
        }
    }

    private static func parts(_ path: String) -> (folder: Substring, name: Substring) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        return (path[..<slash], path[slash...].drop { $0 == "/" })
    }

    private static func failure(_ path: some StringProtocol) -> GatewayRefusal {
        GatewayRefusal(.folder, "\(path): \(String(cString: strerror(errno)))")
    }
}

private func writePiece(_ file: Int32, _ piece: [UInt8]) -> Int { write(file, piece, piece.count) }
