/// The smallest pair that still differs: steps are dropped one by one, in fresh worlds, as long as the transcripts stay different.
struct SmallestPair {
    let engine: WorldEngine
    let leak: Leak?
    private(set) var pair: WorldPair
    private(set) var transcripts: [String]

    /// Runs tried at most.
    static let runsMax = 40

    /// - Returns: nil for a pair that does not differ in fresh worlds: then earlier pairs had a part in it.
    init?(_ pair: WorldPair, _ engine: WorldEngine, leak: Leak? = nil) async throws {
        self.engine = engine
        self.leak = leak
        self.pair = pair
        guard let found = try await Self.difference(pair, engine, leak) else { return nil }
        transcripts = found
        var runs = 0
        var hasShrunk = true
        while hasShrunk, runs < Self.runsMax {
            hasShrunk = false
            for smaller in Self.smaller(self.pair) where runs < Self.runsMax {
                runs += 1
                if let found = try await Self.difference(smaller, engine, leak) {
                    self.pair = smaller
                    transcripts = found
                    hasShrunk = true
                    break
                }
            }
        }
    }

    private static func difference(_ pair: WorldPair, _ engine: WorldEngine, _ leak: Leak?) async throws -> [String]? {
        var (run, folder) = try await engine.run(leak: leak)
        let transcripts = try await run.transcripts(pair)
        await run.close()
        if let folder { try? FolderRemoval.remove(folder) }
        return transcripts[0] == transcripts[1] ? nil : transcripts
    }

    /// Pairs with fewer steps, the largest cuts first.
    static func smaller(_ pair: WorldPair) -> [WorldPair] {
        var found: [WorldPair] = []
        for world in pair.hidden.indices where !pair.hidden[world].isEmpty {
            var without = pair
            without.hidden[world] = []
            found.append(without)
            if pair.hidden[world].count > 1 {
                for index in pair.hidden[world].indices {
                    var without = pair
                    without.hidden[world].remove(at: index)
                    found.append(without)
                }
            }
        }
        for index in pair.open.indices.reversed() {
            var without = pair
            without.open.remove(at: index)
            for world in without.hidden.indices {
                for place in without.hidden[world].indices where without.hidden[world][place].slot > index {
                    without.hidden[world][place].slot -= 1
                }
            }
            found.append(without)
        }
        return found
    }

    /// What differs, for the reader of a failed test.
    var report: String {
        let lines = transcripts.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        let place = zip(lines[0], lines[1]).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let at = place ?? min(lines[0].count, lines[1].count)
        let asked = lines[0].prefix(at + 1).last { $0.hasPrefix("> ") } ?? ""
        func line(_ world: Int) -> Substring { at < lines[world].count ? lines[world][at].prefix(300) : "(nothing)" }
        return """
            seed \(pair.seed), \(engine.rawValue): the worlds differ at line \(at), after \(asked)
            one: \(line(0))
            two: \(line(1))
            open: \(pair.open)
            hidden in one: \(pair.hidden[0])
            hidden in two: \(pair.hidden[1])
            """
    }
}
