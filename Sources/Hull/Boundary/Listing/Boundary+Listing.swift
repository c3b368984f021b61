public import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// Records of one page of a list.
    public static let pageMax = 500

    /// A page of a list over all open compartments that have the kind, in one order, with nothing to tell which compartment a record is from.
    ///
    /// As in a search, hidden rows change neither what is on a page, nor its order, nor where it ends.
    /// - Parameters:
    ///   - matches: what is listed, by columns of fields; `order` likewise. The record's id is always the last order.
    ///   - last: the last record of the page before, which the subject still has to be permitted to see.
    ///   - limit: at most ``pageMax``.
    /// - Returns: still restricted, to be released.
    /// - Throws: `failed`: `invalidQuestion`, also where `last` is no longer on the list; `unknownKind`, `storage`, `noPolicies`.
    /// - Complexity: as `ViewStore.select`, for each compartment. Blocks while the stores read.
    public func page<Entry: LabelledRecord, Way: Channel>(
        of type: Entry.Type,
        matching matches: [ViewQuery.Match] = [],
        order: [ViewQuery.Order] = [],
        after last: AggregateID? = nil,
        limit: Int,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) throws(AccessRefusal) -> [Entry] {
        do throws(BoundaryError) {
            guard (1...Self.pageMax).contains(limit) else {
                throw BoundaryError(.invalidQuestion, "a page has 1 to \(Self.pageMax) records")
            }
            let list = List<Entry>(
                matches: matches,
                order: order,
                compartments: try compartments(with: type) { name throws(BoundaryError) in
                    try filter(
                        type,
                        in: name,
                        for: subject,
                        through: channel,
                        from: whereabouts,
                        using: Set(matches.map(\.column) + order.map(\.column))
                    )
                }
            )
            return try list.page(after: last, limit: limit)
        } catch {
            throw .failed(error)
        }
    }

    /// The open compartments, each with what the asker may see there.
    private func compartments<Entry: LabelledRecord>(
        with type: Entry.Type,
        admitting admission: (CompartmentName) throws(BoundaryError) -> Admission
    ) throws(BoundaryError) -> [(reading: RowReading<Entry>, admission: Admission)] {
        guard type.kind.table.key == [type.kind.idColumn] else {
            throw BoundaryError(.invalidQuestion, "\(type.kind.name) cannot be listed over compartments")
        }
        var found: [(RowReading<Entry>, Admission)] = []
        for name in state.withLock({ $0.compartments.keys.sorted() }) {
            let admission = try admission(name)
            if !admission.groups.isEmpty { found.append((try reading(type, in: name), admission)) }
        }
        return found
    }

    private struct List<Entry: LabelledRecord> {
        let matches: [ViewQuery.Match]
        let order: [ViewQuery.Order]
        let compartments: [(reading: RowReading<Entry>, admission: Admission)]

        func page(after last: AggregateID?, limit: Int) throws(BoundaryError) -> [Entry] {
            let after = try last.map { last throws(BoundaryError) in try position(of: last) }
            var found: [(reading: RowReading<Entry>, row: [ViewValue])] = []
            for (reading, admission) in compartments {
                let rows = try select(reading, admission, matches, after: after, limit: limit)
                found += rows.map { (reading, $0) }
            }
            if compartments.count > 1, let columns = compartments.first?.reading.columns {
                let order = HitOrder(order, key: Entry.kind.table.key, columns: columns)
                found.sort { order.precedes($0.row, $1.row) }
            }
            return try found.prefix(limit).map { found throws(BoundaryError) in try found.reading.record(found.row) }
        }

        /// Where a record stands that the asker may see. Of any other nothing is told, as its place would tell it.
        private func position(of id: AggregateID) throws(BoundaryError) -> [ViewValue] {
            let key = Entry.kind.idColumn
            for (reading, admission) in compartments {
                let match = ViewQuery.Match(key, .equal, [.bytes(id.bytes)])
                guard let row = try select(reading, admission, [match], after: nil, limit: 1).first else { continue }
                return (order.map(\.column) + [key]).compactMap { name in
                    reading.columns.firstIndex(of: name).map { row[$0] }
                }
            }
            throw BoundaryError(.invalidQuestion, "the record that the page follows is not there; begin the list anew")
        }

        private func select(
            _ reading: RowReading<Entry>,
            _ admission: Admission,
            _ matches: [ViewQuery.Match],
            after: [ViewValue]?,
            limit: Int
        ) throws(BoundaryError) -> [[ViewValue]] {
            let query = ViewQuery(
                reading.kind.table.name,
                columns: reading.columns,
                matches: matches,
                order: order,
                after: after,
                limit: limit
            )
            return try reading.select(query, admitting: admission, whereAbsent: [])
        }
    }
}
