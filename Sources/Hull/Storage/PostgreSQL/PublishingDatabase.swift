/// A PostgreSQL database of somebody else, to which rows are published: statements of its publisher, whose values and answers are texts.
///
/// A commit is on the server's disk before it is acknowledged.
package final class PublishingDatabase: Sendable {
    /// A statement with its values, `$1` and on.
    package struct Statement: Sendable {
        let sql: String
        let values: [String?]
        let columnCount: Int

        /// A statement.
        /// - Parameter columnCount: how many columns its answer has, each a text.
        package init(_ sql: String, _ values: [String?] = [], columnCount: Int = 0) {
            self.sql = sql
            self.values = values
            self.columnCount = columnCount
        }
    }

    private let connection: Connection

    /// Opens it.
    /// - Parameter url: server, database, log-in and secret; away from this machine the server is verified.
    /// - Throws: `invalidValue` where it is no URL or would go there without TLS, `failed` and `busy` as servers are.
    package init(_ url: String) throws(StorageError) {
        let limits = PostgreSQLLimits()
        connection = try Connection(
            try ConnectionOptions(url, for: "database to publish to", limits: limits),
            limits: limits,
            readOnly: false
        )
    }

    /// Whether the session is gone.
    package var isLost: Bool { connection.isLost }

    /// Runs statements as one transaction.
    /// - Parameter purpose: what is done, for the message of an error.
    /// - Returns: of each statement its rows.
    @discardableResult
    package func run(_ purpose: String, _ statements: [Statement]) throws(StorageError) -> [[[String?]]] {
        let answers = try connection.run(
            purpose,
            statements.map { statement in
                WireStatement(
                    statement.sql,
                    statement.values.map { .text($0) },
                    reads: Array(repeating: .text, count: statement.columnCount)
                )
            }
        )
        return answers.map { rows in
            rows.map { row in
                row.map { if case .text(let text) = $0 { text } else { nil } }
            }
        }
    }

    /// A name as statements write it.
    package static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
