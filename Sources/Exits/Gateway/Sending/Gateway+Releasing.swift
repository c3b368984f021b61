internal import Boundary
internal import Classification
internal import ContentScan
internal import PlantModel
internal import Storage

extension Gateway {
    /// Has the boundary release records of a flow to its destination, and puts what leaves into an exit.
    /// - Parameter places: where each record stands in the message; as in its batch where nothing is said.
    /// - Throws: `noAnswer`.
    func release(
        _ records: [MessageRecord],
        of flow: CarriedFlow,
        through channel: Connector,
        into exit: inout MessageExit,
        at places: [Int]? = nil
    ) async throws {
        do {
            try await exit.collect(
                try await hull.boundary.release(
                    records,
                    of: flow.kind,
                    to: .system(flow.destination),
                    through: channel
                ),
                at: places
            )
        } catch let error as AccessRefusal {
            throw GatewayRefusal(.noAnswer, "\(error)")
        } catch let error as ReleaseError {
            throw GatewayRefusal(.noAnswer, "\(error)")
        }
    }

    /// The records of a batch under their labels, the fields that leave alone, each as the filter writes it.
    ///
    /// A batch may have been taken under another declaration: fields are told by their names, and what does not fit the one of today stays.
    func messageRecords(
        of batch: TakenBatch,
        _ flow: CarriedFlow,
        from compartment: CompartmentName
    ) throws -> (records: [MessageRecord], unfit: [StoppedRecord]) {
        let fields = flow.messages.fields
        let isSame = batch.fields == fields.map(\.name)
        let places = fields.map { field in batch.fields.firstIndex(of: field.name) }
        var labels: [DataClass: SharedLabel] = [:]
        for dataClass in Set(flow.outputs.map(\.field.dataClass) + [batch.holds]) {
            labels[dataClass] = try label(of: dataClass, recordedIn: batch)
        }
        let whole = labels[batch.holds] ?? SharedLabel(.sealed)
        let outputs = flow.outputs.map {
            ($0, labels[$0.field.dataClass] ?? SharedLabel(.sealed), FieldClasses($0.field.dataClass))
        }
        var records: [MessageRecord] = []
        records.reserveCapacity(batch.records.count)
        var unfit: [StoppedRecord] = []
        for (number, record) in batch.records.enumerated() {
            if !isSame, let fault = Self.fault(of: record, places, flow) {
                unfit.append(StoppedRecord(place: number, findings: [fault]))
                continue
            }
            guard let id = batch.recordID(number) else { continue }
            let values = outputs.map { output, label, classes in
                let text = (isSame ? output.place : places[output.place]).flatMap { record.values[$0] }
                return Restricted<ViewValue>(
                    text.map { .text(flow.written($0, output.way)) } ?? .null,
                    label: label,
                    classes: classes
                )
            }
            records.append(
                MessageRecord(origin: RecordOrigin(id: id, compartment: compartment, label: whole), values: values)
            )
        }
        return (records, unfit)
    }

    private static func fault(of record: TakenRecord, _ places: [Int?], _ flow: CarriedFlow) -> String? {
        for (place, field) in zip(places, flow.messages.fields) {
            guard let value = place.flatMap({ record.values[$0] }) else {
                if field.isOptional { continue }
                return "it was taken under another declaration and has no '\(field.name)'"
            }
            if let fault = flow.fault(of: value, as: field) {
                return "it was taken under another declaration, and '\(field.name)' holds \(fault)"
            }
        }
        return nil
    }

    /// What was recorded, joined with what the plant says today (decision 0020). A class that nothing was recorded of has the label of today.
    func label(of dataClass: DataClass, recordedIn batch: TakenBatch) throws -> SharedLabel {
        let today = try label(of: dataClass, program: batch.program)
        guard let text = batch.labels[dataClass] else { return today }
        let recorded = text == today.text ? today : SharedLabel(scanner.schemes.label(canonicalText: text))
        do throws(BoundaryError) {
            return try hull.boundary.labelToday(recorded, of: dataClass).join(today)
        } catch {
            throw GatewayRefusal(.noAnswer, "\(error)")
        }
    }
}
