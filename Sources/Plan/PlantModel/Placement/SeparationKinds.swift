/// Units by what they must be kept apart from.
///
/// The separation matrices of a problem speak of units of *different* programs. Two programs of one class may have to be kept apart while
/// the sites of one program may always be together; so a program whose own units would be kept apart from each other, were they of
/// different programs, gets kinds of its own. Within a kind everything may be shared, whatever program a unit belongs to, and kinds that
/// are kept apart from the same others are one kind.
struct SeparationKinds {
    /// The kind of each unit.
    let kindOfUnit: [Int]
    /// The number of kinds.
    let count: Int
    /// By enforcement, then row by row: the least separation of two kinds.
    private let matrices: [[UInt8]]

    init(_ problem: PlacementProblem) {
        let classCount = problem.separations.first?.count ?? 0
        var highest = [UInt8](repeating: 0, count: classCount * classCount)
        for matrix in problem.separations {
            for first in 0..<classCount {
                for second in 0..<classCount {
                    let rung = matrix[first][second].rawValue
                    if rung > highest[first * classCount + second] { highest[first * classCount + second] = rung }
                }
            }
        }
        var classesOfProgram: [String: [Int]] = [:]
        for unit in problem.units {
            if classesOfProgram[unit.program]?.contains(unit.separationClass) != true {
                classesOfProgram[unit.program, default: []].append(unit.separationClass)
            }
        }
        let apart = classesOfProgram.mapValues { classes in
            classes.contains { first in classes.contains { highest[first * classCount + $0] > 0 } }
        }

        struct Draft: Hashable {
            var program: String?
            var separationClass: Int
        }
        var draftIndex: [Draft: Int] = [:]
        var drafts: [Draft] = []
        var draftOfUnit: [Int] = []
        for unit in problem.units {
            let own = apart[unit.program] ?? false
            let draft = Draft(program: own ? unit.program : nil, separationClass: unit.separationClass)
            if let index = draftIndex[draft] {
                draftOfUnit.append(index)
            } else {
                draftIndex[draft] = drafts.count
                draftOfUnit.append(drafts.count)
                drafts.append(draft)
            }
        }
        func row(_ first: Draft) -> [UInt8] {
            var row: [UInt8] = []
            row.reserveCapacity(drafts.count * problem.separations.count)
            for matrix in problem.separations {
                let classRow = matrix[first.separationClass]
                for second in drafts {
                    let same = first == second || (first.program != nil && first.program == second.program)
                    row.append(same ? 0 : classRow[second.separationClass].rawValue)
                }
            }
            return row
        }
        var kindOfRow: [[UInt8]: Int] = [:]
        var representative: [Int] = []
        var kindOfDraft: [Int] = []
        for (index, draft) in drafts.enumerated() {
            let key = row(draft)
            if let kind = kindOfRow[key] {
                kindOfDraft.append(kind)
            } else {
                kindOfRow[key] = representative.count
                kindOfDraft.append(representative.count)
                representative.append(index)
            }
        }
        let kindCount = representative.count
        var matrices = [[UInt8]](
            repeating: [UInt8](repeating: 0, count: kindCount * kindCount),
            count: problem.separations.count
        )
        for (row, kind) in kindOfRow {
            for enforcement in matrices.indices {
                for other in 0..<kindCount {
                    matrices[enforcement][kind * kindCount + other] =
                        row[enforcement * drafts.count + representative[other]]
                }
            }
        }
        self.matrices = matrices
        count = kindCount
        kindOfUnit = draftOfUnit.map { kindOfDraft[$0] }
    }

    /// The least separation of two kinds where an enforcement holds.
    func separation(_ first: Int, _ second: Int, enforcement: Int) -> PlacementProblem.Separation {
        PlacementProblem.Separation(rawValue: matrices[enforcement][first * count + second]) ?? .environment
    }

    /// Whether two kinds may be in one instance where an enforcement holds.
    func mayShareInstance(_ first: Int, _ second: Int, enforcement: Int) -> Bool {
        matrices[enforcement][first * count + second] < PlacementProblem.Separation.instance.rawValue
    }

    /// Whether two kinds may be in one compartment where an enforcement holds.
    func mayShareCompartment(_ first: Int, _ second: Int, enforcement: Int) -> Bool {
        matrices[enforcement][first * count + second] == 0
    }
}
