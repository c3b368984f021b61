extension Pager {
    /// A code with what stands beside it, and how much room both take.
    private struct Placing {
        /// Nothing where a value that it would carry is withheld.
        let symbols: [Drawn]
        let words: TextLines
        /// Where the words stand, from the top left of the code.
        let wordsAt: (x: Double, y: Double)
        let width: Double
        let height: Double
    }

    /// A symbol with its quiet zone.
    private struct Drawn {
        let symbol: CodeSymbol
        let module: Double
        let barHeight: Double
        var quiet: Double { Double(symbol.quietModules) * module }
        var width: Double { Double(symbol.width) * module + 2 * quiet }
        var height: Double {
            switch symbol.symbology {
            case .dataMatrix: width
            case .code128: barHeight
            }
        }
    }

    mutating func place(_ codes: [Code<PrintedText>]) throws(DocumentError) {
        var x = 0.0
        var rowHeight = 0.0
        for code in codes {
            let placing = try placing(code)
            if x > 0, x + placing.width > body.width {
                y += rowHeight + Measure.gap
                (x, rowHeight) = (0, 0)
            }
            if y + max(rowHeight, placing.height) > bottom, !isAtTop {
                try newPage()
                (x, rowHeight) = (0, 0)
            }
            place(placing, x: body.x + x)
            x += placing.width + Measure.gap
            rowHeight = max(rowHeight, placing.height)
        }
        y += rowHeight + Measure.gap
    }

    private mutating func placing(_ code: Code<PrintedText>) throws(DocumentError) -> Placing {
        let identity = identities.popFirst() ?? nil
        let words =
            marked(code.caption, code.size == .large ? .heading : .head)
            + [StyledRun(text: "\n", style: .code)]
            + (identity.map { [StyledRun(text: $0, style: .code)] }
                ?? [StyledRun(text: "\u{A0}WITHHELD\u{A0}", style: .code, isBar: true)])
        guard let identity, !code.symbologies.isEmpty else {
            let lines = shaper.lines(words, width: Self.wordsWidth)
            return Placing(symbols: [], words: lines, wordsAt: (0, 0), width: Self.wordsWidth, height: lines.height)
        }
        var drawn: [Drawn] = []
        for symbology in code.symbologies {
            let symbol = try CodeSymbol(identity, as: symbology)
            drawn.append(try fit(symbol, code.size, beside: drawn.reduce(0) { $0 + $1.width }))
        }
        let width = drawn.reduce(0) { $0 + $1.width }
        guard let last = drawn.last, last.symbol.symbology == .code128 else {
            let lines = shaper.lines(words, width: Self.wordsWidth)
            let height = max(drawn.map(\.height).max() ?? 0, lines.height)
            return Placing(
                symbols: drawn,
                words: lines,
                wordsAt: (width, drawn.first?.quiet ?? 0),
                width: width + Self.wordsWidth,
                height: height
            )
        }
        let lines = shaper.lines(words, width: max(last.width - 2 * last.quiet, Self.wordsWidth))
        let top = last.height + Measure.padding
        return Placing(
            symbols: drawn,
            words: lines,
            wordsAt: (width - last.width + last.quiet, top),
            width: max(width, width - last.width + last.quiet + lines.width),
            height: max(drawn.map(\.height).max() ?? 0, top + lines.height)
        )
    }

    /// Modules as large as the size asks and the page allows.
    private func fit(_ symbol: CodeSymbol, _ size: Code<PrintedText>.Size, beside used: Double) throws(DocumentError)
        -> Drawn
    {
        let scale = size == .large ? Measure.large : 1
        switch symbol.symbology {
        case .dataMatrix: return Drawn(symbol: symbol, module: Measure.matrixModule * scale, barHeight: 0)
        case .code128:
            let modules = Double(symbol.width + 2 * symbol.quietModules)
            let module = min(Measure.bar * scale, (body.width - used) / modules)
            guard module >= Measure.barMin else {
                throw DocumentError(
                    .codeTooWide,
                    "a Code 128 of \(symbol.width) modules is wider than the page; give what is coded a shorter name, or use a Data Matrix"
                )
            }
            let bars = max(Measure.barHeightMin, Double(symbol.width) * module * Measure.barHeightPart)
            return Drawn(symbol: symbol, module: module, barHeight: bars)
        }
    }

    private mutating func place(_ placing: Placing, x: Double) {
        var left = x
        for drawn in placing.symbols {
            let isMatrix = drawn.symbol.symbology == .dataMatrix
            place(
                .symbol(
                    drawn.symbol,
                    x: left + drawn.quiet,
                    y: y + (isMatrix ? drawn.quiet : 0),
                    module: drawn.module,
                    barHeight: drawn.barHeight
                )
            )
            left += drawn.width
        }
        let words = placing.words
        place(.lines(words, words.lines.indices, x: x + placing.wordsAt.x, y: y + placing.wordsAt.y))
    }

    /// For the words beside a Data Matrix.
    private static let wordsWidth = 120.0
}
