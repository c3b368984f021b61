import PlantModel

/// Which places and flows a drawing shows, and in which column: what only sends to an MES on the left, then the MES instances, then what they
/// feed, by the number of flows between.
struct FlowMap {
    /// A place that is shown.
    struct Place {
        let node: Int
        let column: Int
        /// Who may not have what is there, each audience once with the programs whose data it is; nil for the place itself.
        var releases: [(audience: String?, programs: [String])]
    }

    /// Flows from one place to another.
    struct Edge {
        let from: Int
        let to: Int
        /// By index in the plant file.
        var flows: [Int]
    }

    /// Places of a drawing; of more, those at which and through which most is released.
    static let placesMax = 24
    static let edgesMax = 90
    static let columnMax = 4

    /// Shown places, by column and then by their height in it.
    private(set) var places: [Place] = []
    /// Flows between shown places, by the places' positions.
    private(set) var edges: [Edge] = []
    /// Places that flows touch and that are not shown, and how many of them hold what is possibly released.
    private(set) var hidden = (places: 0, leaking: 0)
    /// Pairs of shown places whose flows are not shown.
    private(set) var hiddenEdges = 0

    init(_ analysis: FlowAnalysis) {
        let nodes = analysis.places.nodes
        let everywhere = Self.instances(of: analysis.plant.programs.map(\.id), analysis)
        let ends = analysis.plant.flows.map { Self.ends(of: $0, analysis, everywhere) }
        var byID: [String: Int] = [:]
        for (index, node) in nodes.enumerated() where byID[node.id] == nil { byID[node.id] = index }
        let released = Dictionary(grouping: analysis.releases) { byID[$0.at] ?? analysis.places.nowhere }
        var weight = [Int](repeating: 0, count: nodes.count)
        for (node, releases) in released { weight[node] += releases.count }
        let flowIndex = Dictionary(
            analysis.plant.flows.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for release in analysis.releases {
            weight[byID[release.origin] ?? analysis.places.nowhere] += 1
            for flow in release.flows {
                for node in flowIndex[flow].map({ ends[$0].to }) ?? [] { weight[node] += 1 }
            }
        }
        var touched = Set(released.keys)
        for end in ends { touched.formUnion(end.from + end.to) }
        let ranked = touched.sorted { (weight[$1], $0) < (weight[$0], $1) }
        let shown = Set(ranked.prefix(Self.placesMax))
        hidden = (touched.count - shown.count, ranked.dropFirst(Self.placesMax).count { released[$0] != nil })
        let pairs = Self.pairs(ends, shown)
        arrange(shown, pairs, isInstance: { if case .system = nodes[$0].kind { false } else { true } })
        for index in places.indices {
            places[index].releases = Self.summed(released[places[index].node] ?? [])
        }
        draw(pairs, analysis.releases.flatMap(\.flows).compactMap { flowIndex[$0] })
    }

    private static func instances(of programs: [String], _ analysis: FlowAnalysis) -> [Int] {
        Set(programs.flatMap { analysis.places.nodes(of: .mes, for: $0) }).sorted()
    }

    private static func ends(
        of flow: Plant.Flow,
        _ analysis: FlowAnalysis,
        _ everywhere: [Int]
    ) -> (from: [Int], to: [Int]) {
        func nodes(_ end: Plant.Flow.End) -> [Int] {
            if case .system(let id) = end { return analysis.places.systems[id].map { [$0] } ?? [] }
            return flow.programs.map { instances(of: $0, analysis) } ?? everywhere
        }
        return (nodes(flow.from), nodes(flow.to))
    }

    /// Flows between shown places, by pair. A flow between instances of one program each is not told apart from one between all of them.
    private static func pairs(_ ends: [(from: [Int], to: [Int])], _ shown: Set<Int>) -> [[Int]: [Int]] {
        var pairs: [[Int]: [Int]] = [:]
        for (flow, end) in ends.enumerated() {
            for from in end.from where shown.contains(from) {
                for to in end.to where to != from && shown.contains(to) { pairs[[from, to], default: []].append(flow) }
            }
        }
        return pairs
    }

    private static func summed(_ releases: [PossibleRelease]) -> [(audience: String?, programs: [String])] {
        var order: [String?] = []
        var programs: [String?: [String]] = [:]
        for release in releases {
            if programs[release.audience] == nil { order.append(release.audience) }
            for program in release.data.flatMap(\.programs)
            where programs[release.audience]?.contains(program) != true {
                programs[release.audience, default: []].append(program)
            }
        }
        return order.map { ($0, programs[$0] ?? []) }
    }

    private mutating func arrange(_ shown: Set<Int>, _ pairs: [[Int]: [Int]], isInstance: (Int) -> Bool) {
        var (targets, sources): ([Int: [Int]], [Int: [Int]]) = ([:], [:])
        for pair in pairs.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            targets[pair[0], default: []].append(pair[1])
            sources[pair[1], default: []].append(pair[0])
        }
        var column: [Int: Int] = [:]
        func spread(from start: [Int], at first: Int) {
            var queue = start.filter { column[$0] == nil }
            for node in queue { column[node] = first }
            var next = 0
            while next < queue.count {
                let at = queue[next]
                next += 1
                for target in targets[at] ?? [] where column[target] == nil {
                    column[target] = min(Self.columnMax, max(2, (column[at] ?? 0) + 1))
                    queue.append(target)
                }
            }
        }
        spread(from: shown.filter(isInstance).sorted(), at: 1)
        spread(from: shown.filter { sources[$0] == nil }.sorted(), at: 0)
        spread(from: shown.sorted(), at: 0)
        // In a column by where its sources are, so that fewer flows cross.
        var height: [Int: Int] = [:]
        for number in 0...Self.columnMax {
            let members = shown.filter { column[$0] == number }.sorted()
            let wanted = members.map { node -> Int in
                let known = (sources[node] ?? []).compactMap { height[$0] }
                return known.isEmpty ? Int.max : known.reduce(0, +) * 1_000 / known.count
            }
            let order = members.indices.sorted { (wanted[$0], members[$0]) < (wanted[$1], members[$1]) }
            for (position, index) in order.enumerated() {
                height[members[index]] = position
                places.append(Place(node: members[index], column: number, releases: []))
            }
        }
    }

    private mutating func draw(_ pairs: [[Int]: [Int]], _ leaking: [Int]) {
        let position = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1.node, $0) })
        let leaking = Set(leaking)
        let sorted = pairs.sorted { first, second in
            let (one, other) = (
                first.value.contains(where: leaking.contains), second.value.contains(where: leaking.contains)
            )
            return one != other ? one : first.key.lexicographicallyPrecedes(second.key)
        }
        hiddenEdges = max(0, sorted.count - Self.edgesMax)
        edges = sorted.prefix(Self.edgesMax).compactMap { pair, flows in
            guard let from = position[pair[0]], let to = position[pair[1]] else { return nil }
            return Edge(from: from, to: to, flows: flows)
        }
    }
}
