internal import Boundary
internal import Journal
internal import Storage

extension WorkUnitState {
    /// Notes a record of the operation: what is signed there is over all that was noted, in its order. Whoever has the events of the unit makes the hash
    /// again, and gets another one where a value, a gauge, a lot or their order is not what was signed (21 CFR 11.70).
    mutating func note(_ record: some Encodable) throws {
        recorded = try WorkMasterContent.hash(of: NotedRecord(before: recorded, record: record))
    }
}

/// A record and the hash of those before it.
private struct NotedRecord<Record: Encodable>: Encodable {
    let before: String?
    let record: Record
}

/// What was measured on units and built into them, by value: what papers about them are signed over.
struct RecordedContent: Encodable {
    let measurements: [MeasurementState]
    let consumptions: [ConsumptionState]
}

extension DecisionContext {
    /// What is recorded of units now, in the order of ids.
    func recorded(of units: [RecordID]) throws -> RecordedContent {
        var measurements: [MeasurementState] = []
        var consumptions: [ConsumptionState] = []
        for unit in units {
            let own = [ViewQuery.Match("unit", .equal, [unit.value])]
            measurements += try fields(Measurement.self, own).compactMap { MeasurementState($0) }
            consumptions += try fields(Consumption.self, own).compactMap { ConsumptionState($0) }
        }
        return RecordedContent(
            measurements: measurements.sorted { $0.id.description < $1.id.description },
            consumptions: consumptions.sorted { $0.id.description < $1.id.description }
        )
    }
}
