import AuthZEN
import Testing

/// A message authentication code for tests: SipHash-2-4 (Aumasson and Bernstein, 2012) under two keys, 128 bits in all.
struct KeyedSeal: PageTokenSeal {
    let key: UInt64

    init(key: UInt64 = 7) { self.key = key }

    func code(for message: [UInt8]) -> [UInt8] {
        [key, ~key].flatMap { key in
            let hash = Self.sipHash(message, key, key &* 0x9E37_79B9_7F4A_7C15)
            return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
        }
    }

    static func sipHash(_ message: [UInt8], _ key0: UInt64, _ key1: UInt64) -> UInt64 {
        var v0 = key0 ^ 0x736F_6D65_7073_6575
        var v1 = key1 ^ 0x646F_7261_6E64_6F6D
        var v2 = key0 ^ 0x6C79_6765_6E65_7261
        var v3 = key1 ^ 0x7465_6462_7974_6573
        func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }
        func round() {
            v0 &+= v1
            v1 = rotate(v1, 13) ^ v0
            v0 = rotate(v0, 32)
            v2 &+= v3
            v3 = rotate(v3, 16) ^ v2
            v0 &+= v3
            v3 = rotate(v3, 21) ^ v0
            v2 &+= v1
            v1 = rotate(v1, 17) ^ v2
            v2 = rotate(v2, 32)
        }
        var words = stride(from: 0, to: message.count - message.count % 8, by: 8).map { Array(message[$0..<$0 + 8]) }
        var last = Array(message.suffix(message.count % 8))
        last += Array(repeating: 0, count: 7 - last.count) + [UInt8(truncatingIfNeeded: message.count)]
        words.append(last)
        for word in words {
            let value = word.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            v3 ^= value
            round()
            round()
            v0 ^= value
        }
        v2 ^= 0xFF
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }
}

@Suite("The seal of the tests")
struct KeyedSealTests {
    @Test("is SipHash-2-4, by the vector of its paper's appendix A")
    func vector() {
        let bytes = (0..<15).map { UInt8($0) }
        #expect(KeyedSeal.sipHash(bytes, 0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908) == 0xA129_CA61_49BE_45E5)
    }
}
