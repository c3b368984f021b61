/// A table of comma-separated values (RFC 4180) whose cells say where they stand: for registers that come as files from other systems.
public struct LocatedTable: Sendable {
    /// A row.
    public struct Row: Sendable {
        /// Where it begins.
        public let place: SourcePlace
        /// Its cells by column; empty ones are absent.
        let cells: [String: TableSource.Cell]

        /// The text of a cell; nil where it is empty or the table has no such column.
        public subscript(column: String) -> String? { cells[column]?.text }

        /// Where a cell stands; where the row stands, if it is empty.
        public func place(of column: String) -> SourcePlace { cells[column]?.place ?? place }
    }

    /// The rows below the one that names the columns.
    public let rows: [Row]

    /// Reads a table.
    /// - Parameter columns: the columns that there may be.
    /// - Throws: every problem of form, with its place.
    public init(_ text: String, file: String, columns: [String]) throws(PlantProblems) {
        var log = ProblemLog()
        let rows = TableSource.read(text, file: file, columns: columns, log: &log)
        guard log.errorCount == 0 else { throw log.failure }
        self.rows = rows.map { Row(place: $0.place, cells: $0.cells) }
    }
}
