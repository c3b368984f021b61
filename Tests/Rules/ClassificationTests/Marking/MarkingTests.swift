import Classification
import Testing

@Suite("Markings are written as the rules say")
struct MarkingTests {
    let schemes: Schemes

    init() throws { schemes = try CatalogueSchemes.load() }

    private func label(_ restrictions: [String: [String]]) throws -> Label {
        try schemes.label(restrictions.flatMap { scheme, values in values.map { Restriction(scheme, $0) } })
    }

    private func banner(_ restrictions: [String: [String]]) throws -> String? {
        try schemes.marking(of: label(restrictions), profile: .nara(.acronym)).banner
    }

    @Test("NARA banners: specified before basic, each alphabetical, then controls (CUI Registry, marking notes)")
    func nara() throws {
        #expect(try banner(["cui": ["SP-CTI"], "dissemination": ["NOFORN"]]) == "CUI//SP-CTI//NOFORN")
        #expect(
            try banner(["cui": ["SP-EXPT", "SP-CTI"], "dissemination": ["FED ONLY"]]) == "CUI//SP-CTI/SP-EXPT//FED ONLY"
        )
        #expect(try banner(["cui": ["PROPIN", "SP-EXPT", "BUDG", "SP-CTI"]]) == "CUI//SP-CTI/SP-EXPT/BUDG/PROPIN")
        #expect(
            try banner(["cui": ["PROPIN"], "dissemination": ["NOCON", "DL ONLY"]]) == "CUI//PROPIN//DL ONLY/NOCON"
        )
        #expect(
            try schemes.marking(of: label(["cui": ["PRVCY"]]), profile: .nara(.word)).banner == "CONTROLLED//PRVCY"
        )
        #expect(try banner([:]) == nil)
    }

    @Test("REL TO begins with USA and lists trigraphs in order; NOFORN leaves nothing of it")
    func releasable() throws {
        let released = ["dissemination": ["REL TO"], "releasableTo": ["GB", "AU", "US"], "cui": ["SP-CTI"]]
        #expect(try banner(released) == "CUI//SP-CTI//REL TO USA, AUS, GBR")
        let joined = try label(released).join(label(["cui": ["SP-CTI"], "dissemination": ["NOFORN"]]))
        #expect(schemes.marking(of: joined, profile: .nara(.acronym)).banner == "CUI//SP-CTI//NOFORN")
    }

    @Test("countries without one in common are written NOFORN, and the problem is named")
    func noCommonCountry() throws {
        let one = try label(["cui": ["SP-CTI"], "dissemination": ["REL TO"], "releasableTo": ["AU"]])
        let other = try label(["cui": ["SP-CTI"], "dissemination": ["REL TO"], "releasableTo": ["CA"]])
        let marking = schemes.marking(of: one.join(other), profile: .nara(.acronym))
        #expect(marking.banner == "CUI//SP-CTI//NOFORN")
        #expect(marking.problems.contains(.noCommonCountry))
    }

    @Test("portion marks use the acronym and NF (32 CFR 2002.20(f)); what is not CUI is (U)")
    func portions() throws {
        let cti = try label(["cui": ["SP-CTI"], "dissemination": ["NOFORN"]])
        #expect(schemes.marking(of: cti, profile: .nara(.word)).portionMark == "(CUI//SP-CTI//NF)")
        #expect(schemes.marking(of: cti, profile: .dod).portionMark == "(CUI)")
        #expect(schemes.marking(of: .unrestricted, profile: .dod).portionMark == "(U)")
    }

    @Test("DoD banners say CUI; the rest is in the designation block, the statement in full below it")
    func dod() throws {
        let marking = try schemes.marking(
            of: label([
                "cui": ["SP-CTI", "SP-EXPT"], "distribution": ["D"], "regimes": ["ITAR", "EAR"], "usml": ["VIII(i)"],
                "eccn": ["9E610"],
            ]),
            profile: .dod,
            facts: DesignationFacts(
                controlledBy: ["Example Aerostructures", "Export Office"],
                pointOfContact: "export@example.com",
                distributions: [
                    .init(
                        statement: "D",
                        reason: "Critical Technology",
                        date: "15 January 2026",
                        controllingOffice: "AFLCMC/WWD"
                    )
                ]
            )
        )
        #expect(marking.banner == "CUI")
        #expect(
            marking.designationBlock == [
                "Controlled by: Example Aerostructures", "Controlled by: Export Office", "CUI Category: CTI, EXPT",
                "Distribution/Dissemination Control: Distribution Statement D", "POC: export@example.com",
            ]
        )
        #expect(
            marking.notices.first
                == "DISTRIBUTION STATEMENT D. Distribution authorized to the Department of Defense and U.S. DoD contractors only "
                + "(Critical Technology) (15 January 2026). Other requests for this document must be referred to AFLCMC/WWD."
        )
        #expect(
            marking.notices[1].hasPrefix("WARNING: This document contains technical data whose export is restricted")
        )
        #expect(marking.notices[2] == "Export controlled: EAR ECCN 9E610; ITAR USML VIII(i).")
        #expect(marking.problems == [])
    }

    @Test(
        "each statement in full (DoDI 5230.24)",
        arguments: [
            (
                "B",
                "Distribution authorized to U.S. Government agencies only (r) (d). Other requests for this document must be referred to o."
            ),
            (
                "C",
                "Distribution authorized to U.S. Government agencies and their contractors (r) (d). Other requests for this document must be referred to o."
            ),
            (
                "E",
                "Distribution authorized to DoD Components only (r) (d). Other requests for this document must be referred to o."
            ),
            ("F", "Further dissemination only as directed by o (d) or higher DoD authority."),
        ]
    )
    func statements(letter: String, text: String) throws {
        let facts = DesignationFacts(distributions: [
            .init(statement: letter, reason: "r", date: "d", controllingOffice: "o")
        ])
        let marking = try schemes.marking(of: label(["distribution": [letter]]), profile: .dod, facts: facts)
        #expect(marking.notices == ["DISTRIBUTION STATEMENT \(letter). \(text)"])
        #expect(marking.problems == [])
    }

    @Test("B with D is E, which nobody determined; what is missing is named and never made up")
    func derivedStatement() throws {
        let facts = DesignationFacts(distributions: [
            .init(statement: "B", reason: "Test and Evaluation", date: "1 May 2026", controllingOffice: "X")
        ]).joined(with: DesignationFacts(distributions: [.init(statement: "D")]))
        let marking = try schemes.marking(
            of: label(["distribution": ["B"]]).join(label(["distribution": ["D"]])),
            profile: .dod,
            facts: facts
        )
        #expect(
            marking.notices[0].hasPrefix("DISTRIBUTION STATEMENT E. Distribution authorized to DoD Components only")
        )
        #expect(marking.problems == [.statementNotDetermined(statement: "E", from: ["B", "D"])])
        let bare = try schemes.marking(of: label(["distribution": ["C"]]), profile: .dod)
        #expect(
            bare.problems == [
                .determinationIncomplete(statement: "C", missing: ["reason", "date", "controlling office"])
            ]
        )
        #expect(bare.notices[0].contains("[reason not stated]"))
    }

    @Test("statement A is written on what nothing controls, and never on CUI or export-controlled data")
    func publicRelease() throws {
        let facts = DesignationFacts(distributions: [.init(statement: "A")])
        let free = schemes.marking(of: .unrestricted, profile: .dod, facts: facts)
        #expect(free.notices == ["DISTRIBUTION STATEMENT A. Approved for public release: distribution is unlimited."])
        let controlled = try schemes.marking(of: label(["regimes": ["ITAR"]]), profile: .dod, facts: facts)
        #expect(controlled.problems == [.publicReleaseOfControlled])
        #expect(!controlled.notices.contains { $0.hasPrefix("DISTRIBUTION STATEMENT") })
    }

    @Test("what DoD asks for and nobody gave is a problem, and the marking is written all the same")
    func incomplete() throws {
        let marking = try schemes.marking(of: label(["cui": ["SP-CTI"]]), profile: .dod)
        #expect(marking.banner == "CUI")
        #expect(
            marking.problems == [.controllerMissing, .contactMissing, .statementMissing(categories: ["CTI"])]
        )
        let both = try schemes.marking(
            of: label(["cui": ["SP-CTI"], "distribution": ["D"], "dissemination": ["NOFORN"]]),
            profile: .dod,
            facts: DesignationFacts(controlledBy: ["c"], pointOfContact: "p")
        )
        #expect(both.problems.contains(.statementBesideControls(statement: "D", controls: ["NOFORN"])))
        #expect(both.designationBlock.contains("Distribution/Dissemination Control: Distribution Statement D; NOFORN"))
        for problem in marking.problems + both.problems { #expect(problem.description.contains(";")) }
    }

    @Test("rights legends name their contract (DFARS 252.227-7013(f)); owners and UK tiers are written")
    func legends() throws {
        let contract = DesignationFacts.Contract(
            number: "FA8615-26-C-0001",
            contractor: "Example",
            address: "Wichita, KS",
            expiration: "2031-03-02"
        )
        let marking = try schemes.marking(
            of: label([
                "rights": ["governmentPurpose"], "owner": ["defense-prime"], "ukTier": ["OFFICIAL-SENSITIVE"],
                "dissemination": ["UK EYES ONLY"],
            ]),
            profile: .dod,
            facts: DesignationFacts(contract: contract)
        )
        #expect(
            marking.notices[0].hasPrefix(
                "GOVERNMENT PURPOSE RIGHTS\nContract No. FA8615-26-C-0001\nContractor Name: Example\nContractor Address: Wichita, KS\n"
                    + "Expiration Date: 2031-03-02\nThe Government's rights to use"
            )
        )
        #expect(marking.notices[1].hasPrefix("Contains proprietary information of defense-prime"))
        #expect(marking.notices[2] == "OFFICIAL-SENSITIVE UK EYES ONLY")
        let limited = try schemes.marking(of: label(["rights": ["limited"]]), profile: .dod)
        #expect(limited.problems == [.contractMissing(legend: "LIMITED RIGHTS")])
    }

    @Test("a label that is not known admits the owner alone, in words")
    func sealed() {
        let marking = schemes.marking(of: .sealed, profile: .nara(.acronym))
        #expect(marking.banner == "RESTRICTED TO ITS OWNER")
        #expect(marking.problems == [.sealed])
    }
}
