/// Well-formedness of UTF-8 (Unicode standard, table 3-7).
enum UTF8Check {
    /// The offset of the first byte that starts no valid sequence, or nil when all is well.
    static func firstInvalidOffset(_ bytes: [UInt8]) -> Int? {
        var index = asciiPrefix(bytes)
        let count = bytes.count
        while index < count {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0:
                length = 3
                second = 0xA0...0xBF
            case 0xED:
                length = 3
                second = 0x80...0x9F
            case 0xE1...0xEF: length = 3
            case 0xF0:
                length = 4
                second = 0x90...0xBF
            case 0xF4:
                length = 4
                second = 0x80...0x8F
            case 0xF1...0xF3: length = 4
            default: return index
            }
            guard index + length <= count, second.contains(bytes[index + 1]) else { return index }
            for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return index }
            index += length
        }
        return nil
    }

    /// How many bytes at the start are ASCII for certain, eight tested at a time: most texts are ASCII to their end.
    private static func asciiPrefix(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { all in
            var index = 0
            while index + 8 <= all.count,
                all.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
            }
            return index
        }
    }
}
