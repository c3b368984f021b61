import Testing

@testable import Classification

@Suite("Banners and portion marks are read by their grammar")
struct BannerReadingTests {
    let schemes: Schemes

    init() throws { schemes = try CatalogueSchemes.load() }

    private func label(_ restrictions: [String: [String]]) throws -> Label {
        try schemes.label(restrictions.flatMap { scheme, values in values.map { Restriction(scheme, $0) } })
    }

    private func faults(_ text: String) -> [ReadingProblem.Fault] { schemes.readBanner(text).problems.map(\.fault) }

    private static let top = Schemes.unreadable(in: Schemes.bannerSchemes)

    @Test("control, categories, controls; either list may be missing (32 CFR 2002.20(b))")
    func wellFormed() throws {
        let cases: [(String, [String: [String]])] = [
            ("CUI//SP-CTI//NOFORN", ["cui": ["SP-CTI"], "dissemination": ["NOFORN"]]),
            ("CONTROLLED//SP-CTI/SP-EXPT/PROPIN", ["cui": ["SP-CTI", "SP-EXPT", "PROPIN"]]),
            ("CUI//PRVCY//DL ONLY/NOCON", ["cui": ["PRVCY"], "dissemination": ["DL ONLY", "NOCON"]]),
            (
                "CUI//SP-CTI//REL TO USA, AUS, GBR",
                ["cui": ["SP-CTI"], "dissemination": ["REL TO"], "releasableTo": ["US", "AU", "GB"]]
            ),
            (
                "CUI//SP-CTI//REL TO USA, FVEY",
                ["cui": ["SP-CTI"], "dissemination": ["REL TO"], "releasableTo": ["US", "AU", "GB", "CA", "NZ"]]
            ),
        ]
        for (text, restrictions) in cases {
            let read = schemes.readBanner(text)
            #expect(try read.label == label(restrictions), "\(text)")
            #expect(read.problems == [], "\(text)")
        }
    }

    @Test(
        "without a category the controls alone are in the banner; its category is unknown under DoD and Basic under NARA"
    )
    func noCategory() throws {
        let dod = schemes.readBanner("CUI//NOFORN")
        #expect(dod.label["cui"] == .contradiction)
        #expect(dod.label.values(in: "dissemination") == ["NOFORN"])
        #expect(dod.problems.map(\.fault) == [.categoryMissing])
        let nara = schemes.readBanner("CUI//NOFORN", profile: .nara(.acronym))
        #expect(try nara.label == label(["cui": ["CUI"], "dissemination": ["NOFORN"]]))
        #expect(nara.problems == [])
    }

    @Test("what can only mean one thing is read so, and the mistake is named")
    func tolerated() throws {
        let plain = try label(["cui": ["SP-CTI"], "dissemination": ["NOFORN"]])
        let cases: [(String, ReadingProblem.Fault)] = [
            ("cui//sp-cti//noforn", .lowercase), ("CUI // SP-CTI // NOFORN", .spacing),
            ("CUI//SP-CTI/NOFORN", .controlOutOfPlace("NOFORN")), ("CUI//SP-CTI//NF", .controlOutOfPlace("NF")),
            ("CUI//SP-CTI/SP-CTI//NOFORN", .repeated("SP-CTI")),
            ("CUI//SP-CTI//NOFORN//DRAFT", .supplementInBanner("DRAFT")),
        ]
        for (text, fault) in cases {
            let read = schemes.readBanner(text)
            #expect(read.label == plain, "\(text)")
            #expect(read.problems.map(\.fault) == [fault], "\(text)")
        }
        #expect(faults("CUI//PROPIN/SP-CTI//NOFORN") == [.order])
        #expect(schemes.readBanner("CUI//SP–CTI//NOFORN").label == plain)
    }

    @Test("a category in the form that the registry does not have restricts in both forms")
    func wrongForm() throws {
        let read = schemes.readBanner("CUI//CTI")
        #expect(try read.label == label(["cui": ["CTI", "SP-CTI"]]))
        #expect(read.problems.map(\.fault) == [.wrongForm("CTI")])
        #expect(try schemes.readBanner("CUI//SP-BATT").label == label(["cui": ["BATT", "SP-BATT"]]))
    }

    @Test(
        "unknown tokens and wrong slashes make the whole banner unreadable: above every label in what a banner speaks of",
        arguments: [
            "CUI//SP-CTX//NOFORN", "CUI//SP-CTI//NOFORM", "CUI//SP-CTINOFORN", "CUI/", "CUI//", "CUI///SP-CTI",
            "CUI//SP-CTI//",
            "CUI//SP-CTI///NOFORN", "//SP-CTI", "CUI//SP-CTI//NOFORN//FED ONLY", "CUI//NOFORN//SP-CTI", "CUL//SP-CTI",
            "",
            "   ", "CUI SP-CTI", "CUI//SP-CTI//REL TO", "CUI//SP-CTI//REL TO USA, AUX", "CUI//SP-CTI//REL TO USA,, AUS",
            "CUI//SP-CTI//REL TO USA AUS", "CUI//SP-CTI//REL TO USA/AUS", "UNCLASSIFIED//SP-CTI", "Vertraulich", "/",
            "(",
        ]
    )
    func unreadable(text: String) {
        let read = schemes.readBanner(text)
        #expect(read.label == Self.top, "\(read)")
        #expect(!read.problems.isEmpty)
    }

    @Test("controls that cannot both hold each restrict; a list without USA gains USA and nobody else")
    func conflicts() throws {
        let both = schemes.readBanner("CUI//SP-CTI//NOFORN/REL TO USA, AUS")
        #expect(both.label.values(in: "dissemination") == ["NOFORN", "REL TO"])
        #expect(both.label.admitted(in: "releasableTo") == ["US", "AU"])
        #expect(both.problems.map(\.fault) == [.conflictingControls(["NOFORN", "REL TO"])])
        let list = schemes.readBanner("CUI//SP-CTI//REL TO AUS, GBR")
        #expect(list.label.admitted(in: "releasableTo") == ["US", "AU", "GB"])
        #expect(list.problems.map(\.fault) == [.usaMissing("REL TO")])
        #expect(faults("CUI//SP-CTI//REL TO USA, GBR, AUS") == [.order])
        let display = schemes.readBanner("CUI//SP-CTI//DISPLAY ONLY USA, AUS")
        #expect(display.label.admitted(in: "releasableTo") == ["US"])
        #expect(display.problems.map(\.fault) == [.displayList])
    }

    @Test("controls that the registry has and the schemes do not restrict as much as controls can")
    func undeclared() {
        let read = schemes.readBanner("CUI//PRIVILEGE//Attorney-Client")
        #expect(read.label.values(in: "cui") == ["PRIVILEGE"])
        #expect(read.label["dissemination"] == .contradiction)
        #expect(read.problems.map(\.fault).contains(.notDeclared(scheme: "dissemination", value: "Attorney-Client")))
        #expect(faults("CUI//PRVCY//Attorney-WP").contains(.attorneyWithoutPrivilege))
        #expect(Schemes.none.readBanner("CUI//SP-CTI").label["cui"] == .contradiction)
    }

    @Test(
        "look-alikes are seen and not believed",
        arguments: [
            "СUI//SP-CTI//NOFORN", "CUI∕∕SP-CTI//NOFORN", "ＣＵＩ//SP-CTI", "C\u{200B}UI//SP-CTI",
            "CUI//SP-CTI//NO\u{AD}FORN",
            "CUI//SP-C\u{336}TI", "\u{202E}CUI//SP-CTI", "𝐂𝐔𝐈//SP-CTI", "CÜI//SP-CTI", "CUI//SP-CTΙ",
        ]
    )
    func disguised(text: String) {
        for label in [schemes.readBanner(text).label, schemes.readMarkings(in: "x\n\(text)\ny").label] {
            #expect(label == Self.top, "\(text.debugDescription): \(label)")
        }
    }

    @Test("a break inside a banner divides nothing")
    func broken() throws {
        let whole = try label([
            "cui": ["SP-CTI", "SP-EXPT"], "dissemination": ["REL TO"], "releasableTo": ["US", "AU"],
        ])
        for text in [
            "CUI//SP-CTI/\nSP-EXPT//REL TO USA,\n  AUS", "CUI//SP-CTI/SP-EXPT\r\n//REL TO\r\nUSA, AUS",
            "CUI\n//SP-CTI/SP-\nEXPT/\n/REL TO USA, AUS",
        ] {
            #expect(schemes.readBanner(text).label == whole, "\(text.debugDescription)")
            let page = schemes.readMarkings(in: "Title\n\(text)\nThe spar\n")
            #expect(page.label == whole, "\(text.debugDescription)")
            #expect(page.found.map(\.kind) == [.banner])
            #expect(page.found[0].text == text)
        }
    }

    @Test(
        "banners inside other text are found with their place",
        arguments: [
            "<mark>CUI//SP-CTI//NOFORN</mark>", "{\"marking\": \"CUI//SP-CTI//NOFORN\"}",
            "The drawing is CUI//SP-CTI//NOFORN as of today.",
            "CUI//SP-CTI//NOFORN   Page 3 of 7", "Part;CUI//SP-CTI//NOFORN;7",
            "#1=SECURITY_CLASSIFICATION('CUI//SP-CTI//NOFORN',$,#2);",
        ]
    )
    func embedded(text: String) throws {
        let read = schemes.readMarkings(in: "é\n" + text)
        #expect(try read.label == label(["cui": ["SP-CTI"], "dissemination": ["NOFORN"]]))
        let found = try #require(read.found.first)
        #expect(read.found.count == 1)
        #expect(found.text == "CUI//SP-CTI//NOFORN")
        let bytes = Array(("é\n" + text).utf8)
        #expect(String(decoding: bytes[found.range], as: UTF8.self) == found.text)
    }

    @Test(
        "portion marks: (U) restricts nothing, an unclosed one and a torn one are unreadable, an explanation is no mark"
    )
    func portions() throws {
        let read = schemes.readMarkings(in: "CUI//SP-CTI//NOFORN\n1. (CUI//SP-CTI//NF) The spar.\n2. (U) The room.\n")
        #expect(read.found.map(\.kind) == [.banner, .portion, .portion])
        #expect(read.found[1].label == read.found[0].label)
        #expect(read.found[2].label == .unrestricted)
        #expect(read.problems == [])
        for torn in [
            "(CUI//SP-CTI//NF The spar.", "CUI//SP-CTI//NF) The spar", "(CU//SP-CTI//NF) The spar",
            "(SP-CTI//NF) The spar",
        ] {
            #expect(schemes.readMarkings(in: torn).label == Self.top, "\(torn)")
        }
        #expect(schemes.readMarkings(in: "Controlled Unclassified Information (CUI) is handled by rule.").found == [])
        #expect(schemes.readMarkings(in: "(CUI) The spar.").found.map(\.kind) == [.portion])
    }

    @Test(
        "text without markings has none",
        arguments: [
            "See https://example.com/CUI/training//index.html for more.", "N10 G01 X1.0 // MILL (ROUGH PASS)",
            "U/S of part, 3/4-16 UNF, I/O",
            "The controlled documents are in room 7.", "part(s) and (c) 2026 Example", "C:\\parts\\a//b",
            "circuit CUIT-7/8", "A//B//C", "",
        ]
    )
    func clean(text: String) {
        let read = schemes.readMarkings(in: text)
        #expect(read.found == [], "\(read.found)")
        #expect(read.label == .unrestricted)
    }
}
