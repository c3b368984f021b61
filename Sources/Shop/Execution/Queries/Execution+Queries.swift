public import Boundary
internal import Journal
public import PlantModel
internal import Storage

// What pages and programs ask. Each answer is a release for the asker: what they may not see is not in it, and it is recorded before it leaves.
extension Execution {
    /// Records of one list on a page.
    static let listMax = 500

    /// What a scanned code names: a unit, or an order with its units.
    /// - Throws: `notFound` for what is not there and for what the asker may not know of alike; `denied`.
    public func scan<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal) -> Release<Way>
    {
        let place = try place(of: id, WorkUnit.self)
        let orders = place == common ? try self.place(of: id, JobOrder.self) : common
        guard orders != common else { return try await find(WorkUnit.self, id, in: place, by: asker) }
        return try await order(id, in: orders, by: asker)
    }

    /// An order with its units.
    /// - Throws: `notFound`; `denied`.
    public func order<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal) -> Release<Way>
    {
        try await order(id, in: place(of: id, JobOrder.self), by: asker)
    }

    private func order<Way: Channel>(_ id: RecordID, in place: CompartmentName, by asker: Asker<Way>)
        async throws(ExecutionRefusal) -> Release<Way>
    {
        let order = try await permitted(JobOrder.self, id, in: place, by: asker)
        let units = try records(
            WorkUnit.self,
            in: place,
            [.init("job_order", .equal, [id.value])],
            order: ["serial"],
            by: asker
        )
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [order],
                units,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// Units by their serial number, of every program that the asker may see.
    public func units<Way: Channel>(serial: String, partNumber: String? = nil, by asker: Asker<Way>)
        async throws(ExecutionRefusal) -> Release<Way>
    {
        let part = partNumber.map { [ViewQuery.Match("part_number", .equal, [.text($0)])] } ?? []
        return try await list(
            WorkUnit.self,
            [.init("serial", .equal, [.text(serial)])] + part,
            order: [],
            after: nil,
            20,
            by: asker
        )
    }

    /// What waits or is worked on at a work center, by the day that it is due.
    /// - Parameters:
    ///   - last: the last unit of the page before.
    ///   - limit: at most 500.
    public func dispatch<Way: Channel>(
        at workCenter: String,
        after last: RecordID? = nil,
        limit: Int,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        try await list(
            WorkUnit.self,
            [.init("work_center", .equal, [.text(workCenter)]), .init("is_open", .equal, [.truth(true)])],
            order: ["due"],
            after: last,
            limit,
            by: asker
        )
    }

    /// Nonconformances that wait, the oldest first: for a disposition, for the design authority to accept one, or for the customer.
    public func openNonconformances<Way: Channel>(
        in state: NonconformanceWait = .disposition,
        after last: RecordID? = nil,
        limit: Int,
        by asker: Asker<Way>
    )
        async throws(ExecutionRefusal) -> Release<Way>
    {
        try await list(
            Nonconformance.self,
            [.init("state", .equal, [.text(state.rawValue)])],
            order: ["raised"],
            after: last,
            limit,
            by: asker
        )
    }

    /// Orders, the one that is due first before the others.
    /// - Parameters:
    ///   - phase: how far they came; nil for any.
    ///   - first: the first day on which they may be due; nil for any.
    public func orders<Way: Channel>(
        in phase: JobOrderPhase? = nil,
        dueFrom first: Day? = nil,
        after last: RecordID? = nil,
        limit: Int,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        let matches =
            (phase.map { [ViewQuery.Match("state", .equal, [.text($0.rawValue)])] } ?? [])
            + (first.map { [ViewQuery.Match("due", .atLeast, [.text($0.description)])] } ?? [])
        return try await list(JobOrder.self, matches, order: ["due"], after: last, limit, by: asker)
    }

    /// Work masters, those that changed last first.
    /// - Parameters:
    ///   - state: `draft`, `inReview`, `released` or `superseded`.
    ///   - orderable: those alone that units are ordered by: no reworks.
    public func workMasters<Way: Channel>(
        in state: String,
        orderable: Bool = false,
        after last: RecordID? = nil,
        limit: Int,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        try await list(
            WorkMaster.self,
            [.init("state", .equal, [.text(state)])]
                + (orderable ? [.init("is_rework", .equal, [.truth(false)])] : []),
            order: ["-changed"],
            after: last,
            limit,
            by: asker
        )
    }

    /// A work master with its operations, characteristics, components and media.
    public func workMaster<Way: Channel>(_ id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let place = try place(of: id, WorkMaster.self)
        let master = try await permitted(WorkMaster.self, id, in: place, by: asker)
        let own = [ViewQuery.Match("work_master", .equal, [id.value])]
        let operations = try records(OperationDefinition.self, in: place, own, order: ["sequence"], by: asker)
        let characteristics = try records(
            CharacteristicDefinition.self,
            in: place,
            own,
            order: ["sequence", "number"],
            by: asker
        )
        let components = try records(ComponentDefinition.self, in: place, own, order: ["sequence"], by: asker)
        let media = try records(OperationMedium.self, in: place, own, order: ["sequence", "number"], by: asker)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [master],
                operations,
                characteristics,
                components,
                media,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// Every revision of a work master in its program that the asker may see, by revision: of the part, or of the same rework.
    public func revisions<Way: Channel>(of id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let (place, known) = try located(WorkMasterState.self, id)
        _ = try await permitted(WorkMaster.self, id, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        let same: [ViewQuery.Match] = [
            .init("part_number", .equal, [.text(state.partNumber)]),
            .init("is_rework", .equal, [.truth(state.rework != nil)]),
        ]
        let own = Set(
            try hull.states(WorkMasterState.self, same, limit: Self.listMax, in: place)
                .filter { $0.isRevision(of: state) }.map(\.id.aggregate)
        )
        let found = try records(WorkMaster.self, in: place, same, order: ["revision"], by: asker)
            .filter { own.contains($0.origin.id) }
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.release(found, to: asker.subject, through: asker.channel, from: asker.whereabouts)
        }
    }

    /// What a person at a unit's operation looks at: the unit, its instructions, what is measured and what was, what is built in and what was,
    /// and what keeps it.
    public func operation<Way: Channel>(of unit: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let (place, known) = try located(WorkUnitState.self, unit)
        let record = try await permitted(WorkUnit.self, unit, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        func at(_ sequence: Int) -> ViewQuery.Match { .init("sequence", .equal, [.integer(Int64(sequence))]) }
        let planned = [
            ViewQuery.Match("work_master", .equal, [state.followed.value]), at(ReworkNumbering.own(state.sequence)),
        ]
        let done = [ViewQuery.Match("unit", .equal, [unit.value]), at(state.sequence)]
        let definitions = try records(OperationDefinition.self, in: place, planned, order: [], by: asker)
        let characteristics = try records(
            CharacteristicDefinition.self,
            in: place,
            planned,
            order: ["number"],
            by: asker
        )
        let components = try records(ComponentDefinition.self, in: place, planned, order: [], by: asker)
        let media = try records(OperationMedium.self, in: place, planned, order: ["number"], by: asker)
        let measurements = try records(
            Measurement.self,
            in: place,
            done + [.init("pass", .equal, [.integer(Int64(state.pass))])],
            order: ["characteristic"],
            by: asker
        )
        let skips = try records(
            SkippedMeasurement.self,
            in: place,
            done + [.init("pass", .equal, [.integer(Int64(state.pass))])],
            order: [],
            by: asker
        )
        let consumptions = try records(Consumption.self, in: place, done, order: [], by: asker)
        let holds = try records(
            Nonconformance.self,
            in: place,
            [
                .init("unit", .equal, [unit.value]),
                .init("state", .equal, NonconformanceWait.allCases.map { .text($0.rawValue) }),
            ],
            order: ["raised"],
            by: asker
        )
        let reworks = try reworks(of: [unit.value], in: place, for: asker)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [record],
                definitions,
                characteristics,
                components,
                media,
                measurements,
                skips,
                consumptions,
                holds,
                reworks.reworks,
                reworks.steps,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// All that was done to a unit: work, measurements and those that a plan skipped, material, nonconformances, signatures, the first 500 of each; beside it what was planned
    /// to be built in.
    public func history<Way: Channel>(of unit: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let (place, known) = try located(WorkUnitState.self, unit)
        let record = try await permitted(WorkUnit.self, unit, in: place, by: asker)
        guard let state = known else { throw ExecutionRefusal(.notFound) }
        let own = [ViewQuery.Match("unit", .equal, [unit.value])]
        let responses = try records(JobResponse.self, in: place, own, order: ["started"], by: asker)
        let measurements = try records(Measurement.self, in: place, own, order: ["measured"], by: asker)
        let skips = try records(SkippedMeasurement.self, in: place, own, order: ["sequence"], by: asker)
        let planned = try records(
            ComponentDefinition.self,
            in: place,
            [.init("work_master", .equal, [state.workMaster.value])],
            order: ["sequence"],
            by: asker
        )
        let consumptions = try records(Consumption.self, in: place, own, order: ["sequence"], by: asker)
        let reports = try records(Nonconformance.self, in: place, own, order: ["raised"], by: asker)
        let signatures = try records(Signature.self, in: place, own, order: ["signed"], by: asker)
        let reworks = try reworks(of: [unit.value], in: place, for: asker)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                [record],
                responses,
                measurements,
                skips,
                planned,
                consumptions,
                reports,
                signatures,
                reworks.reworks,
                reworks.steps,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }
}
