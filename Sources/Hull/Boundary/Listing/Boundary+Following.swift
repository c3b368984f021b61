public import Journal
internal import PlantModel
internal import Storage
internal import Synchronization

/// The way from one record to the next: records that have an id in one column lead to the id in another.
public struct RecordTrail: Hashable, Sendable {
    /// The column with the id that is come from.
    public let from: String
    /// The column with the id that is led to.
    public let to: String

    /// A way.
    public init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// What was found on a way.
public struct FollowedRecords<Entry: LabelledRecord>: Sendable {
    /// The records, nearest first.
    public let records: [Entry]
    /// Whether the way was followed to its ends; false where a bound cut it off.
    public let isComplete: Bool
}

extension Boundary {
    /// Steps that a way is followed at most.
    public static let trailStepsMax = 100
    /// Records that a way is followed over at most.
    public static let trailRecordsMax = 100_000

    /// Follows a way from some ids over all open compartments, as far as the subject may see: what is hidden leads nowhere, and what is behind
    /// it is found only if another way leads there.
    /// - Parameters:
    ///   - trail: columns of fields that hold ids.
    ///   - limit: records at most, up to ``trailRecordsMax``.
    /// - Returns: still restricted, each record once.
    /// - Throws: `failed`: `invalidQuestion`, `unknownKind`, `storage`, `noPolicies`.
    /// - Complexity: a question to each compartment for each step and each 500 ids.
    public func follow<Entry: LabelledRecord, Way: Channel>(
        _ type: Entry.Type,
        from start: [AggregateID],
        along trail: RecordTrail,
        limit: Int = Boundary.trailRecordsMax,
        for subject: Subject,
        through channel: Way,
        from whereabouts: Whereabouts = .unknown
    ) throws(AccessRefusal) -> FollowedRecords<Entry> {
        do throws(BoundaryError) {
            var places: [(reading: RowReading<Entry>, admission: Admission)] = []
            for name in state.withLock({ $0.compartments.keys.sorted() }) {
                let admission = try filter(
                    type,
                    in: name,
                    for: subject,
                    through: channel,
                    from: whereabouts,
                    using: [trail.from, trail.to]
                )
                if !admission.groups.isEmpty { places.append((try reading(type, in: name), admission)) }
            }
            return try Self.follow(start, trail, limit: min(limit, Self.trailRecordsMax), places)
        } catch {
            throw .failed(error)
        }
    }

    private static func follow<Entry: LabelledRecord>(
        _ start: [AggregateID],
        _ trail: RecordTrail,
        limit: Int,
        _ places: [(reading: RowReading<Entry>, admission: Admission)]
    ) throws(BoundaryError) -> FollowedRecords<Entry> {
        var reached = Set(start.map { ViewValue.bytes($0.bytes) })
        var step = start.map { ViewValue.bytes($0.bytes) }
        var records: [Entry] = []
        var seen: Set<ViewValue> = []
        for _ in 0..<trailStepsMax where !step.isEmpty {
            var next: [ViewValue] = []
            for first in stride(from: 0, to: step.count, by: 500) {
                let ids = Array(step[first..<min(first + 500, step.count)])
                for (reading, admission) in places {
                    guard let to = reading.columns.firstIndex(of: trail.to),
                        let id = reading.columns.firstIndex(of: Entry.kind.idColumn)
                    else { continue }
                    for row in try rows(reading, admission, trail.from, ids, limit: limit - records.count + 1) {
                        guard seen.insert(row[id]).inserted else { continue }
                        if records.count == limit { return FollowedRecords(records: records, isComplete: false) }
                        records.append(try reading.record(row))
                        if reached.insert(row[to]).inserted { next.append(row[to]) }
                    }
                }
            }
            step = next
        }
        return FollowedRecords(records: records, isComplete: step.isEmpty)
    }

    /// All rows from some ids, page by page.
    private static func rows<Entry: LabelledRecord>(
        _ reading: RowReading<Entry>,
        _ admission: Admission,
        _ column: String,
        _ ids: [ViewValue],
        limit: Int
    ) throws(BoundaryError) -> [[ViewValue]] {
        var found: [[ViewValue]] = []
        while found.count < limit {
            let page = min(limit - found.count, ViewQuery.limitMax)
            let query = ViewQuery(
                reading.kind.table.name,
                columns: reading.columns,
                matches: [ViewQuery.Match(column, .equal, ids)],
                after: found.last.map { [$0[0]] },
                limit: page
            )
            let rows = try reading.select(query, admitting: admission, whereAbsent: [])
            found += rows
            if rows.count < page { break }
        }
        return found
    }
}
