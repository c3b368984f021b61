import Boundary
import Journal
import SeededGeneration
import Storage
import TestPlant
import Testing

@Suite("Stored content that was changed is found out, and never taken for what was attached")
struct StoredContentTests {
    private func stored(_ plant: AttachmentPlant, _ name: BlobName) throws -> [UInt8] {
        let blob = try plant.blobs.open(name)
        return try blob.read(at: 0, count: Int(blob.byteCount))
    }

    @Test("one bit flipped anywhere")
    func flipped() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let id = try await plant.attach(Array("Ream to size.".utf8), to: plant.record("MED"))
        let name = try #require(try plant.blobs.blobs().first)
        let good = try stored(plant, name)
        for index in good.indices {
            var bad = good
            bad[index] ^= 1 << UInt8(index % 8)
            plant.blobs.overwrite(name, with: bad)
            #expect(await plant.refusal(id) == .content, "byte \(index)")
        }
        plant.blobs.overwrite(name, with: good)
        #expect(await plant.refusal(id) == nil)
    }

    @Test("cut short, made longer, or empty")
    func truncated() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let content = [UInt8](repeating: 66, count: 140_000)
        let id = try await plant.attach(content, to: plant.record("MED"))
        let name = try #require(try plant.blobs.blobs().first)
        let good = try stored(plant, name)
        let sealed = 65_536 + 28
        let cases: [[UInt8]] = [
            [], Array(good.prefix(1)), Array(good.prefix(33)), Array(good.dropLast()), good + [0],
            // A whole chunk left out, from the middle and from the end.
            Array(good[..<33] + good[(33 + sealed)...]), Array(good[..<(33 + 2 * sealed)] + good.suffix(68)),
            [UInt8](repeating: 0, count: good.count),
        ]
        for bad in cases {
            plant.blobs.overwrite(name, with: bad)
            #expect(await plant.refusal(id) == .content, "\(bad.count) bytes")
        }
        try plant.blobs.remove(name)
        #expect(await plant.refusal(id) == .content)
    }

    @Test("chunks put in another order, doubled, or taken from another attachment")
    func swapped() async throws {
        let plant = try await AttachmentPlant(inspector: ScannerInspector())
        let record = try plant.record("MED")
        let first = try await plant.attach([UInt8](repeating: 65, count: 3 * 65_536), to: record)
        let firstName = try #require(try plant.blobs.blobs().first)
        let second = try await plant.attach([UInt8](repeating: 66, count: 3 * 65_536), to: record)
        let secondName = try #require(try plant.blobs.blobs().first { $0 != firstName })
        let (one, two) = (try stored(plant, firstName), try stored(plant, secondName))
        let sealed = 65_536 + 28
        func chunk(_ number: Int) -> Range<Int> { (33 + number * sealed)..<(33 + (number + 1) * sealed) }
        var cases: [[UInt8]] = []
        for (from, to) in [(0, 1), (1, 0), (2, 1), (0, 2)] {
            var bad = one
            bad.replaceSubrange(chunk(to), with: one[chunk(from)])
            cases.append(bad)
        }
        var turned = one
        turned.replaceSubrange(chunk(0), with: one[chunk(1)])
        turned.replaceSubrange(chunk(1), with: one[chunk(0)])
        var taken = one
        taken.replaceSubrange(chunk(1), with: two[chunk(1)])
        var head = one
        head.replaceSubrange(0..<33, with: two[0..<33])
        var end = one
        end.replaceSubrange((one.count - 68)..., with: two.suffix(68))
        cases += [turned, taken, head, end, two]
        for (number, bad) in cases.enumerated() {
            plant.blobs.overwrite(firstName, with: bad)
            #expect(await plant.refusal(first) == .content, "case \(number)")
        }
        #expect(await plant.refusal(second) == nil)
        // The same file attached once more mends it.
        _ = try await plant.attach([UInt8](repeating: 65, count: 3 * 65_536), "again.txt", to: record)
        #expect(await plant.refusal(first) == nil)
        // A blob of another in its place does not make its key be destroyed.
        plant.blobs.overwrite(firstName, with: two)
        _ = try await plant.attach([UInt8](repeating: 65, count: 3 * 65_536), "again.txt", to: record)
        #expect(await plant.refusal(second) == nil)
    }
}
