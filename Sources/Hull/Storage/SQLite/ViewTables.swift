internal import GRDB

/// The tables of views in SQLite: names, definitions and statements that write. Own names begin with an underscore, which none of a
/// schema does.
enum ViewTables {
    /// The version of what is made here.
    static let version = 3

    static func quoted(_ name: String) -> String { "\"\(name)\"" }
    static func search(of table: ViewTable) -> String { quoted("_search_" + table.name) }

    /// What a schema is compared by: views made from another text begin anew.
    static func text(of schema: ViewSchema) -> String {
        ([String(schema.version)] + schema.tables.map { ([""] + definitions(of: $0)).joined(separator: "\n") })
            .joined(separator: "\n")
    }

    /// All tables, empty, and the cursor at 0.
    static func create(_ schema: ViewSchema, in database: Database) throws {
        for table in schema.tables {
            for definition in definitions(of: table) { try database.execute(sql: definition) }
        }
        try describe(schema, in: database)
        try database.execute(sql: "CREATE TABLE _views (schema TEXT NOT NULL, cursor INTEGER NOT NULL) STRICT")
        try database.execute(sql: "INSERT INTO _views VALUES (?, 0)", arguments: [text(of: schema)])
    }

    /// A table with its own row number (the search index goes by it), its key, and indexes that all begin with the label: so a page of some
    /// labels never walks over rows of others.
    static func definitions(of table: ViewTable) -> [String] {
        let columns = table.columns.map {
            "\(quoted($0.name)) \(type(of: $0))\($0.isNullable ? "" : " NOT NULL")"
        }
        let key = table.key.map(quoted).joined(separator: ", ")
        var definitions = [
            "CREATE TABLE \(quoted(table.name)) (_row INTEGER PRIMARY KEY, \(columns.joined(separator: ", ")), UNIQUE (\(key))) STRICT"
        ]
        for (place, index) in indexes(of: table).enumerated() {
            definitions.append(
                "CREATE INDEX \(quoted(name(ofIndex: place, table))) ON \(quoted(table.name)) (\(index.map(quoted).joined(separator: ", ")))"
            )
        }
        return definitions + searchDefinitions(of: table)
    }

    private static func type(of column: ViewColumn) -> String {
        switch column.type {
        case .integer, .truth: "INTEGER"
        case .real: "REAL"
        case .text, .json: "TEXT"
        case .bytes: "BLOB"
        }
    }

    private static func name(ofIndex place: Int, _ table: ViewTable) -> String { "_\(table.name)_\(place)" }

    /// Tells SQLite's planner what indexes are for, in place of what `ANALYZE` would count (SQLite, file format, section 2.6.2): a label has very many
    /// rows, and what is looked up beside it a few of them. Without it SQLite takes ten rows to a label and reads all of them where a list of values is asked
    /// for. What is said is the same whatever is stored, so that no plan hangs on rows that are hidden, and none skips over labels.
    private static func describe(_ schema: ViewSchema, in database: Database) throws {
        // Makes the table of the planner, which is empty as the tables are.
        try database.execute(sql: "ANALYZE")
        for table in schema.tables {
            for (place, index) in indexes(of: table).enumerated() {
                var rows = [rowsReckoned]
                for column in index {
                    let last = rows[rows.count - 1]
                    rows.append(column == table.label ? last / 5 : max(10, last / 200))
                }
                rows[rows.count - 1] = 1
                try database.execute(
                    sql: "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)",
                    arguments: [
                        table.name, name(ofIndex: place, table),
                        rows.map(String.init).joined(separator: " ") + " noskipscan",
                    ]
                )
            }
        }
        try database.execute(sql: "ANALYZE sqlite_schema")
    }

    /// Rows of a table, as the planner takes it: those of a plant of some years.
    private static let rowsReckoned = 1_000_000

    /// The columns of each index: label, what is looked up, key.
    private static func indexes(of table: ViewTable) -> [[String]] {
        let wanted = (table.label == nil ? [] : [[]]) + table.indexes
        var indexes: [[String]] = []
        for columns in wanted {
            var index: [String] = []
            for column in [table.label].compactMap({ $0 }) + columns + table.key where !index.contains(column) {
                index.append(column)
            }
            if !indexes.contains(index) { indexes.append(index) }
        }
        return indexes
    }

    /// An index of words over the table's own texts. The tokenizer takes letters and digits without case and diacritics. Who writes rows writes it
    /// too: `SearchChanges`.
    private static func searchDefinitions(of table: ViewTable) -> [String] {
        guard !table.searched.isEmpty else { return [] }
        return [
            "CREATE VIRTUAL TABLE \(search(of: table)) USING fts5(\(words(of: table)), content=\(quoted(table.name)), content_rowid='_row', tokenize='unicode61 remove_diacritics 2')"
        ]
    }

    private static func words(of table: ViewTable) -> String { table.searched.map(quoted).joined(separator: ", ") }

    /// Puts the words of a row into the index: its number, then its words.
    static func addWords(_ table: ViewTable) -> String {
        let places = table.searched.map { _ in ", ?" }.joined()
        return "INSERT INTO \(search(of: table)) (rowid, \(words(of: table))) VALUES (?\(places))"
    }

    /// Takes them out again, which FTS5 does by the words that it was given (SQLite, FTS5, section 6.3).
    static func takeWords(_ table: ViewTable) -> String {
        let (name, places) = (search(of: table), table.searched.map { _ in ", ?" }.joined())
        return "INSERT INTO \(name) (\(name), rowid, \(words(of: table))) VALUES ('delete', ?\(places))"
    }

    /// The number of a row and its words, by its key.
    static func wordsByKey(_ table: ViewTable) -> String {
        "SELECT _row, \(words(of: table)) FROM \(quoted(table.name)) WHERE \(keyMatch(table))"
    }

    /// The numbers of all rows with a value and their words.
    static func wordsOfAll(_ table: ViewTable, column: String, isNull: Bool) -> String {
        "SELECT _row, \(words(of: table)) FROM \(quoted(table.name)) WHERE \(valueMatch(table, column: column, isNull: isNull))"
    }

    /// Puts a row in the place of the one with its key.
    static func put(_ table: ViewTable) -> String {
        let columns = table.columns.map { quoted($0.name) }
        let others = table.columns.map(\.name).filter { !table.key.contains($0) }
        let update = others.map { "\(quoted($0)) = excluded.\(quoted($0))" }.joined(separator: ", ")
        return """
            INSERT INTO \(quoted(table.name)) (\(columns.joined(separator: ", "))) \
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", "))) \
            ON CONFLICT (\(table.key.map(quoted).joined(separator: ", "))) DO \(others.isEmpty ? "NOTHING" : "UPDATE SET \(update)")
            """
    }

    /// Removes a row by its key.
    static func remove(_ table: ViewTable) -> String { "DELETE FROM \(quoted(table.name)) WHERE \(keyMatch(table))" }

    private static func keyMatch(_ table: ViewTable) -> String {
        table.key.map { "\(quoted($0)) = ?" }.joined(separator: " AND ")
    }

    /// Removes all rows with a value.
    static func removeAll(_ table: ViewTable, column: String, isNull: Bool) -> String {
        "DELETE FROM \(quoted(table.name)) WHERE \(valueMatch(table, column: column, isNull: isNull))"
    }

    /// By way of the labels, with which the indexes begin.
    private static func valueMatch(_ table: ViewTable, column: String, isNull: Bool) -> String {
        let labels = table.label.map { "\(quoted($0)) IN (\(labelsHeld(table, $0))) AND " } ?? ""
        return "\(labels)\(quoted(column)) \(isNull ? "IS NULL" : "= ?")"
    }

    /// The labels that rows have: one step in an index for each, however many rows there are.
    static func labelsHeld(_ table: ViewTable, _ label: String) -> String {
        let (name, label) = (quoted(table.name), quoted(label))
        return """
            WITH RECURSIVE held (label) AS (
                SELECT min(\(label)) FROM \(name)
                UNION ALL SELECT (SELECT min(\(label)) FROM \(name) WHERE \(label) > held.label) FROM held WHERE held.label IS NOT NULL
            ) SELECT label FROM held WHERE label IS NOT NULL
            """
    }
}

extension ViewValue {
    /// How SQLite stores it.
    var stored: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value), .json(let value): value.databaseValue
        case .truth(let value): (value ? 1 : 0).databaseValue
        case .bytes(let value): Self.blob(value)
        }
    }
}
