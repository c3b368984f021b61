internal import Foundation
internal import Journal
internal import Storage

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// What came of putting a message into the folder of a flow.
enum HeldOutcome: Equatable {
    /// It lies there now.
    case isNew
    /// It lay there, or was taken.
    case isKnown
    /// Another one of its name lay there, or was taken.
    case isOther
    /// Too much waits.
    case isFull
}

extension ExchangeFolder {
    /// Puts a message into the folder from which it is taken, under a name that is its own. It is on the disk when this returns.
    func hold(_ bytes: [UInt8], as name: String, waitingMax: Int) throws(GatewayRefusal) -> HeldOutcome {
        if let known = known(bytes, as: name) { return known }
        guard try waiting().count < waitingMax else { return .isFull }
        // Another one of its name may have come at the same moment.
        if try DurableFile.write(bytes, to: inbox + "/" + name, isReplacing: false) { return .isNew }
        return known(bytes, as: name) ?? .isOther
    }

    private func known(_ bytes: [UInt8], as name: String) -> HeldOutcome? {
        for place in [inbox + "/" + name, taken + "/" + name] where access(place, F_OK) == 0 {
            return FileManager.default.contents(atPath: place).map(Array.init) == bytes ? .isKnown : .isOther
        }
        return nil
    }
}

/// Files that are whole or not there, also after a crash.
enum DurableFile {
    /// Writes a file.
    /// - Parameter isReplacing: it takes the place of whatever has its name; without, that stays.
    /// - Returns: whether it was written.
    /// - Throws: `folder`.
    @discardableResult
    static func write(_ bytes: [UInt8], to path: String, isReplacing: Bool = true) throws(GatewayRefusal) -> Bool {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        let name = path.split(separator: "/").last ?? ""
        // Of its own, since two may be written at once.
        let draft = "\(folder)/.\(name).\(SwiftCryptoProvider().randomBytes(8).hexadecimal).partial"
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
        let why = isWhole ? nil : failure(path)
        close(file)
        if let why {
            unlink(draft)
            throw why
        }
        if isReplacing {
            guard rename(draft, path) == 0 else { throw failure(path) }
        } else {
            defer { unlink(draft) }
            guard link(draft, path) == 0 else {
                if errno == EEXIST { return false }
                throw failure(path)
            }
        }
        try flush(folder)
        return true
    }

    /// Flushes the names in a folder.
    /// - Throws: `folder`.
    static func flush(_ folder: String) throws(GatewayRefusal) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder) }
    }

    private static func failure(_ path: String) -> GatewayRefusal {
        GatewayRefusal(.folder, "\(path): \(String(cString: strerror(errno)))")
    }
}

private func writePiece(_ file: Int32, _ piece: [UInt8]) -> Int { write(file, piece, piece.count) }
