/// A linear program over bounded columns: minimise `objective · x` with every row and every column within its bounds.
///
/// Coefficients are integers; the solver takes them as floating point, proofs take them as they are. The matrix is kept by rows in
/// flat arrays, since models are written row by row and checked row by row.
public struct LinearProgram: Sendable {
    /// Lower bounds of the columns.
    public internal(set) var columnLower: [Int] = []
    /// Upper bounds of the columns.
    public internal(set) var columnUpper: [Int] = []
    /// Lower bounds of the rows; nil means none.
    public internal(set) var rowLower: [Int?] = []
    /// Upper bounds of the rows; nil means none.
    public internal(set) var rowUpper: [Int?] = []
    /// Where each row's entries begin, with the total count at the end.
    public internal(set) var rowStarts: [Int] = [0]
    /// The columns of the entries, row by row.
    public internal(set) var entryColumns: [Int32] = []
    /// The coefficients of the entries, row by row.
    public internal(set) var entryValues: [Int] = []

    /// Makes an empty program.
    public init() {}

    /// The number of columns.
    public var columnCount: Int { columnLower.count }
    /// The number of rows.
    public var rowCount: Int { rowLower.count }

    /// Adds a column and returns its index.
    public mutating func addColumn(lower: Int = 0, upper: Int = 1) -> Int {
        columnLower.append(lower)
        columnUpper.append(upper)
        return columnLower.count - 1
    }

    /// Adds an entry to the row that `closeRow` will close.
    public mutating func add(_ value: Int, _ column: Int) {
        if value == 0 { return }
        entryColumns.append(Int32(truncatingIfNeeded: column))
        entryValues.append(value)
    }

    /// Closes the row that was being written and returns its index.
    @discardableResult
    public mutating func closeRow(lower: Int?, upper: Int?) -> Int {
        rowLower.append(lower)
        rowUpper.append(upper)
        rowStarts.append(entryColumns.count)
        return rowLower.count - 1
    }

    /// Replaces the bounds of a column.
    public mutating func setBounds(column: Int, lower: Int, upper: Int) {
        columnLower[column] = lower
        columnUpper[column] = upper
    }

    /// Replaces the bounds of a row.
    public mutating func setBounds(row: Int, lower: Int?, upper: Int?) {
        rowLower[row] = lower
        rowUpper[row] = upper
    }

    /// Drops all rows from an index on.
    public mutating func dropRows(from row: Int) {
        guard row < rowCount else { return }
        let entries = rowStarts[row]
        entryColumns.removeSubrange(entries...)
        entryValues.removeSubrange(entries...)
        rowStarts.removeSubrange((row + 1)...)
        rowLower.removeSubrange(row...)
        rowUpper.removeSubrange(row...)
    }
}
