/// The slots of a hash table whose elements lie in an array elsewhere, for keys that carry a digest computed once and seeded per
/// process. It neither hashes again nor keeps the keys: the caller tells apart what shares a digest.
///
/// Open addressing with linear probing, at most half full; a slot takes eight bytes. Lookup and change take constant time on average.
struct DigestSlots: Sendable {
    /// A part of a digest with the number of an element.
    struct Slot: Sendable {
        /// The lower half of the digest, from which the slot's home follows.
        var part: UInt32 = 0
        /// The number of the element and one more; 0 stands for an empty slot.
        var number: UInt32 = 0
    }

    private(set) var slots: [Slot]
    /// The number of elements.
    private(set) var count = 0

    init(minimumCapacity: Int = 0) {
        var size = 4
        while size < minimumCapacity * 2 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
    }

    /// The number of the first element under the digest that `matches`.
    @inline(__always)
    func find(_ digest: Int, where matches: (Int) -> Bool) -> Int? {
        slots.withUnsafeBufferPointer { Self.find(digest, in: $0, where: matches) }
    }

    /// As ``find(_:where:)``, in slots that are borrowed.
    @inline(__always)
    static func find(
        _ digest: Int,
        in slots: UnsafeBufferPointer<Slot>,
        where matches: (Int) -> Bool
    ) -> Int? {
        let part = UInt32(truncatingIfNeeded: digest)
        let mask = slots.count &- 1
        var index = Int(part) & mask
        while true {
            let slot = slots[index]
            if slot.number == 0 { return nil }
            if slot.part == part {
                let number = Int(slot.number) &- 1
                if matches(number) { return number }
            }
            index = (index &+ 1) & mask
        }
    }

    /// Adds the number of an element under its digest, whatever stands there already.
    mutating func insert(_ digest: Int, _ number: Int) {
        count += 1
        if count * 2 > slots.count { grow() }
        enter(Slot(part: UInt32(truncatingIfNeeded: digest), number: UInt32(number) + 1))
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where slot.number != 0 { enter(slot) }
    }

    private mutating func enter(_ slot: Slot) {
        let mask = slots.count - 1
        var index = Int(slot.part) & mask
        while slots[index].number != 0 { index = (index + 1) & mask }
        slots[index] = slot
    }

    /// Removes the number of an element, which stands under this digest, and moves up the slots that had to give way to it.
    mutating func remove(_ digest: Int, _ number: Int) {
        let mask = slots.count - 1
        var hole = Int(UInt32(truncatingIfNeeded: digest)) & mask
        while slots[hole].number != UInt32(number) + 1 {
            guard slots[hole].number != 0 else { return }
            hole = (hole + 1) & mask
        }
        count -= 1
        var next = (hole + 1) & mask
        while slots[next].number != 0 {
            let home = Int(slots[next].part) & mask
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
