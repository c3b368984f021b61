internal import Classification
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// Opens a compartment to attachments. The uploads that were under way before are gone: what came of them is discarded, and who goes on
    /// with one is told that it is not there.
    /// - Parameters:
    ///   - blobs: where their content is kept, sealed.
    ///   - keys: the data keys of the compartment's log.
    /// - Throws: `AttachmentError` `failed`.
    public func openAttachments(
        of compartment: CompartmentName,
        in blobs: any BlobStore,
        keys: any DataKeys,
        limits: AttachmentLimits = AttachmentLimits()
    ) async throws(AttachmentError) {
        do {
            let cutOff = try CompartmentAttachments.discardParts(
                of: compartment,
                in: blobs,
                keys: keys,
                using: provider
            )
            let opened = CompartmentAttachments(
                compartment,
                blobs: blobs,
                keys: keys,
                limits: limits,
                nameKey: try await keys.lastingKey(of: CompartmentAttachments.nameScope),
                cutOff: cutOff
            )
            state.withLock { $0.attachments[compartment] = opened }
        } catch {
            throw AttachmentError(.failed, "the attachments of \(compartment) cannot be opened: \(error)")
        }
    }

    /// Takes the attachments of a compartment away.
    public func closeAttachments(of compartment: CompartmentName) {
        state.withLock { $0.attachments[compartment] = nil }
    }

    /// Begins to take in a file for a record.
    /// - Parameter permission: that the subject may `edit` the record.
    /// - Returns: the upload's id, which becomes that of the attachment.
    /// - Throws: `AttachmentError`.
    public func beginUpload<Entry: LabelledRecord>(
        _ declared: UploadDeclaration,
        to record: Entry,
        under permission: Permission
    ) async throws(AttachmentError) -> AggregateID {
        let attachments = try attachments(of: record.origin.compartment)
        try check(permission, allows: record.origin.id)
        try declared.check(attachments.limits)
        let subject = permission.subject
        try attachments.reserve(for: subject, now: clock.now)
        do {
            let label = try attachmentLabel(record.origin.label)
            let scope = scope(of: label, .attachments)
            let key = try await attachments.keys.newKey(of: scope)
            guard let id = AggregateID(provider.randomBytes(16)),
                let part = BlobName(provider.randomBytes(BlobName.byteCount))
            else { throw AttachmentError(.failed, "the cryptographic module gave too few random bytes; replace it") }
            // The same content is one blob within what is shredded together, and nowhere else.
            var hash = provider.keyedHash(under: attachments.nameKey.key)
            hash.update(Array("\(scope.program)\u{0}\(scope.retentionClass)\u{0}\(scope.period)\u{0}".utf8))
            let upload = try AttachmentUpload(
                id: id,
                subject: subject,
                record: record.origin.id,
                declared: declared,
                label: label,
                scope: scope,
                part: part,
                seal: ContentSeal(key, in: attachments.compartment, using: provider),
                hash: hash,
                inspection: inspector?.begin(name: declared.name),
                blobs: attachments.blobs,
                now: clock.now
            )
            attachments.settle(upload, for: subject)
            return id
        } catch {
            attachments.settle(nil, for: subject)
            throw Self.failure(error, attachments)
        }
    }

    /// How many bytes of an upload are here: where it goes on after the connection was lost.
    /// - Throws: `unknownUpload`.
    public func uploadOffset(_ id: AggregateID, in compartment: CompartmentName, by subject: Subject)
        throws(AttachmentError) -> UInt64
    {
        try attachments(of: compartment).upload(id, of: subject, now: clock.now).offset
    }

    /// Takes the next bytes of an upload: all of them, or none. Blocks while they are looked into and stored.
    /// - Throws: `AttachmentError`; after `failed` the upload is gone.
    public func append(
        _ bytes: [UInt8],
        at offset: UInt64,
        to id: AggregateID,
        in compartment: CompartmentName,
        by subject: Subject
    ) throws(AttachmentError) {
        let attachments = try attachments(of: compartment)
        let upload = try attachments.upload(id, of: subject, now: clock.now)
        guard bytes.count <= attachments.limits.pieceBytesMax else {
            throw AttachmentError(
                .tooLarge,
                "a piece of \(bytes.count) bytes; send at most \(attachments.limits.pieceBytesMax) at a time"
            )
        }
        do {
            try upload.append(bytes, at: offset, now: clock.now)
        } catch let error as AttachmentError {
            throw error
        } catch {
            attachments.giveUp(upload)
            throw Self.failure(error, attachments)
        }
    }

    /// Gives an upload up.
    /// - Throws: `unknownUpload`.
    public func cancelUpload(_ id: AggregateID, in compartment: CompartmentName, by subject: Subject)
        throws(AttachmentError)
    {
        let attachments = try attachments(of: compartment)
        attachments.giveUp(try attachments.upload(id, of: subject, now: clock.now))
    }

    /// Attaches what was uploaded: sealed, flushed, named, and then recorded.
    /// - Parameters:
    ///   - permission: that the subject may still `edit` the record.
    ///   - terms: what it has to be; nil for whatever it is, which is then held as far as it was not looked into.
    /// - Returns: where the journal has it.
    /// - Throws: `AttachmentError`. After `wrongOffset`, `busy`, `notPermitted` the upload goes on; after all others it is gone.
    public func finishUpload(
        _ id: AggregateID,
        in compartment: CompartmentName,
        under permission: Permission,
        on terms: AttachmentTerms? = nil
    ) async throws(AttachmentError) -> EventReceipt {
        let attachments = try attachments(of: compartment)
        let upload = try attachments.upload(id, of: permission.subject, now: clock.now)
        try check(permission, allows: upload.record)
        let draft: EventDraft
        do {
            let (blob, opinion) = try await InspectionThread.run { () throws(any Error) in try upload.finish() }
            let label = upload.label.join(SharedLabel(opinion.label))
            guard !opinion.isClassified else {
                return try await refuse(upload, label, opinion, attachments, Self.classified)
            }
            if let refusal = terms?.refusal(of: opinion, under: upload.label, isInspected: inspector != nil) {
                return try await refuse(upload, label, opinion, attachments, refusal)
            }
            try attachments.keep(upload, as: blob, using: provider)
            let entry = AttachmentEntry(
                id: id,
                record: upload.record,
                name: upload.declared.name,
                mediaType: opinion.mediaType,
                byteCount: upload.declared.byteCount,
                blob: blob,
                inspection: opinion.isComplete ? .complete : terms == nil ? .incomplete : .stated,
                scope: upload.scope
            )
            var payload = PayloadText()
            entry.write(into: &payload)
            payload.set("findings", Array(opinion.findings.prefix(Self.findingsMax)))
            if let terms { payload.set("statement", terms.statement) }
            payload.set("policies", permission.policies)
            payload.set("authorities", permission.authorities)
            draft = try self.draft(
                AttachmentEvent.added,
                by: upload.subject,
                payload,
                label: label,
                aggregate: id,
                scope: upload.scope
            )
        } catch let error as AttachmentError {
            throw error
        } catch {
            attachments.giveUp(upload)
            throw Self.failure(error, attachments)
        }
        // Where it is not known whether it was recorded, the content stays until the next sweep.
        defer { attachments.remove(upload) }
        return try await recorded(draft, in: compartment)
    }

    /// Findings that an event holds.
    private static let findingsMax = 100

    private func refuse(
        _ upload: AttachmentUpload,
        _ label: SharedLabel,
        _ opinion: ContentOpinion,
        _ attachments: CompartmentAttachments,
        _ error: AttachmentError
    ) async throws -> EventReceipt {
        attachments.giveUp(upload)
        var payload = PayloadText()
        payload.set("record", upload.record.bytes.hexadecimal)
        payload.set("byteCount", upload.declared.byteCount)
        payload.set("findings", Array(opinion.findings.prefix(Self.findingsMax)))
        let draft = try draft(AttachmentEvent.refused, by: upload.subject, payload, label: label, aggregate: upload.id)
        _ = try await recorded(draft, in: attachments.compartment)
        throw error
    }

    private static let classified = AttachmentError(
        .classified,
        "the file carries a classified marking, which this system is not authorized for; it was not stored: report it as a spill to your security office"
    )

    private func recorded(_ draft: EventDraft, in compartment: CompartmentName) async throws(AttachmentError)
        -> EventReceipt
    {
        do throws(BoundaryError) {
            guard let receipt = try await append([draft], in: compartment).first else {
                throw BoundaryError(.notJournaled, "the log of \(compartment) gave no receipt")
            }
            return receipt
        } catch {
            throw AttachmentError(.notJournaled, error.message)
        }
    }

    // MARK: Checks

    func attachments(of compartment: CompartmentName) throws(AttachmentError) -> CompartmentAttachments {
        guard let open = state.withLock({ $0.attachments[compartment] }) else {
            throw AttachmentError(.notOpen, "the compartment \(compartment) takes no attachments here")
        }
        return open
    }

    private func check(_ permission: Permission, allows record: AggregateID) throws(AttachmentError) {
        guard permission.action == .edit, permission.record == record, permission.epoch == epoch,
            clock.now < permission.expires
        else {
            throw AttachmentError(
                .notPermitted,
                "the permission is not one to edit this record, or its time is over; ask for it again"
            )
        }
    }

    /// What restricts a file before anybody has looked into it: the record that it is for, and attachments of its programs.
    private func attachmentLabel(_ record: SharedLabel) throws(BoundaryError) -> SharedLabel {
        var label = record
        for program in record.label.values(in: "program").sorted() {
            label = label.join(try self.label(of: .attachments, program: program))
        }
        return label
    }

    private static func failure(_ error: any Error, _ attachments: CompartmentAttachments) -> AttachmentError {
        error as? AttachmentError
            ?? AttachmentError(
                (error as? StorageError)?.code == .full ? .full : .failed,
                "an upload to \(attachments.compartment) ended: \(error); nothing was attached, begin it again"
            )
    }
}

/// Kinds of the events about attachments.
enum AttachmentEvent {
    /// A file was attached.
    static let added = "attachment.added"
    /// A file was not taken.
    static let refused = "attachment.refused"
    /// A named person determined what restricts a file that was not wholly looked into.
    static let determined = "attachment.determined"
    /// An attachment that nothing refers to was taken away.
    static let removed = "attachment.removed"
    /// Content is about to leave.
    static let released = "attachment.released"
    /// Content was asked for that leaves nowhere by itself.
    static let held = "attachment.held"

    /// Whether an event makes the row of an attachment, or takes it away.
    static func isOfAttachment(_ event: Event) -> Bool { [added, determined, removed].contains(event.kind) }
}
