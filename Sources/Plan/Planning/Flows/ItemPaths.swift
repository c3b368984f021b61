/// The ways of one item: where it comes from and what moves it, over the places that it touches alone.
struct ItemPaths: Sendable {
    /// The places it touches, ascending.
    let nodes: [Int]
    /// Where the arcs out of each place begin, with the total at the end.
    private let starts: [Int]
    /// Where each arc leads, by position in `nodes`.
    private let targets: [Int]
    /// The flow of each arc.
    private let flows: [Int]
    /// Flows that say they carry it from a place and withhold it, by position in `nodes`.
    private let withheld: [Int: [Int]]
    /// Where it comes from, by position in `nodes`.
    let origins: [Int]
    /// Places that bring it to one another while nothing else brings it to them, each such circle by itself.
    let circles: [[Int]]

    /// - Parameters:
    ///   - arcs: what moves it.
    ///   - withheld: flows that say they carry it, and whose filters drop it.
    ///   - makers: places of which it is known that it is made there, if they send it.
    ///   - resting: places where it rests whether flows move it or not.
    ///
    /// Besides these, an item comes from wherever it is sent though nothing brings it there; of places that only bring it to one another,
    /// from each of them.
    init(arcs: [FlowGraph.Arc], withheld: [FlowGraph.Arc] = [], makers: Set<Int>, resting: [Int] = []) {
        var last = resting.max() ?? 0
        for arc in arcs { last = max(last, arc.from, arc.to) }
        for arc in withheld { last = max(last, arc.from, arc.to) }
        var position = [Int](repeating: -1, count: last + 1)
        for arc in arcs { (position[arc.from], position[arc.to]) = (0, 0) }
        for arc in withheld { position[arc.from] = 0 }
        for node in resting { position[node] = 0 }
        let nodes = position.indices.filter { position[$0] == 0 }
        for (index, node) in nodes.enumerated() { position[node] = index }
        func at(_ node: Int) -> Int { position[node] }
        var counts = [Int](repeating: 0, count: nodes.count + 1)
        for arc in arcs { counts[at(arc.from) + 1] += 1 }
        for index in 1..<counts.count { counts[index] += counts[index - 1] }
        let starts = counts
        self.starts = starts
        var targets = [Int](repeating: 0, count: arcs.count)
        var flows = targets
        for arc in arcs {
            let from = at(arc.from)
            targets[counts[from]] = at(arc.to)
            flows[counts[from]] = arc.flow
            counts[from] += 1
        }
        self.nodes = nodes
        self.withheld = Dictionary(grouping: withheld, by: { at($0.from) }).mapValues { $0.map(\.flow) }
        self.targets = targets
        self.flows = flows
        var sends = nodes.indices.map { starts[$0] < starts[$0 + 1] }
        for arc in withheld { sends[at(arc.from)] = true }
        let (component, count) = Components.find(starts: starts, targets: targets)
        var isFed = [Bool](repeating: false, count: count)
        for from in nodes.indices {
            for arc in starts[from]..<starts[from + 1] where component[targets[arc]] != component[from] {
                isFed[component[targets[arc]]] = true
            }
        }
        for node in resting { sends[at(node)] = true }
        let origins = nodes.indices.filter { !isFed[component[$0]] || (makers.contains(nodes[$0]) && sends[$0]) }
        self.origins = origins
        let groups = count == nodes.count ? [:] : Dictionary(grouping: origins, by: { component[$0] })
        circles = groups.values.filter { $0.count > 1 && !isFed[component[$0[0]]] }
            .map { $0.map { nodes[$0] } }.sorted { $0[0] < $1[0] }
    }

    /// Whether it comes from a place.
    func isOrigin(_ node: Int) -> Bool { origins.contains { nodes[$0] == node } }

    /// Whether a flow takes it out of any of these places.
    func isSent(fromAnyOf places: Set<Int>) -> Bool {
        nodes.indices.contains { starts[$0] < starts[$0 + 1] && places.contains(nodes[$0]) }
    }

    /// How it gets everywhere: distances in flows, -1 where it does not get, and the arc by which it arrives first.
    struct Spread: Sendable {
        var distance: [Int]
        fileprivate var arrival: [Int]
        fileprivate var source: [Int]
    }

    /// Spreads it along all flows that are not cut, breadth first; of equally short ways the one whose flows stand first in the file.
    func spread(isCut: (Int) -> Bool = { _ in false }) -> Spread {
        var spread = Spread(
            distance: [Int](repeating: -1, count: nodes.count),
            arrival: [Int](repeating: -1, count: nodes.count),
            source: [Int](repeating: -1, count: nodes.count)
        )
        var queue = origins
        queue.reserveCapacity(nodes.count)
        for origin in origins { spread.distance[origin] = 0 }
        var next = 0
        while next < queue.count {
            let from = queue[next]
            next += 1
            for arc in starts[from]..<starts[from + 1] {
                let to = targets[arc]
                if spread.distance[to] >= 0 || isCut(flows[arc]) { continue }
                spread.distance[to] = spread.distance[from] + 1
                spread.arrival[to] = arc
                spread.source[to] = from
                queue.append(to)
            }
        }
        return spread
    }

    /// Flows that say they carry it from where it does not get.
    func idleFlows(in spread: Spread) -> Set<Int> {
        var idle: Set<Int> = []
        for from in nodes.indices where spread.distance[from] < 0 {
            idle.formUnion(flows[starts[from]..<starts[from + 1]])
            idle.formUnion(withheld[from] ?? [])
        }
        return idle
    }

    /// The flows by which it arrives at a place first, from its origin on, and that origin.
    func way(to position: Int, in spread: Spread) -> (origin: Int, flows: [Int]) {
        var flows: [Int] = []
        var at = position
        while spread.arrival[at] >= 0 {
            flows.append(self.flows[spread.arrival[at]])
            at = spread.source[at]
        }
        return (nodes[at], flows.reversed())
    }
}

/// Strongly connected components (Tarjan, 1972), without recursion: circles may be as long as the plant is large.
enum Components {
    /// The component of each node, and how many there are.
    static func find(starts: [Int], targets: [Int]) -> (component: [Int], count: Int) {
        let nodes = starts.count - 1
        var order = [Int](repeating: -1, count: nodes)
        var low = [Int](repeating: 0, count: nodes)
        var component = [Int](repeating: -1, count: nodes)
        var next = starts
        var stack: [Int] = []
        var path: [Int] = []
        var (visited, count) = (0, 0)
        for root in 0..<nodes where order[root] < 0 {
            path.append(root)
            while let node = path.last {
                if order[node] < 0 {
                    order[node] = visited
                    low[node] = visited
                    visited += 1
                    stack.append(node)
                }
                if next[node] < starts[node + 1] {
                    let target = targets[next[node]]
                    next[node] += 1
                    if order[target] < 0 {
                        path.append(target)
                    } else if component[target] < 0 {
                        low[node] = min(low[node], order[target])
                    }
                    continue
                }
                path.removeLast()
                if let parent = path.last { low[parent] = min(low[parent], low[node]) }
                guard low[node] == order[node] else { continue }
                while let member = stack.popLast() {
                    component[member] = count
                    if member == node { break }
                }
                count += 1
            }
        }
        return (component, count)
    }
}
