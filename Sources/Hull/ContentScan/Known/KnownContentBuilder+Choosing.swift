extension KnownContentBuilder {
    /// What many documents share that are not one another's revisions.
    struct Common {
        /// Whole runs: boiler-plate.
        var runs: Set<UInt64>
        /// Words of places that unrelated documents have in common: phrases of the trade.
        var phrases: Set<UInt64>
    }

    /// What is common to many documents.
    ///
    /// - Complexity: n log n in the words of all documents; for a run that few documents have, quadratic in these.
    func common() -> Common {
        let runs = sharing(\.run)
        let families = families(runs.map(\.documents))
        let enough = max(Self.commonDocuments, (Set(families).count + Self.commonShare - 1) / Self.commonShare)
        func familyCount(_ group: Shared) -> Int { Set(group.documents.map { families[$0] }).count }
        return Common(
            runs: Set(runs.filter { familyCount($0) >= enough }.map(\.hash)),
            phrases: Set(sharing(\.key).filter { familyCount($0) > 1 }.map(\.hash))
        )
    }

    /// Documents that have something in common, ascending.
    private struct Shared {
        let hash: UInt64
        let documents: [Int]
    }

    /// What more than one document has.
    private func sharing(_ hash: (KnownGathering.Place) -> UInt64) -> [Shared] {
        var occurrences: [(hash: UInt64, document: Int)] = []
        for (number, document) in documents.enumerated() {
            occurrences += Set(document.texts.joined().map(hash)).subtracting([0]).map { ($0, number) }
        }
        occurrences.sort { ($0.hash, $0.document) < ($1.hash, $1.document) }
        var shared: [Shared] = []
        var start = 0
        for at in 0...occurrences.count where at == occurrences.count || occurrences[at].hash != occurrences[start].hash
        {
            if at - start > 1 {
                shared.append(Shared(hash: occurrences[start].hash, documents: occurrences[start..<at].map(\.document)))
            }
            start = at
        }
        return shared
    }

    /// For each document the first one that it is a revision of, by half of the runs of the shorter one.
    ///
    /// - Parameter groups: documents that have a run in common, ascending.
    private func families(_ groups: [[Int]]) -> [Int] {
        var family = Array(documents.indices)
        func root(_ number: Int) -> Int {
            var number = number
            while family[number] != number { number = family[number] }
            return number
        }
        var shared: [Int: [Int: Int]] = [:]
        // What is in very many documents tells none of them apart.
        for group in groups where group.count <= Self.pairsMax {
            for (index, first) in group.enumerated() {
                for second in group[(index + 1)...] { shared[first, default: [:]][second, default: 0] += 1 }
            }
        }
        let sizes = documents.map { Set($0.texts.joined().map(\.run)).subtracting([0]).count }
        for (first, others) in shared.sorted(by: { $0.key < $1.key }) {
            for (second, count) in others where count * 2 >= min(sizes[first], sizes[second]) {
                let (left, right) = (root(first), root(second))
                family[max(left, right)] = min(left, right)
            }
        }
        return documents.indices.map(root)
    }

    /// What is kept of a text: of each few places that follow each other the one with the least hash, the last of equal ones, without those in
    /// boiler-plate.
    ///
    /// A run that reaches into boiler-plate is no evidence by itself: two texts that end in alike words before the same notes share it.
    static func chosen(of places: [KnownGathering.Place], without common: Common) -> Choice {
        let (gram, run) = (KnownContent.gramWords, KnownContent.runWords)
        // How many words before each are boiler-plate.
        var before = [0]
        var end = 0
        for word in 0..<places.count + gram - 1 {
            if word < places.count, common.runs.contains(places[word].run) { end = word + run }
            before.append((before.last ?? 0) + (word < end ? 1 : 0))
        }
        func ordinaryWords(_ words: Range<Int>) -> Int {
            before[min(words.upperBound, before.count - 1)] - before[words.lowerBound]
        }
        var choice = Choice()
        var last = -1
        for start in 0...max(0, places.count - KnownContent.window) {
            var least: Int?
            for at in start..<min(places.count, start + KnownContent.window)
            where ordinaryWords(at..<at + gram) < gram && places[at].key <= places[least ?? at].key { least = at }
            guard let least, least != last else { continue }
            last = least
            let isOwn = places[least].run != 0 && ordinaryWords(least..<least + run) == 0
            let spot = KnownContent.Spot(
                check: isOwn ? KnownContent.Spot.check(places[least].run) : 0,
                position: UInt16(truncatingIfNeeded: least),
                isPhrase: common.phrases.contains(places[least].key)
            )
            choice.kept.append((places[least].key, spot))
        }
        choice.omitted = places.indices.count { ordinaryWords($0..<$0 + gram) == gram }
        return choice
    }

    /// What is kept of a text, and how many places were boiler-plate.
    struct Choice {
        var kept: [(key: UInt64, spot: KnownContent.Spot)] = []
        var omitted = 0
    }
}
