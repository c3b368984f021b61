/// Cedar's `ipaddr`: an IPv4 or IPv6 address with a prefix length. Host bits are kept and count in comparison.
public struct IPRange: Hashable, Sendable, CustomStringConvertible {
    /// The longest text accepted, in bytes: eight groups of four digits and `/128`.
    static let longestText = 43

    /// Whether it is an IPv6 address.
    public let isIPv6: Bool
    /// The length of the network prefix in bits, 32 or 128 for a single address.
    public let prefix: UInt8
    /// The upper half of an IPv6 address, 0 of IPv4.
    public let high: UInt64
    /// The lower half of an IPv6 address, all of IPv4.
    public let low: UInt64

    /// Reads an address with an optional `/prefix`; IPv4 in dotted form inside IPv6 is refused, as are leading zeros.
    /// - Throws: a reason when the text has another form.
    public init(parsing text: CedarString) throws(ExtensionParseError) {
        func fail(_ reason: String) -> ExtensionParseError {
            ExtensionParseError(type: "ipaddr", text: text, reason: reason)
        }
        let bytes = Array(text.text.utf8)
        guard bytes.count <= Self.longestText else { throw fail("it is longer than \(Self.longestText) bytes") }
        let slash = bytes.firstIndex(of: UInt8(ascii: "/"))
        let address = bytes[..<(slash ?? bytes.count)]
        if let four = Self.readIPv4(address) {
            (isIPv6, high, low) = (false, 0, UInt64(four))
        } else if let six = Self.readIPv6(address) {
            (isIPv6, high, low) = (true, six.high, six.low)
        } else {
            throw fail("it must look like `127.0.0.1`, `10.0.0.0/8` or `ffee::/64`")
        }
        let longest: UInt8 = isIPv6 ? 128 : 32
        guard let slash else {
            prefix = longest
            return
        }
        let digits = Array(bytes[(slash + 1)...])
        guard (1...3).contains(digits.count), digits.allSatisfy(Identifier.isDigit),
            digits.count == 1 || digits[0] != UInt8(ascii: "0"),
            let length = ByteScanner.integer(digits, negative: false), length <= Int64(longest)
        else { throw fail("the prefix after `/` must be a number up to \(longest) without leading zeros") }
        prefix = UInt8(length)
    }

    /// The address and prefix, as Cedar reads them.
    public var description: String {
        let address =
            isIPv6
            ? (0..<8).map { String(group($0), radix: 16) }.joined(separator: ":")
            : [24, 16, 8, 0].map { String(low >> UInt64($0) & 0xFF) }.joined(separator: ".")
        return prefix == (isIPv6 ? 128 : 32) ? address : "\(address)/\(prefix)"
    }

    private func group(_ index: Int) -> UInt64 {
        (index < 4 ? high : low) >> UInt64(48 - index % 4 * 16) & 0xFFFF
    }
}

extension IPRange {
    private static func readIPv4(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy(Identifier.isDigit),
                part.count == 1 || part.first != UInt8(ascii: "0"),
                let octet = ByteScanner.integer(Array(part), negative: false), octet < 256
            else { return nil }
            address = address << 8 | UInt32(octet)
        }
        return address
    }

    private static func readIPv6(_ bytes: ArraySlice<UInt8>) -> (high: UInt64, low: UInt64)? {
        let colon = UInt8(ascii: ":")
        let list = Array(bytes)
        let gap = list.indices.dropLast().first { list[$0] == colon && list[$0 + 1] == colon }
        let head: [UInt16]?
        var tail: [UInt16]? = []
        if let gap {
            head = groups(list[..<gap])
            tail = groups(list[(gap + 2)...])
        } else {
            head = list.isEmpty ? nil : groups(list[...])
        }
        guard var all = head, let end = tail else { return nil }
        let missing = 8 - all.count - end.count
        // A gap stands for at least one group.
        guard gap == nil ? missing == 0 : missing >= 1 else { return nil }
        all += Array(repeating: 0, count: missing) + end
        let high = all[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        let low = all[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        return (high, low)
    }

    private static func groups(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
        if bytes.isEmpty { return [] }
        var result: [UInt16] = []
        for part in bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
            guard (1...4).contains(part.count), part.allSatisfy({ $0.isHexDigit }),
                let value = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
            else { return nil }
            result.append(value)
        }
        return result
    }
}

extension UInt8 {
    var isHexDigit: Bool {
        Identifier.isDigit(self) || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
    }
}
