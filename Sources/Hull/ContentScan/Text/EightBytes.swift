/// Eight bytes of a text at a time, to pass over those that say nothing: what is asked of them may be answered yes too often, never no.
struct EightBytes {
    private static let high: UInt64 = 0x8080_8080_8080_8080
    private static let each: UInt64 = 0x0101_0101_0101_0101

    private let value: UInt64

    /// The bytes there, of which there must be eight.
    init(_ bytes: Span<UInt8>, at place: Int) {
        value = UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// The high bit of each byte below a bound of at most 80; a byte that is the bound may be marked too where a lower one stands before it.
    private func below(_ bound: UInt64) -> UInt64 { (value &- Self.each &* bound) & ~value & Self.high }

    /// Whether one is beyond ASCII or NUL.
    var mayLeaveASCII: Bool { ((value &- Self.each) | value) & Self.high != 0 }

    /// Whether one is a control character or line end.
    var mayHoldControl: Bool { below(0x20) != 0 }

    /// Whether one ends a line or is beyond ASCII.
    var mayEndLine: Bool { (below(0x0E) | value & Self.high) != 0 }

    /// Which one is the last that is a blank, control character or exclamation mark.
    var lastBlank: Int? {
        let blanks = below(0x21)
        return blanks == 0 ? nil : (63 - blanks.leadingZeroBitCount) / 8
    }
}
