internal import Boundary
internal import PlantModel
internal import Storage

// Gates block: each with what can lift it, and none with a polite exit.
extension UnitDecision {
    /// What keeps the person from starting.
    func gates() throws -> [ExecutionRefusal.Reason] {
        var reasons: [ExecutionRefusal.Reason] = []
        if !unit.holds.isEmpty { reasons.append(.init(.held)) }
        if let code = try accreditation() { reasons.append(.init(code)) }
        for name in operation.qualifications {
            if let code = try qualification(name), !reasons.contains(.init(code)) { reasons.append(.init(code)) }
        }
        if try lacksTraining() { reasons.append(.init(.trainingMissing)) }
        return reasons
    }

    /// Why the special process of the work center may not be performed at its site; nil where it may, and of a work center that performs none. One that the
    /// plant does not know counts as performing one that nobody accredits.
    private func accreditation() throws -> ExecutionRefusal.Code? {
        guard let center = context.execution.hull.boundary.workCenters[operation.workCenter] else {
            return .accreditationMissing
        }
        guard let process = center.specialProcess else { return nil }
        let known = try context.commonStates(
            AccreditationState.self,
            AccreditationState.named(process, at: center.site),
            limit: 1
        )
        guard let until = known.first?.accreditation.until else { return .accreditationMissing }
        return context.today.isAfter(until) ? .accreditationExpired : nil
    }

    /// Why a qualification does not count; nil where it does.
    private func qualification(_ name: String) throws -> ExecutionRefusal.Code? {
        let person = Execution.registered(context.worker)
        let known = try context.commonStates(
            QualificationState.self,
            [.init("person", .equal, [.text(person)]), .init("name", .equal, [.text(name)])],
            limit: 1
        )
        guard let known = known.first?.qualification else { return .qualificationMissing }
        return known.until.map { context.today.isAfter($0) } == true ? .qualificationExpired : nil
    }

    private func lacksTraining() throws -> Bool {
        let person = Execution.registered(context.worker)
        return try context.lacksTraining(person, on: unit.followed)
            && !context.isLifted(.training, person, of: unit)
    }

    /// A gauge that may be used today.
    /// - Throws: `gaugeMissing`, `gaugeOverdue`, `gaugeUnusable`.
    func gauge(_ tag: String) throws -> GaugeStatement {
        let gauge = try context.gauge(tag)
        guard gauge.isUsable else { throw ExecutionRefusal(.gaugeUnusable) }
        if context.today.isAfter(gauge.calibrationDue), try !context.isLifted(.calibration, tag, of: unit) {
            throw ExecutionRefusal(.gaugeOverdue)
        }
        return gauge
    }

    /// What keeps the operation from being completed.
    func gaps() -> [ExecutionRefusal.Reason] {
        var codes: [ExecutionRefusal.Code] = []
        if !unit.holds.isEmpty { codes.append(.held) }
        for item in operation.characteristics where !unit.accepted.contains(item.number) {
            switch unit.measured[item.number] {
            case nil where unit.skipped?.contains(item.number) == true: break
            case nil: codes.append(.notMeasured)
            case false?: codes.append(.outOfLimits)
            case true?: break
            }
        }
        for item in operation.components where unit.consumed[item.partNumber, default: 0] < item.quantity {
            codes.append(.notConsumed)
        }
        return ExecutionRefusal.Code.allCases.filter(codes.contains).map { .init($0) }
    }
}

extension DecisionContext {
    /// A gauge as it is stated.
    /// - Throws: `gaugeMissing`.
    func gauge(_ tag: String) throws -> GaugeStatement {
        let known = try commonStates(GaugeState.self, [.init("tag", .equal, [.text(tag)])], limit: 1)
        guard let gauge = known.first?.gauge else { throw ExecutionRefusal(.gaugeMissing) }
        return gauge
    }

    /// Whether work instructions ask for a training that a person did not take.
    func lacksTraining(_ person: String, on workMaster: RecordID) throws -> Bool {
        guard let master = try view.state(WorkMasterState.self, workMaster), master.needsTraining else { return false }
        return try view.states(
            TrainingState.self,
            [.init("person", .equal, [.text(person)]), .init("work_master", .equal, [workMaster.value])],
            limit: 1
        ).isEmpty
    }
}

extension Day {
    /// Whether it is later than a day in a record; than one that cannot be read it is.
    func isAfter(_ text: String) -> Bool { Day(text).map { $0 < self } ?? true }
}
