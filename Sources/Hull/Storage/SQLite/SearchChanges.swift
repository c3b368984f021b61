internal import GRDB

/// What a batch of changes makes of the words that rows are found by. They are written once all rows are, each by a statement of its own.
///
/// Triggers would keep the index by themselves, but SQLite makes a savepoint of each statement that has some, and at a savepoint FTS5 writes what
/// it holds in memory as a segment, to be merged with others later (SQLite, `fts5_main.c`, `fts5SavepointMethod`). Written last and in ascending
/// order of rows, which FTS5 does not have to write in between either, a batch makes one segment, however many rows it has.
struct SearchChanges {
    private struct Entry {
        /// The words that the index has; nil for none.
        let old: [DatabaseValue]?
        /// The words that it is to have; nil for none.
        var new: [DatabaseValue]?
    }

    private var entries: [String: [Int64: Entry]] = [:]

    /// Puts a row into its table by a statement, and notes its words.
    mutating func put(
        _ row: [ViewValue],
        into table: ViewTable,
        _ words: RowStatements.Words,
        by write: () throws -> Void,
        in database: Database
    ) throws {
        let old = try Self.rows(words.byKey, words.keyPlaces.map { row[$0].stored }, in: database).first
        try write()
        let new = words.wordPlaces.map { row[$0].stored }
        note(old?.row ?? database.lastInsertedRowID, of: table, old: old?.words, new: new)
    }

    /// Removes rows from a table by a statement, and notes that their words go.
    /// - Parameter found: the statement that selects the rows and their words.
    mutating func remove(
        from table: ViewTable,
        _ found: String,
        _ values: [ViewValue],
        by write: () throws -> Void,
        in database: Database
    ) throws {
        for (row, words) in try Self.rows(found, values.map(\.stored), in: database) {
            note(row, of: table, old: words, new: nil)
        }
        try write()
    }

    /// Writes what was noted into the indexes, in the order of the tables' names.
    func write(_ statements: [String: RowStatements], in database: Database) throws {
        for (table, entries) in entries.sorted(by: { $0.key < $1.key }) {
            guard let words = statements[table]?.words else { continue }
            for (row, entry) in entries.sorted(by: { $0.key < $1.key }) where entry.old != entry.new {
                if let old = entry.old { try Self.execute(words.take, row, old, in: database) }
                if let new = entry.new { try Self.execute(words.add, row, new, in: database) }
            }
        }
    }

    private mutating func note(_ row: Int64, of table: ViewTable, old: [DatabaseValue]?, new: [DatabaseValue]?) {
        // A row may be changed more than once in a batch, and its number taken again once it is gone.
        let known = entries[table.name, default: [:]][row]
        entries[table.name, default: [:]][row] = Entry(old: known == nil ? old : known?.old, new: new)
    }

    private static func rows(_ sql: String, _ values: [DatabaseValue], in database: Database) throws -> [(
        row: Int64, words: [DatabaseValue]
    )] {
        let statement = try database.cachedStatement(sql: sql)
        statement.setUncheckedArguments(StatementArguments(values))
        return try Row.fetchAll(statement).map { ($0[0], Array($0.databaseValues.dropFirst())) }
    }

    private static func execute(_ sql: String, _ row: Int64, _ words: [DatabaseValue], in database: Database) throws {
        let statement = try database.cachedStatement(sql: sql)
        statement.setUncheckedArguments(StatementArguments([row.databaseValue] + words))
        try statement.execute()
    }
}
