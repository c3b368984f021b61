import Classification
import ContentScan
import SeededGeneration
import Testing

@Suite("Rich text is read as its reader shows it, and what is not text in it is told")
struct RichTextTests {
    private func inspect(_ text: String) throws -> Inspection {
        try InspectionTools.scanner().inspect(Array(text.utf8), name: "a.rtf").inspection
    }

    private static let head =
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}{\\colortbl;\\red0\\green0\\blue0;}\n"

    @Test("a document without a marking is clean")
    func clean() throws {
        let found = try inspect(
            Self.head + "\\pard\\qc Op 20: mill the spar flange.\\par\n{\\b Deburr} all edges.\\par}\n"
        )
        #expect(found.mediaType == .richText)
        #expect(found.verdict == .clean, "\(found.findings)")
    }

    @Test(
        "a banner, whatever stands around its letters",
        arguments: [
            "\\qc CUI\\par Op 20\\par", "Op 20\\par{\\b\\fs28 CUI}\\par", "\\'43\\'55\\'49\\par",
            "\\u67?\\u85?\\u73?\\par",
            "{\\header\\pard\\qc CUI Rev C Page 3\\par}Op 20\\par", "{\\info{\\title CUI}}Op 20\\par",
            "Op 20\\par C{\\b U}I",
            "\\trowd CUI\\cell Op 20\\cell\\row", "{\\*\\unknown CUI}Op 20\\par", "\\uc0\\u67 \\u85 \\u73\\par",
            "{\\footnote FOUO}\\par",
        ]
    )
    func marked(body: String) throws {
        let found = try inspect(Self.head + "\\pard " + body + "}")
        #expect(found.verdict == .marked, "\(body): \(found.findings)")
        #expect(!found.label.isUnrestricted)
    }

    @Test("a banner of the grammar says what it says elsewhere")
    func label() throws {
        let found = try inspect(Self.head + "\\qc CUI//SP-CTI//NOFORN\\par Op 20\\par}")
        let label = try InspectionTools.scanner().schemes.readBanner("CUI//SP-CTI//NOFORN").label
        #expect(found.label == label, "\(found.findings)")
    }

    @Test(
        "pictures, objects, and what is cut or goes on behind its end are told",
        arguments: [
            ("{\\pict\\pngblip 89504e470d0a}\\par}", Uninspected.picture),
            ("{\\object{\\*\\objdata 0105}}\\par}", .documentParts),
            ("Op 20\\par", .malformed), ("Op 20\\par} CUI hidden", .malformed), ("\\bin9999 abc}", .malformed),
        ]
    )
    func told(body: String, reason: Uninspected) throws {
        let found = try inspect(Self.head + body)
        #expect(found.uninspected.contains(reason), "\(body): \(found.findings)")
        #expect(found.verdict == .notInspected)
    }

    @Test("deep nesting and random bytes take bounded work")
    func hostile() throws {
        let deep = String(repeating: "{", count: 200_000)
        #expect(try inspect("{\\rtf1" + deep + " CUI").uninspected.contains(.depthBound))
        var generator = SeededGenerator(seed: 11)
        let pieces = [
            "{", "}", "\\", "\\'", "4", "g", "\\u", "-1", "?", "\\bin3 ", "\\par ", "\\*", "\\pict", " ", "\n", "é",
            "\\uc9 ", "CUI",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0...60, using: &generator)).compactMap { _ in
                pieces.randomElement(using: &generator)
            }
            let found = try inspect("{\\rtf1 " + text.joined())
            #expect(found.mediaType == .richText)
        }
    }

    @Test("in pieces of any size it says the same")
    func pieces() throws {
        let text = Array((Self.head + "\\qc \\'43\\u85?I//SP-CTI\\par {\\info{\\title FOUO}} Op 20\\par}").utf8)
        let scanner = try InspectionTools.scanner()
        let whole = scanner.inspect(text).inspection
        #expect(scanner.inspect(pieces: text.map { [$0] }).inspection == whole)
        #expect(whole.markings.count >= 2)
    }
}
