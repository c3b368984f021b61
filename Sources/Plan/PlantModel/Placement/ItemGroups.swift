/// Units that can be placed alike, taken together.
///
/// A program falls into *parts*: units joined by a feature of that program alone. Parts that are equal in everything the problem reads
/// (eligible environments, kinds, features shared with others, controls, prices, own features) form a group; the units of a group at one
/// position are an *item*. When capacity does not bind, some optimal plan places the members of a group alike. For take an optimal plan
/// and the member whose own terms (unit prices, over-control, own features) are least, and let all others follow it: no own term grows;
/// an instance that loses its last member of a group loses features, controls and perhaps itself, and none gains any, since the one
/// that is followed was there already; and all members are of the same kinds, so nothing has to be kept apart that was not before.
/// The order of whole objectives is lexicographic, the own terms compare in the same order and add up, so the argument holds for
/// all stages at once.
///
/// Where a plan must have a given number of instances, a member that follows may empty one of them, and then it has to stay where it is.
/// So some members of each group can be left out of the item and placed by themselves.
struct ItemGroups {
    /// Units placed alike.
    struct Item {
        /// The units, one of each member of the group.
        var units: [Int]
        /// Their separation kind.
        var kind: Int
        /// Where they may go, ascending.
        var eligible: [Int]
        /// What they need, ascending.
        var controls: [Int]
        /// Prices by objective, then by position in `eligible`; of all units together.
        var prices: [[Int]]
    }

    /// Features called for by the same items, taken together.
    struct Feature {
        /// At least two.
        var items: [Int]
        /// Prices by objective, then by environment.
        var prices: [[Int]]
    }

    /// Group, then member, then unit.
    private(set) var groups: [[[Int]]] = []
    /// In order of groups and positions.
    private(set) var items: [Item] = []
    /// In order of their first mention.
    private(set) var features: [Feature] = []
    /// The item of each unit.
    private(set) var itemOfUnit: [Int] = []

    /// - Parameter loose: how many members of each group are placed by themselves; nil for all.
    init(_ problem: PlacementProblem, kinds: SeparationKinds, loose: Int? = 0) {
        let parts = Parts(problem)
        var controlsOfUnit = [[Int]](repeating: [], count: problem.units.count)
        for (index, control) in problem.controls.enumerated() {
            for unit in control.units { controlsOfUnit[unit].append(index) }
        }
        collectGroups(problem, kinds: kinds, parts: parts, controls: controlsOfUnit, loose: loose)
        collectItems(problem, kinds: kinds, controls: controlsOfUnit)
        collectFeatures(problem, parts: parts)
    }

    private mutating func collectGroups(
        _ problem: PlacementProblem,
        kinds: SeparationKinds,
        parts: Parts,
        controls: [[Int]],
        loose: Int?
    ) {
        var groupOfSignature: [[Int]: Int] = [:]
        for (index, units) in parts.units.enumerated() {
            var signature: [Int] = loose == nil ? [index] : []
            func append(_ list: [Int]) {
                signature.append(list.count)
                signature.append(contentsOf: list)
            }
            for unit in units {
                signature.append(kinds.kindOfUnit[unit])
                append(problem.units[unit].eligible)
                append(controls[unit])
                append(parts.sharedFeatures[unit])
                for objective in problem.objectives { append(objective.unit.isEmpty ? [] : objective.unit[unit]) }
            }
            for own in parts.ownFeatures[index] {
                append(problem.features[own].units.compactMap { units.firstIndex(of: $0) })
                for objective in problem.objectives { append(objective.feature[own]) }
            }
            if let group = groupOfSignature[signature] {
                groups[group].append(units)
            } else {
                groupOfSignature[signature] = groups.count
                groups.append([units])
            }
        }
        if let loose, loose > 0 {
            groups = groups.flatMap { members in
                let together = max(1, members.count - loose)
                return [Array(members[..<together])] + members[together...].map { [$0] }
            }
        }
    }

    private mutating func collectItems(_ problem: PlacementProblem, kinds: SeparationKinds, controls: [[Int]]) {
        itemOfUnit = [Int](repeating: 0, count: problem.units.count)
        for members in groups {
            for position in members[0].indices {
                let units = members.map { $0[position] }
                let first = units[0]
                for unit in units { itemOfUnit[unit] = items.count }
                let eligible = problem.units[first].eligible
                let prices = problem.objectives.map { objective in
                    eligible.indices.map { place in
                        let row = objective.unit.isEmpty ? [] : objective.unit[first]
                        return row.isEmpty ? 0 : row[place] * units.count
                    }
                }
                items.append(
                    Item(
                        units: units,
                        kind: kinds.kindOfUnit[first],
                        eligible: eligible,
                        controls: controls[first],
                        prices: prices
                    )
                )
            }
        }
    }

    private mutating func collectFeatures(_ problem: PlacementProblem, parts: Parts) {
        let places = problem.environments.indices
        var featureOfItems: [[Int]: Int] = [:]
        for (index, feature) in problem.features.enumerated() where parts.isPriced[index] {
            let touched = Array(Set(feature.units.map { itemOfUnit[$0] })).sorted()
            var weight = 1
            if let part = parts.partOfOwnFeature[index] {
                // An own feature stands for those of all members: it is counted with the first and left out with the others.
                let first = parts.units[part][0]
                let members = items[itemOfUnit[first]].units
                if members.first != first { continue }
                weight = members.count
            }
            if touched.count == 1 {
                let item = touched[0]
                for (stage, objective) in problem.objectives.enumerated() {
                    for (position, place) in items[item].eligible.enumerated() {
                        items[item].prices[stage][position] += weight * objective.price(ofFeature: index, in: place)
                    }
                }
                continue
            }
            let slot = featureOfItems[touched] ?? features.count
            if slot == features.count {
                featureOfItems[touched] = slot
                let zero = [Int](repeating: 0, count: places.count)
                features.append(
                    Feature(items: touched, prices: [[Int]](repeating: zero, count: problem.objectives.count))
                )
            }
            for (stage, objective) in problem.objectives.enumerated() {
                for place in places {
                    features[slot].prices[stage][place] += weight * objective.price(ofFeature: index, in: place)
                }
            }
        }
    }
}
