import Classification
import Foundation
import Testing

@testable import HTTPExit

@Suite("Marking of screens")
struct ScreenMarkingTests {
    private static let schemes = Result {
        var root = URL(filePath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        let json = try Data(contentsOf: root.appending(path: "Catalogue/schemes.json"))
        return try Schemes(json: json)
    }

    private func bar(_ profile: MarkingProfile, _ restrictions: [Restriction]) throws -> (
        bar: String, style: String, portion: String
    ) {
        let schemes = try Self.schemes.get()
        let marking = ScreenMarking(schemes: schemes, profile: profile)
        let label = try schemes.label(restrictions)
        let bar = marking.bar(label)
        return (bar.text, bar.style.description, marking.portion(label))
    }

    @Test("CUI has its bar: with categories by NARA's rules, without by DoD's")
    func cui() throws {
        let restrictions = [Restriction("cui", "SP-CTI"), Restriction("dissemination", "NOFORN")]
        #expect(try bar(.nara(.acronym), restrictions) == ("CUI//SP-CTI//NOFORN", "bar-cui", "(CUI//SP-CTI//NF)"))
        #expect(try bar(.dod, restrictions) == ("CUI", "bar-cui", "(CUI)"))
    }

    @Test("what is restricted without being CUI has no colour of CUI, and says what restricts it")
    func others() throws {
        let itar = try bar(.dod, [Restriction("regimes", "ITAR")])
        #expect(itar == ("EXPORT CONTROLLED - ITAR", "bar-other", "(ITAR)"))
    }

    @Test("the name of a program stands on no bar")
    func program() throws {
        let bar = try bar(.dod, [Restriction("program", "BLACKBIRD")])
        #expect(bar == ("RESTRICTED", "bar-other", "(RESTRICTED)"))
    }

    @Test("what nothing restricts says so")
    func open() throws { #expect(try bar(.dod, []) == ("UNCLASSIFIED", "bar-open", "(U)")) }

    @Test("a label that is not known admits the owner alone")
    func sealed() throws {
        let marking = ScreenMarking(schemes: try Self.schemes.get(), profile: .dod)
        #expect(marking.bar(.sealed).text == "RESTRICTED TO ITS OWNER")
    }
}
