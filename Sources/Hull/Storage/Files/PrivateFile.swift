internal import Foundation

/// Files and folders that nobody but the owner of the process reads, made and looked at without following symbolic links.
enum PrivateFile {
    /// What is at a path.
    enum Kind: Equatable {
        case nothing, file, folder, other
    }

    /// Which file is at a path, whatever its name was before.
    struct Identity: Equatable, Sendable {
        let device: UInt64
        let node: UInt64
    }

    /// The file at a path; nil where none is.
    static func identity(of path: String) -> Identity? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return Identity(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
    }

    /// - Throws: `failed` when the path cannot be looked at.
    static func kind(of path: String) throws(StorageError) -> Kind {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw error(.failed, "cannot look at", path) }
            return .nothing
        }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    /// Makes a folder (0700) where there is none, and has its name flushed.
    /// - Throws: `damaged` when something else is there: a link would lead elsewhere; `missing` when the folder above is not there.
    static func makeFolder(_ path: String) throws(StorageError) {
        switch try kind(of: path) {
        case .folder: return
        case .nothing:
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                guard errno != ENOENT else {
                    throw StorageError(
                        .missing,
                        "there is no folder \(above(path)) to make \(path) in; make it first, for its owner alone"
                    )
                }
                throw error(.failed, "cannot make the folder", path)
            }
            try flushFolder(above(path))
        case .file, .other:
            throw StorageError(.damaged, "\(path) is no folder (links are not followed); move it away")
        }
    }

    /// Whether there is a file.
    /// - Throws: `damaged` when something else is there, or others may read or write it.
    static func isThere(_ path: String) throws(StorageError) -> Bool {
        switch try kind(of: path) {
        case .nothing: return false
        case .folder, .other:
            throw StorageError(.damaged, "\(path) is no ordinary file (links are not followed); move it away")
        case .file:
            var status = stat()
            guard lstat(path, &status) == 0 else { throw error(.failed, "cannot look at", path) }
            guard status.st_mode & 0o077 == 0 else {
                let mode = String(status.st_mode & 0o777, radix: 8)
                throw StorageError(
                    .damaged,
                    "\(path) has mode \(mode), so others may have read it; take what it holds as disclosed, then set mode 600"
                )
            }
            return true
        }
    }

    /// Makes an empty file (0600) where nothing is.
    static func make(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw error(.failed, "cannot make", path) }
        close(descriptor)
    }

    /// Gives a file another name in its folder and has the name flushed.
    static func rename(_ path: String, to other: String) throws(StorageError) {
        guard Foundation.rename(path, other) == 0 else { throw error(.failed, "cannot rename to \(other)", path) }
        try flushFolder(above(other))
    }

    /// Removes files where they are.
    static func remove(_ paths: [String]) throws(StorageError) {
        for path in paths where unlink(path) != 0 && errno != ENOENT { throw error(.failed, "cannot remove", path) }
    }

    /// Has the content of a file flushed.
    static func flush(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw error(.failed, "cannot open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw error(.failed, "cannot flush", path) }
    }

    /// Has the names in a folder flushed: a file is there after a crash only if its name is.
    static func flushFolder(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw error(.failed, "cannot open the folder", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw error(.failed, "cannot flush the folder", path) }
    }

    /// The names in a folder; none where there is no folder.
    static func names(in path: String) throws(StorageError) -> [String] {
        guard try kind(of: path) == .folder else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw StorageError(.failed, "cannot list \(path): \(error.localizedDescription)")
        }
    }

    /// The folder that something is in.
    static func above(_ path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
        return (path.hasPrefix("/") ? "/" : "")
            + (parts.isEmpty && !path.hasPrefix("/") ? "." : parts.joined(separator: "/"))
    }

    /// An error with what the system says.
    static func error(_ code: StorageError.Code, _ what: String, _ path: String) -> StorageError {
        let number = errno
        let code: StorageError.Code =
            switch number {
            case ENOSPC, EDQUOT: .full
            case EROFS, EACCES, EPERM: .readOnly
            default: code
            }
        let advice =
            switch code {
            case .full: "make room, then open it anew"
            case .readOnly: "look at the volume and its rights"
            default: "look at the device and the folder, then open it anew"
            }
        return StorageError(code, "\(what) \(path): \(String(cString: strerror(number))); \(advice)")
    }
}
