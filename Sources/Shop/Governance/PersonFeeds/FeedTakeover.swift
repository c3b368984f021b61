internal import Boundary
internal import CedarAnalysis
public import Execution

/// A feed of the person register that is taken over, with all that doing so takes.
struct FeedTakeover: LongWork {
    let register: PersonRegister
    let feed: PersonFeed
    let administrator: Subject

    /// Each person is an entry of the log, and there are up to twenty thousand.
    var secondsMax: Int? { 3_600 }

    /// A feed holds all that is known of thousands of persons.
    var isShownAfterwards: Bool { false }

    func outcome(_ limits: SolverLimits, _ interrupt: SolverInterrupt, _ progress: @escaping WorkProgress) async
        -> WorkLine.Standing?
    {
        // Written out after the catch: an await in one is more than the optimizer of Swift 6.3 takes.
        do {
            let change = try await register.take(feed, by: administrator) { done, count in
                progress("register", done, count)
            }
            return .taken(change)
        } catch let refusal as AccountRefusal {
            return .refused(refusal)
        } catch {
            return .failed
        }
    }
}

/// How far the taking over of a feed has come, for whoever sent it: nothing of it but numbers of what was sent.
public enum FeedStanding: Sendable {
    /// It waits until another one is done.
    case waiting
    /// Of so many persons the facts are in force.
    case working(done: Int, of: Int)
    /// It was taken over.
    case taken(PersonRegister.Change)
    /// It was refused, and nothing of it was taken.
    case refused(AccountRefusal)
    /// It ended before its end: it was stopped, took too long, or failed. Of so many persons the facts are in force, of the others what was stated before.
    case ended(FeedEnd, done: Int, of: Int)
}

/// Why a feed was not taken over to its end.
public enum FeedEnd: Sendable {
    /// Whoever sent it stopped it.
    case cancelled
    /// It took more than an hour.
    case late
    /// The register or its log did not take it.
    case failed
}
