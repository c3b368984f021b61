internal import Journal
internal import PlantModel
internal import Synchronization

extension Boundary {
    /// Takes up what was recorded before this process started: persons' facts, who was dismissed, and which policies were adopted last. These are
    /// taken up by ``resume(_:)``, or others are adopted; until then nothing is given out.
    ///
    /// Holds and determinations need nothing of this: holds are read from each log, and determinations are part of the policies.
    /// Whatever was recorded counts, also where a crash kept it from taking effect. What was not recorded never happened: whoever had no answer
    /// says it again. A clock that was set back since the last recorded change of policies or persons does not bring back what had expired.
    /// - Throws: `notRestored` when it was restored before, or was not opened to be.
    public func restore(_ record: ControlRecord) throws(BoundaryError) {
        let latest = Day(millisecondsSince1970: record.latest)
        try state.withLock { state throws(BoundaryError) in
            guard state.awaitsRestoring else {
                throw BoundaryError(.notRestored, "the boundary was restored before; open it anew to restore it")
            }
            state.awaitsRestoring = false
            state.lastAdoption = record.adoption
            state.versions = max(state.versions, record.versions)
            state.adoptions = max(state.adoptions, record.adoptions)
            state.lastDay = [state.lastDay, latest].compactMap(\.self).max()
            for person in record.persons {
                state.people[.person(person.id)] = Person(
                    facts: person.facts,
                    granted: person.facts?.grantedNeeds ?? [],
                    version: person.version,
                    aggregate: person.aggregate
                )
            }
        }
    }

    /// The last adoption that was recorded before this process started; nil for none, and before it was restored.
    public var lastAdoption: ControlRecord.Adoption? { state.withLock { $0.lastAdoption } }

    /// Whether the clock says an earlier day than one that counted already: that day still counts, since what has expired is not to come back.
    public var isClockBehind: Bool {
        guard let today = Day(millisecondsSince1970: clock.now) else { return false }
        return state.withLock { state in state.lastDay.map { today < $0 } ?? false }
    }

    /// Says that the clock is right now, though it was in the future once: from here on its day counts, also after a restart. For the console alone;
    /// whoever says it, and that facts and authorizations may count again, is recorded.
    /// - Throws: `notJournaled`, `notRestored`. Then the later day goes on to count.
    public func correctClock(by subject: Subject) async throws(BoundaryError) {
        guard let today = Day(millisecondsSince1970: clock.now) else { throw .noDay }
        let before = try state.withLock { state throws(BoundaryError) in
            guard !state.awaitsRestoring else { throw .notRestored }
            return state.lastDay
        }
        var payload = PayloadText()
        payload.set("day", today.description)
        if let before { payload.set("counted", before.description) }
        try await record(ControlRecord.clockKind, by: subject, payload, in: control)
        state.withLock { state in
            // Whatever day was reached meanwhile is no less than this one.
            if state.lastDay == before { state.lastDay = today }
        }
    }

    /// Goes on with the policies that were adopted last, as they were read again from the released files. No event is recorded, for nothing
    /// changes.
    /// - Returns: the epoch of the adoption.
    /// - Throws: `notRestored` when these are not the policies that were adopted. Nothing is given out then.
    @discardableResult
    public func resume(_ baseline: PolicyBaseline) throws(BoundaryError) -> PolicyEpoch {
        let (awaits, adoption, kinds, isInDoubt) = state.withLock {
            ($0.awaitsRestoring, $0.lastAdoption, $0.kinds, $0.unanswered != nil)
        }
        guard !awaits else { throw .notRestored }
        guard !isInDoubt else { throw .adoptionInDoubt }
        guard let adoption else {
            throw BoundaryError(
                .notRestored,
                "the control log has no adoption of policies that can be read; adopt a released baseline"
            )
        }
        guard adoption.release == baseline.release else {
            throw .otherPolicies(baseline.release, than: adoption.release, adoption.day)
        }
        let world: DecisionWorld
        do throws(BaselineProblems) {
            // What was decided by on the day of the adoption; the first question makes the world of today.
            world = try makeWorld(baseline, epoch: adoption.epoch, day: adoption.day)
            try Self.check(kinds.values.sorted { $0.name < $1.name }, world)
        } catch {
            throw BoundaryError(.notRestored, "the policies that were adopted cannot be asked: \(error)")
        }
        guard world.epoch.digest == adoption.digest else {
            throw .otherPolicies(world.epoch.digest, than: adoption.digest, adoption.day)
        }
        return state.withLock { state in
            // One adopted meanwhile has come first: it stays.
            if let newer = state.world, newer.epoch.number > adoption.epoch { return newer.epoch }
            state.baseline = baseline
            state.epoch = adoption.epoch
            state.enter(world)
            return world.epoch
        }
    }
}

extension BoundaryError {
    static let notRestored = BoundaryError(
        .notRestored,
        "what the control log knows of policies and persons has not been loaded; until it is, nothing is given out"
    )

    fileprivate static func otherPolicies(_ found: String?, than adopted: String?, _ day: Day) -> BoundaryError {
        BoundaryError(
            .notRestored,
            """
            the files give policies of the hash \(found ?? "none"), adopted on \(day) were those of \(adopted ?? "none"); give back the released \
            files, or have the change released
            """
        )
    }
}
