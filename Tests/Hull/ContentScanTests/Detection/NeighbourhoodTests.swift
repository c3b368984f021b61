import Classification
import ContentScan
import LeakCorpus
import Testing

/// `scan-benchmark compare 20000` compares more of them, in a release build.
@Suite("Reading the neighbourhoods of traces alone finds what reading all of a text finds")
struct NeighbourhoodTests {
    private let near: ContentScanner
    private let whole: ContentScanner

    init() throws {
        let scanner = try InspectionTools.scanner()
        near = scanner
        var reading = scanner
        reading.readsNeighbourhoods = false
        whole = reading
    }

    private static let seeds: [UInt64] = [2, 3]
    private static let fileCount = InspectionTools.isSoak ? 10_000 : 60

    @Test("in every form of the corpus", arguments: seeds)
    func corpus(_ seed: UInt64) throws {
        let corpus = LeakCorpus(seed: seed)
        for number in 0..<Self.fileCount {
            let file = try corpus.file(number)
            let (first, second) = (
                near.inspect(file.bytes, name: file.name), whole.inspect(file.bytes, name: file.name)
            )
            #expect(first.inspection == second.inspection, "file \(number) of seed \(seed), \(file.form)")
        }
    }

    @Test("in long texts of damaged markings and their pieces", arguments: seeds)
    func damaged(_ seed: UInt64) throws {
        for number in 0..<Self.fileCount {
            let bytes = try MutatedText.bytes(seed: seed, number)
            let (first, second) = (near.inspect(bytes).inspection, whole.inspect(bytes).inspection)
            #expect(first == second, "text \(number) of seed \(seed)")
        }
    }

    @Test("in texts of many windows", arguments: seeds)
    func windows(_ seed: UInt64) throws {
        var limits = InspectionLimits()
        (limits.windowBytes, limits.overlapBytes) = (6 << 10, 3 << 10)
        let near = ContentScanner(schemes: near.schemes, limits: limits)
        var whole = near
        whole.readsNeighbourhoods = false
        for number in 1_000..<1_000 + Self.fileCount {
            let bytes = try MutatedText.bytes(seed: seed, number)
            #expect(near.inspect(bytes).inspection == whole.inspect(bytes).inspection, "text \(number) of seed \(seed)")
        }
    }

    @Test(
        "a marking far inside a text, with its line and its bytes",
        arguments: [
            "CUI//SP-CTI//NOFORN", "C U I", "CUI", "(S//NF) the spar", "(U) the spar", "CONTROLLED", "SBU",
            "UK EYES ONLY",
            "Point of contakt: J. Doe", "Contrlled by: Acme", "Exp0rt contr0lled: ITAR", "E.C.C.N. 9E610",
            "Commercial technical data; rights by DFARS 252.227-7015", "F O U O", "# CUI", "For Official Use Only",
            "Distr. Stmt D", "Munitions List Category VIII(h)", "subject to ITAR", "+AEMAVQBJ-", "CUI SPECIFIED",
            "CONTROLLED UNCLASSIFIED INFORMATION", "Further distribution only as directed by", "part,eccn\n7,9E610",
            "authorized for export only to the country of ultimate destination", "submitted with limited rights",
            "CU/PRVCY", "Handling: NF", "Distribution D", "&#x43;UI", "\u{421}UI",
            "C\u{AD}UI//PRVCY", "RESTRICTED TO ITS OWNER", "begin 644 part.bin",
        ]
    )
    func far(_ marking: String) {
        let filler = String(repeating: "Op 20: mill the spar flange, wipe with solvent.\n", count: 400)
        let bytes = Array((filler + marking + "\n" + filler).utf8)
        let (first, second) = (near.inspect(bytes).inspection, whole.inspect(bytes).inspection)
        #expect(first == second)
        #expect(!first.findings.isEmpty, "\(marking)")
    }

    @Test("a text without a trace says nothing, whatever its length")
    func clean() {
        let text = String(repeating: "Op 20: mill the spar flange, wipe with solvent.\n", count: 60_000)
        #expect(near.inspect(Array(text.utf8)).inspection.verdict == .clean)
    }
}
