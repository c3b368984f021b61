import Classification
import ContentScan
import LeakCorpus
import SeededGeneration
import Testing

@Suite("A restricted document is found again in what was copied from it, however it was set anew, and in nothing else")
struct KnownDocumentTests {
    static let documentCount = InspectionTools.isSoak ? 300 : 40
    static let wordCount = InspectionTools.isSoak ? 800 : 300
    static let trials = InspectionTools.isSoak ? 1_500 : 100

    private struct Plant {
        let scanner: ContentScanner
        let texts: [String]
        let omitted: Int

        func inspect(_ text: String) -> Inspection { scanner.inspect(Array(text.utf8)).inspection }
    }

    /// Documents of some hundred words, each with the standard notes.
    private func plant(seed: UInt64) throws -> Plant {
        var random = SeededGenerator(seed: seed)
        let texts = (0..<Self.documentCount).map { _ in ShopProse.text(words: Self.wordCount, &random) }
        var builder = KnownContentBuilder(seed: seed)
        for (number, text) in texts.enumerated() {
            let bytes = Array((text + "\n\n" + ShopProse.standardNotes).utf8)
            try builder.add(
                document: "\(number)",
                pieces: [bytes],
                label: try restricted,
                scanner: InspectionTools.scanner()
            )
        }
        let (known, omitted) = builder.finish()
        return Plant(scanner: try InspectionTools.scanner(known: known), texts: texts, omitted: omitted)
    }

    private var restricted: Label {
        get throws {
            try InspectionTools.schemes().readBanner("CUI//SP-CTI//NOFORN").label
        }
    }

    private func words(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    @Test("an excerpt of twenty words is always found, in other text of the trade and set in another way")
    func excerpts() throws {
        let plant = try plant(seed: 11)
        var random = SeededGenerator(seed: 12)
        for _ in 0..<Self.trials {
            let number = random.below(plant.texts.count)
            let words = words(plant.texts[number])
            let length = 20 + random.below(40)
            let start = random.below(words.count - length)
            let excerpt = words[start..<start + length].map { word in
                let cased = random.below(3) == 0 ? word.uppercased() : word
                return cased + random.pick([" ", "\n", ", ", " - ", "  ", ".\n\n", "\t"])
            }.joined()
            let text = ShopProse.text(words: random.below(300), &random) + excerpt + ShopProse.text(words: 200, &random)
            let found = plant.inspect(text)
            let sources = found.known.map(\.source)
            #expect(sources == [number], "\(length) words from \(start) of \(number): \(excerpt)")
            #expect(try restricted.isAtMost(found.label))
        }
    }

    @Test("unrelated text of the trade, and the standard notes that all documents share, are not")
    func unrelated() throws {
        let plant = try plant(seed: 21)
        #expect(plant.omitted > Self.documentCount * 10)
        var random = SeededGenerator(seed: 22)
        for _ in 0..<Self.trials {
            let text = ShopProse.text(words: Self.wordCount, &random) + ShopProse.standardNotes
            let found = plant.inspect(text)
            #expect(found.known.isEmpty, "\(Self.words(of: found, in: text))")
        }
    }

    /// What agrees, for a message.
    private static func words(of inspection: Inspection, in text: String) -> [String] {
        inspection.findings.compactMap(\.place.bytes).map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    }

    @Test(
        "a copy with every tenth word replaced is found, and nearly all with every third",
        arguments: [(10, 99), (30, 75)]
    )
    func replaced(share: Int, least: Int) throws {
        let plant = try plant(seed: 31)
        var random = SeededGenerator(seed: 32)
        var found = 0
        for _ in 0..<Self.trials {
            let number = random.below(plant.texts.count)
            let copy = words(plant.texts[number]).map { word in
                random.chance(share) ? random.pick(["other", "changed", "new", "different"]) : word
            }
            if plant.inspect(copy.joined(separator: " ")).known.contains(where: { $0.source == number }) { found += 1 }
        }
        #expect(found * 100 >= least * Self.trials, "\(found) of \(Self.trials)")
    }

    @Test(
        "an excerpt is found in each form that hides text",
        arguments: CorpusForm.allCases.filter { $0 != .spacedLetters }
    )
    func forms(form: CorpusForm) throws {
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        let plant = try plant(seed: 41)
        let excerpt = words(plant.texts[7])[100..<150].joined(separator: " ")
        let sample = CorpusSample(nil, [excerpt])
        let file = try form.bytes(sample, before: "Op 10: mill", after: "Op 20: deburr")
        let found = plant.scanner.inspect(file, name: form.fileName).inspection
        #expect(found.known.map(\.source) == [7], "\(found.findings)")
    }

    @Test("it has the place of the first run, also where the text is read in many windows")
    func place() throws {
        let plant = try plant(seed: 51)
        let excerpt = words(plant.texts[3])[40..<80].joined(separator: " ")
        var random = SeededGenerator(seed: 52)
        let before = ShopProse.text(words: 3_000, &random) + "\n"
        let text = before + excerpt + "\n" + ShopProse.text(words: 3_000, &random)
        let scanner = try InspectionTools.scanner(known: plant.scanner.known) { limits in
            (limits.windowBytes, limits.overlapBytes) = (2_000, 300)
        }
        let finding = try #require(scanner.inspect(Array(text.utf8)).inspection.findings.first)
        #expect(plant.inspect(text).findings == [finding])
        #expect(finding.place.line == before.split(separator: "\n", omittingEmptySubsequences: false).count)
        let bytes = try #require(finding.place.bytes)
        #expect((before.utf8.count..<before.utf8.count + 60).contains(bytes.lowerBound))
        #expect(bytes.upperBound <= before.utf8.count + excerpt.utf8.count)
    }

    @Test("revisions of one document are one finding, and their common text is no boiler-plate")
    func revisions() throws {
        var random = SeededGenerator(seed: 61)
        let text = ShopProse.text(words: 800, &random)
        var builder = KnownContentBuilder(seed: 61)
        for revision in 0..<12 {
            let bytes = Array((text + ShopProse.text(words: 30, &random) + "revision \(revision)").utf8)
            try builder.add(
                document: "rev \(revision)",
                pieces: [bytes],
                label: try restricted,
                scanner: InspectionTools.scanner()
            )
        }
        let (known, omitted) = builder.finish()
        #expect(omitted == 0)
        let excerpt = words(text)[200..<260].joined(separator: " ")
        let found = try InspectionTools.scanner(known: known).inspect(Array(excerpt.utf8)).inspection
        #expect(found.known.count == 1)
    }

    @Test("what stands in an ordinary text too is not looked for")
    func ordinary() throws {
        var random = SeededGenerator(seed: 71)
        let shared = ShopProse.text(words: 200, &random)
        var builder = KnownContentBuilder(seed: 71)
        let scanner = try InspectionTools.scanner()
        let text = ShopProse.text(words: 200, &random) + shared
        try builder.add(document: "one", pieces: [Array(text.utf8)], label: try restricted, scanner: scanner)
        builder.subtract(pieces: [Array(shared.utf8)], name: nil, scanner: scanner)
        let known = try InspectionTools.scanner(known: builder.finish().known)
        #expect(known.inspect(Array(shared.utf8)).inspection.known.isEmpty)
        #expect(known.inspect(Array(text.utf8)).inspection.known.count == 1)
    }

    @Test("a document without words, or without anything that restricts it, is refused with the reason")
    func refused() throws {
        var builder = KnownContentBuilder(seed: 1)
        let scanner = try InspectionTools.scanner()
        #expect(throws: KnownContentBuilder.Problem.tooShort) {
            try builder.add(document: "a", pieces: [Array("Op 10".utf8)], label: try restricted, scanner: scanner)
        }
        #expect(throws: KnownContentBuilder.Problem.unmarked) {
            let bytes = Array("mill the flange from the forward side".utf8)
            try builder.add(document: "b", pieces: [bytes], label: .unrestricted, scanner: scanner)
        }
        #expect(throws: KnownContentBuilder.Problem.notInspected([.picture])) {
            let bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 0, count: 60)
            try builder.add(document: "c", pieces: [bytes], label: try restricted, scanner: scanner)
        }
    }
}

extension Inspection {
    /// What agrees with something known, in the order of its places.
    var known: [KnownMatch] { findings.compactMap { if case .known(let match) = $0.kind { match } else { nil } } }
}
