public import Boundary
internal import Journal

extension Execution {
    /// What somebody needs to be let see what a code names: a need to know for its program, if that is all that is missing; nil where nothing refuses it.
    /// - Throws: as a scan: `notFound` for what is not there and for what the asker may not know of alike; `denied` where it is not all; `noAnswer`.
    public func need<Way: Channel>(for id: RecordID, by asker: Asker<Way>) async throws(ExecutionRefusal)
        -> AccessNeed?
    {
        guard case .person(let person) = asker.subject else { throw ExecutionRefusal(.notFound) }
        if try place(of: id, JobOrder.self) != common { return try await need(person, JobOrder.self, id, asker) }
        if try place(of: id, WorkMaster.self) != common { return try await need(person, WorkMaster.self, id, asker) }
        if try place(of: id, Nonconformance.self) != common {
            return try await need(person, Nonconformance.self, id, asker)
        }
        if try place(of: id, PrintedTraveler.self) != common {
            return try await need(person, PrintedTraveler.self, id, asker)
        }
        if try place(of: id, FirstArticle.self) != common {
            return try await need(person, FirstArticle.self, id, asker)
        }
        if try place(of: id, ConformanceCertificate.self) != common {
            return try await need(person, ConformanceCertificate.self, id, asker)
        }
        // What is nowhere is refused as a unit that is not there.
        return try await need(person, WorkUnit.self, id, asker)
    }

    private func need<Entry: ExecutionRecord, Way: Channel>(
        _ person: String,
        _ type: Entry.Type,
        _ id: RecordID,
        _ asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> AccessNeed? {
        let place = try place(of: id, type)
        do throws(AccessRefusal) {
            return try await hull.boundary.need(
                of: person,
                for: type,
                id.aggregate,
                in: place,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}
