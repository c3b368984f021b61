internal import Boundary
internal import CedarAnalysis
internal import Execution
internal import Foundation
internal import Journal
internal import PlantModel
internal import Storage
internal import Synchronization

/// A line in which long work waits, is done or has an outcome: one at a time, beside all else that the instance does, each within a time, followed and
/// stopped by whoever asked for it.
///
/// It is kept in memory alone: after a start it is asked for again. What was asked is in no log; what the work itself records is.
final class WorkLine: Sendable {
    /// What a line may use of the machine.
    struct Limits: Sendable {
        /// What waits or is worked on, of all persons together; a person has one.
        var openMax = 8
        /// Outcomes that are kept, the last ones.
        var answersMax = 32
        /// Seconds that one may take.
        var secondsMax = 600
        /// What a query to the prover may cost.
        var solver = SolverLimits()
    }

    enum Standing: Sendable {
        case waiting
        case working(step: String)
        case answered(PolicyAnswer)
        case studied(BaselineStudy)
        case exposed(ProgramExposure)
        case taken(PersonRegister.Change)
        case refused(AccountRefusal)
        case unsound([String])
        case cancelled, late, failed

        var isOpen: Bool {
            switch self {
            case .waiting, .working: true
            default: false
            }
        }

        /// As it is said to whoever asked.
        var name: String {
            switch self {
            case .waiting: "waiting"
            case .working: "working"
            case .answered, .studied, .exposed, .taken: "answered"
            case .unsound, .refused: "unsound"
            case .cancelled: "cancelled"
            case .late: "late"
            case .failed: "failed"
            }
        }
    }

    struct Question: Sendable {
        let id: AggregateID
        let person: String
        /// Nil once it is settled and not shown any more.
        var asked: (any LongWork)?
        let interrupt = SolverInterrupt()
        var standing = Standing.waiting
        /// How much of its last step was done, and of how much, also once it was stopped.
        var done = 0
        var count = 0
    }

    private struct State {
        var questions: [Question] = []
        var isWorking = false
    }

    let limits: Limits
    private let state = Mutex(State())

    init(limits: Limits = Limits()) { self.limits = limits }

    /// Puts a question in line.
    /// - Throws: `tooManyRequests` where one of the person's waits, or as many as can.
    func ask(_ asked: any LongWork, by person: String, id: AggregateID) throws(GovernanceRefusal) {
        let begins = try state.withLock { state throws(GovernanceRefusal) in
            let open = state.questions.filter(\.standing.isOpen)
            guard open.count < limits.openMax, !open.contains(where: { $0.person == person }) else {
                throw GovernanceRefusal(.tooManyRequests)
            }
            let settled = state.questions.count - open.count
            if settled >= limits.answersMax, let oldest = state.questions.firstIndex(where: { !$0.standing.isOpen }) {
                state.questions.remove(at: oldest)
            }
            state.questions.append(Question(id: id, person: person, asked: asked))
            defer { state.isWorking = true }
            return !state.isWorking
        }
        guard begins else { return }
        Task.detached { [self] in await work() }
    }

    /// Puts something in line under a new id, and waits a moment for what is done at once.
    /// - Throws: as ``ask(_:by:id:)``; `noAnswer`.
    func begin(_ asked: any LongWork, by person: String) async throws(GovernanceRefusal) -> AggregateID {
        guard let id = AggregateID(SwiftCryptoProvider().randomBytes(16)) else { throw GovernanceRefusal(.noAnswer) }
        try ask(asked, by: person, id: id)
        await settle(id, of: person)
        return id
    }

    /// Waits until something of somebody is settled, for a moment at most: what is done at once needs no page that looks again.
    func settle(_ id: AggregateID, of person: String, within patience: Duration = .milliseconds(800)) async {
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end, question(id, of: person)?.standing.isOpen == true {
            guard (try? await Task.sleep(for: .milliseconds(20))) != nil else { return }
        }
    }

    /// A question of somebody; nil of anybody else's.
    func question(_ id: AggregateID, of person: String) -> Question? {
        state.withLock { $0.questions.first { $0.id == id && $0.person == person } }
    }

    /// What was found of a baseline that somebody asked about; nil where nothing of it is kept.
    func study(of digest: String) -> BaselineStudy? {
        state.withLock { state in
            for question in state.questions.reversed() {
                if case .studied(let study) = question.standing, study.draft.digest == digest { return study }
            }
            return nil
        }
    }

    /// The questions of somebody, the newest first.
    func questions(of person: String) -> [Question] {
        state.withLock { $0.questions.filter { $0.person == person }.reversed() }
    }

    /// Stops a question of somebody, wherever it is; one that is settled stays as it is.
    /// - Throws: `notFound` for anybody else's.
    func cancel(_ id: AggregateID, of person: String) throws(GovernanceRefusal) {
        guard question(id, of: person) != nil else { throw GovernanceRefusal(.notFound) }
        end(id, as: .cancelled) { $0.person == person }
    }

    private func end(_ id: AggregateID, as standing: Standing, where isMeant: (Question) -> Bool = { _ in true }) {
        let interrupt = state.withLock { state -> SolverInterrupt? in
            guard let place = state.questions.firstIndex(where: { $0.id == id }),
                state.questions[place].standing.isOpen, isMeant(state.questions[place])
            else { return nil }
            state.questions[place].standing = standing
            if state.questions[place].asked?.isShownAfterwards == false { state.questions[place].asked = nil }
            return state.questions[place].interrupt
        }
        interrupt?.stop()
    }

    /// Works on what waits until nothing does.
    private func work() async {
        while let question = next(), let asked = question.asked {
            let (id, seconds) = (question.id, asked.secondsMax ?? limits.secondsMax)
            let clock = Task.detached { [weak self] in
                guard (try? await Task.sleep(for: .seconds(seconds))) != nil else { return }
                self?.end(id, as: .late)
            }
            let outcome = await asked.outcome(limits.solver, question.interrupt) { [self] step, done, count in
                progress(id, step, done, count)
            }
            clock.cancel()
            if let outcome { end(id, as: outcome) }
        }
    }

    private func next() -> Question? {
        state.withLock { state in
            guard
                let place = state.questions.firstIndex(where: {
                    if case .waiting = $0.standing { true } else { false }
                })
            else {
                state.isWorking = false
                return nil
            }
            state.questions[place].standing = .working(step: "")
            return state.questions[place]
        }
    }

    /// - Returns: whether it is still wanted.
    private func progress(_ id: AggregateID, _ step: String, _ done: Int, _ count: Int) -> Bool {
        state.withLock { state in
            guard let place = state.questions.firstIndex(where: { $0.id == id }),
                state.questions[place].standing.isOpen
            else { return false }
            state.questions[place].standing = .working(step: step)
            (state.questions[place].done, state.questions[place].count) = (done, count)
            return true
        }
    }

    /// Policies nest as deep as the reader lets them, and Z3 goes down as deep as they do.
    static let stackBytes = 64 << 20
}
