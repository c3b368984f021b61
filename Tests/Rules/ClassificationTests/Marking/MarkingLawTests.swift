import SeededGeneration
import Testing

@testable import Classification

/// What holds of every marking, on labels drawn from the catalogue's schemes.
@Suite("Markings lose nothing of a join")
struct MarkingLawTests {
    let schemes: Schemes

    init() throws { schemes = try CatalogueSchemes.load() }

    private static let pool: [Restriction] =
        ["SP-CTI", "SP-EXPT", "SP-NNPI", "CTI", "PROPIN", "BUDG"].map { Restriction("cui", $0) }
        + ["NOFORN", "FED ONLY", "FEDCON", "NOCON", "DL ONLY", "DISPLAY ONLY", "REL TO"].map {
            Restriction("dissemination", $0)
        }
        + ["US", "AU", "GB", "CA", "FVEY"].map { Restriction("releasableTo", $0) }
        + ["A", "B", "C", "D", "E", "F"].map { Restriction("distribution", $0) }
        + ["ITAR", "EAR"].map { Restriction("regimes", $0) } + [Restriction("owner", "a"), Restriction("owner", "b")]

    private func label(_ generator: inout SeededGenerator) throws -> Label {
        if Int.random(in: 0..<40, using: &generator) == 0 { return .sealed }
        let count = Int.random(in: 0...6, using: &generator)
        return try schemes.label((0..<count).compactMap { _ in Self.pool.randomElement(using: &generator) })
    }

    private func each(_ seed: UInt64, _ law: (Label, Label) throws -> Void) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<3_000 { try law(label(&generator), label(&generator)) }
    }

    /// The groups of a banner after its control marking.
    private func parts(_ banner: String) -> [[String]] {
        var rest = Substring(banner)
        var groups: [[String]] = []
        while let cut = rest.firstRange(of: "//") {
            rest = rest[cut.upperBound...]
            let end = rest.firstRange(of: "//")?.lowerBound ?? rest.endIndex
            groups.append(rest[..<end].split(separator: "/").map(String.init))
        }
        return groups
    }

    @Test("the banner of a join carries every category and control of both; NOFORN stands for what it excludes")
    func joins() throws {
        try each(1) { one, other in
            let join = one.join(other)
            guard !join.isSealed, join["cui"] != nil else { return }
            let banner = try #require(schemes.marking(of: join, profile: .nara(.acronym)).banner)
            let written = Set(parts(banner).joined())
            for label in [one, other] {
                #expect(label.values(in: "cui").isSubset(of: written))
                for control in label.values(in: "dissemination") where !written.contains(control) {
                    let isForeign = control == "REL TO" || control == "DISPLAY ONLY"
                    #expect(isForeign)
                    #expect(
                        written.contains("NOFORN") || (control == "REL TO" && banner.contains("REL TO USA, ")),
                        "\(control) is lost in \(banner)"
                    )
                }
            }
        }
    }

    @Test("a join never releases to a country that one side does not")
    func countries() throws {
        try each(2) { one, other in
            let join = one.join(other)
            guard join["cui"] != nil, !join.isSealed else { return }
            let controls = CUIBanner(join).controls
            guard let released = controls.first(where: { $0.hasPrefix("REL TO ") }) else { return }
            let trigraphs = Set(released.dropFirst("REL TO ".count).split(separator: ", ").map(String.init))
            for side in [one, other] {
                guard let admitted = side.admitted(in: "releasableTo") else { continue }
                #expect(trigraphs.subtracting(["USA"]).isSubset(of: admitted.compactMap(CountryTrigraph.of)))
            }
        }
    }

    @Test("categories are written specified first, each group in order and each value once")
    func order() throws {
        try each(3) { one, other in
            let banner = CUIBanner(one.join(other))
            let specified = banner.categories.prefix { $0.hasPrefix("SP-") }
            let basic = banner.categories.dropFirst(specified.count)
            #expect(Array(specified) == specified.sorted() && Array(basic) == basic.sorted())
            #expect(!basic.contains { $0.hasPrefix("SP-") })
            #expect(banner.controls == banner.controls.sorted())
            #expect(Set(banner.categories).count == banner.categories.count)
        }
    }

    @Test("equal labels are written equally, whichever side comes first")
    func commutative() throws {
        try each(4) { one, other in
            for profile in [MarkingProfile.nara(.word), .dod] {
                let left = schemes.marking(of: one.join(other), profile: profile)
                #expect(left == schemes.marking(of: other.join(one), profile: profile))
            }
        }
    }

    @Test("the designation block of a join carries every category, and the statement that admits whom both admit")
    func block() throws {
        try each(5) { one, other in
            let join = one.join(other)
            guard !join.isSealed, join["cui"] != nil else { return }
            let marking = schemes.marking(of: join, profile: .dod)
            let categories = try #require(marking.designationBlock.first { $0.hasPrefix("CUI Category: ") })
            for category in one.values(in: "cui").union(other.values(in: "cui")) {
                #expect(categories.contains(category.hasPrefix("SP-") ? String(category.dropFirst(3)) : category))
            }
            guard let audience = join.admitted(in: "distribution") else { return }
            // An audience that no statement has goes to whom the controlling office directs, which is narrower.
            let letter = try schemes.scheme(named: "distribution").value(admitting: audience) ?? "F"
            #expect(marking.notices.contains { $0.hasPrefix("DISTRIBUTION STATEMENT \(letter).") })
        }
    }
}
