#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A regular file that is read piece by piece: what replaced it since it was met is not read in its place.
struct OpenFile: ~Copyable {
    private let descriptor: Int32
    private let stamp: FileStamp
    private var buffer: [UInt8]
    private static let pieceBytes = 256 << 10

    /// Why a file could not be read.
    struct Problem: Error { let reason: String }

    /// - Parameter stamp: of the file that was met.
    init(_ path: String, expecting stamp: FileStamp) throws(Problem) {
        descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        self.stamp = stamp
        buffer = [UInt8](repeating: 0, count: min(Self.pieceBytes, max(1, stamp.size + 1)))
        guard descriptor >= 0 else { throw Problem(reason: "it cannot be opened: \(FileWalk.problem())") }
        guard isSame() else { throw Problem(reason: "it changed while it was read; scan it again") }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next bytes; none at the end, where it is still the file that was met.
    mutating func next() throws(Problem) -> ArraySlice<UInt8> {
        while true {
            let count = systemRead(descriptor, &buffer)
            if count > 0 { return buffer[..<count] }
            if count == 0 { break }
            if errno != EINTR { throw Problem(reason: "reading it failed: \(FileWalk.problem())") }
        }
        guard isSame() else { throw Problem(reason: "it changed while it was read; scan it again") }
        return []
    }

    private borrowing func isSame() -> Bool {
        var info = stat()
        return fstat(descriptor, &info) == 0 && FileStamp(info) == stamp
    }

}

private func systemRead(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
    read(descriptor, &buffer, buffer.count)
}
