/// A small reproducible generator (splitmix64), with the draws that the writers of cases need.
public struct CaseGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// A generator; the same seed draws the same.
    public init(seed: UInt64) { state = seed }

    /// Any 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to `count`, without it.
    public mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    /// True in so many of a hundred cases.
    public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of a list that is not empty.
    public mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    /// Each of a list with the same chance.
    public mutating func some<Element>(_ list: [Element], percent: Int) -> [Element] {
        list.filter { _ in chance(percent) }
    }
}
