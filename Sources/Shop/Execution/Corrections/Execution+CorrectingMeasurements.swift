public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// What a measurement is corrected to.
public struct MeasurementCorrection: Sendable {
    /// The value that was looked at; another one is refused.
    public var seen: String
    /// The value that it is.
    public var value: DecimalNumber
    /// The tag of the gauge that it was measured with; nil for none.
    public var gauge: String?

    /// A correction.
    public init(seen: String, value: DecimalNumber, gauge: String?) {
        self.seen = seen
        self.value = value
        self.gauge = gauge
    }
}

extension Execution {
    /// Corrects what was measured. The gate of the operation follows the corrected value; where the unit has passed that, and the value is out of
    /// its limits or the gauge was not to be used, a nonconformance holds it and all that it went into.
    /// - Throws: `stale`, `nothingCorrected`; `gaugeMissing`; `ownCorrection`, `notQuality`.
    public func correct<Way: Channel>(
        measurement id: RecordID,
        to correction: MeasurementCorrection,
        _ statement: CorrectionStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try await correct(Measurement.self, id, recordedIn: "worker", statement, by: asker, key: key) { context in
            guard let row = try context.fields(Measurement.self, MeasurementState.isRecord(id)).first,
                let found = MeasurementState(row), let unit = try context.view.state(WorkUnitState.self, found.unit)
            else { throw ExecutionRefusal(.notFound) }
            return try context.correcting(found, of: unit, to: correction, statement, key)
        }
    }
}

extension DecisionContext {
    fileprivate func correcting(
        _ found: MeasurementState,
        of unit: WorkUnitState,
        to correction: MeasurementCorrection,
        _ statement: CorrectionStatement,
        _ key: CommandKey
    ) throws -> Recording {
        try mayCorrect(recordedBy: found.worker, correctedBy: found.correctedBy, of: unit.program)
        guard found.value.description == correction.seen else { throw ExecutionRefusal(.stale) }
        let operation = try operation(found.sequence, of: unit)
        guard let asked = operation?.characteristics.first(where: { $0.number == found.characteristic }) else {
            throw ExecutionRefusal(.noAnswer)
        }
        if asked.needsGauge, correction.gauge == nil { throw ExecutionRefusal(.gaugeMissing) }
        let gauge = try correction.gauge.map { try registeredGauge($0) }
        let (states, signature): ([CorrectionState<Measurement>], SignatureState) = try corrections(
            of: found.id,
            about: unit.id,
            [
                CorrectedValue(
                    field: "value",
                    before: found.value.description,
                    after: correction.value.description
                ),
                CorrectedValue(field: "gauge", before: found.gauge ?? "", after: gauge?.tag ?? ""),
            ],
            statement,
            key
        )
        var next = found
        next.value = correction.value
        next.isWithinLimits = asked.admits(correction.value)
        next.gauge = gauge?.tag
        next.gaugeDue = gauge?.calibrationDue
        next.correctedBy = worker
        next.corrected = now
        let doubt = try doubt(next, asked, gauge, unit)
        var event = try event(
            of: unit.program,
            [.orders, .workInstructions, .inspectionRecords, .signatures, .nonconformances]
        )
        event.reason = statement.reason
        event.measurements = [next]
        let articles = try articlesToCorrect(of: unit, at: found.sequence)
        event.firstArticles = articles.isEmpty ? nil : articles
        event.corrections = EventCorrections(measurements: states)
        event.signatures = [signature]
        var changed = unit
        changed.version += 1
        if changed.isMeasuring(found) {
            changed.measured[found.characteristic] = next.isWithinLimits
            try changed.note(next)
            // What was accepted was the other value.
            changed.accepted.removeAll { $0 == found.characteristic }
        }
        if let doubt {
            let report = hold(unit, at: found.sequence, found.characteristic, doubt, key)
            event.nonconformances = [report]
            changed.holds.append(report.id)
            let held = try [changed] + ancestors(of: unit).map { $0.holding(report.id) }
            event.units = held
            try addEscapes(of: held, because: report.id, doubt, to: &event, of: unit.program)
        } else {
            event.units = [changed]
        }
        return Recording(.measurementCorrected, unit.id, .inspectionRecords, event)
    }

    /// Why a unit is held because of a corrected measurement; nil where it is not.
    private func doubt(
        _ measurement: MeasurementState,
        _ asked: OperationSegment.Characteristic,
        _ gauge: GaugeStatement?,
        _ unit: WorkUnitState
    ) throws -> String? {
        guard !unit.phase.isGone, try isLast(measurement) else { return nil }
        let what = "Characteristic \(asked.number) of operation \(measurement.sequence)"
        if let gauge, !gauge.isUsable {
            return "\(what) was measured with gauge \(gauge.tag), which may not be used, as a correction found."
        }
        if let gauge,
            Day(millisecondsSince1970: UInt64(clamping: measurement.measured))?.isAfter(gauge.calibrationDue) == true
        {
            return "\(what) was measured with gauge \(gauge.tag), whose calibration was due, as a correction found."
        }
        // At the operation itself the gate asks for the value; whoever works there reports it.
        if !measurement.isWithinLimits, !unit.isMeasuring(measurement) || unit.phase == .awaitingBuyOff {
            return
                "\(what) is out of its limits, as a correction found: \(measurement.value) \(measurement.unitOfMeasure)."
        }
        return nil
    }

    /// Whether no later measurement took the place of this one.
    private func isLast(_ measurement: MeasurementState) throws -> Bool {
        let others = try fields(
            Measurement.self,
            [
                .init("unit", .equal, [measurement.unit.value]),
                .init("sequence", .equal, [.integer(Int64(measurement.sequence))]),
                .init("characteristic", .equal, [.integer(Int64(measurement.characteristic))]),
            ]
        )
        return others.compactMap { MeasurementState($0) }.allSatisfy { $0.pass <= measurement.pass }
    }

    private func registeredGauge(_ tag: String) throws -> GaugeStatement {
        guard let known = try commonStates(GaugeState.self, [.init("tag", .equal, [.text(tag)])], limit: 1).first else {
            throw ExecutionRefusal(.gaugeMissing, tag)
        }
        return known.gauge
    }
}

extension WorkUnitState {
    /// Whether a measurement is of the operation and pass that the unit stands at.
    fileprivate func isMeasuring(_ measurement: MeasurementState) -> Bool {
        !phase.isOver && sequence == measurement.sequence && pass == measurement.pass
    }
}

extension MeasurementState {
    /// Reads the columns of the fields behind the id; nil for what is none.
    init?(_ row: [ViewValue]) {
        guard row.count == Measurement.declaration.fields.count + 1, let id = RecordID(row[0]),
            let unit = RecordID(row[1]), let sequence = row[2].number, let pass = row[3].number,
            let characteristic = row[4].number, let value = row[5].words.flatMap({ DecimalNumber($0) }),
            let unitOfMeasure = row[6].words, case .truth(let isWithin) = row[7], let worker = row[10].words,
            let measured = row[11].number
        else { return nil }
        self.init(
            id: id,
            unit: unit,
            sequence: Int(sequence),
            pass: Int(pass),
            characteristic: Int(characteristic),
            value: value,
            unitOfMeasure: unitOfMeasure,
            isWithinLimits: isWithin,
            gauge: row[8].words,
            gaugeDue: row[9].words,
            worker: worker,
            measured: measured,
            workMaster: RecordID(row[12]),
            correctedBy: row[13].words,
            corrected: row[14].number
        )
    }
}

extension RecordID {
    /// Reads an id from a column.
    init?(_ value: ViewValue) {
        guard case .bytes(let bytes) = value, let id = AggregateID(bytes) else { return nil }
        self.init(id)
    }
}

extension ViewValue {
    /// A number in a column; nil of anything else.
    var number: Int64? { if case .integer(let number) = self { number } else { nil } }
    /// A text in a column; nil of anything else.
    var words: String? { if case .text(let text) = self { text } else { nil } }
}
