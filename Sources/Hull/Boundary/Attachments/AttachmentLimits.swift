/// Bounds of a compartment's attachments.
public struct AttachmentLimits: Hashable, Sendable {
    /// Bytes of one attachment: 8 GiB.
    public var bytesMax: UInt64 = 8 << 30
    /// Bytes of one piece of an upload: 8 MiB.
    public var pieceBytesMax = 8 << 20
    /// Uploads under way at once, each with its inspection.
    public var uploadsMax = 64
    /// Uploads under way at once of one subject.
    public var uploadsOfOneMax = 8
    /// Seconds without a piece after which an upload is given up.
    public var idleSecondsMax: UInt64 = 3_600
    /// Bytes of a file name.
    public var nameBytesMax = 255

    /// The usual ones.
    public init() {}
}

/// What somebody says of content before it is sent.
public struct UploadDeclaration: Hashable, Sendable {
    /// Its file name: a name, no path.
    public let name: String
    /// How many bytes will come, all of them.
    public let byteCount: UInt64

    /// A declaration.
    public init(name: String, byteCount: UInt64) {
        self.name = name
        self.byteCount = byteCount
    }

    /// - Throws: `invalidName`, `tooLarge`, `empty`.
    func check(_ limits: AttachmentLimits) throws(AttachmentError) {
        guard byteCount > 0 else {
            throw AttachmentError(.empty, "an attachment has at least one byte; there is nothing to attach")
        }
        guard byteCount <= limits.bytesMax else {
            throw AttachmentError(
                .tooLarge,
                "\(byteCount) bytes were declared; an attachment has at most \(limits.bytesMax): split it, or have the limit raised"
            )
        }
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            // Controls, line breaks, and what turns the direction of text round, so that a name reads as another one.
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
            default: scalar != "/" && scalar != "\\"
            }
        }
        guard isPlain, (1...limits.nameBytesMax).contains(name.utf8.count), !name.allSatisfy({ $0 == "." || $0 == " " })
        else {
            throw AttachmentError(
                .invalidName,
                "the file name is no plain name; give one without `/`, `\\` and control characters, of 1 to \(limits.nameBytesMax) bytes"
            )
        }
    }
}
