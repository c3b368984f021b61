internal import Foundation

/// The forms in which text hides from a search for it: encodings, escapes, containers. The first thirty are those of `integration.md` 5.3.
public enum CorpusForm: String, CaseIterable, Sendable {
    case plain, utf16LittleMarked, utf16BigMarked, x12Note, softHyphen, lineBreak, quotedPrintableBreak
    case docxWhole, docxRuns, docxHeader, xlsxStrings, xlsxComment, pdfFlate, pdfKerned
    case base64InXML, xmlEntities, cdataSplit, jsonSlash, gzip, zipInZip
    case fullWidth, zeroWidth, lookalikeSigns, spacedSlashes, lowerCase, csvCells, stepEscape, ebcdic, urlEncoding,
        spacedLetters
    // And more.
    case utf8Marked, utf16Little, utf16Big, utf32LittleMarked, utf32Big, windows1252
    case base64URL, hexadecimal, jsonUnicode, gcodeComment, xmlAttribute, xmlComment, htmlInline, quotedPrintableLetters
    case csvCellWhole, tar, tarGzip, xz, sevenZip, docxInZip, docxInMail
    case docxComment, docxDeleted, docxProperties, xlsxHiddenSheet, sqlDump
    case pdfNote, pdfInformation, pdfAttachment, pdfMetadata
    case richText, richTextEscapes, xlsxPrintHeader, base64InJSON, base64ShortLines, codeComment

    /// Those of `integration.md` 5.3.
    public static let thirty = Array(allCases.prefix(30))

    /// A file name that suits it.
    public var fileName: String {
        switch self {
        case .x12Note: "order.edi"
        case .quotedPrintableBreak, .quotedPrintableLetters, .docxInMail: "mail.eml"
        case .docxWhole, .docxRuns, .docxHeader, .docxComment, .docxDeleted, .docxProperties: "setup.docx"
        case .xlsxStrings, .xlsxComment, .xlsxHiddenSheet, .xlsxPrintHeader: "inspection.xlsx"
        case .pdfFlate, .pdfKerned, .pdfNote, .pdfInformation, .pdfAttachment, .pdfMetadata: "traveler.pdf"
        case .base64InXML, .xmlEntities, .cdataSplit, .xmlAttribute, .xmlComment: "order.xml"
        case .jsonSlash, .jsonUnicode, .base64InJSON: "order.json"
        case .richText, .richTextEscapes: "setup.rtf"
        case .codeComment: "job.py"
        case .gzip: "note.gz"
        case .zipInZip, .docxInZip: "parts.zip"
        case .csvCells, .csvCellWhole: "parts.csv"
        case .stepEscape: "part.stp"
        case .gcodeComment: "op20.nc"
        case .htmlInline: "page.html"
        case .tar: "parts.tar"
        case .tarGzip: "parts.tgz"
        case .xz: "note.xz"
        case .sevenZip: "parts.7z"
        case .sqlDump: "dump.sql"
        default: "note.txt"
        }
    }

    /// Whether a text is still the same marking in this form. What marks by its capitals alone is a word like others without them, and what has no
    /// sign cannot have one replaced.
    public func suits(_ sample: CorpusSample) -> Bool {
        let text = sample.text
        if isField, Self.ordinary.contains(text) { return false }
        // Public release in disguise is not believed, and rightly so.
        if isDisguise, sample.detector == nil, text.contains("public release") { return false }
        return switch self {
        case .spacedSlashes: text.contains("//")
        case .lookalikeSigns: text.contains("/") || text.contains("-")
        case .lowerCase: sample.marksInSmallLetters
        case .spacedLetters: sample.lines.count == 1 && text.utf8.count <= 60
        case .lineBreak: sample.lines.contains { Self.broken($0) != nil }
        case .softHyphen, .zeroWidth: true
        case .csvCells: sample.isBanner ? text.contains("//") : true
        default: true
        }
    }

    /// Words that mark where they stand alone on a line or in a header; as the value of a field they are states, types and names.
    private static let ordinary: Set<String> = ["CONTROLLED", "SECRET", "CONFIDENTIAL", "SBU", "LES"]

    private var isDisguise: Bool {
        [.fullWidth, .softHyphen, .zeroWidth, .lookalikeSigns].contains(self)
    }

    /// Whether it puts the text into a field of something else.
    private var isField: Bool {
        switch self {
        case .x12Note, .csvCells, .csvCellWhole, .jsonSlash, .jsonUnicode, .sqlDump, .stepEscape, .urlEncoding,
            .gcodeComment, .xmlAttribute, .xmlEntities, .cdataSplit, .xmlComment, .xlsxStrings, .xlsxHiddenSheet,
            .pdfMetadata, .codeComment:
            true
        default: false
        }
    }

    /// The file: a text in this form, among text of the shop floor.
    ///
    /// - Parameters:
    ///   - sample: what stands in it.
    ///   - before: lines above it, where the form has place for them.
    ///   - after: lines below it.
    public func bytes(_ sample: CorpusSample, before: String, after: String) throws -> [UInt8] {
        let text = sample.text
        func page(_ marking: String) -> String { before + "\n" + marking + "\n" + after + "\n" }
        let whole = page(text)
        if let container = try container(sample, whole) { return container }
        if let encoded = encoded(whole) { return encoded }
        let changed: String =
            switch self {
            case .softHyphen: page(Self.inserting("\u{AD}", in: text))
            case .zeroWidth: page(Self.inserting("\u{200B}", in: text))
            case .lineBreak: page(sample.lines.map { Self.broken($0) ?? $0 }.joined(separator: "\n"))
            case .fullWidth:
                page(
                    String(
                        String.UnicodeScalarView(
                            text.unicodeScalars.map {
                                (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                            }
                        )
                    )
                )
            case .lookalikeSigns:
                page(text.replacing("/", with: "\u{2215}").replacing("-", with: "\u{2010}"))
            case .spacedSlashes: page(text.replacing("//", with: " // "))
            case .lowerCase: page(text.lowercased())
            case .spacedLetters:
                page(
                    text.split(separator: " ").map { $0.map(String.init).joined(separator: " ") }.joined(
                        separator: "   "
                    )
                )
            default: structured(sample, whole)
            }
        return Array(changed.utf8)
    }
}
