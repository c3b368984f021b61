import Classification
import ContentScan
import Foundation
import LeakCorpus
import SeededGeneration

/// How surely copies of indexed documents are found, and how often unrelated text of the same trade is taken for one: the rows of `integration.md` 5.2, on documents with standard notes in
/// common.
struct KnownRun {
    private static let documentWords = 800

    private let scanner: ContentScanner
    private let texts: [[String]]
    private let count: Int

    /// - Parameters:
    ///   - scanner: without an index.
    ///   - documents: of 800 words each.
    ///   - trials: of each row.
    init(_ scanner: ContentScanner, documents: Int, trials: Int) throws {
        var random = SeededGenerator(seed: 1)
        let marking = scanner.schemes.readBanner("CUI//SP-CTI").label
        var builder = KnownContentBuilder(seed: 7)
        var texts: [[String]] = []
        for number in 0..<documents {
            let text = ShopProse.text(words: Self.documentWords, &random)
            texts.append(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
            let bytes = Array((text + "\n" + ShopProse.standardNotes).utf8)
            try builder.add(document: "\(number)", pieces: [bytes], label: marking, scanner: scanner)
        }
        let known = builder.finish().known
        print("\(documents) documents, \(known.counts.places) places, index of \(known.encoded().count) bytes")
        self.scanner = ContentScanner(schemes: scanner.schemes, extractor: scanner.extractor, known: known)
        self.texts = texts
        count = trials
    }

    /// Prints the table.
    func table() {
        print("| change | found | taken for another document too |\n|---|---|---|")
        for length in [400, 200, 80, 40, 30, 20, 18, 16, 12] {
            var random = SeededGenerator(seed: UInt64(length))
            row("\(length) words in other text") { words in
                let start = random.below(words.count - length)
                let excerpt = words[start..<start + length].map { random.oneIn(3) ? $0.uppercased() : $0 }
                // The excerpt's words stay words of their own.
                let text = ShopProse.text(words: random.below(400), &random) + " "
                return text + excerpt.joined(separator: random.pick([" ", "\n", ", "])) + "\n"
                    + ShopProse.text(words: 400, &random)
            }
        }
        for share in [5, 10, 20, 30] {
            var random = SeededGenerator(seed: UInt64(1_000 + share))
            row("\(share) % of words replaced") { words in
                words.map { random.chance(share) ? random.pick(["other", "changed", "new", "different"]) : $0 }.joined(
                    separator: " "
                )
            }
        }
        var random = SeededGenerator(seed: 2_000)
        row("unrelated text of the trade, with the standard notes") { _ in
            ShopProse.text(words: Self.documentWords, &random) + ShopProse.standardNotes
        }
    }

    /// Bytes a second of processor time, without and with the index, on text of the trade.
    func rate(megabytes: Int) {
        var random = SeededGenerator(seed: 3_000)
        var text = ""
        while text.utf8.count < 1 << 20 { text += ShopProse.text(words: 2_000, &random) }
        let bytes = Array(repeating: Array(text.utf8), count: megabytes)
        for (name, scanner) in [
            ("markings alone", ContentScanner(schemes: scanner.schemes, extractor: scanner.extractor)),
            ("with the index", scanner),
        ] {
            let begun = ProcessorTime.seconds
            let found = scanner.inspect(pieces: bytes).inspection
            let spent = ProcessorTime.seconds - begun
            print(
                "\(name): \(String(format: "%.1f", Double(bytes.count * bytes[0].count) / 1e6 / max(spent, 1e-9))) MB/s, \(found.findings.count) findings"
            )
        }
    }

    private func row(_ name: String, _ make: ([String]) -> String) {
        var (found, others) = (0, 0)
        var random = SeededGenerator(seed: 4_000)
        for _ in 0..<count {
            let number = random.below(texts.count)
            let text = make(texts[number])
            let sources = scanner.inspect(Array(text.utf8)).inspection.findings.compactMap { finding in
                if case .known(let match) = finding.kind { match.source } else { nil }
            }
            if sources.contains(number) { found += 1 }
            if sources.contains(where: { $0 != number }) { others += 1 }
        }
        print("| \(name) | \(String(format: "%.3f", Double(found) / Double(count))) | \(others) |")
    }
}
