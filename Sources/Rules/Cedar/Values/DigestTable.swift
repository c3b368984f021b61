/// A hash table from digests to elements, for keys that carry a digest computed once and seeded per process. It neither hashes
/// again nor keeps the keys: `matches` tells apart what could share a digest.
///
/// Open addressing with linear probing, at most half full, beside a dense array of the elements. Lookup and change take constant
/// time on average.
struct DigestTable<Element: Sendable>: Sendable {
    private struct Slot: Sendable {
        var digest = 0
        /// The place of the element and one more; 0 stands for an empty slot.
        var number: UInt32 = 0
    }

    /// An element and the digest it stands under.
    struct Entry: Sendable {
        let digest: Int
        var element: Element
    }

    private var slots: [Slot]
    /// The elements, in no order that means anything.
    private(set) var entries: [Entry] = []

    init(minimumCapacity: Int = 0) {
        var size = 4
        while size < minimumCapacity * 2 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        entries.reserveCapacity(minimumCapacity)
    }

    var count: Int { entries.count }

    /// The place among ``entries`` of the first under the digest that `matches`; valid until the next change.
    @inline(__always)
    func find(_ digest: Int, where matches: (Element) -> Bool) -> Int? {
        let mask = slots.count - 1
        var index = digest & mask
        while true {
            let slot = slots[index]
            if slot.number == 0 { return nil }
            if slot.digest == digest {
                let place = Int(slot.number) - 1
                if matches(entries[place].element) { return place }
            }
            index = (index + 1) & mask
        }
    }

    /// The element at a place that ``find(_:where:)`` gave.
    @inline(__always)
    subscript(place: Int) -> Element {
        get { entries[place].element }
        _modify { yield &entries[place].element }
    }

    /// Adds an element under a digest, whatever stands there already; returns its place.
    @discardableResult
    mutating func insert(_ element: Element, under digest: Int) -> Int {
        entries.append(Entry(digest: digest, element: element))
        if entries.count * 2 > slots.count { grow() } else { enter(entries.count - 1) }
        return entries.count - 1
    }

    private mutating func grow() {
        slots = Array(repeating: Slot(), count: slots.count * 2)
        for place in entries.indices { enter(place) }
    }

    private mutating func enter(_ place: Int) {
        let mask = slots.count - 1
        var index = entries[place].digest & mask
        while slots[index].number != 0 { index = (index + 1) & mask }
        slots[index] = Slot(digest: entries[place].digest, number: UInt32(place) + 1)
    }

    /// The slot that leads to a place.
    private func slot(of place: Int) -> Int {
        let mask = slots.count - 1
        var index = entries[place].digest & mask
        while Int(slots[index].number) != place + 1 { index = (index + 1) & mask }
        return index
    }

    /// Removes the element at a place; the last one takes the place.
    mutating func remove(at place: Int) {
        empty(slot(of: place))
        let last = entries.count - 1
        if place < last {
            slots[slot(of: last)].number = UInt32(place) + 1
            entries.swapAt(place, last)
        }
        entries.removeLast()
    }

    /// Empties a slot and moves up those that had to give way to it.
    private mutating func empty(_ index: Int) {
        let mask = slots.count - 1
        var hole = index
        var next = (index + 1) & mask
        while slots[next].number != 0 {
            let home = slots[next].digest & mask
            // It may move into the hole unless its home lies behind the hole, seen in the direction of probing.
            if (next - home) & mask >= (next - hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        slots[hole] = Slot()
    }
}
