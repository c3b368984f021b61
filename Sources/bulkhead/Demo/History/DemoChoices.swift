/// What happens in a demo's history by chance: the same for the same seed (SplitMix64, Steele, Lea and Flood 2014).
struct DemoChoices: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number of a range. Ranges are short, so that their first numbers are not drawn more often in any way that shows.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// Whether what happens so often in a hundred happens.
    mutating func happens(_ percent: Int) -> Bool { number(in: 1...100) <= percent }
}
