import PlantModel

/// The cheapest set of columns that has at least one of every cover, each with the column that it needs; by linear relaxation, a search in
/// whole numbers and a case split. What is shown as a bound is added up in exact integers (`SafeBound`), whatever the solver says.
struct LeastSet {
    /// How far a search goes. No limit is in seconds: the same input gives the same answer on any machine.
    struct Limits: Sendable {
        /// Pivots of one relaxation.
        var iterations = 100_000
        /// Nodes of one search in whole numbers.
        var searchNodes = 2_000
        /// Nodes of one case split.
        var proofNodes = 400
    }

    struct Outcome: Sendable {
        /// The columns chosen, ascending.
        var columns: [Int]
        var cost: Int
        /// No set of columns costs less.
        var bound: Int
        /// What shows that, for each part by itself.
        var parts: [Part] = []
    }

    /// Covers that share no column with others, and what shows what they cost.
    struct Part: Sendable {
        /// By index in the covers.
        var covers: [Int]
        /// The columns of the program, in its order. After the rows of the covers come those of the needs, in this order.
        var columns: [Int]
        var proof: PlacementCertificate.Node
    }

    let solver: any LinearSolver
    var limits = Limits()

    /// Splits what has no column in common, and adds up. Every cover has a column.
    func solve(covers: [[Int]], columns: CutColumns, prove: Bool) -> Outcome {
        var parts = Parts(columns.actions.count)
        for cover in covers {
            for column in cover.dropFirst() { parts.join(cover[0], column) }
        }
        for (column, need) in columns.needs.enumerated() {
            if let need { parts.join(column, need) }
        }
        var grouped: [Int: [Int]] = [:]
        for (index, cover) in covers.enumerated() {
            grouped[parts.representative(cover[0]), default: []].append(index)
        }
        var outcome = Outcome(columns: [], cost: 0, bound: 0)
        for (_, group) in grouped.sorted(by: { $0.key < $1.key }) {
            var part = solveConnected(group.map { covers[$0] }, columns, prove: prove)
            part.parts[0].covers = group
            outcome.columns += part.columns
            outcome.cost += part.cost
            outcome.bound += part.bound
            outcome.parts += part.parts
        }
        outcome.columns.sort()
        return outcome
    }

    private func solveConnected(_ covers: [[Int]], _ columns: CutColumns, prove: Bool) -> Outcome {
        var used = Set(covers.joined())
        for column in used { if let need = columns.needs[column] { used.insert(need) } }
        let order = used.sorted()
        let position = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        var program = LinearProgram()
        for _ in order { _ = program.addColumn() }
        for cover in covers {
            for column in cover { if let at = position[column] { program.add(1, at) } }
            program.closeRow(lower: 1, upper: nil)
        }
        for column in order {
            guard let need = columns.needs[column], let from = position[column], let to = position[need] else {
                continue
            }
            program.add(1, to)
            program.add(-1, from)
            program.closeRow(lower: 0, upper: nil)
        }
        let objective = order.map { columns.prices[$0] }
        var search = CaseSplit(solver: solver, limits: limits, program: program, objective: objective)
        let (point, bound, proof) = search.run(prove: prove)
        let chosen = order.indices.filter { point[$0] > 0 }
        return Outcome(
            columns: chosen.map { order[$0] },
            cost: chosen.reduce(0) { $0 + objective[$1] },
            bound: bound,
            parts: [Part(covers: [], columns: order, proof: proof)]
        )
    }
}

/// Sets that are joined again and again.
private struct Parts {
    private var above: [Int]

    init(_ count: Int) { above = Array(0..<count) }

    mutating func representative(_ one: Int) -> Int {
        var root = one
        while above[root] != root { root = above[root] }
        var at = one
        while above[at] != root { (at, above[at]) = (above[at], root) }
        return root
    }

    mutating func join(_ one: Int, _ other: Int) {
        let (first, second) = (representative(one), representative(other))
        above[max(first, second)] = min(first, second)
    }
}
