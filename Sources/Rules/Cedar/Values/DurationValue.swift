/// Cedar's `duration`: a signed number of milliseconds.
public struct DurationValue: Hashable, Comparable, Sendable, CustomStringConvertible {
    static let second: Int64 = 1000
    static let minute: Int64 = 60 * second
    static let hour: Int64 = 60 * minute
    static let day: Int64 = 24 * hour

    /// The length in milliseconds.
    public let milliseconds: Int64

    /// A length of time.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Reads `-?` then days, hours, minutes, seconds, milliseconds (`1d2h3m4s5ms`), each at most once, in this order, at least one.
    /// - Throws: a reason when the text has another form or the sum does not fit 64 bits.
    public init(parsing text: CedarString) throws(ExtensionParseError) {
        var scanner = ByteScanner(text.text)
        let negative = scanner.skip("-")
        let units: [(word: StaticString, milliseconds: Int64)] = [
            ("d", Self.day), ("h", Self.hour), ("m", Self.minute), ("s", Self.second), ("ms", 1),
        ]
        var parts: [(digits: [UInt8], unit: Int64)] = []
        var rank = 0
        while !scanner.isAtEnd {
            let digits = scanner.digits()
            var found: Int?
            if !digits.isEmpty {
                found =
                    scanner.skip(word: "ms") ? 4 : units.indices.dropLast().first { scanner.skip(word: units[$0].word) }
            }
            guard let unit = found, unit >= rank else {
                throw ExtensionParseError(
                    type: "duration",
                    text: text,
                    reason: "it must look like `1d2h3m4s5ms`, in this order"
                )
            }
            rank = unit + 1
            parts.append((digits, units[unit].milliseconds))
        }
        guard !parts.isEmpty else {
            throw ExtensionParseError(
                type: "duration",
                text: text,
                reason: "it must look like `1d2h3m4s5ms`, in this order"
            )
        }
        // Smallest unit first: the least value is reached without leaving the range on the way.
        var sum: Int64 = 0
        for part in parts.reversed() {
            let number = ByteScanner.integer(part.digits, negative: negative)
            let (product, overflow) = (number ?? 0).multipliedReportingOverflow(by: part.unit)
            let (next, carry) = sum.addingReportingOverflow(product)
            guard number != nil, !overflow, !carry else {
                throw ExtensionParseError(type: "duration", text: text, reason: "it does not fit 64-bit milliseconds")
            }
            sum = next
        }
        milliseconds = sum
    }

    /// By length.
    public static func < (left: DurationValue, right: DurationValue) -> Bool { left.milliseconds < right.milliseconds }

    /// In milliseconds, as `1500ms`.
    public var description: String { "\(milliseconds)ms" }
}
