import Classification
import Testing

@Suite("A page says what it is, whatever its label")
struct PageBannerTests {
    let schemes: Schemes

    init() throws { schemes = try CatalogueSchemes.load() }

    private func label(_ restrictions: [String: [String]]) throws -> Label {
        try schemes.label(restrictions.flatMap { scheme, values in values.map { Restriction(scheme, $0) } })
    }

    private func banner(_ restrictions: [String: [String]], _ profile: MarkingProfile = .nara(.acronym)) throws
        -> String
    {
        schemes.pageBanner(of: try label(restrictions), profile: profile).banner
    }

    @Test("CUI bears the official banner of the profile, in purple")
    func controlled() throws {
        #expect(try banner(["cui": ["SP-CTI"], "regimes": ["ITAR"]]) == "CUI//SP-CTI")
        #expect(try banner(["cui": ["SP-CTI"], "regimes": ["ITAR"]], .dod) == "CUI")
        let page = schemes.pageBanner(of: try label(["cui": ["SP-CTI"]]), profile: .dod)
        #expect(page.colours == .controlled)
        #expect(page.marksPortions)
    }

    @Test(
        "what is not CUI says export control and that it is owned in words, names nobody, in no colour of a standard form"
    )
    func plain() throws {
        #expect(try banner(["regimes": ["ITAR", "EAR"]]) == "EXPORT CONTROLLED - EAR, ITAR")
        #expect(try banner(["owner": ["Acme"]]) == "PROPRIETARY")
        let page = schemes.pageBanner(of: try label(["regimes": ["EAR"], "owner": ["Acme"]]), profile: .dod)
        #expect(page.banner == "EXPORT CONTROLLED - EAR // PROPRIETARY")
        #expect(page.colours == .neutral)
        #expect(
            schemes.portionMark(of: try label(["regimes": ["EAR"], "owner": ["Acme"]]), profile: .dod)
                == "(EAR//PROPRIETARY)"
        )
    }

    @Test("the name of a program stands on no bar")
    func program() throws {
        #expect(try banner(["program": ["BLACKBIRD"]]) == "RESTRICTED")
        #expect(schemes.portionMark(of: try label(["program": ["BLACKBIRD"]]), profile: .dod) == "(RESTRICTED)")
    }

    @Test("what only a program, a flowdown or a control without CUI restricts says no more than that")
    func restricted() throws {
        let label = try label(["dissemination": ["NOFORN"]])
        #expect(schemes.pageBanner(of: label, profile: .dod).banner == "RESTRICTED")
        #expect(schemes.portionMark(of: label, profile: .dod) == "(RESTRICTED)")
        #expect(try banner(["rights": ["limited"]]) == "PROPRIETARY")
        #expect(try banner(["safetyCritical": ["yes"], "ukTier": ["OFFICIAL"]]) == "UNCLASSIFIED")
        #expect(try banner(["ukTier": ["OFFICIAL-SENSITIVE"]]) == "OFFICIAL-SENSITIVE")
    }

    @Test("nothing restricted is said too, and parts are not marked")
    func unrestricted() {
        let page = schemes.pageBanner(of: .unrestricted, profile: .nara(.word))
        #expect(page.banner == "UNCLASSIFIED")
        #expect(!page.marksPortions)
        #expect(schemes.portionMark(of: .unrestricted, profile: .dod) == "(U)")
    }

    @Test("a label that is not known admits its owner alone, on each part")
    func sealed() {
        let page = schemes.pageBanner(of: .sealed, profile: .dod)
        #expect(page.banner == "RESTRICTED TO ITS OWNER")
        #expect(page.colours == .neutral)
        #expect(schemes.portionMark(of: .sealed, profile: .dod) == "(RESTRICTED TO ITS OWNER)")
    }
}
