extension PlacementProblem {
    /// Whether no instance can hold both units: no environment may host both, or each that may has to keep them in different instances.
    public func mustBeApart(_ first: Int, _ second: Int) -> Bool {
        !units[first].eligible.contains { environment in
            units[second].eligible.contains(environment)
                && separation(first, second, enforcement: environments[environment].enforcement) < .instance
        }
    }

    /// Units of which each two must be in different instances, ascending: no plan has fewer instances than there are of them.
    ///
    /// The largest such set where the search ends within its limit, a large one otherwise. Units that are equal in all that
    /// `mustBeApart` reads are tried once.
    public func instanceClique(stepsMax: Int = 5_000) -> [Int] {
        let candidates = cliqueCandidates()
        var neighbours = [IndexSet](repeating: IndexSet(capacity: candidates.count), count: candidates.count)
        for first in candidates.indices {
            for second in (first + 1)..<max(candidates.count, first + 1)
            where mustBeApart(candidates[first], candidates[second]) {
                neighbours[first][second] = true
                neighbours[second][first] = true
            }
        }
        var search = CliqueSearch(neighbours: neighbours, stepsLeft: stepsMax)
        var all = IndexSet(capacity: candidates.count)
        for index in candidates.indices { all[index] = true }
        search.extend([], all)
        return search.best.map { candidates[$0] }.sorted()
    }

    /// At most so many units are compared with each other.
    private static let cliqueCandidatesMax = 1_500

    private func cliqueCandidates() -> [Int] {
        struct Kind: Hashable {
            var eligible: [Int]
            var separationClass: Int
            var program: String
        }
        // Two programs of one class can only be apart from each other where the class's own pair is.
        let selfApart = Set(
            Set(units.map(\.separationClass)).filter { kind in
                separations.contains { $0[kind][kind] >= .instance }
            }
        )
        var seen: Set<Kind> = []
        let candidates = units.indices.filter { unit in
            let kind = units[unit].separationClass
            let program = selfApart.contains(kind) ? units[unit].program : ""
            return seen.insert(Kind(eligible: units[unit].eligible, separationClass: kind, program: program)).inserted
        }
        return Array(candidates.prefix(Self.cliqueCandidatesMax))
    }
}

/// The largest clique of a graph by branch and bound with greedy colouring (Tomita and Seki 2003).
private struct CliqueSearch {
    let neighbours: [IndexSet]
    var stepsLeft: Int
    var best: [Int] = []

    mutating func extend(_ chosen: [Int], _ candidates: IndexSet) {
        if chosen.count > best.count { best = chosen }
        guard stepsLeft > 0 else { return }
        stepsLeft -= 1
        var rest = candidates
        for (vertex, colour) in coloured(candidates).reversed() {
            if chosen.count + colour <= best.count { return }
            extend(chosen + [vertex], rest.intersection(neighbours[vertex]))
            rest[vertex] = false
        }
    }

    /// The vertices with a colour each, colours ascending: a clique among those up to colour k has at most k vertices.
    private func coloured(_ vertices: IndexSet) -> [(vertex: Int, colour: Int)] {
        var uncoloured = vertices
        var result: [(vertex: Int, colour: Int)] = []
        var colour = 0
        while !uncoloured.isEmpty {
            colour += 1
            var free = uncoloured
            while let vertex = free.first {
                result.append((vertex, colour))
                uncoloured[vertex] = false
                free[vertex] = false
                free.subtract(neighbours[vertex])
            }
        }
        return result
    }
}
