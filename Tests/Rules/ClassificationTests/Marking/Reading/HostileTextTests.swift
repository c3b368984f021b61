import Foundation
import SeededGeneration
import Testing

@testable import Classification

@Suite("Hostile text is read in bounded work and never to a weaker label")
struct HostileTextTests {
    let schemes: Schemes

    init() throws { schemes = try CatalogueSchemes.load() }

    @Test("more text than is read at once admits the owner alone")
    func huge() {
        let read = schemes.readMarkings(in: String(repeating: "x", count: MarkingScan.textBytesMax + 1))
        #expect(read.label == .sealed)
        #expect(read.problems.map(\.fault) == [.textTooLong])
    }

    @Test("a banner longer than any banner is unreadable, wherever it stands")
    func longBanner() {
        let long = "CUI//" + String(repeating: "SP-CTI/", count: 50_000)
        let top = Schemes.unreadable(in: Schemes.bannerSchemes)
        #expect(schemes.readBanner(long).label == top)
        #expect(schemes.readBanner(long).text.utf8.count == MarkingScan.shownBytesMax)
        for text in [long, "<a>\(long)</a>", "(\(long))", String(repeating: "CUI/\n", count: 10_000)] {
            let read = schemes.readMarkings(in: text)
            #expect(top.isAtMost(read.label))
            #expect(read.found.allSatisfy { $0.text.utf8.count <= 4 * MarkingScan.shownBytesMax })
        }
    }

    @Test("more markings than any document has admit the owner alone")
    func many() {
        let read = schemes.readMarkings(in: String(repeating: "CUI//PRVCY\n", count: MarkingScan.foundMax + 10))
        #expect(read.label == .sealed)
        #expect(read.found.count == MarkingScan.foundMax)
        #expect(read.documentProblems.map(\.fault).contains(.tooManyMarkings))
    }

    @Test(
        "text made to be slow is read once through",
        arguments: [
            "(", "((((", "/", "//", "CUI", "CUI ", "CUI/", "(CUI", "c", "DISTRIBUTION ", "DISTRIBUTION STATEMENT ",
            "distribution authorized to ",
            "export is restricted by ", "Export controlled:", "USML ", "PROPRIETARY ",
            "contains proprietary information of ", "CUI//a ", ":", "LDC:\n",
            "CUI Category: CTI,\n", "\u{301}", "\u{200B}", "é", "☃", "\n", "LIMITED RIGHTS\n", "CUI//INV x ", "(U)",
            "U.", "\r\n", "\0",
        ]
    )
    func slow(part: String) {
        let text = String(repeating: part, count: 20_000 / part.utf8.count)
        let read = schemes.readMarkings(in: text)
        for marking in read.found {
            #expect(marking.range.lowerBound >= 0 && marking.range.upperBound <= text.utf8.count)
        }
    }

    @Test("random text of the characters of markings is read without a crash, ranges are in the text and in order")
    func noise() {
        var generator = SeededGenerator(seed: 7)
        let pieces = [
            "CUI", "//", "/", "(", ")", "SP-CTI", "NOFORN", "REL TO ", "USA", ", ", "\n", " ", "\r",
            "DISTRIBUTION STATEMENT ", "A", "D", ". ",
            "Distribution authorized to ", "DoD only", "Controlled by:", "CUI Category:", "EXPORT CONTROLLED", ":",
            "ITAR", " USML ", "VIII(", "ECCN",
            "SECRET", "\u{200B}", "С", "é", "🂡", "LIMITED RIGHTS", "PROPRIETARY", ";", "-", "U", "\u{0}", "\u{FEFF}",
            "\u{301}",
        ]
        for _ in 0..<1_000 {
            let text = (0..<Int.random(in: 0...30, using: &generator)).compactMap { _ in
                pieces.randomElement(using: &generator)
            }
            .joined()
            let read = schemes.readMarkings(in: text)
            let bytes = Array(text.utf8)
            for marking in read.found {
                #expect(marking.range.upperBound <= bytes.count)
                #expect(marking.label.isAtMost(read.label))
                #expect(
                    String(decoding: bytes[marking.range], as: UTF8.self) == marking.text,
                    "\(text.debugDescription)"
                )
                for problem in marking.problems {
                    #expect(problem.description.contains(";") && problem.description.utf8.count < 400)
                    #expect(problem.description.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(problem)")
                }
            }
            #expect(read.found.map(\.range.lowerBound) == read.found.map(\.range.lowerBound).sorted())
            _ = schemes.readBanner(text)
            _ = schemes.readPortionMark(text)
        }
    }

    @Test("more text never restricts less: what is read of a part is read of the whole")
    func monotone() throws {
        var labels = MarkableLabels(schemes: schemes, generator: SeededGenerator(seed: 8))
        for _ in 0..<100 {
            let one = try labels.next(categories: ["SP-CTI", "PRVCY", "SP-EXPT"])
            let other = try labels.next(categories: ["SP-CTI", "PRVCY", "SP-EXPT"])
            let pages = [one, other].map {
                markedPage(schemes.marking(of: $0, profile: .nara(.acronym), facts: MarkableLabels.facts))
            }
            let both = schemes.readMarkings(in: pages.joined(separator: "\n"), profile: .nara(.acronym)).label
            #expect(one.isAtMost(both) && other.isAtMost(both), "\(pages)")
        }
    }
}
