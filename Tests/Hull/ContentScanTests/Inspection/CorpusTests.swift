import ContentScan
import LeakCorpus
import Testing

@Suite("A corpus made from a seed: what is marked is found in every form, what only looks like it is not reported")
struct CorpusTests {
    /// `Benchmarks/scan/run.sh` runs 10,000 and prints a table.
    static let fileCount = InspectionTools.isSoak ? 10_000 : 700

    @Test("recall is at least 0.99 and precision at least 0.98")
    func goals() throws {
        let scanner = try InspectionTools.scanner()
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        let corpus = LeakCorpus(seed: 2)
        var (marked, hits, reported) = (0, 0, 0)
        for number in 0..<Self.fileCount {
            let file = try corpus.file(number)
            let found = scanner.inspect(file.bytes, name: file.name).inspection
            let verdict = CorpusVerdict(found, of: file.sample, schemes: scanner.schemes)
            #expect(!verdict.isUninspected, "\(file.name): \(found.uninspected)")
            if file.sample.detector != nil {
                marked += 1
                if verdict.isHit { hits += 1 } else { print("missed \(file.name): \(file.sample.text)") }
            } else if !verdict.falseKinds.isEmpty {
                reported += 1
                print("reported \(file.name): \(file.sample.text)")
            }
        }
        #expect(Double(hits) >= 0.99 * Double(marked), "\(hits) of \(marked)")
        #expect(Double(hits) >= 0.98 * Double(hits + reported), "\(reported) without a marking were reported")
    }

    @Test("the same seed gives the same bytes, and another one others")
    func seeded() throws {
        let first = try LeakCorpus(seed: 1).file(57)
        #expect(try LeakCorpus(seed: 1).file(57).bytes == first.bytes)
        #expect(try LeakCorpus(seed: 2).file(57).bytes != first.bytes)
    }

    @Test("every detector meets every form that suits it")
    func pairs() {
        let detectors = CorpusSample.Detector.allCases.count
        let forms = CorpusForm.allCases.count
        // 3 of 5 files are marked; the corpus of 10,000 has room for each pair.
        #expect(10_000 / 5 * 3 >= detectors * forms)
        #expect(CorpusForm.thirty.count == 30)
        #expect(CorpusForm.thirty.last == .spacedLetters)
    }
}
