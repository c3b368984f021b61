internal import Cedar
internal import Classification
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// Releases the content of an attachment, with its fields. The subject has to be permitted the field `content`.
    ///
    /// Content that was not wholly looked into leaves nowhere until a named person has determined what restricts it; without an inspector
    /// none leaves. What is not there and what the subject may not know of look alike.
    /// - Throws: `notFound`; `denied` where the subject may know of it; `failed`: `notInspected`, `content`, `notJournaled`, `storage`.
    public func releaseContent<Way: Channel>(
        of id: AggregateID,
        in compartment: CompartmentName,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) async throws(AccessRefusal) -> Release<Way> {
        do {
            let answer = try await untilAdmitted {
                try await content(of: id, in: compartment, for: subject, through: channel, from: whereabouts)
            }
            return Release(
                records: [answer.shown],
                receipts: answer.receipts,
                clearance: answer.clearance,
                content: answer.source
            )
        } catch let refusal as AccessRefusal {
            throw refusal
        } catch {
            throw .failed(
                error as? BoundaryError ?? BoundaryError(.storage, "\(compartment) did not answer", cause: error)
            )
        }
    }

    private func content<Way: Channel>(
        of id: AggregateID,
        in compartment: CompartmentName,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts
    ) async throws -> (shown: ReleasedRecord, receipts: [EventReceipt], clearance: Clearance, source: ContentSource) {
        let session = try self.session(subject, nil, channel, whereabouts)
        let record: Attachment? = try read(Attachment.self, id, in: compartment)
        let entry = try attachmentEntry(id, in: compartment)
        let clearance = session.map { self.clearance($0, Way.kind) }
        let (clearings, released) = try clear(record.map { [$0] } ?? [], session, clearance)
        guard let session, let clearance, let shown = released.first else {
            try await recordUnseen(clearings.first, Attachment.kind.name, subject, in: compartment)
            throw AccessRefusal.notFound
        }
        guard let record, let entry, case .cleared? = shown["content"] else {
            _ = try await self.record(clearings)
            throw Self.refusal(clearings.first?.clearing, subject, session)
        }
        guard inspector != nil, entry.inspection != .incomplete else {
            throw try await hold(entry, record.origin, subject, Way.kind)
        }
        let source = try ContentSource(
            entry,
            try contentStore(compartment),
            using: provider,
            check: standingCheck(clearance)
        )
        var receipts = try await self.record(clearings)
        var payload = PayloadText()
        payload.set("attachment", id.bytes.hexadecimal)
        payload.set("to", subject.description)
        payload.set("channel", Way.kind.rawValue)
        payload.set("epoch", clearance.epoch.description)
        payload.set("blob", entry.blob.description)
        payload.set("byteCount", entry.byteCount)
        let draft = try draft(AttachmentEvent.released, by: subject, payload, label: record.origin.label)
        receipts += try await append([draft], in: compartment)
        return (shown, receipts, clearance, source)
    }

    /// What may be said of content that is not given out: that it is denied where that there is some may be known, else nothing.
    private static func refusal(_ clearing: RecordClearing?, _ subject: Subject, _ session: Session) -> AccessRefusal {
        guard let clearing,
            let ruling = clearing.rulings.last(where: { $0.isUsed && $0.outcome != .cleared }),
            ruling.outcome == .withheld, let verdict = ruling.verdicts.first(where: { !$0.isAllowed })
        else { return .notFound }
        return .denied(Denial(verdict, subject: subject, action: session.table.key.action, world: session.world))
    }

    private func contentStore(_ compartment: CompartmentName) throws(BoundaryError) -> CompartmentAttachments {
        do throws(AttachmentError) {
            return try attachments(of: compartment)
        } catch {
            throw BoundaryError(.content, error.message)
        }
    }

    /// Keeps back what nobody has looked into, and records that it was asked for.
    private func hold(
        _ entry: AttachmentEntry,
        _ origin: RecordOrigin,
        _ subject: Subject,
        _ channel: ChannelKind
    ) async throws(BoundaryError) -> BoundaryError {
        var payload = PayloadText()
        payload.set("attachment", entry.id.bytes.hexadecimal)
        payload.set("channel", channel.rawValue)
        payload.set("inspection", entry.inspection.rawValue)
        try await record(AttachmentEvent.held, by: subject, payload, label: origin.label, in: origin.compartment)
        return BoundaryError(
            .notInspected,
            inspector == nil
                ? "nothing looks into attachments here, so that none leaves; wire an inspector"
                : "not all of the attachment could be looked into, so that it leaves nowhere by itself; have what restricts it determined"
        )
    }

    /// What a stream asks before each chunk. Facts count by the day, so that no stream outlives it.
    private func standingCheck(_ clearance: Clearance) -> @Sendable () throws(ReleaseError) -> Void {
        let millisecondsOfDay: UInt64 = 86_400_000
        let end = (clock.now / millisecondsOfDay + 1) * millisecondsOfDay
        return { [self] () throws(ReleaseError) in
            let standing = standing(of: clearance.recipient)
            guard clearance.epoch == standing.epoch else { throw .otherPolicies }
            guard clearance.version == standing.version else { throw .otherFacts }
            guard clock.now < end else { throw .expired }
        }
    }
}
