internal import CArchive
internal import Foundation

/// Archives for tests, written by libarchive.
public enum ArchiveMaking {
    /// A kind of archive or compressed stream.
    public enum Form { case zip, encryptedZip, tar, gzip, tarGzip, xz, sevenZip }

    /// Which step libarchive refused.
    public struct Failed: Error {
        /// The step.
        public let step: String
    }

    /// An archive of these members; a compressed stream holds the first one.
    public static func make(_ form: Form, _ members: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
        guard let archive = archive_write_new() else { throw Failed(step: "new") }
        defer { archive_write_free(archive) }
        switch form {
        case .zip, .encryptedZip: archive_write_set_format_zip(archive)
        case .tar, .tarGzip: archive_write_set_format_ustar(archive)
        case .sevenZip: archive_write_set_format_7zip(archive)
        case .gzip, .xz: archive_write_set_format_raw(archive)
        }
        if form == .gzip || form == .tarGzip { archive_write_add_filter_gzip(archive) }
        if form == .xz { archive_write_add_filter_xz(archive) }
        if form == .encryptedZip {
            guard archive_write_set_options(archive, "zip:encryption=aes256") == ARCHIVE_OK,
                archive_write_set_passphrase(archive, "secret") == ARCHIVE_OK
            else { throw Failed(step: "encryption") }
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "content-scan-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        guard archive_write_open_filename(archive, folder.path(percentEncoded: false)) == ARCHIVE_OK else {
            throw Failed(step: "open")
        }
        for member in members {
            guard let entry = archive_entry_new() else { throw Failed(step: "entry") }
            defer { archive_entry_free(entry) }
            archive_entry_set_pathname(entry, member.name)
            archive_entry_set_size(entry, Int64(member.bytes.count))
            archive_entry_set_filetype(entry, 0o100000)
            archive_entry_set_perm(entry, 0o644)
            guard archive_write_header(archive, entry) == ARCHIVE_OK else { throw Failed(step: "header") }
            let written = member.bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
            guard written == member.bytes.count else { throw Failed(step: "data") }
        }
        guard archive_write_close(archive) == ARCHIVE_OK else { throw Failed(step: "close") }
        return [UInt8](try Data(contentsOf: folder))
    }

    /// A zlib stream (RFC 1950): the body of a gzip stream with the other frame.
    public static func zlib(_ bytes: [UInt8]) throws -> [UInt8] {
        let gzip = try make(.gzip, [("x", bytes)])
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        let sum = high << 16 | low
        return [0x78, 0x9C] + gzip[10..<gzip.count - 8]
            + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * $0)) }
    }
}
