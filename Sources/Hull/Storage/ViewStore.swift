/// A change of a row.
public enum RowChange: Hashable, Sendable {
    /// Puts a row, all columns in the order of the table, in the place of the one with the same key.
    case put(table: String, row: [ViewValue])
    /// Removes the row with this key, if there is one.
    case remove(table: String, key: [ViewValue])
    /// Removes all rows that have this value.
    case removeAll(table: String, column: String, value: ViewValue)

    /// The table whose rows change.
    var table: String {
        switch self {
        case .put(let table, _), .remove(let table, _), .removeAll(let table, _, _): table
        }
    }
}

/// The views of one compartment: derived from its log, in clear, never copied. A crash may lose the newest changes, never some of one
/// batch: the cursor says from which entry on they are made again.
public protocol ViewStore: Sendable {
    /// What is kept.
    var schema: ViewSchema { get }

    /// The sequence of the next entry whose changes are not here.
    func cursor() throws(StorageError) -> UInt64

    /// Applies the changes of the entries from `cursor` to before `next`, all or none.
    /// - Throws: `conflict` when the cursor is elsewhere; `invalidValue`, `invalidName` when a change does not fit the schema.
    func apply(_ changes: [RowChange], from cursor: UInt64, to next: UInt64) throws(StorageError)

    /// The rows that are admitted and match.
    /// - Complexity: with the rows looked at: those of a page where an index serves the order, however many are hidden.
    func select(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> [[ViewValue]]

    /// How many rows are admitted and match; order, page and columns do not matter.
    func count(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> Int

    /// Like `select`, of rows that have all the words in the searched columns that are named, the last one as the beginning of a word where
    /// `prefix` says so. What stands in other columns is not looked at: who may not see a column finds nothing by it.
    /// Words are told apart at what is neither letter nor digit, and compared without case. Where no word is left, nothing is found.
    /// In the order of the query: a rank would tell how often a word stands in rows that are hidden.
    func search(
        _ words: [String],
        prefix: Bool,
        of columns: [String],
        in query: ViewQuery,
        admitting admission: Admission
    ) throws(StorageError) -> [[ViewValue]]

    /// The rows on a way from some values, each once, nearest first, as far as they are admitted: what is hidden leads nowhere.
    /// - Parameters:
    ///   - start: values of the column that is come from, at most ``ViewQuery/valuesMax``.
    ///   - limit: rows at most.
    /// - Complexity: with the admitted rows on the way, and the labels admitted for each.
    func reach(_ start: [ViewValue], along trail: ViewTrail, limit: Int, admitting admission: Admission)
        throws(StorageError) -> [ViewTrail.Step]

    /// Reads with no admission, for the writer of the compartment alone, which checks commands against its own views and gives
    /// nothing out.
    func writerRows(_ query: ViewQuery) throws(StorageError) -> [[ViewValue]]
}

extension ViewStore {
    /// A question for each step of the way and each 500 values.
    public func reach(_ start: [ViewValue], along trail: ViewTrail, limit: Int, admitting admission: Admission)
        throws(StorageError) -> [ViewTrail.Step]
    {
        let key = try trail.key(in: schema).name
        try trail.check(start)
        var (found, seen, reached): ([ViewTrail.Step], Set<ViewValue>, Set<ViewValue>) = ([], [], Set(start))
        var step = start
        while !step.isEmpty, found.count < limit {
            var next: [ViewValue] = []
            for first in stride(from: 0, to: step.count, by: ViewQuery.valuesMax) {
                let values = Array(step[first..<min(first + ViewQuery.valuesMax, step.count)])
                var last: ViewValue?
                repeat {
                    let query = ViewQuery(
                        trail.table,
                        columns: [key, trail.to],
                        matches: [ViewQuery.Match(trail.from, .equal, values)],
                        after: last.map { [$0] },
                        limit: ViewQuery.limitMax
                    )
                    let rows = try select(query, admitting: admission)
                    for row in rows where seen.insert(row[0]).inserted {
                        found.append(ViewTrail.Step(key: row[0], to: row[1]))
                        if reached.insert(row[1]).inserted { next.append(row[1]) }
                    }
                    last = rows.count == ViewQuery.limitMax ? rows.last?[0] : nil
                } while last != nil && found.count < limit
            }
            step = next
        }
        return Array(found.prefix(limit))
    }
}
