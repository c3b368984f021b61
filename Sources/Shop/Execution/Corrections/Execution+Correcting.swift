internal import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// Why something is corrected, and who signs for it.
public struct CorrectionStatement: Sendable {
    /// Why.
    public let reason: String
    /// The signature.
    public let signature: SignatureStatement

    /// A statement.
    public init(reason: String, signing signature: SignatureStatement) {
        self.reason = reason
        self.signature = signature
    }
}

/// A value that is corrected: what it was, and what it is.
struct CorrectedValue: Codable, Sendable {
    let field: String
    let before: String
    let after: String
}

// Corrections add and never overwrite: the value that was stays readable beside the one that is, with who, when and why. What stands on the value
// follows the one that is: gates, holds, genealogy, load.
extension Execution {
    /// Corrects a record. Who recorded the value may correct it where the program's changes are of the first tier, and may still write such records;
    /// from the second tier on it takes another person, and whoever corrects what somebody else recorded does so in the capacity of quality, also
    /// where the last correction is their own.
    func correct<Corrected: CorrectedRecord, Way: Channel>(
        _ type: Corrected.Type,
        _ id: RecordID,
        recordedIn column: String,
        _ statement: CorrectionStatement,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (DecisionContext) throws -> Recording
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement.signature)
        try Self.check(statement.reason, "reason")
        let place = try place(of: id, type)
        let query = ViewQuery(
            type.declaration.table.name,
            columns: ["corrected_by", column],
            matches: [ViewQuery.Match("id", .equal, [id.value])],
            limit: 1
        )
        let row: [ViewValue]?
        do throws(BoundaryError) { row = try hull.rows(query, in: place).first } catch { throw ExecutionRefusal(error) }
        let own = ViewValue.text(asker.subject.description)
        let isOwn = row.map { $0[1] == own && ($0[0] == own || $0[0] == .null) } ?? false
        let permission = try await permit(isOwn ? .edit : .view, type, id, in: place, by: asker)
        guard row != nil else { throw ExecutionRefusal(.notFound) }
        let isRepeated = try await record(key, by: asker.subject, in: place, under: [permission], reads: nil) {
            let made = try decide($0)
            // What was built and measured is what certificates are over.
            let isCovered = made.kind == .measurementCorrected || made.kind == .consumptionCorrected
            return try [made] + (isCovered ? $0.markingCertificates(of: made.about) : [])
        }
        return CommandResult(record: id, isRepeated: isRepeated)
    }
}

extension DecisionContext {
    /// Whether whoever acts may correct what somebody recorded of a program, and somebody may have corrected since.
    /// - Throws: `ownCorrection`, `notQuality`.
    func mayCorrect(recordedBy recorder: String, correctedBy corrector: String?, of program: String) throws {
        let last = corrector ?? recorder
        if last == worker, try execution.hull.boundary.changeTier(of: [program]) >= 2 {
            throw ExecutionRefusal(.ownCorrection)
        }
        if last == worker, recorder == worker { return }
        let other = last == worker ? recorder : last
        guard try mayApprove("quality", of: "correction", in: [program], beside: other) else {
            throw ExecutionRefusal(.notQuality)
        }
    }

    /// Corrections of a record and their signature.
    /// - Throws: `nothingCorrected` where nothing is other than it was.
    func corrections<Corrected: CorrectedRecord>(
        of record: RecordID,
        about: RecordID,
        _ values: [CorrectedValue],
        _ statement: CorrectionStatement,
        _ key: CommandKey
    ) throws -> (states: [CorrectionState<Corrected>], signature: SignatureState) {
        let values = values.filter { !$0.before.utf8.elementsEqual($0.after.utf8) }
        guard !values.isEmpty else { throw ExecutionRefusal(.nothingCorrected) }
        let hash = try WorkMasterContent.hash(
            of: SignedCorrection(record: record, values: values, reason: statement.reason, worker: worker)
        )
        let states = values.map {
            CorrectionState<Corrected>(
                id: key.made.derived($0.field),
                record: record,
                about: about,
                field: $0.field,
                before: $0.before,
                after: $0.after,
                reason: statement.reason,
                correctedBy: worker,
                printedName: statement.signature.printedName,
                corrected: now,
                contentHash: hash
            )
        }
        let signature = SignatureState(
            id: key.made,
            record: record,
            unit: about,
            signer: worker,
            printedName: statement.signature.printedName,
            meaning: .corrected,
            signed: now,
            contentHash: hash
        )
        return (states, signature)
    }

    /// A nonconformance that holds a unit because of what a correction brought to light.
    func hold(_ unit: WorkUnitState, at sequence: Int, _ characteristic: Int?, _ description: String, _ key: CommandKey)
        -> NonconformanceState
    {
        NonconformanceState(
            id: key.made.derived("hold"),
            unit: unit.id,
            serial: unit.serial,
            sequence: sequence,
            pass: unit.pass,
            characteristic: characteristic,
            description: description,
            raisedBy: worker,
            raised: now
        )
    }

    /// A record by the columns of its fields, for kinds of which the writer keeps no state.
    func fields<Entry: ExecutionRecord>(_ type: Entry.Type, _ matches: [ViewQuery.Match]) throws -> [[ViewValue]] {
        let query = ViewQuery(
            type.declaration.table.name,
            columns: ["id"] + type.declaration.fields.map(\.column),
            matches: matches,
            limit: ViewQuery.limitMax
        )
        return try view.views.writerRows(query)
    }
}

/// What is signed of a correction.
private struct SignedCorrection: Encodable {
    let record: RecordID
    let values: [CorrectedValue]
    let reason: String
    let worker: String
}
