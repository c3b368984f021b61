import Foundation
import Journal
import SeededGeneration
import Testing

@testable import LogCheck

/// Journal and checker were written apart; where both read the same thing they have to say the same.
@Suite("Journal and checker judge alike")
struct TwoReadersTests {
    @Test("any bytes are an event for both or for neither")
    func events() throws {
        var random = SeededGenerator(seed: 21)
        let seed = try Event(
            sequence: 3,
            time: 1,
            subject: "Zo\u{EB}",
            kind: "unit.started",
            aggregate: #require(AggregateID(random.bytes(16))),
            label: "a",
            commitment: Commitment(hash: .emptyRoot),
            citations: [Commitment(hash: .emptyRoot)]
        ).encoded
        var accepted = 0
        for _ in 0..<soakCount(5_000, 1_000_000) {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                // Half of the changes fall on lengths and texts, where the layout is.
                let from = Bool.random(using: &random) ? 65 : 0
                let place = Int.random(in: min(from, bytes.count - 1)..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                case 2: bytes[place] = UInt8.random(in: 0...3, using: &random)
                default: bytes[place] = UInt8.random(in: 0...255, using: &random)
                }
            }
            let event = try? Event(encoded: bytes)
            let problem = bytes.withUnsafeBytes { EventLayout.problem($0, sequence: event?.sequence ?? 3) }
            #expect((event != nil) == (problem == nil), "\(bytes): \(problem ?? "accepted by the checker alone")")
            if event != nil { accepted += 1 }
        }
        #expect(accepted > 50)
    }

    @Test("any note is a signed checkpoint for both or for neither")
    func checkpoints() throws {
        var log = try SampleLog()
        try log.append(2)
        let keys = try log.keys()
        let provider = SwiftCryptoProvider()
        let seed = try #require(log.checkpoints.last).bytes
        // A line by an unknown key, so that changes fall there too and leave the note believable.
        let stranger = Array("\u{2014} other.example/k AAAAAAAA\n".utf8)
        var random = SeededGenerator(seed: 22)
        var accepted = 0
        for _ in 0..<soakCount(1_500, 200_000) {
            var bytes = seed + stranger
            let from = Bool.random(using: &random) ? seed.count : 0
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: min(from, bytes.count - 1)..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert([0x0A, 0x20, 0x2B, 0x41, 0xC2].randomElement(using: &random) ?? 0, at: place)
                case 2: bytes.replaceSubrange(place..<place, with: Array("\u{2003}".utf8))
                default: bytes[place] = UInt8.random(in: 0...255, using: &random)
                }
            }
            let ours = Result {
                let note = try SignedNote(bytes)
                let head = try Checkpoint(text: note.text)
                let verified = try note.verified(
                    by: [log.signer.verifier, log.witnessSigner.verifier],
                    using: provider
                )
                let names = Set(verified.signers.map(\.key))
                return names == [log.signer.verifier, log.witnessSigner.verifier] && head.origin == log.writer.origin
            }
            let isOurs = (try? ours.get()) ?? false
            let isTheirs = (try? SignedHead(bytes, keys: keys)) != nil
            #expect(isOurs == isTheirs, "\(String(decoding: bytes, as: UTF8.self))")
            if isOurs { accepted += 1 }
        }
        #expect(accepted > 10)
    }

    @Test("any proof holds for both or for neither")
    func proofs() throws {
        var random = SeededGenerator(seed: 23)
        let leaves = (0..<40).map { TreeHash.leaf([UInt8($0)]) }
        var tip = LogTip()
        var roots = [tip.root]
        var tiles = TilesInMemory()
        for number in 0..<40 {
            _ = try tip.append([UInt8(number)])
            tiles.insert(tip.partialFiles)
            roots.append(tip.root)
        }
        let tree = TiledTree(tiles: tiles, size: 40)
        func digest(_ hash: TreeHash) throws -> Digest32 { try #require(Digest32(hash.bytes[...])) }
        var held = 0
        for _ in 0..<soakCount(3_000, 1_000_000) {
            let size = UInt64.random(in: 1...40, using: &random)
            let index = UInt64.random(in: 0..<size, using: &random)
            var path =
                Bool.random(using: &random)
                ? try InclusionProof(index: index, size: size, from: tree).path
                : try ConsistencyProof(oldSize: index, newSize: size, from: tree).path
            var places = (index, size)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: places.0 = UInt64.random(in: 0...41, using: &random)
            case 1: places.1 = UInt64.random(in: 1...41, using: &random)
            case 2: path.append(leaves[0])
            case 3: _ = path.popLast()
            case 4: if let place = path.indices.randomElement(using: &random) { path[place] = leaves[1] }
            default: break
            }
            let root = roots[Int(min(40, places.1))]
            let old = roots[Int(min(40, places.0))]
            let leaf = leaves[Int(min(39, places.0))]
            let theirs = try path.map(digest)
            let includes =
                (try? InclusionProof(index: places.0, size: places.1, path: path).verify(leaf: leaf, root: root)) != nil
            let includesToo = try PathCheck.root(of: digest(leaf), at: places.0, size: places.1, theirs) == digest(root)
            #expect(includes == includesToo)
            let extends =
                (try? ConsistencyProof(oldSize: places.0, newSize: places.1, path: path).verify(
                    oldRoot: old,
                    newRoot: root
                )) != nil
            let extendsToo = try PathCheck.isConsistent(places.0, digest(old), places.1, digest(root), theirs)
            #expect(extends == extendsToo, "\(places) \(path.count)")
            if includes || extends { held += 1 }
        }
        #expect(held > 300)
    }
}
