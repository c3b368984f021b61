import Classification
import ContentScan
import SeededGeneration
import Testing

@Suite("Markings are found wherever they stand, and memory does not grow with the text")
struct WindowTests {
    /// Small windows, so that a test crosses many borders.
    let scanner: ContentScanner

    init() throws {
        scanner = try InspectionTools.scanner {
            $0.windowBytes = 2_000
            $0.overlapBytes = 400
        }
    }

    private static let lines = [
        "Op 20: Mill the spar flange to 3.175 mm.", "", "Deburr all edges, see note 4.", "Maß 5 ± 0,1 µm",
        "X 12.5 Y 3.0 Z -1.25",
    ]

    private static func filler(_ count: Int, _ generator: inout SeededGenerator, line: String = "\n") -> String {
        var text = ""
        while text.utf8.count < count { text += (lines.randomElement(using: &generator) ?? "") + line }
        return text
    }

    @Test("a marking at any place across the borders of windows is found, once, with its line")
    func everywhere() {
        var generator = SeededGenerator(seed: 3)
        let marks = [
            "CUI//SP-CTI//NOFORN", "(CUI//SP-CTI//NF)",
            "DISTRIBUTION STATEMENT D. Distribution authorized to the Department of Defense and U.S. DoD contractors only",
        ]
        let step = InspectionTools.isSoak ? 1 : 61
        for place in stride(from: 0, to: 5_200, by: step) {
            let text = Self.filler(place, &generator)
            let mark = marks[place / step % marks.count]
            let whole = text + mark + "\n" + Self.filler(3_000, &generator)
            let found = scanner.inspect(pieces: Pieces(Array(whole.utf8), generator: generator))
            let markings = found.inspection.markings
            #expect(markings.count == 1, "\(place): \(found.inspection.findings)")
            #expect(markings.first?.place.bytes?.lowerBound == text.utf8.count, "\(place)")
            #expect(markings.first?.place.line == text.count { $0 == "\n" } + 1, "\(place)")
            #expect(
                markings.first.map { $0.label } == scanner.schemes.readMarkings(in: mark).label,
                "\(place): \(markings)"
            )
            #expect(found.inspection.isComplete)
        }
    }

    @Test("in one endless line too")
    func oneLine() {
        var generator = SeededGenerator(seed: 4)
        for place in stride(from: 100, to: 5_200, by: InspectionTools.isSoak ? 7 : 211) {
            let text = Self.filler(place, &generator, line: " ")
            let found = scanner.inspect(
                Array((text + "\"CUI//SP-CTI//NOFORN\" " + Self.filler(3_000, &generator, line: " ")).utf8)
            ).inspection
            #expect(
                found.markings.map { $0.place.bytes?.lowerBound } == [text.utf8.count + 1],
                "\(place): \(found.findings)"
            )
            #expect(found.restricts(as: scanner.schemes.readBanner("CUI//SP-CTI//NOFORN").label))
        }
    }

    @Test("in every encoding, with the place in bytes of the file")
    func encodings() {
        var generator = SeededGenerator(seed: 5)
        for place in stride(from: 0, to: 4_000, by: 397) {
            let text = Self.filler(place, &generator)
            let page = text + "CUI//SP-CTI//NOFORN\n" + Self.filler(2_500, &generator)
            let bytes: [UInt8] = page.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
            let found = scanner.inspect([0xFF, 0xFE] + bytes).inspection
            let start = text.utf16.count * 2 + 2
            #expect(found.markings.map(\.place.bytes) == [start..<start + 38], "\(place): \(found.findings)")
        }
    }

    @Test("a CUI alone further down means the categories that the first page names")
    func carried() {
        var generator = SeededGenerator(seed: 6)
        let text = "CUI//SP-CTI//NOFORN\n" + Self.filler(6_000, &generator) + "CUI\n" + Self.filler(1_000, &generator)
        let found = scanner.inspect(Array(text.utf8)).inspection
        #expect(found.label == scanner.schemes.readBanner("CUI//SP-CTI//NOFORN").label, "\(found.findings)")
        #expect(found.markings.count == 2)
    }

    @Test("windows change nothing: the same label and places as in one window")
    func sameAsWhole() throws {
        var generator = SeededGenerator(seed: 7)
        let whole = try InspectionTools.scanner()
        let marks = [
            "CUI//SP-CTI//NOFORN", "CUI//PRVCY", "(CUI//SP-EXPT)", "ECCN 9E610", "USML Category VIII(h)(1)",
            "LIMITED RIGHTS", "FOUO", "{\"m\": \"CUI\\/\\/SP-CTI\"}",
        ]
        for _ in 0..<(InspectionTools.isSoak ? 400 : 20) {
            var text = ""
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                text +=
                    Self.filler(Int.random(in: 0...1_500, using: &generator), &generator)
                    + (marks.randomElement(using: &generator) ?? "") + "\n"
            }
            let (small, large) = (
                scanner.inspect(Array(text.utf8)).inspection, whole.inspect(Array(text.utf8)).inspection
            )
            #expect(small.label == large.label, "\(text)")
            #expect(small.markings.map(\.place) == large.markings.map(\.place))
        }
    }

    @Test("more markings than are kept are not all listed, restrict all the same, and are said not to be complete")
    func many() throws {
        let few = try InspectionTools.scanner { $0.findingsMax = 10 }
        let text = String(repeating: "CUI//PRVCY\n", count: 50) + "CUI//SP-CTI//NOFORN\n"
        let found = few.inspect(Array(text.utf8)).inspection
        #expect(found.findings.count < 20 && found.uninspected == [.findingBound])
        #expect(found.restricts(as: few.schemes.readBanner("CUI//SP-CTI//NOFORN").label))
        // More than the reader reads of one window.
        let flood = try InspectionTools.scanner().inspect(Array(String(repeating: "CUI/\n\n", count: 21_000).utf8))
            .inspection
        #expect(flood.label == .sealed && !flood.isComplete)
    }

    @Test("findings hold nothing of the content; the words are kept apart")
    func apart() throws {
        let report = scanner.inspect(
            Array("Controlled by: Example Office\nCUI Category: ZEBRAWORD\nCUI//ZEBRAWORD\n".utf8),
            name: "a.txt"
        )
        #expect(!report.inspection.findings.isEmpty)
        #expect(!"\(report.inspection)".contains("ZEBRA"))
        #expect(report.excerpts.byFinding.values.contains { $0.text.contains("ZEBRAWORD") })
    }
}

/// Bytes in pieces of chance sizes.
private struct Pieces: Sequence, IteratorProtocol {
    var rest: ArraySlice<UInt8>
    var generator: SeededGenerator

    init(_ bytes: [UInt8], generator: SeededGenerator) { (rest, self.generator) = (bytes[...], generator) }

    mutating func next() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        let count = Int.random(in: 1...900, using: &generator)
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
