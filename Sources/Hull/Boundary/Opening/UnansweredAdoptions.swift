internal import Journal
internal import PlantModel
internal import Synchronization

/// Adoptions of policies that may be in the control log or not, since its answer was lost. As long as there is one, nobody knows which policies
/// are in force, so that none decide.
struct UnansweredAdoptions {
    /// What was in force before them; nil where nothing was.
    var before: (baseline: PolicyBaseline, world: DecisionWorld)?
    /// Each by its number.
    var adoptions: [UInt64: (baseline: PolicyBaseline, world: DecisionWorld)] = [:]
}

extension Boundary.State {
    /// Notes that the answer to an adoption was lost. What was decided before is forgotten, and what was released does not leave any more.
    mutating func doubt(_ number: UInt64, _ baseline: PolicyBaseline, _ world: DecisionWorld) {
        // A newer one that was recorded counts whatever became of this one.
        guard number > epoch else { return }
        if unanswered == nil {
            var before: (PolicyBaseline, DecisionWorld)?
            if let old = self.baseline, let now = self.world { before = (old, now) }
            unanswered = UnansweredAdoptions(before: before)
        }
        unanswered?.adoptions[number] = (baseline, world)
        self.baseline = nil
        enter(nil)
    }

    /// Puts policies in force that were recorded as adopted.
    /// - Returns: the epoch in force; that of a newer adoption which came first.
    mutating func enter(_ number: UInt64, _ baseline: PolicyBaseline, _ world: DecisionWorld) -> PolicyEpoch {
        guard number >= epoch else { return (self.world ?? unanswered?.before?.world ?? world).epoch }
        epoch = number
        if var unanswered {
            unanswered.adoptions = unanswered.adoptions.filter { $0.key > number }
            unanswered.before = (baseline, world)
            guard unanswered.adoptions.isEmpty else {
                self.unanswered = unanswered
                return world.epoch
            }
        }
        unanswered = nil
        self.baseline = baseline
        enter(world)
        return world.epoch
    }
}

extension Boundary {
    /// Asks the control log, opened anew, what became of adoptions whose answer was lost. One that is in it counts. If none is, those that were in
    /// force before are adopted once more: with that entry the log has grown, and no write that was on its way can come after.
    /// - Throws: `notJournaled`; nothing is given out then.
    func settleAdoptions(_ record: ControlRecord) async throws {
        guard let unanswered = state.withLock({ $0.unanswered }) else { return }
        let found = record.adoption.flatMap { adoption in
            unanswered.adoptions[adoption.epoch].flatMap { $0.world.epoch.digest == adoption.digest ? $0 : nil }
        }
        if let found, let number = record.adoption?.epoch, number == unanswered.adoptions.keys.max() {
            _ = state.withLock { $0.enter(number, found.baseline, found.world) }
        } else if let last = found?.baseline ?? unanswered.before?.baseline {
            _ = try await adopt(last, by: .system("bulkhead"))
        }
    }
}

extension BoundaryError {
    static let adoptionInDoubt = BoundaryError(
        .noPolicies,
        "whether the policies that were adopted last are recorded is not known: until the control log is opened anew, or policies are adopted again, nothing is given out"
    )
}
