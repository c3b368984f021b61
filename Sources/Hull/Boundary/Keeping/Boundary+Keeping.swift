internal import Cedar
internal import Classification
internal import Journal
public import PlantModel
internal import Storage
internal import Synchronization

/// What was decided of destroying a record.
public struct PurgeDecision: Sendable {
    /// Whether it may be destroyed.
    public let isPermitted: Bool
    /// The policies that permit or refuse it.
    public let policies: [String]
    /// What follows from its duties and holds; clashes stand there in any case.
    public let retention: RetentionVerdict
}

extension Boundary {
    /// The duties of a program for its work at a site that keep its records or destroy them.
    /// - Throws: `noPolicies`.
    public func retention(of program: String, at site: String) throws(BoundaryError) -> RetentionSchedule {
        let world = try world()
        return RetentionSchedule(
            retain: world.duties("retention", "retain", program, site),
            purge: world.duties("purge", "purge", program, site)
        )
    }

    /// Decides whether a record may be destroyed, and records what was decided. Destroying it is the journal's.
    /// - Parameters:
    ///   - schedule: the duties of its program.
    ///   - triggers: the days of its events, as far as they are known.
    /// - Throws: `notJournaled`, `noPolicies`, `unknownKind`.
    public func decidePurge<Entry: LabelledRecord>(
        of entry: Entry,
        under schedule: RetentionSchedule,
        triggers: [String: Day],
        by subject: Subject
    ) async throws(BoundaryError) -> PurgeDecision {
        let origin = entry.origin
        let world = try world()
        let kind = try declared(Entry.self, beforeItIs: "asked about")
        let programs = origin.label.label.values(in: "program")
        let holds: [AggregateID]
        do {
            holds = try await sink.holds(onProgramsOf: programs, in: origin.compartment)
        } catch {
            throw BoundaryError(
                .notJournaled,
                "whether a hold is on records of \(origin.compartment) is not known",
                cause: error
            )
        }
        let retention = schedule.verdict(triggers, holds: holds, on: world.day)
        let verdict = try purgeVerdict(world, subject, RecordLabel(origin.label, of: kind.dataClass), retention)
        var payload = PayloadText()
        payload.set("record", origin.id.bytes.hexadecimal)
        payload.set("kind", kind.name)
        payload.set("outcome", verdict.isAllowed ? "permitted" : "refused")
        payload.set("policies", verdict.policies)
        payload.set("retainedBy", retention.retainedBy.map(\.description))
        payload.set("holds", holds.map { $0.bytes.hexadecimal })
        payload.set("clashes", retention.clashes.map(\.description))
        try await record("purge.decided", by: subject, payload, label: origin.label, in: origin.compartment)
        return PurgeDecision(isPermitted: verdict.isAllowed, policies: verdict.policies, retention: retention)
    }

    private func purgeVerdict(
        _ world: DecisionWorld,
        _ subject: Subject,
        _ label: RecordLabel,
        _ retention: RetentionVerdict
    ) throws(BoundaryError) -> Verdict {
        guard let facts = state.withLock({ $0.people[subject]?.facts }) else { return .unknownSubject }
        let known = world.parts(of: [label])
        guard let parts = known.parts.first ?? nil else { return .sealed }
        let store = known.store.replacingAttributes(of: subject.uid, with: facts.attributes(world.facts))
        let own: Record = ["retained": .bool(retention.isRetained), "held": .bool(retention.isHeld)]
        var permits: [String] = []
        for part in parts {
            let request = Request(
                principal: subject.uid,
                action: EntityUID(type: "Action", id: "purge"),
                resource: part.uid,
                context: ["date": world.facts.date]
            )
            let entities = store.replacingAttributes(of: part.uid, with: part.attributes.merging(own))
            let verdict = world.ask(request, entities)
            if !verdict.isAllowed { return verdict }
            permits += verdict.policies
        }
        return Verdict(isAllowed: true, policies: Set(permits).sorted())
    }
}

extension DecisionWorld {
    /// The duties of one kind that a program owes, with the quantity of an annotation.
    fileprivate func duties(_ duty: String, _ quantity: String, _ program: String, _ site: String) -> [RetentionDuty] {
        let questioner = PolicyQuestioner(obligations: obligations, facts: facts)
        let uid = EntityUID(type: "Duty", id: duty)
        let candidates = obligations.asking("owe").filter { $0.isDuty && $0.policy.annotation(quantity) != nil }
        return questioner.applying(to: Question.owe(program, duty: uid, at: site, facts), among: candidates).map {
            RetentionDuty(
                id: $0.id,
                cite: $0.cite,
                span: $0.policy.annotation(quantity).flatMap(RetentionDuty.Span.init),
                trigger: $0.policy.annotation("from") ?? ""
            )
        }
    }
}
