import Testing

@testable import Classification

@Suite("Everyday words that markings have too are not taken for markings")
struct OrdinaryTextTests {
    let schemes: Schemes

    init() throws { schemes = try CatalogueSchemes.load() }

    @Test(
        "seconds, sizes, time stamps and sums are no classified portions",
        arguments: [
            "The timestamp (ts) is in UTC.", "(s) is the unit of time.", "\"(s)\": 4", "<b>(s)</b>",
            "(S) small, (M) medium",
            "(TS) tool setter", "half = (S//2) + (C//B)", "(c//k)",
        ]
    )
    func portions(text: String) { expectNone(text) }

    @Test(
        "what is sensitive to moisture, time or charge is of no tier",
        arguments: ["ESD-SENSITIVE", "MOISTURE-SENSITIVE", "TIME-SENSITIVE", "HEAT-SENSITIVE DEVICE"]
    )
    func tiers(text: String) { expectNone(text) }

    @Test(
        "the state of a document or part",
        arguments: [
            "{\"state\":\"CONTROLLED\"}", "<s>CONTROLLED</s>", "1;CONTROLLED;x", "1\tCONTROLLED\tx", "x (CONTROLLED) y",
        ]
    )
    func states(text: String) { expectNone(text) }

    @Test(
        "a column or field for entries says nothing until one stands in it",
        arguments: [
            "{\"eccn\":null}", "eccn varchar(10)", "part,eccn,qty\n1,,4\n2,EAR99,4", "ECCN: N/A", "ECCN: none",
            "usml boolean",
            "The ECCN of each part is in the register.", "USML Category: n/a", "eccn: 12345", "eccn_code text",
        ]
    )
    func entries(text: String) {
        let found = schemes.readMarkings(in: text).found.filter { !$0.text.contains("EAR99") }
        #expect(found.isEmpty, "\(text): \(found)")
    }

    @Test(
        "clauses, headings and prose about rights",
        arguments: [
            "DFARS 252.227-7013\nDFARS 252.227-7015\nDFARS 252.227-7018\n",
            "Commercial technical data is delivered as PDF.",
            "SBIR data rights last for twenty years.", "Limited Rights", "5. PROPRIETARY RIGHTS",
            "CONFIDENTIAL INFORMATION",
            "RETURN OF CONFIDENTIAL INFORMATION", "ARTICLE 7 CONFIDENTIAL INFORMATION",
            "Confidential information is confidential information.",
        ]
    )
    func rights(text: String) { expectNone(text) }

    @Test(
        "abbreviations and what they are short for",
        arguments: [
            "\"CUI\",\"Controlled Unclassified Information\"",
            "<td>CUI</td><td>Controlled Unclassified Information</td>",
            "CONTROLLED UNCLASSIFIED INFORMATION (CUI)", "LES:", "SBU: strategic unit",
        ]
    )
    func abbreviations(text: String) { expectNone(text) }

    @Test("an act that is named twice is prose, and warns of nothing")
    func acts() {
        expectNone("The Arms Export Control Act is old. The Arms Export Control Act was amended.")
        expectNone("The country of ultimate destination, or another country of ultimate destination.")
    }

    @Test(
        "wordings that mark all the same",
        arguments: [
            ("CONTROLLED UNCLASSIFIED INFORMATION", "cui"), ("CUI - SP-CTI", "cui"), ("CUI SPECIFIED", "cui"),
            ("Limited Rights Notice (DEC 2007)", "rights"),
            ("These data are submitted with limited rights under Government Contract No. 7.", "rights"),
            ("Government Purpose Rights\nContract No. N00019-20-C-0001", "rights"),
            ("ACME PROPRIETARY INFORMATION", "owner"),
            ("Commercial technical data; rights by DFARS 252.227-7015.", "rights"), ("OFFICAL-SENSITIVE", "ukTier"),
        ]
    )
    func marks(text: String, scheme: String) {
        #expect(schemes.readMarkings(in: "Part 7\n\(text)\n").label[scheme] != nil, "\(text)")
    }

    @Test("a classified portion alone is read where one is expected")
    func placed() { #expect(schemes.readPortionMark("(S)").label == .sealed) }

    private func expectNone(_ text: String) {
        let found = schemes.readMarkings(in: text).found
        #expect(found.isEmpty, "\(text): \(found)")
    }
}
