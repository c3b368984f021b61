import SeededGeneration
import Testing

@testable import HTTPExit

@Suite("Values in HTML")
struct HTMLEscapingTests {
    private func escaped(_ text: String) -> String {
        var html = ""
        HTMLEscaping.append(text, to: &html)
        return html
    }

    @Test(
        "what means something in HTML is written as a reference",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\" onfocus=\"x", "&quot; onfocus=&quot;x"), ("' autofocus '", "&#39; autofocus &#39;"),
            ("a & b &lt;", "a &amp; b &amp;lt;"), ("plain 12.5 mm", "plain 12.5 mm"), ("Größe ≤ 3", "Größe ≤ 3"),
        ]
    )
    func references(text: String, html: String) { #expect(escaped(text) == html) }

    @Test("controls, noncharacters and marks that turn the order of reading show as replacement characters")
    func controls() {
        for scalar in [0, 0x1b, 0x7f, 0x85, 0x202e, 0x2066, 0xfdd0, 0xffff, 0x1fffe].compactMap({ Unicode.Scalar($0) })
        {
            #expect(escaped(String(scalar)) == "\u{fffd}")
        }
    }

    @Test("no text of any kind brings a character that opens an element, an attribute or a reference")
    func anyText() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let scalars = (0..<12).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0..<0x110000, using: &random)) }
            let ascii = (0..<12).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0..<0x80, using: &random)) }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars + ascii)
            let html = escaped(String(text))
            #expect(!html.contains { ["<", ">", "\"", "'"].contains($0) })
            let references = html.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
            #expect(
                references.allSatisfy { rest in ["amp;", "lt;", "gt;", "quot;", "#39;"].contains { rest.hasPrefix($0) }
                }
            )
        }
    }
}
