internal import Cedar
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

/// That a subject may do something to a record: what a command of the plant asks before it is carried out.
///
/// Only `Boundary` makes one. It holds for this subject, action and record, under the policies in force, for a short time.
public struct Permission: Sendable {
    /// Who.
    public let subject: Subject
    /// What.
    public let action: RecordAction
    /// To which record.
    public let record: AggregateID
    /// The permits that it rests on.
    public let policies: [String]
    /// The authorizations without which it would not be permitted, for the event of what is done.
    public let authorities: [String]
    /// Under which policies.
    public let epoch: PolicyEpoch
    /// Until when, in milliseconds since 1970.
    public let expires: UInt64
    /// Of the subject's facts.
    let version: UInt64

    init(_ verdict: Verdict, _ session: Session, _ record: AggregateID, expires: UInt64) {
        subject = session.table.key.subject
        action = session.table.key.action
        self.record = record
        policies = verdict.policies
        authorities = verdict.authorities
        epoch = session.world.epoch
        version = session.table.key.version
        self.expires = expires
    }
}

extension Boundary {
    /// Decides whether a subject may do something to a record of a kind, such as `edit`. A denial is recorded in the record's compartment;
    /// of what is permitted the event of the command itself tells. Where it rests on an authorization with a limit a use is taken and recorded,
    /// whether or not the command is carried out then.
    /// - Throws: `notFound` where the subject may not know of the record, `denied`, `failed`.
    public func permit<Entry: LabelledRecord, Way: Channel>(
        _ action: RecordAction,
        of record: Entry,
        by subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Permission {
        try await permit(action, Entry.self, record.origin, isThere: true, subject, channel, whereabouts)
    }

    /// The same for a record that is not there yet: whether the subject may make one of this origin, under this label.
    public func permit<Entry: LabelledRecord, Way: Channel>(
        _ action: RecordAction,
        ofNew type: Entry.Type,
        _ origin: RecordOrigin,
        by subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Permission {
        try await permit(action, type, origin, isThere: false, subject, channel, whereabouts)
    }

    private func permit<Entry: LabelledRecord, Way: Channel>(
        _ action: RecordAction,
        _ type: Entry.Type,
        _ origin: RecordOrigin,
        isThere: Bool,
        _ subject: Subject,
        _ channel: Way,
        _ whereabouts: Whereabouts
    ) async throws(AccessRefusal) -> Permission {
        let (session, verdict, isKnown): (Session, Verdict, Bool)
        do throws(BoundaryError) {
            (session, verdict, isKnown) = try await untilAdmitted { () async throws(BoundaryError) in
                try await decide(action, type, origin, by: subject, through: channel, from: whereabouts)
            }
        } catch {
            throw .failed(error)
        }
        guard verdict.isAllowed else {
            guard isKnown else { throw .notFound }
            throw .denied(
                Denial(
                    verdict,
                    subject: subject,
                    action: action,
                    world: session.world,
                    record: isThere ? origin.id : nil
                )
            )
        }
        let now = clock.now
        let day: UInt64 = 86_400_000
        // Facts count by the day, so nothing outlives it.
        let soon = min(now + Self.releaseSecondsMax * 1_000, (now / day + 1) * day)
        return Permission(
            verdict,
            session,
            origin.id,
            expires: soon
        )
    }

    private func decide<Entry: LabelledRecord, Way: Channel>(
        _ action: RecordAction,
        _ type: Entry.Type,
        _ origin: RecordOrigin,
        by subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts
    ) async throws(BoundaryError) -> (session: Session, verdict: Verdict, isKnown: Bool) {
        let kind = try declared(type, beforeItIs: "asked about")
        guard let session = try self.session(subject, action, channel, whereabouts) else {
            throw BoundaryError(.invalidQuestion, "\(subject) is not in the register; register whoever acts")
        }
        try session.world.checkLabel(of: origin, kind.dataClass)
        let question = RecordQuestion(
            label: RecordLabel(origin.label, of: kind.dataClass),
            fieldClass: nil,
            facts: kind.facts(origin)
        )
        let verdict = session.table.verdict(question)
        let isKnown = verdict.isAllowed || session.known.verdict(question).isAllowed
        guard verdict.isAllowed else {
            var payload = PayloadText()
            payload.set("record", origin.id.bytes.hexadecimal)
            payload.set("kind", kind.name)
            payload.set("action", action.rawValue)
            payload.set("policies", verdict.policies)
            try await record("access.denied", by: subject, payload, label: origin.label, in: origin.compartment)
            return (session, verdict, isKnown)
        }
        let need = AuthorizationUses.Need(authorizations: Set(verdict.authorities), compartment: origin.compartment)
        let uses = try use([need], for: action, by: subject, [origin.label]).flatMap(\.self)
        if !uses.isEmpty { _ = try await append(uses, in: origin.compartment) }
        return (session, verdict, isKnown)
    }

    /// The same for a record that is known by its id. One that is not there is refused as one that the subject may not know of.
    /// - Returns: the permission, and the record, still restricted.
    /// - Throws: `notFound`, `denied`, `failed`.
    public func permit<Entry: LabelledRecord, Way: Channel>(
        _ action: RecordAction,
        of type: Entry.Type,
        _ id: AggregateID,
        in compartment: CompartmentName,
        by subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> (permission: Permission, record: Entry) {
        let found: Entry?
        do throws(BoundaryError) {
            found = try read(type, id, in: compartment)
            if found == nil { try await recordUnseen(nil, type.kind.name, subject, in: compartment) }
        } catch {
            throw .failed(error)
        }
        guard let found else { throw .notFound }
        let permission = try await permit(action, of: found, by: subject, through: channel, from: whereabouts)
        return (permission, found)
    }

    /// Whether a permission still holds: policies and the subject's facts are those that it rests on, and its time is not over. The writer that
    /// carries a command out asks this, for the command may have waited.
    public func isInForce(_ permission: Permission) -> Bool {
        let standing = standing(of: permission.subject)
        return standing.epoch == permission.epoch && standing.version == permission.version
            && clock.now < permission.expires
    }
}
