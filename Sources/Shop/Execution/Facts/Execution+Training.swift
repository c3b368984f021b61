public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

/// That a person was trained on a revision of work instructions, as the system that owns trainings states it.
public struct TrainingStatement: Codable, Hashable, Sendable {
    /// The person, by the id in the register.
    public var person: String
    /// The program of the work instructions.
    public var program: String
    /// The part that they are for.
    public var partNumber: String
    /// Their revision.
    public var revision: String
    /// The day of the training.
    public var day: String

    /// A training.
    public init(person: String, program: String, partNumber: String, revision: String, day: String) {
        self.person = person
        self.program = program
        self.partNumber = partNumber
        self.revision = revision
        self.day = day
    }
}

extension Execution {
    /// That a person was trained on a revision of work instructions, by what names it. It is recorded beside them.
    /// - Throws: `invalid`, `outdated`, `ownedElsewhere`, `notHosted`; `notFound` where there is no such revision that whoever states it may know of.
    public func state<Way: Channel>(
        training: TrainingStatement,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check(
            [
                ("person", training.person), ("program", training.program), ("partNumber", training.partNumber),
                ("revision", training.revision),
            ],
            [("day", training.day)],
            source,
            asker.subject
        )
        let place = try place(of: training.program)
        let known = try hull.states(
            WorkMasterState.self,
            [
                .init("part_number", .equal, [.text(training.partNumber)]),
                .init("revision", .equal, [.text(training.revision)]),
            ],
            limit: 100,
            in: place
        ).first { $0.program == training.program }
        // What is not there is asked for as what is hidden is.
        return try await state(
            training: training.person,
            on: known?.id ?? key.made,
            known,
            in: place,
            day: training.day,
            from: source,
            by: asker,
            key: key
        )
    }

    /// That a person was trained on a revision of work instructions.
    /// - Throws: `invalid`, `outdated`, `ownedElsewhere`, `notFound`.
    public func state<Way: Channel>(
        training person: String,
        on workMaster: RecordID,
        day: String,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        try Self.check([("person", person)], [("day", day)], source, asker.subject)
        let (place, known) = try located(WorkMasterState.self, workMaster)
        return try await state(
            training: person,
            on: workMaster,
            known,
            in: place,
            day: day,
            from: source,
            by: asker,
            key: key
        )
    }

    private func state<Way: Channel>(
        training person: String,
        on workMaster: RecordID,
        _ known: WorkMasterState?,
        in place: CompartmentName,
        day: String,
        from source: FactSource,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        // A system sees nothing of what it states facts about; that it may know of it is enough.
        var sight = RecordAction.know
        if case .person = asker.subject { sight = .view }
        let seeing = try await permit(sight, WorkMaster.self, workMaster, in: place, by: asker)
        guard let master = known else { throw ExecutionRefusal(.notFound) }
        return try await state(
            TrainingRecord.self,
            of: master.program,
            in: place,
            seeing: [seeing],
            source,
            by: asker,
            key: key
        ) { context in
            let earlier = try context.view.states(
                TrainingState.self,
                [.init("person", .equal, [.text(person)]), .init("work_master", .equal, [workMaster.value])],
                limit: 1
            ).first
            if earlier?.trained == day, earlier?.stated == source { throw AlreadySo() }
            try earlier.map { try source.check(against: $0.stated, context) }
            var event = try context.event(of: master.program, TrainingRecord.declaration.classes)
            event.trainings = [
                TrainingState(
                    id: earlier?.id ?? key.made,
                    person: person,
                    workMaster: workMaster,
                    trained: day,
                    stated: source
                )
            ]
            return (earlier?.id, event)
        }
    }
}
