import PlantModel

/// How data of one class of a program moves: flows between places, and where it comes from.
///
/// It comes from the instances that host its program, and from every place of a group that no other place sends to: places that reach one another
/// stand together. A flow whose filter drops the class sends nothing, but who sends by it has the class.
struct Movement {
    struct Arc {
        let from: Int
        let to: Int
        let flow: Int
    }

    private(set) var arcs: [Arc] = []
    /// Places at which it rests or from which it is sent.
    private var touched: Set<Int> = []
    private(set) var origins: Set<Int> = []

    init(_ program: String, _ dataClass: DataClass, _ flows: [Int], _ plant: Plant, _ places: PlantPlaces) {
        let filters = Dictionary(plant.filters.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for index in flows {
            let flow = plant.flows[index]
            let filter = flow.filter.flatMap { filters[$0] }
            let name = dataClass.rawValue
            let isDropped = filter.map { $0.drops.contains(name) && !$0.passes.contains(name) } ?? false
            for from in places.ends(flow.from, program) {
                for to in places.ends(flow.to, program) {
                    touched.insert(from)
                    if isDropped { continue }
                    touched.insert(to)
                    arcs.append(Arc(from: from, to: to, flow: index))
                }
            }
        }
        touched.formUnion(places.hosts[program] ?? [])
        origins = unfed().union(places.hosts[program] ?? [])
    }

    /// Places from which one can only get back from where one came: nothing outside their group sends to them.
    private func unfed() -> Set<Int> {
        var sources: [Int: [Int]] = [:]
        var targets: [Int: [Int]] = [:]
        for arc in arcs {
            sources[arc.to, default: []].append(arc.from)
            targets[arc.from, default: []].append(arc.to)
        }
        // In the order in which a walk along the flows leaves them, last first; from each, all that it is reached from is its group (Kosaraju).
        var (left, seen): ([Int], Set<Int>) = ([], [])
        for root in touched.sorted() where seen.insert(root).inserted {
            var path = [(node: root, next: 0)]
            while let (node, next) = path.last {
                let onward = targets[node] ?? []
                guard next < onward.count else {
                    left.append(node)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                if seen.insert(onward[next]).inserted { path.append((onward[next], 0)) }
            }
        }
        var group: [Int: Int] = [:]
        for root in left.reversed() where group[root] == nil {
            group[root] = root
            var queue = [root]
            while let node = queue.popLast() {
                for source in sources[node] ?? [] where group[source] == nil {
                    group[source] = root
                    queue.append(source)
                }
            }
        }
        let fed = Set(arcs.filter { group[$0.from] != group[$0.to] }.compactMap { group[$0.to] })
        return touched.filter { group[$0].map { !fed.contains($0) } ?? false }
    }

    /// Where it gets to by the flows that are left.
    func reached(without cut: Set<Int> = []) -> Set<Int> {
        var onward: [Int: [Int]] = [:]
        for arc in arcs where !cut.contains(arc.flow) { onward[arc.from, default: []].append(arc.to) }
        var reached = origins
        var queue = Array(origins)
        while let node = queue.popLast() {
            for target in onward[node] ?? [] where reached.insert(target).inserted { queue.append(target) }
        }
        return reached
    }
}
