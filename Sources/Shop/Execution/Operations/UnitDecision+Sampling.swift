internal import Storage

// Which characteristics are due on a unit is decided by the compartment's writer when the operation is started, and recorded.
extension UnitDecision {
    /// The characteristics that are not due at the operation by their sampling plans; empty, without looking further, where none has a plan.
    /// - Complexity: by the units of the order, where one has a plan.
    func notDue() throws -> [SkippedMeasurementState] {
        let planned = operation.characteristics.filter { $0.sampling != nil }
        guard !planned.isEmpty else { return [] }
        let order = try UnitPlaces(of: unit, context)
        return try planned.compactMap { item in
            guard let plan = item.sampling, try !order.isDue(by: plan, item.number, context),
                try !isTightened(plan, item.number)
            else { return nil }
            return SkippedMeasurementState(item.number, plan.description, at: unit, context.now)
        }
    }

    /// A characteristic is measured that was not due: it is skipped no longer.
    mutating func measureAllTheSame(_ item: OperationSegment.Characteristic) -> SkippedMeasurementState? {
        guard unit.skipped?.contains(item.number) == true else { return nil }
        unit.skipped?.removeAll { $0 == item.number }
        if unit.skipped?.isEmpty == true { unit.skipped = nil }
        var skip = SkippedMeasurementState(item.number, item.sampling?.description ?? "", at: unit, context.now)
        skip.isMeasured = true
        return skip
    }

    /// Whether one of the last values, as many as clear it, is out of limits.
    private func isTightened(_ plan: SamplingPlan, _ characteristic: Int) throws -> Bool {
        guard let clearance = plan.clearance else { return false }
        let query = ViewQuery(
            Measurement.declaration.table.name,
            columns: ["is_within_limits"],
            matches: [
                .init("work_master", .equal, [unit.followed.value]),
                .init("sequence", .equal, [.integer(Int64(operation.sequence))]),
                .init("characteristic", .equal, [.integer(Int64(characteristic))]),
            ],
            order: [.init("measured", descending: true)],
            limit: clearance
        )
        return try context.view.views.writerRows(query).contains { $0 == [.truth(false)] }
    }
}

/// Where a unit stands among the units of its order.
struct UnitPlaces {
    private let order: RecordID
    private let sequence: Int
    /// From 0, as the order was made; nil where the unit is not found there.
    private let place: Int?
    /// The ids of units by their places.
    private let ids: [RecordID]
    /// The places of units that were not cancelled.
    private let wanted: [Int]

    init(of unit: WorkUnitState, _ context: DecisionContext) throws {
        order = unit.jobOrder
        sequence = unit.sequence
        let query = ViewQuery(
            WorkUnit.declaration.table.name,
            columns: ["id", "state"],
            matches: [.init("job_order", .equal, [unit.jobOrder.value])],
            limit: JobOrderRequest.unitsMax
        )
        let rows = try context.view.views.writerRows(query)
        let cancelled = Set(rows.filter { $0[1] == .text(UnitPhase.cancelled.rawValue) }.map { $0[0] })
        let ids = rows.indices.map { UnitSeries.id($0, of: unit.jobOrder) }
        self.ids = ids
        place = ids.firstIndex(of: unit.id)
        wanted = ids.indices.filter { !cancelled.contains(ids[$0].value) }
    }

    /// Whether the plan has the unit measured. One that is not found in its order is.
    func isDue(by plan: SamplingPlan, _ characteristic: Int, _ context: DecisionContext) throws -> Bool {
        guard let place else { return true }
        switch plan.rule {
        case .every(let interval): return place.isMultiple(of: interval)
        case .ends: return place == wanted.first || place == wanted.last
        case .table(let steps, _):
            // An order of more units than the table knows is measured whole.
            guard let step = steps.first(where: { wanted.count <= $0.units }), step.sample < wanted.count else {
                return true
            }
            // Chosen by chance that nobody can foresee without the id, and that is the same whenever it is asked.
            func chance(_ place: Int) -> String {
                order.derived("sample \(sequence) \(characteristic) \(place)").description
            }
            let own = chance(place)
            // Who was passed over already gives its turn to the next one, where a unit of the sample was cancelled since.
            let skipped = try skipped(characteristic, context)
            return wanted.count { chance($0) < own && !skipped.contains($0) } < step.sample
        }
    }

    /// The places of units on which the characteristic was skipped at this operation.
    private func skipped(_ characteristic: Int, _ context: DecisionContext) throws -> Set<Int> {
        let places = Dictionary(ids.indices.map { (ids[$0].value, $0) }) { first, _ in first }
        var found: Set<Int> = []
        for first in stride(from: 0, to: ids.count, by: ViewQuery.valuesMax) {
            let some = ids[first..<min(first + ViewQuery.valuesMax, ids.count)].map(\.value)
            let query = ViewQuery(
                SkippedMeasurement.declaration.table.name,
                columns: ["unit"],
                matches: [
                    .init("unit", .equal, some), .init("sequence", .equal, [.integer(Int64(sequence))]),
                    .init("characteristic", .equal, [.integer(Int64(characteristic))]),
                ],
                limit: ViewQuery.limitMax
            )
            found.formUnion(try context.view.views.writerRows(query).compactMap { places[$0[0]] })
        }
        return found
    }
}
