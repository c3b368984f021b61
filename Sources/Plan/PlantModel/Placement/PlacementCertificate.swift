/// The proof that no placement does better: for each stage a case split with integer multipliers at its ends.
///
/// The rows are not part of the proof: whoever checks it builds them from the plant or the instance again. `outline` repeats the groups and
/// the slots that the rows were built from; a checker compares it with its own.
public struct PlacementCertificate: Sendable, Equatable, Codable {
    /// One multiplier: the row's index in canonical order, and an integer over `scale`.
    public struct Multiplier: Sendable, Equatable {
        /// The row.
        public var row: Int
        /// The multiplier times `scale`.
        public var times: Int

        /// Makes a multiplier.
        public init(row: Int, times: Int) {
            self.row = row
            self.times = times
        }
    }

    /// A node of the case split.
    public indirect enum Node: Sendable, Equatable {
        /// Multipliers that show the bound by themselves; no rows at all where bounds of columns suffice.
        case end([Multiplier])
        /// Either the column is at most `at`, or it is at least `at + 1`.
        case split(column: Int, at: Int, below: Node, above: Node)
        /// Not worked out: the bound of the multipliers holds here and no better one is claimed.
        case open([Multiplier])
    }

    /// One stage: its value is at least `bound` among placements that keep the earlier stages' values.
    public struct Stage: Sendable, Equatable, Codable {
        /// What is proved.
        public var bound: Int
        /// How.
        public var proof: Node

        /// Makes a stage.
        public init(bound: Int, proof: Node) {
            self.bound = bound
            self.proof = proof
        }
    }

    /// What multipliers are divided by.
    public static let scale = 1 << 30

    /// Whether the rows include capacity.
    public var withCapacity: Bool
    /// Groups and slots, a line each.
    public var outline: [String]
    /// Units of which each two must be in different instances, by index in the problem: no plan has fewer instances than these are.
    public var clique: [Int]
    /// One entry a stage; for an infeasible problem one entry, which shows a bound of at least 1 on a price of nothing.
    public var stages: [Stage]

    /// Makes a certificate.
    public init(withCapacity: Bool, outline: [String], clique: [Int], stages: [Stage]) {
        self.withCapacity = withCapacity
        self.outline = outline
        self.clique = clique
        self.stages = stages
    }
}
