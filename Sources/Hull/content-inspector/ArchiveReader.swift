internal import CArchive
internal import ContentScan

/// Where the bytes of an archive come from: all of them at hand, or the first ones and what follows.
final class ArchiveSource {
    let held: [UInt8]
    let isWhole: Bool
    private let next: () -> [UInt8]
    private var current: [UInt8] = []
    private var givenCount = 0

    /// - Parameter next: the bytes after the held ones, piece by piece; none at their end.
    init(_ held: [UInt8], isWhole: Bool, next: @escaping () -> [UInt8] = { [] }) {
        (self.held, self.isWhole, self.next) = (held, isWhole, next)
    }

    /// All bytes, where they are at hand.
    var whole: [UInt8]? { isWhole ? held : nil }

    /// The next piece, which stays where it is until the next call.
    func piece(_ use: (UnsafeRawBufferPointer) -> Void) -> Int {
        current = givenCount == 0 ? held : next()
        if current.isEmpty, givenCount == 0 { current = next() }
        givenCount += current.count
        current.withUnsafeBytes(use)
        return current.count
    }

    /// Whether anything but zeros stands behind the first bytes; reads to the end.
    func hasBytes(after consumed: Int) -> Bool {
        if let whole { return consumed < whole.count && whole[max(0, consumed)...].contains { $0 != 0 } }
        let left = max(0, givenCount - consumed)
        var has = left > current.count || current.suffix(left).contains { $0 != 0 }
        while true {
            let bytes = next()
            if bytes.isEmpty { return has }
            has = has || bytes.contains { $0 != 0 }
        }
    }
}

/// One archive under way in libarchive. It calls no other program and writes no file.
final class ArchiveReader {
    enum Header {
        case member(name: [UInt8], isEncrypted: Bool)
        /// A folder, a link: it has a name and perhaps a target, and no content.
        case other(name: [UInt8])
        case end, broken
    }

    enum Data {
        case more([UInt8])
        case end, broken
    }

    private let archive: OpaquePointer
    private let source: ArchiveSource
    private let type: MediaType

    /// Nil where it is no archive that is read here.
    init?(_ source: ArchiveSource, type: MediaType) {
        guard let archive = archive_read_new() else { return nil }
        (self.archive, self.source, self.type) = (archive, source, type)
        let isCompressedStream = [.gzip, .bzip2, .xz, .zstandard].contains(type)
        for support in [
            archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_xz,
            archive_read_support_filter_zstd,
        ] where isCompressedStream {
            // A filter that would run another program says so by a warning, and then stays unused: nothing can be started here.
            _ = support(archive)
        }
        switch type {
        case .zip, .officeOpenXML, .openDocument:
            archive_read_support_format_zip(archive)
        case .sevenZip: archive_read_support_format_7zip(archive)
        case .tar: archive_read_support_format_tar(archive)
        default: archive_read_support_format_raw(archive)
        }
        let status: Int32
        if source.isWhole {
            status = source.held.withUnsafeBytes { archive_read_open_memory(archive, $0.baseAddress, $0.count) }
        } else {
            let data = Unmanaged.passUnretained(source).toOpaque()
            status = archive_read_open(
                archive,
                data,
                nil,
                { _, data, buffer in
                    guard let data, let buffer else { return -1 }
                    return Unmanaged<ArchiveSource>.fromOpaque(data).takeUnretainedValue().piece {
                        buffer.pointee = $0.baseAddress
                    }
                },
                nil
            )
        }
        if status != ARCHIVE_OK { return nil }
    }

    deinit { archive_read_free(archive) }

    /// Whether there are members that only a password opens.
    var isEncrypted: Bool { archive_read_has_encrypted_entries(archive) > 0 }

    /// Whether there are bytes that no reader of this format looks at, where others could be hidden; reads to the end.
    func hasUnreadBytes() -> Bool {
        switch type {
        case .zip, .officeOpenXML, .openDocument: source.whole.map { ZipLayout($0).hasUnlistedBytes } ?? true
        case .sevenZip: source.whole.map { !Self.fills($0) } ?? true
        default: source.hasBytes(after: Int(archive_filter_bytes(archive, -1)))
        }
    }

    /// Whether a 7z ends with the header that its first 32 bytes point to (7zFormat.txt, SignatureHeader).
    private static func fills(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 32 else { return false }
        func number(_ at: Int) -> UInt64 { (0..<8).reversed().reduce(0) { $0 << 8 | UInt64(bytes[at + $1]) } }
        let (sum, overflows) = number(12).addingReportingOverflow(number(20))
        return !overflows && sum == UInt64(bytes.count - 32)
    }

    func next() -> Header {
        var entry: OpaquePointer?
        switch archive_read_next_header(archive, &entry) {
        case ARCHIVE_EOF: return .end
        case ARCHIVE_OK, ARCHIVE_WARN: break
        default: return .broken
        }
        guard let entry else { return .broken }
        let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
        var bytes = name.map { Array(String(cString: $0).utf8) } ?? []
        let target = archive_entry_symlink(entry) ?? archive_entry_hardlink(entry)
        if let target { bytes += Array(" -> ".utf8) + Array(String(cString: target).utf8) }
        // AE_IFREG; the macro is a cast that Swift does not see.
        guard archive_entry_filetype(entry) == 0o100000 else { return .other(name: bytes) }
        return .member(name: bytes, isEncrypted: archive_entry_is_encrypted(entry) != 0)
    }

    /// The next bytes of the member.
    func data() -> Data {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, filled in
            count = archive_read_data(archive, buffer.baseAddress, buffer.count)
            filled = max(0, count)
        }
        return count > 0 ? .more(bytes) : count == 0 ? .end : .broken
    }
}
