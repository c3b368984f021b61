import SeededGeneration
import Testing

@testable import Cedar

@Suite("Slots of digests")
struct DigestSlotsTests {
    @Test("elements are found under their digests however they crowd, and no others after they were removed")
    func likeDictionary() {
        var random = SeededGenerator(seed: 11)
        for spread in [3, 17, 1_000] {
            var slots = DigestSlots()
            // Few digests in the lower bits, so that elements share homes and give way to each other.
            var digests: [Int: Int] = [:]
            for number in 0..<600 {
                let digest = Int(truncatingIfNeeded: random.next() % UInt64(spread)) | (number % 5) << 40
                slots.insert(digest, number)
                digests[number] = digest
                guard number % 3 == 0, let removed = digests.keys.randomElement(using: &random) else { continue }
                slots.remove(digests[removed] ?? 0, removed)
                digests[removed] = nil
            }
            #expect(slots.count == digests.count)
            for number in 0..<600 {
                let digest = digests[number]
                let found = (0..<5 * spread).contains { place in
                    slots.find(place % spread | (place / spread) << 40) { $0 == number } != nil
                }
                #expect(found == (digest != nil), "spread \(spread), element \(number)")
            }
        }
    }
}
