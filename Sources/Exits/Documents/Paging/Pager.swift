internal import Classification

/// Places the blocks of a document on pages.
///
/// First everything is placed, then drawn: each page says of how many it is one.
struct Pager {
    let shaper: TextShaper
    let paper: PageSize
    let marking: PageBanner
    /// What stands before a part that a label restricts so; nil where parts are not marked.
    let portionMark: ((Label) -> String)?
    let pagesMax: Int
    /// What the codes of the document carry, in their order; nil for one with a value that is withheld.
    var identities: ArraySlice<String?>

    /// Where the body of a page lies.
    let body: Box
    let banner: TextLines
    /// What stands at the head of each page, in a frame above the body.
    let caveat: TextLines?
    private(set) var pages: [[Placed]] = [[]]
    var y: Double
    /// Where the body of the page ends; higher up on the first, which has the designation at its foot.
    var bottom: Double

    init(
        _ shaper: TextShaper,
        _ paper: PageSize,
        _ marking: PageBanner,
        portionMark: ((Label) -> String)?,
        caveat: PrintedText?,
        identities: [String?],
        pagesMax: Int
    ) {
        self.shaper = shaper
        self.paper = paper
        self.marking = marking
        self.portionMark = portionMark
        self.identities = identities[...]
        self.pagesMax = pagesMax
        let width = paper.width - 2 * Measure.margin
        banner = shaper.lines([StyledRun(text: marking.banner, style: .banner)], width: width, isCentred: true)
        let bar = banner.height + 2 * Measure.barPadding
        var top = Measure.margin + bar + Measure.gap
        self.caveat = caveat.map { text in
            let mark = portionMark.map { [StyledRun(text: $0(text.label) + " ", style: .head)] } ?? []
            return shaper.lines(mark + StyledRun.of(text, .head), width: width - 2 * Measure.padding)
        }
        if let caveat = self.caveat { top += caveat.height + 2 * Measure.padding + Measure.gap }
        body = Box(
            x: Measure.margin,
            y: top,
            width: width,
            height: paper.height - top - Measure.margin - bar - Measure.gap - Measure.foot
        )
        y = body.y
        bottom = body.y + body.height
    }

    /// - Throws: `tooLarge` where the banner and the caveat leave no room for a body.
    func check() throws(DocumentError) {
        guard body.height > paper.height / 3 else {
            throw .tooLarge("lines at the head of a page", banner.lines.count + (caveat?.lines.count ?? 0))
        }
    }

    var isAtTop: Bool { y == body.y }

    mutating func place(_ placed: Placed) { pages[pages.count - 1].append(placed) }

    mutating func newPage() throws(DocumentError) {
        guard pages.count < pagesMax else { throw .tooLarge("pages", pagesMax) }
        pages.append([])
        y = body.y
        bottom = body.y + body.height
    }

    /// Where something was begun, to begin it again on another page.
    struct Mark {
        fileprivate let pages: Int
        fileprivate let placed: Int
        fileprivate let y: Double
        fileprivate let bottom: Double
        fileprivate let identities: ArraySlice<String?>
        /// The number of the page.
        var page: Int { pages - 1 }
        var top: Double { y }
    }

    var mark: Mark {
        Mark(pages: pages.count, placed: pages[pages.count - 1].count, y: y, bottom: bottom, identities: identities)
    }

    mutating func goBack(to mark: Mark) {
        pages.removeSubrange(mark.pages...)
        pages[mark.pages - 1].removeSubrange(mark.placed...)
        (y, bottom, identities) = (mark.y, mark.bottom, mark.identities)
    }

    // MARK: Text with its portion mark

    func marked(_ text: PrintedText, _ style: TextStyle) -> [StyledRun] {
        portion(of: text.label, style) + StyledRun.of(text, style)
    }

    func portion(of label: Label, _ style: TextStyle) -> [StyledRun] {
        portionMark.map { [StyledRun(text: $0(label) + " ", style: style)] } ?? []
    }

    // MARK: Rows

    /// A cell of a row: its text and where it stands from the left of the body.
    struct Cell {
        let lines: TextLines
        let x: Double
    }

    /// Places texts side by side. They go over to the next page whole where they fit on one, otherwise line by line.
    /// - Parameters:
    ///   - edges: where vertical rules stand, from the left of the body, first and last with a frame between them; none without a frame.
    ///   - splits: whether lines may be parted although they would fit on the next page.
    ///   - onNewPage: what is repeated there.
    mutating func row(
        _ cells: [Cell],
        edges: [Double] = [],
        padding: Double = 0,
        splits: Bool = false,
        shaded: Bool = false,
        onNewPage: (inout Pager) throws(DocumentError) -> Void = { _ in }
    ) throws(DocumentError) {
        var from = [Int](repeating: 0, count: cells.count)
        // Once for each part of the row: a page whose head leaves no room is no reason to begin another one.
        var hasMoved = false
        while true {
            let needed = zip(cells, from).map { $0.lines.height($1..<$0.lines.lines.count) }.max() ?? 0
            let available = bottom - y - 2 * padding
            if needed <= available {
                place(cells, from, cells.map(\.lines.lines.count), needed, edges, padding, shaded)
                return
            }
            var until = zip(cells, from).map { $1 + $0.lines.count(from: $1, within: available) }
            let fitsOnNext = !splits && needed <= body.height / 2
            if !isAtTop, !hasMoved, fitsOnNext || until == from {
                try newPage()
                try onNewPage(&self)
                hasMoved = true
                continue
            }
            // A line that is higher than what a head leaves of a page goes below it all the same.
            if until == from { until = zip(cells, from).map { min($1 + 1, $0.lines.lines.count) } }
            let height = zip(cells, zip(from, until)).map { $0.lines.height($1.0..<$1.1) }.max() ?? 0
            place(cells, from, until, height, edges, padding, shaded)
            from = until
            if zip(cells, from).allSatisfy({ $0.lines.lines.count == $1 }) { return }
            try newPage()
            try onNewPage(&self)
            hasMoved = true
        }
    }

    private mutating func place(
        _ cells: [Cell],
        _ from: [Int],
        _ until: [Int],
        _ height: Double,
        _ edges: [Double],
        _ padding: Double,
        _ shaded: Bool
    ) {
        let whole = height + 2 * padding
        if let left = edges.first, let right = edges.last {
            let frame = Box(x: body.x + left, y: y, width: right - left, height: whole)
            if shaded { place(.shade(frame)) }
            place(.stroke(frame, width: Measure.rule))
            for edge in edges.dropFirst().dropLast() {
                place(.line(x: body.x + edge, fromY: y, toY: y + whole))
            }
        }
        for (cell, range) in zip(cells, zip(from, until)) {
            place(.lines(cell.lines, range.0..<range.1, x: body.x + cell.x, y: y + padding))
        }
        y += whole
    }
}
