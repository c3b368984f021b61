import Classification
import ContentScan
import LeakCorpus
import Testing

@Suite("A banner is found whatever form it stands in")
struct MarkedFormTests {
    let scanner: ContentScanner
    let label: Label

    static let before = "Op 20: mill the spar flange, see drawing 827-9999-904."
    static let after = "Op 30: deburr and inspect all edges."

    init() throws {
        scanner = try InspectionTools.scanner()
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        label = scanner.schemes.readBanner(CorpusSample.ofFacts.text).label
    }

    @Test("the thirty of integration.md 5.3, and more", arguments: CorpusForm.allCases)
    func form(_ form: CorpusForm) throws {
        let bytes = try form.bytes(.ofFacts, before: Self.before, after: Self.after)
        let found = scanner.inspect(bytes, name: form.fileName).inspection
        #expect(found.markings.contains { !$0.label.isUnrestricted }, "\(form): \(found.findings)")
        #expect(found.restricts(as: label), "\(form): \(found.label)")
        #expect(found.isComplete, "\(form): \(found.uninspected)")
        #expect(found.verdict == .marked)
        #expect(found.byteCount == bytes.count)
        if !found.findings.allSatisfy({ if case .nameContradictsContent = $0.kind { false } else { true } }) {
            Issue.record("\(form): \(found.mediaType) does not suit \(form.fileName)")
        }
    }
}
