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
        let for_: Int
        let obligations: [String]
    }

    let edges: [Edge]

    init(_ questions: inout RoadmapQuestions) {
        let state = RoadmapState(groups: questions.groups.count)
        var edges: [Edge] = []
        let movers = questions.groups.indices.filter { questions.groups[$0].stay != .asItIs }
        for mover in movers {
            let group = questions.groups[mover]
            for (other, neighbour) in questions.groups.enumerated()
            where other != mover && neighbour.stay != .asItIs && !neighbour.today.isEmpty {
                var now: Set<String> = []
                var then: Set<String> = []
                for place in state.locations(of: other, questions) {
                    for location in state.locations(of: mover, questions) {
                        now.formUnion(questions.refusals(of: group, in: location, beside: neighbour, in: place))
                    }
                    // Nobody enters an instance of today that the plan keeps before it is behind the gateway.
                    let later = questions.gated(place, by: group.target)
                    then.formUnion(
                        questions.refusals(of: group, in: .planned(group.target), beside: neighbour, in: later)
                    )
                }
                let added = then.subtracting(now).sorted()
                if !added.isEmpty { edges.append(Edge(waits: mover, for_: other, obligations: added)) }
            }
        }
        self.edges = edges
    }

    /// For whom a group waits.
    func blockers(of group: Int) -> [Edge] { edges.filter { $0.waits == group } }

    /// A shortest circle among groups that cannot move, as the edges along it; empty where there is none.
    func cycle(among stuck: Set<Int>) -> [Edge] {
        let inside = edges.filter { stuck.contains($0.waits) && stuck.contains($0.for_) }
        var best: [Edge] = []
        for start in stuck.sorted() {
            var paths: [[Edge]] = inside.filter { $0.waits == start }.map { [$0] }
            var seen: Set<Int> = []
            search: while !paths.isEmpty {
                let path = paths.removeFirst()
                guard let last = path.last else { continue }
                if last.for_ == start {
                    if best.isEmpty || path.count < best.count { best = path }
                    break search
                }
                guard seen.insert(last.for_).inserted else { continue }
                paths += inside.filter { $0.waits == last.for_ }.map { path + [$0] }
            }
        }
        return best
    }
}
