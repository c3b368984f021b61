import SeededGeneration
import Testing

@testable import Classification

@Suite("Labels have one text, and what is not understood restricts more")
struct LabelTextTests {
    let schemes: Schemes

    init() throws {
        schemes = try Schemes([
            Scheme(name: "cui", joining: .union),
            Scheme(name: "dissemination", joining: .union, values: ["NOFORN", "FED ONLY"]),
            Scheme(name: "releasableTo", joining: .intersection, members: ["FVEY": ["US", "AU", "GB"]]),
            Scheme(name: "ukTier", joining: .maximum(order: ["OFFICIAL", "OFFICIAL-SENSITIVE"])),
        ])
    }

    @Test("the text is the one that the grammar gives")
    func texts() throws {
        let label = try schemes.label([
            Restriction("cui", "SP-CTI"), Restriction("cui", "EXPT"), Restriction("dissemination", "FED ONLY"),
            Restriction("releasableTo", "US"), Restriction("ukTier", "OFFICIAL-SENSITIVE"),
        ])
        #expect(
            label.canonicalText
                == "cui=EXPT,SP-CTI;dissemination=FED ONLY;releasableTo<US;ukTier@OFFICIAL-SENSITIVE"
        )
        #expect(Label.unrestricted.canonicalText == "")
        #expect(Label.sealed.canonicalText == "*")
        #expect(try schemes.label("releasableTo", admittingOnly: []).canonicalText == "releasableTo<")
        #expect(try schemes.label([Restriction("cui", "a,b;c=%")]).canonicalText == "cui=a%2Cb%3Bc%3D%25")
    }

    @Test("every label is read back as itself")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 4)
        let values = ["SP-CTI", "a,b", "%41", "x;y", "=", "<", "@!*"]
        for _ in 0..<2_000 {
            var restrictions = values.filter { _ in Bool.random(using: &generator) }.map { Restriction("cui", $0) }
            if Bool.random(using: &generator) { restrictions.append(Restriction("ukTier", "OFFICIAL")) }
            if Bool.random(using: &generator) { restrictions.append(Restriction("dissemination", "NOFORN")) }
            if Bool.random(using: &generator) { restrictions.append(Restriction("releasableTo", "FVEY")) }
            var label = try schemes.label(restrictions)
            if label["ukTier"] != nil, Int.random(in: 0..<10, using: &generator) == 0 {
                label = label.join(Label(components: ["ukTier": .all(["OFFICIAL"])]))
            }
            #expect(schemes.label(canonicalText: label.canonicalText) == label)
        }
        #expect(schemes.label(canonicalText: "*") == .sealed)
    }

    @Test(
        "what is no text of a label is sealed",
        arguments: [
            "cui", "cui=", "=x", ";", "cui=a;", "cui=a;cui=b", "cui=%4", "cui=%GG", "cui=%41", "ukTier@", "ukTier@a,b",
            "cui=a,,b", "cui!x", "cui=\u{e9}", " *", "**",
        ]
    )
    func malformed(text: String) {
        #expect(schemes.label(canonicalText: text) == .sealed)
    }

    @Test(
        "what these schemes do not have is a contradiction in its scheme",
        arguments: ["new=x", "dissemination=SECRET", "ukTier@SECRET", "ukTier=OFFICIAL", "cui<SP-CTI", "cui!"]
    )
    func notUnderstood(text: String) throws {
        let label = schemes.label(canonicalText: "\(text);zzz!")
        #expect(label["zzz"] == .contradiction)
        let scheme = try #require(text.split(whereSeparator: { "=<@!".contains($0) }).first)
        #expect(label[String(scheme)] == .contradiction)
    }
}
