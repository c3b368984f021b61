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

    init(_ verdict: Verdict, _ session: Session, _ record: AggregateID, expires: UInt64) {
        subject = session.table.key.subject
        action = session.table.key.action
        self.record = record
        policies = verdict.policies
        authorities = verdict.authorities
        epoch = session.world.epoch
        self.expires = expires
    }
}

extension Boundary {
    /// Decides whether a subject may do something to a record of a kind, such as `edit`. A denial is recorded in the record's compartment;
    /// of what is permitted the event of the command itself tells.
    /// - Throws: `notFound` where the subject may not know of the record, `denied`, `failed`.
    public func permit<Entry: LabelledRecord, Way: Channel>(
        _ action: RecordAction,
        of record: Entry,
        by subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Permission {
        try await permit(action, ofNew: Entry.self, record.origin, by: subject, through: channel, from: whereabouts)
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
        let (session, verdict, isKnown): (Session, Verdict, Bool)
        do throws(BoundaryError) {
            let kind = try declared(Entry.self, beforeItIs: "asked about")
            guard let found = try self.session(subject, action, channel, whereabouts) else {
                throw BoundaryError(.invalidQuestion, "\(subject) is not in the register; register whoever acts")
            }
            session = found
            let question = RecordQuestion(
                label: RecordLabel(origin.label, of: kind.dataClass),
                fieldClass: nil,
                facts: kind.facts(origin)
            )
            verdict = session.table.verdict(question)
            isKnown = verdict.isAllowed || session.known.verdict(question).isAllowed
            if !verdict.isAllowed {
                var payload = PayloadText()
                payload.set("record", hexadecimal(origin.id.bytes))
                payload.set("kind", kind.name)
                payload.set("action", action.rawValue)
                payload.set("policies", verdict.policies)
                try await self.record(
                    "access.denied",
                    by: subject,
                    payload,
                    label: origin.label,
                    in: origin.compartment
                )
            }
        } catch {
            throw .failed(error)
        }
        guard verdict.isAllowed else {
            guard isKnown else { throw .notFound }
            throw .denied(Denial(verdict, subject: subject, action: action, world: session.world))
        }
        return Permission(
            verdict,
            session,
            origin.id,
            expires: clock.now + Self.releaseSecondsMax * 1_000
        )
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
}
