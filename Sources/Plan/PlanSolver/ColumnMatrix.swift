internal import Planning
internal import PlantModel

/// The matrix of a program by columns, as the C interfaces take it.
struct ColumnMatrix {
    /// Where each column's entries begin, with the total count at the end.
    var starts: [CInt]
    /// The rows of the entries.
    var rows: [CInt]
    /// The coefficients of the entries.
    var values: [Double]
    /// Bounds of the columns.
    var columnLower: [Double]
    var columnUpper: [Double]
    /// Bounds of the rows; infinite where there is none.
    var rowLower: [Double]
    var rowUpper: [Double]

    init(_ program: LinearProgram) {
        let count = program.entryColumns.count
        var next = [Int](repeating: 0, count: program.columnCount + 1)
        for column in program.entryColumns { next[Int(column) + 1] += 1 }
        for column in 0..<program.columnCount { next[column + 1] += next[column] }
        starts = next.map { CInt($0) }
        var rows = [CInt](repeating: 0, count: count)
        var values = [Double](repeating: 0, count: count)
        for row in 0..<program.rowCount {
            for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
                let column = Int(program.entryColumns[entry])
                rows[next[column]] = CInt(row)
                values[next[column]] = Double(program.entryValues[entry])
                next[column] += 1
            }
        }
        self.rows = rows
        self.values = values
        columnLower = program.columnLower.map(Double.init)
        columnUpper = program.columnUpper.map(Double.init)
        rowLower = program.rowLower.map { $0.map(Double.init) ?? -Double.infinity }
        rowUpper = program.rowUpper.map { $0.map(Double.init) ?? Double.infinity }
    }
}
