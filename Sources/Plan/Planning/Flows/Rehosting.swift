import PlantModel

/// Where systems could be hosted instead, so that their environment's staff and place refuse less.
struct Rehosting: Sendable {
    /// Another environment for one system.
    struct Candidate: Sendable {
        /// By index in the plant.
        let environment: Int
        /// The judge's row of the system there.
        let row: Int
    }

    /// The environment that cuts most for each system, by node.
    private(set) var candidates: [Int: Candidate] = [:]

    /// Asks for the systems whose environment or place is refused something: of the environments in which nothing
    /// that rests in the system is refused that is not refused today, the one where most is no longer refused.
    init(plant: Plant, search: inout ReleaseSearch) {
        var records: [Int: Set<Int>] = [:]
        for finding in search.findings {
            let slot = search.slots[finding.slot]
            if slot.reader?.channel == .system { continue }
            records[slot.node, default: []].formUnion(finding.items.map { search.graph.items[$0].record })
        }
        for (node, refused) in records.sorted(by: { $0.key < $1.key }) {
            guard case .system(let system) = search.graph.places.nodes[node].kind else { continue }
            let own = search.slotsOfNode[node].first { search.slots[$0].reader == nil }
            guard let today = own.map({ search.slots[$0].row }) else { continue }
            var found: [(candidate: Candidate, cut: Int)] = []
            for (index, environment) in plant.environments.enumerated() {
                if system.hosting == .environment(environment.id) { continue }
                guard let row = search.row(of: system, in: environment.id) else { continue }
                let isSound = search.records[node].allSatisfy { record in
                    FlowPlaces.staff(of: environment).allSatisfy { reader in
                        search.refusal(row: search.row(of: reader), record: record) == ReleaseJudge.permitted
                    }
                        && (search.refusal(row: row, record: record) == ReleaseJudge.permitted
                            || search.refusal(row: today, record: record) != ReleaseJudge.permitted)
                }
                if !isSound { continue }
                let cut = refused.count { search.refusal(row: row, record: $0) == ReleaseJudge.permitted }
                found.append((Candidate(environment: index, row: row), cut))
            }
            let best = found.min { ($1.cut, $0.candidate.environment) < ($0.cut, $1.candidate.environment) }
            candidates[node] = best?.candidate
        }
    }

    /// Whether a system's move to a candidate cuts what a slot is refused.
    static func cuts(_ candidate: Candidate, _ slot: ReleaseSearch.Slot, record: Int, _ search: inout ReleaseSearch)
        -> Bool
    {
        guard let reader = slot.reader else {
            return search.refusal(row: candidate.row, record: record) == ReleaseJudge.permitted
        }
        return reader.channel != .system
    }
}
