internal import Classification
internal import Journal
internal import PlantModel
internal import Storage

extension Boundary {
    /// Records one event of the plant as a whole.
    func record(
        _ kind: String,
        by subject: Subject,
        _ payload: PayloadText,
        label: SharedLabel? = nil,
        in compartment: CompartmentName
    ) async throws(BoundaryError) {
        let draft = try draft(kind, by: subject, payload, label: label)
        _ = try await append([draft], in: compartment)
    }

    /// An event under a label; what belongs to no program has none.
    /// - Parameters:
    ///   - aggregate: what it is about; nil for what has no other event.
    ///   - scope: what its payload is shredded with; nil for the audit trail of the label's programs.
    func draft(
        _ kind: String,
        by subject: Subject,
        _ payload: PayloadText,
        label: SharedLabel?,
        aggregate: AggregateID? = nil,
        scope: DataKeyScope? = nil
    ) throws(BoundaryError) -> EventDraft {
        guard let aggregate = aggregate ?? AggregateID(provider.randomBytes(16)) else {
            throw BoundaryError(.notJournaled, "the cryptographic module gave no 16 random bytes; replace it")
        }
        return EventDraft(
            subject: subject.description,
            kind: kind,
            aggregate: aggregate,
            label: label?.text ?? "",
            payload: payload.bytes,
            scope: scope ?? self.scope(of: label, .auditTrail)
        )
    }

    /// What is shredded together: a class of data of a label's programs, from one month.
    func scope(of label: SharedLabel?, _ dataClass: DataClass) -> DataKeyScope {
        let programs = label?.programs ?? ""
        return DataKeyScope(
            program: programs.isEmpty ? "common" : programs,
            retentionClass: dataClass.rawValue,
            period: period
        )
    }

    /// The month, which retention of the audit trail is counted from.
    private var period: String {
        guard let day = Day(millisecondsSince1970: clock.now) else { return "unknown" }
        return day.month < 10 ? "\(day.year)-0\(day.month)" : "\(day.year)-\(day.month)"
    }

    /// Appends, and takes every failure for what it may be: not recorded.
    func append(_ drafts: [EventDraft], in compartment: CompartmentName) async throws(BoundaryError) -> [EventReceipt] {
        let receipts: [EventReceipt]
        do {
            receipts = try await sink.append(drafts, in: compartment)
        } catch {
            throw BoundaryError(
                .notJournaled,
                "the log of \(compartment) did not record it, so nothing is given out",
                cause: error
            )
        }
        guard receipts.count == drafts.count else {
            throw BoundaryError(
                .notJournaled,
                "the log of \(compartment) gave \(receipts.count) receipts for \(drafts.count) events, so nothing is given out",
                cause: JournalError(.inDoubt, "a log that gives another number of receipts than there were events")
            )
        }
        return receipts
    }
}
