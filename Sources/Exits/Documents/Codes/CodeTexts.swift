/// What the codes of a document carry.
enum CodeTexts {
    /// The texts in the order of the codes; nil for one with a value that is withheld.
    /// - Throws: `keyMissing`; `notCodable` for names that cannot stand in a code.
    static func of(_ blocks: [Block<PrintedText>], key: TravelerKey?) throws(DocumentError) -> [String?] {
        var texts: [String?] = []
        for block in blocks {
            switch block {
            case .codes(let codes):
                for code in codes { texts.append(try text(code.content, key)) }
            case .together(let blocks): texts += try of(blocks, key: key)
            case .heading, .paragraph, .fields, .table, .signatures, .pageBreak: break
            }
        }
        return texts
    }

    private static func text(
        _ content: Code<PrintedText>.Content,
        _ key: TravelerKey?
    ) throws(DocumentError) -> String? {
        switch content {
        case .text(let text): return try exact(text)
        case .traveler(let document, let order, let operation):
            guard let document = try exact(document), let order = try exact(order),
                let operation = try exact(operation)
            else { return nil }
            guard let key else {
                throw DocumentError(
                    .keyMissing,
                    "the document has codes of a traveler and the exit no key; give it the site's traveler key"
                )
            }
            do throws(ScanError) {
                return try TravelerIdentity(document: document, order: order, operation: operation).text(under: key)
            } catch {
                throw DocumentError(.notCodable, "\(error)")
            }
        }
    }

    /// A text that is printed as it is in the record: with a picture in place of a character, the code would say something else.
    private static func exact(_ text: PrintedText) throws(DocumentError) -> String? {
        guard !text.hasWithheld else { return nil }
        guard text.isExact else {
            throw DocumentError(
                .notCodable,
                "what is to be coded has characters that cannot be printed; correct the record"
            )
        }
        return text.plain
    }
}
