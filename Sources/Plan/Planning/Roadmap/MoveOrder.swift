import PlantModel

/// The order in which groups may move: who has to have left before somebody else enters.
///
/// A pair is asked in the places that it has today, and with one of the two moved. Where the move would have something refused that is
/// not refused today, the one waits until the other has left. Final places never collide, because the plan was asked about them; so
/// whoever can move now can move later, and an order exists exactly if nobody waits in a circle.
struct MoveOrder {
    /// One group waiting for another.
    struct Edge {
        let waits: Int
        let awaited: Int
        let obligations: [String]
    }

    /// Who waits for whom.
    let edges: [Edge]
    private let byWaiting: [Int: [Edge]]

    init(_ questions: RoadmapQuestions) {
        let state = RoadmapState(groups: questions.groups.count)
        var edges: [Edge] = []
        let movers = questions.groups.indices.filter { questions.groups[$0].stay != .asItIs }
        let places = questions.groups.indices.map { state.locations(of: $0, questions) }
        for mover in movers {
            let group = questions.groups[mover]
            for (other, neighbour) in questions.groups.enumerated()
            where other != mover && neighbour.stay != .asItIs && !neighbour.today.isEmpty {
                var now: Set<String> = []
                var then: Set<String> = []
                for place in places[other] {
                    for location in places[mover] {
                        now.formUnion(questions.refusals(of: group, in: location, beside: neighbour, in: place))
                    }
                    // Nobody enters an instance of today that the plan keeps before it is behind the gateway.
                    let later = questions.gated(place, by: group.target)
                    then.formUnion(
                        questions.refusals(of: group, in: .planned(group.target), beside: neighbour, in: later)
                    )
                }
                let added = then.subtracting(now).sorted()
                if !added.isEmpty { edges.append(Edge(waits: mover, awaited: other, obligations: added)) }
            }
        }
        self.edges = edges
        byWaiting = Dictionary(grouping: edges, by: \.waits)
    }

    /// For whom a group waits.
    func blockers(of group: Int) -> [Edge] { byWaiting[group] ?? [] }

    /// A shortest circle among groups that cannot move, as the edges along it; empty where there is none.
    func cycle(among stuck: Set<Int>) -> [Edge] {
        var best: [Edge] = []
        for start in stuck.sorted() {
            let found = circle(through: start, among: stuck)
            if !found.isEmpty, best.isEmpty || found.count < best.count { best = found }
            // Nobody waits for itself, so none is shorter.
            if best.count == 2 { break }
        }
        return best
    }

    /// The shortest way from a group back to itself, found breadth first.
    private func circle(through start: Int, among stuck: Set<Int>) -> [Edge] {
        var reachedBy: [Int: Edge] = [:]
        var frontier = [start]
        while !frontier.isEmpty {
            var next: [Int] = []
            for group in frontier {
                for edge in blockers(of: group) where stuck.contains(edge.awaited) && reachedBy[edge.awaited] == nil {
                    reachedBy[edge.awaited] = edge
                    next.append(edge.awaited)
                }
            }
            if reachedBy[start] != nil { break }
            frontier = next
        }
        var path: [Edge] = []
        var at = start
        while let edge = reachedBy[at] {
            path.insert(edge, at: 0)
            at = edge.waits
            if at == start { return path }
        }
        return []
    }
}
