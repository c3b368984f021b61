internal import Boundary
internal import Journal
internal import Storage

extension Execution {
    /// How long a file that no revision refers to is kept, in milliseconds: a day. A command that refers to it may have been recorded and not answered.
    public static let unreferredMilliseconds: UInt64 = 86_400_000

    /// Takes away pictures and PDFs that no revision refers to: of a draft that was another one by the time when the file was kept, and those that were taken
    /// out of a draft or replaced there. Each is recorded. What a legal hold is on stays. Before anybody is let in.
    /// - Returns: how many were taken away.
    /// - Throws: `noAnswer` and what else a store that fails is told by; those that are left are taken the next time.
    public func sweepMedia() async throws(ExecutionRefusal) -> Int {
        var count = 0
        for place in programPlaces where hull.compartments.contains(place) {
            do {
                var referred: Set<AggregateID>?
                count += try await hull.sweepAttachments(
                    of: place,
                    olderThan: Self.unreferredMilliseconds,
                    by: .system("bulkhead")
                ) { kept in
                    let attached = try ofDefinitions(kept, in: place)
                    guard !attached.isEmpty else { return [] }
                    let known = try referred ?? referredMedia(in: place)
                    referred = known
                    return attached.subtracting(known)
                }
            } catch {
                throw ExecutionRefusal(error)
            }
        }
        return count
    }

    /// Those that were attached to a work definition.
    private func ofDefinitions(_ kept: [KeptAttachment], in place: CompartmentName) throws -> Set<AggregateID> {
        guard !kept.isEmpty else { return [] }
        let records = Set(kept.map(\.record)).map { ViewValue.bytes($0.bytes) }
        let query = ViewQuery(
            WorkMaster.declaration.table.name,
            columns: ["id"],
            matches: [.init("id", .equal, records)],
            limit: ViewQuery.limitMax
        )
        let masters = Set(try hull.rows(query, in: place).compactMap(\.first))
        return Set(kept.filter { masters.contains(.bytes($0.record.bytes)) }.map(\.id))
    }

    /// The attachments that any revision has, whatever becomes of it.
    private func referredMedia(in place: CompartmentName) throws -> Set<AggregateID> {
        var found: Set<AggregateID> = []
        var last: [ViewValue]?
        repeat {
            let rows = try hull.rows(
                ViewQuery(
                    OperationMedium.declaration.table.name,
                    columns: [RecordDeclaration.stateColumn, "id"],
                    after: last,
                    limit: ViewQuery.limitMax
                ),
                in: place
            )
            found.formUnion(try MediumState.read(rows).map(\.medium.attachment.aggregate))
            last = rows.count < ViewQuery.limitMax ? nil : rows.last.map { [$0[1]] }
        } while last != nil
        return found
    }
}
