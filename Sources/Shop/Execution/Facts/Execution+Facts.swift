public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// Facts that other systems own, as they state them: in the common compartment, for every program's gates. A newer statement stands in the
// place of an older one, and both stay in the log.
extension Execution {
    /// A gauge, as the system that owns its calibration states it.
    /// - Throws: `invalid`, `outdated`.
    public func state<Way: Channel>(
        gauge: GaugeStatement,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    )
        async throws(ExecutionRefusal) -> CommandResult
    {
        try Self.check(
            [("tag", gauge.tag), ("description", gauge.description)],
            [("calibrationDue", gauge.calibrationDue)],
            source
        )
        return try await state(Gauge.self, source, by: asker, key: key) { context in
            let known = try context.view.states(GaugeState.self, [.init("tag", .equal, [.text(gauge.tag)])], limit: 1)
            try known.first?.stated.check(against: source)
            var event = try context.event(of: nil, Gauge.declaration.classes)
            event.gauges = [GaugeState(id: known.first?.id ?? key.made, gauge: gauge, stated: source)]
            return (known.first?.id, event)
        }
    }

    /// What a person is qualified for, as the system that owns it states it.
    /// - Throws: `invalid`, `outdated`.
    public func state<Way: Channel>(
        qualification: QualificationStatement,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check(
            [("person", qualification.person), ("name", qualification.name)],
            qualification.until.map { [("until", $0)] } ?? [],
            source
        )
        return try await state(Qualification.self, source, by: asker, key: key) { context in
            let known = try context.view.states(
                QualificationState.self,
                [
                    .init("person", .equal, [.text(qualification.person)]),
                    .init("name", .equal, [.text(qualification.name)]),
                ],
                limit: 1
            )
            try known.first?.stated.check(against: source)
            var event = try context.event(of: nil, Qualification.declaration.classes)
            event.qualifications = [
                QualificationState(id: known.first?.id ?? key.made, qualification: qualification, stated: source)
            ]
            return (known.first?.id, event)
        }
    }

    /// A lot, as who received it states it.
    /// - Throws: `invalid`, `outdated`.
    public func state<Way: Channel>(
        lot: MaterialLotStatement,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check(
            [("number", lot.number), ("partNumber", lot.partNumber), ("supplier", lot.supplier)],
            lot.expires.map { [("expires", $0)] } ?? [],
            source
        )
        guard (0...1_000_000_000).contains(lot.quantity) else {
            throw ExecutionRefusal(.invalid, "quantity: \(lot.quantity) is none")
        }
        return try await state(MaterialLot.self, source, by: asker, key: key) { context in
            let known = try context.view.states(
                MaterialLotState.self,
                [.init("number", .equal, [.text(lot.number)]), .init("part_number", .equal, [.text(lot.partNumber)])],
                limit: 1
            )
            try known.first?.stated.check(against: source)
            var event = try context.event(of: nil, MaterialLot.declaration.classes)
            event.lots = [MaterialLotState(id: known.first?.id ?? key.made, lot: lot, stated: source)]
            return (known.first?.id, event)
        }
    }

    /// That a person was trained on a revision of work instructions. It is recorded beside them, for it names a part of the program.
    /// - Throws: `invalid`, `notFound`.
    public func state<Way: Channel>(
        training person: String,
        on workMaster: RecordID,
        day: String,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check([("person", person)], [("day", day)], source)
        let (place, known) = try located(WorkMasterState.self, workMaster)
        let seeing = try await permit(.view, WorkMaster.self, workMaster, in: place, by: asker)
        guard let master = known else { throw ExecutionRefusal(.notFound) }
        let making = try await permit(new: TrainingRecord.self, of: master.program, key, in: place, by: asker)
        let id = key.made
        let isRepeated = try await record(key, by: asker.subject, in: place, under: [seeing, making], reads: []) {
            context in
            var event = try context.event(of: master.program, [.training])
            event.trainings = [
                TrainingState(id: id, person: person, workMaster: workMaster, trained: day, stated: source)
            ]
            return [Recording(.stated, id, .training, event)]
        }
        return CommandResult(record: id, isRepeated: isRepeated)
    }

    // MARK: What they share

    private func state<Entry: ExecutionRecord, Way: Channel>(
        _ type: Entry.Type,
        _ source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (DecisionContext) throws -> (id: RecordID?, event: ExecutionEvent)
    ) async throws(ExecutionRefusal) -> CommandResult {
        let permission = try await permit(new: type, of: nil, key, in: common, by: asker)
        let isRepeated = try await record(key, by: asker.subject, in: common, under: [permission], reads: nil) {
            context in
            let (id, event) = try decide(context)
            return [Recording(.stated, id ?? key.made, Entry.declaration.dataClass, event)]
        }
        return CommandResult(record: key.made, isRepeated: isRepeated)
    }

    private static func check(
        _ names: [(place: String, text: String)],
        _ days: [(place: String, text: String)],
        _ source: FactSource
    ) throws(ExecutionRefusal) {
        var problems = (names + [("source", source.source)]).flatMap {
            WorkMasterContent.problems(name: $0.text, $0.place)
        }
        for (place, text) in days + [("asOf", source.asOf)] where Day(text) == nil {
            problems.append("\(place): it is no day such as 2026-11-24")
        }
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
    }
}

extension FactSource {
    /// A statement never takes the place of a newer one.
    func check(against newer: FactSource) throws {
        if newer.asOf < asOf { throw ExecutionRefusal(.outdated) }
    }
}
