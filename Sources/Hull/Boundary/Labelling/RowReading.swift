internal import Classification
internal import Journal
internal import PlantModel
internal import Storage

/// Reads rows of a view into records, each column under its label.
struct RowReading<Entry: LabelledRecord> {
    let compartment: CompartmentName
    let kind: DeclaredKind
    let open: Boundary.OpenCompartment
    /// The columns that a query has to read, in order, each once.
    var columns: [String] { kind.layout.columns }

    /// A label that is not in the register is not known, and admits nobody.
    func label(_ value: ViewValue?) -> SharedLabel {
        guard case .integer(let number)? = value, let known = open.labels[number] else { return SharedLabel(.sealed) }
        return known.label
    }

    /// Rows of the view that an admission lets through.
    /// - Parameter absent: what there is where a compartment's views do not have the kind; nil where that is an error.
    func select(
        _ query: ViewQuery,
        admitting admission: Admission,
        whereAbsent absent: [[ViewValue]]? = nil
    ) throws(BoundaryError) -> [[ViewValue]] {
        do throws(StorageError) {
            return try open.views.select(query, admitting: admission)
        } catch {
            if error.code == .invalidName, let absent { return absent }
            throw BoundaryError(.storage, "\(compartment): \(error)")
        }
    }

    /// Rows of the view on a way, as far as an admission lets through; none where a compartment's views do not have the kind.
    func reach(_ start: [ViewValue], along trail: ViewTrail, limit: Int, admitting admission: Admission)
        throws(BoundaryError) -> [ViewTrail.Step]
    {
        do throws(StorageError) {
            return try open.views.reach(start, along: trail, limit: limit, admitting: admission)
        } catch {
            if error.code == .invalidName { return [] }
            throw BoundaryError(.storage, "\(compartment): \(error)")
        }
    }

    func record(_ row: [ViewValue]) throws(BoundaryError) -> Entry {
        let layout = kind.layout
        guard row.count == layout.columns.count else {
            throw BoundaryError(
                .storage,
                "\(compartment): a row of \(kind.table.name) has \(row.count) columns; rebuild the views"
            )
        }
        guard case .bytes(let bytes) = row[layout.id], let id = AggregateID(bytes) else {
            throw BoundaryError(.storage, "\(compartment): a row of \(kind.table.name) has no id; rebuild the views")
        }
        let label = label(row[layout.label])
        var origin = RecordOrigin(id: id, compartment: compartment, label: label, facts: kind.facts(row))
        origin.world = open.world
        var cells: [Restricted<ViewValue>] = []
        cells.reserveCapacity(layout.fields.count)
        for (field, place) in zip(kind.fields, layout.fields) {
            let own = place.label.map { self.label(row[$0]) } ?? label
            cells.append(Restricted(row[place.value], label: own, fieldClass: field.fieldClass))
        }
        do throws(RowError) {
            return try Entry(row: RestrictedRow(origin: origin, cells: cells, layout: layout))
        } catch {
            throw BoundaryError(.storage, "\(compartment): a row of \(kind.table.name): \(error)")
        }
    }
}
