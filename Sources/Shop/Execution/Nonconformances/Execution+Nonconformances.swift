public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// What is reported as not being as it has to be.
public struct NonconformanceReport: Sendable {
    /// The unit.
    public var unit: RecordID
    /// The characteristic of its operation that is out of limits; nil for anything else.
    public var characteristic: Int?
    /// What is wrong.
    public var description: String

    /// The longest description, in bytes.
    public static let descriptionBytesMax = 8_192

    /// A report.
    public init(unit: RecordID, characteristic: Int? = nil, description: String) {
        self.unit = unit
        self.characteristic = characteristic
        self.description = description
    }
}

// Nonconformances: raised by whoever sees one, which holds the unit at once; disposed of by somebody else whom policies permit.
extension Execution {
    private static let classes: [DataClass] = [.orders, .workInstructions, .nonconformances]

    /// Reports a nonconformance. The unit is on hold from then on.
    /// - Returns: the nonconformance.
    /// - Throws: `invalid`, `finished` for a unit that was scrapped, `unknownCharacteristic`.
    public func report<Way: Channel>(_ report: NonconformanceReport, by asker: Asker<Way>, key: CommandKey)
        async throws(ExecutionRefusal) -> CommandResult
    {
        try Self.check(report.description, "description")
        let (place, known) = try located(WorkUnitState.self, report.unit)
        let seeing = try await permit(.view, WorkUnit.self, report.unit, in: place, by: asker)
        guard let unit = known else { throw ExecutionRefusal(.notFound) }
        let making = try await permit(new: Nonconformance.self, of: unit.program, key, in: place, by: asker)
        let id = key.made
        let isRepeated = try await record(
            key,
            by: asker.subject,
            in: place,
            under: [seeing, making],
            reads: [report.unit]
        ) { context in
            guard var unit = try context.view.state(WorkUnitState.self, report.unit) else {
                throw ExecutionRefusal(.notFound)
            }
            if unit.phase == .scrapped { throw ExecutionRefusal(.finished) }
            if let number = report.characteristic, unit.measured[number] == nil {
                throw ExecutionRefusal(.unknownCharacteristic, String(number))
            }
            unit.holds.append(id)
            unit.version += 1
            var event = try context.event(of: unit.program, Self.classes)
            event.units = [unit]
            event.nonconformances = [
                NonconformanceState(
                    id: id,
                    unit: unit.id,
                    serial: unit.serial,
                    sequence: unit.sequence,
                    pass: unit.pass,
                    characteristic: report.characteristic,
                    description: report.description,
                    raisedBy: context.worker,
                    raised: context.now
                )
            ]
            return [Recording(.nonconforming, unit.id, .nonconformances, event)]
        }
        return CommandResult(record: id, isRepeated: isRepeated)
    }

    /// Decides what becomes of the unit, with a signature. The hold ends; where another nonconformance holds the unit too, it stays on hold.
    /// - Throws: `disposed`, `ownDisposition`, `noRework`, `invalid`.
    public func dispose<Way: Channel>(
        of nonconformance: RecordID,
        _ disposition: Disposition,
        reason: String,
        signing statement: SignatureStatement,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try check(statement)
        try Self.check(reason, "reason")
        let (place, reported) = try located(NonconformanceState.self, nonconformance)
        let permission = try await permit(.edit, Nonconformance.self, nonconformance, in: place, by: asker)
        guard let known = reported else { throw ExecutionRefusal(.notFound) }
        let isRepeated = try await record(
            key,
            by: asker.subject,
            in: place,
            under: [permission],
            reads: [known.unit]
        ) { context in
            guard var found = try context.view.state(NonconformanceState.self, nonconformance),
                var unit = try context.view.state(WorkUnitState.self, found.unit)
            else { throw ExecutionRefusal(.notFound) }
            guard found.disposition == nil else { throw ExecutionRefusal(.disposed) }
            guard found.raisedBy != context.worker else { throw ExecutionRefusal(.ownDisposition) }
            found.disposition = disposition
            found.reason = reason
            found.disposedBy = context.worker
            found.disposed = context.now
            try unit.take(disposition, of: found, context)
            unit.version += 1
            var event = try context.event(of: unit.program, Self.classes + [.signatures])
            event.units = [unit]
            event.nonconformances = [found]
            event.signatures = [
                SignatureState(
                    id: key.made,
                    record: nonconformance,
                    unit: unit.id,
                    signer: context.worker,
                    printedName: statement.printedName,
                    meaning: .disposed,
                    signed: context.now,
                    contentHash: try WorkMasterContent.hash(of: found)
                )
            ]
            return [Recording(.disposed, unit.id, .nonconformances, event)]
        }
        return CommandResult(record: nonconformance, isRepeated: isRepeated)
    }

    /// A text of several lines.
    private static func check(_ text: String, _ place: String) throws(ExecutionRefusal) {
        guard !text.utf8.isEmpty, text.utf8.count <= NonconformanceReport.descriptionBytesMax else {
            throw ExecutionRefusal(
                .invalid,
                "\(place): it has 1 to \(NonconformanceReport.descriptionBytesMax) bytes, this one \(text.utf8.count)"
            )
        }
        let isControl = text.unicodeScalars.contains {
            $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
        }
        if isControl { throw ExecutionRefusal(.invalid, "\(place): it holds a control character") }
    }
}

extension WorkUnitState {
    /// What a disposition makes of the unit.
    mutating func take(_ disposition: Disposition, of found: NonconformanceState, _ context: DecisionContext) throws {
        holds.removeAll { $0 == found.id }
        switch disposition {
        case .useAsIs, .repair:
            if let number = found.characteristic, found.sequence == sequence, found.pass == pass,
                !accepted.contains(number)
            {
                accepted.append(number)
            }
        case .scrap:
            phase = .scrapped
            holds = []
            run = nil
        case .rework(let target):
            guard target <= sequence, builtInto == nil else { throw ExecutionRefusal(.noRework) }
            let operation = try context.view.states(
                OperationState.self,
                [
                    .init("work_master", .equal, [workMaster.value]),
                    .init("sequence", .equal, [.integer(Int64(target))]),
                ],
                limit: 1
            ).first
            guard let operation else { throw ExecutionRefusal(.noRework) }
            pass += 1
            go(to: operation.segment)
        }
    }
}
