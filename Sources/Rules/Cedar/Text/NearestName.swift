/// Finds the name that was probably meant.
public enum NearestName {
    /// Names longer than this are not compared, to bound the work on hostile input.
    static let longestCompared = 128

    /// The candidate with the fewest edits from `name`, if the edits are few enough to be a typing error.
    public static func to(_ name: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.unicodeScalars)
        guard wanted.count <= longestCompared else { return nil }
        let allowed = max(1, wanted.count / 3)
        var best: (edits: Int, name: String)?
        for candidate in candidates {
            let scalars = Array(candidate.unicodeScalars)
            guard scalars.count <= longestCompared, abs(scalars.count - wanted.count) <= allowed else { continue }
            let edits = distance(wanted, scalars)
            guard edits <= allowed else { continue }
            if let found = best, (found.edits, found.name) <= (edits, candidate) { continue }
            best = (edits, candidate)
        }
        return best?.name
    }

    /// `; did you mean X?`, or nothing.
    static func hint(_ name: String, in candidates: some Sequence<String>) -> String {
        to(name, in: candidates).map { "; did you mean `\($0)`?" } ?? ""
    }

    /// Edits counted as insertion, deletion, replacement or swap of neighbours; letter case costs one edit at most.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(
                    previous[column] + (scalar == other ? 0 : 1),
                    previous[column + 1] + 1,
                    current[column] + 1
                )
                if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
