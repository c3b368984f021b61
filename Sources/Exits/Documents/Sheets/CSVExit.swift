@_spi(Exits) public import Boundary
internal import Classification
internal import Journal

/// Where a release becomes a file of comma-separated values (RFC 4180, UTF-8 without a byte order mark, lines ended by CR LF).
///
/// - The first line is one field that begins with `# `: the banner, then designation block and notices, each after ` | `. RFC 4180 knows no comments; what
///   reads the file passes over one line.
/// - Where anything is controlled, the first column says what each row is marked.
/// - A cell that a spreadsheet would compute gets a leading apostrophe: one that begins with `=`, `+`, `-`, `@` or one of these in full width, after
///   blanks or not, and one that begins with a tab or a line break. Plain decimal numbers keep their sign.
/// - A value that is withheld is written `[withheld]`. Characters are those of the record; of the control characters tab and line breaks alone.
public struct CSVExit<Way: DocumentChannel>: Exit {
    private let recipient: Subject
    private let channel: Way
    private let boundary: Boundary
    private let clock: any PlantClock
    private let layout: SheetLayout
    private let marking: MarkingRules
    /// The file, once it was sent; for the exit that carries it to the recipient.
    public private(set) var file: ReleasedFile?

    /// Bytes of a file at most.
    public static var bytesMax: Int { 256 << 20 }

    /// An exit for one sheet.
    public init(
        to recipient: Subject,
        through channel: Way,
        of boundary: Boundary,
        clock: any PlantClock,
        layout: SheetLayout,
        marking: MarkingRules
    ) {
        self.recipient = recipient
        self.channel = channel
        self.boundary = boundary
        self.clock = clock
        self.layout = layout
        self.marking = marking
    }

    /// Makes the file.
    /// - Throws: `ReleaseError`; `DocumentError`, with nothing made.
    public mutating func send(_ release: consuming Release<Way>) async throws {
        let request = ExitRequest(recipient: recipient, channel: channel, at: boundary, clock)
        let texts = try release.open(for: request).texts
        let (bytes, banner) = try CommaSeparated(layout, marking).written(texts, bytesMax: Self.bytesMax)
        let name = texts.first.map { PrintedText($0).plain } ?? ""
        file = ReleasedFile(
            bytes,
            name: name + ".csv",
            mediaType: "text/csv; charset=utf-8; header=present",
            banner: banner,
            for: request
        )
    }
}

/// A sheet as comma-separated values.
private struct CommaSeparated {
    let layout: SheetLayout
    let marking: MarkingRules

    init(_ layout: SheetLayout, _ marking: MarkingRules) {
        self.layout = layout
        self.marking = marking
    }

    func written(
        _ texts: [ExitContent.Text],
        bytesMax: Int
    ) throws(DocumentError) -> (bytes: [UInt8], banner: String) {
        guard texts.count == 1 + layout.columns + layout.rows.reduce(0, +) else {
            throw DocumentError(
                .otherLayout,
                "the layout has other texts than the release; enter the sheet into a release that has no others"
            )
        }
        if let row = layout.rows.firstIndex(where: { $0 != layout.columns }) {
            throw DocumentError(
                .raggedTable,
                "row \(row + 1) of the sheet has \(layout.rows[row]) cells and its head \(layout.columns); give each row a text for every column"
            )
        }
        let page = marking.page(Label.join(Set(texts.map(\.label))))
        let words = [page.banner] + page.marking.designationBlock + page.marking.notices
        var bytes: [UInt8] = []
        Self.write(["# " + words.joined(separator: " | ")], into: &bytes)
        var rest = texts.dropFirst()
        var portions: [Label: String] = [:]
        for row in 0...layout.rows.count {
            let cells = rest.prefix(layout.columns)
            rest = rest.dropFirst(layout.columns)
            var fields = cells.map { CSVCell.safe(CSVCell.text($0)) }
            if page.marksPortions {
                let label = Label.join(cells.lazy.map(\.label))
                let mark = portions[label] ?? marking.portion(label)
                portions[label] = mark
                fields.insert(row == 0 ? "Marking" : mark, at: 0)
            }
            Self.write(fields, into: &bytes)
            guard bytes.count <= bytesMax else { throw .tooLarge("bytes", bytesMax) }
        }
        return (bytes, page.banner)
    }

    private static func write(_ fields: [String], into bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += CSVCell.quoted(field).utf8
        }
        bytes += [0x0D, 0x0A]
    }
}

/// A cell of a file of comma-separated values.
enum CSVCell {
    static func text(_ text: ExitContent.Text) -> String {
        text.pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .value(let value): printable(value)
            case .withheld: PrintedText.withheldWord
            // Every row has its mark in a column.
            case .mark: ""
            }
        }.joined()
    }

    /// Without control characters that RFC 4180 has no place for: each is replaced by its picture.
    private static func printable(_ value: String) -> String {
        guard value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return value }
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
            case "\u{7F}": text += "\u{2421}"
            case "\0"..."\u{1F}": text += Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? ""
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// What begins a formula in a spreadsheet, in ASCII and in full width.
    private static let formula = Set("=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars)

    /// With an apostrophe before what a spreadsheet would compute.
    static func safe(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        if ["\t", "\r", "\n"].contains(first) { return "'" + text }
        let begin = text.unicodeScalars.first { !$0.properties.isWhitespace }
        guard let begin, formula.contains(begin), !isNumber(text) else { return text }
        return "'" + text
    }

    /// `-12`, `+0.25`, `-1.5e-3`: digits, one point, one exponent.
    private static func isNumber(_ text: String) -> Bool {
        text.utf8.count <= 40 && text.wholeMatch(of: /[+\-]?[0-9]+(\.[0-9]+)?([eE][+\-]?[0-9]{1,3})?/) != nil
    }

    /// In quotes where it holds a comma, a quote, a line break or a blank at an end (RFC 4180, 2).
    static func quoted(_ field: String) -> String {
        let special = field.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D].contains($0) }
        let isBlankAtEnd = field.utf8.first == 0x20 || field.utf8.last == 0x20
        guard special || isBlankAtEnd else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
