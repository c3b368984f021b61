/// A reproducible source of choices (splitmix64): the same seed makes the same case on every machine.
public struct CaseRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A source for one case.
    public init(seed: UInt64) { state = seed &* 0x2545_F491_4F6C_DD1D &+ 1 }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// True once in `count` times.
    mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

    /// One of these.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// Some of these, each with even chances.
    mutating func some<Element>(_ elements: [Element]) -> [Element] {
        var random = self
        defer { self = random }
        return elements.filter { _ in random.oneIn(2) }
    }
}
