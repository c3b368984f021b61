internal import Cedar
internal import Classification
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// What a person needs to be let see a record that is refused, if that is a need to know for its program; nil where nothing refuses it.
    ///
    /// Of what the person may not know of nothing is told: it is refused as what is not there. What does not hang on a need to know is denied as by any
    /// other question. Being asked is no refusal, so that the trail counts each once; what is asked for is recorded with the request.
    /// - Throws: `notFound`; `denied` where a need to know would not be enough, or would take away what the person has; `failed`.
    public func need<Entry: LabelledRecord, Way: Channel>(
        of person: String,
        for type: Entry.Type,
        _ id: AggregateID,
        in compartment: CompartmentName,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> AccessNeed? {
        let subject = Subject.person(person)
        let viewed: (record: Entry, session: Session, verdict: Verdict)?
        do throws(BoundaryError) {
            guard let session = try self.session(subject, .view, channel, whereabouts) else {
                throw BoundaryError(.invalidQuestion, "\(subject) is not in the register; register whoever asks")
            }
            viewed = try viewing(try read(type, id, in: compartment), session)
            if viewed == nil { try await recordUnseen(nil, type.kind.name, subject, in: compartment) }
        } catch {
            throw .failed(error)
        }
        guard let (record, session, verdict) = viewed else { throw .notFound }
        if verdict.isAllowed { return nil }
        let programs = record.origin.label.label.values(in: "program")
        do throws(BoundaryError) {
            // A record of several programs takes as many requests as nobody could tell apart.
            if programs.count == 1, let program = programs.first,
                try wouldGive(person, program, seeing: record, session, channel, whereabouts)
            {
                return AccessNeed(
                    person: person,
                    program: program,
                    record: id,
                    kind: type.kind.name,
                    compartment: compartment,
                    label: session.world.label(of: .auditTrail, program: program)
                )
            }
        } catch {
            throw .failed(error)
        }
        throw .denied(Denial(verdict, subject: subject, action: .view, world: session.world))
    }

    /// Whether a need to know for a program would give a person classes of its records at a screen of a place, and take nothing of any program away: who
    /// is not limited by program would be by the first need that is on file.
    /// - Throws: `noPolicies`.
    /// - Complexity: programs × classes decisions, twice.
    public func wouldGive(_ person: String, needFor program: String, at place: Whereabouts) throws(BoundaryError)
        -> Bool
    {
        let (world, place) = (try world(), place.by(factors: Whereabouts.factorsMax))
        guard let facts = state.withLock({ $0.people[.person(person)]?.facts }) else { return false }
        let screen = Screen(isShared: true)
        let (before, after) = (facts, facts.needing(program))
        let programs = world.facts.plant.programs.map(\.id)
        let changes = programs.flatMap { each in
            let was = world.verdicts(person, before, each, .view, screen, place)
            let will = world.verdicts(person, after, each, .view, screen, place)
            return zip(was, will).map { (program: each, was: $0.isAllowed, will: $1.isAllowed) }
        }
        return changes.contains { $0.program == program && !$0.was && $0.will }
            && !changes.contains { $0.was && !$0.will }
    }

    private func wouldGive<Entry: LabelledRecord, Way: Channel>(
        _ person: String,
        _ program: String,
        seeing record: Entry,
        _ session: Session,
        _ channel: Way,
        _ whereabouts: Whereabouts
    ) throws(BoundaryError) -> Bool {
        let facts = state.withLock { $0.people[.person(person)]?.facts }
        guard let facts, try wouldGive(person, needFor: program, at: whereabouts),
            let asker = Self.asker(.person(person), facts.needing(program), 0, session.world)
        else { return false }
        // How the session was begun is no matter of need: that is asked for when the record is.
        let place = whereabouts.by(factors: Whereabouts.factorsMax)
        let context = Self.context(of: channel, for: .person(person), place, in: session.world)
        let question = try question(about: record)
        return session.world.verdicts([question], asker, .view, context).allSatisfy(\.isAllowed)
    }

    /// A record with whether it may be seen; nil for one that is not there or may not even be known of.
    private func viewing<Entry: LabelledRecord>(_ record: Entry?, _ session: Session) throws(BoundaryError) -> (
        record: Entry, session: Session, verdict: Verdict
    )? {
        guard let record else { return nil }
        let question = try question(about: record)
        let view = session.table.verdict(question)
        guard view.isAllowed || session.known.verdict(question).isAllowed else { return nil }
        return (record, session, view)
    }

    private func question<Entry: LabelledRecord>(about record: Entry) throws(BoundaryError) -> RecordQuestion {
        let kind = try declared(Entry.self, beforeItIs: "asked about")
        return RecordQuestion(
            label: RecordLabel(record.origin.label, of: kind.dataClass),
            fieldClass: nil,
            facts: kind.facts(record.origin)
        )
    }
}

extension PersonFacts {
    /// These, with a need to know for a program.
    fileprivate func needing(_ program: String) -> PersonFacts {
        var facts = self
        facts.grantedNeeds.append(Dated(program))
        return facts
    }
}
