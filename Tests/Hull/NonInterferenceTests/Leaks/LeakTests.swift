import Testing

@Suite("Every leak that is planted is noticed")
struct LeakTests {
    @Test("most by the first pair, all within four hundred", arguments: Leak.allCases)
    func caught(leak: Leak) async throws {
        let pairs = WorldPairs()
        var (run, _) = try await WorldEngine.memory.run(leak: leak)
        var tried = 0
        var isCaught = false
        for seed in 0..<UInt64(400) where !isCaught {
            tried += 1
            let transcripts = try await run.transcripts(pairs.pair(seed))
            isCaught = transcripts[0] != transcripts[1]
        }
        await run.close()
        #expect(isCaught, "\(leak) was not noticed in \(tried) pairs")
        if Effort.given != nil { print("\(leak.rawValue): noticed in pair \(tried)") }
    }
}
