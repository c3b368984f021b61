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
    /// - Returns: still restricted, each record once, nearest first; of several compartments one after another.
    /// - Throws: `failed`: `invalidQuestion`, `unknownKind`, `storage`, `noPolicies`.
    /// - Complexity: with the records on the way; a question to each compartment each time that the way leads into it from another one.
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
            let way = try FollowedWay(self, type, trail) { name throws(BoundaryError) in
                [
                    try filter(
                        type,
                        in: name,
                        for: subject,
                        through: channel,
                        from: whereabouts,
                        using: [trail.from, trail.to]
                    )
                ]
            }
            let (steps, isComplete) = try way.steps(from: start, limit: min(limit, Self.trailRecordsMax))
            return FollowedRecords(records: try way.records(of: steps), isComplete: isComplete)
        } catch {
            throw .failed(error)
        }
    }
}

/// A way over the compartments that are open to somebody.
struct FollowedWay<Entry: LabelledRecord> {
    /// A record on the way: in which of the places, and its id.
    struct Step {
        let place: Int
        let id: ViewValue
        /// What it leads to.
        let to: ViewValue
    }

    let trail: ViewTrail
    private(set) var places: [(reading: RowReading<Entry>, admission: Admission)] = []

    init(
        _ boundary: Boundary,
        _ type: Entry.Type,
        _ trail: RecordTrail,
        _ admissions: (CompartmentName) throws(BoundaryError) -> [Admission]
    ) throws(BoundaryError) {
        self.trail = ViewTrail(type.kind.table.name, from: trail.from, to: trail.to)
        for name in boundary.state.withLock({ $0.compartments.keys.sorted() }) {
            for admission in try admissions(name) where !admission.groups.isEmpty {
                places.append((try boundary.reading(type, in: name), admission))
            }
        }
    }

    /// Where the way leads, and whether to its ends. A compartment is asked again for what another one led to.
    func steps(from start: [AggregateID], limit: Int) throws(BoundaryError) -> (steps: [Step], isComplete: Bool) {
        var reached = start.map { ViewValue.bytes($0.bytes) }
        if places.count == 1 { return try only(reached, limit) }
        var known = Set(reached)
        var (asked, seen) = (places.map { _ in Set<ViewValue>() }, Set<ViewValue>())
        var steps: [Step] = []
        for _ in 0..<Boundary.trailStepsMax {
            var isSettled = true
            for place in places.indices {
                let new = reached.filter { !asked[place].contains($0) }
                guard !new.isEmpty else { continue }
                isSettled = false
                asked[place].formUnion(new)
                for step in try follow(new, in: place, limit: limit - steps.count + 1) {
                    // What it leads to within this compartment was followed by the same question.
                    asked[place].insert(step.to)
                    if known.insert(step.to).inserted { reached.append(step.to) }
                    guard seen.insert(step.key).inserted else { continue }
                    if steps.count == limit { return (steps, false) }
                    steps.append(Step(place: place, id: step.key, to: step.to))
                }
            }
            if isSettled { return (steps, true) }
        }
        return (steps, false)
    }

    /// Within one compartment, where the store knows each row once.
    private func only(_ start: [ViewValue], _ limit: Int) throws(BoundaryError) -> (steps: [Step], isComplete: Bool) {
        let found = try follow(start, in: 0, limit: limit + 1)
        return (found.prefix(limit).map { Step(place: 0, id: $0.key, to: $0.to) }, found.count <= limit)
    }

    private func follow(_ start: [ViewValue], in place: Int, limit: Int) throws(BoundaryError) -> [ViewTrail.Step] {
        let (reading, admission) = places[place]
        var found: [ViewTrail.Step] = []
        for first in stride(from: 0, to: start.count, by: ViewQuery.valuesMax) where found.count < limit {
            let values = Array(start[first..<min(first + ViewQuery.valuesMax, start.count)])
            found += try reading.reach(values, along: trail, limit: limit, admitting: admission)
        }
        return found
    }

    /// The records themselves, in the order of the steps.
    func records(of steps: [Step]) throws(BoundaryError) -> [Entry] {
        var found: [ViewValue: Entry] = [:]
        for (number, place) in places.enumerated() {
            let ids = steps.filter { $0.place == number }.map(\.id)
            for first in stride(from: 0, to: ids.count, by: ViewQuery.valuesMax) {
                let some = Array(ids[first..<min(first + ViewQuery.valuesMax, ids.count)])
                let query = ViewQuery(
                    trail.table,
                    columns: place.reading.columns,
                    matches: [ViewQuery.Match(Entry.kind.idColumn, .equal, some)],
                    limit: some.count
                )
                for row in try place.reading.select(query, admitting: place.admission) {
                    let record = try place.reading.record(row)
                    found[.bytes(record.origin.id.bytes)] = record
                }
            }
        }
        return steps.compactMap { found[$0.id] }
    }
}
