public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

extension Execution {
    /// Corrects the words that say what was found.
    /// - Parameter seen: the words that were looked at; others are refused.
    /// - Throws: `stale`, `nothingCorrected`, `invalid`; `ownCorrection`, `notQuality`.
    public func correct<Way: Channel>(
        nonconformance id: RecordID,
        seen: String,
        to description: String,
        _ statement: CorrectionStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check(description, "description")
        return try await correct(Nonconformance.self, id, recordedIn: "raised_by", statement, by: asker, key: key) {
            context in
            guard let found = try context.view.state(NonconformanceState.self, id),
                let unit = try context.view.state(WorkUnitState.self, found.unit)
            else { throw ExecutionRefusal(.notFound) }
            try context.mayCorrect(recordedBy: found.raisedBy, correctedBy: found.correctedBy, of: unit.program)
            guard found.description.utf8.elementsEqual(seen.utf8) else { throw ExecutionRefusal(.stale) }
            let (states, signature): ([CorrectionState<Nonconformance>], SignatureState) = try context.corrections(
                of: id,
                about: unit.id,
                [CorrectedValue(field: "description", before: found.description, after: description)],
                statement,
                key
            )
            var next = found
            next.description = description
            next.correctedBy = context.worker
            next.corrected = context.now
            var event = try context.event(of: unit.program, [.nonconformances, .signatures])
            event.reason = statement.reason
            event.nonconformances = [next]
            event.corrections = EventCorrections(nonconformances: states)
            event.signatures = [signature]
            return Recording(.nonconformanceCorrected, unit.id, .nonconformances, event)
        }
    }
}
