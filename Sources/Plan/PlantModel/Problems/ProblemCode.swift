/// The kinds of problems of a plant file. A code never changes its meaning and is never used again.
public enum ProblemCode: String, Sendable, Hashable, CaseIterable {
    /// A file cannot be read.
    case unreadableFile = "BH-M001"

    /// How bad it is.
    public var severity: PlantProblem.Severity { .error }
}
