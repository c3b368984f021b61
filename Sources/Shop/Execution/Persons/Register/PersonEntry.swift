internal import PlantModel

/// What a feed says of one person, by the columns of the register, and where each of it stands.
struct PersonEntry: Sendable {
    /// `on line 7`, `of uid=ann,ou=people`: how another entry says that this one has something already.
    let standing: String
    /// Where its facts come from, and the day as of which they were stated.
    let source: String
    let asOf: Day
    private let place: String
    private let cells: [String: (text: String, place: String)]

    /// A line of a table.
    init(_ row: LocatedTable.Row, source: String, asOf: Day) {
        standing = "on line \(row.place.line)"
        place = "\(row.place)"
        cells = Self.cells { column in row[column].map { ($0, "\(row.place(of: column))") } }
        self.source = source
        self.asOf = asOf
    }

    /// An entry of a directory, with its texts by column and the attribute that each came from.
    init(named name: String, _ texts: [String: String], of file: DirectoryFile, asOf: Day) {
        standing = "of \(name)"
        place = name
        let attributes = Dictionary(file.columns.map { ($0.name, $0.attribute) }) { first, _ in first }
        cells = Self.cells { column in
            texts[column].map { ($0, "\(name): \(attributes[column] ?? column)") }
        }
        source = file.source
        self.asOf = asOf
    }

    private static func cells(_ cell: (String) -> (String, String)?) -> [String: (text: String, place: String)] {
        var cells: [String: (text: String, place: String)] = [:]
        for column in PersonFeed.columns {
            if let found = cell(column) { cells[column] = (found.0, found.1) }
        }
        return cells
    }

    /// What is said; nil where nothing is.
    subscript(column: String) -> String? { cells[column]?.text }

    /// Where it is said; where the person stands, if nothing is.
    func place(of column: String) -> String { cells[column]?.place ?? place }
}
