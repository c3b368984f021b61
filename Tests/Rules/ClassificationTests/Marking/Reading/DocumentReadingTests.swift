import Testing

@testable import Classification

@Suite("Pages and documents are read with all that marks them")
struct DocumentReadingTests {
    let schemes: Schemes

    init() throws { schemes = try CatalogueSchemes.load() }

    private func label(_ restrictions: [String: [String]]) throws -> Label {
        try schemes.label(restrictions.flatMap { scheme, values in values.map { Restriction(scheme, $0) } })
    }

    @Test("a DoD page: CUI alone, and the block says the rest (DoDI 5200.48, 3.4)")
    func block() throws {
        let page = """
            CUI
            Setup sheet 7
            (CUI) Clamp the spar.
            Controlled by: Example Aerostructures
            Controlled by: Export Office
            CUI Category: CTI, Export Controlled (EXPT)
            LDC: FED ONLY; REL TO USA, AUS, GBR
            POC: export@example.com
            CUI
            """
        let read = schemes.readMarkings(in: page)
        #expect(
            try read.label
                == label([
                    "cui": ["SP-CTI", "EXPT", "SP-EXPT"], "dissemination": ["FED ONLY", "REL TO"],
                    "releasableTo": ["US", "AU", "GB"],
                ])
        )
        #expect(read.problems == [])
        #expect(read.facts.controlledBy == ["Example Aerostructures", "Export Office"])
        #expect(read.facts.pointOfContact == "export@example.com")
        #expect(read.found.count { $0.kind == .banner } == 2)
    }

    @Test("a second page without a block has no category: the owner alone until somebody says")
    func secondPage() {
        let read = schemes.readMarkings(in: "CUI\nClamp the spar.\nCUI\n")
        #expect(read.label["cui"] == .contradiction)
        #expect(read.problems.map(\.fault) == [.categoryMissing, .categoryMissing])
    }

    @Test(
        "a field of the block that cannot be read restricts as much as it could have",
        arguments: [
            ("CUI Category: CTX", "cui"), ("CUI Categry: CTI", "cui"), ("CUI Category:", "cui"),
            ("CUI Саtegory: CTI", "cui"),
            ("LDC: NOFORM", "dissemination"), ("Dissemination Control:", "dissemination"),
            ("Limited Disemination Control: NOFORN", "dissemination"), ("LDC: REL TO USA, AUX", "releasableTo"),
        ]
    )
    func damagedField(line: String, scheme: String) {
        let read = schemes.readMarkings(in: "CUI\n\(line)\n")
        #expect(read.label[scheme] == .contradiction, "\(read)")
        #expect(read.found.contains { $0.kind == .designationField && !$0.problems.isEmpty })
    }

    @Test(
        "distribution statements, long, short and broken over lines (DoDI 5230.24)",
        arguments: [
            (
                "DISTRIBUTION STATEMENT B. Distribution authorized to U.S. Government agencies only (Test and Evaluation) (1 May 2026).",
                "B"
            ),
            (
                "Distribution Statement C: Distribution authorized to US Government\n  agencies and their contractors; Critical Technology",
                "C"
            ),
            ("Distribution authorized to the Department of Defense and U.S. DoD\ncontractors only", "D"),
            ("DISTRIBUTION E. Distribution authorized to DoD Components only", "E"), ("DIST STATEMENT D", "D"),
            ("DISTRO D", "D"),
            ("Distribution statement: D", "D"), ("DISTRIBUTION STATEMENT F", "F"),
            ("Further dissemination only as directed by AFLCMC/WWD (1 May 2026) or higher DoD authority.", "F"),
            ("Further distribution only as directed by AFLCMC/WWD (1 May 2026) or higher DoD authority.", "F"),
            ("Distro Stmt D", "D"), ("DIST. STMT. C", "C"),
        ]
    )
    func statements(text: String, letter: String) throws {
        let read = schemes.readMarkings(in: text)
        #expect(try read.label == label(["distribution": [letter]]), "\(read)")
        #expect(read.found.map(\.kind) == [.distributionStatement])
        #expect(read.facts.distributions.map(\.statement) == [letter])
    }

    @Test("statements that contradict themselves or are unknown admit only whom all readings admit")
    func doubtfulStatements() throws {
        let mixed = schemes.readMarkings(
            in: "DISTRIBUTION STATEMENT B. Distribution authorized to the DoD and U.S. DoD contractors only."
        )
        #expect(try mixed.label == label(["distribution": ["E"]]))
        #expect(mixed.problems.map(\.fault).contains(.statementDisagrees(letter: "B", text: "D")))
        for text in [
            "DISTRIBUTION STATEMENT G.", "DISTRIBUTION STATEMENT",
            "DISTRIBUTION STATEMENT A. Distribution authorized to friends.",
            "DISTRIBUTION STATEMENT A: ask first", "Distribution authorized to our partners only.",
            "DISTRIBUTION STATEMENT D. Distribution authorized to all.",
        ] {
            #expect(schemes.readMarkings(in: text).label.admitted(in: "distribution") == [], "\(text)")
        }
        let retired = schemes.readMarkings(in: "DISTRIBUTION STATEMENT X").label
        #expect(try retired == label(["distribution": ["C"], "regimes": ["ITAR", "EAR"]]))
    }

    @Test("statement A restricts nothing, and beside CUI or export control it is a finding")
    func publicRelease() {
        let text = "DISTRIBUTION STATEMENT A. Approved for public release: distribution is unlimited."
        #expect(schemes.readMarkings(in: text).label == .unrestricted)
        #expect(schemes.readMarkings(in: text).problems == [])
        let both = schemes.readMarkings(in: "CUI//SP-CTI\n\(text)")
        #expect(both.label.values(in: "cui") == ["SP-CTI"])
        #expect(both.problems.map(\.fault) == [.publicReleaseOfControlled])
    }

    @Test("reason, date and office of a statement are facts of the designation; unknown reasons are named")
    func details() {
        let read = schemes.readMarkings(
            in:
                "DISTRIBUTION STATEMENT D. Distribution authorized to the Department of Defense and U.S. DoD contractors only (Critical\n"
                + "Technology) (15 January 2026). Other requests for this document shall be referred to AFLCMC/WWD.\n\nPart 7 (rev. 2)"
        )
        #expect(
            read.facts.distributions == [
                .init(
                    statement: "D",
                    reason: "Critical Technology",
                    date: "15 January 2026",
                    controllingOffice: "AFLCMC/WWD"
                )
            ]
        )
        #expect(read.problems == [])
        let odd = schemes.readMarkings(
            in: "DISTRIBUTION STATEMENT E. Distribution authorized to DoD only (because) (1 May 2026)."
        )
        #expect(
            odd.problems.map(\.fault) == [
                .statementIncomplete(missing: ["controlling office"]), .reasonUnknown("because"),
            ]
        )
    }

    @Test(
        "export warnings and entries",
        arguments: [
            (
                "WARNING - This document contains technical data whose export is restricted by the Arms Export\nControl Act",
                ["ITAR", "EAR"]
            ),
            ("EXPORT CONTROLLED", ["ITAR", "EAR"]), ("This file is ITAR controlled.", ["ITAR"]),
            ("subject to the EAR", ["EAR"]),
            ("22 CFR 120-130 applies", ["ITAR"]), ("Classification: EAR99", ["EAR"]),
            ("(Export Controlled)", ["ITAR", "EAR"]),
            (
                "These items are controlled by the U.S. Government and authorized for export only to the country of ultimate destination for "
                    + "use by the ultimate consignee or end-user(s) herein identified.", ["ITAR", "EAR"]
            ),
            ("Technical data subject to ITAR", ["ITAR"]), ("ITAR RESTRICTED", ["ITAR"]),
            ("ITAR technical data", ["ITAR"]),
            ("controlled under the ITAR", ["ITAR"]), ("see 22 CFR Part 120", ["ITAR"]), ("22 CFR 121.1", ["ITAR"]),
            ("items subject to EAR", ["EAR"]),
        ]
    )
    func export(text: String, regimes: [String]) throws {
        #expect(try schemes.readMarkings(in: text).label == label(["regimes": regimes]))
    }

    @Test("entries of USML and CCL are read where they are ones, and restrict all of their list where not")
    func entries() throws {
        #expect(
            try schemes.readMarkings(in: "Item (USML Category VIII(h)(1)), ECCN: 9E610.a.").label
                == label(["regimes": ["ITAR", "EAR"], "usml": ["VIII(h)(1)"], "eccn": ["9E610.a"]])
        )
        for text in [
            "USML Category VIIII(h)", "USML Category VIII(hh)", "USML VIII(h)(01)",
            "Export controlled: ITAR USML IIX(i).", "Export controlled: ITAR USML",
        ] {
            #expect(schemes.readMarkings(in: text).label["usml"] == .contradiction, "\(text)")
        }
        for text in ["Export control:led: EU; ITAR.", "Exprt controlled: UK.", "Export controlled; UK"] {
            #expect(schemes.readMarkings(in: text).label["regimes"] == .contradiction, "\(text)")
        }
        #expect(schemes.readMarkings(in: "Export controlled: ITA USML VIII(i).").label["regimes"] == .contradiction)
        #expect(
            try schemes.readMarkings(in: "U.S. Munitions List Category VIII(h)").label
                == label(["regimes": ["ITAR"], "usml": ["VIII(h)"]])
        )
        for text in [
            "Export Control Classification Number: 9E610", "ECCN No. 9E610", "{\"eccn\": \"9E610\"}",
            "part,eccn,qty\n1,9E610,4",
            "The ECCN is 9E610.", "ECCN\n9E610", "part;usml;eccn\n1;;\"9E610\"",
        ] {
            #expect(
                try schemes.readMarkings(in: text).label == label(["regimes": ["EAR"], "eccn": ["9E610"]]),
                "\(text)"
            )
        }
        for text in ["ECCN 9F610", "ECCN: 9E61", "ECCN: 9e610.a"] {
            #expect(schemes.readMarkings(in: text).label["eccn"] == .contradiction, "\(text)")
        }
        #expect(schemes.readMarkings(in: "P/N 9E610-1 in drawer 3A611").found == [])
    }

    @Test("rights legends and proprietary legends; whose is not named is the owner's alone")
    func legends() throws {
        #expect(try schemes.readMarkings(in: "LIMITED RIGHTS\nContract No. 7").label == label(["rights": ["limited"]]))
        #expect(schemes.readMarkings(in: "SBIR DATA RIGHTS").label["rights"] == .contradiction)
        #expect(schemes.readMarkings(in: "we have limited rights here").found == [])
        let untitled =
            "The Government's rights to use, modify, reproduce, release, perform, display, or disclose these technical data"
        #expect(schemes.readMarkings(in: untitled).label["rights"] == .contradiction)
        for text in [
            "Example Inc. PROPRIETARY", "Proprietary and confidential", "CONFIDENTIAL",
            "This is a trade secret; do not disclose",
        ] {
            #expect(schemes.readMarkings(in: text).label["owner"] == .contradiction, "\(text)")
        }
        #expect(schemes.readMarkings(in: "the proprietary alloy").found == [])
    }

    @Test(
        "classified markings are refused loudly",
        arguments: [
            "SECRET//NOFORN", "TOP SECRET//SI//NOFORN", "SECRET", "CONFIDENTIAL//REL TO USA, GBR", "(S//NF) The spar",
            "(TS//SI) x", "(S//NF) The spar\n(S) The rib", "SECRET\n(TS) The rib",
            "//NATO SECRET", "Declassify On: 20500101", "COSMIC TOP SECRET", "secret//noforn".uppercased(),
        ]
    )
    func classified(text: String) {
        let read = schemes.readMarkings(in: "Part 7\n\(text)\nCUI\n")
        #expect(read.isClassified)
        #expect(read.label == .sealed)
        let fault = read.problems.map(\.description).first { $0.contains("must not hold") }
        #expect(fault?.contains("security officer") == true)
    }

    @Test(
        "marks from before CUI are CUI of unknown category",
        arguments: [
            "FOR OFFICIAL USE ONLY", "FOUO", "UNCLASSIFIED//FOUO", "U//FOUO", "(U//FOUO) The spar",
            "SENSITIVE BUT UNCLASSIFIED", "U//LES", "For Official Use Only", "FOUO - For Official Use Only",
            "UNCLASSIFIED - FOR OFFICIAL USE ONLY", "Law Enforcement Sensitive",
        ]
    )
    func legacy(text: String) {
        let read = schemes.readMarkings(in: text)
        #expect(read.found.map(\.kind) == [.legacy])
        #expect(read.label == Schemes.unreadable(in: ["cui"]))
    }

    @Test("CUI as the value of a field of another document")
    func field() {
        #expect(schemes.readMarkings(in: "Classification: CUI").found.map(\.text) == ["CUI"])
        #expect(schemes.readMarkings(in: "Access: CONTROLLED").found == [])
    }

    @Test("UK tiers and caveats")
    func national() throws {
        let read = schemes.readMarkings(in: "OFFICIAL-SENSITIVE UK EYES ONLY")
        #expect(try read.label == label(["ukTier": ["OFFICIAL-SENSITIVE"], "dissemination": ["UK EYES ONLY"]]))
        #expect(schemes.readMarkings(in: "OFFICIAL-SENSITIVE COMMERCIAL").label["dissemination"] == .contradiction)
    }

    @Test("the banner of a document is the join of its portions, and a weaker one is a finding")
    func join() throws {
        let portions = try [
            label(["cui": ["SP-CTI"]]), label(["cui": ["PRVCY"], "dissemination": ["NOFORN"]]), .unrestricted,
        ]
        #expect(schemes.marking(ofDocument: portions, profile: .nara(.acronym)).banner == "CUI//SP-CTI/PRVCY//NOFORN")
        let text = "(CUI//SP-CTI) One.\n(CUI//PRVCY//NF) Two.\n(U) Three.\n"
        #expect(schemes.readMarkings(in: "CUI//SP-CTI/PRVCY//NOFORN\n" + text).documentProblems == [])
        let weak = schemes.readMarkings(in: "CUI//SP-CTI\n" + text)
        #expect(weak.documentProblems.map(\.fault) == [.bannerWeaker(lacking: "cui={PRVCY} dissemination={NOFORN}")])
        #expect(weak.label == Label.join(portions))
        #expect(schemes.readMarkings(in: text).documentProblems.map(\.fault) == [.bannerMissing])
        let released = "CUI//SP-CTI//NOFORN\n(CUI//SP-CTI//REL TO USA, AUS) One.\n"
        #expect(schemes.readMarkings(in: released).documentProblems == [])
        #expect(schemes.lacking(inBanner: .unrestricted, of: portions) == Label.join(portions))
    }

    @Test("a list of controls with their meanings marks nothing; a control alone, or twice, restricts")
    func explainedControls() {
        for line in [
            "LDC,NOFORN,No foreign dissemination", "FED ONLY - Federal Employees Only", "DISPLAY ONLY,Display only",
            "| NOCON | No dissemination to Contractors |",
        ] {
            #expect(schemes.readMarkings(in: line).found.isEmpty, "\(line)")
        }
        for line in [
            "part 7,NOFORN,spar", "DISPLAY ONLY DISPLAY ONLY", "x NOFORN\nNo foreign dissemination",
            "x,NOFORN,NO FOREIGN DISSEMINATION",
            "x FEDCON, Federal Employees Only",
        ] {
            #expect(!schemes.readMarkings(in: line).label.isUnrestricted, "\(line)")
        }
    }
}
