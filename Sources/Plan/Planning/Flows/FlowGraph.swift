import Classification
import PlantModel

/// Places and what moves between them, kind of data by kind of data.
struct FlowGraph: Sendable {
    /// A flow between two places.
    struct Arc: Sendable, Hashable {
        let from: Int
        let to: Int
        /// The flow's index in the plant file.
        let flow: Int
    }

    /// Data of one class that policies see alike and that moves alike, of one program or of several.
    struct Item: Sendable {
        let dataClass: DataClass
        /// The kind of its records, by index into `FlowFacts.records`.
        let record: Int
        /// Ids of the programs, in the order of the file.
        let programs: [String]
        /// What moves it.
        let paths: ItemPaths
    }

    let places: FlowPlaces
    private(set) var items: [Item] = []
    /// Flows that say they carry what no flow brings to where they start, because a filter drops it: index, class, filter's flow.
    private(set) var unsupplied: [Unsupplied] = []
    private var seen: Set<Unsupplied> = []

    struct Unsupplied: Sendable, Hashable {
        let node: Int
        let dataClass: DataClass
        let sending: Int
        let filtered: Int
    }

    /// Builds the graph. Programs that the same flows name, that the same instances host and whose records are of the same kinds are taken
    /// together, so that time grows with the kinds of programs and the flows, not with the programs.
    init(plant: Plant, places: FlowPlaces, facts: inout FlowFacts) {
        self.places = places
        let moves = Moves(plant, places, filters: facts.index.filters)
        var groups: [[Int]: Int] = [:]
        var grouped: [(naming: [Int], classes: [DataClass], records: [Int], programs: [String])] = []
        for program in plant.programs {
            let naming = moves.naming[program.id] ?? []
            let isHosted = places.instances[program.id] != nil
            // An instance holds data of every class of the programs that it hosts, whatever flows say.
            let classes = isHosted ? DataClass.allCases : moves.classes(naming)
            if classes.isEmpty { continue }
            let records = classes.map { dataClass in
                facts.kind(of: FlowFacts.Item(program: program.id, dataClass: dataClass)) ?? -1
            }
            let hosts = places.instances[program.id] ?? [places.nowhere]
            let key = naming + [-1] + records + [-1] + hosts
            if let known = groups[key] {
                grouped[known].programs.append(program.id)
            } else {
                groups[key] = grouped.count
                grouped.append((naming, classes, records, [program.id]))
            }
        }
        // What moves alike shares its ways, however many labels it has.
        var ways: [[Int]: ItemPaths] = [:]
        for group in grouped {
            for (dataClass, record) in zip(group.classes, group.records) where record >= 0 {
                add(dataClass, record, group.programs, moves, naming: group.naming, &ways)
            }
        }
    }

    private mutating func add(
        _ dataClass: DataClass,
        _ record: Int,
        _ programs: [String],
        _ moves: Moves,
        naming: [Int],
        _ ways: inout [[Int]: ItemPaths]
    ) {
        guard let program = programs.first else { return }
        let hosts = places.instances[program] ?? [places.nowhere]
        let own = moves.carrying(dataClass, among: naming)
        let key = [DataClass.allCases.firstIndex(of: dataClass) ?? 0] + own + [-1] + hosts
        let paths: ItemPaths
        if let known = ways[key] {
            paths = known
        } else {
            let (arcs, dropped) = moves.arcs(own, dataClass, hosts: hosts)
            let isHosted = places.instances[program] != nil
            paths = ItemPaths(arcs: arcs, withheld: dropped, makers: Set(hosts), resting: isHosted ? hosts : [])
            ways[key] = paths
            note(dropped, dataClass, arcs, paths)
        }
        items.append(Item(dataClass: dataClass, record: record, programs: programs, paths: paths))
    }

    /// Remembers who sends what a filter is said to keep from it. It counts as having it from elsewhere: nothing is assumed in favour of
    /// the plant.
    private mutating func note(_ dropped: [Arc], _ dataClass: DataClass, _ arcs: [Arc], _ paths: ItemPaths) {
        for arc in dropped where paths.isOrigin(arc.to) {
            guard let sending = arcs.first(where: { $0.from == arc.to }) else { continue }
            let found = Unsupplied(node: arc.to, dataClass: dataClass, sending: sending.flow, filtered: arc.flow)
            if seen.insert(found).inserted { unsupplied.append(found) }
        }
    }
}

/// The flows of a plant by class, with their ends as nodes.
private struct Moves {
    private struct Move {
        /// Nil for the MES.
        let from: Int?
        let to: Int?
        /// Classes that the filter drops.
        let drops: Set<DataClass>
    }

    /// The flows that name each program.
    private(set) var naming: [String: [Int]] = [:]
    private var moves: [Move] = []
    private var carried: [Set<DataClass>] = []
    /// The flows that name no programs, by class.
    private var general: [DataClass: [Int]] = [:]

    init(_ plant: Plant, _ places: FlowPlaces, filters: [String: Plant.Filter]) {
        func node(_ end: Plant.Flow.End) -> Int? {
            if case .system(let id) = end { places.systems[id] } else { nil }
        }
        for (index, flow) in plant.flows.enumerated() {
            let classes = Set(flow.carries.map(\.value))
            let filter = flow.filter.flatMap { filters[$0] }
            let drops = filter.map { filter in
                classes.filter { FlowFilter.effect(of: filter, on: $0) == .drops }
            }
            moves.append(Move(from: node(flow.from), to: node(flow.to), drops: drops ?? []))
            carried.append(classes)
            if let programs = flow.programs {
                for program in Set(programs) { naming[program, default: []].append(index) }
            } else {
                for dataClass in classes { general[dataClass, default: []].append(index) }
            }
        }
    }

    /// The classes that these flows and those without programs carry, in order.
    func classes(_ flows: [Int]) -> [DataClass] {
        let named = flows.reduce(into: Set<DataClass>()) { $0.formUnion(carried[$1]) }
        return DataClass.allCases.filter { named.contains($0) || general[$0] != nil }
    }

    func carrying(_ dataClass: DataClass, among flows: [Int]) -> [Int] {
        flows.filter { carried[$0].contains(dataClass) }
    }

    /// What moves a class by these flows and those without programs: what passes, and what filters drop.
    func arcs(_ own: [Int], _ dataClass: DataClass, hosts: [Int]) -> (
        passing: [FlowGraph.Arc], dropped: [FlowGraph.Arc]
    ) {
        var (passing, dropped): ([FlowGraph.Arc], [FlowGraph.Arc]) = ([], [])
        let general = general[dataClass] ?? []
        passing.reserveCapacity(own.count + general.count)
        func add(_ from: Int, _ to: Int, _ index: Int, _ move: Move) {
            let arc = FlowGraph.Arc(from: from, to: to, flow: index)
            if !move.drops.isEmpty, move.drops.contains(dataClass) { dropped.append(arc) } else { passing.append(arc) }
        }
        for index in own.isEmpty ? general : (own + general).sorted() {
            let move = moves[index]
            // Most flows have a system at either end; nothing is allocated for them.
            switch (move.from, move.to) {
            case (let from?, let to?): add(from, to, index, move)
            case (let from?, nil): for to in hosts { add(from, to, index, move) }
            case (nil, let to?): for from in hosts { add(from, to, index, move) }
            case (nil, nil): for from in hosts { for to in hosts { add(from, to, index, move) } }
            }
        }
        return (passing, dropped)
    }
}
