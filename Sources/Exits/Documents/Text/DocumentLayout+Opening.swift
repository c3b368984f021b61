@_spi(Exits) internal import Boundary

extension DocumentLayout {
    /// Puts the texts of a release into the places that they were taken from.
    /// - Throws: `otherLayout` when the release holds more or fewer; `tooLarge`; `raggedTable`.
    func filled(from content: ExitContent, limits: DocumentLimits) throws(DocumentError) -> Document<PrintedText> {
        guard content.texts.count == texts else {
            throw DocumentError(
                .otherLayout,
                "the layout has \(texts) texts and the release \(content.texts.count); enter the document into a release that has no others"
            )
        }
        guard texts <= limits.textsMax else { throw .tooLarge("texts", limits.textsMax) }
        var characters = 0
        let printed = try content.texts.map { text throws(DocumentError) in
            let text = PrintedText(text)
            let length = text.runs.reduce(0) { sum, run in
                if case .shown(let text) = run { sum + text.unicodeScalars.count } else { sum }
            }
            guard length <= limits.textCharactersMax else {
                throw .tooLarge("characters in one text", limits.textCharactersMax)
            }
            characters += length
            guard characters <= limits.charactersMax else { throw .tooLarge("characters", limits.charactersMax) }
            return text
        }
        let document = try shape.map { number throws(DocumentError) in printed[number] }
        for block in document.blocks { try block.check(limits) }
        return document
    }
}

extension PrintedText {
    init(_ text: ExitContent.Text) {
        runs = text.pieces.compactMap { piece in
            switch piece {
            case .literal(let text): .shown(text)
            case .value(let text): .shown(VisibleText.of(text))
            case .withheld: .withheld
            // A document marks each part by what is in it.
            case .mark: nil
            }
        }
        label = text.label
        isExact = text.pieces.allSatisfy { piece in
            if case .value(let text) = piece { VisibleText.of(text) == text } else { true }
        }
    }
}

extension Block<PrintedText> {
    fileprivate func check(_ limits: DocumentLimits) throws(DocumentError) {
        switch self {
        case .together(let blocks):
            for block in blocks {
                if case .together = block {
                    throw DocumentError(.raggedTable, "blocks in a frame hold no frame; put them side by side")
                }
                try block.check(limits)
            }
        case .table(let table):
            guard !table.columns.isEmpty, table.columns.allSatisfy({ (1...1_000).contains($0.weight) }) else {
                throw DocumentError(.raggedTable, "a table needs columns, each with a weight from 1 to 1000")
            }
            guard table.columns.count <= limits.columnsMax else {
                throw .tooLarge("columns in a table", limits.columnsMax)
            }
            if let row = table.rows.firstIndex(where: { $0.count != table.columns.count }) {
                throw DocumentError(
                    .raggedTable,
                    "row \(row + 1) of a table has \(table.rows[row].count) cells and its head \(table.columns.count); give each row a text for every column"
                )
            }
        case .fields(_, let columns):
            guard (1...8).contains(columns) else {
                throw DocumentError(.raggedTable, "fields stand in 1 to 8 columns, not in \(columns)")
            }
        case .heading, .paragraph, .codes, .signatures, .pageBreak: break
        }
    }
}
