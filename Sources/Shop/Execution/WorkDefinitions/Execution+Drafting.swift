public import Boundary
internal import Journal
internal import PlantModel
public import Storage

// Drafts as people write them: begun from another revision, changed an operation at a time.
extension Execution {
    /// Begins a draft of a new revision with the content of another one, whatever that one's state; also with what that one is for, so that no revision is
    /// for more without somebody saying so.
    /// - Returns: the draft.
    /// - Throws: `invalid`, `revisionTaken`; as every command, what the boundary refuses.
    public func revise<Way: Channel>(
        _ master: RecordID,
        as revision: String,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        let problems = WorkMasterContent.problems(name: revision, "revision")
        guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
        let id = key.made
        return try await make(
            WorkMaster.self,
            from: WorkMasterState.self,
            master,
            program: { $0.program },
            by: asker,
            key: key
        ) { source, context in
            var content = try context.view.content(of: source)
            content.revision = revision
            try Self.checkFree(content, of: source.program, beside: id, context)
            let state = try WorkMasterState(draft: id, of: source.program, content, context)
            return try Self.recording(.drafted, state, content, context)
        }
    }

    /// Changes one thing in a draft.
    ///
    /// Who writes an operation anew has to see all that stood in it: what one does not see one would take out without knowing.
    /// - Parameter seen: the hash of the content that the asker looked at.
    /// - Throws: `invalid` with every problem, `stale`, `immutable`, `revisionTaken`.
    public func edit<Way: Channel>(
        _ master: RecordID,
        _ edit: DraftEdit,
        seen: String,
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        let operation = edit.replaced.map { OperationState.id($0, of: master) }
        let seeing = try await permissions(toEdit: master, operation, by: asker)
        return try await self.edit(
            master,
            { content throws(ExecutionRefusal) in try content.after(edit) },
            seen: seen,
            seeing: seeing,
            by: asker,
            key: key
        )
    }

    /// Changes a draft by what makes its next content of the one that was looked at.
    func edit<Way: Channel>(
        _ master: RecordID,
        _ change: @escaping @Sendable (WorkMasterContent) throws(ExecutionRefusal) -> WorkMasterContent,
        seen: String,
        seeing: [Permission] = [],
        by asker: Asker<Way>,
        key: CommandKey
    ) async throws(ExecutionRefusal) -> CommandResult {
        let centers = Set(workCenters.keys)
        return try await self.change(master, by: asker, key: key, reads: nil, seeing: seeing) { state, context in
            guard state.phase == .draft else { throw ExecutionRefusal(.immutable) }
            guard state.contentHash == seen else { throw ExecutionRefusal(.stale) }
            let content = try change(try context.view.content(of: state))
            let problems = content.problems(workCenters: centers)
            guard problems.isEmpty else { throw ExecutionRefusal(problems.map { .init(.invalid, $0) }) }
            try Self.checkFree(content, of: state.program, beside: master, context)
            let next = try state.holding(content, context)
            return [try Self.recording(.drafted, next, content, context)]
        }
    }

    /// Whether the asker may change a draft; nothing is done.
    /// - Parameter operation: the operation that is to be written anew, by its record; nil for any other edit.
    /// - Throws: `immutable`; what the boundary refuses.
    public func mayEdit<Way: Channel>(
        _ master: RecordID,
        operation: RecordID? = nil,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) {
        _ = try await permissions(toEdit: master, operation, by: asker)
        guard try located(WorkMasterState.self, master).state?.phase == .draft else {
            throw ExecutionRefusal(.immutable)
        }
    }

    private func permissions<Way: Channel>(
        toEdit master: RecordID,
        _ operation: RecordID?,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> [Permission] {
        let place = try place(of: master, WorkMaster.self)
        let editing = try await permit(.edit, WorkMaster.self, master, in: place, by: asker)
        guard let operation else { return [editing] }
        let state = try hull.states(OperationState.self, OperationState.isRecord(operation), limit: 1, in: place).first
        // All characteristics of a definition are under one label, so that one of them speaks for the others.
        guard let first = state?.segment.characteristics.first else { return [editing] }
        let id = operation.derived("characteristic \(first.number)")
        return [editing, try await permit(.view, CharacteristicDefinition.self, id, in: place, by: asker)]
    }

    /// What change control has to know of a work definition that somebody may see. It is for commands: nothing of it was released.
    /// - Throws: `notFound`; what the boundary refuses.
    public func content<Way: Channel>(toRelease master: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> ReviewedContent
    {
        let (place, known) = try located(WorkMasterState.self, master)
        _ = try await permit(.view, WorkMaster.self, master, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        return ReviewedContent(
            program: state.program,
            place: place,
            hash: state.contentHash,
            title: "\(state.partNumber) rev. \(state.revision)",
            touches: try touches(of: state, in: place),
            isOpen: state.phase == .draft || state.phase == .inReview
        )
    }
}

/// What a change of a work definition is of.
public struct ReviewedContent: Sendable {
    /// The program.
    public let program: String
    /// Its compartment.
    public let place: CompartmentName
    /// The hash of its content.
    public let hash: String
    /// Part and revision.
    public let title: String
    /// What differs from the revisions in force, as `Change.touches` of the schema names it; empty of a part's first revision.
    public let touches: Set<String>
    /// It was not released yet.
    public let isOpen: Bool
}

extension Execution {
    /// What a revision changes of those of the part that are in force.
    private func touches(of master: WorkMasterState, in place: CompartmentName) throws(ExecutionRefusal) -> Set<String>
    {
        let inForce = try hull.states(WorkMasterState.self, master.inForce(isRework: false), limit: 100, in: place)
            .filter {
                $0.isStandard(for: master) && $0.id != master.id
            }
        do {
            return try master.touches(since: inForce, at: hull.boundary.workCenters) { master in
                try master.content(of: hull.rows(master.operationRows, in: place))
            }
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}

extension WriterView {
    /// The content of a work master as it is in the views, whole.
    func content(of master: WorkMasterState) throws -> WorkMasterContent {
        try master.content(of: views.writerRows(master.operationRows))
    }
}

extension WorkMasterState {
    /// What it changes of revisions in force, all of them together; nothing where there is none.
    func touches(
        since inForce: [WorkMasterState],
        at workCenters: [String: Plant.WorkCenter],
        reading content: (WorkMasterState) throws -> WorkMasterContent
    ) throws -> Set<String> {
        guard rework == nil else { return try content(self).touches(addedTo: inForce.map(content), at: workCenters) }
        guard !inForce.isEmpty else { return [] }
        let next = try content(self)
        return try inForce.reduce(into: []) { touched, old in
            touched.formUnion(next.touches(since: try content(old), at: workCenters))
        }
    }

    /// Asks for the revisions of the part that are in force, of any program: those that it is made by, or its reworks.
    func inForce(isRework: Bool) -> [ViewQuery.Match] {
        [
            .init("part_number", .equal, [.text(partNumber)]),
            .init("state", .equal, [.text(WorkMasterPhase.released.rawValue)]),
            .init("is_rework", .equal, [.truth(isRework)]),
        ]
    }

    /// Asks for those among which are the ones that its release puts out of force.
    var replaceable: [ViewQuery.Match] {
        inForce(isRework: rework != nil) + (rework == nil ? [] : [.init("title", .equal, [.text(title)])])
    }

    /// Asks for its operations with all that they say.
    fileprivate var operationRows: ViewQuery {
        ViewQuery(
            OperationDefinition.declaration.table.name,
            // The state has no instructions: few commands ask what they say.
            columns: [RecordDeclaration.stateColumn, "instructions"],
            matches: [ViewQuery.Match("work_master", .equal, [id.value])],
            order: [ViewQuery.Order("sequence")],
            limit: WorkMasterContent.Limits.operations
        )
    }

    /// Its content, from the rows of its operations.
    fileprivate func content(of rows: [[ViewValue]]) throws -> WorkMasterContent {
        let segments = try zip(rows, OperationState.read(rows)).map { row, state in
            var segment = state.segment
            if case .text(let instructions)? = row.last { segment.instructions = instructions }
            return segment
        }
        return WorkMasterContent(
            partNumber: partNumber,
            revision: revision,
            title: title,
            needsTraining: needsTraining,
            effectivity: effectivity,
            rework: rework,
            operations: segments
        )
    }
}

extension Boundary {
    /// The work centers of the plant in force, by id.
    var workCenters: [String: Plant.WorkCenter] {
        Dictionary((baseline?.plant.workCenters ?? []).map { ($0.id, $0) }) { first, _ in first }
    }
}
