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
        /// How: over the rows of slots, or over those of the sets that `prices` leaves.
        public var proof: Node
        /// What leaves out all sets that no placement below the bound holds; nil where the form is not `sets`.
        public var prices: Prices?

        /// Makes a stage.
        public init(bound: Int, proof: Node, prices: Prices? = nil) {
            self.bound = bound
            self.proof = proof
            self.prices = prices
        }
    }

    /// Multipliers of the rows of `SetModel` by which no set's reduced price is below zero.
    public struct Prices: Sendable, Equatable, Codable {
        /// What is left out is what no placement that costs less than this can hold.
        public var target: Int
        /// Row and multiplier, in turn.
        public var multipliers: [Int]
        /// The cuts whose rows come after those of the model, each a list of classes.
        public var cuts: [SetModel.Cut]

        /// Makes prices.
        public init(target: Int, multipliers: [Multiplier], cuts: [SetModel.Cut]) {
            self.target = target
            self.multipliers = multipliers.flatMap { [$0.row, $0.times] }
            self.cuts = cuts
        }

        /// The multipliers; nil where one lacks its partner.
        public var pairs: [Multiplier]? {
            guard multipliers.count.isMultiple(of: 2) else { return nil }
            return stride(from: 0, to: multipliers.count, by: 2).map {
                Multiplier(row: multipliers[$0], times: multipliers[$0 + 1])
            }
        }
    }

    /// What the columns of the rows are.
    public enum Form: String, Sendable, Equatable, Codable {
        /// Slots without capacity, and units that can be placed alike taken together.
        case slots
        /// Copies of slots, with capacity.
        case copies
        /// Sets of units that one instance can hold.
        case sets
    }

    /// What multipliers are divided by.
    public static let scale = 1 << 30

    /// What the columns of the rows are.
    public var form: Form
    /// Groups and slots or classes, a line each.
    public var outline: [String]
    /// Units of which each two must be in different instances, by index in the problem: no plan has fewer instances than these are.
    public var clique: [Int]
    /// One entry a stage; for an infeasible problem one entry, which shows a bound of at least 1 on a price of nothing.
    public var stages: [Stage]

    /// Makes a certificate.
    public init(form: Form, outline: [String], clique: [Int], stages: [Stage]) {
        self.form = form
        self.outline = outline
        self.clique = clique
        self.stages = stages
    }
}
