internal import Cedar
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

/// Why somebody may do something to a record, or may not.
public struct AccessQuestion: Sendable {
    /// The person, by the id in the register.
    public let person: String
    /// What for.
    public let action: RecordAction
    /// From where the person would ask, at a screen that others can see.
    public let whereabouts: Whereabouts

    /// A question.
    public init(_ person: String, _ action: RecordAction, from whereabouts: Whereabouts) {
        self.person = person
        self.action = action
        self.whereabouts = whereabouts
    }
}

extension Boundary {
    /// Answers why a person may do something to a record or may not: what decides, where it is written, and the smallest changes that would
    /// permit it. It goes to whoever may see the trail of the record, and is under the record's label; facts about the person are of the class `training`.
    /// - Parameter subject: who asks about the person.
    /// - Throws: as `find`: `notFound` for a record that is not there or that the asker may not know of; `denied`; `failed`.
    /// - Complexity: a decision; where it is refused, up to a second for the smallest changes.
    public func answer<Entry: LabelledRecord, Way: Channel>(
        _ question: AccessQuestion,
        about type: Entry.Type,
        _ id: AggregateID,
        in compartment: CompartmentName,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        let (record, world, verdict): (Entry?, DecisionWorld, Verdict)
        do throws(BoundaryError) {
            record = try read(type, id, in: compartment)
            (world, verdict) = try self.verdict(question, type, record)
        } catch {
            throw .failed(error)
        }
        let label = record?.origin.label
        let origin = label.map { RecordOrigin(id: id, compartment: compartment, label: $0) }
        let facts = state.withLock { $0.people[.person(question.person)]?.facts }
        let answer = origin.map { origin in
            AccessAnswer(
                origin,
                [
                    .text(question.person), .text(question.action.rawValue), .text(type.kind.name),
                    .text(verdict.isAllowed ? "permitted" : "refused"), .text(world.day.description),
                    .text(world.epoch.description), .text(facts?.source ?? ""), .text(facts?.asOf.description ?? ""),
                    .text(question.whereabouts.placeText),
                ]
            )
        }
        try await mustSee(answer, type.kind.name, in: compartment, for: subject, channel, whereabouts)
        guard let origin, let answer else { throw .notFound }
        return try await releaseTogether(
            [answer],
            reasons(of: verdict, in: world, origin),
            remedies(of: verdict, question, in: world, origin),
            to: subject,
            through: channel,
            from: whereabouts
        )
    }

    /// Refuses as `find` does, and records that, where somebody may not see an answer.
    func mustSee<Entry: LabelledRecord, Way: Channel>(
        _ answer: Entry?,
        _ kind: String,
        in compartment: CompartmentName,
        for subject: Subject,
        _ channel: Way,
        _ whereabouts: Whereabouts
    ) async throws(AccessRefusal) {
        var refusal: Denial?
        do throws(BoundaryError) {
            let session = try self.session(subject, nil, channel, whereabouts)
            let clearance = session.map { self.clearance($0, Way.kind) }
            let (clearings, released) = try clear(answer.map { [$0] } ?? [], session, clearance)
            switch released.first {
            case let record? where !record.isWithheld: return
            case .some:
                _ = try await self.record(clearings)
                if let session, let clearing = clearings.first?.clearing {
                    refusal = denial(of: clearing, to: subject, session, isAnswer: true)
                }
            case nil: try await recordUnseen(clearings.first, kind, subject, in: compartment)
            }
        } catch {
            throw .failed(error)
        }
        guard let refusal else { throw .notFound }
        throw .denied(refusal)
    }

    /// The decision; of a record that is not there the same is asked as of one that is sealed, so that it takes as long.
    private func verdict<Entry: LabelledRecord>(_ question: AccessQuestion, _ type: Entry.Type, _ record: Entry?)
        throws(BoundaryError) -> (DecisionWorld, Verdict)
    {
        let kind = try declared(type, beforeItIs: "asked about")
        let person = Subject.person(question.person)
        let session = try self.session(person, question.action, Screen(isShared: true), question.whereabouts)
        guard let session else { return (try world(), .unknownSubject) }
        guard let origin = record?.origin else { return (session.world, .sealed) }
        let asked = RecordQuestion(
            label: RecordLabel(origin.label, of: kind.dataClass),
            fieldClass: nil,
            facts: kind.facts(origin)
        )
        return (session.world, session.table.verdict(asked))
    }

    private func reasons(of verdict: Verdict, in world: DecisionWorld, _ origin: RecordOrigin) -> [AccessReason] {
        let effect = verdict.isAllowed ? "permits" : "refuses"
        let policies = verdict.policies.map { id in
            let reason = Denial.reason(id, in: world)
            let says = verdict.isAllowed && reason.says == "Nothing permits it" ? "A grant of the plant" : reason.says
            return AccessReason(
                origin,
                [
                    .text(effect), .text(id), .text(says), .text(reason.cite),
                    .text(verdict.isAllowed ? "" : reason.metBy),
                ]
            )
        }
        let authorities = verdict.authorities.map { scope in
            AccessReason(
                origin,
                [
                    .text("authorizes"), .text(scope), .text("Without this authorization it would be refused"),
                    .text(scope), .text(""),
                ]
            )
        }
        return policies + authorities
    }

    private func remedies(
        of verdict: Verdict,
        _ question: AccessQuestion,
        in world: DecisionWorld,
        _ origin: RecordOrigin
    ) -> [AccessRemedy] {
        guard !verdict.isAllowed else { return [] }
        let denial = Denial(verdict, subject: .person(question.person), action: question.action, world: world)
        return denial.remedies().enumerated().map { rank, changes in
            let (ofPerson, ofOthers) = (
                changes.filter { $0.hasPrefix("principal") }, changes.filter { !$0.hasPrefix("principal") }
            )
            return AccessRemedy(
                origin,
                [
                    .integer(Int64(rank + 1)), .text(ofPerson.joined(separator: "\n")),
                    .text(ofOthers.joined(separator: "\n")),
                ]
            )
        }
    }
}
