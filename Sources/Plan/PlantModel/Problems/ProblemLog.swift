/// Collects what is found while a plant is read and checked. Errors beyond a limit are counted only; warnings are all kept.
struct ProblemLog {
    private(set) var errors: [PlantProblem] = []
    private(set) var warnings: [PlantProblem] = []
    private(set) var omitted = 0

    /// How many errors there were, those not listed included: unchanged means that nothing was wrong in between.
    var errorCount: Int { errors.count + omitted }

    /// Whether another error would be listed; if not, no work should go into its suggestion.
    var isListing: Bool { errors.count < Limits.problemsMax }

    mutating func add(
        _ code: ProblemCode,
        at place: SourcePlace,
        _ message: @autoclosure () -> String,
        suggestion: @autoclosure () -> String? = nil
    ) {
        if code.severity == .warning {
            warnings.append(PlantProblem(code, at: place, message(), suggestion: suggestion()))
        } else if isListing {
            errors.append(PlantProblem(code, at: place, message(), suggestion: suggestion()))
        } else {
            omitted += 1
        }
    }

    /// All of it in the order of places, one place's problems in the order found.
    var failure: PlantProblems {
        PlantProblems(problems: ProblemLog.inOrder(errors + warnings), omitted: omitted)
    }

    /// The warnings in the order of places.
    var orderedWarnings: [PlantProblem] { ProblemLog.inOrder(warnings) }

    private static func inOrder(_ problems: [PlantProblem]) -> [PlantProblem] {
        problems.enumerated()
            .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
            .map(\.element)
    }
}
