/// A hash table from digests to elements, for keys that carry a digest computed once and seeded per process. It neither hashes
/// again nor keeps the keys: where two keys could share a digest, `matches` tells them apart, or the caller bears with a stranger.
///
/// Open addressing with linear probing, at most half full. Lookup and change take constant time on average.
struct DigestTable<Element: Sendable>: Sendable {
    private var digests: [Int]
    private var elements: [Element?]
    private(set) var count = 0

    init(minimumCapacity: Int = 0) {
        var size = 4
        while size < minimumCapacity * 2 { size *= 2 }
        digests = Array(repeating: 0, count: size)
        elements = Array(repeating: nil, count: size)
    }

    /// The first element under the digest that `matches`.
    @inline(__always)
    func first(_ digest: Int, where matches: (Element) -> Bool) -> Element? {
        find(digest, where: matches).flatMap { elements[$0] }
    }

    /// The place of the first element under the digest that `matches`; valid until the next change.
    @inline(__always)
    func find(_ digest: Int, where matches: (Element) -> Bool) -> Int? {
        let mask = digests.count - 1
        var place = digest & mask
        while true {
            guard let element = elements[place] else { return nil }
            if digests[place] == digest, matches(element) { return place }
            place = (place + 1) & mask
        }
    }

    /// The element at a place that ``find(_:where:)`` gave.
    @inline(__always)
    subscript(place: Int) -> Element? {
        get { elements[place] }
        _modify { yield &elements[place] }
    }

    /// Adds an element under a digest, whatever stands there already; returns its place.
    @discardableResult
    mutating func insert(_ element: Element, under digest: Int) -> Int {
        if (count + 1) * 2 > digests.count { grow() }
        count += 1
        return place(element, under: digest)
    }

    private mutating func place(_ element: Element, under digest: Int) -> Int {
        let mask = digests.count - 1
        var place = digest & mask
        while elements[place] != nil { place = (place + 1) & mask }
        digests[place] = digest
        elements[place] = element
        return place
    }

    private mutating func grow() {
        let old = self
        digests = Array(repeating: 0, count: old.digests.count * 2)
        elements = Array(repeating: nil, count: old.digests.count * 2)
        for (digest, element) in zip(old.digests, old.elements) {
            if let element { _ = place(element, under: digest) }
        }
    }

    /// Removes the element at a place and moves up those that had to give way to it.
    mutating func remove(at place: Int) {
        let mask = digests.count - 1
        var hole = place
        var next = (place + 1) & mask
        elements[hole] = nil
        count -= 1
        while let element = elements[next] {
            let home = digests[next] & mask
            // An element may move into the hole unless its home lies behind the hole, seen in the direction of probing.
            if (next - home) & mask >= (next - hole) & mask {
                digests[hole] = digests[next]
                elements[hole] = element
                elements[next] = nil
                hole = next
            }
            next = (next + 1) & mask
        }
    }

    /// All elements, in no order that means anything.
    var all: [Element] { elements.compactMap(\.self) }
}
