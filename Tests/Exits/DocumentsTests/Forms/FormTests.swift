import Boundary
import Foundation
import Testing

@testable import Documents

@Suite("Documents of the plant say what they have to")
struct FormTests {
    static let attended = Print(isAttended: true)

    /// Compares with a golden file; `BULKHEAD_RECORD=1` writes it anew.
    private func golden(_ text: String, _ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/\(name).txt")
        if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }

    /// A form of values: its dump is the golden one, and its pages say so.
    private func check(
        _ name: String,
        _ values: [(program: String, text: String)],
        pages: ClosedRange<Int>,
        _ document: (SampleValues) -> ClearedDocument
    ) async throws -> [String] {
        let plant = try await PaperPlant()
        let release = try await plant.release(values, through: Self.attended)
        let sample = document(SampleValues(release.records))
        try golden(try plant.dump(sample, release), name)
        let (_, printed) = try await plant.printed(values, through: Self.attended) { document(SampleValues($0)) }
        defer { printed.remove() }
        if let folder = ProcessInfo.processInfo.environment["BULKHEAD_KEEP_DOCUMENTS"] {
            try Data(printed.bytes).write(to: URL(filePath: folder).appending(path: "\(name).pdf"))
        }
        let texts = try printed.pages()
        #expect(pages.contains(texts.count), "\(texts.count) pages")
        return texts
    }

    @Test("a traveler: order, units, operations each with two codes and boxes to buy it off")
    func traveler() async throws {
        let pages = try await check("traveler", SampleForms.travelerValues, pages: 1...3, SampleForms.traveler)
        let text = pages.joined()
        for words in [
            "Traveler JO-4711", "SN-0001", "SN-0006", "Mill pocket", "Inspected", "0050", "BH1:TR-000123:JO-4711:0010:",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("every code of a traveler is read from its pages")
    func travelerCodes() async throws {
        let plant = try await PaperPlant()
        let (_, printed) = try await plant.printed(SampleForms.travelerValues, through: Self.attended) {
            SampleForms.traveler(SampleValues($0))
        }
        defer { printed.remove() }
        var (matrix, bars): (Set<String>, Set<String>) = ([], [])
        for (index, text) in try printed.pages().enumerated() {
            var raster = try printed.raster(page: index + 1)
            // As many as the page says; the reader would search on for more until its time is over.
            matrix.formUnion(raster.dataMatrixCodes(max: text.components(separatedBy: "BH1:").count - 1))
            bars.formUnion(raster.code128Codes())
        }
        let expected = Set(
            try ["0010", "0020", "0030", "0040", "0050"].map {
                try TravelerIdentity(document: "TR-000123", order: "JO-4711", operation: $0).text(under: PaperPlant.key)
            }
        )
        #expect(matrix == expected)
        #expect(bars == expected)
    }

    @Test("the forms of AS9102C, full, of an assembly: each on its pages, with fields 1 to 4 on every form")
    func firstArticle() async throws {
        let pages = try await check(
            "first-article-full",
            SampleForms.firstArticleValues,
            pages: 3...6,
            SampleForms.fullFirstArticle
        )
        let text = pages.joined()
        for number in 1...26 { #expect(text.contains("\(number). "), "field \(number)") }
        #expect(text.components(separatedBy: "4. FAIR Identifier").count == 4)
        #expect(text.contains("☒ Full FAI") || text.contains("☒\u{A0}Full\u{A0}FAI"))
        #expect(text.contains("Form 3: Characteristic Accountability"))
    }

    @Test("a partial one names its baseline and its reason; a detail part has no index")
    func partial() async throws {
        let pages = try await check(
            "first-article-partial",
            SampleForms.firstArticleValues,
            pages: 3...6,
            SampleForms.partialFirstArticle
        )
        let text = pages.joined()
        #expect(text.contains("Baseline Part Number"))
        #expect(text.contains("NC program changed"))
        #expect(!text.contains("15. Part Number"))
    }

    @Test("a certificate of conformance with accepted departures and a genealogy over pages")
    func certificate() async throws {
        let pages = try await check("certificate", SampleForms.certificateValues, pages: 2...4, SampleForms.certificate)
        #expect(pages.joined().contains("Went into"))
        #expect(pages.last?.contains("Serial or lot") == true)
        #expect(!pages.joined().contains("was corrected"))
    }

    @Test(
        "a certificate of values that were corrected since says so at the head of each page, in one hash with the rest"
    )
    func correctedCertificate() async throws {
        let pages = try await check(
            "certificate-corrected",
            SampleForms.correctedCertificateValues,
            pages: 2...4,
            SampleForms.correctedCertificate
        )
        for page in pages {
            let words = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("was corrected on 2026-12-01 09:30, after it was signed."))
            #expect(words.contains("The signature is over what was recorded before"))
        }
    }

    @Test("a caveat that leaves no room for a page is refused, and what is withheld of it is a bar")
    func caveats() async throws {
        let plant = try await PaperPlant()
        func printed(_ values: [(program: String, text: String)], _ caveat: (SampleValues) -> ClearedText) async throws
            -> [String]
        {
            let (_, printed) = try await plant.printed(values, through: Self.attended) { records in
                ClearedDocument(
                    id: "X-1",
                    title: "Paper",
                    caveat: caveat(SampleValues(records)),
                    blocks: [.paragraph("First."), .pageBreak, .paragraph("Second.")]
                )
            }
            defer { printed.remove() }
            return try printed.pages()
        }
        let pages = try await printed([("NAV", "2026-12-01")]) { "Changed on \($0[0])." }
        #expect(pages.count == 2 && pages.allSatisfy { $0.contains("Changed on 2026-12-01.") })
        let hidden = try await printed([("NAV", "x")]) { "Changed on \($0.held)." }
        #expect(hidden.allSatisfy { $0.contains("WITHHELD") })
        let long = String(repeating: "All of it was changed. ", count: 600)
        await #expect(throws: DocumentError.self) { _ = try await printed([("NAV", long)]) { $0[0] } }
    }

    @Test(
        "a notice of escape: which units of which certificate, what was found, what the customer is told, by when, signed"
    )
    func notice() async throws {
        let text = try await check("notice-of-escape", SampleForms.noticeValues, pages: 1...1, SampleForms.notice)
            .joined()
        for words in ["SN-0001, SN-0002", "COC-2026-0098", "Wrong alloy", "We fetch them", "SOW 9.3", "R. Ellis"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("a notice of escape that was withdrawn says so, why, and who was told of the notice")
    func withdrawnNotice() async throws {
        let text = try await check(
            "notice-of-escape-withdrawn",
            SampleForms.withdrawnNoticeValues,
            pages: 1...1,
            SampleForms.withdrawnNotice
        ).joined()
        for words in [
            "withdrawn on 2026-12-04 and does not stand", "This notice is withdrawn", "It was another lot",
            "M. Buyer, letter 12", "T. Hall", "Wrong alloy",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("badges, whose codes carry the badge's number")
    func badges() async throws {
        let pages = try await check("badges", SampleForms.badgeValues, pages: 1...2, SampleForms.badges)
        #expect(pages.joined().contains("B-1007"))
        let codes = try await codes(SampleForms.badgeValues, matrices: 12, SampleForms.badges)
        #expect(codes.matrices == Set((1...12).map { "B-\(1_000 + $0)" }))
    }

    @Test("commands, as one code and as the other")
    func commands() async throws {
        let pages = try await check("commands", [], pages: 1...2) { _ in CommandSheet().document }
        let all = Set(ScanCommand.allCases.map(\.code))
        for code in all { #expect(pages.joined().contains(code)) }
        let codes = try await codes([], matrices: all.count) { _ in CommandSheet().document }
        #expect(codes.matrices == all)
        #expect(codes.bars == all)
    }

    /// The codes on the first page.
    private func codes(
        _ values: [(program: String, text: String)],
        matrices: Int,
        _ document: (SampleValues) -> ClearedDocument
    ) async throws -> (matrices: Set<String>, bars: Set<String>) {
        let plant = try await PaperPlant()
        let (_, printed) = try await plant.printed(values, through: Self.attended) { document(SampleValues($0)) }
        defer { printed.remove() }
        var raster = try printed.raster(page: 1, dotsPerInch: 200)
        let bars = raster.code128Codes()
        return (raster.dataMatrixCodes(max: matrices), bars)
    }
}
