/// Office documents and PDFs for tests, as small as their readers take them.
public enum OfficeMaking {
    private static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    /// A Word document of these paragraphs, and of those in its header.
    public static func docx(body: String, header: String = "") throws -> [UInt8] {
        var members: [(name: String, bytes: [UInt8])] = [
            (
                "[Content_Types].xml",
                xml("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")
            ),
            ("word/document.xml", xml("<w:document xmlns:w=\"\(word)\"><w:body>\(body)</w:body></w:document>")),
        ]
        if !header.isEmpty { members.append(("word/header1.xml", xml("<w:hdr xmlns:w=\"\(word)\">\(header)</w:hdr>"))) }
        return try ArchiveMaking.make(.zip, members)
    }

    /// A Word document with other parts than its body: comments, properties, an older version of a paragraph.
    public static func docx(parts: [(name: String, xml: String)]) throws -> [UInt8] {
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
        let members = [("[Content_Types].xml", types)] + parts.map { ($0.name, $0.xml) }
        return try ArchiveMaking.make(.zip, members.map { (name: $0.0, bytes: xml($0.1)) })
    }

    /// The comments part with one comment.
    public static func comments(_ text: String) -> String {
        "<w:comments xmlns:w=\"\(word)\"><w:comment w:id=\"1\">\(paragraph([text]))</w:comment></w:comments>"
    }

    /// A document whose text somebody deleted with changes tracked.
    public static func deleted(_ text: String) -> String {
        "<w:document xmlns:w=\"\(word)\"><w:body><w:p><w:del w:id=\"1\"><w:r><w:delText xml:space=\"preserve\">\(text)</w:delText>"
            + "</w:r></w:del></w:p>\(paragraph(["Op 20"]))</w:body></w:document>"
    }

    /// A document of one paragraph.
    public static func document(_ text: String) -> String {
        "<w:document xmlns:w=\"\(word)\"><w:body>\(paragraph([text]))</w:body></w:document>"
    }

    /// The core properties with a description.
    public static func properties(_ text: String) -> String {
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
            + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Setup sheet</dc:title><dc:description>\(text)</dc:description>"
            + "</cp:coreProperties>"
    }

    /// A workbook with a hidden sheet that has the text in a cell of its own.
    public static func hiddenSheet(_ text: String) throws -> [UInt8] {
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
        let book =
            "<workbook xmlns=\"\(sheet)\"><sheets><sheet name=\"Plan\" sheetId=\"1\"/><sheet name=\"Raw\" sheetId=\"2\" state=\"hidden\"/>"
            + "</sheets></workbook>"
        func page(_ text: String) -> String {
            "<worksheet xmlns=\"\(sheet)\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>\(text)</t></is></c></row></sheetData>"
                + "</worksheet>"
        }
        let members = [
            ("[Content_Types].xml", types), ("xl/workbook.xml", book), ("xl/worksheets/sheet1.xml", page("Op 20")),
            ("xl/worksheets/sheet2.xml", page(text)),
        ]
        return try ArchiveMaking.make(.zip, members.map { (name: $0.0, bytes: xml($0.1)) })
    }

    /// A workbook whose sheet prints this at the head of its pages, with the codes of such heads and as XML has them.
    public static func printedSheet(head: String) throws -> [UInt8] {
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
        let page =
            "<worksheet xmlns=\"\(sheet)\"><sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c></row></sheetData>"
            + "<headerFooter><oddHeader>\(head)</oddHeader></headerFooter></worksheet>"
        let members = [("[Content_Types].xml", types), ("xl/worksheets/sheet1.xml", page)]
        return try ArchiveMaking.make(.zip, members.map { (name: $0.0, bytes: xml($0.1)) })
    }

    /// A paragraph whose text is in these runs.
    public static func paragraph(_ runs: [String]) -> String {
        "<w:p>" + runs.map { "<w:r><w:t xml:space=\"preserve\">\($0)</w:t></w:r>" }.joined() + "</w:p>"
    }

    /// A workbook with shared strings and a comment.
    public static func xlsx(shared: [String] = [], comment: String = "") throws -> [UInt8] {
        let strings = shared.map { "<si><t>\($0)</t></si>" }.joined()
        var members: [(name: String, bytes: [UInt8])] = [
            (
                "[Content_Types].xml",
                xml("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")
            ),
            ("xl/sharedStrings.xml", xml("<sst xmlns=\"\(sheet)\">\(strings)</sst>")),
        ]
        if !comment.isEmpty {
            let text =
                "<comments xmlns=\"\(sheet)\"><commentList><comment ref=\"A1\"><text><r><t>\(comment)</t></r></text></comment></commentList></comments>"
            members.append(("xl/comments1.xml", xml(text)))
        }
        return try ArchiveMaking.make(.zip, members)
    }

    private static func xml(_ text: String) -> [UInt8] {
        Array(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text).utf8)
    }

    /// What a PDF can have beside its page.
    public struct PDFParts: Sendable {
        /// A note on the page, as a literal string.
        public var annotation = ""
        /// The subject in the document information, as a literal string.
        public var subject = ""
        /// An embedded file.
        public var file: [UInt8] = []
        /// Metadata (XMP).
        public var metadata = ""

        /// Nothing beside the page.
        public init() {}
    }

    /// A page with this content stream, compressed, and other parts.
    public static func pdf(content: String, parts: PDFParts = PDFParts()) throws -> [UInt8] {
        let stream = try ArchiveMaking.zlib(Array(content.utf8))
        var bytes = Array("%PDF-1.6\n".utf8)
        var offsets: [Int] = []
        func add(_ text: String, stream: [UInt8]? = nil) {
            offsets.append(bytes.count)
            bytes += Array("\(offsets.count) 0 obj\n\(text)\n".utf8)
            if let stream { bytes += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8) }
            bytes += Array("endobj\n".utf8)
        }
        let names = parts.file.isEmpty ? "" : " /Names << /EmbeddedFiles << /Names [(a.txt) 8 0 R] >> >>"
        let metadata = parts.metadata.isEmpty ? "" : " /Metadata 10 0 R"
        let notes = parts.annotation.isEmpty ? "" : " /Annots [6 0 R]"
        add("<< /Type /Catalog /Pages 2 0 R\(names)\(metadata) >>")
        add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        add(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>\(notes) >>"
        )
        add("<< /Length \(stream.count) /Filter /FlateDecode >>", stream: stream)
        add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        add("<< /Type /Annot /Subtype /Text /Rect [72 72 90 90] /Contents (\(parts.annotation)) >>")
        add("<< /Title (Traveler) /Subject (\(parts.subject)) >>")
        add("<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F 9 0 R >> >>")
        add("<< /Type /EmbeddedFile /Length \(parts.file.count) >>", stream: parts.file)
        add(
            "<< /Type /Metadata /Subtype /XML /Length \(parts.metadata.utf8.count) >>",
            stream: Array(parts.metadata.utf8)
        )
        let start = bytes.count
        var table = "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            table += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n"
        }
        bytes += Array(
            (table + "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R /Info 7 0 R >>\nstartxref\n\(start)\n%%EOF\n")
                .utf8
        )
        return bytes
    }

    /// An XMP packet with a description.
    public static func packet(_ text: String) -> String {
        "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
            + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
            + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:description>\(text)</dc:description></rdf:Description>"
            + "</rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"
    }
}
