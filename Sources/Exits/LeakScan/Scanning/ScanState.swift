internal import Foundation

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// What scans know of files, a line each in the order of the walk: a head, then a file and what was found in it.
///
/// A scan writes a new one beside the old one and puts it in its place at the end. One that was broken off left its part there; the next scan reads that first and
/// the old one for the rest. A line that does not read ends what is believed of a file: everything behind it is scanned.
public final class ScanState {
    /// Why a state file cannot be used.
    public struct Problem: Error, Sendable, CustomStringConvertible {
        /// What is wrong, where, and what to do.
        public let description: String
    }

    private struct Head: Codable, Equatable {
        var scanState: Int
        var key: String
        var roots: [String]
    }

    private let path: String
    private let partPath: String
    private var old: [StateReader]
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private let encoder = JSONEncoder()

    init(_ path: String, key: String, roots: [String]) throws(Problem) {
        self.path = path
        partPath = path + ".part"
        let brokenOff = path + ".broken-off"
        // What an earlier scan left is kept under another name while the new one is written.
        if FileManager.default.fileExists(atPath: partPath) { rename(partPath, brokenOff) }
        old = []
        let head = Head(scanState: 1, key: key, roots: roots)
        for file in [brokenOff, path] where FileManager.default.fileExists(atPath: file) {
            guard let reader = StateReader(file, order: roots) else {
                throw Problem(
                    description: "\(file): the state file cannot be read; remove it, or name another with --state"
                )
            }
            guard let line = reader.line, let written = try? JSONDecoder().decode(Head.self, from: Data(line)) else {
                throw Problem(
                    description:
                        "\(file): it is no state file of a scan, so it is not overwritten; remove it, or name another with --state"
                )
            }
            // Other paths or other rules: nothing that it knows counts.
            if written == head { old.append(reader) }
        }
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // It holds names of files and what restricts them: for its owner alone.
        descriptor = open(partPath, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Problem(description: "\(partPath): the state file cannot be written: \(FileWalk.problem())")
        }
        guard let first = try? encoder.encode(head) else { return }
        pending = [UInt8](first) + [0x0A]
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// What is known of an item that has not changed; nil where it has to be read.
    func known(_ item: FileWalk.Item) -> ScannedFile? {
        guard case .file(let path, let stamp) = item else { return nil }
        for reader in old {
            if let file = reader.file(at: path), file.stamp == stamp { return file }
        }
        return nil
    }

    func write(_ file: ScannedFile) throws(Problem) {
        guard let line = try? encoder.encode(file) else { return }
        pending += line
        pending.append(0x0A)
        if pending.count > 1 << 20 { try flush() }
    }

    func flush() throws(Problem) {
        var rest = pending[...]
        while !rest.isEmpty {
            let count = systemWrite(descriptor, Array(rest))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw Problem(description: "\(partPath): the state file cannot be written: \(FileWalk.problem())")
            }
            rest = rest.dropFirst(count)
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// Puts the new one in the place of the old one.
    func finish() throws(Problem) {
        try flush()
        guard fsync(descriptor) == 0, rename(partPath, path) == 0 else {
            throw Problem(description: "\(path): the state file cannot be put in place: \(FileWalk.problem())")
        }
        unlink(path + ".broken-off")
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: [UInt8]) -> Int { write(descriptor, bytes, bytes.count) }

/// Reads a state file line by line, in the order of the walk.
private final class StateReader {
    private static let lineBytesMax = 64 << 20

    private let descriptor: Int32
    private let order: [String]
    private var buffer: [UInt8] = []
    private var at = 0
    private var isAtEnd = false
    private var current: ScannedFile?

    init?(_ path: String, order: [String]) {
        descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        self.order = order
        if descriptor < 0 { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next whole line; nil at the end, and at a line that is no line.
    var line: [UInt8]? {
        while !isAtEnd {
            if let end = buffer[at...].firstIndex(of: 0x0A) {
                defer { at = end + 1 }
                return Array(buffer[at..<end])
            }
            buffer.removeFirst(at)
            at = 0
            var more = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(descriptor, &more, more.count)
            if count <= 0 || buffer.count > Self.lineBytesMax { isAtEnd = true } else { buffer += more[..<count] }
        }
        return nil
    }

    /// What it says of a path; paths are asked for in the order of the walk.
    func file(at path: String) -> ScannedFile? {
        while true {
            if current == nil {
                guard let line, let file = try? JSONDecoder().decode(ScannedFile.self, from: Data(line)) else {
                    isAtEnd = true
                    return nil
                }
                current = file
            }
            guard let file = current else { return nil }
            if file.path == path { return file }
            guard WalkOrder.isBefore(file.path, path, roots: order) else { return nil }
            current = nil
        }
    }
}

/// The order in which a walk meets paths.
enum WalkOrder {
    static func isBefore(_ first: String, _ second: String, roots: [String]) -> Bool {
        func root(_ path: String) -> Int {
            roots.firstIndex { LeakScan.holds($0, path) } ?? roots.count
        }
        let (left, right) = (root(first), root(second))
        if left != right { return left < right }
        let (names, others) = (first.utf8.split(separator: 0x2F), second.utf8.split(separator: 0x2F))
        for (name, other) in zip(names, others) where !name.elementsEqual(other) {
            return name.lexicographicallyPrecedes(other)
        }
        return names.count < others.count
    }
}
