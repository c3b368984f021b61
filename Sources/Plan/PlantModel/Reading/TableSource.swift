import Cedar

/// Reads comma-separated values (RFC 4180) with the line of each cell.
///
/// The CSV library at hand yields fields without their places, reads an unbalanced quote as text to the end of the file, lets a second
/// column of a name replace the first, and fills short rows with nothing. A row that lost a comma would then move a program into
/// another's restrictions, so this reader keeps places and refuses what is not well formed.
package enum TableSource {
    /// A cell that is not empty.
    struct Cell {
        let text: String
        let place: SourcePlace
    }

    /// A row: its line and its cells by column name; empty cells are absent.
    struct Row {
        let place: SourcePlace
        let cells: [String: Cell]
    }

    /// The rows of a table whose first row names the columns; what is wrong goes to the log.
    static func read(_ text: String, file: String, columns known: [String], log: inout ProblemLog) -> [Row] {
        var scanner = Scanner(text: text, file: file)
        guard let header = scanner.nextRow(log: &log) else {
            log.add(
                .malformedTable,
                at: SourcePlace(file: file),
                "the table is empty; expected a first row with column names"
            )
            return []
        }
        guard header.count <= Limits.columnsMax else {
            log.add(
                .malformedTable,
                at: SourcePlace(file: file, line: 1, column: 1),
                "\(header.count) columns; expected at most \(Limits.columnsMax)"
            )
            return []
        }
        var names: [String] = []
        for (index, cell) in header.enumerated() {
            let name = trimmed(cell.text)
            let place = SourcePlace(file: file, line: cell.line, column: index + 1)
            if !known.contains(name) {
                log.add(
                    .unknownColumn,
                    at: place,
                    "unknown column '\(SourceNode.shortened(name))'; expected one of \(known.joined(separator: ", "))",
                    suggestion: NearestName.to(name, in: known)
                )
            } else if names.contains(name) {
                log.add(.duplicateKey, at: place, "column '\(name)' is there twice; expected it once")
            }
            names.append(name)
        }
        var rows: [Row] = []
        while let fields = scanner.nextRow(log: &log) {
            if fields.count == 1, trimmed(fields[0].text).isEmpty { continue }
            let line = fields[0].line
            guard rows.count < Limits.rowsMax else {
                log.add(
                    .tooManyValues,
                    at: SourcePlace(file: file, line: line, column: 1),
                    "more than \(Limits.rowsMax) rows; expected fewer"
                )
                break
            }
            guard fields.count == names.count else {
                log.add(
                    .malformedTable,
                    at: SourcePlace(file: file, line: line, column: 1),
                    "\(fields.count) cells; expected \(names.count), one for each column"
                )
                continue
            }
            var cells: [String: Cell] = [:]
            for (index, field) in fields.enumerated() {
                let text = trimmed(field.text)
                guard !text.isEmpty else { continue }
                let place = SourcePlace(file: file, line: field.line, column: index + 1, field: names[index])
                cells[names[index]] = Cell(text: text, place: place)
            }
            rows.append(Row(place: SourcePlace(file: file, line: line, column: 1), cells: cells))
        }
        return rows
    }

    /// All rows of a table whose columns are not known beforehand, each with as many cells as the first one, without blanks around them.
    ///
    /// - Throws: all that is wrong with it.
    package static func rows(of text: String, file: String) throws(PlantProblems) -> [[String]] {
        var log = ProblemLog()
        var scanner = Scanner(text: text, file: file)
        var rows: [[String]] = []
        while let fields = scanner.nextRow(log: &log) {
            if fields.count == 1, trimmed(fields[0].text).isEmpty { continue }
            if let first = rows.first, first.count != fields.count {
                log.add(
                    .malformedTable,
                    at: SourcePlace(file: file, line: fields[0].line, column: 1),
                    "\(fields.count) cells; expected \(first.count), one for each column"
                )
                continue
            }
            rows.append(fields.map { trimmed($0.text) })
        }
        guard log.errorCount == 0 else { throw log.failure }
        return rows
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
        let scalars = text.unicodeScalars.drop(while: isBlank)
        let end = scalars.lastIndex { !isBlank($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
        return String(String.UnicodeScalarView(scalars[..<end]))
    }

    private struct Field {
        let text: String
        let line: Int
    }

    private struct Scanner {
        private let bytes: [UInt8]
        private let file: String
        private var index = 0
        private var line = 1

        private static let quote = UInt8(ascii: "\"")
        private static let comma = UInt8(ascii: ",")

        init(text: String, file: String) {
            bytes = Array(text.utf8)
            self.file = file
        }

        /// The next row; nil at the end, or after a quote that is never closed.
        mutating func nextRow(log: inout ProblemLog) -> [Field]? {
            guard index < bytes.count else { return nil }
            var fields: [Field] = []
            while true {
                guard let field = nextField(log: &log) else { return nil }
                fields.append(field)
                guard index < bytes.count else { return fields }
                if bytes[index] == Scanner.comma {
                    index += 1
                    continue
                }
                skipLineEnd()
                return fields
            }
        }

        private mutating func skipLineEnd() {
            if index < bytes.count, bytes[index] == 0x0D { index += 1 }
            if index < bytes.count, bytes[index] == 0x0A { index += 1 }
            line += 1
        }

        private mutating func nextField(log: inout ProblemLog) -> Field? {
            let start = line
            guard index < bytes.count, bytes[index] == Scanner.quote else {
                let from = index
                while index < bytes.count, bytes[index] != Scanner.comma, bytes[index] != 0x0A, bytes[index] != 0x0D {
                    index += 1
                }
                return Field(text: String(decoding: bytes[from..<index], as: UTF8.self), line: start)
            }
            var content: [UInt8] = []
            index += 1
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                if byte == Scanner.quote {
                    guard index < bytes.count, bytes[index] == Scanner.quote else {
                        return closed(content, start, &log)
                    }
                    index += 1
                } else if byte == 0x0A {
                    line += 1
                }
                content.append(byte)
            }
            log.add(
                .malformedTable,
                at: SourcePlace(file: file, line: start, column: 1),
                "a quoted cell begins on this line and never ends; expected '\"'"
            )
            return nil
        }

        private mutating func closed(_ content: [UInt8], _ start: Int, _ log: inout ProblemLog) -> Field {
            let field = Field(text: String(decoding: content, as: UTF8.self), line: start)
            guard index < bytes.count, bytes[index] != Scanner.comma, bytes[index] != 0x0A, bytes[index] != 0x0D else {
                return field
            }
            log.add(
                .malformedTable,
                at: SourcePlace(file: file, line: line, column: 1),
                "text follows a quoted cell; expected ',' or the end of the line"
            )
            while index < bytes.count, bytes[index] != Scanner.comma, bytes[index] != 0x0A, bytes[index] != 0x0D {
                index += 1
            }
            return field
        }
    }
}
