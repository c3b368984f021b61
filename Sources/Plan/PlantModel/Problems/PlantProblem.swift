/// Something wrong with a plant file, with its place, what was expected and, where one is near, the valid name.
public struct PlantProblem: Sendable, Hashable, CustomStringConvertible {
    /// How bad it is.
    public enum Severity: String, Sendable, CaseIterable {
        /// The plant does not load.
        case error
        /// The plant loads, and reports say so.
        case warning
    }

    /// Where.
    public let place: SourcePlace
    /// Which kind of problem; its code is stable and documented.
    public let code: ProblemCode
    /// What is wrong, and what was expected.
    public let message: String
    /// The nearest valid name.
    public let suggestion: String?

    /// Makes a problem.
    public init(_ code: ProblemCode, at place: SourcePlace, _ message: String, suggestion: String? = nil) {
        self.code = code
        self.place = place
        self.message = message
        self.suggestion = suggestion
    }

    /// How bad it is: the code says.
    public var severity: Severity { code.severity }

    /// `plant.yaml:12:5: error BH-M012: …; did you mean 'site'?`
    public var description: String {
        "\(place): \(severity.rawValue) \(code.rawValue): \(message)\(Self.hint(suggestion))"
    }

    /// `; did you mean 'site'?`, or nothing where no valid name is near.
    public static func hint(_ nearest: String?) -> String { nearest.map { "; did you mean '\($0)'?" } ?? "" }
}
