public import PlantModel

/// What solves linear and integer programs. It is trusted for nothing: every answer is rounded and checked in exact integers.
///
/// An implementation is deterministic and runs on one thread; effort is limited in iterations and nodes, never in seconds, so that the
/// same input gives the same answer on any machine.
public protocol LinearSolver: Sendable {
    /// Opens the continuous relaxation of a program, to be solved again and again as bounds and prices change.
    func relaxation(of program: LinearProgram) -> any LinearRelaxation

    /// Searches a good point in whole numbers; nil when none was found within the limit.
    ///
    /// - Parameters:
    ///   - program: all of its columns are integers.
    ///   - objective: one price for each column.
    ///   - start: a point in whole numbers to start from, if one is known.
    ///   - nodes: at most this many nodes of the search tree.
    func integerPoint(of program: LinearProgram, objective: [Int], start: [Int]?, nodes: Int) -> [Int]?
}

/// A relaxation that is held open in a solver. Not to be shared between threads.
public protocol LinearRelaxation: AnyObject {
    /// Replaces the objective.
    func setObjective(_ objective: [Int])
    /// Replaces the bounds of a column.
    func setBounds(column: Int, lower: Int, upper: Int)
    /// Adds a row.
    func addRow(columns: [Int], values: [Int], lower: Int?, upper: Int?)
    /// Adds a column with its price and its entries.
    func addColumn(objective: Double, lower: Double, upper: Double, rows: [Int], values: [Double])
    /// Solves from wherever the last solve ended.
    func solve(iterations: Int) -> LinearSolution
}

/// The answer of a relaxation.
public struct LinearSolution: Sendable {
    /// How a solve ended.
    public enum Status: Sendable {
        /// An optimum was found.
        case optimal
        /// No point satisfies all rows and bounds.
        case infeasible
        /// Stopped: limit reached, numerical trouble, or unbounded.
        case stopped
    }

    /// How it ended.
    public var status: Status
    /// The value of the objective.
    public var value: Double
    /// The point.
    public var point: [Double]
    /// One multiplier for each row: at an optimum the row duals, for an infeasible program a Farkas ray.
    public var multipliers: [Double]

    /// Makes a solution.
    public init(status: Status, value: Double, point: [Double], multipliers: [Double]) {
        self.status = status
        self.value = value
        self.point = point
        self.multipliers = multipliers
    }
}
