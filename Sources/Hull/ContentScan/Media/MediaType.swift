/// What content is, by its bytes. A name or a declared type never decides it.
public enum MediaType: String, Hashable, Sendable, CaseIterable {
    // Text, which is read here.
    case plainText, csv, json, xml, html, step, qif, gcode, x12, mail, richText
    // Containers, which a child process takes apart.
    case zip, officeOpenXML, openDocument, gzip, bzip2, xz, zstandard, tar, sevenZip, pdf
    // What nothing here looks into.
    case ole2, png, jpeg, tiff, gif, bitmap, webp, sqlite, parquet, rar, cabinet, executable, armoredCipher, unknown
    /// No bytes at all.
    case empty

    /// Whether it is read as text.
    public var isText: Bool {
        switch self {
        case .plainText, .csv, .json, .xml, .html, .step, .qif, .gcode, .x12, .mail, .richText, .armoredCipher: true
        default: false
        }
    }

    /// Whether it is XML, whose parsed text is read beside its written one.
    public var isXML: Bool { self == .xml || self == .qif }

    /// Whether the members of an archive or the content of a compressed stream are read.
    public var isArchive: Bool {
        switch self {
        case .zip, .officeOpenXML, .openDocument, .gzip, .bzip2, .xz, .zstandard, .tar, .sevenZip: true
        default: false
        }
    }

    /// Whether its content is for the eye.
    public var isPicture: Bool {
        switch self {
        case .png, .jpeg, .tiff, .gif, .bitmap, .webp: true
        default: false
        }
    }

    /// The type as the IANA registry or common use writes it.
    public var registeredName: String {
        switch self {
        case .plainText, .gcode, .empty: "text/plain"
        case .csv: "text/csv"
        case .json: "application/json"
        case .xml: "application/xml"
        case .html: "text/html"
        case .step: "model/step"
        case .qif: "application/qif+xml"
        case .x12: "application/EDI-X12"
        case .mail: "message/rfc822"
        case .richText: "application/rtf"
        case .zip: "application/zip"
        case .officeOpenXML: "application/vnd.openxmlformats-officedocument"
        case .openDocument: "application/vnd.oasis.opendocument"
        case .gzip: "application/gzip"
        case .bzip2: "application/x-bzip2"
        case .xz: "application/x-xz"
        case .zstandard: "application/zstd"
        case .tar: "application/x-tar"
        case .sevenZip: "application/x-7z-compressed"
        case .pdf: "application/pdf"
        case .ole2: "application/x-ole-storage"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .tiff: "image/tiff"
        case .gif: "image/gif"
        case .bitmap: "image/bmp"
        case .webp: "image/webp"
        case .sqlite: "application/vnd.sqlite3"
        case .parquet: "application/vnd.apache.parquet"
        case .rar: "application/vnd.rar"
        case .cabinet: "application/vnd.ms-cab-compressed"
        case .executable: "application/x-executable"
        case .armoredCipher: "application/pgp-encrypted"
        case .unknown: "application/octet-stream"
        }
    }
}
