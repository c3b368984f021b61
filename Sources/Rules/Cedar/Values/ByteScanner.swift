/// Walks over the bytes of a short text.
struct ByteScanner {
    private let bytes: [UInt8]
    private(set) var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { index == bytes.count }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Steps over `character` if it is next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let byte = next, UInt32(byte) == character.value else { return false }
        index += 1
        return true
    }

    /// Steps over all of `word` if it is next.
    mutating func skip(word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: count)
        guard index + count <= bytes.count, bytes[index..<index + count].elementsEqual(expected) else { return false }
        index += count
        return true
    }

    /// Steps over ASCII digits, at most `limit`.
    mutating func digits(limit: Int = .max) -> [UInt8] {
        let start = index
        while let byte = next, Identifier.isDigit(byte), index - start < limit { index += 1 }
        return Array(bytes[start..<index])
    }

    /// Exactly `count` digits as a number, or nil.
    mutating func number(digits count: Int) -> Int64? {
        let found = digits(limit: count)
        return found.count == count ? Self.integer(found, negative: false) : nil
    }

    /// The number that the digits write, nil when it does not fit 64 bits.
    static func integer(_ digits: [UInt8], negative: Bool) -> Int64? {
        var result: Int64 = 0
        for digit in digits {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            let step = Int64(digit - UInt8(ascii: "0"))
            let (sum, carry) =
                negative ? product.subtractingReportingOverflow(step) : product.addingReportingOverflow(step)
            if overflow || carry { return nil }
            result = sum
        }
        return result
    }
}
