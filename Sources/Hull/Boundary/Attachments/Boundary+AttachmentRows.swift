internal import Classification
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// What an event about attachments changes in the views of its compartment; nothing, for one of another kind. For the writer of the
    /// compartment alone.
    /// - Throws: `unknownCompartment`, `noPolicies`; `storage` for an event that nobody of ours wrote.
    public func attachmentChanges(for event: Event, payload: [UInt8], in compartment: CompartmentName)
        throws(BoundaryError) -> [RowChange]
    {
        guard AttachmentEvent.isOfAttachment(event) else { return [] }
        return try attachmentChanges(for: event, payload: payload, in: compartment, schemes: try world().schemes)
    }

    /// The same before policies were adopted, with labels read by these schemes.
    func attachmentChanges(
        for event: Event,
        payload: [UInt8],
        in compartment: CompartmentName,
        schemes: Schemes
    ) throws(BoundaryError) -> [RowChange] {
        guard AttachmentEvent.isOfAttachment(event) else { return [] }
        if event.kind == AttachmentEvent.removed {
            return [.remove(table: Attachment.table.name, key: [.bytes(event.aggregate.bytes)])]
        }
        guard let entry = AttachmentEntry(payload, id: event.aggregate) else {
            throw BoundaryError(
                .storage,
                "\(compartment): entry \(event.sequence) tells of no attachment; audit the log"
            )
        }
        let label = SharedLabel(schemes.label(canonicalText: event.label))
        let (number, change) = try number(of: RecordLabel(label, of: .attachments), in: compartment)
        let row = entry.row(label: number, recorded: event.time)
        return [change].compactMap(\.self) + [.put(table: Attachment.table.name, row: row)]
    }

    /// Removes content that no attachment has: of uploads that were cut short before they were recorded, and what was shredded; and the keys of
    /// uploads that a restart cut off. For the writer of the compartment, after opening.
    /// - Parameter size: how many entries the log has. Views that are behind it do not know of all attachments, and nothing is swept by them.
    /// - Returns: how many parts and blobs were removed.
    /// - Throws: `AttachmentError` `failed`, `notOpen`.
    public func sweepAttachments(of compartment: CompartmentName, logSize size: UInt64) throws(AttachmentError) -> Int {
        let attachments = try attachments(of: compartment)
        do {
            guard let views = state.withLock({ $0.compartments[compartment]?.views }) else {
                throw BoundaryError.unknown(compartment)
            }
            guard try views.cursor() >= size else {
                throw AttachmentError(
                    .failed,
                    "the views of \(compartment) are behind its log, so that it is not known which content is attached; bring them up first"
                )
            }
            return try attachments.sweep(
                keeping: { name in
                    let query = ViewQuery(
                        Attachment.table.name,
                        columns: ["id"],
                        matches: [ViewQuery.Match("blob", .equal, [.bytes(name.bytes)])],
                        limit: 1
                    )
                    return try !views.writerRows(query).isEmpty
                },
                attached: { try Self.attachedBlobs(views) },
                using: provider
            )
        } catch let error as AttachmentError {
            throw error
        } catch {
            throw AttachmentError(.failed, "the attachments of \(compartment) could not be swept: \(error)")
        }
    }

    private static func attachedBlobs(_ views: any ViewStore) throws(StorageError) -> Set<BlobName> {
        var names: Set<BlobName> = []
        var last: [ViewValue]?
        repeat {
            let page = try views.writerRows(
                ViewQuery(Attachment.table.name, columns: ["id", "blob"], after: last, limit: ViewQuery.limitMax)
            )
            for row in page { if case .bytes(let bytes) = row[1], let name = BlobName(bytes) { names.insert(name) } }
            last = page.count < ViewQuery.limitMax ? nil : page.last.map { [$0[0]] }
        } while last != nil
        return names
    }

    /// The attachment of an id, whoever may see it.
    func attachmentEntry(_ id: AggregateID, in compartment: CompartmentName) throws(BoundaryError) -> AttachmentEntry? {
        guard let views = state.withLock({ $0.compartments[compartment]?.views }) else { throw .unknown(compartment) }
        let query = ViewQuery(
            Attachment.table.name,
            columns: AttachmentEntry.columns,
            matches: [ViewQuery.Match("id", .equal, [.bytes(id.bytes)])],
            limit: 1
        )
        do throws(StorageError) {
            return try views.writerRows(query).first.flatMap { AttachmentEntry(row: $0) }
        } catch {
            throw BoundaryError(.storage, "\(compartment): \(error)")
        }
    }
}
