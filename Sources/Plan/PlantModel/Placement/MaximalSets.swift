/// The inclusion-maximal sets of mutually compatible vertices of a graph (Bron and Kerbosch 1973, with pivoting).
enum MaximalSets {
    /// All maximal sets among `vertices`, each ascending, in lexicographic order; nil when there are more than `limit`.
    ///
    /// - Parameters:
    ///   - vertices: ascending.
    ///   - compatible: symmetric; asked for pairs of different vertices only.
    ///   - limit: how many sets are too many. The work grows with the number of sets, not with the number of vertices.
    static func all(of vertices: [Int], limit: Int, compatible: (Int, Int) -> Bool) -> [[Int]]? {
        let count = vertices.count
        if count == 0 { return [[]] }
        var neighbours = [IndexSet](repeating: IndexSet(capacity: count), count: count)
        for first in 0..<count {
            for second in (first + 1)..<max(count, first + 1) where compatible(vertices[first], vertices[second]) {
                neighbours[first][second] = true
                neighbours[second][first] = true
            }
        }
        // Whoever is compatible with all belongs to every set: the search is spared them.
        let universal = (0..<count).filter { neighbours[$0].count == count - 1 }
        var start = IndexSet(capacity: count)
        for vertex in 0..<count where neighbours[vertex].count < count - 1 { start[vertex] = true }
        if start.isEmpty { return [vertices] }
        guard let found = search(start, neighbours: neighbours, limit: limit) else { return nil }
        return found.map { set in (set + universal).sorted().map { vertices[$0] } }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    private struct Frame {
        var chosen: [Int]
        var candidates: IndexSet
        var excluded: IndexSet
    }

    private static func search(_ start: IndexSet, neighbours: [IndexSet], limit: Int) -> [[Int]]? {
        var found: [[Int]] = []
        var stack = [Frame(chosen: [], candidates: start, excluded: IndexSet(capacity: neighbours.count))]
        // With pivoting every leaf that is not a maximal set is cut early; the factor bounds what is left of them.
        var stepsLeft = limit * 64
        while let frame = stack.popLast() {
            stepsLeft -= 1
            if stepsLeft < 0 { return nil }
            if frame.candidates.isEmpty {
                if frame.excluded.isEmpty {
                    if found.count == limit { return nil }
                    found.append(frame.chosen)
                }
                continue
            }
            var pivot = -1
            var reach = -1
            for vertex in frame.candidates.members + frame.excluded.members {
                let inReach = frame.candidates.intersectionCount(neighbours[vertex])
                if inReach > reach { (pivot, reach) = (vertex, inReach) }
            }
            var branch = frame.candidates
            branch.subtract(neighbours[pivot])
            var candidates = frame.candidates
            var excluded = frame.excluded
            for vertex in branch.members {
                stack.append(
                    Frame(
                        chosen: frame.chosen + [vertex],
                        candidates: candidates.intersection(neighbours[vertex]),
                        excluded: excluded.intersection(neighbours[vertex])
                    )
                )
                candidates[vertex] = false
                excluded[vertex] = true
            }
        }
        return found
    }
}
