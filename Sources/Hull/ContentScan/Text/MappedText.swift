/// Text in UTF-8 with the place in its source that each byte came from.
package struct MappedText {
    package private(set) var utf8: [UInt8] = []
    private(set) var map = OffsetMap()

    package init() {}

    /// Adds one scalar that came from these bytes of the source.
    mutating func append(_ scalar: Unicode.Scalar, source: Int, width: Int) {
        let value = scalar.value
        switch value {
        case 0..<0x80: utf8.append(UInt8(value))
        case 0x80..<0x800:
            utf8.append(UInt8(0xC0 | value >> 6))
            utf8.append(UInt8(0x80 | value & 0x3F))
        case 0x800..<0x10000:
            utf8.append(UInt8(0xE0 | value >> 12))
            utf8.append(UInt8(0x80 | value >> 6 & 0x3F))
            utf8.append(UInt8(0x80 | value & 0x3F))
        default:
            utf8.append(UInt8(0xF0 | value >> 18))
            utf8.append(UInt8(0x80 | value >> 12 & 0x3F))
            utf8.append(UInt8(0x80 | value >> 6 & 0x3F))
            utf8.append(UInt8(0x80 | value & 0x3F))
        }
        map.append(textWidth: utf8.count - map.textEnd, source: source, sourceWidth: width)
    }

    /// Adds bytes below 80, each a scalar and each one byte of the source.
    mutating func append(ascii bytes: some Collection<UInt8>, source: Int) {
        utf8.append(contentsOf: bytes)
        map.append(textWidth: 1, source: source, sourceWidth: 1, count: bytes.count)
    }

    /// Forgets the first bytes.
    mutating func removeFirst(_ count: Int) {
        utf8.removeFirst(count)
        map.removeFirst(count)
    }
}
