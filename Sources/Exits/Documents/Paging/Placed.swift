/// Something at its place on a page.
enum Placed {
    case lines(TextLines, Range<Int>, x: Double, y: Double)
    case stroke(Box, width: Double)
    case shade(Box)
    case line(x: Double, fromY: Double, toY: Double)
    case symbol(CodeSymbol, x: Double, y: Double, module: Double, barHeight: Double)

    func draw(on file: PDFFile) {
        switch self {
        case .lines(let lines, let range, let x, let y): file.set(lines, range, x: x, y: y)
        case .stroke(let box, let width): file.stroke(box, width: width)
        case .shade(let box): file.fill(box, red: 0.9, green: 0.9, blue: 0.9)
        case .line(let x, let from, let to): file.line(fromX: x, y: from, toX: x, y: to, width: Measure.rule)
        case .symbol(let symbol, let x, let y, let module, let height):
            file.draw(symbol, x: x, y: y, module: module, barHeight: height)
        }
    }
}

/// Lengths in points.
enum Measure {
    private static let millimetre = 72 / 25.4

    /// What printers leave free, and holes take.
    static let margin = 15 * millimetre
    /// Between bar and body, and between blocks.
    static let gap = 8.0
    /// Between the border of a cell and its text.
    static let padding = 3.0
    static let rule = 0.5
    static let barPadding = 2.0
    /// The two lines at the foot.
    static let foot = 22.0
    /// What has to follow a heading on its page.
    static let afterHeading = 48.0
    /// The most that the column of portion marks takes; longer marks are broken.
    static let portionColumnMax = 120.0
    /// How much larger a code for a wall is.
    static let large = 2.0
    static let signatureHeight = 46.0
    static let signaturesPerRow = 4
    /// A module of a Data Matrix: twenty thousandths of an inch, read by any scanner at arm's length.
    static let matrixModule = 0.508 * millimetre
    /// The narrow bar of a Code 128 where there is room: ten thousandths of an inch.
    static let bar = 0.254 * millimetre
    /// The narrowest that is printed: at 600 dots an inch four and a half dots.
    static let barMin = 0.19 * millimetre
    /// The height of bars against the width of the symbol, and at least (ISO/IEC 15417, annex on use: 15 % or 5 mm).
    static let barHeightPart = 0.15
    static let barHeightMin = 5 * millimetre
    /// The most that designation and notices take of the first page's body; more goes into the body itself.
    static let firstPagePart = 0.4
}
