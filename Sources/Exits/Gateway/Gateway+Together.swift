extension Gateway {
    /// Does something with each of some things at once, and waits for all of them: what one cannot do ends none of the others.
    /// - Returns: what came of each, in their order.
    static func together<Thing: Sendable, Outcome: Sendable>(
        _ things: [Thing],
        _ body: @escaping @Sendable (Thing) async throws -> Outcome
    ) async -> [Result<Outcome, any Error>] {
        await withTaskGroup(of: (place: Int, result: Result<Outcome, any Error>).self) { group in
            for (place, thing) in things.enumerated() {
                group.addTask {
                    do {
                        return (place, .success(try await body(thing)))
                    } catch {
                        return (place, .failure(error))
                    }
                }
            }
            var all: [(place: Int, result: Result<Outcome, any Error>)] = []
            for await one in group { all.append(one) }
            return all.sorted { $0.place < $1.place }.map(\.result)
        }
    }
}
