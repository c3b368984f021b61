import Cedar
public import PlantModel

/// The least separation between units, asked by signature, by what an environment enforces, and in both orders.
public struct Separations: Sendable {
    /// The class of each unit: units of one class are equal in all that a policy on `share` reads.
    public let classes: [Int]
    /// One unit of each class.
    public let representatives: [Int]
    /// `matrix[enforcement][a][b]`, for different programs.
    public let matrix: [[[PlacementProblem.Separation]]]
    /// The obligations that refuse each rung below the least one permitted, by enforcement and pair of classes (a <= b); no entry where
    /// everything may be shared, all rungs where none is permitted.
    public let refusals: [[[Int]: [[String]]]]
    /// Policies that erred, each with its place.
    public let errors: [String]
    /// Pairs of classes that even separate infrastructure does not satisfy, with the obligations that refuse.
    public let impossible: [[Int]: [String]]

    /// Asks the policies. Complexity: classes² × kinds of enforcement × rungs × policies on `share`.
    public init(questioner: PolicyQuestioner, terms: PlacementTerms) {
        let policies = questioner.obligations.asking("share").map(\.policy)
        let reads = PolicyReads(policies, of: [.principal, .resource])
        let context = PolicyReads(policies, of: []).contextRead
        let readsSites = !context.isDisjoint(with: ["site", "otherSite"])
        var known: [String: Int] = [:]
        var classes: [Int] = []
        var representatives: [Int] = []
        for (unit, place) in terms.places.enumerated() {
            var text = ""
            if let program = questioner.facts.entities[EntityUID(type: "Program", id: place.program)] {
                text = reads.signature(of: program)
            }
            if readsSites { text += "‖" + place.site }
            if let known = known[text] {
                classes.append(known)
            } else {
                known[text] = representatives.count
                classes.append(representatives.count)
                representatives.append(unit)
            }
        }
        self.classes = classes
        self.representatives = representatives
        var asker = PairAsker(questioner: questioner, places: representatives.map { terms.places[$0] })
        var matrix: [[[PlacementProblem.Separation]]] = []
        var refusals: [[[Int]: [[String]]]] = []
        for enforcement in terms.enforcements {
            let answer = asker.matrix(where: enforcement)
            matrix.append(answer.rungs)
            refusals.append(answer.refusals)
        }
        self.matrix = matrix
        self.refusals = refusals
        errors = asker.errors.sorted()
        let programs = Dictionary(grouping: terms.places.indices, by: { classes[$0] })
            .mapValues { Set($0.map { terms.places[$0].program }) }
        impossible = asker.impossible.filter { pair, _ in
            // A class is only at odds with itself where two programs are of it.
            pair.reduce(into: Set<String>()) { $0.formUnion(programs[$1] ?? []) }.count > 1
        }
    }

    /// The matrix as it would be without some obligations, with the pairs that even separate infrastructure does not satisfy.
    func matrix(
        without isDropped: (String) -> Bool
    ) -> (rungs: [[[PlacementProblem.Separation]]], impossible: Set<[Int]>) {
        var rungs = matrix
        var impossible: Set<[Int]> = []
        for enforcement in refusals.indices {
            for (pair, byRung) in refusals[enforcement] {
                // Beyond the refused rungs the next one is permitted; where all are refused there is none.
                let least = byRung.firstIndex { $0.allSatisfy(isDropped) } ?? byRung.count
                if least == PlacementProblem.Separation.allCases.count { impossible.insert(pair) }
                let rung = PlacementProblem.Separation(rawValue: UInt8(least)) ?? .environment
                rungs[enforcement][pair[0]][pair[1]] = rung
                rungs[enforcement][pair[1]][pair[0]] = rung
            }
        }
        return (rungs, impossible)
    }

    /// The obligations that refuse the rung below the least permitted one; empty where everything may be shared.
    public func refusedBy(enforcement: Int, _ first: Int, _ second: Int) -> [String] {
        refusals[enforcement][[min(first, second), max(first, second)]]?.last ?? []
    }
}

/// Asks `share` for pairs of classes.
private struct PairAsker {
    let questioner: PolicyQuestioner
    let places: [PlacementFacts.Place]
    var errors: Set<String> = []
    var impossible: [[Int]: [String]] = [:]

    init(questioner: PolicyQuestioner, places: [PlacementFacts.Place]) {
        self.questioner = questioner
        self.places = places
    }

    mutating func matrix(
        where enforcement: PlacementFacts.Enforcement
    ) -> (rungs: [[PlacementProblem.Separation]], refusals: [[Int]: [[String]]]) {
        var rungs = Array(
            repeating: Array(repeating: PlacementProblem.Separation.shared, count: places.count),
            count: places.count
        )
        var refusals: [[Int]: [[String]]] = [:]
        for first in places.indices {
            for second in first..<places.count {
                let answer = least(first, second, enforcement)
                rungs[first][second] = answer.rung
                rungs[second][first] = answer.rung
                if !answer.refusals.isEmpty { refusals[[first, second]] = answer.refusals }
            }
        }
        return (rungs, refusals)
    }

    /// The lowest rung that both orders permit. Two programs of one class stand for each other, so the class's own pair is asked of a
    /// twin: the same facts under another name.
    private mutating func least(
        _ first: Int,
        _ second: Int,
        _ enforcement: PlacementFacts.Enforcement
    ) -> (rung: PlacementProblem.Separation, refusals: [[String]]) {
        var refusals: [[String]] = []
        for rung in PlacementProblem.Separation.allCases {
            let one = ask(first, second, rung, enforcement)
            let other = first == second ? one : ask(second, first, rung, enforcement)
            if one.permitted, other.permitted { return (rung, refusals) }
            refusals.append(Set(one.refusedBy + other.refusedBy).sorted())
            errors.formUnion(one.errors + other.errors)
        }
        impossible[[first, second]] = refusals.last ?? []
        return (.environment, refusals)
    }

    private func ask(
        _ first: Int,
        _ second: Int,
        _ rung: PlacementProblem.Separation,
        _ enforcement: PlacementFacts.Enforcement
    ) -> PolicyQuestioner.Answer {
        if first == second {
            return questioner.askTwin(places[first], separation: rung, enforcement: enforcement)
        }
        return questioner.ask(
            Question.share(places[first], places[second], separation: rung, enforcement: enforcement, questioner.facts)
        )
    }
}
