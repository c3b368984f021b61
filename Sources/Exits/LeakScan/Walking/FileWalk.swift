internal import Foundation

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Walks files and folders in one order that is always the same: by the bytes of names, depth first.
///
/// No link is followed. What a link points to inside the walked paths is met where it lies; a link out of them is reported. So are pipes, devices and sockets,
/// folders that cannot be listed, and what is nested too deeply.
struct FileWalk: Sequence, IteratorProtocol {
    /// What the walk meets.
    enum Item: Equatable {
        case file(path: String, stamp: FileStamp)
        case refused(path: String, reason: String)

        var path: String {
            switch self {
            case .file(let path, _), .refused(let path, _): path
            }
        }
    }

    /// More folders in each other than any file share has.
    static let depthMax = 128

    private struct Level {
        let folder: String
        var names: [String]
    }

    private let roots: [String]
    private var pending: [String]
    private var levels: [Level] = []

    /// - Parameter roots: absolute paths without links in them.
    init(_ roots: [String]) {
        self.roots = roots
        pending = roots.reversed()
    }

    mutating func next() -> Item? {
        while true {
            let path: String
            if let last = levels.indices.last {
                guard let name = levels[last].names.popLast() else {
                    levels.removeLast()
                    continue
                }
                path = levels[last].folder + "/" + name
            } else {
                guard let root = pending.popLast() else { return nil }
                path = root
            }
            if let item = visit(path) { return item }
        }
    }

    /// The item at a path; nil for a folder, which is entered, and for what is met elsewhere.
    private mutating func visit(_ path: String) -> Item? {
        var info = stat()
        guard lstat(path, &info) == 0 else {
            // A name that is no UTF-8 comes changed from the listing, and then nothing is there.
            return .refused(path: path, reason: "it cannot be looked at: \(Self.problem())")
        }
        switch info.st_mode & mode_t(S_IFMT) {
        case mode_t(S_IFREG): return .file(path: path, stamp: FileStamp(info))
        case mode_t(S_IFDIR):
            guard levels.count < Self.depthMax else {
                return .refused(path: path, reason: "it is nested in more than \(Self.depthMax) folders")
            }
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
                return .refused(path: path, reason: "the folder cannot be listed; give the scan the right to read it")
            }
            levels.append(Level(folder: path == "/" ? "" : path, names: names.sorted { Self.isBefore($1, $0) }))
            return nil
        case mode_t(S_IFLNK):
            guard let found = realpath(path, nil) else {
                return .refused(path: path, reason: "it is a link whose end cannot be found: \(Self.problem())")
            }
            let target = String(cString: found)
            free(found)
            if roots.contains(where: { LeakScan.holds($0, target) }) { return nil }
            return .refused(path: path, reason: "it is a link out of the scanned paths, which is not followed")
        default: return .refused(path: path, reason: "it is no regular file but a pipe, socket or device")
        }
    }

    static func problem() -> String { String(cString: strerror(errno)) }

    /// The order of names: by bytes, whatever the locale.
    static func isBefore(_ first: String, _ second: String) -> Bool {
        first.utf8.lexicographicallyPrecedes(second.utf8)
    }
}

/// What tells that a file is the one that was scanned: its size, its times, its number on the volume.
struct FileStamp: Hashable, Sendable, Codable {
    let size: Int
    let modified: Int
    /// Changes with the content even where somebody sets the other time back.
    let changed: Int
    let number: UInt64

    init(_ info: stat) {
        size = Int(info.st_size)
        number = UInt64(info.st_ino)
        #if canImport(Glibc)
        modified = Int(info.st_mtim.tv_sec) * 1_000_000_000 + Int(info.st_mtim.tv_nsec)
        changed = Int(info.st_ctim.tv_sec) * 1_000_000_000 + Int(info.st_ctim.tv_nsec)
        #else
        modified = Int(info.st_mtimespec.tv_sec) * 1_000_000_000 + Int(info.st_mtimespec.tv_nsec)
        changed = Int(info.st_ctimespec.tv_sec) * 1_000_000_000 + Int(info.st_ctimespec.tv_nsec)
        #endif
    }
}
