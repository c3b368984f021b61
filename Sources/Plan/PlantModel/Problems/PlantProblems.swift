/// Why a plant did not load: every problem found, errors and warnings, in the order of their places.
public struct PlantProblems: Error, Sendable, Equatable, CustomStringConvertible {
    /// The problems, at least one of them an error.
    public let problems: [PlantProblem]
    /// How many more there were than are listed.
    public let omitted: Int

    /// Makes the error.
    public init(problems: [PlantProblem], omitted: Int = 0) {
        self.problems = problems
        self.omitted = omitted
    }

    /// The errors among them.
    public var errors: [PlantProblem] { problems.filter { $0.severity == .error } }

    /// One line each.
    public var description: String {
        var lines = problems.map(\.description)
        if omitted > 0 { lines.append("and \(omitted) more") }
        return lines.joined(separator: "\n")
    }
}
