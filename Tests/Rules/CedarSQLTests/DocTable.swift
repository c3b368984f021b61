import CedarCases
import CedarSQL
import GRDB
import SeededGeneration

/// The rows of a list of documents in SQLite.
struct DocTable {
    let database: DatabaseQueue

    init(_ rows: DocRows) throws {
        database = try DatabaseQueue()
        try database.write { database in
            try Self.create(database)
            for (table, rows) in rows.rows.sorted(by: { $0.key < $1.key }) {
                let names = table == "doc" ? " (\(DocRows.columns.joined(separator: ", ")))" : ""
                for row in rows {
                    let marks = row.map { _ in "?" }.joined(separator: ", ")
                    try database.execute(
                        sql: "INSERT INTO \(table)\(names) VALUES (\(marks))",
                        arguments: StatementArguments(row.map(Self.value))
                    )
                }
            }
        }
    }

    private static func value(_ cell: DocRows.Cell) -> (any DatabaseValueConvertible)? {
        switch cell {
        case .null: nil
        case .integer(let number): number
        case .text(let text), .json(let text): text
        case .truth(let truth): truth ? 1 : 0
        }
    }

    private static func create(_ database: Database) throws {
        // A column that ignores case by default must not change what equality means.
        try database.execute(
            sql: """
                CREATE TABLE doc (
                    id TEXT PRIMARY KEY, label_id INTEGER, size INTEGER NOT NULL, title TEXT NOT NULL COLLATE NOCASE,
                    secret INTEGER NOT NULL, owner TEXT NOT NULL, folder TEXT, made INTEGER NOT NULL, price INTEGER NOT NULL,
                    kept INTEGER NOT NULL, kind TEXT NOT NULL, page INTEGER, note TEXT, count INTEGER, draft INTEGER,
                    has_area INTEGER NOT NULL, code INTEGER, owner_age INTEGER, owner_name TEXT, owner_manager TEXT,
                    folder_open INTEGER, marks TEXT, readers TEXT NOT NULL
                );
                CREATE TABLE doc_word (doc TEXT NOT NULL, word TEXT NOT NULL COLLATE NOCASE);
                CREATE TABLE doc_tag (doc TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (doc, key));
                CREATE TABLE user_in (descendant TEXT NOT NULL, ancestor TEXT NOT NULL, type TEXT NOT NULL);
                CREATE TABLE folder_in (descendant TEXT NOT NULL, ancestor TEXT NOT NULL, type TEXT NOT NULL);
                CREATE TABLE group_in (descendant TEXT NOT NULL, ancestor TEXT NOT NULL, type TEXT NOT NULL);
                CREATE TABLE doc_in (descendant TEXT NOT NULL, ancestor TEXT NOT NULL, type TEXT NOT NULL);
                """
        )
    }

    /// The ids that the condition selects.
    func selected(_ predicate: SQLPredicate) throws -> Set<String> {
        let arguments = predicate.parameters.map { value -> any DatabaseValueConvertible in
            switch value {
            case .integer(let number): number
            case .text(let text): text
            }
        }
        return try database.read { database in
            let sql = "SELECT id FROM doc WHERE \(predicate.sql)"
            return Set(try String.fetchAll(database, sql: sql, arguments: StatementArguments(arguments)))
        }
    }
}
