/// Hashes of the last words of a text, for runs of each length up to ``wordsMax``, in constant time for each.
///
/// A run's hash is a polynomial over the hashes of its words, as Karp and Rabin have it (IBM Journal of Research and Development 31(2), 1987), modulo 2^64; the seed of
/// an index makes those of two indexes unlike.
struct SpanHash {
    /// The longest run.
    static let wordsMax = 17
    /// Odd, so that multiplying by it loses nothing; the one of FNV-1a for 64 bits.
    static let prime: UInt64 = 0x100_0000_01B3
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let slots = 32

    private static let powers: [UInt64] = (0...wordsMax).reduce(into: [1]) { powers, _ in
        powers.append((powers.last ?? 1) &* base)
    }

    /// Words seen.
    private(set) var count = 0
    private var sums = [UInt64](repeating: 0, count: slots)

    mutating func append(_ word: UInt64) {
        let sum = sums[(count + Self.slots - 1) % Self.slots] &* Self.base &+ word
        sums[count % Self.slots] = sum
        count += 1
    }

    /// The hash of `length` words that end `back` words before the last one; there must be so many, and both together at most ``wordsMax``.
    ///
    /// It has 48 bits, above sixteen that are 0: those are for what a table keeps beside it.
    func hash(length: Int, back: Int = 0) -> UInt64 {
        let last = count - 1 - back
        let before = last - length
        let sum = sums[(last + Self.slots) % Self.slots]
        let earlier = before < 0 ? 0 : sums[before % Self.slots]
        return Self.mixed(sum &- earlier &* Self.powers[length] &+ UInt64(length)) & ~0xFFFF
    }

    /// Spreads a hash over all bits: the finalizer of MurmurHash3.
    static func mixed(_ hash: UInt64) -> UInt64 {
        var mixed = hash
        mixed ^= mixed >> 33
        mixed &*= 0xFF51_AFD7_ED55_8CCD
        mixed ^= mixed >> 33
        mixed &*= 0xC4CE_B9FE_1A85_EC53
        return mixed ^ mixed >> 33
    }
}
