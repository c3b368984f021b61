import PlantModel

/// A small generator whose sequence is the seed's alone.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

extension PlacementProblem {
    /// A small problem with every kind of term.
    static func random(seed: UInt64, withCapacity: Bool) -> PlacementProblem {
        var generator = SeededGenerator(seed: seed)
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        let environmentCount = number(2...3)
        let classCount = number(1...3)
        let enforcementCount = number(1...2)
        let programCount = number(2...4)
        var units: [Unit] = []
        for program in 0..<programCount {
            let separationClass = number(0...(classCount - 1))
            for site in 0..<number(1...2) where units.count < 5 {
                var eligible = (0..<environmentCount).filter { _ in number(0...3) > 0 }
                if eligible.isEmpty { eligible = [number(0...(environmentCount - 1))] }
                units.append(
                    Unit(
                        program: "p\(program)",
                        site: "s\(site)",
                        load: number(0...4),
                        eligible: eligible,
                        separationClass: separationClass
                    )
                )
            }
        }
        let rungs = Separation.allCases
        let separations = (0..<enforcementCount).map { _ in
            var matrix = Array(repeating: Array(repeating: Separation.shared, count: classCount), count: classCount)
            for first in 0..<classCount {
                for second in first..<classCount {
                    let draw = number(0...9)
                    let rung = draw < 4 ? rungs[0] : draw < 6 ? rungs[1] : draw < 9 ? rungs[2] : rungs[3]
                    matrix[first][second] = rung
                    matrix[second][first] = rung
                }
            }
            return matrix
        }
        let environments = (0..<environmentCount).map { index in
            Environment(
                id: "e\(index)",
                capacity: withCapacity && number(0...1) == 0 ? number(4...8) : nil,
                maximumInstances: number(1...4),
                enforcement: number(0...(enforcementCount - 1))
            )
        }
        var entangled = Array(repeating: Array(repeating: false, count: environmentCount), count: environmentCount)
        for first in 0..<environmentCount {
            for second in first..<environmentCount {
                let shared = first == second || number(0...3) == 0
                entangled[first][second] = shared
                entangled[second][first] = shared
            }
        }
        func someUnits() -> [Int] {
            let chosen = units.indices.filter { _ in number(0...1) == 0 }
            return chosen.isEmpty ? [0] : chosen
        }
        let features = (0..<number(1...4)).map { Feature(kind: "system", id: "f\($0)", units: someUnits()) }
        let controls = (0..<number(0...2)).map { Control(id: "c\($0)", units: someUnits()) }
        let objectives = (0..<2).map { stage in
            Objective(
                name: "stage \(stage)",
                instance: environments.map { _ in number(0...9) },
                environment: environments.map { _ in number(0...5) },
                compartment: number(0...3),
                feature: features.map { _ in
                    number(0...1) == 0 ? [number(0...4)] : environments.map { _ in number(0...4) }
                },
                overControl: number(0...3),
                unit: units.map { unit in unit.eligible.map { _ in number(0...5) } },
                constant: number(-5...5)
            )
        }
        return PlacementProblem(
            units: units,
            environments: environments,
            separations: separations,
            entangled: entangled,
            features: features,
            controls: controls,
            objectives: objectives
        )
    }
}

extension PlacementProblem {
    /// A small problem without capacity that has a program with one or two twins, equal in all but their names. A program of two sites has a
    /// feature of its own, as its master data is one.
    static func alike(seed: UInt64) -> PlacementProblem {
        var problem = PlacementProblem.random(seed: seed, withCapacity: false)
        var generator = SeededGenerator(seed: seed &+ 13)
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        let first = problem.units.indices.filter { problem.units[$0].program == "p0" }
        let other = problem.units.indices.filter { problem.units[$0].program != "p0" }.prefix(4 - 2 * (first.count - 1))
        problem.keepUnits(first + other.prefix(first.count == 2 ? 1 : number(1...2)))
        if first.count == 2 {
            problem.features.append(Feature(kind: "program", id: "p0", units: first))
            for stage in problem.objectives.indices { problem.objectives[stage].feature.append([number(0...4)]) }
        }
        let own = problem.features.indices.filter { problem.features[$0].kind == "program" }
        for twin in 1...(first.count == 2 ? 1 : 5 - problem.units.count) {
            let added = first.map { problem.units.count + $0 }
            for unit in first {
                var copy = problem.units[unit]
                copy.program = "q\(twin)"
                problem.units.append(copy)
                for stage in problem.objectives.indices {
                    problem.objectives[stage].unit.append(problem.objectives[stage].unit[unit])
                }
                let position = problem.units.count - 1
                for index in problem.features.indices
                where !own.contains(index) && problem.features[index].units.contains(unit) {
                    problem.features[index].units.append(position)
                }
                for index in problem.controls.indices where problem.controls[index].units.contains(unit) {
                    problem.controls[index].units.append(position)
                }
            }
            for index in own {
                problem.features.append(Feature(kind: "program", id: "q\(twin)", units: added))
                for stage in problem.objectives.indices {
                    problem.objectives[stage].feature.append(problem.objectives[stage].feature[index])
                }
            }
        }
        return problem
    }

    /// Leaves out all other units, and features and controls of none that are left.
    private mutating func keepUnits(_ kept: [Int]) {
        units = kept.map { units[$0] }
        for stage in objectives.indices { objectives[stage].unit = kept.map { objectives[stage].unit[$0] } }
        func renumbered(_ list: [Int]) -> [Int] { list.compactMap { kept.firstIndex(of: $0) } }
        for index in features.indices { features[index].units = renumbered(features[index].units) }
        for index in controls.indices { controls[index].units = renumbered(controls[index].units) }
        for index in features.indices.reversed() where features[index].units.isEmpty {
            features.remove(at: index)
            for stage in objectives.indices { objectives[stage].feature.remove(at: index) }
        }
        controls.removeAll { $0.units.isEmpty }
    }
}
