import Classification
import ContentScan
import Testing

@Suite("Native fields may raise a label and never lower it")
struct NativeFieldTests {
    let scanner: ContentScanner

    init() throws { scanner = try InspectionTools.scanner() }

    private func step(_ data: String) -> Inspection {
        scanner.inspect(
            Array(
                "ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('AP242'));\nENDSEC;\nDATA;\n\(data)\nENDSEC;\nEND-ISO-10303-21;\n"
                    .utf8
            )
        ).inspection
    }

    private func qif(_ fields: String) -> Inspection {
        scanner.inspect(
            Array(
                "<?xml version=\"1.0\"?><QIFDocument xmlns=\"http://qifstandards.org/xsd/qif3\"><Product>\(fields)</Product></QIFDocument>"
                    .utf8
            )
        ).inspection
    }

    private func fields(_ inspection: Inspection) -> [NativeField] {
        inspection.findings.compactMap { if case .nativeField(let field) = $0.kind { field } else { nil } }
    }

    @Test("STEP: 'unclassified' is what exporters write by default, and no evidence")
    func defaults() {
        let found = step(
            "#1=SECURITY_CLASSIFICATION_LEVEL('unclassified');\n#2=SECURITY_CLASSIFICATION('','',#1);\n#3=CC_DESIGN_SECURITY_CLASSIFICATION(#2,(#9));"
        )
        #expect(found.mediaType == .step && found.findings == [] && found.verdict == .clean)
    }

    @Test(
        "STEP: a level restricts, however it is written",
        arguments: [
            "#1=SECURITY_CLASSIFICATION_LEVEL('CUI//SP-CTI//NOFORN');",
            "#1 = SECURITY_CLASSIFICATION_LEVEL ( 'CUI//SP-CTI//NOFORN' ) ;",
            "#1=SECURITY_CLASSIFICATION_LEVEL(/* level */\n'CUI//SP-CTI//NOFORN');",
            "#1=(REPRESENTATION_ITEM('x')SECURITY_CLASSIFICATION_LEVEL('CUI//SP-CTI//NOFORN'));",
            "#1=SECURITY_CLASSIFICATION_LEVEL('\\X2\\004300550049\\X0\\//SP-CTI//NOFORN');",
            "#7=SECURITY_CLASSIFICATION('CUI//SP-CTI//NOFORN','',#1);",
            "#7=SECURITY_CLASSIFICATION('','CUI//SP-CTI//NOFORN',#1);\n#8=APPLIED_SECURITY_CLASSIFICATION_ASSIGNMENT(#7,(#5));",
        ]
    )
    func levels(data: String) {
        let found = step(data)
        #expect(fields(found).count == 1, "\(found.findings)")
        #expect(found.restricts(as: scanner.schemes.readBanner("CUI//SP-CTI//NOFORN").label))
    }

    @Test("STEP: a level that nobody knows restricts as much as it can; prose in a purpose says nothing")
    func unknown() {
        #expect(step("#1=SECURITY_CLASSIFICATION_LEVEL('level 4');").label == .sealed)
        #expect(step("#1=SECURITY_CLASSIFICATION_LEVEL('secret');").label == .sealed)
        #expect(step("#1=SECURITY_CLASSIFICATION('release','for the assembly of the wing',#2);").verdict == .clean)
    }

    @Test("STEP: the words inside other strings and comments are no field")
    func notFields() {
        let found = step(
            "#1=PRODUCT('SECURITY_CLASSIFICATION_LEVEL(','it''s; fine','',());\n/* SECURITY_CLASSIFICATION_LEVEL('secret'); */\n#2=MY_SECURITY_CLASSIFICATION_LEVEL('secret');"
        )
        #expect(fields(found) == [] && found.label.isUnrestricted, "\(found.findings)")
    }

    @Test("a field that says unclassified beside a marking is a contradiction, and the marking counts")
    func contradiction() {
        let found = step("#1=SECURITY_CLASSIFICATION_LEVEL('unclassified');\n#2=PRODUCT('CUI//SP-CTI','','',());")
        #expect(found.findings.map(\.kind).contains(.unclassifiedBesideControl))
        #expect(!found.label.isUnrestricted)
    }

    @Test(
        "QIF: values of the enumeration",
        arguments: [
            ("UNCLASSIFIED", "unrestricted"), ("NONE", "unrestricted"), ("TRADEMARK", "unrestricted"),
            ("FOR_OFFICIAL_USE_ONLY", "cui=contradiction"),
            ("COMPANY_CONFIDENTIAL", "owner=contradiction"), ("TRADE_SECRET", "owner=contradiction"),
            ("SECRET", "sealed"), ("EU_RESTRICTED", "sealed"),
            ("PROTECTED_A", "sealed"), ("TOP_SECRET_RESTRICTED_DATA", "sealed"),
        ]
    )
    func enumeration(value: String, label: String) {
        let found = qif(
            "<SecurityClassification><SecurityClassificationEnum>\(value)</SecurityClassificationEnum></SecurityClassification>"
        )
        #expect(found.mediaType == .qif && found.isComplete)
        #expect(found.label.description == label, "\(found.findings)")
    }

    @Test("QIF: free text with a banner, and export control by entry, regime or words")
    func freeText() {
        let other = qif(
            "<SecurityClassification><OtherSecurityClassification>CUI//SP-CTI//NOFORN</OtherSecurityClassification></SecurityClassification>"
        )
        #expect(fields(other) == [.qifOtherSecurityClassification])
        #expect(other.label == scanner.schemes.readBanner("CUI//SP-CTI//NOFORN").label)
        for (value, label) in [
            ("9E610.a", "eccn={9E610.a} regimes={EAR}"), ("ECCN 9E610", "eccn={9E610} regimes={EAR}"),
            ("VIII(h)(1)", "regimes={ITAR} usml={VIII(h)(1)}"),
            ("ITAR", "regimes={ITAR}"), ("licence needed", "regimes={EAR,ITAR}"), ("EAR99", "regimes={EAR}"),
            ("none", "unrestricted"), ("", "unrestricted"),
        ] {
            let found = qif("<ExportControlClassification>\(value)</ExportControlClassification>")
            #expect(found.label.description == label, "\(value): \(found.findings)")
        }
    }

    @Test("a field may be long, many and cut without more work than bounds allow")
    func hostile() {
        let long = step("#1=SECURITY_CLASSIFICATION_LEVEL('" + String(repeating: "x", count: 100_000) + "');")
        #expect(long.label == .sealed && !long.isComplete)
        let many = step(
            (0..<1_000).map { "#\($0)=SECURITY_CLASSIFICATION_LEVEL('level \($0)');" }.joined(separator: "\n")
        )
        #expect(many.label == .sealed && many.findings.count < 300 && !many.isComplete)
    }
}
