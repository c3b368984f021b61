import Foundation
import Storage
import Testing

/// How many pairs are tried: in every run, and in the long ones.
enum Effort {
    static let isSoak = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1"
    /// A number given by hand, to measure.
    static let given = ProcessInfo.processInfo.environment["BULKHEAD_WORLDS"].flatMap { Int($0) }

    /// Of a server each look costs round trips.
    static func pairs(_ engine: WorldEngine) -> Int { given ?? (isSoak ? 1_000 : engine == .postgresql ? 12 : 40) }
    /// Pairs that one instance goes through before another is begun.
    static let pairsOfInstance = 500
}

@Suite("Worlds that differ in restricted data alone look the same to one who is not cleared")
struct NonInterferenceTests {
    @Test("byte for byte, whatever is asked, over every engine", arguments: WorldEngine.allCases)
    func alike(engine: WorldEngine) async throws {
        let pairs = WorldPairs()
        let count = Effort.pairs(engine)
        var bytes = 0
        var differing = 0
        for start in stride(from: 0, to: count, by: Effort.pairsOfInstance) {
            var (run, folder) = try await engine.run()
            for seed in start..<min(start + Effort.pairsOfInstance, count) {
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
        #expect(bytes > count * 500, "the observers saw next to nothing")
    }

    static func first(_ transcripts: [String]) -> String {
        let lines = transcripts.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        let differing = zip(lines[0], lines[1]).enumerated().first { $0.element.0 != $0.element.1 }
        guard let differing else { return "one is longer" }
        let asked = lines[0].prefix(differing.offset).last { $0.hasPrefix("> ") } ?? ""
        return "\(asked): \(differing.element.0.prefix(300)) / \(differing.element.1.prefix(300))"
    }
}
