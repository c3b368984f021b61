/// A file as somebody sends it to be shown at an operation, made fit to be shown: known by its bytes, and with nothing in it that the eye does not see.
///
/// What cameras and programs write beside a picture, such as where and by whom it was taken, is left out: nobody looks at it before it is shown, and it
/// may say more than the picture. Refusing such pictures would refuse every photograph. Of pictures the pixels stay as they are, byte by byte.
struct MediumFile: Sendable {
    /// What is taken.
    enum Kind: String, CaseIterable, Sendable {
        case png = "image/png"
        case jpeg = "image/jpeg"
        case pdf = "application/pdf"

        /// The kind of bytes, by how they begin; nil for any other.
        init?(_ bytes: [UInt8]) {
            if bytes.starts(with: PNGFile.signature) {
                self = .png
            } else if bytes.starts(with: [0xff, 0xd8, 0xff]) {
                self = .jpeg
            } else if bytes.starts(with: Array("%PDF-".utf8)) {
                self = .pdf
            } else {
                return nil
            }
        }

        /// The name under which it is kept: never that which whoever sent it gave.
        var name: String {
            switch self {
            case .png: "medium.png"
            case .jpeg: "medium.jpeg"
            case .pdf: "medium.pdf"
            }
        }
    }

    /// 20 MiB: a photograph of a good camera, or a drawing of some sheets.
    static let bytesMax = 20 << 20
    /// Pixels of a picture: a browser needs four bytes for each of them.
    static let pixelsMax = 40_000_000
    /// Pixels of one side.
    static let sideMax = 16_384

    let kind: Kind
    let bytes: [UInt8]
    /// Of a picture.
    let size: PictureSize?

    /// - Throws: `mediumType`, `mediumTooLarge`, `mediumDamaged`, `mediumPixels`.
    init(_ sent: [UInt8]) throws(ExecutionRefusal) {
        guard sent.count <= Self.bytesMax else { throw ExecutionRefusal(.mediumTooLarge) }
        guard let kind = Kind(sent) else { throw ExecutionRefusal(.mediumType) }
        self.kind = kind
        do throws(PictureFault) {
            switch kind {
            case .png: (bytes, size) = try PNGFile.cleaned(sent)
            case .jpeg: (bytes, size) = try JPEGFile.cleaned(sent)
            case .pdf: (bytes, size) = (sent, nil)
            }
        } catch {
            throw ExecutionRefusal(error == .pixels ? .mediumPixels : .mediumDamaged)
        }
    }
}

/// How large a picture is.
struct PictureSize: Hashable, Sendable {
    let width: Int
    let height: Int

    /// - Throws: `damaged` for none, `pixels` for more than a browser is to be given.
    init(_ width: Int, _ height: Int) throws(PictureFault) {
        guard width > 0, height > 0 else { throw .damaged }
        guard width <= MediumFile.sideMax, height <= MediumFile.sideMax, width * height <= MediumFile.pixelsMax else {
            throw .pixels
        }
        self.width = width
        self.height = height
    }
}

/// What is wrong with a picture.
enum PictureFault: Error {
    /// It breaks the rules of its format.
    case damaged
    /// It has more pixels than are shown.
    case pixels
}

extension ArraySlice<UInt8> {
    /// A number of so many bytes, the greatest first, `offset` bytes after the beginning; nil where they end before.
    func number(at offset: Int, bytes count: Int) -> Int? {
        guard offset >= 0, self.count - offset >= count else { return nil }
        return self[(startIndex + offset)..<(startIndex + offset + count)].reduce(0) { $0 << 8 | Int($1) }
    }
}
