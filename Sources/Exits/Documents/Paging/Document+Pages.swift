internal import Classification

extension Document<PrintedText> {
    /// Places the document on pages.
    /// - Returns: the pages, and what draws the bars and feet.
    func paged(_ pager: consuming Pager) throws(DocumentError) -> Pager {
        var pager = pager
        try pager.check()
        let notices = try pager.reserveDesignation()
        try pager.paragraph(pager.marked(title, .title))
        pager.y += Measure.gap
        for notice in notices { try pager.place(.paragraph(PrintedText.own(notice))) }
        for block in blocks { try pager.place(block) }
        return pager
    }
}

extension PrintedText {
    /// A text of the exit's own: words of a marking.
    static func own(_ text: String) -> PrintedText {
        PrintedText(runs: [.shown(text)], label: .unrestricted, isExact: true)
    }
}

extension Pager {
    /// Places the designation block and the notices at the foot of the first page, side by side.
    /// - Returns: the notices that have no room there; they go at the head of the body.
    mutating func reserveDesignation() throws(DocumentError) -> [String] {
        let (block, notices) = (marking.marking.designationBlock, marking.marking.notices)
        guard !block.isEmpty || !notices.isEmpty else { return [] }
        let inner = 2 * Measure.padding
        let half = (block.isEmpty ? 0 : body.width * 2 / 5)
        let designation = shaper.lines(
            [StyledRun(text: block.joined(separator: "\n"), style: .small)],
            width: max(half - inner, 1)
        )
        let words = shaper.lines(
            [StyledRun(text: notices.joined(separator: "\n"), style: .small)],
            width: body.width - half - inner
        )
        let most = body.height * Measure.firstPagePart
        let fits = words.height + inner <= most
        let height = max(block.isEmpty ? 0 : designation.height, fits ? words.height : 0) + inner
        guard height <= most else {
            throw .tooLarge("lines of a designation block on its first page", designation.lines.count)
        }
        bottom = body.y + body.height - height
        if !block.isEmpty {
            place(.stroke(Box(x: body.x, y: bottom, width: half, height: height), width: Measure.rule))
            place(
                .lines(designation, designation.lines.indices, x: body.x + Measure.padding, y: bottom + Measure.padding)
            )
        }
        if fits, !notices.isEmpty {
            place(
                .lines(words, words.lines.indices, x: body.x + half + Measure.padding, y: bottom + Measure.padding)
            )
        }
        bottom -= Measure.gap
        return fits ? [] : notices
    }

    /// Draws all pages: bars at top and bottom, the foot, and what was placed between them.
    func draw(on file: PDFFile, id: PrintedText, hash: String) {
        for (index, page) in pages.enumerated() {
            let bar = banner.height + 2 * Measure.barPadding
            for top in [Measure.margin, paper.height - Measure.margin - bar] {
                drawBar(on: file, top: top, height: bar)
            }
            if let caveat { drawCaveat(caveat, on: file, top: Measure.margin + bar + Measure.gap) }
            let foot = paper.height - Measure.margin - bar - Measure.foot
            let number = "Page \(index + 1) of \(pages.count)"
            let name = shaper.lines(
                [StyledRun(text: "Document ", style: .small)] + StyledRun.of(id, .small),
                width: body.width * 3 / 4
            )
            let first = name.count(from: 0, within: Measure.foot / 2)
            file.set(name, 0..<min(max(first, 1), name.lines.count), x: body.x, y: foot)
            let pageNumber = shaper.lines([StyledRun(text: number, style: .small)], width: body.width)
            file.set(pageNumber, 0..<1, x: body.x + body.width - pageNumber.width, y: foot)
            let content = shaper.lines([StyledRun(text: "Content SHA-256 \(hash)", style: .code)], width: body.width)
            file.set(content, 0..<1, x: body.x, y: foot + Measure.foot / 2)
            for placed in page { placed.draw(on: file) }
            file.endPage()
        }
    }

    private func drawCaveat(_ caveat: TextLines, on file: PDFFile, top: Double) {
        let inner = Measure.padding
        file.stroke(
            Box(x: body.x, y: top, width: body.width, height: caveat.height + 2 * inner),
            width: 2 * Measure.rule
        )
        file.set(caveat, caveat.lines.indices, x: body.x + inner, y: top + inner)
    }

    private func drawBar(on file: PDFFile, top: Double, height: Double) {
        let ground = Self.parts(marking.colours.background)
        let words = Self.parts(marking.colours.text)
        file.fill(
            Box(x: body.x, y: top, width: body.width, height: height),
            red: ground.red,
            green: ground.green,
            blue: ground.blue
        )
        file.setLight(
            banner,
            x: body.x,
            y: top + Measure.barPadding,
            red: words.red,
            green: words.green,
            blue: words.blue
        )
    }

    private static func parts(_ colour: String) -> (red: Double, green: Double, blue: Double) {
        let value = UInt32(colour, radix: 16) ?? 0
        return (
            Double(value >> 16 & 0xFF) / 255, Double(value >> 8 & 0xFF) / 255, Double(value & 0xFF) / 255
        )
    }
}
