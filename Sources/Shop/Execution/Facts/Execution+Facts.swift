public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// Facts that other systems own, as they state them: in the common compartment, for every program's gates; a lot of one program and trainings beside that
// program's records. A newer statement stands in the place of an older one, and both stay in the log.
extension Execution {
    /// A gauge, as the system that owns its calibration states it.
    /// - Throws: `invalid`, `outdated`, `ownedElsewhere`, `contained`.
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
            source,
            asker.subject
        )
        return try await state(Gauge.self, in: common, source, by: asker, key: key) { context in
            let known = try context.view.states(GaugeState.self, [.init("tag", .equal, [.text(gauge.tag)])], limit: 1)
                .first
            if known?.gauge == gauge, known?.stated == source { throw AlreadySo() }
            try known.map { try source.check(against: $0.stated, usable: gauge.isUsable, context) }
            var event = try context.event(of: nil, Gauge.declaration.classes)
            event.gauges = [GaugeState(id: known?.id ?? key.made, gauge: gauge, stated: source)]
            return (known?.id, event)
        }
    }

    /// What a person is qualified for, as the system that owns it states it.
    /// - Throws: `invalid`, `outdated`, `ownedElsewhere`.
    public func state<Way: Channel>(
        qualification: QualificationStatement,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check(
            [("person", qualification.person), ("name", qualification.name)],
            qualification.until.map { [("until", $0)] } ?? [],
            source,
            asker.subject
        )
        return try await state(Qualification.self, in: common, source, by: asker, key: key) { context in
            let known = try context.view.states(
                QualificationState.self,
                [
                    .init("person", .equal, [.text(qualification.person)]),
                    .init("name", .equal, [.text(qualification.name)]),
                ],
                limit: 1
            ).first
            if known?.qualification == qualification, known?.stated == source { throw AlreadySo() }
            try known.map { try source.check(against: $0.stated, context) }
            var event = try context.event(of: nil, Qualification.declaration.classes)
            event.qualifications = [
                QualificationState(id: known?.id ?? key.made, qualification: qualification, stated: source)
            ]
            return (known?.id, event)
        }
    }

    /// A lot, as who received it states it. One of a program is recorded beside the program's records, under its label, and built into nothing else.
    /// - Throws: `invalid`, `outdated`, `ownedElsewhere`, `contained`, `notHosted`.
    public func state<Way: Channel>(
        lot: MaterialLotStatement,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check(
            [("number", lot.number), ("partNumber", lot.partNumber), ("supplier", lot.supplier)],
            lot.expires.map { [("expires", $0)] } ?? [],
            source,
            asker.subject
        )
        guard (0...1_000_000_000).contains(lot.quantity) else {
            throw ExecutionRefusal(.invalid, "quantity: \(lot.quantity) is none")
        }
        let place = try lot.program.map { program throws(ExecutionRefusal) in try self.place(of: program) } ?? common
        return try await state(MaterialLot.self, of: lot.program, in: place, source, by: asker, key: key) { context in
            let known = try context.view.states(
                MaterialLotState.self,
                [.init("number", .equal, [.text(lot.number)]), .init("part_number", .equal, [.text(lot.partNumber)])],
                limit: 100
            ).first { $0.lot.program == lot.program }
            if known?.lot == lot, known?.stated == source { throw AlreadySo() }
            try known.map { try source.check(against: $0.stated, usable: lot.isUsable, context) }
            var event = try context.event(of: lot.program, MaterialLot.declaration.classes)
            event.lots = [MaterialLotState(id: known?.id ?? key.made, lot: lot, stated: source)]
            return (known?.id, event)
        }
    }

    /// That a site is accredited for a special process, as the system that owns it states it.
    /// - Throws: `invalid`, `outdated`, `ownedElsewhere`.
    public func state<Way: Channel>(
        accreditation: AccreditationStatement,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        let stated = accreditation
        try Self.check(
            [("process", stated.process), ("site", stated.site), ("accreditor", stated.accreditor)],
            [("until", stated.until)],
            source,
            asker.subject
        )
        return try await state(Accreditation.self, in: common, source, by: asker, key: key) { context in
            let named = AccreditationState.named(stated.process, at: stated.site)
            let known = try context.view.states(AccreditationState.self, named, limit: 1).first
            if known?.accreditation == stated, known?.stated == source { throw AlreadySo() }
            try known.map { try source.check(against: $0.stated, context) }
            var event = try context.event(of: nil, Accreditation.declaration.classes)
            event.accreditations = [
                AccreditationState(id: known?.id ?? key.made, accreditation: stated, stated: source)
            ]
            return (known?.id, event)
        }
    }

    // MARK: What they share

    /// Whether somebody may state a fact here. A person has to be one who may write such records too, so that what keeps records from persons keeps this.
    private func permitStating<Entry: ExecutionRecord, Way: Channel>(
        _ type: Entry.Type,
        of program: String?,
        _ key: CommandKey,
        in place: CompartmentName,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> [Permission] {
        var permissions: [Permission] = []
        if case .person = asker.subject {
            permissions.append(try await permit(new: type, of: program, key, in: place, by: asker))
        }
        permissions.append(try await permit(new: type, .state, of: program, key, in: place, by: asker))
        return permissions
    }

    /// - Parameter seeing: what else it takes.
    func state<Entry: ExecutionRecord, Way: Channel>(
        _ type: Entry.Type,
        of program: String? = nil,
        in place: CompartmentName,
        seeing: [Permission] = [],
        _ source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (DecisionContext) throws -> (id: RecordID?, event: ExecutionEvent)
    ) async throws(ExecutionRefusal) -> CommandResult {
        let permissions = seeing + (try await permitStating(type, of: program, key, in: place, by: asker))
        let isRepeated = try await record(key, by: asker.subject, in: place, under: permissions, reads: nil) {
            context in
            try context.check(source)
            let (id, event) = try decide(context)
            return [Recording(.stated, id ?? key.made, Entry.declaration.dataClass, event)]
        }
        return CommandResult(record: key.made, isRepeated: isRepeated)
    }

    static func check(
        _ names: [(place: String, text: String)],
        _ days: [(place: String, text: String)],
        _ source: FactSource,
        _ asker: Subject
    ) throws(ExecutionRefusal) {
        var problems = names.flatMap { WorkMasterContent.problems(name: $0.text, $0.place) }
        problems += source.problems(from: asker)
        for (place, text) in days + [("asOf", source.asOf)] where Day(text) == nil {
            problems.append("\(place): it is no day such as 2026-11-24")
        }
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
    }
}

extension DecisionContext {
    /// A statement as of a day that is still to come would keep all others out until then.
    func check(_ source: FactSource) throws {
        guard let day = Day(source.asOf), !day.isAfter(today.description) else {
            throw ExecutionRefusal(.invalid, "asOf: \(source.asOf) is after today, \(today)")
        }
    }
}
