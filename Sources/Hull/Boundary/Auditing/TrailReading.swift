internal import Journal
internal import Storage

/// The trail of a compartment, as far as somebody may see it.
struct TrailReading {
    let rows: RowReading<AccessEvent>
    let admission: Admission

    /// Columns that stand before those that are asked for: by them a page is gone on from.
    private static let order = ["outcome", "at", "id"]

    /// Reads all events of an outcome, the oldest first, page by page.
    /// - Parameters:
    ///   - first: the first moment or day that counts; nil for all.
    ///   - end: the moment before which they have to be; nil for all.
    ///   - columns: what is read beside outcome, moment and id, which come first.
    ///   - take: what is done with a page; where it throws, no other is read.
    func pages(
        of outcome: AccessEvent.Outcome,
        from first: String?,
        before end: String? = nil,
        _ columns: [String],
        take: ([[ViewValue]]) throws(BoundaryError) -> Void
    ) throws(BoundaryError) {
        let matches = Self.matches(outcome, from: first, before: end)
        var after: [ViewValue]?
        repeat {
            let page = try rows.select(
                ViewQuery(
                    AccessEvent.table.name,
                    columns: Self.order + columns,
                    matches: matches,
                    order: [ViewQuery.Order("outcome"), ViewQuery.Order("at")],
                    after: after,
                    limit: ViewQuery.limitMax
                ),
                admitting: admission
            )
            try take(page)
            after = page.count == ViewQuery.limitMax ? page.last.map { Array($0.prefix(Self.order.count)) } : nil
        } while after != nil
    }

    /// How many events of an outcome there are, and the newest of them.
    /// - Parameters: as those of ``pages(of:from:before:_:take:)``; columns are read as they are named.
    func newest(
        of outcome: AccessEvent.Outcome,
        from first: String?,
        before end: String?,
        _ columns: [String],
        limit: Int
    ) throws(BoundaryError) -> (count: Int, rows: [[ViewValue]]) {
        let query = ViewQuery(
            AccessEvent.table.name,
            columns: columns,
            matches: Self.matches(outcome, from: first, before: end),
            order: [ViewQuery.Order("at", descending: true)],
            limit: limit
        )
        let found = try rows.select(query, admitting: admission)
        guard found.count == limit else { return (found.count, found) }
        do throws(StorageError) {
            return (max(limit, try rows.open.views.count(query, admitting: admission)), found)
        } catch {
            throw BoundaryError(.storage, "\(rows.compartment): \(error)")
        }
    }

    private static func matches(_ outcome: AccessEvent.Outcome, from first: String?, before end: String?)
        -> [ViewQuery.Match]
    {
        var matches = [ViewQuery.Match("outcome", .equal, [.text(outcome.rawValue)])]
        if let first { matches.append(.init("at", .atLeast, [.text(first)])) }
        if let end { matches.append(.init("at", .less, [.text(end)])) }
        return matches
    }
}

extension Boundary {
    /// What somebody may see of the trail of a compartment; nil for nothing.
    /// - Parameter asked: columns that events are chosen by, beside how and when.
    func readableTrail<Way: Channel>(
        in compartment: CompartmentName,
        for subject: Subject,
        _ channel: Way,
        _ whereabouts: Whereabouts,
        asking asked: Set<String> = []
    ) throws(BoundaryError) -> TrailReading? {
        let admission = try filter(
            AccessEvent.self,
            in: compartment,
            for: subject,
            through: channel,
            from: whereabouts,
            using: asked.union(["outcome", "at"])
        )
        guard !admission.groups.isEmpty else { return nil }
        return TrailReading(rows: try reading(AccessEvent.self, in: compartment), admission: admission)
    }
}
