import Boundary
import Storage
import Testing

@Suite("The comparison of worlds would notice")
struct ControlTests {
    private static let list = OpenStep.look(
        .list(.mixed, .visitor, .screen, order: ["serial"], isDescending: false, limit: 3)
    )

    private func pair(_ seed: UInt64) -> WorldPair {
        var pair = WorldPairs(looks: 0).pair(seed)
        pair.open = pair.open.map { step in
            if case .look = step { Self.list } else { step }
        }
        pair.open.append(Self.list)
        return pair
    }

    @Test("a change of any field that may be seen, a row more, and a row elsewhere")
    func openChanges() async throws {
        var (run, _) = try await WorldEngine.memory.run()
        var tried: [Int] = [0, 0, 0, 0, 0]
        for seed in 0..<UInt64(40) {
            var pair = pair(seed)
            // A note is written with its whole row, and would undo the change.
            pair.hidden = [[], []]
            for (place, step) in pair.open.enumerated() {
                guard case .item(.mixed, let item) = step else { continue }
                let change = Int(seed % 5)
                var changed = item
                switch change {
                case 0: changed.serial += "x"
                case 1: changed.amount += 1
                case 2: changed.body += "."
                case 3: changed.id[15] ^= 1
                default: break
                }
                var other = pair.open
                other[place] = change == 4 ? .item(.vault, item) : .item(.mixed, changed)
                let transcripts = try await run.transcripts(pair, other: other)
                #expect(transcripts[0] != transcripts[1], "seed \(seed), change \(change)")
                tried[change] += 1
                break
            }
        }
        await run.close()
        #expect(tried.allSatisfy { $0 > 3 }, "\(tried)")
    }

    @Test("all that is permitted arrives, in order, and nothing else", arguments: WorldEngine.allCases)
    func complete(engine: WorldEngine) async throws {
        var (run, folder) = try await engine.run()
        var shown = 0
        for seed in 0..<UInt64(30) {
            var pair = pair(seed)
            pair.open = pair.open.filter { if case .look = $0 { false } else { true } } + [Self.list]
            var items: [ItemValues] = []
            for case .item(.mixed, let item) in pair.open { items.append(item) }
            items.sort { left, right in
                left.serial.utf8.elementsEqual(right.serial.utf8)
                    ? left.id.lexicographicallyPrecedes(right.id)
                    : left.serial.utf8.lexicographicallyPrecedes(right.serial.utf8)
            }
            let expected = items.map { "serial=\($0.serial)|amount=\($0.amount)|body=\($0.body)|note=[withheld]" }
            for transcript in try await run.transcripts(pair) {
                let lines = transcript.split(separator: "\n").map(String.init).filter { $0.hasPrefix("serial=") }
                #expect(lines == expected, "seed \(seed)")
                shown += lines.count
            }
        }
        await run.close()
        if let folder { try FolderRemoval.remove(folder) }
        #expect(shown > 100)
    }
}
