/// A minimal set of elements that conflict: with any one of them dropped, the rest does not.
enum ConflictSet {
    /// Finds one by deletion, in shrinking pieces, so that a small set among thousands takes few questions. What comes first is dropped
    /// first.
    ///
    /// - Parameters:
    ///   - oneByOne: whether the order decides alone, which takes a question for each element.
    ///   - conflicts: whether elements conflict; more elements conflict wherever fewer do, and all of them have to.
    static func minimal<Element>(
        among elements: [Element],
        oneByOne: Bool = false,
        conflicts: ([Element]) -> Bool
    ) -> [Element] {
        var kept = elements
        var size = oneByOne ? 1 : max(1, kept.count / 2)
        while true {
            var start = 0
            while start < kept.count {
                var fewer = kept
                fewer.removeSubrange(start..<min(start + size, kept.count))
                if conflicts(fewer) { kept = fewer } else { start += size }
            }
            if size == 1 { return kept }
            size = max(1, size / 2)
        }
    }
}
