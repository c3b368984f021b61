public import Boundary
internal import Journal
internal import PlantModel
internal import Storage

extension Execution {
    /// What was corrected about a unit, the first correction first: of measurements, of what was built in, of nonconformances.
    public func corrections<Way: Channel>(about unit: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> Release<Way>
    {
        let place = try place(of: unit, WorkUnit.self)
        _ = try await permitted(WorkUnit.self, unit, in: place, by: asker)
        let about = [ViewQuery.Match("about", .equal, [unit.value])]
        let measurements = try records(Correction<Measurement>.self, in: place, about, order: ["corrected"], by: asker)
        // When it was is of another class than what it is about, so that lists of it are not in its order.
        let consumptions = try records(Correction<Consumption>.self, in: place, about, order: [], by: asker)
        let reports = try records(Correction<Nonconformance>.self, in: place, about, order: ["corrected"], by: asker)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.releaseTogether(
                measurements,
                consumptions,
                reports,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// What was corrected about an order, the first correction first.
    public func corrections<Way: Channel>(ofOrder order: RecordID, by asker: Asker<Way>)
        async throws(ExecutionRefusal) -> Release<Way>
    {
        let place = try place(of: order, JobOrder.self)
        _ = try await permitted(JobOrder.self, order, in: place, by: asker)
        let about = [ViewQuery.Match("about", .equal, [order.value])]
        let found = try records(Correction<JobOrder>.self, in: place, about, order: ["corrected"], by: asker)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.release(found, to: asker.subject, through: asker.channel, from: asker.whereabouts)
        }
    }
}
