internal import Boundary
internal import Classification
internal import Journal
internal import PlantModel
internal import Storage

/// An event to be recorded: what it says, and what it is about.
struct Recording: Sendable {
    let kind: ExecutionEventKind
    let about: RecordID
    var event: ExecutionEvent
    /// The class of data by which its payload is kept and shredded.
    let dataClass: DataClass
    /// Entries of other logs that it follows from.
    var citations: [Commitment] = []

    init(_ kind: ExecutionEventKind, _ about: RecordID, _ dataClass: DataClass, _ event: ExecutionEvent) {
        self.kind = kind
        self.about = about
        self.dataClass = dataClass
        self.event = event
    }
}

/// Thrown by a decision where what is asked is the case already, by the same person: nothing is recorded and nothing refused.
struct AlreadySo: Error {}

/// What the writer's decision works with.
struct DecisionContext: Sendable {
    let execution: Execution
    let compartment: CompartmentName
    let view: WriterView
    let subject: Subject
    let authorities: [String]
    let today: Day

    /// Who acts, as records name them.
    var worker: String { subject.description }

    /// Milliseconds since 1970.
    var now: Int64 { Int64(clamping: view.time) }

    /// An event under the labels of a program's classes; of what belongs to no program nothing is restricted.
    func event(of program: String?, _ classes: [DataClass]) throws -> ExecutionEvent {
        var labels: [DataClass: SharedLabel] = [:]
        for dataClass in classes {
            labels[dataClass] =
                try program.map { try execution.hull.boundary.label(of: dataClass, program: $0) }
                ?? SharedLabel(.unrestricted)
        }
        var event = ExecutionEvent(EventLabels(labels))
        if !authorities.isEmpty { event.authorities = authorities }
        return event
    }

    /// A view of the common compartment, whose facts gates ask for.
    func commonStates<State: RecordState>(_ type: State.Type, _ matches: [ViewQuery.Match], limit: Int) throws
        -> [State]
    {
        try execution.hull.states(type, matches, limit: limit, in: execution.common)
    }
}

extension Execution {
    /// Has the writer of a compartment decide and record.
    /// - Parameter reads: the records that the decision hangs on; nil where that is not known beforehand.
    /// - Returns: whether it was the case already, so that nothing new was recorded.
    func record(
        _ key: CommandKey,
        by subject: Subject,
        in compartment: CompartmentName,
        under permissions: [Permission],
        reads: [RecordID]?,
        decide: @escaping @Sendable (DecisionContext) throws -> [Recording]
    ) async throws(ExecutionRefusal) -> Bool {
        let receipt = try await recorded(
            key,
            by: subject,
            in: compartment,
            under: permissions,
            reads: reads,
            decide: decide
        )
        return receipt?.isRepeated ?? true
    }

    /// The same.
    /// - Returns: where it is in the log; nil where it was the case already by another command.
    func recorded(
        _ key: CommandKey,
        by subject: Subject,
        in compartment: CompartmentName,
        under permissions: [Permission],
        reads: [RecordID]?,
        decide: @escaping @Sendable (DecisionContext) throws -> [Recording]
    ) async throws(ExecutionRefusal) -> Receipt? {
        let authorities = Set(permissions.flatMap(\.authorities)).sorted()
        let boundary = hull.boundary
        let command = JournalCommand(id: key.command, reads: reads.map { Set($0.map(\.aggregate)) }) { context in
            // What was permitted while it waited may not be any more: a fact that was taken back counts at once.
            guard permissions.allSatisfy({ boundary.isInForce($0) }) else { throw ExecutionRefusal(.busy) }
            guard let views = context.views, let today = Day(millisecondsSince1970: context.time) else {
                throw ExecutionRefusal(.noAnswer)
            }
            let made = try decide(
                DecisionContext(
                    execution: self,
                    compartment: compartment,
                    view: WriterView(views: views, time: context.time),
                    subject: subject,
                    authorities: authorities,
                    today: today
                )
            )
            return try made.map { try draft($0, by: subject, today) }
        }
        do {
            return try await hull.perform(command, in: compartment)
        } catch is AlreadySo {
            return nil
        } catch {
            throw ExecutionRefusal(error)
        }
    }

    /// Makes a record out of one that is there: whoever makes it has to see that one, and may make such a record of its program.
    /// - Parameters:
    ///   - program: the program of the source.
    ///   - decide: with the source as the writer has it.
    /// - Throws: `notFound` where the source is not there; what the boundary refuses; what the decision throws.
    func make<New: ExecutionRecord, Source: RecordState, Way: Channel>(
        _ new: New.Type,
        from type: Source.Type,
        _ source: RecordID,
        program: (Source) -> String,
        by asker: Asker<Way>,
        key: CommandKey,
        decide: @escaping @Sendable (Source, DecisionContext) throws -> Recording
    ) async throws(ExecutionRefusal) -> CommandResult {
        let (place, known) = try located(type, source)
        let seeing = try await permit(.view, Source.Entry.self, source, in: place, by: asker)
        guard let known else { throw ExecutionRefusal(.notFound) }
        let making = try await permit(new: new, of: program(known), key, in: place, by: asker)
        let isRepeated = try await record(
            key,
            by: asker.subject,
            in: place,
            under: [seeing, making],
            reads: nil
        ) { context in
            guard let state = try context.view.state(type, source) else { throw ExecutionRefusal(.notFound) }
            return [try decide(state, context)]
        }
        return CommandResult(record: key.made, isRepeated: isRepeated)
    }

    private func draft(_ recording: Recording, by subject: Subject, _ today: Day) throws -> EventDraft {
        let label = recording.event.labels.joined ?? SharedLabel(.sealed)
        let programs = label.label.values(in: "program").sorted().joined(separator: "+")
        return EventDraft(
            subject: subject.description,
            kind: recording.kind.rawValue,
            aggregate: recording.about.aggregate,
            label: label.text,
            citations: recording.citations,
            payload: try recording.event.encoded(),
            scope: DataKeyScope(
                program: programs.isEmpty ? "common" : programs,
                retentionClass: recording.dataClass.rawValue,
                period: String(today.description.prefix(7))
            ),
            touches: Set(recording.event.touched(by: recording.kind).map(\.aggregate))
        )
    }
}

extension Execution {
    /// Whether somebody may do something to a record that is there.
    func permit<Entry: ExecutionRecord, Way: Channel>(
        _ action: RecordAction,
        _ type: Entry.Type,
        _ id: RecordID,
        in compartment: CompartmentName,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Permission {
        do throws(AccessRefusal) {
            return try await hull.boundary.permit(
                action,
                of: type,
                id.aggregate,
                in: compartment,
                by: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            ).permission
        } catch {
            throw ExecutionRefusal(error)
        }
    }

    /// Whether somebody may make a record of a kind for a program; for none where no program is named.
    /// - Parameter action: as what it is made, `state` of a fact that another system owns.
    func permit<Entry: ExecutionRecord, Way: Channel>(
        new type: Entry.Type,
        _ action: RecordAction = .edit,
        of program: String?,
        _ key: CommandKey,
        in compartment: CompartmentName,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Permission {
        do {
            let label = try program.map { program throws(BoundaryError) in
                try hull.boundary.label(of: Entry.declaration.dataClass, program: program)
            }
            let origin = RecordOrigin(
                id: key.made.aggregate,
                compartment: compartment,
                label: label ?? SharedLabel(.unrestricted)
            )
            return try await hull.boundary.permit(
                action,
                ofNew: type,
                origin,
                by: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}
