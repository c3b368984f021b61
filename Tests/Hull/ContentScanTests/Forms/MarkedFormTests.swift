import Classification
import ContentScan
import Testing

@Suite("A banner is found whatever form it stands in")
struct MarkedFormTests {
    let scanner: ContentScanner
    let label: Label

    init() throws {
        scanner = try InspectionTools.scanner()
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        label = scanner.schemes.readBanner(MarkedForms.banner).label
    }

    @Test("the thirty of integration.md 5.3", arguments: try MarkedForms.thirty())
    func thirty(form: MarkedForms.Form) { check(form) }

    @Test("and more", arguments: try MarkedForms.more())
    func more(form: MarkedForms.Form) { check(form) }

    private func check(_ form: MarkedForms.Form) {
        let found = scanner.inspect(form.bytes, name: form.fileName).inspection
        #expect(found.markings.contains { !$0.label.isUnrestricted }, "\(form.name): \(found.findings)")
        #expect(found.restricts(as: label) || form.name == "CSV cells with slashes", "\(form.name): \(found.label)")
        #expect(found.isComplete == form.isComplete, "\(form.name): \(found.uninspected)")
        #expect(found.verdict == (form.isComplete ? .marked : .notInspected))
        #expect(found.byteCount == form.bytes.count)
        if !found.findings.allSatisfy({ if case .nameContradictsContent = $0.kind { false } else { true } }) {
            Issue.record("\(form.name): \(found.mediaType) does not suit \(form.fileName)")
        }
    }
}
