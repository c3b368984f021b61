internal import Boundary
internal import Journal
internal import PlantModel
internal import Storage

extension Execution {
    /// The reworks of units that the asker may see, and each operation of them as planned and as done.
    struct ReworkRecords {
        var reworks: [UnitRework] = []
        var steps: [ReworkStep] = []
    }

    /// Definitions by which the unit of a nonconformance can be reworked: those released for its part, for any unit of it or for this nonconformance.
    func reworkDefinitions<Way: Channel>(
        for nonconformance: RecordID,
        of unit: WorkUnitState,
        in place: CompartmentName,
        by asker: Asker<Way>
    ) throws(ExecutionRefusal) -> [WorkMaster] {
        let matches: [ViewQuery.Match] = [
            .init("part_number", .equal, [.text(unit.partNumber)]),
            .init("state", .equal, [.text(WorkMasterPhase.released.rawValue)]),
            .init("is_rework", .equal, [.truth(true)]),
        ]
        let fitting = Set(
            try hull.states(WorkMasterState.self, matches, limit: Self.listMax, in: place).filter {
                let scope = $0.rework?.nonconformance
                return $0.program == unit.program && (scope == nil || scope == nonconformance)
            }.map(\.id.aggregate)
        )
        return try records(WorkMaster.self, in: place, matches, order: ["title"], by: asker).filter {
            fitting.contains($0.origin.id)
        }
    }

    /// What reworks of units are as planned and as built.
    /// - Parameter time: those alone that were begun by then, in milliseconds since 1970; nil for all.
    func reworks<Way: Channel>(
        of units: [ViewValue],
        by time: Int64? = nil,
        in place: CompartmentName,
        for asker: Asker<Way>
    ) throws(ExecutionRefusal) -> ReworkRecords {
        if units.isEmpty { return ReworkRecords() }
        let until = time.map { [ViewQuery.Match("begun", .atMost, [.integer($0)])] } ?? []
        let matches = [ViewQuery.Match("unit", .equal, units)] + until
        var found = ReworkRecords()
        found.reworks = try records(UnitRework.self, in: place, matches, order: ["unit", "number"], by: asker)
        let ids = found.reworks.map { ViewValue.bytes($0.origin.id.bytes) }
        if ids.isEmpty { return found }
        let states = try hull.states(UnitReworkState.self, [.init("id", .equal, ids)], limit: ids.count, in: place)
        for state in states.sorted(by: { ($0.serial, $0.number) < ($1.serial, $1.number) }) {
            found.steps += try steps(of: state, in: place)
        }
        return found
    }

    private func steps(of rework: UnitReworkState, in place: CompartmentName) throws(ExecutionRefusal) -> [ReworkStep] {
        let own = [ViewQuery.Match("work_master", .equal, [rework.definition.value])]
        let operations = try hull.states(
            OperationState.self,
            own,
            limit: WorkMasterContent.Limits.operations,
            in: place
        )
        let done = try responses(of: rework, in: place)
        let units = try hull.states(WorkUnitState.self, WorkUnitState.isRecord(rework.unit), limit: 1, in: place)
        guard let unit = units.first else { return [] }
        do throws(BoundaryError) {
            let label = try hull.boundary.label(of: .nonconformances, program: unit.program)
            var labels: [DataClass: SharedLabel] = [:]
            for fieldClass in ReworkStep.declaration.classes {
                labels[fieldClass] = try hull.boundary.label(of: fieldClass, program: unit.program)
            }
            return operations.sorted { $0.segment.sequence < $1.segment.sequence }.map { operation in
                let segment = operation.segment.numbered(of: rework.number)
                let response = done[segment.sequence]
                let values: [ViewValue] = [
                    rework.unit.value, rework.id.value, .text(rework.serial), .integer(Int64(segment.sequence)),
                    .text(segment.name), .text(segment.workCenter),
                    .text(segment.qualifications.joined(separator: ", ")), .truth(segment.needsBuyOff),
                    .text(rework.outcome(of: segment.sequence, on: unit, isDone: response != nil)),
                    response?.worker ?? .null, response?.stopped ?? .null,
                ]
                return ReworkStep(
                    origin: RecordOrigin(
                        id: rework.id.derived("step \(segment.sequence)").aggregate,
                        compartment: place,
                        label: label
                    ),
                    values: zip(ReworkStep.declaration.fields, values).map { field, value in
                        Restricted(value, label: labels[field.fieldClass] ?? label, fieldClass: field.fieldClass)
                    }
                )
            }
        } catch {
            throw ExecutionRefusal(error)
        }
    }

    /// Who completed which operation of a rework last, and when.
    private func responses(of rework: UnitReworkState, in place: CompartmentName) throws(ExecutionRefusal) -> [Int: (
        worker: ViewValue, stopped: ViewValue
    )] {
        let query = ViewQuery(
            JobResponse.declaration.table.name,
            columns: ["sequence", "worker", "stopped"],
            matches: [
                .init("unit", .equal, [rework.unit.value]),
                .init("sequence", .atLeast, [.integer(Int64(ReworkNumbering.number(0, of: rework.number)))]),
                .init("sequence", .less, [.integer(Int64(ReworkNumbering.number(0, of: rework.number + 1)))]),
                .init("state", .equal, [.text(UnitPhase.finished.rawValue)]),
            ],
            order: [.init("stopped")],
            limit: ViewQuery.limitMax
        )
        do throws(BoundaryError) {
            var found: [Int: (worker: ViewValue, stopped: ViewValue)] = [:]
            for row in try hull.rows(query, in: place) {
                if let sequence = row[0].number { found[Int(sequence)] = (row[1], row[2]) }
            }
            return found
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}

extension UnitReworkState {
    /// How far an operation of the rework is: `open`, `awaitingBuyOff` or `done`.
    fileprivate func outcome(of sequence: Int, on unit: WorkUnitState, isDone: Bool) -> String {
        switch phase {
        case .complete: return "done"
        case .givenUp: return isDone ? "done" : "open"
        case .underway: break
        }
        // What went into another rework stands where it goes on after that.
        guard let place = unit.reworks?.firstIndex(where: { $0.number == number }) else { return "open" }
        let stand = unit.reworks?.dropFirst(place + 1).first?.goesOn ?? unit.stand
        if sequence < stand.sequence { return "done" }
        return sequence == stand.sequence && stand.phase == .awaitingBuyOff ? "awaitingBuyOff" : "open"
    }
}
