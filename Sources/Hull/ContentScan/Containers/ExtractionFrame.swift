/// What a content-inspector says to the process that started it: frames of a kind (1 byte), a length (4 bytes, big-endian) and so many bytes.
///
/// The child reads hostile files, so its parent believes it nothing but this: bytes of parts, and that something was not read.
package enum ExtractionFrame: Equatable, Sendable {
    /// A part begins, inside the part that is open.
    case begin(Form, name: [UInt8])
    /// Bytes of the part as they are.
    case raw([UInt8])
    /// Text that a parser made of it, in UTF-8.
    case text([UInt8])
    /// Attributes, comments and instructions, in UTF-8, a line each.
    case attributes([UInt8])
    /// A native field and its value.
    case field(UInt8, value: [UInt8])
    /// Something of the open part was not read.
    case uninspected(Uninspected)
    /// The open part does something where it is opened, or asks for a password.
    case active
    /// The open part ends.
    case end
    /// All was read: so many bytes of input.
    case done(UInt64)

    /// How a part is handed over.
    package enum Form: UInt8, Sendable {
        /// Its bytes follow.
        case raw
        /// Its text and attributes follow.
        case parsed
        /// Its own parts follow.
        case container
        /// The bytes of a picture of the part that is open follow: it repeats what was read there.
        case drawing
    }

    /// Longer ones are no frames.
    package static let payloadBytesMax = 64 << 10

    /// The frame in bytes.
    package var bytes: [UInt8] {
        switch self {
        case .begin(let form, let name): Self.frame(1, [form.rawValue] + name.prefix(4_096))
        case .raw(let bytes): Self.frame(2, bytes)
        case .text(let bytes): Self.frame(3, bytes)
        case .attributes(let bytes): Self.frame(4, bytes)
        case .end: Self.frame(5, [])
        case .field(let field, let value): Self.frame(6, [field] + value.prefix(4_096))
        case .uninspected(let reason): Self.frame(7, Array(reason.rawValue.utf8))
        case .active: Self.frame(9, [])
        case .done(let count): Self.frame(8, (0..<8).map { UInt8(truncatingIfNeeded: count >> (56 - 8 * $0)) })
        }
    }

    private static func frame(_ kind: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        return [kind] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) } + payload
    }

    init?(kind: UInt8, payload: ArraySlice<UInt8>) {
        switch kind {
        case 1:
            guard let form = payload.first.flatMap(Form.init) else { return nil }
            self = .begin(form, name: Array(payload.dropFirst()))
        case 2: self = .raw(Array(payload))
        case 3: self = .text(Array(payload))
        case 4: self = .attributes(Array(payload))
        case 5: self = .end
        case 6:
            guard let field = payload.first else { return nil }
            self = .field(field, value: Array(payload.dropFirst()))
        case 7:
            guard let reason = Uninspected(rawValue: String(decoding: payload, as: UTF8.self)) else { return nil }
            self = .uninspected(reason)
        case 8:
            guard payload.count == 8 else { return nil }
            self = .done(payload.reduce(0) { $0 << 8 | UInt64($1) })
        case 9:
            guard payload.isEmpty else { return nil }
            self = .active
        default: return nil
        }
    }
}

/// Puts frames together from the pieces that a pipe delivers.
struct FrameReader {
    private var buffer: [UInt8] = []

    /// What a child said that no frame is.
    struct NotAFrame: Error {}

    /// Frames that are complete now, in their order.
    mutating func frames(adding bytes: some Collection<UInt8>) throws(NotAFrame) -> [ExtractionFrame] {
        buffer.append(contentsOf: bytes)
        var frames: [ExtractionFrame] = []
        var at = 0
        while buffer.count - at >= 5 {
            let length = buffer[at + 1..<at + 5].reduce(0) { $0 << 8 | Int($1) }
            guard length <= ExtractionFrame.payloadBytesMax else { throw NotAFrame() }
            guard buffer.count - at >= 5 + length else { break }
            guard let frame = ExtractionFrame(kind: buffer[at], payload: buffer[at + 5..<at + 5 + length]) else {
                throw NotAFrame()
            }
            frames.append(frame)
            at += 5 + length
        }
        buffer.removeFirst(at)
        return frames
    }

    /// Whether nothing is left over.
    var isAtEnd: Bool { buffer.isEmpty }
}
