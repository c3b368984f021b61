import Foundation
import SeededGeneration
import Testing

@testable import Classification

@Suite("A damaged marking never restricts less")
struct MarkingMutationTests {
    let schemes: Schemes

    init() throws { schemes = try CatalogueSchemes.load() }

    private static let countries = ["AUS", "CAN", "GBR", "NZL", "JPN", "AUT"]

    private static func banner(_ generator: inout SeededGenerator) -> String {
        func some(_ values: [String], _ count: ClosedRange<Int>) -> [String] {
            Set(
                (0..<Int.random(in: count, using: &generator)).compactMap { _ in values.randomElement(using: &generator)
                }
            ).sorted()
        }
        let specified = some(CUIRegistry.specified.sorted(), 0...2).map { "SP-" + $0 }
        let basic = some(CUIRegistry.basic.sorted(), (specified.isEmpty ? 1 : 0)...2)
        var controls = some(["FED ONLY", "FEDCON", "NOCON", "DL ONLY"], 0...1)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: controls.append("NOFORN")
        case 1: controls.append("REL TO USA, " + some(countries, 1...3).joined(separator: ", "))
        default: break
        }
        return ["CUI", (specified + basic).joined(separator: "/"), controls.sorted().joined(separator: "/")]
            .filter { !$0.isEmpty }.joined(separator: "//")
    }

    private static let inserted = Array(
        "ABCDEFGHIJKLMNOPRSTUVWXYZabcui0159/,-–. \t\n()<>\"';:|_\u{200B}\u{AD}\u{A0}\u{202E}СОІ／⁄\u{301}é☃"
    )

    static func mutate(_ text: String, edits: Int, _ generator: inout SeededGenerator) -> String {
        var characters = Array(text.unicodeScalars.map(Character.init))
        for _ in 0..<edits where characters.count > 1 {
            let at = Int.random(in: 0..<characters.count, using: &generator)
            let other = inserted.randomElement(using: &generator) ?? "X"
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: characters.remove(at: at)
            case 1: characters.insert(other, at: at)
            case 2: characters[at] = other
            case 3: characters.swapAt(at, (at + 1) % characters.count)
            case 4: characters.insert(characters[at], at: at)
            default: characters[at] = Character(characters[at].lowercased())
            }
        }
        return String(characters)
    }

    /// What the grammar makes of a text, written anew and simply: the tokens of a well-formed banner, nil for anything else.
    ///
    /// A mutant that is itself a well-formed banner says something else and can be told from it by nobody.
    private static func tokens(_ text: String) -> Set<String>? {
        var text = text.uppercased().replacingOccurrences(of: "–", with: "-").replacingOccurrences(
            of: "\u{A0}",
            with: " "
        )
        text = text.replacingOccurrences(of: "[\\s]+", with: " ", options: .regularExpression)
        text = text.replacingOccurrences(of: " ?([/,]) ?", with: "$1", options: .regularExpression)
        text = text.trimmingCharacters(in: .whitespaces)
        guard text.hasPrefix("CUI//") || text.hasPrefix("CONTROLLED//") || text == "CUI" else { return nil }
        var tokens: Set<String> = []
        for field in text.components(separatedBy: "//").dropFirst() {
            for token in field.components(separatedBy: "/") {
                if token.hasPrefix("REL TO ") {
                    for country in token.dropFirst(7).components(separatedBy: ",") {
                        guard CountryTrigraph.country(country) != nil else { return nil }
                        tokens.insert("REL TO " + country)
                    }
                } else if CUIRegistry.controls[token] != nil || CUIRegistry.category(token) != nil {
                    tokens.insert(token)
                } else {
                    return nil
                }
            }
        }
        return tokens
    }

    private var seeds: Range<UInt64> { ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1" ? 0..<60 : 0..<2 }

    @Test("where a banner is expected: up to three edits")
    func placed() throws {
        var checked = 0
        var other = 0
        for seed in seeds {
            var generator = SeededGenerator(seed: 1_000 + seed)
            for _ in 0..<1_000 {
                let banner = Self.banner(&generator)
                let truth = schemes.readBanner(banner).label
                let mutant = Self.mutate(banner, edits: Int.random(in: 1...3, using: &generator), &generator)
                if let tokens = Self.tokens(mutant), tokens != Self.tokens(banner) {
                    other += 1
                    continue
                }
                checked += 1
                let read = schemes.readBanner(mutant)
                #expect(
                    truth.isAtMost(read.label),
                    "\(banner.debugDescription) as \(mutant.debugDescription): \(read.label)"
                )
            }
        }
        // Most damage is seen; the rest says another banner.
        #expect(checked > 9 * other, "\(checked) checked, \(other) other banners")
    }

    @Test("in a page: one edit, and the banner is found and restricts as much")
    func scanned() throws {
        var checked = 0
        for seed in seeds {
            var generator = SeededGenerator(seed: 2_000 + seed)
            for _ in 0..<600 {
                let banner = Self.banner(&generator)
                let truth = schemes.readBanner(banner).label
                let mutant = Self.mutate(banner, edits: 1, &generator)
                // A break may leave a shorter banner on a line of its own; what follows it says nothing.
                let whole = Self.tokens(mutant).map { $0 != Self.tokens(banner) } ?? false
                let lines = mutant.split(whereSeparator: \.isNewline).map(String.init)
                let torn = lines.count > 1 && lines.contains { Self.tokens($0) != nil }
                if whole || torn { continue }
                checked += 1
                let page = "Part 7\n\(mutant)\nThe spar is machined from one plate.\n"
                let read = schemes.readMarkings(in: page)
                #expect(
                    truth.isAtMost(read.label),
                    "\(banner.debugDescription) as \(mutant.debugDescription): \(read.label)"
                )
            }
        }
        #expect(checked > seeds.count * 480, "\(checked) checked")
    }

    @Test("a portion mark: one edit")
    func portions() throws {
        for seed in seeds {
            var generator = SeededGenerator(seed: 3_000 + seed)
            for _ in 0..<600 {
                let mark = "(" + Self.banner(&generator).replacingOccurrences(of: "NOFORN", with: "NF") + ")"
                let truth = schemes.readPortionMark(mark).label
                let mutant = Self.mutate(mark, edits: 1, &generator)
                let inside =
                    mutant.hasPrefix("(") && mutant.hasSuffix(")") ? String(mutant.dropFirst().dropLast()) : mutant
                if let tokens = Self.tokens(inside), tokens != Self.tokens(String(mark.dropFirst().dropLast())) {
                    continue
                }
                let read = schemes.readMarkings(in: "\(mutant) The spar is machined from one plate.\n")
                #expect(truth.isAtMost(read.label), "\(mark) as \(mutant.debugDescription): \(read.label)")
            }
        }
    }

    @Test("a distribution statement: one edit in head or audience")
    func statements() throws {
        let texts = ["B", "C", "D", "E", "F"].map { letter in
            schemes.marking(of: (try? schemes.label([Restriction("distribution", letter)])) ?? .sealed, profile: .dod)
                .notices[0]
        }
        for seed in seeds {
            var generator = SeededGenerator(seed: 4_000 + seed)
            for text in texts {
                let truth = schemes.readMarkings(in: text).label
                for _ in 0..<100 {
                    let mutant = Self.mutate(text, edits: 1, &generator)
                    let read = schemes.readMarkings(in: mutant).label
                    #expect(truth.isAtMost(read), "\(mutant.debugDescription): \(read)")
                }
            }
        }
    }

    @Test(
        "export entries whose head or separator a line break or a stray letter damaged admit the owner alone",
        arguments: [
            "Export controlled: EAR\n UK.", "Export controlled: EAR\n; UK.", "Export controlled: EAR\nUK.",
            "E\nport controlled: EU; UK.",
            "Export contr\nlled: EU; UK.", "Export contro:led: EU; UK.", "Exprot controlled: EU; UK.",
            "xport controlled: EU; UK.",
            "Exp ort controlled: EU; UK.", "Export controlledd: EU; UK.", "Export con\u{200B}trolled: EU; UK.",
        ]
    )
    func tornExport(line: String) throws {
        let read = schemes.readMarkings(in: "Some text.\n\n\(line)\n\nMore text.\n").label
        #expect(
            Schemes.unreadable(in: ["regimes", "usml", "eccn"]).isAtMost(read) || read["regimes"] != nil,
            "\(read)"
        )
        for regime in ["UK"] + (line.contains("EU") ? ["EU"] : []) {
            let truth = try schemes.label([Restriction("regimes", regime)])
            #expect(truth.isAtMost(read), "\(line): \(read)")
        }
    }

    @Test(
        "what only looks like them is left alone",
        arguments: [
            "Controlled by: Export Office", "Export office: Wichita",
            "Export controlled: EAR ECCN 9E610\nThe spar is machined.",
            "Remote controlled: yes", "controlled: EAR",
        ]
    )
    func notTornExport(line: String) {
        let read = schemes.readMarkings(in: "Some text.\n\n\(line)\n").label
        #expect(read.isAtMost(schemes.readMarkings(in: "Export controlled: EAR ECCN 9E610.").label), "\(read)")
    }

    @Test("a whole page of either profile: one edit anywhere")
    func pages() throws {
        // Codes of which no one is another with an edit, and of which DoD's block leaves none in doubt.
        let categories = ["SP-CTI", "PSEC", "SP-MFC", "CRIT", "WATER"]
        for seed in seeds {
            for profile in [MarkingProfile.nara(.acronym), .dod] {
                var labels = MarkableLabels(schemes: schemes, generator: SeededGenerator(seed: 5_000 + seed))
                var generator = SeededGenerator(seed: 6_000 + seed)
                for _ in 0..<200 {
                    let label = try labels.next(categories: categories)
                    let page = markedPage(schemes.marking(of: label, profile: profile, facts: MarkableLabels.facts))
                    let mutant = Self.mutate(page, edits: 1, &generator)
                    let read = schemes.readMarkings(in: mutant, profile: profile).label
                    // A name or entry with an edit may be another one; that there is one is still read.
                    let open = ["owner", "usml", "eccn"]
                    for scheme in open where label[scheme] != nil { #expect(read[scheme] != nil, "\(mutant)") }
                    let known = Label(components: label.components.filter { !open.contains($0.key) })
                    #expect(known.isAtMost(read), "\(mutant.debugDescription): \(label) as \(read)")
                }
            }
        }
    }
}
