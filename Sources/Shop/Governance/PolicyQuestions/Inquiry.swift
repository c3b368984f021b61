internal import CedarAnalysis

/// Tells how far work is: the step, how much of it is done and of how much. Returns whether the answer is still wanted.
typealias InquiryProgress = (_ step: String, _ done: Int, _ of: Int) -> Bool

/// A question whose answer takes minutes, with all that answering it takes.
protocol Inquiry: Sendable {
    /// Seconds that it may take; nil for what all may.
    var secondsMax: Int? { get }

    /// Works the answer out.
    /// - Parameters:
    ///   - limits: of each query to the prover.
    ///   - interrupt: by which the prover is stopped.
    ///   - progress: told how far it is.
    /// - Returns: nil where the answer is not wanted any more.
    func answer(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: InquiryProgress)
        -> PolicyQuestions.Standing?
}

extension Inquiry {
    var secondsMax: Int? { nil }
}
