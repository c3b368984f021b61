internal import ContentScan

/// Where elements divide text, by the vocabularies that put markup inside words.
enum MarkupBreaks {
    static let html = "http://www.w3.org/1999/xhtml"

    /// The elements of QIF that say how a product is classified (QIF 3.0, PrimitivesPMI and Product).
    static let fields: [String: NativeField] = [
        "SecurityClassificationEnum": .qifSecurityClassification,
        "OtherSecurityClassification": .qifOtherSecurityClassification,
        "ExportControlClassification": .qifExportControl,
    ]

    /// In office documents everything is inside a word but these (ECMA-376, ODF 1.3).
    private static let office: [String: UInt8] = [
        "p": 0x0A, "h": 0x0A, "br": 0x0A, "cr": 0x0A, "line-break": 0x0A, "tab": 0x09, "si": 0x0A, "is": 0x0A,
        "row": 0x0A, "tr": 0x0A, "v": 0x09,
        "tc": 0x0A, "comment": 0x0A, "text": 0x0A, "txbxContent": 0x0A, "table-cell": 0x0A, "annotation": 0x0A,
        "definedName": 0x0A, "f": 0x0A,
        "author": 0x0A, "instrText": 0x0A, "meta": 0x0A,
    ]

    /// In hypertext everything divides but these.
    private static let inline: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
        "mark", "q", "s", "samp",
        "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ]

    /// What hypertext has for the heads of pages and for paragraphs, where a word alone is no cell of a table.
    private static let headings: Set<String> = [
        "title", "header", "footer", "center", "h1", "h2", "h3", "h4", "h5", "h6", "p",
    ]

    /// Heads and feet of the printed pages of a sheet, whose text has codes in it (`PageHeadCodes`).
    private static let pageHeads: Set<String> = [
        "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter",
    ]

    /// The byte that stands for the element's edges; nil where it divides nothing.
    static func separator(_ name: String, uri: String) -> UInt8? {
        if isOffice(uri) { return office[name] }
        if uri == html, headings.contains(name) { return PageHeads.formFeed }
        return inline.contains(name) ? nil : 0x0A
    }

    static func isPageHead(_ name: String, uri: String) -> Bool { pageHeads.contains(name) && isOffice(uri) }

    private static func isOffice(_ uri: String) -> Bool {
        uri.hasPrefix("http://schemas.openxmlformats.org/") && (uri.hasSuffix("/main") || uri.hasSuffix("/math"))
            || uri.hasPrefix("http://purl.oclc.org/ooxml/") && uri.hasSuffix("/main")
            || uri.hasPrefix("urn:oasis:names:tc:opendocument:xmlns:text")
            || uri.hasPrefix("urn:oasis:names:tc:opendocument:xmlns:table")
    }
}
