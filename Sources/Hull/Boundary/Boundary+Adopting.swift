internal import Cedar
internal import Journal
internal import PlantModel
internal import Storage
internal import Synchronization

extension Boundary {
    /// Declares a kind of record, so that policies are held against its lists when they are adopted.
    /// - Throws: what does not fit its table, or what the policies in force ask that a list of it cannot.
    public func declare<Entry: LabelledRecord>(_ type: Entry.Type) throws(BaselineProblems) {
        let kind = try DeclaredKind(type.kind)
        let (world, isAlike) = state.withLock { state in
            (state.world, state.kinds.values.contains { $0.listShape == kind.listShape })
        }
        // Policies that are in force were held against all kinds that are declared.
        if let world, !isAlike { try Self.check([kind], world) }
        state.withLock { $0.kinds[kind.name] = kind }
    }

    /// Declares what the trail of access is shown by.
    func declareTrail() throws(BaselineProblems) {
        try declare(AccessEvent.self)
        try declare(AccessTally.self)
        try declare(AccessAnswer.self)
        try declare(AccessReason.self)
        try declare(AccessRemedy.self)
        try declare(AccessReviewSheet.self)
        try declare(AccessReach.self)
        try declare(AccessShift.self)
        try declare(PolicyShift.self)
        try declare(AccessMapCell.self)
        try declare(ExposureSheet.self)
        try declare(Exposure.self)
        try declare(ClassificationMeasure.self)
        try declare(LaterGrant.self)
        try declare(LabelDoubt.self)
        try declare(AuthorizationStanding.self)
        try declare(LogStanding.self)
        try declare(TrailBundle.self)
        try declare(LogCitation.self)
    }

    /// Adopts policies. From then on they decide; what was released under others no longer leaves.
    ///
    /// That they were approved is for whoever calls this to see to.
    /// - Parameter adopter: who adopts them, for the journal.
    /// - Throws: `BaselineProblems` for what is wrong with them, `BoundaryError.notJournaled`: those in force stay then. But where it is not known
    ///   whether these were recorded, nobody is given anything until others are adopted, or the control log was opened anew and asked.
    @discardableResult
    public func adopt(_ baseline: PolicyBaseline, by adopter: Subject) async throws -> PolicyEpoch {
        guard let day = Day(millisecondsSince1970: clock.now) else { throw BoundaryError.noDay }
        let (number, latest, kinds, exhausted) = try state.withLock { state in
            guard !state.awaitsRestoring else { throw BoundaryError.notRestored }
            state.adoptions += 1
            let exhausted = state.uses.exhausted(under: baseline.plant)
            return (state.adoptions, max(day, state.lastDay ?? day), state.kinds, exhausted)
        }
        // The digest is that of all facts of the day, also where an authorization is used up.
        let whole = try makeWorld(baseline, epoch: number, day: latest)
        let world =
            exhausted.isEmpty
            ? whole : try makeWorld(baseline, epoch: number, day: latest, without: exhausted, as: whole.epoch)
        try Self.check(kinds.values.sorted { $0.name < $1.name }, world)
        var payload = PayloadText()
        payload.set("epoch", number)
        payload.set("digest", world.epoch.digest)
        payload.set("plant", baseline.plant.enterprise)
        payload.set("day", latest.description)
        if let release = baseline.release { payload.set("release", release) }
        payload.set("policies", world.policies.policies.map(\.id.description))
        do throws(BoundaryError) {
            try await record(ControlRecord.adoptedKind, by: adopter, payload, in: control)
        } catch {
            if !error.isUnwritten { state.withLock { $0.doubt(number, baseline, world) } }
            throw error
        }
        return state.withLock { state in
            state.lastDay = max(latest, state.lastDay ?? latest)
            return state.enter(number, baseline, world)
        }
    }

    /// Everything in the policies that a list of these kinds cannot ask of a database.
    static func check(_ kinds: [DeclaredKind], _ world: DecisionWorld) throws(BaselineProblems) {
        var problems: [String] = []
        var shapes: Set<String> = []
        for kind in kinds where shapes.insert(kind.listShape).inserted {
            for (asker, action) in lists {
                for language in QueryLanguage.allCases {
                    let key = RowFilter.Key(shape: kind.listShape, asker: asker, action: action, language: language)
                    do throws(BaselineProblems) {
                        _ = try RowFilter(kind, key, world)
                    } catch {
                        problems += error.problems.filter { !problems.contains($0) }
                    }
                }
            }
        }
        guard problems.isEmpty else { throw BaselineProblems(problems) }
    }

    /// Who asks for lists, and for what.
    private static let lists: [(EntityTypeName, RecordAction)] = [
        ("Person", .view), ("Person", .print), ("Person", .export), ("Person", .count),
        ("System", .receive),
    ]

    /// Takes over what the register knows of a person. Until it is recorded the person is given nothing, so that a fact that was taken back
    /// counts at once.
    /// - Throws: `BoundaryError.notJournaled`: the person stays without facts; `invalidQuestion` for an id that an audience of the plant has.
    public func learn(_ person: PersonFacts, by source: Subject) async throws(BoundaryError) {
        let subject = Subject.person(person.id)
        if let world = state.withLock({ $0.world }), world.facts.index.audiences[person.id] != nil {
            throw BoundaryError(
                .invalidQuestion,
                "the register has a person of the id \(person.id.debugDescription), which is an audience of the plant; use another"
            )
        }
        try await record(subject, by: source) { known, day in
            var facts = person
            facts.grantedNeeds = (known?.granted ?? []).filter { need in
                // Of a day that is not known nothing is left that ends.
                need.until.map { last in day.map { $0 <= last } ?? false } ?? true
            }
            return facts
        }
    }

    /// Whether the register knows just these facts of a person; what was granted here beside them does not count.
    /// - Parameter statedAnew: whether the same as of another day is another statement.
    public func hasFacts(_ person: PersonFacts, statedAnew: Bool) -> Bool {
        let known = state.withLock { $0.people[.person(person.id)]?.facts }
        return known?.isStatement(of: person, statedAnew: statedAnew) ?? false
    }

    /// Records other facts of a person, made of what is known at that moment, so that nothing that comes in meanwhile is lost. Until they are recorded the
    /// person is given nothing.
    func record(
        _ subject: Subject,
        by source: Subject,
        facts make: (Person?, Day?) throws(BoundaryError) -> PersonFacts
    ) async throws(BoundaryError) {
        let (facts, version, aggregate) = try forget(subject, for: make)
        let draft = try draft(
            ControlRecord.factsKind,
            by: source,
            facts.payload(version: version),
            label: nil,
            aggregate: aggregate
        )
        _ = try await append([draft], in: control)
        state.withLock { state in
            // What was learnt, or forgotten, meanwhile is newer.
            if state.people[subject]?.version == version { state.people[subject]?.facts = facts }
        }
    }

    /// Forgets a person, who is given nothing from then on.
    /// - Throws: `BoundaryError.notJournaled`; the person is forgotten all the same, until the next start.
    public func dismiss(_ person: String, by source: Subject) async throws(BoundaryError) {
        let (_, version, aggregate) = try forget(.person(person)) { _, _ in nil as PersonFacts? }
        var payload = PayloadText()
        payload.set("person", person)
        payload.set("version", version)
        let draft = try draft(ControlRecord.dismissedKind, by: source, payload, label: nil, aggregate: aggregate)
        _ = try await append([draft], in: control)
    }

    /// What is to be recorded, if that may be, the version of it, and what its event is about. What was granted here stays with the person until
    /// nothing is known any more.
    private func forget<Facts>(_ subject: Subject, for make: (Person?, Day?) throws(BoundaryError) -> Facts)
        throws(BoundaryError) -> (facts: Facts, version: UInt64, aggregate: AggregateID)
    {
        guard let new = AggregateID(provider.randomBytes(16)) else {
            throw BoundaryError(.notJournaled, "the cryptographic module gave no 16 random bytes; replace it")
        }
        return try state.withLock { state throws(BoundaryError) in
            guard !state.awaitsRestoring else { throw .notRestored }
            // The event has a time, which a restart counts from.
            state.lastDay = [state.lastDay, Day(millisecondsSince1970: clock.now)].compactMap(\.self).max()
            let facts = try make(state.people[subject], state.lastDay)
            state.versions += 1
            let person = Person(
                facts: nil,
                granted: (facts as? PersonFacts)?.grantedNeeds ?? [],
                version: state.versions,
                aggregate: state.people[subject]?.aggregate ?? new
            )
            state.people[subject] = person
            state.tables = state.tables.filter { $0.key.subject != subject }
            state.sessions = state.sessions.filter { $0.key.subject != subject }
            state.admissions = state.admissions.filter { $0.key.table.subject != subject }
            return (facts, person.version, person.aggregate)
        }
    }
}
