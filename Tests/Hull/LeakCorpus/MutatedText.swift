internal import SeededGeneration

/// Long texts made from a seed in which markings, look-alikes and pieces of them stand damaged, with much or little between them: what a look for traces may
/// overlook. The same seed gives the same text.
public enum MutatedText {
    /// A text of a number.
    public static func bytes(seed: UInt64, _ number: Int) throws -> [UInt8] {
        var random = SeededGenerator(seed: seed &* 7_000_003 &+ UInt64(number))
        var text = ShopText.lines(random.below(60), &random)
        for _ in 0...random.below(5) {
            text += random.pick(["\n", "\n\n", " ", "\r\n", "", "\t"])
            text += try piece(&random)
            text += random.pick(["\n", "\n\n", " ", "\r\n", "", ". "])
            text += random.oneIn(5) ? String(repeating: "\n", count: random.below(2_500)) : ""
            text += ShopText.lines(random.pick([0, 1, 4, 20, 60, 90]), &random)
        }
        return Array(text.utf8)
    }

    private static func piece(_ random: inout SeededGenerator) throws -> String {
        switch random.below(6) {
        case 0: return soup(&random)
        case 1: return damaged(CorpusLookalikes.sample(&random).text, &random)
        case 2:
            let sample = CorpusMarkings.sample(random.pick(CorpusSample.Detector.allCases), &random)
            let forms: [CorpusForm] = [
                .softHyphen, .lineBreak, .xmlEntities, .jsonSlash, .fullWidth, .zeroWidth, .lookalikeSigns,
                .spacedSlashes, .csvCells, .stepEscape, .urlEncoding, .spacedLetters, .jsonUnicode,
                .quotedPrintableLetters, .base64URL, .hexadecimal,
            ]
            let form = random.pick(forms.filter { $0.suits(sample) })
            return damaged(String(decoding: try form.bytes(sample, before: "", after: ""), as: UTF8.self), &random)
        default:
            return damaged(
                CorpusMarkings.sample(random.pick(CorpusSample.Detector.allCases), &random).text,
                &random
            )
        }
    }

    /// Pieces of markings in any order, which make damaged ones that nobody thought of.
    private static func soup(_ random: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0...random.below(8) { text += random.pick(pieces) + random.pick(joints) }
        return damaged(text, &random)
    }

    private static let pieces = [
        "CUI", "CU", "CONTROLLED", "Controlled", "controlled by", "CONTROLLED BY", "SP-CTI", "SP-", "CTI", "PRVCY",
        "ID",
        "NOFORN", "NF", "AC", "FED", "ONLY", "DL", "REL TO", "USA", "AUS", "GBR", "DISPLAY", "FEDCON", "U", "S", "TS",
        "C", "FOUO", "SBU", "LES", "SECRET", "TOP", "NATO", "CONFIDENTIAL", "UK", "EYES", "OFFICIAL", "SENSITIVE",
        "Distribution", "DISTRIBUTION STATEMENT", "Dist", "Statement", "A", "B", "D", "authorized to", "DoD only",
        "approved for", "public release", "Export", "controlled", "Export controlled", "ITAR", "EAR", "USML", "ECCN",
        "9E610", "VIII(h)", "E.C.C.N.", "subject to", "the", "arms", "control act", "severe", "criminal penalties",
        "22 CFR 120", "section", "2751", "country of", "ultimate destination", "limited", "rights", "LIMITED RIGHTS",
        "252.227-7015", "proprietary", "trade", "secret", "contains", "information of", "do not disclose",
        "CUI Category", "Dissemination list", "Limited Dissemination Control", "LDC", "POC", "Point of contact",
        "Classified by", "begin 644 x", "Acme, Inc.", "N/A", "http", "training", "example", "Declassify on",
        "RESTRICTED TO ITS OWNER", "UNCLASSIFIED INFORMATION", "For Official Use Only", "SPECIFIED", "Stmt", "Distr",
        "further distribution only as directed by", "Munitions List Category", "subject to", "ITAR", "restricted",
        "technical data", "submitted with", "limited rights notice", "rights by", "commercial technical data",
        "export only to the country of ultimate destination", "otherwise disposed of", "classification number",
        "part,eccn,qty",
        "#", "--", "+AEMAVQBJ-", "(S)", "(TS)", "(S//NF)", "-SENSITIVE", "____", "the following statement", "\u{C}",
    ]
    private static let joints = [
        " ", " ", " ", "//", "/", "/ ", " / ", ": ", ":", "; ", ", ", "\n", "\n\n", " (", ") ", "(", ")", "-", ".",
        "\t", "=",
        "|", "\"", "  ", "\r\n", "://", "\u{A0}", "\u{2013}", "\u{85}", "\u{2028}",
    ]

    private static let signs = Array(
        "/- :;,.()\n\r\t\"'=&%\\U CNOFISPtrlaei4\u{B0}\u{AD}\u{410}\u{FF0F}\u{200B}\u{A0}\u{1}".unicodeScalars
    )

    /// The text with some of its characters changed, or as it is.
    private static func damaged(_ text: String, _ random: inout SeededGenerator) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<random.pick([0, 1, 1, 1, 2, 3]) where scalars.count > 2 {
            let at = random.below(scalars.count - 1)
            switch random.below(6) {
            case 0: scalars.remove(at: at)
            case 1: scalars.insert(random.pick(signs), at: at)
            case 2: scalars[at] = random.pick(signs)
            case 3: scalars.swapAt(at, at + 1)
            case 4: scalars.insert(scalars[at], at: at)
            default:
                let length = min(random.below(12), scalars.count - at)
                let isUp = random.chance(50)
                let part = String(String.UnicodeScalarView(scalars[at..<at + length]))
                scalars.replaceSubrange(
                    at..<at + length,
                    with: (isUp ? part.uppercased() : part.lowercased()).unicodeScalars
                )
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
