internal import Boundary
internal import Journal
internal import PlantModel
internal import Storage

// What queries share.
extension Execution {
    /// Finds a record and releases it.
    func find<Entry: ExecutionRecord, Way: Channel>(
        _ type: Entry.Type,
        _ id: RecordID,
        in place: CompartmentName,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        try await release(asker) { boundary throws(AccessRefusal) in
            try await boundary.find(
                type,
                id.aggregate,
                in: place,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    /// A record that the asker may see as a whole, still restricted. A refusal is that of a find, and recorded as one.
    func permitted<Entry: ExecutionRecord, Way: Channel>(
        _ type: Entry.Type,
        _ id: RecordID,
        in place: CompartmentName,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Entry {
        if let record = try records(type, in: place, ids: [id.value], by: asker).first { return record }
        // Nothing of it is shown: what the boundary lets of it be known is the refusal.
        _ = try await find(type, id, in: place, by: asker)
        throw ExecutionRefusal(.notFound)
    }

    /// Records of one compartment that the asker may see, still restricted.
    func records<Entry: ExecutionRecord, Way: Channel>(
        _ type: Entry.Type,
        in place: CompartmentName,
        _ matches: [ViewQuery.Match],
        order: [String],
        limit: Int = Self.listMax,
        by asker: Asker<Way>
    ) throws(ExecutionRefusal) -> [Entry] {
        do throws(AccessRefusal) {
            return try hull.boundary.records(
                type,
                in: place,
                matching: matches,
                order: order.map { ViewQuery.Order(RecordDeclaration.column($0)) },
                limit: limit,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        } catch {
            throw ExecutionRefusal(error)
        }
    }

    /// Those of some records that the asker may see, still restricted; of none nothing is asked.
    func records<Entry: ExecutionRecord, Way: Channel>(
        _ type: Entry.Type,
        in place: CompartmentName,
        ids: [ViewValue],
        order: [String] = [],
        by asker: Asker<Way>
    ) throws(ExecutionRefusal) -> [Entry] {
        if ids.isEmpty { return [] }
        return try records(type, in: place, [.init("id", .equal, ids)], order: order, by: asker)
    }

    /// A page of a list over all compartments. A field that is named with a minus comes greatest first.
    func list<Entry: ExecutionRecord, Way: Channel>(
        _ type: Entry.Type,
        _ matches: [ViewQuery.Match],
        order: [String],
        after last: RecordID?,
        _ limit: Int,
        by asker: Asker<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        try await release(asker) { boundary throws(AccessRefusal) in
            let page = try boundary.page(
                of: type,
                matching: matches,
                order: order.map { field in
                    field.hasPrefix("-")
                        ? ViewQuery.Order(RecordDeclaration.column(String(field.dropFirst())), descending: true)
                        : ViewQuery.Order(RecordDeclaration.column(field))
                },
                after: last?.aggregate,
                limit: limit,
                for: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
            return try await boundary.release(
                page,
                to: asker.subject,
                through: asker.channel,
                from: asker.whereabouts
            )
        }
    }

    func release<Way: Channel>(
        _ asker: Asker<Way>,
        _ body: (Boundary) async throws(AccessRefusal) -> Release<Way>
    ) async throws(ExecutionRefusal) -> Release<Way> {
        do throws(AccessRefusal) {
            return try await body(hull.boundary)
        } catch {
            throw ExecutionRefusal(error)
        }
    }
}
