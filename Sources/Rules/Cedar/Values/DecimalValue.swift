/// Cedar's `decimal`: a fixed-point number with four decimals in 64 bits, from -922337203685477.5808 to 922337203685477.5807.
public struct DecimalValue: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The most digits after the point.
    public static let decimals = 4
    /// The number times 10 000.
    public let scaled: Int64

    /// A number given in ten-thousandths.
    public init(scaled: Int64) { self.scaled = scaled }

    /// Reads `-?digits.digits` with one to four decimals.
    /// - Throws: a reason when the text has another form or the number is out of range.
    public init(parsing text: CedarString) throws(ExtensionParseError) {
        var scanner = ByteScanner(text.text)
        let negative = scanner.skip("-")
        let whole = scanner.digits()
        guard !whole.isEmpty, scanner.skip(".") else {
            throw ExtensionParseError(type: "decimal", text: text, reason: "it must look like `1.23`")
        }
        let fraction = scanner.digits()
        guard !fraction.isEmpty, scanner.isAtEnd else {
            throw ExtensionParseError(type: "decimal", text: text, reason: "it must look like `1.23`")
        }
        guard fraction.count <= Self.decimals else {
            throw ExtensionParseError(type: "decimal", text: text, reason: "at most 4 digits may follow the point")
        }
        var digits = whole + fraction
        digits += Array(repeating: UInt8(ascii: "0"), count: Self.decimals - fraction.count)
        guard let scaled = ByteScanner.integer(digits, negative: negative) else {
            throw ExtensionParseError(
                type: "decimal",
                text: text,
                reason: "it is outside -922337203685477.5808 to 922337203685477.5807"
            )
        }
        self.scaled = scaled
    }

    /// By number.
    public static func < (left: DecimalValue, right: DecimalValue) -> Bool { left.scaled < right.scaled }

    /// At least one digit on each side of the point, as `ip` and `decimal` literals are written.
    public var description: String {
        let magnitude = scaled.magnitude
        var fraction = String(magnitude % 10_000)
        fraction = String(repeating: "0", count: Self.decimals - fraction.count) + fraction
        while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
        return (scaled < 0 ? "-" : "") + "\(magnitude / 10_000).\(fraction)"
    }
}
