/// Everything that is wrong with a catalogue or with the clauses of a plant, each with its place.
public struct ObligationProblems: Error, Sendable, Equatable, CustomStringConvertible {
    /// One line each: `file:line:column: what is wrong`.
    public let problems: [String]

    /// Makes the error.
    public init(_ problems: [String]) { self.problems = problems }

    /// One problem a line.
    public var description: String { problems.joined(separator: "\n") }
}
