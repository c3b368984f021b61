internal import Classification

extension Pager {
    mutating func place(_ block: Block<PrintedText>) throws(DocumentError) {
        switch block {
        case .heading(let text):
            if bottom - y < Measure.afterHeading, !isAtTop { try newPage() }
            if !isAtTop { y += Measure.gap / 2 }
            try paragraph(marked(text, .heading))
            y += Measure.gap / 2
        case .paragraph(let text):
            try paragraph(marked(text, .body))
            y += Measure.gap
        case .fields(let fields, let columns): try place(fields, columns)
        case .table(let table): try place(table)
        case .codes(let codes): try place(codes)
        case .signatures(let boxes): try place(boxes)
        case .together(let blocks): try placeTogether(blocks)
        case .pageBreak: if !isAtTop { try newPage() }
        }
    }

    mutating func paragraph(_ runs: [StyledRun]) throws(DocumentError) {
        try row([Cell(lines: shaper.lines(runs, width: body.width), x: 0)], splits: true)
    }

    // MARK: Fields

    private mutating func place(_ fields: [Field<PrintedText>], _ columns: Int) throws(DocumentError) {
        let width = body.width / Double(columns)
        for start in stride(from: 0, to: fields.count, by: columns) {
            let row = fields[start..<min(start + columns, fields.count)]
            let edges = (0...columns).map { Double($0) * width }
            let cells = row.enumerated().map { index, field in
                let name = StyledRun.of(field.name, TextStyle.name.asked(field.presence))
                let mark = field.value.isEmpty ? [] : portion(of: field.value.label, .name)
                let between = [StyledRun(text: "\n", style: .name)]
                let runs = mark + name + between + StyledRun.of(field.value.ticked(among: field.choices), .body)
                return Cell(
                    lines: shaper.lines(runs, width: width - 2 * Measure.padding),
                    x: edges[index] + Measure.padding
                )
            }
            try self.row(cells, edges: edges, padding: Measure.padding)
        }
        y += Measure.gap
    }

    // MARK: Tables

    private mutating func place(_ table: Table<PrintedText>) throws(DocumentError) {
        let labels = table.rows.map { row in Label.join(row.lazy.map(\.label)) }
        let portions = portionMark == nil ? 0 : portionWidth(labels)
        let weights = table.columns.reduce(0) { $0 + $1.weight }
        var edges = portionMark == nil ? [0.0] : [0, portions]
        for column in table.columns {
            edges.append(
                (edges.last ?? 0) + (body.width - portions) * Double(column.weight) / Double(weights)
            )
        }
        let head = cells(
            edges,
            mark: [StyledRun(text: "Marking", style: .head)],
            table.columns.map { StyledRun.of($0.title, TextStyle.cell.asked($0.presence)) }
        )
        // The head of a table keeps the first row with it.
        if bottom - y < Measure.afterHeading, !isAtTop { try newPage() }
        let drawHead = { (pager: inout Pager) throws(DocumentError) in
            try pager.row(head, edges: edges, padding: Measure.padding, shaded: true)
        }
        try drawHead(&self)
        for (row, label) in zip(table.rows, labels) {
            try self.row(
                cells(edges, mark: portion(of: label, .cell), row.map { StyledRun.of($0, .cell) }),
                edges: edges,
                padding: Measure.padding,
                onNewPage: drawHead
            )
        }
        y += Measure.gap
    }

    /// As wide as the widest mark in it, and its title.
    private func portionWidth(_ labels: [Label]) -> Double {
        let most = Measure.portionColumnMax
        let marks = Set(labels).map { portion(of: $0, .cell) } + [[StyledRun(text: "Marking", style: .head)]]
        let widest = marks.map { shaper.lines($0, width: most).width }.max() ?? most
        return widest + 2 * Measure.padding + 1
    }

    private func cells(_ edges: [Double], mark: [StyledRun], _ texts: [[StyledRun]]) -> [Cell] {
        let all = portionMark == nil ? texts : [mark] + texts
        return all.enumerated().map { index, runs in
            Cell(
                lines: shaper.lines(runs, width: edges[index + 1] - edges[index] - 2 * Measure.padding),
                x: edges[index] + Measure.padding
            )
        }
    }

    // MARK: Signatures

    private mutating func place(_ boxes: [Signature<PrintedText>]) throws(DocumentError) {
        let columns = min(max(boxes.count, 1), Measure.signaturesPerRow)
        let width = body.width / Double(columns)
        for start in stride(from: 0, to: boxes.count, by: columns) {
            let row = boxes[start..<min(start + columns, boxes.count)]
            let texts = row.map { box in
                shaper.lines(signature(box), width: width - 2 * Measure.padding)
            }
            let height = max(Measure.signatureHeight, (texts.map(\.height).max() ?? 0) + 2 * Measure.padding)
            if bottom - y < height, !isAtTop { try newPage() }
            for (index, text) in texts.enumerated() {
                let box = Box(x: body.x + Double(index) * width, y: y, width: width, height: height)
                place(.stroke(box, width: Measure.rule))
                let room = height - 2 * Measure.padding
                let count = max(text.count(from: 0, within: room), 1)
                place(.lines(text, 0..<count, x: box.x + Measure.padding, y: y + Measure.padding))
            }
            y += height
        }
        y += Measure.gap
    }

    private func signature(_ box: Signature<PrintedText>) -> [StyledRun] {
        let label = Label.join([box.meaning, box.name, box.date].lazy.map(\.label))
        var runs = portion(of: label, .name) + StyledRun.of(box.meaning, .head)
        for (name, value) in [("Name, signature or stamp", box.name), ("Date", box.date)] {
            runs.append(StyledRun(text: "\n\(name): ", style: .small))
            runs += StyledRun.of(value, .cell)
        }
        return runs
    }

    // MARK: Frames

    private mutating func placeTogether(_ blocks: [Block<PrintedText>]) throws(DocumentError) {
        var start = mark
        try placeAll(blocks)
        if pages.count - 1 != start.page, start.top > body.y {
            goBack(to: start)
            try newPage()
            start = mark
            try placeAll(blocks)
        }
        y += Measure.gap
    }

    private mutating func placeAll(_ blocks: [Block<PrintedText>]) throws(DocumentError) {
        for block in blocks { try place(block) }
    }
}

extension PrintedText {
    /// Boxes for the choices with the value's ticked; the value itself where it is none of them, or withheld.
    fileprivate func ticked(among choices: [StaticString]) -> PrintedText {
        let names = choices.map(\.description)
        guard names.contains(plain) else { return self }
        let boxes = names.map { ($0 == plain ? "\u{2612}" : "\u{2610}") + "\u{A0}" + $0.replacing(" ", with: "\u{A0}") }
        return PrintedText(runs: [.shown(boxes.joined(separator: "   "))], label: label, isExact: isExact)
    }
}
