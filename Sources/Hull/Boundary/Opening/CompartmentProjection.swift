internal import Classification
internal import Journal
internal import Storage
internal import Synchronization

/// The views of one compartment: the labels, the attachments, the uses of authorizations, the trail of access, and what the modules of the plant make of its events.
///
/// A label's row goes with the first rows that carry its number, in one step, and again whenever events are projected anew: had a step failed
/// after the number was given, the number would otherwise stand in rows and not in the table, and could later be given to another label.
final class CompartmentProjection: ViewProjection {
    let schema: ViewSchema

    private struct State {
        /// The last event that was projected.
        var last: UInt64?
        /// The greatest number whose row went with the events since the last begin.
        var written: Int64 = 0
        var shared: [String: SharedLabel] = [:]
    }

    private let compartment: CompartmentName
    private let parts: [any RecordProjection]
    private let boundary: Boundary
    private let schemes: Schemes
    private let state = Mutex(State())

    init(
        _ site: SiteCompartment,
        more: [any RecordProjection],
        _ boundary: Boundary,
        _ schemes: Schemes
    ) throws(StorageError) {
        compartment = site.name
        parts = [AuthorizationUse(), AccessEvent.Projection()] + more + site.projections
        self.boundary = boundary
        self.schemes = schemes
        schema = try ViewSchema(
            version: Self.version + parts.reduce(0) { $0 + $1.version },
            tables: [LabelRegister.table, Attachment.table] + parts.flatMap(\.tables)
        )
    }

    /// Raised when labels or attachments are stored otherwise.
    private static let version = 2

    func changes(for event: RecordedEvent) throws -> [RowChange] {
        let sequence = event.event.sequence
        // One writer projects, in the order of the log: whatever does not follow the last event begins anew.
        var (shared, written) = state.withLock { state in
            (state.shared, sequence > 0 && state.last == sequence - 1 ? state.written : 0)
        }
        var labels = LabelNumbers(compartment: compartment, boundary: boundary, schemes: schemes, shared: shared)
        var changes: [RowChange] = []
        if let payload = event.payload {
            changes += try boundary.attachmentChanges(
                for: event.event,
                payload: payload,
                in: compartment,
                schemes: schemes
            )
        }
        for part in parts { changes += try part.changes(for: event, labels: &labels) }
        shared = labels.shared
        if let (rows, greatest) = try boundary.labelRows(above: written, in: compartment) {
            changes += rows
            written = greatest
        }
        state.withLock { $0 = State(last: sequence, written: written, shared: shared) }
        return changes
    }
}

extension Boundary {
    /// The rows of labels with numbers above one, and the greatest number; nil where there are none.
    fileprivate func labelRows(above number: Int64, in compartment: CompartmentName) throws(BoundaryError) -> (
        rows: [RowChange], greatest: Int64
    )? {
        let found = state.withLock { $0.compartments[compartment].map { ($0.labels.greatest, $0.labels) } }
        guard let (greatest, labels) = found else { throw .unknown(compartment) }
        return greatest > number ? (labels.rows(above: number), greatest) : nil
    }
}
