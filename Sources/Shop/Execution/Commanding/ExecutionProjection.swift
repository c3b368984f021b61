public import Boundary
public import Journal
public import Storage

/// Makes the rows of the plant floor from its events, in a program's compartment and in the common one alike.
public struct ExecutionProjection: RecordProjection {
    /// A projection.
    public init() {}

    /// Raised whenever the same events give other rows.
    public var version: Int { 10 }

    /// A table for each kind of record.
    public var tables: [ViewTable] {
        [
            WorkMaster.declaration, OperationDefinition.declaration, CharacteristicDefinition.declaration,
            ComponentDefinition.declaration, OperationMedium.declaration, JobOrder.declaration, WorkUnit.declaration,
            WorkLoad.declaration,
            JobResponse.declaration, Measurement.declaration, Signature.declaration, Nonconformance.declaration,
            UnitRework.declaration,
            Consumption.declaration, MaterialLot.declaration, Gauge.declaration, Qualification.declaration,
            TrainingRecord.declaration, Accreditation.declaration, PrintedTraveler.declaration,
            ConformanceCertificate.declaration, Containment.declaration, EscapeNotice.declaration,
            FirstArticle.declaration,
            PartProduction.declaration,
            SkippedMeasurement.declaration, GateLift.declaration, Measurement.corrections, Consumption.corrections,
            Nonconformance.corrections, JobOrder.corrections,
        ].map(\.table)
    }

    /// The rows of an event's records. An event that cannot be read makes none, so that it stops no other.
    public func changes(for event: RecordedEvent, labels: inout LabelNumbers) throws -> [RowChange] {
        guard ExecutionEventKind(rawValue: event.event.kind) != nil, let payload = event.payload,
            let content = ExecutionEvent(payload)
        else { return [] }
        var rows = RowWriter(labels, content.labels)
        var changes: [RowChange] = []
        if let master = content.masters?.first, let written = content.content {
            changes += Self.removal(of: master.id)
            try Self.write(written, of: master.id, to: &rows)
        }
        try rows.put(content.masters ?? [])
        try rows.put(content.orders ?? [])
        try rows.put(content.series?.units ?? [])
        try rows.put((content.loads ?? []).filter { $0.minutes > 0 })
        changes += (content.loads ?? []).filter { $0.minutes <= 0 }.map { Self.removal(of: $0) }
        try rows.put(content.units ?? [])
        try rows.put(content.responses ?? [])
        try rows.put(content.measurements ?? [])
        try rows.put((content.skips ?? []).filter { $0.isMeasured != true })
        changes += (content.skips ?? []).filter { $0.isMeasured == true }.map { Self.removal(of: $0) }
        try rows.put((content.consumptions ?? []).filter { $0.quantity > 0 })
        changes += (content.consumptions ?? []).filter { $0.quantity <= 0 }.map { Self.removal(of: $0) }
        try rows.put(content.nonconformances ?? [])
        try rows.put(content.reworks ?? [])
        try rows.put(content.signatures ?? [])
        try rows.put(content.gauges ?? [])
        try rows.put(content.qualifications ?? [])
        try rows.put(content.trainings ?? [])
        try rows.put(content.accreditations ?? [])
        try rows.put(content.lots ?? [])
        try rows.put(content.travelers ?? [])
        try rows.put(content.certificates ?? [])
        try rows.put(content.escapes ?? [])
        try rows.put(content.containments ?? [])
        try rows.put(content.firstArticles ?? [])
        try rows.put(content.productions ?? [])
        try rows.put(content.lifts ?? [])
        try rows.put(content.corrections?.measurements ?? [])
        try rows.put(content.corrections?.consumptions ?? [])
        try rows.put(content.corrections?.nonconformances ?? [])
        try rows.put(content.corrections?.orders ?? [])
        labels = rows.numbers
        return changes + rows.changes
    }

    /// A record that is no longer there.
    private static func removal<State: RecordState>(of state: State) -> RowChange {
        .remove(table: State.Entry.declaration.table.name, key: [state.id.value])
    }

    /// What an earlier draft had and this one may not have.
    private static func removal(of master: RecordID) -> [RowChange] {
        [
            OperationDefinition.declaration, CharacteristicDefinition.declaration, ComponentDefinition.declaration,
            OperationMedium.declaration,
        ].map {
            .removeAll(table: $0.table.name, column: "work_master", value: master.value)
        }
    }

    private static func write(_ content: WorkMasterContent, of master: RecordID, to rows: inout RowWriter) throws {
        for segment in content.operations {
            let operation = OperationState.id(segment.sequence, of: master)
            try rows.put(OperationState(id: operation, workMaster: master, segment: segment))
            try rows.put(
                segment.characteristics.map { item in
                    CharacteristicState(
                        id: operation.derived("characteristic \(item.number)"),
                        workMaster: master,
                        sequence: segment.sequence,
                        characteristic: item
                    )
                }
            )
            try rows.put(
                segment.components.map { item in
                    ComponentState(
                        id: operation.derived("component \(item.partNumber)"),
                        workMaster: master,
                        sequence: segment.sequence,
                        component: item
                    )
                }
            )
            try rows.put(
                (segment.media ?? []).map { item in
                    MediumState(
                        id: operation.derived("medium \(item.number)"),
                        workMaster: master,
                        sequence: segment.sequence,
                        medium: item
                    )
                }
            )
        }
    }
}
