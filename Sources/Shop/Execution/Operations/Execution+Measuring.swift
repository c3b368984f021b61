public import Boundary
internal import Journal
internal import PlantModel

extension Execution {
    /// Records what was measured. A value out of its limits stays; only a disposition lets the operation be completed then.
    /// - Parameters:
    ///   - gauge: the tag of the gauge; nil where the characteristic takes none.
    /// - Throws: `unknownCharacteristic`, `gaugeMissing`, `gaugeOverdue`, `gaugeUnusable`; `alreadyMeasured`, `outOfLimits` where a value was
    ///   recorded before; `notRunning`, `runsElsewhere`.
    public func measure<Way: Channel>(
        _ characteristic: Int,
        _ value: DecimalNumber,
        gauge: String?,
        at operation: UnitOperation,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try await work(Measurement.self, at: operation, by: asker, key: key) { decision in
            _ = try decision.own()
            guard let asked = decision.operation.characteristics.first(where: { $0.number == characteristic }) else {
                throw ExecutionRefusal(.unknownCharacteristic, String(characteristic))
            }
            switch decision.unit.measured[characteristic] {
            case true?: throw ExecutionRefusal(.alreadyMeasured, String(characteristic))
            case false?: throw ExecutionRefusal(.outOfLimits, String(characteristic))
            case nil: break
            }
            if asked.needsGauge, gauge == nil { throw ExecutionRefusal(.gaugeMissing, String(characteristic)) }
            let known = try gauge.map { try decision.gauge($0) }
            let isWithin = asked.admits(value)
            decision.unit.measured[characteristic] = isWithin
            let measurement = MeasurementState(
                id: key.made,
                unit: decision.unit.id,
                sequence: decision.unit.sequence,
                pass: decision.unit.pass,
                characteristic: characteristic,
                value: value,
                unitOfMeasure: asked.unit,
                isWithinLimits: isWithin,
                gauge: known?.tag,
                gaugeDue: known?.calibrationDue,
                worker: decision.context.worker,
                measured: decision.context.now,
                workMaster: decision.unit.followed
            )
            try decision.unit.note(measurement)
            let skip = decision.measureAllTheSame(asked)
            var event = try decision.event([.inspectionRecords])
            event.measurements = [measurement]
            event.skips = skip.map { [$0] }
            return [Recording(.measured, decision.unit.id, .inspectionRecords, event)]
        }
    }
}
