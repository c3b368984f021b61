/// A placement problem as rows: the pattern model.
///
/// A *slot* is one instance that might be opened: an environment, a maximal set of separation kinds that may share an instance there, and a
/// set of instance-wide controls that the instance carries. A unit whose controls are not among the slot's cannot go in; one that goes in
/// pays for the slot's controls that it does not need. Since the slot with exactly the controls of its units is among the candidates, an
/// optimum pays exactly its over-control, and the term stays linear. Maximal sets suffice, because a unit's absence never costs; so
/// slots have no symmetry among them and the relaxation is usually tight.
///
/// Without binding capacity one slot of each kind suffices: two instances of equal slots could be merged at no cost. With capacity a
/// slot stands in several copies, opened in order, and units are not grouped.
///
/// The rows are the same for whoever builds the model from the same problem: planner and checker each build it from the plant.
public struct SlotModel: Sendable {
    /// Why a problem has no model of this form.
    public enum Failure: Error, Sendable, Equatable {
        /// More maximal sets than can be listed.
        case tooManyPatterns(environment: String)
        /// More columns than can be solved.
        case tooManyColumns
    }

    /// Limits beyond which the model is not built.
    static let patternsMax = 3_000
    static let columnsMax = 3_000_000
    /// Unions of control sets listed for one pattern; where there are more, the model is not built.
    static let controlSetsMax = 64

    struct Slot: Sendable {
        let environment: Int
        let kinds: [Int]
        let controls: [Int]
        /// Items that can go in, ascending.
        let members: [Int]
        /// Maximal sets of kinds that may share a compartment.
        let compartments: [[Int]]
        let opened: Int
        let compartmentColumns: [Int]
        /// Parallel to `members`: the compartments an item may go to and the column of each.
        var places: [[(compartment: Int, column: Int)]] = []
        /// Features with a column of their own: the members that call for each, by position in `members`, and the column.
        var presences: [(members: [Int], column: Int)] = []
    }

    /// Rows and bounds; every column is a whole number.
    public internal(set) var program = LinearProgram()
    /// Prices by objective, then by column.
    public private(set) var objectives: [[Int]]
    /// Columns in the order in which a case split should prefer them: instances, environments, compartments, the rest.
    public private(set) var splitRank: [UInt8] = []
    /// Lines that say how units were grouped and which slots there are, for a certificate to repeat and a checker to compare.
    public private(set) var outline: [String] = []

    let problem: PlacementProblem
    let kinds: SeparationKinds
    let groups: ItemGroups
    private(set) var slots: [Slot] = []
    /// Whether no placement needs more instances of a slot, or more units placed by themselves, than there are.
    private(set) var isComplete = true
    /// How many further instances of a slot, and members of each group by themselves, there are.
    public let spares: Int

    /// Builds the model. `withCapacity` adds capacity rows and copies of slots, and places units one by one.
    ///
    /// - Parameter spares: how many further instances of a slot without capacity there can be, and how many members of each group are
    ///   placed by themselves. A least plan needs none: two instances of one slot cost no less than one. A plan with a given number of
    ///   instances may; see `spareFree` for how many it needs.
    public init(_ problem: PlacementProblem, withCapacity: Bool, spares: Int = 0) throws(Failure) {
        self.problem = problem
        self.spares = spares
        kinds = SeparationKinds(problem)
        groups = ItemGroups(problem, kinds: kinds, loose: withCapacity ? nil : spares)
        if groups.items.contains(where: { $0.units.count > 1 }) { isComplete = false }
        objectives = problem.objectives.map { _ in [] }
        for environment in problem.environments.indices {
            try addSlots(environment, withCapacity: withCapacity, spares: spares)
        }
        addCover()
        addFeatures()
        addEnvironments()
        addInfrastructure()
        outline = groups.items.enumerated().map { index, item in
            "item \(index): "
                + item.units.map { "\(problem.units[$0].program)@\(problem.units[$0].site)" }.joined(separator: " ")
        }
        outline += slots.enumerated().map { index, slot in
            "slot \(index): \(problem.environments[slot.environment].id) kinds \(slot.kinds) controls "
                + "\(slot.controls.map { problem.controls[$0].id }) items \(slot.members)"
        }
    }

    mutating func column(rank: UInt8, _ prices: (Int) -> Int) -> Int {
        for stage in objectives.indices { objectives[stage].append(prices(stage)) }
        splitRank.append(rank)
        return program.addColumn()
    }

    private mutating func addSlots(_ environment: Int, withCapacity: Bool, spares: Int) throws(Failure) {
        let place = problem.environments[environment]
        let here = groups.items.indices.filter { groups.items[$0].eligible.contains(environment) }
        guard !here.isEmpty, place.maximumInstances > 0 else { return }
        let present = Set(here.map { groups.items[$0].kind }).sorted()
        let kinds = self.kinds
        guard
            let patterns = MaximalSets.all(
                of: present,
                limit: Self.patternsMax,
                compatible: { kinds.mayShareInstance($0, $1, enforcement: place.enforcement) }
            )
        else { throw .tooManyPatterns(environment: place.id) }
        let pricesControls = problem.objectives.contains { $0.overControl != 0 }
        var firstOfEnvironment = slots.count
        for pattern in patterns {
            let candidates = here.filter { pattern.contains(groups.items[$0].kind) }
            guard let unions = Self.unions(pricesControls ? candidates.map { groups.items[$0].controls } : []) else {
                throw .tooManyPatterns(environment: place.id)
            }
            var seen: Set<[Int]> = []
            for controls in unions {
                let wanted = Set(controls)
                let members =
                    pricesControls ? candidates.filter { wanted.isSuperset(of: groups.items[$0].controls) } : candidates
                // Among slots of the same members the first has the fewest controls; the others never cost less.
                guard !members.isEmpty, seen.insert(members).inserted else { continue }
                let needed = withCapacity && place.capacity != nil ? members.count : 1 + spares
                let copies = min(place.maximumInstances, min(needed, members.count))
                // A slot is never in more instances than it has units.
                let unitCount = members.reduce(0) { $0 + groups.items[$1].units.count }
                if copies < min(place.maximumInstances, unitCount) { isComplete = false }
                for copy in 0..<copies {
                    try addSlot(environment, pattern, controls, members, follows: copy > 0, withCapacity: withCapacity)
                }
            }
        }
        guard slots.count > firstOfEnvironment else { return }
        if slots.count - firstOfEnvironment > place.maximumInstances {
            while firstOfEnvironment < slots.count {
                program.add(1, slots[firstOfEnvironment].opened)
                firstOfEnvironment += 1
            }
            program.closeRow(lower: nil, upper: place.maximumInstances)
        }
    }

    /// All unions of the sets, each ascending, smaller ones first; nil where there are too many.
    private static func unions(_ sets: [[Int]]) -> [[Int]]? {
        var all: Set<Set<Int>> = [[]]
        for set in Set(sets.map(Set.init)).sorted(by: { $0.sorted().lexicographicallyPrecedes($1.sorted()) }) {
            for known in all { all.insert(known.union(set)) }
            if all.count > controlSetsMax { return nil }
        }
        return all.map { $0.sorted() }.sorted {
            $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count < $1.count
        }
    }

    private mutating func addSlot(
        _ environment: Int,
        _ pattern: [Int],
        _ controls: [Int],
        _ members: [Int],
        follows: Bool,
        withCapacity: Bool
    ) throws(Failure) {
        let place = problem.environments[environment]
        let present = pattern.filter { kind in members.contains { groups.items[$0].kind == kind } }
        let kinds = self.kinds
        guard
            let compartments = MaximalSets.all(
                of: present,
                limit: Self.patternsMax,
                compatible: { kinds.mayShareCompartment($0, $1, enforcement: place.enforcement) }
            )
        else { throw .tooManyPatterns(environment: place.id) }
        let single = compartments.count == 1
        let problem = self.problem
        // A feature that every member calls for comes with the instance: it needs no column of its own.
        let always = alwaysPresent(members)
        let features = groups.features
        let opened = column(rank: 0) { stage in
            problem.objectives[stage].instance[environment] + (single ? problem.objectives[stage].compartment : 0)
                + always.reduce(0) { $0 + features[$1].prices[stage][environment] }
        }
        var compartmentColumns: [Int] = []
        if !single {
            for _ in compartments { compartmentColumns.append(column(rank: 2) { problem.objectives[$0].compartment }) }
        }
        var slot = Slot(
            environment: environment,
            kinds: present,
            controls: controls,
            members: members,
            compartments: compartments,
            opened: opened,
            compartmentColumns: compartmentColumns
        )
        for member in members { slot.places.append(placeColumns(member, environment, controls, compartments)) }
        guard program.columnCount <= Self.columnsMax else { throw .tooManyColumns }
        addSlotRows(slot)
        if withCapacity, let capacity = place.capacity {
            for (position, member) in members.enumerated() {
                let load = groups.items[member].units.reduce(0) { $0 + problem.units[$1].load }
                for place in slot.places[position] { program.add(load, place.column) }
            }
            program.add(-capacity, opened)
            program.closeRow(lower: nil, upper: 0)
        }
        if follows, let before = slots.last {
            program.add(1, opened)
            program.add(-1, before.opened)
            program.closeRow(lower: nil, upper: 0)
        }
        slots.append(slot)
    }

    private func alwaysPresent(_ members: [Int]) -> [Int] {
        groups.features.indices.filter { Set(groups.features[$0].items).isSuperset(of: members) }
    }

    private mutating func placeColumns(
        _ member: Int,
        _ environment: Int,
        _ controls: [Int],
        _ compartments: [[Int]]
    ) -> [(compartment: Int, column: Int)] {
        let item = groups.items[member]
        guard let position = item.eligible.firstIndex(of: environment) else { return [] }
        let spare = controls.count - item.controls.count
        let problem = self.problem
        let pricesControls = problem.objectives.contains { $0.overControl != 0 }
        var places: [(compartment: Int, column: Int)] = []
        for (index, compartment) in compartments.enumerated() where compartment.contains(item.kind) {
            let column = column(rank: 3) { stage in
                item.prices[stage][position]
                    + (pricesControls ? problem.objectives[stage].overControl * spare * item.units.count : 0)
            }
            places.append((index, column))
        }
        return places
    }

    private mutating func addSlotRows(_ slot: Slot) {
        for places in slot.places {
            if !slot.compartmentColumns.isEmpty {
                for place in places {
                    program.add(1, place.column)
                    program.add(-1, slot.compartmentColumns[place.compartment])
                    program.closeRow(lower: nil, upper: 0)
                }
            }
            if places.isEmpty { continue }
            for place in places { program.add(1, place.column) }
            program.add(-1, slot.opened)
            program.closeRow(lower: nil, upper: 0)
        }
        for column in slot.compartmentColumns {
            program.add(1, column)
            program.add(-1, slot.opened)
            program.closeRow(lower: nil, upper: 0)
        }
    }

    private mutating func addCover() {
        var columns = [[Int]](repeating: [], count: groups.items.count)
        for slot in slots {
            for (position, member) in slot.members.enumerated() {
                columns[member] += slot.places[position].map(\.column)
            }
        }
        for item in columns {
            for column in item { program.add(1, column) }
            program.closeRow(lower: 1, upper: 1)
        }
    }

    private mutating func addFeatures() {
        let groups = self.groups
        for (index, slot) in slots.enumerated() {
            let position = Dictionary(uniqueKeysWithValues: slot.members.enumerated().map { ($1, $0) })
            for feature in groups.features {
                let here = feature.items.compactMap { position[$0] }
                if here.isEmpty || here.count == slot.members.count
                    || feature.prices.allSatisfy({ $0[slot.environment] == 0 })
                {
                    continue
                }
                let present = column(rank: 4) { feature.prices[$0][slot.environment] }
                slots[index].presences.append((here, present))
                for member in here {
                    for place in slot.places[member] { program.add(1, place.column) }
                    program.add(-1, present)
                    program.closeRow(lower: nil, upper: 0)
                }
            }
        }
    }

    private mutating func addEnvironments() {
        let problem = self.problem
        for environment in problem.environments.indices
        where problem.objectives.contains(where: { $0.environment[environment] != 0 }) {
            let here = slots.filter { $0.environment == environment }
            if here.isEmpty { continue }
            let used = column(rank: 1) { problem.objectives[$0].environment[environment] }
            for slot in here {
                program.add(1, slot.opened)
                program.add(-1, used)
                program.closeRow(lower: nil, upper: 0)
            }
        }
    }

    /// Kinds that must not have infrastructure in common: whoever is in an environment keeps the other out of all that are entangled with it.
    private mutating func addInfrastructure() {
        let problem = self.problem
        var present: [Int: [Int: Int]] = [:]
        func mustPart(_ first: Int, _ second: Int, _ environments: [Int]) -> Bool {
            environments.contains {
                kinds.separation(first, second, enforcement: problem.environments[$0].enforcement) == .environment
            }
        }
        let all = problem.environments.indices
        let parting = (0..<kinds.count).filter { first in (0..<kinds.count).contains { mustPart(first, $0, Array(all)) }
        }
        for environment in all {
            for kind in parting {
                let columns = slots.filter { $0.environment == environment }.flatMap { slot in
                    slot.members.indices.filter { groups.items[slot.members[$0]].kind == kind }.map {
                        slot.places[$0].map(\.column)
                    }
                }
                if columns.isEmpty { continue }
                let here = column(rank: 2) { _ in 0 }
                present[environment, default: [:]][kind] = here
                for places in columns {
                    for column in places { program.add(1, column) }
                    program.add(-1, here)
                    program.closeRow(lower: nil, upper: 0)
                }
            }
        }
        for first in all {
            for second in first..<problem.environments.count where problem.entangled[first][second] {
                for (kind, column) in (present[first] ?? [:]).sorted(by: { $0.key < $1.key }) {
                    for (other, otherColumn) in (present[second] ?? [:]).sorted(by: { $0.key < $1.key })
                    where (first != second || kind < other) && mustPart(kind, other, [first, second]) {
                        program.add(1, column)
                        program.add(1, otherColumn)
                        program.closeRow(lower: nil, upper: 1)
                    }
                }
            }
        }
    }

    /// The placement that a point in whole numbers stands for.
    public func placement(of point: [Int]) -> Placement {
        var instances: [Placement.Instance] = []
        for slot in slots {
            var byCompartment: [Int: [Int]] = [:]
            for (position, member) in slot.members.enumerated() {
                for place in slot.places[position] where point[place.column] == 1 {
                    byCompartment[place.compartment, default: []] += groups.items[member].units
                }
            }
            if byCompartment.isEmpty { continue }
            let compartments = byCompartment.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
            instances.append(Placement.Instance(environment: slot.environment, compartments: compartments))
        }
        instances.sort { ($0.environment, $0.compartments[0][0]) < ($1.environment, $1.compartments[0][0]) }
        return Placement(instances: instances)
    }
}
