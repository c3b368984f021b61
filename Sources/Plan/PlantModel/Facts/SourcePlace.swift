/// Where something stands in the files of a plant, so that every problem and every fact can be pointed at.
///
/// `description` reads `plant.yaml:12:5`, or `programs.csv:12:customer` for a cell of a table.
public struct SourcePlace: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The file's path as the user named it: relative to the plant file's folder for what it includes.
    public let file: String
    /// The line, from 1; 0 if the file as a whole is meant.
    public let line: Int
    /// The column, from 1, in characters; in a table the number of the cell.
    public let column: Int
    /// In a table the name of the column; nil elsewhere.
    public let field: String?

    /// Makes a place.
    public init(file: String, line: Int, column: Int, field: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.field = field
    }

    /// The file as a whole.
    public init(file: String) { self.init(file: file, line: 0, column: 0) }

    /// `file:line:column`, the form that editors and terminals make clickable.
    public var description: String {
        if line == 0 { return file }
        return "\(file):\(line):\(field ?? String(column))"
    }

    /// By file, line and column.
    public static func < (left: SourcePlace, right: SourcePlace) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
