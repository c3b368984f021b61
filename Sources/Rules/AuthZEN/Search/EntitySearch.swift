import Cedar

/// Asks the policies about each entity of the type in turn. Takes a time proportional to the entities passed over, permitted or not.
struct EntitySearch: PermittedSearch {
    private let decider: Decider
    private let ids: [EntityTypeName: [CedarString]]

    init(_ decider: Decider) {
        self.decider = decider
        // `all` is ordered by uid, hence each list by id.
        ids = Dictionary(grouping: decider.mapping.entities.all, by: \.uid.type).mapValues { $0.map(\.uid.id) }
    }

    func permitted(_ query: SearchQuery, after: CedarString?, count: Int) -> [CedarString] {
        let candidates = ids[query.type] ?? []
        let remaining = candidates[Self.place(after: after, in: candidates)...]
        // The same question about entities of one type conforms for all or for none, and a large context is looked through once.
        guard let first = remaining.first, decider.conforms(query.request(for: first)) else { return [] }
        var found: [CedarString] = []
        for id in remaining {
            guard found.count < count else { break }
            if decider.decideConforming(query.request(for: id), query.entities).decision { found.append(id) }
        }
        return found
    }

    /// The first place whose id follows `after`.
    static func place(after: CedarString?, in ordered: [CedarString]) -> Int {
        guard let after else { return 0 }
        var low = 0
        var high = ordered.count
        while low < high {
            let middle = (low + high) / 2
            if after < ordered[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
