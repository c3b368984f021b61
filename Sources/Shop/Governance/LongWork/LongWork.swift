internal import CedarAnalysis
internal import Foundation

/// Tells how far work is: the step, how much of it is done and of how much. Returns whether its outcome is still wanted.
typealias WorkProgress = @Sendable (_ step: String, _ done: Int, _ of: Int) -> Bool

/// Work that takes minutes, with all that doing it takes: a question that is answered, or something that is taken over.
protocol LongWork: Sendable {
    /// Seconds that it may take; nil for what all in its line may.
    var secondsMax: Int? { get }

    /// Whether what was asked is shown with its outcome; what is not is let go once it is settled.
    var isShownAfterwards: Bool { get }

    /// Does it.
    /// - Parameters:
    ///   - limits: of each query to the prover.
    ///   - interrupt: by which the prover is stopped.
    ///   - progress: told how far it is.
    /// - Returns: nil where its outcome is not wanted any more.
    func outcome(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: @escaping WorkProgress) async
        -> WorkLine.Standing?
}

/// A question whose answer is worked out by one thread, which is held for as long as that takes: by the prover, or by stores that are read.
protocol Inquiry: LongWork {
    /// Works the answer out.
    /// - Returns: nil where the answer is not wanted any more.
    func answer(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: WorkProgress) -> WorkLine.Standing?
}

extension LongWork {
    var secondsMax: Int? { nil }
    var isShownAfterwards: Bool { true }
}

extension Inquiry {
    func outcome(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: @escaping WorkProgress) async
        -> WorkLine.Standing?
    {
        await withCheckedContinuation { continuation in
            // A thread, because it is held for minutes, and requests have to be answered by the others.
            let thread = Thread { continuation.resume(returning: answer(limits, interrupt, progress)) }
            thread.stackSize = WorkLine.stackBytes
            thread.start()
        }
    }
}
