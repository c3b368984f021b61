import Classification
import ContentScan
import Testing

@Suite("A text that speaks of markings is told from one that bears them")
struct MentionTests {
    private func findings(_ text: String) throws -> [Finding] {
        try InspectionTools.scanner().inspect(Array(text.utf8)).inspection.findings.filter(\.isMarking)
    }

    @Test(
        "regulations, courses and guides mention",
        arguments: [
            "ECCN 9A610 of the Commerce Control List describes military aircraft; paragraph (x) covers parts.",
            "The Export Administration Regulations (15 CFR parts 730-774) are issued under an act.\n",
            "Training, slide 4: a banner such as CUI//SP-CTI//NOFORN stands at the top of each page.",
        ]
    )
    func mentions(text: String) throws {
        let found = try findings(text)
        #expect(!found.isEmpty)
        #expect(!found.contains { !$0.isMention }, "\(found)")
        // It restricts all the same: a leak is not hidden by words around it.
        #expect(found.contains { !$0.label.isUnrestricted })
    }

    @Test(
        "what says of itself that it is controlled bears, whatever stands around it",
        arguments: [
            "This document contains technical data subject to the International Traffic in Arms Regulations (22 CFR parts 120-130), "
                + "see section 120.33 and paragraph (b) of the training guide.",
            "Course material, for example for slide 3.\n\nCUI//SP-CTI//NOFORN\n\nThe course describes the registry.",
            "See the guide, lesson 3.\nECCN: 9E610\nExample part.",
            "The course and its lesson: Export classification: ECCN 9E610 for example.",
            "(CUI//SP-EXPT) Torque the retaining nut in two steps.",
        ]
    )
    func bears(text: String) throws {
        let found = try findings(text)
        #expect(found.contains { !$0.isMention && !$0.label.isUnrestricted }, "\(found)")
    }

    @Test("a text of mentions alone is read in bounded work")
    func bounded() throws {
        let line = "for example ECCN 9A610 of the Commerce Control List describes aircraft, paragraph (x).\n"
        let found = try findings(String(repeating: line, count: 4_000))
        #expect(found.count >= 4_000)
    }
}

@Suite("A field that is a mark is one, and a word of trade is not")
struct FieldTests {
    @Test(
        "fields of tables, JSON, SQL, programs and addresses",
        arguments: [
            "part,note\n827,FOUO\n828,\n", "{\"note\": \"U//FOUO\", \"n\": 1}",
            "INSERT INTO t VALUES (1, 'TOP SECRET');",
            "%\nO1\n(CUI)\nG0 X1\nG1 X2\nM30\n%\n", "https://mes.example/?mark=CUI&page=2",
            "part,a,b\n827,\"Controlled by: NAVAIR\",\"CUI Category: CTI\"\n828,,\n",
        ]
    )
    func marks(text: String) throws {
        let found = try InspectionTools.scanner().inspect(Array(text.utf8)).inspection.findings.filter(\.isMarking)
        #expect(found.contains { !$0.label.isUnrestricted }, "\(text): \(found)")
    }

    @Test(
        "states, types and names",
        arguments: [
            "doc,state\n1,CONTROLLED\n2,SECRET\n", "{\"kind\": \"SECRET\", \"unit\": \"SBU\"}",
            "Controlled Unclassified Information (CUI) is information that policy protects.",
        ]
    )
    func words(text: String) throws {
        let found = try InspectionTools.scanner().inspect(Array(text.utf8)).inspection.findings.filter(\.isMarking)
        #expect(found.isEmpty, "\(text): \(found)")
    }

    @Test("the place of a field behind escapes is that in the file")
    func place() throws {
        let text = "{\"a\": \"\\/\\/\", \"note\": \"\\u0046OUO\"}"
        let found = try InspectionTools.scanner().inspect(Array(text.utf8)).inspection.findings.filter(\.isMarking)
        let bytes = try #require(found.first?.place.bytes)
        #expect(String(decoding: Array(text.utf8)[bytes], as: UTF8.self) == "\\u0046OUO")
    }
}
