internal import Journal
internal import PlantModel
public import Storage
internal import Synchronization

extension Boundary {
    /// Records that a sum is made of at most.
    public static let summandsMax = 100_000

    /// The sum of a field over the records of all open compartments, whoever may see them, under the weaker label of a determination.
    /// - Parameters:
    ///   - field: the restricted value of a record; a sum is restricted as all of them until the determination says less.
    ///   - matches: which records, by columns of their table.
    /// - Throws: as ``determine(sumOf:by:for:in:)``; `storage`, and `invalidQuestion` where there are more than ``summandsMax``.
    public func determine<Entry: LabelledRecord, Value: AdditiveArithmetic & Sendable>(
        sumOf field: (Entry) -> Restricted<Value>,
        matching matches: [ViewQuery.Match],
        by rule: String,
        for subject: Subject,
        in compartment: CompartmentName
    ) async throws(BoundaryError) -> Determined<Value> {
        var contributions: [Restricted<Value>] = []
        for name in state.withLock({ $0.compartments.keys.sorted() }) {
            let reading: RowReading<Entry> = try reading(Entry.self, in: name)
            contributions += try Self.all(reading, matches, limit: Self.summandsMax - contributions.count).map(field)
        }
        return try await determine(sumOf: contributions, by: rule, for: subject, in: compartment)
    }

    private static func all<Entry: LabelledRecord>(
        _ reading: RowReading<Entry>,
        _ matches: [ViewQuery.Match],
        limit: Int
    ) throws(BoundaryError) -> [Entry] {
        var found: [[ViewValue]] = []
        while true {
            let query = ViewQuery(
                reading.kind.table.name,
                columns: reading.columns,
                matches: matches,
                after: found.last.map { [$0[0]] },
                limit: ViewQuery.limitMax
            )
            let rows: [[ViewValue]]
            do throws(StorageError) {
                rows = try reading.open.views.writerRows(query)
            } catch {
                // A compartment whose views do not have the kind adds nothing.
                if error.code == .invalidName { return [] }
                throw BoundaryError(.storage, "\(reading.compartment): \(error)")
            }
            found += rows
            guard found.count <= limit else {
                throw BoundaryError(.invalidQuestion, "a sum is made of \(summandsMax) records at most; ask for less")
            }
            if rows.count < ViewQuery.limitMax { break }
        }
        return try found.map { row throws(BoundaryError) in try reading.record(row) }
    }
}
