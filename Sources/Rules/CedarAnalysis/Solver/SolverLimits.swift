/// How much one query may cost. What is not answered within it is unknown.
public struct SolverLimits: Hashable, Sendable {
    /// Z3's count of its own steps, the same on every machine; some millions a second.
    public let stepsMax: UInt32
    /// Wall-clock time in milliseconds, for work that Z3 does not count.
    public let millisecondsMax: UInt32
    /// The most terms that a query may have; a larger one is not put to the solver.
    public let termsMax: Int

    /// Limits; by default those that the command line uses.
    public init(stepsMax: UInt32 = 60_000_000, millisecondsMax: UInt32 = 30_000, termsMax: Int = 200_000) {
        self.stepsMax = stepsMax
        self.millisecondsMax = millisecondsMax
        self.termsMax = termsMax
    }
}
