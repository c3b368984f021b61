/// A text as it looks on paper: one ASCII byte for each visible scalar, with the place that it came from.
///
/// Every reader of markings works on this, so that an odd space, a typographic dash or a look-alike letter hides nothing. Takes time and
/// memory linear in the text.
struct FoldedText {
    private(set) var bytes: [UInt8] = []
    /// Offset in UTF-8 of each folded byte; one more for the end.
    private var origins: [Int] = []
    /// How many bytes before each one were disguised, or touched by something invisible.
    private var disguisedBefore: [Int] = [0]
    private let original: [UInt8]
    /// The lines, without their ends.
    private(set) var lines: [Range<Int>] = []

    init(_ text: some StringProtocol) {
        original = Array(text.utf8)
        bytes.reserveCapacity(original.count)
        origins.reserveCapacity(original.count + 1)
        disguisedBefore.reserveCapacity(original.count + 1)
        var offset = 0
        var touched = false
        var lineStart = 0
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            scalars.formIndex(after: &index)
            defer { offset += UTF8.width(scalar) }
            // The byte order mark of a file is no disguise.
            if offset == 0, scalar.value == 0xFEFF { continue }
            var isDisguised = touched
            var byte: UInt8
            switch LookalikeScalar(scalar) {
            case .plain(let plain): byte = plain
            case .disguised(let looks): (byte, isDisguised) = (looks, true)
            case .other: (byte, isDisguised) = (LookalikeScalar.replacement, true)
            case .invisible:
                touched = true
                if let last = disguisedBefore.indices.last, last > 0, disguisedBefore[last] == disguisedBefore[last - 1]
                {
                    disguisedBefore[last] += 1
                }
                continue
            }
            touched = false
            // Of a carriage return and line feed the second ends the line.
            if scalar.value == 0x0D, index < scalars.endIndex, scalars[index].value == 0x0A { byte = 0x20 }
            if byte == 0x0A {
                lines.append(lineStart..<bytes.count)
                lineStart = bytes.count + 1
            }
            bytes.append(byte)
            origins.append(offset)
            disguisedBefore.append((disguisedBefore.last ?? 0) + (isDisguised ? 1 : 0))
        }
        lines.append(lineStart..<bytes.count)
        origins.append(offset)
    }

    /// The place in the text, in bytes of UTF-8.
    func origin(of range: Range<Int>) -> Range<Int> { origins[range.lowerBound]..<origins[range.upperBound] }

    /// What stands there, as it was written.
    func written(_ range: Range<Int>) -> String { String(decoding: original[origin(of: range)], as: UTF8.self) }

    /// What stands there, folded.
    func folded(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Whether something there is not what it looks like.
    func isDisguised(_ range: Range<Int>) -> Bool {
        disguisedBefore[range.upperBound] > disguisedBefore[range.lowerBound]
    }

    /// The range without blanks around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, Self.isBlank(bytes[low]) { low += 1 }
        while low < high, Self.isBlank(bytes[high - 1]) { high -= 1 }
        return low..<high
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
