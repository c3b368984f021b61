import Boundary
import Execution
import Governance

/// One piece of work at a unit, as a person does it at a terminal: by the commands that everybody uses.
struct DemoBench {
    let floor: DemoFloor

    private var execution: Execution { floor.execution }

    /// What one person does at one unit.
    struct Task {
        let place: Int
        var unit: DemoUnit
        let worker: FedPerson
        /// The pocket comes out too deep.
        let fails: Bool
        /// The worker is called away and comes back.
        let pauses: Bool
    }

    /// - Returns: the unit as it is then.
    func work(_ task: Task) async throws -> DemoUnit {
        var unit = task.unit
        let worker = task.worker
        switch unit.step {
        case .begin(let sequence): try await begin(sequence, &unit, task)
        case .complete(let sequence):
            try await build(sequence, &unit, task)
            _ = try await execution.complete(
                at(sequence, unit),
                signing: SignatureStatement(printedName: worker.account.name),
                by: floor.asker(worker),
                key: try floor.key(worker, unit.command())
            )
            unit.step =
                switch sequence {
                case 10: .begin(20)
                // After its rework the pocket is measured again.
                case DemoUnit.reworkOperation: .begin(10)
                default: .buyOff(20)
                }
        case .buyOff(let sequence):
            _ = try await execution.buyOff(
                at(sequence, unit),
                signing: SignatureStatement(printedName: worker.account.name),
                by: floor.asker(worker),
                key: try floor.key(worker, unit.command())
            )
            unit.step = .rest
        case .dispose, .accept, .rest: break
        }
        return unit
    }

    private func begin(_ sequence: Int, _ unit: inout DemoUnit, _ task: Task) async throws {
        let worker = task.worker
        let asker = floor.asker(worker)
        let here = at(sequence, unit)
        _ = try await execution.start(here, by: asker, key: try floor.key(worker, unit.command()))
        unit.step = .complete(sequence)
        if task.pauses {
            _ = try await execution.pause(here, by: asker, key: try floor.key(worker, unit.command()))
            unit.isUnmeasured = sequence == 10 && unit.component == nil
            return
        }
        guard sequence == 10, unit.component == nil else { return }
        let depth = task.fails ? "12.8\(task.place % 10)" : "12.\(68 + task.place % 6)"
        try await measure(depth, with: DemoWork.depthGauge, &unit, at: here, by: worker)
        guard task.fails else { return }
        unit.isMended = true
        let report = NonconformanceReport(
            unit: here.unit,
            characteristic: 1,
            description: "Pocket is \(depth) mm deep; 12.75 is the most."
        )
        let raised = try await execution.report(report, by: asker, key: try floor.key(worker, unit.command()))
        unit.step = .dispose(raised.record)
    }

    /// What the first operation builds in: fasteners, and in an assembly the fitting.
    private func build(_ sequence: Int, _ unit: inout DemoUnit, _ task: Task) async throws {
        let (worker, here) = (task.worker, at(sequence, unit))
        let asker = floor.asker(worker)
        // Who was called away goes on; going on with what runs is nothing new.
        _ = try await execution.start(here, by: asker, key: try floor.key(worker, unit.command()))
        if sequence == DemoUnit.reworkOperation {
            try await measure("1.\(task.place % 10)", with: nil, &unit, at: here, by: worker)
        }
        guard sequence == 10 else {
            if unit.isSampled, sequence == 20 {
                try await measure("12.\(task.place % 4)", with: DemoWork.torqueWrench, &unit, at: here, by: worker)
            }
            return
        }
        if let fitting = unit.fitting, let part = unit.component {
            _ = try await execution.consume(
                .unit(fitting),
                of: part,
                at: here,
                by: asker,
                key: try floor.key(worker, unit.command())
            )
        } else {
            try await measureLate(&unit, task)
        }
        _ = try await execution.consume(
            .lot(DemoWork.lot, quantity: 4),
            of: DemoWork.fastener,
            at: here,
            by: asker,
            key: try floor.key(worker, unit.command())
        )
    }

    /// A worker who was called away before measuring measures now.
    private func measureLate(_ unit: inout DemoUnit, _ task: Task) async throws {
        guard unit.isUnmeasured else { return }
        unit.isUnmeasured = false
        try await measure("12.70", with: DemoWork.depthGauge, &unit, at: at(10, unit), by: task.worker)
    }

    private func measure(
        _ value: String,
        with gauge: String?,
        _ unit: inout DemoUnit,
        at here: UnitOperation,
        by worker: FedPerson
    ) async throws {
        _ = try await execution.measure(
            1,
            try floor.number(value),
            gauge: gauge,
            at: here,
            by: floor.asker(worker),
            key: try floor.key(worker, unit.command())
        )
    }

    private func at(_ sequence: Int, _ unit: DemoUnit) -> UnitOperation {
        UnitOperation(unit: unit.id, sequence: sequence)
    }
}
