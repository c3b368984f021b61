import Boundary
import Foundation
import SeededGeneration
import Testing

@testable import Documents

@Suite("A page says what the record says, whatever is in it")
struct HostileTextTests {
    private func pages(_ values: [String], of plant: PaperPlant? = nil) async throws -> [String] {
        let plant = if let plant { plant } else { try await PaperPlant() }
        let (_, printed) = try await plant.printed(
            values.map { ("NAV", $0) },
            through: Print(isAttended: true)
        ) { records in
            ClearedDocument(
                id: "DOC-3",
                title: "Values",
                blocks: records.map { .paragraph("[\($0["text"])]") } + [
                    .table(Table([.init("A"), .init("B")], rows: records.map { ["\($0["text"])", "x"] }))
                ]
            )
        }
        defer { printed.remove() }
        return try printed.pages()
    }

    @Test("control characters show their pictures; what hides or turns the order of others shows its number")
    func visible() {
        #expect(VisibleText.of("a\u{0}b\u{1B}c\u{7F}") == "a\u{2400}b\u{241B}c\u{2421}")
        #expect(VisibleText.of("a\r\nb\rc\u{2028}d\te") == "a\nb\nc\nd e")
        #expect(VisibleText.of("a\u{202E}b\u{2066}c\u{FEFF}d\u{E000}") == "a<U+202E>b<U+2066>c<U+FEFF>d<U+E000>")
        #expect(VisibleText.of("\u{85}\u{9B}") == "\n<U+009B>")
        #expect(VisibleText.of("می\u{200C}خواهم") == "\u{2068}می\u{200C}خواهم\u{2069}")
        #expect(VisibleText.of("Prüfung 日本語 Ω") == "Prüfung 日本語 Ω")
    }

    @Test("long words get places to break, which are not in what is hashed; short ones are left")
    func longWords() {
        let long = String(repeating: "W", count: 41)
        #expect(LongWords.breakable("a \(long)  b ").unicodeScalars.filter { $0 == "\u{200B}" }.count == 5)
        #expect(LongWords.breakable("a \(long)  b ").replacing("\u{200B}", with: "") == "a \(long)  b ")
        for text in ["", " ", "  a", String(repeating: "W", count: 40), String(repeating: "a b ", count: 30)] {
            #expect(LongWords.breakable(text) == text)
        }
        let marks = "a" + String(repeating: "\u{301}", count: 100)
        #expect(LongWords.breakable(marks) == marks)
    }

    @Test("a text that grows beyond the limit by its pictures is too large")
    func grown() async throws {
        let error = await #expect(throws: DocumentError.self) {
            _ = try await pages([String(repeating: "\u{202E}", count: 5_000)])
        }
        #expect(error?.code == .tooLarge)
    }

    @Test("scripts of both directions are printed side by side")
    func scripts() async throws {
        let page = try await pages(["Ελλάδα", "Україна", "ไทย", "שלום", "nur Latein"]).joined()
        for word in ["Ελλάδα", "Україна", "שלום", "nur Latein"] {
            #expect(
                page.unicodeScalars.filter { $0.value < 0x2000 }.map(String.init).joined().contains(word),
                "\(word) in \(page)"
            )
        }
    }

    @Test("a word without end, marks without end and lines without end are broken over pages, each marked")
    func endless() async throws {
        let plant = try await PaperPlant()
        for value in [
            String(repeating: "W", count: 6_000), "a" + String(repeating: "\u{301}", count: 5_000),
            String(repeating: "\n", count: 500), String(repeating: "\u{202E}", count: 500),
            String(repeating: "ש ", count: 2_000), "\u{1}\u{2}\u{1F}", "%PDF-1.7 (endobj) \\ <</JS>>", " ",
        ] {
            let pages = try await pages([value], of: plant)
            #expect(!pages.isEmpty)
            for page in pages { #expect(page.components(separatedBy: "CUI//SP-CTI//NOFORN").count >= 3) }
        }
    }

    @Test("texts made by chance never stop the press")
    func chance() async throws {
        var generator = SeededGenerator(seed: 20_261_126)
        let values = (0..<60).map { _ in
            String(
                String.UnicodeScalarView(
                    (0..<generator.below(120)).compactMap { _ in
                        Unicode.Scalar(UInt32(1 + generator.below(generator.oneIn(4) ? 0x2_0000 : 0x3000)))
                    }
                )
            )
        }
        let pages = try await pages(values)
        #expect(pages.count > 1)
    }
}
