import Classification
import ContentScan
import Foundation
import LeakCorpus

// scan-benchmark recall COUNT [SEED]: makes the corpus, inspects it, and prints recall and precision as tables.
// scan-benchmark write COUNT FOLDER [SEED]: writes the corpus into a folder, for other scanners.
// scan-benchmark compare COUNT SEED [FILE...]: inspects that many files of the corpus, as many damaged texts and the files, reading all of them and reading the
// neighbourhoods of traces alone, and prints where the two differ.
// scan-benchmark known DOCUMENTS TRIALS: how surely copies of indexed documents are found, and the rate with an index.
// scan-benchmark rate FILE...: inspects files and prints bytes a second of processor time.
let words = Array(CommandLine.arguments.dropFirst())

func number(_ at: Int, else other: Int) -> Int { words.count > at ? Int(words[at]) ?? other : other }

func scanner() throws -> ContentScanner {
    let schemes = try Schemes(json: [UInt8](Data(contentsOf: URL(filePath: "Catalogue/schemes.json"))))
    let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
        path: "content-inspector"
    )
    return ContentScanner(schemes: schemes, extractor: ExtractorProgram(path: program.path(percentEncoded: false)))
}

switch words.first {
case "recall":
    let corpus = LeakCorpus(seed: UInt64(number(2, else: 1)))
    print(
        try CorpusRun(scanner()).tables(corpus, count: number(1, else: 1_000), shown: number(3, else: 0)),
        terminator: ""
    )
case "write":
    let folder = URL(filePath: words.count > 2 ? words[2] : "corpus")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let corpus = LeakCorpus(seed: UInt64(number(3, else: 1)))
    for index in 0..<number(1, else: 1_000) {
        let file = try corpus.file(index)
        try Data(file.bytes).write(to: folder.appending(path: file.name))
    }
case "compare":
    var comparison = ScanComparison(try scanner())
    let seed = UInt64(number(2, else: 1))
    let corpus = LeakCorpus(seed: seed)
    for index in 0..<number(1, else: 1_000) {
        let file = try corpus.file(index)
        comparison.compare(file.bytes, name: file.name, inWindows: index % 2 == 1)
        let damaged = try MutatedText.bytes(seed: seed, index)
        comparison.compare(damaged, name: "\(index)-damaged.txt", inWindows: index % 2 == 1)
    }
    for path in words.dropFirst(3) {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        for inWindows in [false, true] { comparison.compare(bytes, name: path, inWindows: inWindows) }
    }
    print(comparison.text, terminator: "")
case "rate":
    let scanner = try scanner()
    for path in words.dropFirst() {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let begun = ProcessorTime.seconds
        let found = scanner.inspect(bytes, name: path).inspection
        let spent = ProcessorTime.seconds - begun
        print(
            "\(path)\t\(bytes.count)\t\(found.findings.count) findings\t\(String(format: "%.2f", spent)) s\t"
                + String(format: "%.1f MB/s", Double(bytes.count) / 1e6 / max(spent, 1e-9))
        )
    }
case "known":
    let run = try KnownRun(scanner(), documents: number(1, else: 300), trials: number(2, else: 150))
    if number(2, else: 150) > 0 { run.table() }
    run.rate(megabytes: 20)
default:
    print(
        "scan-benchmark recall COUNT [SEED] | compare COUNT SEED [FILE...] | known DOCUMENTS TRIALS | write COUNT FOLDER [SEED] | rate FILE..."
    )
}
