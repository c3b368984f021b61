import PlantModel

/// Finds cuts that a fractional choice of sets breaks.
enum SetCuts {
    /// A cut must be broken by this much.
    static let violationMin = 0.02

    /// The cuts over three classes that are broken most; ties by classes.
    ///
    /// Complexity: triples of classes that are together in some fractional set, times those sets.
    static func broken(_ model: SetModel, sets: [UnitSet], point: [Double], most: Int, known: Set<SetModel.Cut>)
        -> [SetModel.Cut]
    {
        var holding: [[(set: Int, count: Int)]] = model.classes.map { _ in [] }
        for (index, set) in sets.enumerated() where point[index] > 1e-7 {
            for (unitClass, count) in set.counts { holding[unitClass].append((index, count)) }
        }
        let single = model.classes.indices.filter { model.classes[$0].units.count.isMultiple(of: 2) == false }
        let partners = Dictionary(
            uniqueKeysWithValues: single.map { first in
                let held = Set(holding[first].flatMap { sets[$0.set].classes })
                return (first, single.filter { $0 != first && held.contains($0) })
            }
        )
        var triples: Set<[Int]> = []
        for first in single {
            let near = partners[first] ?? []
            for (position, second) in near.enumerated() {
                for third in near[(position + 1)...] { triples.insert([first, second, third].sorted()) }
            }
        }
        var count = [Int](repeating: 0, count: sets.count)
        var broken: [(violation: Double, cut: SetModel.Cut)] = []
        for triple in triples {
            var touched: [Int] = []
            for unitClass in triple {
                for (set, held) in holding[unitClass] {
                    if count[set] == 0 { touched.append(set) }
                    count[set] += held
                }
            }
            var sum = 0.0
            for set in touched {
                sum += Double(count[set] / 2) * point[set]
                count[set] = 0
            }
            let cut = SetModel.Cut(classes: triple)
            let violation = sum - Double(model.most(cut))
            if violation > violationMin, !known.contains(cut) { broken.append((violation, cut)) }
        }
        broken.sort {
            $0.violation != $1.violation
                ? $0.violation > $1.violation : $0.cut.classes.lexicographicallyPrecedes($1.cut.classes)
        }
        return broken.prefix(most).map(\.cut)
    }
}
