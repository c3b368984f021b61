internal import Foundation

/// A number as a gauge shows it or a drawing asks it: decimal digits, exact, and written back as they were given.
public struct DecimalNumber: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The digits, such as `-12.70`.
    public let description: String
    private let value: Decimal

    /// Digits before the point and after it.
    static let digitsMax = (whole: 12, fraction: 9)

    /// Reads a number: an optional minus, up to 12 digits, and after a point up to 9; nil for anything else.
    public init?(_ text: String) {
        var digits = Substring(text)
        if digits.hasPrefix("-") { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...Self.digitsMax.whole).contains(parts[0].utf8.count),
            parts.count == 1 || (1...Self.digitsMax.fraction).contains(parts[1].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
        else { return nil }
        description = text
        self.value = value
    }

    /// Equal amounts: `1.50` is `1.5`.
    public static func == (left: Self, right: Self) -> Bool { left.value == right.value }
    /// Less in amount.
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
    /// Feeds the amount.
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }

    /// Reads the digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = DecimalNumber(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a number has decimal digits")
        }
        self = number
    }

    /// Writes the digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
