internal import Journal
internal import PlantModel
internal import Synchronization

extension Boundary {
    /// Takes up what was in force when the plant last ran: persons' facts, who was dismissed, and the policies that were adopted.
    ///
    /// Holds and determinations need nothing of this: holds are read from each log, and determinations are part of the policies.
    /// Whatever was recorded counts, also where a crash kept it from taking effect. What was not recorded never happened: whoever had no answer
    /// says it again. A clock that was set back since the last recorded change of policies or persons does not bring back what had expired.
    /// - Parameters:
    ///   - record: what the control log says.
    ///   - baseline: the policies as they were read again from the released files; nil where others are adopted next.
    /// - Throws: `notRestored` when these are not the policies that were adopted, or it was restored before. Nothing is given out then.
    public func restore(_ record: ControlRecord, policies baseline: PolicyBaseline? = nil) throws(BoundaryError) {
        guard state.withLock({ $0.awaitsRestoring }) else {
            throw BoundaryError(.notRestored, "the boundary was restored before; open it anew to restore it")
        }
        if let baseline { try Self.check(baseline, is: record.adoption) }
        let adopted = try baseline.map { baseline throws(BoundaryError) in try entered(baseline, record) }
        let latest = Day(millisecondsSince1970: record.latest)
        state.withLock { state in
            state.awaitsRestoring = false
            state.versions = max(state.versions, record.versions)
            state.adoptions = max(state.adoptions, record.adoptions)
            state.lastDay = [state.lastDay, latest].compactMap(\.self).max()
            for person in record.persons {
                // A policy names audiences, so nobody may pass for one.
                let isAudience = adopted.map { $0.world.facts.index.audiences[person.id] != nil } ?? false
                state.people[.person(person.id)] = Person(
                    facts: isAudience ? nil : person.facts,
                    version: person.version,
                    aggregate: person.aggregate
                )
            }
            guard let adopted else { return }
            state.baseline = adopted.baseline
            state.epoch = adopted.world.epoch.number
            // A world of the day of the adoption: the first question makes that of today.
            state.enter(adopted.world)
        }
    }

    private static func check(_ baseline: PolicyBaseline, is adoption: ControlRecord.Adoption?) throws(BoundaryError) {
        guard let adoption else {
            throw BoundaryError(
                .notRestored,
                "the control log has no adoption of policies that can be read; restore without policies and adopt a released baseline"
            )
        }
        guard adoption.release == baseline.release else {
            throw BoundaryError(
                .notRestored,
                """
                the files give the baseline \(baseline.release ?? "without a hash"), adopted was \(adoption.release ?? "one without a hash"); \
                give back the released files, or have the change released
                """
            )
        }
    }

    /// The world of the day of the adoption, which has to be decided by as it was then.
    private func entered(_ baseline: PolicyBaseline, _ record: ControlRecord) throws(BoundaryError) -> (
        baseline: PolicyBaseline, world: DecisionWorld
    ) {
        guard let adoption = record.adoption else { throw .notRestored }
        let world: DecisionWorld
        do throws(BaselineProblems) {
            world = try makeWorld(baseline, epoch: adoption.epoch, day: adoption.day)
            try Self.check(state.withLock { $0.kinds.values.sorted { $0.name < $1.name } }, world)
        } catch {
            throw BoundaryError(.notRestored, "the policies that were adopted cannot be asked: \(error)")
        }
        guard world.epoch.digest == adoption.digest else {
            throw BoundaryError(
                .notRestored,
                """
                the files give policies of the digest \(world.epoch.digest), adopted on \(adoption.day) were those of \(adoption.digest); give \
                back the released files, or have the change released
                """
            )
        }
        return (baseline, world)
    }
}

extension BoundaryError {
    static let notRestored = BoundaryError(
        .notRestored,
        "what the control log knows of policies and persons has not been loaded; until it is, nothing is given out"
    )
}
