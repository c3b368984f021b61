/// The first bytes by which binary formats are known.
enum MediaSignature {
    private struct Magic {
        let offset: Int
        let bytes: [UInt8]
        let type: MediaType

        init(_ bytes: [UInt8], _ type: MediaType, at offset: Int = 0) {
            (self.offset, self.bytes, self.type) = (offset, bytes, type)
        }

        init(_ text: String, _ type: MediaType, at offset: Int = 0) { self.init(Array(text.utf8), type, at: offset) }
    }

    /// From the specifications of the formats: APPNOTE (zip), RFC 1952, POSIX ustar, [MS-CFB], ISO 32000, PNG, TIFF 6.0, SQLite file format.
    private static let magics: [Magic] = [
        Magic([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .ole2),
        Magic([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
        Magic([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
        Magic([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz),
        Magic("SQLite format 3\0", .sqlite),
        Magic("Rar!\u{1A}\u{07}", .rar),
        Magic("GIF87a", .gif), Magic("GIF89a", .gif),
        Magic("%PDF-", .pdf), Magic("MSCF\0\0\0\0", .cabinet), Magic("PAR1", .parquet),
        Magic([0x28, 0xB5, 0x2F, 0xFD], .zstandard),
        Magic([0x7F, 0x45, 0x4C, 0x46], .executable),
        Magic([0xCE, 0xFA, 0xED, 0xFE], .executable), Magic([0xCF, 0xFA, 0xED, 0xFE], .executable),
        Magic([0xCA, 0xFE, 0xBA, 0xBE], .executable), Magic("\0asm", .executable), Magic("dex\n", .executable),
        Magic([0x49, 0x49, 0x2A, 0x00], .tiff), Magic([0x4D, 0x4D, 0x00, 0x2A], .tiff),
        Magic("BZh", .bzip2),
        Magic([0xFF, 0xD8, 0xFF], .jpeg),
        Magic([0x1F, 0x8B], .gzip),
        Magic("ustar", .tar, at: 257),
    ]

    /// The type of binary content; nil where the first bytes are those of no format known here.
    static func type(of head: some RandomAccessCollection<UInt8>) -> MediaType? {
        let bytes = Array(head.prefix(1_024))
        func has(_ wanted: [UInt8], at offset: Int) -> Bool {
            bytes.count >= offset + wanted.count && bytes[offset..<offset + wanted.count].elementsEqual(wanted)
        }
        if has([0x50, 0x4B], at: 0), bytes.count >= 4,
            [0x0304, 0x0506, 0x0708].contains(Int(bytes[2]) << 8 | Int(bytes[3]))
        {
            return zipType(of: bytes)
        }
        if let magic = magics.first(where: { has($0.bytes, at: $0.offset) }) { return magic.type }
        // A PDF may have up to 1024 bytes before its header (ISO 32000-1, annex H).
        if bytes.indices.contains(where: { has([0x25, 0x50, 0x44, 0x46, 0x2D], at: $0) && $0 > 0 }),
            bytes.contains(where: { $0 >= 0x80 })
        {
            return .pdf
        }
        if has(Array("RIFF".utf8), at: 0), has(Array("WEBP".utf8), at: 8) { return .webp }
        // "BM" and "MZ" are two letters: text begins with them too, so more is asked.
        if has([0x42, 0x4D], at: 0), has([0, 0, 0, 0], at: 6), bytes.count > 18 { return .bitmap }
        if has([0x4D, 0x5A], at: 0), bytes.prefix(64).contains(0) { return .executable }
        return nil
    }

    /// A zip by the name of its first member, as office programs write it.
    private static func zipType(of bytes: [UInt8]) -> MediaType {
        guard bytes.count > 30, bytes[2] == 3 else { return .zip }
        let length = Int(bytes[26]) | Int(bytes[27]) << 8
        let name = String(decoding: bytes.dropFirst(30).prefix(min(length, 200)), as: UTF8.self)
        if name == "mimetype" {
            let content = String(decoding: bytes.dropFirst(30 + length).prefix(80), as: UTF8.self)
            return content.contains("application/vnd.oasis.opendocument") ? .openDocument : .zip
        }
        let isOffice =
            name == "[Content_Types].xml"
            || ["_rels/", "docProps/", "word/", "xl/", "ppt/", "customXml/", "docMetadata/"].contains(
                where: name.hasPrefix
            )
        return isOffice ? .officeOpenXML : .zip
    }
}
