import SeededGeneration
import Testing

@testable import Classification

@Suite("What is written is read back to the same label")
struct ReadingRoundTripTests {
    let schemes: Schemes

    init() throws { schemes = try CatalogueSchemes.load() }

    private static let registered =
        CUIRegistry.basic.sorted() + CUIRegistry.specified.sorted().map { CUIRegistry.specifiedPrefix + $0 }
    /// Codes of one form alone: DoD's block leaves SP- out, so the others are read as both.
    private static let unambiguous = registered.filter {
        CUIRegistry.blockCategory($0.hasPrefix("SP-") ? String($0.dropFirst(3)) : $0)?.count == 1
    }

    private func each(
        _ seed: UInt64,
        _ profile: MarkingProfile,
        _ categories: [String],
        _ check: (Label, Marking, MarkingReading) throws -> Void
    ) throws {
        var labels = MarkableLabels(schemes: schemes, generator: SeededGenerator(seed: seed))
        for _ in 0..<200 {
            let label = try labels.next(categories: categories)
            let marking = schemes.marking(of: label, profile: profile, facts: MarkableLabels.facts)
            try check(label, marking, schemes.readMarkings(in: markedPage(marking), profile: profile))
        }
    }

    @Test("NARA banners and what stands beside them", arguments: [MarkingProfile.nara(.acronym), .nara(.word)])
    func nara(profile: MarkingProfile) throws {
        try each(1, profile, Self.registered) { label, marking, reading in
            #expect(reading.label == label, "\(markedPage(marking))")
        }
    }

    @Test("DoD banners with the designation block")
    func dod() throws {
        try each(2, .dod, Self.unambiguous) { label, marking, reading in
            #expect(reading.label == label, "\(markedPage(marking))")
        }
    }

    @Test("a category that DoD's block cannot tell apart is read as both, and the marking of that is the same")
    func ambiguous() throws {
        try each(3, .dod, Self.registered) { label, marking, reading in
            #expect(label.isAtMost(reading.label))
            let again = schemes.marking(of: reading.label, profile: .dod, facts: MarkableLabels.facts)
            #expect(again.banner == marking.banner)
            #expect(again.designationBlock == marking.designationBlock)
            #expect(again.notices == marking.notices)
        }
    }

    @Test("a portion mark says what its banner says, in NARA's form")
    func portions() throws {
        var labels = MarkableLabels(schemes: schemes, generator: SeededGenerator(seed: 4))
        for _ in 0..<200 {
            let label = try labels.next(categories: Self.registered)
            let marking = schemes.marking(of: label, profile: .nara(.acronym), facts: MarkableLabels.facts)
            guard let banner = marking.banner else { continue }
            let portion = schemes.readPortionMark(marking.portionMark, profile: .nara(.acronym))
            #expect(portion.label == schemes.readBanner(banner, profile: .nara(.acronym)).label)
            #expect(portion.problems.allSatisfy { $0.fault.isConflict }, "\(portion)")
        }
    }

    @Test("a label that is not known is read back as such, and CUI without a category as Basic under NARA alone")
    func extremes() throws {
        for profile in [MarkingProfile.nara(.acronym), .dod] {
            let page = markedPage(schemes.marking(of: .sealed, profile: profile))
            #expect(schemes.readMarkings(in: page, profile: profile).label == .sealed)
            #expect(
                schemes.readMarkings(in: markedPage(schemes.marking(of: .unrestricted, profile: profile))).label
                    == .unrestricted
            )
        }
        let basic = try schemes.label([Restriction("cui", "CUI"), Restriction("dissemination", "NOFORN")])
        let marking = schemes.marking(of: basic, profile: .nara(.acronym))
        #expect(marking.banner == "CUI//NOFORN")
        #expect(schemes.readMarkings(in: markedPage(marking), profile: .nara(.acronym)).label == basic)
    }
}

extension ReadingProblem.Fault {
    /// Controls that the drawn label has and that no single agency would give together.
    var isConflict: Bool { if case .conflictingControls = self { true } else { false } }
}
