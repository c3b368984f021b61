#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Standard input.
enum ContentInput {
    /// The next bytes; none at the end.
    static func next() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            while true {
                count = max(0, read(0, buffer.baseAddress, buffer.count))
                if count > 0 || errno != EINTR { return }
                errno = 0
            }
        }
    }
}
