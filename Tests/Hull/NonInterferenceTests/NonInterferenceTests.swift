import Foundation
import Storage
import Testing

/// How many pairs are tried: in every run, and in the long ones.
enum Effort {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"
    /// Given by hand, to measure or to go on: a number of pairs (`1000`), or the first and the last of them (`501-1000`).
    static let given = ProcessInfo.processInfo.environment["BULKHEAD_WORLDS"].flatMap { text -> Range<Int>? in
        let numbers = text.split(separator: "-").compactMap { Int($0) }
        guard let last = numbers.last, numbers.count <= 2 else { return nil }
        return (numbers.count == 2 ? numbers[0] - 1 : 0)..<last
    }

    /// Of a server each look costs round trips.
    static func pairs(_ engine: WorldEngine) -> Range<Int> {
        given ?? 0..<(isSoak ? 1_000 : engine == .postgresql ? 12 : 40)
    }
    /// Pairs that one instance goes through before another is begun, which happens in every run.
    static func pairsOfInstance(of count: Int) -> Int { min(500, max(1, count / 2)) }
}

@Suite("Worlds that differ in restricted data alone look the same to one who is not cleared")
struct NonInterferenceTests {
    @Test("byte for byte, whatever is asked, over every engine", arguments: WorldEngine.allCases)
    func alike(engine: WorldEngine) async throws {
        let pairs = WorldPairs()
        let seeds = Effort.pairs(engine)
        var bytes = 0
        var differing = 0
        let step = Effort.pairsOfInstance(of: seeds.count)
        for start in stride(from: seeds.lowerBound, to: seeds.upperBound, by: step) {
            var (run, folder) = try await engine.run()
            for seed in start..<min(start + step, seeds.upperBound) {
                let pair = pairs.pair(UInt64(seed))
                let transcripts = try await run.transcripts(pair)
                bytes += transcripts[0].utf8.count
                // A long run that is cut short tells how far it came.
                if (seed + 1) % 100 == 0 {
                    print("\(engine.rawValue): \(seed + 1) pairs, \(differing) differed before")
                }
                guard !transcripts[0].utf8.elementsEqual(transcripts[1].utf8) else { continue }
                differing += 1
                if let smallest = try await SmallestPair(pair, engine) {
                    Issue.record(Comment(rawValue: smallest.report))
                } else {
                    let left = try await run.firstDifferentEvent() ?? "no event of the open log"
                    Issue.record("seed \(seed): differs by what came before; \(Self.first(transcripts)); \(left)")
                }
                if differing > 3 { break }
            }
            await run.close()
            if let folder { try FolderRemoval.remove(folder) }
            if differing > 3 { break }
        }
        #expect(bytes > seeds.count * 500, "the observers saw next to nothing")
    }

    static func first(_ transcripts: [String]) -> String {
        let lines = transcripts.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        let differing = zip(lines[0], lines[1]).enumerated().first { $0.element.0 != $0.element.1 }
        guard let differing else { return "one is longer" }
        let asked = lines[0].prefix(differing.offset).last { $0.hasPrefix("> ") } ?? ""
        return "\(asked): \(differing.element.0.prefix(300)) / \(differing.element.1.prefix(300))"
    }
}
