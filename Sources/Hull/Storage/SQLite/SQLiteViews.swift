internal import GRDB
internal import Synchronization

/// The views of a compartment in SQLite: a file that one process has for itself, or memory.
///
/// They are made from the log, so a commit is not flushed: a crash may lose the newest, and the cursor with them.
final class SQLiteViews: ViewStore {
    /// Statements kept compiled, over all connections; beyond, all are let go.
    static let statementsMax = 256

    let schema: ViewSchema
    private let name: String
    private let database: any DatabaseWriter
    private let lock: Mutex<FileLock?>
    private let statements = Mutex<Set<String>>([])
    private let changes: [String: RowStatements]

    /// Views in a database that has their tables.
    init(_ schema: ViewSchema, in database: any DatabaseWriter, name: String, lock: FileLock?) {
        self.schema = schema
        changes = Dictionary(
            schema.tables.map { ($0.name, RowStatements($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        self.database = database
        self.name = name
        self.lock = Mutex(lock)
    }

    /// Lets go of the file; whoever still holds these views gets errors.
    func close() throws(StorageError) {
        try StorageError.mapping(name) { try database.close() }
        lock.withLock { $0 = nil }
    }

    func cursor() throws(StorageError) -> UInt64 {
        try read { UInt64(try Int64.fetchOne($0, sql: "SELECT cursor FROM _views") ?? 0) }
    }

    func apply(_ changes: [RowChange], from cursor: UInt64, to next: UInt64) throws(StorageError) {
        guard cursor <= next, next <= StoredBatch.sequenceMax else {
            throw StorageError(.invalidValue, "changes from \(cursor) to \(next) were to be applied")
        }
        for change in changes { try schema.check(change) }
        try StorageError.mapping(name) {
            try database.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    let found = try Int64.fetchOne(database.cachedStatement(sql: "SELECT cursor FROM _views"))
                    guard found == Int64(cursor) else {
                        throw StorageError(
                            .conflict,
                            "\(self.name) is at entry \(found ?? 0), not \(cursor); apply the entries from there on"
                        )
                    }
                    var search = SearchChanges()
                    for change in changes { try self.apply(change, &search, in: database) }
                    try search.write(self.changes, in: database)
                    let move = try database.cachedStatement(sql: "UPDATE _views SET cursor = ?")
                    try move.execute(arguments: [Int64(next)])
                    return .commit
                }
            }
        }
    }

    private func apply(_ change: RowChange, _ search: inout SearchChanges, in database: Database) throws {
        func execute(_ sql: String, _ values: [ViewValue]) throws {
            let statement = try database.cachedStatement(sql: sql)
            statement.setUncheckedArguments(StatementArguments(values.map(\.stored)))
            try statement.execute()
        }
        let table = try schema.table(change.table)
        let statements = changes[table.name] ?? RowStatements(table)
        switch change {
        case .put(_, let row):
            guard let words = statements.words else { return try execute(statements.put, row) }
            try search.put(row, into: table, words, by: { try execute(statements.put, row) }, in: database)
        case .remove(_, let key):
            guard let words = statements.words else { return try execute(statements.remove, key) }
            try search.remove(from: table, words.byKey, key, by: { try execute(statements.remove, key) }, in: database)
        case .removeAll(_, let column, let value):
            let (isNull, values) = (value == .null, value == .null ? [] : [value])
            let remove = ViewTables.removeAll(table, column: column, isNull: isNull)
            guard statements.words != nil else { return try execute(remove, values) }
            let found = ViewTables.wordsOfAll(table, column: column, isNull: isNull)
            try search.remove(from: table, found, values, by: { try execute(remove, values) }, in: database)
        }
    }

    func select(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> [[ViewValue]] {
        let table = try query.check(against: schema, forPage: true)
        try admission.check(for: table)
        let selection = try ViewSelection(query, of: table)
        let statements = try selection.statements(admitting: admission.groups)
        guard statements.count > 1 else { return try readOnce { try self.rows(selection, statements, in: $0) } }
        return try read { try self.rows(selection, statements, in: $0) }
    }

    func writerRows(_ query: ViewQuery) throws(StorageError) -> [[ViewValue]] {
        let table = try query.check(against: schema, forPage: true)
        let selection = try ViewSelection(query, of: table)
        guard let label = table.label, !selection.isKeyPinned else {
            let statement = try selection.unlabelled()
            return try readOnce { try self.rows(selection, [statement], in: $0) }
        }
        return try read { database in
            let labels = try Int64.fetchAll(database.cachedStatement(sql: ViewTables.labelsHeld(table, label)))
            let everything = [Admission.Group(labels: labels)]
            return try self.rows(selection, selection.statements(admitting: everything), in: database)
        }
    }

    func count(_ query: ViewQuery, admitting admission: Admission) throws(StorageError) -> Int {
        let table = try query.check(against: schema, forPage: false)
        try admission.check(for: table)
        return try read { database in
            var count = 0
            for group in admission.groups {
                let (sql, values) = try ViewSelection.count(query, of: table, in: group)
                count += try Int.fetchOne(self.compiled(sql, in: database), arguments: StatementArguments(values)) ?? 0
            }
            return count
        }
    }

    func search(
        _ words: [String],
        prefix: Bool,
        of columns: [String],
        in query: ViewQuery,
        admitting admission: Admission
    ) throws(StorageError) -> [[ViewValue]] {
        let table = try query.check(against: schema, forPage: true)
        try admission.check(for: table)
        try SearchWords.check(words, of: columns, in: table)
        guard let expression = Self.expression(words, prefix: prefix, of: columns, table) else { return [] }
        let selection = try ViewSelection(query, of: table)
        let statement = try selection.searching(expression, admitting: admission.groups)
        return try readOnce { try self.rows(selection, [statement], in: $0) }
    }

    func reach(_ start: [ViewValue], along trail: ViewTrail, limit: Int, admitting admission: Admission)
        throws(StorageError) -> [ViewTrail.Step]
    {
        let (table, key) = (try schema.table(trail.table), try trail.key(in: schema))
        try admission.check(for: table)
        try trail.check(start)
        guard !start.isEmpty, limit > 0 else { return [] }
        let columns = [key, try table.column(trail.to)]
        let (sql, values) = try ViewSelection.reaching(start, along: trail, key, of: table, limit, admission.groups)
        let found = try readOnce { database in
            let rows = ViewRows(columns: columns[...], connection: database.sqliteConnection)
            return try rows.all(self.compiled(sql, in: database), arguments: values, expecting: limit)
        }
        return found.map { ViewTrail.Step(key: $0[0], to: $0[1]) }
    }

    /// Every word as a text in quotes, which has no language (SQLite, FTS5, section 3.1), within a filter of columns (section 3.5); nil where no
    /// word has a letter or digit.
    private static func expression(_ words: [String], prefix: Bool, of columns: [String], _ table: ViewTable) -> String?
    {
        let searched = words.filter { word in
            word.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        }
        guard !searched.isEmpty else { return nil }
        let quoted = searched.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
        let all = quoted.joined(separator: " AND ") + (prefix && words.last == searched.last ? " *" : "")
        if Set(columns) == Set(table.searched) { return all }
        return "{\(columns.map { "\"\($0)\"" }.joined(separator: " "))} : (\(all))"
    }

    private func read<Answer>(_ body: (Database) throws -> Answer) throws(StorageError) -> Answer {
        try StorageError.mapping(name) { try database.read(body) }
    }

    /// One statement sees one moment without a transaction around it.
    private func readOnce<Answer>(_ body: (Database) throws -> Answer) throws(StorageError) -> Answer {
        try StorageError.mapping(name) { try database.unsafeRead(body) }
    }

    /// A compiled statement, kept for the next time, unless there came to be too many.
    private func compiled(_ sql: String, in database: Database) throws -> Statement {
        let isFull = statements.withLock { statements in
            guard statements.insert(sql).inserted, statements.count > Self.statementsMax else { return false }
            statements = [sql]
            return true
        }
        if isFull { database.releaseMemory() }
        return try database.cachedStatement(sql: sql)
    }

    private func rows(
        _ selection: ViewSelection,
        _ statements: [(sql: String, values: [DatabaseValue])],
        in database: Database
    ) throws -> [[ViewValue]] {
        let columns = try selection.columns
        let asked = selection.query.columns.count
        let isMerged = statements.count > 1
        var found: [[ViewValue]] = []
        for (sql, values) in statements {
            let rows = ViewRows(
                columns: isMerged ? columns[...] : columns.prefix(asked),
                connection: database.sqliteConnection
            )
            found += try rows.all(compiled(sql, in: database), arguments: values, expecting: selection.query.limit)
        }
        guard isMerged else { return found }
        let order = ViewOrder(columns: selection.order.enumerated().map { (asked + $0, $1.isDescending) })
        return found.sorted(by: order.precedes).prefix(selection.query.limit).map { Array($0.prefix(asked)) }
    }
}
