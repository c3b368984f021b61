public import Boundary
internal import Journal

extension Execution {
    /// Why a person may do something to what a code names, or may not: a unit, an order, a work master or a nonconformance.
    /// - Throws: as a scan: `notFound` for what is not there and for what the asker may not know of alike; `denied`, `noAnswer`.
    public func answer<Way: Channel>(
        _ question: AccessQuestion,
        about id: RecordID,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        if try place(of: id, JobOrder.self) != common { return try await answer(question, JobOrder.self, id, asker) }
        if try place(of: id, WorkMaster.self) != common {
            return try await answer(question, WorkMaster.self, id, asker)
        }
        if try place(of: id, Nonconformance.self) != common {
            return try await answer(question, Nonconformance.self, id, asker)
        }
        // What is nowhere is refused as a unit that is not there.
        return try await answer(question, WorkUnit.self, id, asker)
    }

    private func answer<Entry: ExecutionRecord, Way: Channel>(
        _ question: AccessQuestion,
        _ type: Entry.Type,
        _ id: RecordID,
        _ asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        let place = try place(of: id, type)
        return try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.answer(
                question,
                about: type,
                id.aggregate,
                in: place,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }
}
