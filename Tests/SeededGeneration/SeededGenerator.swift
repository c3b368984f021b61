import Foundation

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same cases everywhere.
///
/// `BULKHEAD_SEED` (a number, 0 if left out) moves every seed, so that a long run tries cases that no run has tried; a case that fails is
/// found again with the same number.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private static let shift = ProcessInfo.processInfo.environment["BULKHEAD_SEED"].flatMap { UInt64($0) } ?? 0

    private var state: UInt64

    /// - Parameter seed: what the cases follow from.
    public init(seed: UInt64) { state = seed &+ Self.shift &* 0xD1B5_4A32_D192_ED03 }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// So many bytes.
    public mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}

// What the writers of cases draw.
extension SeededGenerator {
    /// A number from 0 up to `bound`, without it; 0 where there is none.
    public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// True in so many of a hundred cases.
    public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// True once in `count` times.
    public mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

    /// One of a list that is not empty.
    public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// Each of a list with even chances.
    public mutating func some<Element>(_ elements: [Element]) -> [Element] {
        var chosen: [Element] = []
        for element in elements where oneIn(2) { chosen.append(element) }
        return chosen
    }

    /// Each of a list with the same chance.
    public mutating func some<Element>(_ elements: [Element], percent: Int) -> [Element] {
        var chosen: [Element] = []
        for element in elements where chance(percent) { chosen.append(element) }
        return chosen
    }
}
