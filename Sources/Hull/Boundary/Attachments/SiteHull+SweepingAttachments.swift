internal import Classification
public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

/// An attachment, and the record that it was attached to.
public struct KeptAttachment: Hashable, Sendable {
    /// Its id.
    public let id: AggregateID
    /// The record's.
    public let record: AggregateID
}

extension SiteHull {
    /// Takes attachments away that nothing refers to any more: an event of each, then its row, then its content and the key of that. Before anybody is let
    /// in, for content that is sent meanwhile could be taken for such.
    ///
    /// Nothing is taken away of programs that a legal hold is on, nor where it is not known whether one is. Content that cannot be removed now is removed at
    /// the next opening, when no row names it.
    /// - Parameters:
    ///   - age: milliseconds since it was recorded; what came later stays, for what refers to it may be on its way.
    ///   - unreferred: of some attachments those that nothing refers to.
    /// - Returns: how many were taken away; none where the compartment takes no attachments here.
    /// - Throws: `BoundaryError`; what `unreferred` throws.
    public func sweepAttachments(
        of compartment: CompartmentName,
        olderThan age: UInt64,
        by subject: Subject,
        unreferred: ([KeptAttachment]) throws -> Set<AggregateID>
    ) async throws -> Int {
        guard (try? boundary.attachments(of: compartment)) != nil else { return 0 }
        var count = 0
        var last: [ViewValue]?
        repeat {
            let page = try boundary.attachments(of: compartment, olderThan: age, after: last)
            for id in try unreferred(page).sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
                if try await boundary.remove(attachment: id, in: compartment, by: subject) { count += 1 }
            }
            last = page.count < Boundary.sweptAtOnce ? nil : page.last.map { [.bytes($0.id.bytes)] }
        } while last != nil
        if count > 0 {
            let size = try writer(of: compartment).log.store.head().size
            _ = try? boundary.sweepAttachments(of: compartment, logSize: size)
        }
        return count
    }
}

extension Boundary {
    fileprivate static let sweptAtOnce = 500

    fileprivate func attachments(of compartment: CompartmentName, olderThan age: UInt64, after last: [ViewValue]?)
        throws(BoundaryError) -> [KeptAttachment]
    {
        guard let views = state.withLock({ $0.compartments[compartment]?.views }) else { throw .unknown(compartment) }
        let end = Int64(clamping: clock.now) - Int64(clamping: age)
        let query = ViewQuery(
            Attachment.table.name,
            columns: ["id", "record"],
            matches: [.init("recorded", .less, [.integer(end)])],
            after: last,
            limit: Self.sweptAtOnce
        )
        do throws(StorageError) {
            return try views.writerRows(query).compactMap { row in
                guard case .bytes(let id) = row[0], case .bytes(let record) = row[1], let id = AggregateID(id),
                    let record = AggregateID(record)
                else { return nil }
                return KeptAttachment(id: id, record: record)
            }
        } catch {
            throw BoundaryError(.storage, "\(compartment): \(error)")
        }
    }

    /// False where it is held, or gone already.
    fileprivate func remove(attachment id: AggregateID, in compartment: CompartmentName, by subject: Subject)
        async throws -> Bool
    {
        guard let entry = try attachmentEntry(id, in: compartment),
            let attachment = try read(Attachment.self, id, in: compartment)
        else { return false }
        let label = attachment.origin.label
        guard try await sink.holds(onProgramsOf: label.label.values(in: "program"), in: compartment).isEmpty else {
            return false
        }
        var payload = PayloadText()
        entry.write(into: &payload)
        payload.set("reason", "nothing refers to it")
        let draft = try draft(
            AttachmentEvent.removed,
            by: subject,
            payload,
            label: label,
            aggregate: id,
            scope: entry.scope
        )
        _ = try await append([draft], in: compartment)
        return true
    }
}
