#if canImport(Glibc)
internal import CSeccomp
internal import Glibc
#else
internal import Darwin
#endif

/// Standard input as a file in memory, for programs that have to go back and forth in it.
///
/// It is filled before the bounds of the process are entered, which let no file be written; nothing looks at a byte of it until then.
enum HeldInput {
    /// Puts all of standard input into a file without a name, which takes its place.
    ///
    /// - Parameter bytesMax: of more than that the rest is read and dropped.
    /// - Returns: how many bytes there were, and whether all are held; nil where there is no such file.
    static func hold(bytesMax: Int) -> (count: Int, isWhole: Bool)? {
        #if canImport(Glibc)
        let file = memfd_create("input", 0)
        #else
        var name = Array("/tmp/content-XXXXXX".utf8CString)
        let file = mkstemp(&name)
        unlink(name)
        #endif
        guard file >= 0 else { return nil }
        var count = 0
        var isWhole = true
        while true {
            let bytes = ContentInput.next()
            if bytes.isEmpty { break }
            count += bytes.count
            guard count <= bytesMax else {
                isWhole = false
                continue
            }
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = Array(rest)
                let written = write(file, part, part.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return nil }
                rest = rest.dropFirst(written)
            }
        }
        guard lseek(file, 0, Int32(SEEK_SET)) == 0, dup2(file, 0) == 0 else { return nil }
        close(file)
        return (count, isWhole)
    }
}
