public import Planning
public import PlantModel

/// CBC and Clp of the COIN-OR project, through their C interfaces (`apt-get install coinor-libcbc-dev`).
public struct CoinSolver: LinearSolver {
    /// Makes a solver.
    public init() {}

    /// Opens the continuous relaxation of a program in Clp.
    public func relaxation(of program: LinearProgram) -> any LinearRelaxation {
        ClpRelaxation(program)
    }

    /// Searches a good point in whole numbers with Cbc.
    public func integerPoint(of program: LinearProgram, objective: [Int], start: [Int]?, nodes: Int) -> [Int]? {
        CbcSearch(program, objective: objective).point(start: start, nodes: nodes)
    }
}
