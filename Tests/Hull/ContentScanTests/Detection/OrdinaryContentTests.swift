import Classification
import ContentScan
import LeakCorpus
import Testing

@Suite("Ordinary files raise no error: terms, agreements, guides, tables, glossaries")
struct OrdinaryContentTests {
    private func errors(_ bytes: [UInt8], name: String? = nil) throws -> [Finding] {
        try InspectionTools.scanner().inspect(bytes, name: name).inspection.findings.filter {
            $0.isMarking && !$0.isMention && !$0.label.isUnrestricted
        }
    }

    @Test(
        "terms of purchase and agreements",
        arguments: [
            "12. Export. Seller shall comply with the International Traffic in Arms Regulations (22 CFR parts 120-130) and the Export "
                + "Administration Regulations (15 CFR parts 730-774).",
            "Supplier shall comply with all applicable export laws, including the ITAR. Items may be subject to the ITAR or subject to the EAR.",
            "The receiving party shall protect all confidential and proprietary information of the disclosing party.",
            "Each party may have access to confidential information and trade secrets, and shall keep every trade secret so.",
            "CONFIDENTIAL INFORMATION\n\n5. PROPRIETARY RIGHTS\n\nAll rights stay with the seller.\n",
            "The following clauses apply: DFARS 252.227-7013, DFARS 252.227-7015, DFARS 252.227-7018.\n",
        ]
    )
    func terms(text: String) throws {
        let found = try errors(Array(text.utf8))
        #expect(found.isEmpty, "\(text): \(found)")
    }

    @Test(
        "guides and regulations, also where they print a marking on a line of its own",
        arguments: [
            "Distribution Statement D is used for technical documents that DoD contractors may have.",
            "A report marked with Distribution Statement C goes to contractors too.",
            "(2) Government purpose rights markings. Data shall be marked as follows:\n\nGOVERNMENT PURPOSE RIGHTS\nContract No. ____\n",
            "The exporter must incorporate the following statement:\n\nThese items are controlled by the U.S. Government and authorized for "
                + "export only to the country of ultimate destination.\n",
            "DISTRIBUTION STATEMENT B. Distribution authorized to U.S. Government agencies only (fill in reason) (date of determination).",
            "SBIR data rights are described in the handbook.",
        ]
    )
    func guides(text: String) throws {
        let found = try errors(Array(text.utf8))
        #expect(found.isEmpty, "\(text): \(found)")
    }

    @Test(
        "glossaries",
        arguments: [
            "term,meaning\nCUI,Controlled Unclassified Information\nFOUO,For Official Use Only\n",
            "CONTROLLED UNCLASSIFIED INFORMATION (CUI)\n\nThis chapter is about it.\n",
            "| CUI | Controlled Unclassified Information |\n", "{\"CUI\": \"Controlled Unclassified Information\"}",
            "<html><body><table><tr><td>CUI</td><td>Controlled Unclassified Information</td></tr></table></body></html>",
        ]
    )
    func glossaries(text: String) throws {
        let found = try errors(Array(text.utf8))
        #expect(found.isEmpty, "\(text): \(found)")
    }

    @Test(
        "states and kinds in cells and elements",
        arguments: [
            "<doc><state>CONTROLLED</state><kind>SECRET</kind><unit>SBU</unit><class>CONFIDENTIAL</class></doc>",
            "<html><body><table><tr><td>SECRET</td><td>LES</td></tr></table></body></html>",
            "<v1><s a=\"CONTROLLED\" b=\"SECRET\"/></v1>",
            "<r>ESD-SENSITIVE</r>", "part,note\n1,MOISTURE-SENSITIVE\n",
        ]
    )
    func cells(text: String) throws {
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        let found = try errors(Array(text.utf8))
        #expect(found.isEmpty, "\(text): \(found)")
    }

    @Test("states in a workbook")
    func workbook() throws {
        let found = try errors(try OfficeMaking.xlsx(shared: ["CONTROLLED", "SECRET", "LES"]), name: "a.xlsx")
        #expect(found.isEmpty, "\(found)")
    }
}

@Suite("Markings are found in the places where programs and people put them")
struct MarkedPlaceTests {
    private func finds(_ bytes: [UInt8], name: String? = nil) throws -> Bool {
        try InspectionTools.scanner().inspect(bytes, name: name).inspection.findings.contains {
            $0.isMarking && !$0.isMention && !$0.label.isUnrestricted
        }
    }

    @Test(
        "the whole of a comment, or between rules",
        arguments: [
            "# CUI", "-- CUI", "// CUI", "-- FOUO --", "/* CUI */", "; FOUO", "=== CUI ===", "- CUI -", "' CUI",
            "  ## U//FOUO",
        ]
    )
    func comments(line: String) throws {
        #expect(try finds(Array("x = 1\n\(line)\ny = 2\n".utf8)), "\(line)")
    }

    @Test("a list is no comment", arguments: ["- CUI\n- ITAR\n", "cui # about CUI and FOUO\n"])
    func lists(text: String) throws { #expect(try !finds(Array(text.utf8)), "\(text)") }

    @Test(
        "the head of a sheet's pages, with its codes (ECMA-376 part 1, 18.3.1.39)",
        arguments: [
            "&amp;CCUI", "&amp;LFOUO", "&amp;C&amp;14CUI", "&amp;CDISTRIBUTION STATEMENT D",
            "&amp;L&amp;\"Arial,Bold\"SECRET&amp;RPage &amp;P",
            "&amp;C&amp;KFF0000CUI//SP-CTI", "&amp;CCUI Rev C Page &amp;P+1", "&amp;CFor Official Use Only",
        ]
    )
    func sheetHeads(code: String) throws {
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        #expect(try finds(try OfficeMaking.printedSheet(head: code), name: "a.xlsx"), "\(code)")
    }

    @Test("the head of a document's pages, beside other words")
    func documentHeads() throws {
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        let body = OfficeMaking.paragraph(["Op 20"])
        let marked = try OfficeMaking.docx(body: body, header: OfficeMaking.paragraph(["CUI Rev C Page 3"]))
        #expect(try finds(marked, name: "a.docx"))
        let course = try OfficeMaking.docx(body: body, header: OfficeMaking.paragraph(["CUI Training Page 3"]))
        #expect(try !finds(course, name: "a.docx"))
    }

    @Test(
        "a page or heading of hypertext that is marked with a word alone",
        arguments: ["<p>SECRET</p>", "<h1>CONTROLLED</h1>"]
    )
    func hypertext(element: String) throws {
        _ = try #require(InspectionTools.extractor, "build content-inspector first: swift build")
        #expect(try finds(Array("<html><body>\(element)<p>Op 20</p></body></html>".utf8)))
    }

    @Test(
        "legends in their own documents, whatever words stand around them",
        arguments: [
            "This document contains confidential and proprietary information of Acme.",
            "See sheet 2.\nAcme Corp. Proprietary and Confidential\nTorque the nut in two steps of 5 Nm, then mark it.\n",
            "GOVERNMENT PURPOSE RIGHTS\nContract No. N00019-20-C-0001\nContractor Name: Acme\n",
            "This drawing is released under Distribution Statement D.",
        ]
    )
    func legends(text: String) throws { #expect(try finds(Array(text.utf8)), "\(text)") }
}
