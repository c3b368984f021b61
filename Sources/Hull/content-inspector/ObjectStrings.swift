/// Takes the texts out of a PDF's objects as `qpdf --json=2` writes them: a text string is `"u:…"`, a name `"/Name"`, a string of bytes `"b:…"`.
///
/// Escapes of JSON are left in the texts, for the reader of texts resolves them.
struct ObjectStrings {
    /// Longer strings are cut into pieces that overlap nothing: no marking is as long.
    private static let stringBytesMax = 1 << 20

    private var current: [UInt8] = []
    private var isInString = false
    private var isEscaped = false
    private var previous: [UInt8] = []
    /// Whether there is metadata as a stream.
    private(set) var hasMetadata = false
    /// Whether files are embedded.
    private(set) var hasFiles = false
    /// Whether there are pictures as objects.
    private(set) var hasPictures = false
    /// Whether there are parts that nothing here reads: forms in XML, scripts as streams, media.
    private(set) var hasUnreadParts = false
    /// Whether there is what a reader does rather than shows, or asks a password for: scripts, programs to start, forms to send, files, encryption.
    private(set) var hasActiveParts = false

    private static let metadata = Array("/Metadata".utf8)
    private static let file = Array("/EF".utf8)
    private static let subtype = Array("/Subtype".utf8)
    private static let picture = Array("/Image".utf8)
    private static let script = Array("/JS".utf8)
    private static let unread = ["/XFA", "/RichMedia", "/RichMediaContent", "/3DD", "/Movie", "/Sound"].map {
        Array($0.utf8)
    }
    private static let active = [
        "/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/URI", "/Rendition", "/EF",
        "/EmbeddedFiles", "/AA", "/XFA", "/RichMedia", "/3DD", "/Movie", "/Sound", "/Encrypt",
    ].map { Array($0.utf8) }

    /// The texts that are whole now.
    mutating func append(_ bytes: [UInt8]) -> [[UInt8]] {
        var texts: [[UInt8]] = []
        for byte in bytes {
            guard isInString else {
                isInString = byte == 0x22
                continue
            }
            if isEscaped {
                isEscaped = false
            } else if byte == 0x5C {
                isEscaped = true
            } else if byte == 0x22 {
                end(&texts)
                continue
            }
            current.append(byte)
            if current.count > Self.stringBytesMax, !isEscaped, current.starts(with: [0x75, 0x3A]) {
                texts.append(Array(current.dropFirst(2)))
                current.removeSubrange(2...)
            }
        }
        return texts
    }

    private mutating func end(_ texts: inout [[UInt8]]) {
        isInString = false
        if current.starts(with: [0x75, 0x3A]) {
            if current.count > 2 { texts.append(Array(current.dropFirst(2))) }
        } else if current.first == 0x2F {
            hasMetadata = hasMetadata || current == Self.metadata
            hasFiles = hasFiles || current == Self.file
            hasPictures = hasPictures || current == Self.picture && previous == Self.subtype
            hasUnreadParts = hasUnreadParts || Self.unread.contains(current)
            hasActiveParts = hasActiveParts || Self.active.contains(current)
        }
        // A script that is a reference is a stream, or a string that stands elsewhere and is read there.
        if previous == Self.script, !current.starts(with: [0x75, 0x3A]) { hasUnreadParts = true }
        previous = current
        current.removeAll(keepingCapacity: true)
    }
}
