internal import CArchive
internal import ContentScan

/// Where the bytes of an archive come from: all of them at hand, or the first ones and what follows.
final class ArchiveSource {
    let held: [UInt8]
    let isWhole: Bool
    private let next: () -> [UInt8]
    private var isHeldGiven = false
    private var current: [UInt8] = []

    init(_ held: [UInt8], isWhole: Bool, next: @escaping () -> [UInt8]) {
        (self.held, self.isWhole, self.next) = (held, isWhole, next)
    }

    /// All bytes, where they are at hand.
    var whole: [UInt8]? { isWhole ? held : nil }

    /// The next piece, which stays where it is until the next call.
    func piece(_ use: (UnsafeRawBufferPointer) -> Void) -> Int {
        current = isHeldGiven ? next() : held
        isHeldGiven = true
        current.withUnsafeBytes(use)
        return current.count
    }
}

/// One archive under way in libarchive. It calls no other program and writes no file.
final class ArchiveReader {
    enum Header {
        case member(name: [UInt8], isEncrypted: Bool)
        /// A folder, a link: it has no content.
        case other
        case end, broken
    }

    enum Data {
        case more([UInt8])
        case end, broken
    }

    private let archive: OpaquePointer
    private let source: ArchiveSource
    private let isCompressedStream: Bool

    /// Nil where it is no archive that is read here.
    init?(_ source: ArchiveSource, type: MediaType) {
        guard let archive = archive_read_new() else { return nil }
        (self.archive, self.source) = (archive, source)
        isCompressedStream = [.gzip, .bzip2, .xz, .zstandard].contains(type)
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
        default:
            archive_read_support_format_tar(archive)
            archive_read_support_format_raw(archive)
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

    /// Whether bytes stand behind the end of the archive that are not zero.
    var hasTrailingBytes: Bool {
        guard let whole = source.whole, isCompressedStream else { return false }
        let used = Int(archive_filter_bytes(archive, -1))
        return used >= 0 && used < whole.count && whole[used...].contains { $0 != 0 }
    }

    func next() -> Header {
        var entry: OpaquePointer?
        switch archive_read_next_header(archive, &entry) {
        case ARCHIVE_EOF: return .end
        case ARCHIVE_OK, ARCHIVE_WARN: break
        default: return .broken
        }
        guard let entry else { return .broken }
        // AE_IFREG; the macro is a cast that Swift does not see.
        guard archive_entry_filetype(entry) == 0o100000 else { return .other }
        let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
        let bytes = name.map { Array(String(cString: $0).utf8) } ?? []
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
