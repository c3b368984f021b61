/// A drawing for the demo: a blank against its left stop, with its pocket. A PNG (ISO/IEC 15948) of black lines on white, written as it is drawn.
struct DemoPicture {
    private static let (width, height) = (480, 240)
    private var rows = [[UInt8]](repeating: [UInt8](repeating: 0xff, count: width / 8), count: height)

    /// The drawing.
    static var clamping: [UInt8] {
        var picture = DemoPicture()
        // The stop, the blank, the pocket, and the clamps at both sides.
        picture.fill(24, 60, 24, 140)
        picture.frame(56, 76, 368, 108)
        picture.frame(156, 104, 168, 52)
        picture.fill(104, 40, 40, 36)
        picture.fill(336, 40, 40, 36)
        return picture.png
    }

    private mutating func fill(_ left: Int, _ top: Int, _ width: Int, _ height: Int) {
        for row in top..<(top + height) {
            for column in left..<(left + width) { rows[row][column / 8] &= ~(0x80 >> UInt8(column % 8)) }
        }
    }

    private mutating func frame(_ left: Int, _ top: Int, _ width: Int, _ height: Int) {
        let line = 4
        fill(left, top, width, line)
        fill(left, top + height - line, width, line)
        fill(left, top, line, height)
        fill(left + width - line, top, line, height)
    }

    private var png: [UInt8] {
        let lines = rows.flatMap { [UInt8(0)] + $0 }
        let header = Self.number(Self.width) + Self.number(Self.height) + [1, 0, 0, 0, 0]
        // Stored, not compressed (RFC 1951, 3.2.4): it is that small.
        let count = [UInt8(lines.count & 0xff), UInt8(lines.count >> 8)]
        let stored = [1] + count + count.map { ~$0 } + lines
        return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + Self.chunk("IHDR", header)
            + Self.chunk("IDAT", [0x78, 0x01] + stored + Self.number(Self.adler(lines))) + Self.chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let content = Array(type.utf8) + data
        return number(data.count) + content + number(checksum(content))
    }

    private static func number(_ value: Int) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// Adler-32 (RFC 1950).
    private static func adler(_ bytes: [UInt8]) -> Int {
        let sums = bytes.reduce(into: (low: 1, high: 0)) { sums, byte in
            sums.low = (sums.low + Int(byte)) % 65_521
            sums.high = (sums.high + sums.low) % 65_521
        }
        return sums.high << 16 | sums.low
    }

    /// CRC-32.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? 0xedb8_8320 ^ sum >> 1 : sum >> 1 }
        }
        return Int(~sum)
    }
}
