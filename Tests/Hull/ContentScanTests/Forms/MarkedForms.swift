import Foundation
import Testing

/// The thirty forms in which one banner hides from a search for its text, and some more: a form's name, its bytes, a file name that suits it.
enum MarkedForms {
    static let banner = "CUI//SP-CTI//NOFORN"

    struct Form: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        let fileName: String
        /// Whether all of it is read; a PDF's other parts are not.
        var isComplete = true
        var testDescription: String { name }
    }

    private static func text(_ name: String, _ text: String, _ fileName: String = "note.txt") -> Form {
        Form(name: name, bytes: Array(text.utf8), fileName: fileName)
    }

    private static let before = "Op 20: mill the spar flange, see drawing 827-9999-904.\n"
    private static let after = "\nOp 30: deburr and inspect all edges.\n"

    private static func wide(_ text: String, big: Bool) -> [UInt8] {
        text.utf16.flatMap { big ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

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
            case 0x2F: 0x61
            case 0x2D: 0x60
            case 0x2C: 0x6B
            case 0x2E: 0x4B
            case 0x3A: 0x7A
            case 0x0A: 0x25
            default: 0x40
            }
        }
    }

    static func thirty() throws -> [Form] {
        let page = before + banner + after
        let fullWidth = String(
            String.UnicodeScalarView(
                banner.unicodeScalars.map { $0 == " " ? $0 : Unicode.Scalar($0.value + 0xFEE0) ?? $0 }
            )
        )
        let entities = banner.unicodeScalars.map { "&#\($0.value);" }.joined()
        let spaced = banner.map(String.init).joined(separator: " ")
        let step =
            "ISO-10303-21;\nHEADER;\nFILE_NAME('x','\\X2\\" + banner.utf16.map { String(format: "%04X", $0) }.joined()
            + "\\X0\\');\nENDSEC;\nDATA;\nENDSEC;\n"
        let inner = try ArchiveMaking.make(.zip, [("note.txt", Array(page.utf8))])
        return [
            text("plain", page),
            Form(name: "UTF-16 LE with BOM", bytes: [0xFF, 0xFE] + wide(page, big: false), fileName: "note.txt"),
            Form(name: "UTF-16 BE with BOM", bytes: [0xFE, 0xFF] + wide(page, big: true), fileName: "note.txt"),
            text(
                "X12 NTE segment",
                "ISA*00*          *00*          *ZZ*A              *ZZ*B              *131001*1705*U*00401*000010216*0*T*:~\nGS*SC*A*B*20131001*1705*1*X*004010~\nNTE*GEN*\(banner)~\nSE*3*0001~\n",
                "order.edi"
            ),
            text("soft hyphen", before + "CUI//SP-\u{AD}CTI//NO\u{AD}FORN" + after),
            text("line break", before + "CUI//SP-CTI//\nNOFORN" + after),
            text(
                "quoted-printable break",
                "From: a@example.com\nTo: b@example.com\nSubject: plan\n\n" + before + "CUI//SP-CTI=\n//NOFORN" + after,
                "mail.eml"
            ),
            Form(
                name: ".docx whole",
                bytes: try OfficeMaking.docx(body: OfficeMaking.paragraph([banner])),
                fileName: "a.docx"
            ),
            Form(
                name: ".docx split runs",
                bytes: try OfficeMaking.docx(body: OfficeMaking.paragraph(["CU", "I//SP", "-CTI//NO", "FORN"])),
                fileName: "a.docx"
            ),
            Form(
                name: ".docx header part",
                bytes: try OfficeMaking.docx(
                    body: OfficeMaking.paragraph(["Op 20"]),
                    header: OfficeMaking.paragraph([banner])
                ),
                fileName: "a.docx"
            ),
            Form(
                name: ".xlsx shared strings",
                bytes: try OfficeMaking.xlsx(shared: ["Op 20", banner]),
                fileName: "a.xlsx"
            ),
            Form(
                name: ".xlsx comment",
                bytes: try OfficeMaking.xlsx(shared: ["Op 20"], comment: banner),
                fileName: "a.xlsx"
            ),
            Form(
                name: "PDF Flate",
                bytes: try OfficeMaking.pdf(content: "BT /F1 12 Tf 72 720 Td (\(banner)) Tj ET"),
                fileName: "a.pdf",
                isComplete: false
            ),
            Form(
                name: "PDF kerned TJ array",
                bytes: try OfficeMaking.pdf(
                    content: "BT /F1 12 Tf 72 720 Td [(CU) -20 (I//S) 10 (P-CT) -15 (I//NO) 5 (FORN)] TJ ET"
                ),
                fileName: "a.pdf",
                isComplete: false
            ),
            text("base64 in XML", "<file><data>" + Data(page.utf8).base64EncodedString() + "</data></file>", "a.xml"),
            text("XML numeric entities", "<note><text>\(entities)</text></note>", "a.xml"),
            text("CDATA split", "<note><![CDATA[CUI//SP-]]><![CDATA[CTI//NOFORN]]></note>", "a.xml"),
            text("JSON \\/", "{\"note\": \"CUI\\/\\/SP-CTI\\/\\/NOFORN\"}", "a.json"),
            Form(name: "gzip", bytes: try ArchiveMaking.make(.gzip, [("note", Array(page.utf8))]), fileName: "note.gz"),
            Form(name: "zip in zip", bytes: try ArchiveMaking.make(.zip, [("inner.zip", inner)]), fileName: "a.zip"),
            text("full-width letters", before + fullWidth + after),
            text("zero-width space", before + "CU\u{200B}I//SP-C\u{200B}TI//NOFORN" + after),
            text(
                "look-alike slash and hyphen",
                before + "CUI\u{2215}\u{2215}SP\u{2010}CTI\u{2044}\u{2044}NOFORN" + after
            ),
            text("spaces round slashes", before + "CUI // SP-CTI // NOFORN" + after),
            text("lower case", before + banner.lowercased() + after),
            text("CSV cells", "part,mark,category,control\n827-9999-904,CUI,SP-CTI,NOFORN\n827-9999-905,,,\n", "a.csv"),
            text("STEP \\X2\\ escape", step, "a.stp"),
            Form(name: "EBCDIC cp037", bytes: mainframe(page), fileName: "a.txt"),
            text("URL encoding", "https://mes.example/search?mark=CUI%2F%2FSP-CTI%2F%2FNOFORN&page=1\n"),
            text("letters spaced out", before + spaced + after),
        ]
    }

    static func more() throws -> [Form] {
        let page = before + banner + after
        let docx = try OfficeMaking.docx(body: OfficeMaking.paragraph(["CU", "I//SP-CTI//NOFORN"]))
        return [
            Form(name: "UTF-8 with BOM", bytes: [0xEF, 0xBB, 0xBF] + Array(page.utf8), fileName: "a.txt"),
            Form(name: "UTF-16 LE without BOM", bytes: wide(page, big: false), fileName: "a.txt"),
            Form(name: "UTF-16 BE without BOM", bytes: wide(page, big: true), fileName: "a.txt"),
            Form(
                name: "UTF-32 LE",
                bytes: [0xFF, 0xFE, 0, 0] + page.utf8.flatMap { [$0, 0, 0, 0] },
                fileName: "a.txt"
            ),
            Form(name: "UTF-32 BE without BOM", bytes: page.utf8.flatMap { [0, 0, 0, $0] }, fileName: "a.txt"),
            Form(
                name: "Windows-1252",
                bytes: Array("Ma\u{DF}: 5 \u{B1} 0.1\n".unicodeScalars.map { UInt8($0.value) }) + Array(page.utf8),
                fileName: "a.txt"
            ),
            text(
                "base64url",
                "token: "
                    + Data(page.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_"),
                "a.txt"
            ),
            text("hexadecimal", "blob: " + page.utf8.map { String(format: "%02x", $0) }.joined() + "\n", "a.txt"),
            text(
                "JSON \\u",
                "{\"note\": \"" + banner.utf16.map { "\\u" + String(format: "%04x", $0) }.joined() + "\"}",
                "a.json"
            ),
            text("G-code comment", "%\nO1003\n(\(banner))\nN100 G20\nN101 G0 G17\nN102 T3\nM30\n%\n", "a.nc"),
            text("XML attribute", "<job mark=\"\(banner)\"><step/></job>", "a.xml"),
            text("XML comment", "<job><!-- \(banner) --><step/></job>", "a.xml"),
            text(
                "HTML with markup inside",
                "<html><body><p><b>CUI</b>//<i>SP-CTI</i>//NOFORN</p></body></html>",
                "a.html"
            ),
            text(
                "quoted-printable letters",
                "From: a@example.com\nTo: b@example.com\nSubject: x\n\nCUI=2F=2FSP-CTI=2F=2FNOFORN\n",
                "a.eml"
            ),
            text("CSV cells with slashes", "part,mark\n827,\"CUI//SP-CTI\"\n828,x\n", "a.csv"),
            Form(name: "tar", bytes: try ArchiveMaking.make(.tar, [("note.txt", Array(page.utf8))]), fileName: "a.tar"),
            Form(
                name: "tar in gzip",
                bytes: try ArchiveMaking.make(.tarGzip, [("note.txt", Array(page.utf8))]),
                fileName: "a.tgz"
            ),
            Form(name: "xz", bytes: try ArchiveMaking.make(.xz, [("note", Array(page.utf8))]), fileName: "a.xz"),
            Form(
                name: "7z",
                bytes: try ArchiveMaking.make(.sevenZip, [("note.txt", Array(page.utf8))]),
                fileName: "a.7z"
            ),
            Form(name: ".docx in zip", bytes: try ArchiveMaking.make(.zip, [("a.docx", docx)]), fileName: "a.zip"),
            text(
                ".docx as base64 in mail",
                "From: a@example.com\nTo: b@example.com\nSubject: plan\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n"
                    + Data(docx).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed]) + "\n",
                "a.eml"
            ),
        ]
    }
}
