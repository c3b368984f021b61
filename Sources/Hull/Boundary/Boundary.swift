internal import Cedar
public import Journal
public import PlantModel
public import Storage
internal import Synchronization

/// The one place where data leaves the hull: it decides, clears, records and only then hands out.
///
/// What comes from storage is ``Restricted``; what may leave is a ``Release`` for one recipient by one channel. Decisions hang on the policies
/// in force, the asker's facts, the day, the circumstances and the record's label, and are remembered under all of these. Without policies,
/// without an entry in the register, without a label that policies can read, and without a journal that has recorded it, nothing leaves.
public final class Boundary: Sendable {
    struct State {
        var baseline: PolicyBaseline?
        /// The number of the baseline in force.
        var epoch: UInt64 = 0
        /// The number of the last one that was tried.
        var adoptions: UInt64 = 0
        var world: DecisionWorld?
        var worlds: UInt64 = 0
        var lastDay: Day?
        var people: [Subject: Person] = [:]
        var versions: UInt64 = 0
        var tables: [DecisionTable.Key: DecisionTable] = [:]
        var sessions: [Session.Key: Session] = [:]
        var kinds: [String: DeclaredKind] = [:]
        var compartments: [CompartmentName: OpenCompartment] = [:]
        /// The labels of compartments as the world of the day has them.
        var tightened: [CompartmentName: TightenedLabels] = [:]
        var attachments: [CompartmentName: CompartmentAttachments] = [:]
        var lists: [RowFilter.Key: RowFilter] = [:]
        var admissions: [RowFilter.Question: RowFilter.Decided] = [:]
        var uses = AuthorizationUses()
        /// Adoptions whose answer was lost; nil where every one was answered.
        var unanswered: UnansweredAdoptions?
        /// What the control log knows has still to be loaded.
        var awaitsRestoring: Bool
        /// The last adoption before this start.
        var lastAdoption: ControlRecord.Adoption?
    }

    /// A person with the version of the facts; without facts while they are being recorded, and after the person was dismissed.
    struct Person {
        var facts: PersonFacts?
        /// Needs to know that were granted here; the register's next word about the person does not take them away.
        var granted: [PersonFacts.Dated<String>] = []
        let version: UInt64
        /// What the events of the person are about, so that they are told apart from those of others when they cannot be read any more.
        let aggregate: AggregateID
    }

    /// A compartment that records come from.
    struct OpenCompartment: Sendable {
        var labels: LabelRegister
        let views: any ViewStore
        let language: QueryLanguage
        /// The world that the labels were tightened by; nil for labels as they were recorded.
        var world: UInt64?
    }

    /// How long a release may wait for its exit: one that is not sent by then is asked for again.
    public static let releaseSecondsMax: UInt64 = 60
    /// Askers, actions and contexts that are remembered at once.
    static let tablesMax = 4_096

    let control: CompartmentName
    let clock: any PlantClock
    let sink: any EventSink
    let provider: any CryptographyProvider
    let inspector: (any ContentInspector)?
    let state: Mutex<State>

    /// A boundary that gives nothing out until policies are adopted.
    /// - Parameters:
    ///   - control: the compartment of the site's control log, to which policies and persons' facts are recorded.
    ///   - clock: the plant's clock.
    ///   - sink: the writers of the compartments' logs.
    ///   - provider: gives random ids, and seals the content of attachments.
    ///   - inspector: looks into attachments. Without one they are taken, and none leaves.
    ///   - awaitsRestoring: whether there may be a control log already: until ``restore(_:)`` nothing is given out and nothing is learnt.
    public init(
        control: CompartmentName,
        clock: any PlantClock,
        sink: any EventSink,
        provider: any CryptographyProvider,
        inspector: (any ContentInspector)? = nil,
        awaitsRestoring: Bool = false
    ) {
        state = Mutex(State(awaitsRestoring: awaitsRestoring))
        self.control = control
        self.clock = clock
        self.sink = sink
        self.provider = provider
        self.inspector = inspector
    }

    /// The policies in force; nil before any were adopted.
    public var epoch: PolicyEpoch? { state.withLock { $0.world?.epoch } }

    /// What is decided by; nil before anything was adopted.
    public var baseline: PolicyBaseline? { state.withLock { $0.baseline } }

    /// What decisions about a subject rest on now, for an exit to hold a release against.
    public func standing(of subject: Subject) -> Standing {
        state.withLock { state in
            let version: UInt64? =
                switch subject {
                case .system: 0
                case .person: state.people[subject].flatMap { $0.facts == nil ? nil : $0.version }
                }
            return Standing(epoch: state.world?.epoch, version: version)
        }
    }

    /// Opens a compartment to readers.
    public func open(
        _ compartment: CompartmentName,
        labels: LabelRegister,
        views: any ViewStore,
        language: QueryLanguage
    ) {
        state.withLock { state in
            state.compartments[compartment] = OpenCompartment(labels: labels, views: views, language: language)
            state.tightened[compartment] = nil
            state.uses.expect(compartment)
            state.forgetAdmissions(of: compartment)
        }
    }

    /// Takes a compartment away; the others go on.
    public func close(_ compartment: CompartmentName) {
        state.withLock { state in
            state.compartments[compartment] = nil
            state.tightened[compartment] = nil
            state.forgetAdmissions(of: compartment)
        }
    }

    /// The number of a label in a compartment, for the rows of its views, and the row to be stored with them where it is new.
    ///
    /// For the writer of the compartment alone, which makes rows from events.
    /// - Throws: `unknownCompartment`.
    public func number(of label: RecordLabel, in compartment: CompartmentName) throws(BoundaryError) -> (
        number: Int64, change: RowChange?
    ) {
        let found = state.withLock { state in
            let found = state.compartments[compartment]?.labels.number(of: label)
            if found?.change != nil { state.forgetAdmissions(of: compartment) }
            return found
        }
        guard let found else { throw .unknown(compartment) }
        return found
    }

    /// The label of a program's records of one class, as the plant says today. Sealed for a program that the plant does not have.
    /// - Throws: `noPolicies`.
    public func label(of dataClass: DataClass, program: String) throws(BoundaryError) -> SharedLabel {
        try world().label(of: dataClass, program: program)
    }

    // MARK: The world of the day

    /// The world of today, made anew when the day has passed. A clock that is set back does not bring back what has expired.
    func world() throws(BoundaryError) -> DecisionWorld {
        guard let today = Day(millisecondsSince1970: clock.now) else { throw .noDay }
        let now: (world: DecisionWorld?, baseline: PolicyBaseline?, epoch: UInt64, day: Day, exhausted: Set<String>)
        now = try state.withLock { state throws(BoundaryError) in
            guard !state.awaitsRestoring else { throw .notRestored }
            guard state.unanswered == nil else { throw .adoptionInDoubt }
            let day = max(today, state.lastDay ?? today)
            state.lastDay = day
            return (state.world, state.baseline, state.epoch, day, state.uses.exhausted)
        }
        let (day, epoch) = (now.day, now.epoch)
        if let world = now.world, world.day == day, world.exhausted == now.exhausted { return world }
        guard let baseline = now.baseline else {
            throw BoundaryError(.noPolicies, "no policies were adopted; adopt a released baseline first")
        }
        do throws(BaselineProblems) {
            // What was released under an authorization that is used up since still leaves: the policies are the same.
            let same = now.world.flatMap { $0.day == day && $0.epoch.number == epoch ? $0.epoch : nil }
            let next = try makeWorld(baseline, epoch: epoch, day: day, without: now.exhausted, as: same)
            return state.withLock { state in
                // Whoever was here first for this day, these policies and these uses counts.
                if let world = state.world, world.day == day, world.epoch.number == epoch,
                    world.exhausted == state.uses.exhausted
                {
                    return world
                }
                if state.epoch == epoch, state.unanswered == nil, next.exhausted == state.uses.exhausted {
                    state.enter(next)
                }
                return next
            }
        } catch {
            throw BoundaryError(.noPolicies, "the policies cannot be asked: \(error)")
        }
    }

    func makeWorld(
        _ baseline: PolicyBaseline,
        epoch: UInt64,
        day: Day,
        without exhausted: Set<String> = [],
        as same: PolicyEpoch? = nil
    ) throws(BaselineProblems) -> DecisionWorld {
        let number = state.withLock { state in
            state.worlds += 1
            return state.worlds
        }
        return try DecisionWorld(baseline, epoch: epoch, number: number, day: day, without: exhausted, as: same)
    }
}

extension Boundary.State {
    /// Goes over to another world; what was decided in the one before is forgotten. Nil where none may decide.
    mutating func enter(_ world: DecisionWorld?) {
        if let plant = baseline?.plant { uses.enter(plant) }
        self.world = world
        tables = [:]
        sessions = [:]
        lists = [:]
        admissions = [:]
        tightened = [:]
    }

    mutating func forgetAdmissions(of compartment: CompartmentName) {
        admissions = admissions.filter { $0.key.compartment != compartment }
    }
}

extension BoundaryError {
    static let noDay = BoundaryError(.noPolicies, "the plant's clock says a year beyond 2999; set the clock")

    static func unknown(_ compartment: CompartmentName) -> BoundaryError {
        BoundaryError(
            .unknownCompartment,
            "the compartment \(compartment) is not open here; open it, or ask where it is"
        )
    }
}
