import Foundation
import GRDB

/// SQLite written by hand, to be held against: the same tables, indexes and bytes as a file that the journal wrote, read into memory first.
struct HandWritten {
    /// A table's insert with the rows of one commit.
    private struct Commit {
        let inserts: [(sql: String, rows: [[DatabaseValue]])]
    }

    private let schema: [String]
    private let commits: [Commit]
    /// Rows of the main table.
    let rows: Int

    /// Reads a file.
    /// - Parameter others: tables of which each commit writes its share, by rows.
    init(_ path: String, main: String, others: [String], rowsPerCommit: Int) throws {
        let database = try DatabaseQueue(path: path)
        (schema, commits, rows) = try database.read { database in
            let schema = try String.fetchAll(
                database,
                sql:
                    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, rowid"
            )
            let rows = try Self.rows(main, database)
            let count = max(1, (rows.rows.count + rowsPerCommit - 1) / rowsPerCommit)
            let rest = try others.map { try Self.rows($0, database) }
            let commits = (0..<count).map { place in
                Commit(
                    inserts: [(rows.sql, Array(rows.rows.dropFirst(place * rowsPerCommit).prefix(rowsPerCommit)))]
                        + rest.map { other in
                            let share = place * other.rows.count / count..<(place + 1) * other.rows.count / count
                            return (other.sql, Array(other.rows[share]))
                        }
                )
            }
            return (schema, commits, rows.rows.count)
        }
    }

    private static func rows(_ table: String, _ database: Database) throws -> (sql: String, rows: [[DatabaseValue]]) {
        let columns = try database.columns(in: table).map(\.name)
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let rows = try Row.fetchAll(database, sql: "SELECT \(names) FROM \"\(table)\"").map { Array($0.databaseValues) }
        return ("INSERT INTO \"\(table)\" (\(names)) VALUES (\(marks))", rows)
    }

    /// Writes it all anew.
    /// - Parameter synchronous: SQLite's level: FULL flushes each commit.
    func write(to path: String, synchronous: String) throws -> Duration {
        let database = try DatabaseQueue(path: path)
        return try database.writeWithoutTransaction { database in
            try database.execute(
                sql: "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON; PRAGMA synchronous = \(synchronous)"
            )
            for sql in schema { try database.execute(sql: sql) }
            return try ContinuousClock().measure {
                for commit in commits {
                    try database.inTransaction(.immediate) {
                        for (sql, rows) in commit.inserts {
                            let statement = try database.cachedStatement(sql: sql)
                            for row in rows {
                                statement.setUncheckedArguments(StatementArguments(row))
                                try statement.execute()
                            }
                        }
                        return .commit
                    }
                }
            }
        }
    }
}
