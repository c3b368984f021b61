internal import Foundation

extension CorpusForm {
    /// Other ways to write characters as bytes; nil for the other forms.
    func encoded(_ text: String) -> [UInt8]? {
        switch self {
        case .utf16LittleMarked: [0xFF, 0xFE] + Self.wide(text, big: false)
        case .utf16BigMarked: [0xFE, 0xFF] + Self.wide(text, big: true)
        case .utf16Little: Self.wide(text, big: false)
        case .utf16Big: Self.wide(text, big: true)
        case .utf8Marked: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case .utf32LittleMarked: [0xFF, 0xFE, 0, 0] + text.unicodeScalars.flatMap { Self.long($0.value).reversed() }
        case .utf32Big: text.unicodeScalars.flatMap { Self.long($0.value) }
        case .windows1252:
            Array("Ma\u{DF}: 5 \u{B1} 0.1\n".unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
                + Array(text.utf8)
        case .ebcdic: Self.mainframe(text)
        default: nil
        }
    }

    private static func wide(_ text: String, big: Bool) -> [UInt8] {
        text.utf16.flatMap {
            big ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
        }
    }

    private static func long(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    /// Code page 037.
    private static func mainframe(_ text: String) -> [UInt8] {
        text.utf8.map { byte in
            switch byte {
            case 0x41...0x49: byte - 0x41 + 0xC1
            case 0x4A...0x52: byte - 0x4A + 0xD1
            case 0x53...0x5A: byte - 0x53 + 0xE2
            case 0x61...0x69: byte - 0x61 + 0x81
            case 0x6A...0x72: byte - 0x6A + 0x91
            case 0x73...0x7A: byte - 0x73 + 0xA2
            case 0x30...0x39: byte - 0x30 + 0xF0
            default: signs[byte] ?? 0x40
            }
        }
    }

    private static let signs: [UInt8: UInt8] = [
        0x2F: 0x61, 0x2D: 0x60, 0x2C: 0x6B, 0x2E: 0x4B, 0x3A: 0x7A, 0x3B: 0x5E, 0x28: 0x4D, 0x29: 0x5D, 0x0A: 0x25,
        0x27: 0x7D, 0x22: 0x7F, 0x26: 0x50, 0x5F: 0x6D, 0x23: 0x7B,
    ]

    /// Archives, office documents and PDF; nil for the other forms.
    func container(_ sample: CorpusSample, _ whole: String) throws -> [UInt8]? {
        let bytes = Array(whole.utf8)
        let escaped = Self.escaped(sample.text)
        let paragraphs = sample.lines.map { OfficeMaking.paragraph([Self.escaped($0)]) }.joined()
        switch self {
        case .docxWhole: return try OfficeMaking.docx(body: paragraphs)
        case .docxRuns:
            let runs = sample.lines.map { OfficeMaking.paragraph(Self.pieces($0).map(Self.escaped)) }
            return try OfficeMaking.docx(body: runs.joined())
        case .docxHeader:
            return try OfficeMaking.docx(body: OfficeMaking.paragraph(["Op 20"]), header: paragraphs)
        case .docxComment:
            return try OfficeMaking.docx(parts: [
                ("word/document.xml", OfficeMaking.document("Op 20")),
                ("word/comments.xml", OfficeMaking.comments(escaped)),
            ])
        case .docxDeleted:
            return try OfficeMaking.docx(parts: [("word/document.xml", OfficeMaking.deleted(escaped))])
        case .docxProperties:
            return try OfficeMaking.docx(parts: [
                ("word/document.xml", OfficeMaking.document("Op 20")),
                ("docProps/core.xml", OfficeMaking.properties(escaped)),
            ])
        case .xlsxStrings: return try OfficeMaking.xlsx(shared: ["Op 20", escaped])
        case .xlsxComment: return try OfficeMaking.xlsx(shared: ["Op 20"], comment: escaped)
        case .xlsxPrintHeader:
            let head = sample.lines.map {
                "&amp;C&amp;\"Arial,Bold\"&amp;12 " + Self.escaped($0.replacing("&", with: "&&"))
            }
            return try OfficeMaking.printedSheet(head: head.joined())
        case .xlsxHiddenSheet: return try OfficeMaking.hiddenSheet(escaped)
        case .pdfFlate: return try OfficeMaking.pdf(content: Self.page(sample.lines) { "(\(Self.literal($0))) Tj" })
        case .pdfKerned:
            return try OfficeMaking.pdf(
                content: Self.page(sample.lines) { line in
                    "[" + Self.pieces(line).map { "(\(Self.literal($0)))" }.joined(separator: " -15 ") + "] TJ"
                }
            )
        case .pdfNote:
            return try Self.beside { $0.annotation = Self.literal(sample.text.replacing("\n", with: "\r")) }
        case .pdfInformation:
            return try Self.beside { $0.subject = Self.literal(sample.text.replacing("\n", with: "\r")) }
        case .pdfAttachment: return try Self.beside { $0.file = bytes }
        case .pdfMetadata: return try Self.beside { $0.metadata = OfficeMaking.packet(escaped) }
        case .gzip: return try ArchiveMaking.make(.gzip, [("note", bytes)])
        case .zipInZip:
            let inner = try ArchiveMaking.make(.zip, [("note.txt", bytes)])
            return try ArchiveMaking.make(.zip, [("inner.zip", inner)])
        case .tar: return try ArchiveMaking.make(.tar, [("note.txt", bytes)])
        case .tarGzip: return try ArchiveMaking.make(.tarGzip, [("note.txt", bytes)])
        case .xz: return try ArchiveMaking.make(.xz, [("note", bytes)])
        case .sevenZip: return try ArchiveMaking.make(.sevenZip, [("note.txt", bytes)])
        case .docxInZip:
            return try ArchiveMaking.make(.zip, [("setup.docx", try OfficeMaking.docx(body: paragraphs))])
        case .docxInMail:
            let attached = Data(try OfficeMaking.docx(body: paragraphs))
            let text = attached.base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
            return Array(
                ("From: a@example.com\nTo: b@example.com\nSubject: plan\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n"
                    + text + "\n").utf8
            )
        default: return nil
        }
    }

    /// A PDF whose page says nothing, with something beside it.
    private static func beside(_ fill: (inout OfficeMaking.PDFParts) -> Void) throws -> [UInt8] {
        var parts = OfficeMaking.PDFParts()
        fill(&parts)
        return try OfficeMaking.pdf(content: page(["Op 20"]) { "(\($0)) Tj" }, parts: parts)
    }

    /// A text in pieces of four characters, as word processors and kerning leave it.
    private static func pieces(_ line: String) -> [String] {
        let characters = Array(line)
        return stride(from: 0, to: characters.count, by: 4).map {
            String(characters[$0..<min($0 + 4, characters.count)])
        }
    }

    /// A content stream with a line of text for each line, wrapped at the page's width.
    private static func page(_ lines: [String], _ show: (String) -> String) -> String {
        let wrapped = lines.flatMap { line -> [String] in
            var rows: [String] = []
            var row = ""
            for word in line.split(separator: " ", omittingEmptySubsequences: false) {
                if row.count + word.count > 84, !row.isEmpty {
                    rows.append(row)
                    row = ""
                }
                row += (row.isEmpty ? "" : " ") + word
            }
            return rows + [row]
        }
        return "BT /F1 10 Tf 14 TL 72 720 Td " + wrapped.map { show($0) + " T*" }.joined(separator: " ") + " ET"
    }

    private static func literal(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)")
    }
}
