/// What a page, a sheet or a file says of itself as a whole: the words of the bars at its top and bottom, their colours, and what stands on the
/// first page.
///
/// Every page is in a bar, also one that no rule asks to mark, so that a page without a bar is seen to be incomplete.
public struct PageBanner: Hashable, Sendable {
    /// The words of the bars, in capitals.
    public let banner: String
    /// The colours of the bars.
    public let colours: MarkingColours
    /// What an official marking of the label says: designation block, notices, problems.
    public let marking: Marking
    /// Whether the parts of the page are marked one by one. They are where anything on it is controlled.
    public let marksPortions: Bool
}

/// Colours of a bar as `RRGGBB`.
public struct MarkingColours: Hashable, Sendable {
    /// Of the bar.
    public let background: String
    /// Of its words; the contrast with the background is at least 4.5 (WCAG 2.2, 1.4.3).
    public let text: String

    /// The purple of SF 902, the label for CUI media, as screens show it.
    public static let controlled = MarkingColours(background: "502B85", text: "FFFFFF")
    /// The green of SF 706, as screens show it.
    public static let unclassified = MarkingColours(background: "007A33", text: "FFFFFF")
    /// No colour of the standard forms: what is restricted by export control or by its owner and is not CUI may borrow none.
    public static let neutral = MarkingColours(background: "1B1B1B", text: "FFFFFF")
}

extension Schemes {
    /// The marking of a page: a function of its arguments alone.
    ///
    /// Where something is CUI the bar says what the profile's rules ask and no more: under DoD `CUI` alone, with categories and controls in the
    /// designation block (DoDI 5200.48, 3.4). What is not CUI has no official banner; export control and an owner's rights are said in plain
    /// words there, so that who finds a page knows what it is.
    /// - Parameter label: the join of all that is on the page. A document bears the join of all its pages on each (32 CFR 2002.20(b)): taken
    ///   apart, no page says less than what it was part of.
    public func pageBanner(
        of label: Label,
        profile: MarkingProfile,
        facts: DesignationFacts = DesignationFacts()
    ) -> PageBanner {
        let marking = marking(of: label, profile: profile, facts: facts)
        if let banner = marking.banner {
            let isKnown = marking.problems != [.sealed]
            return PageBanner(
                banner: banner,
                colours: isKnown ? .controlled : .neutral,
                marking: marking,
                marksPortions: true
            )
        }
        let words = PlainBanner.words(label)
        return PageBanner(
            banner: words.isEmpty ? "UNCLASSIFIED" : words.joined(separator: " // "),
            colours: words.isEmpty ? .unclassified : .neutral,
            marking: marking,
            marksPortions: !words.isEmpty
        )
    }

    /// What stands before a part of a page: the official portion mark, and in place of `(U)` words for what is restricted and not CUI.
    public func portionMark(of label: Label, profile: MarkingProfile) -> String {
        let marking = marking(of: label, profile: profile)
        let words = marking.banner == nil ? PlainBanner.short(label) : []
        return words.isEmpty ? marking.portionMark : "(\(words.joined(separator: "//")))"
    }
}

/// Words for restrictions that no official banner writes. They name no owner and no program: who passes a page may read its bar.
enum PlainBanner {
    static func words(_ label: Label) -> [String] {
        let regimes = label.values(in: "regimes").sorted()
        let exports = regimes.isEmpty ? [] : ["EXPORT CONTROLLED - \(regimes.joined(separator: ", "))"]
        return (exports + others(label)).map { $0.uppercased() }
    }

    static func short(_ label: Label) -> [String] { label.values(in: "regimes").sorted() + others(label) }

    private static func others(_ label: Label) -> [String] {
        let isOwned = label["owner"] != nil || label["rights"] != nil
        let words = (isOwned ? ["PROPRIETARY"] : []) + [tier(label)].compactMap(\.self)
        // A program or a flowdown alone restricts it.
        let isSaid = !words.isEmpty || !label.values(in: "regimes").isEmpty || !restricts(label)
        return isSaid ? words : ["RESTRICTED"]
    }

    /// The UK tier; the lowest need not be marked (Government Security Classifications, 2024).
    private static func tier(_ label: Label) -> String? {
        label.level(in: "ukTier").flatMap { $0 == "OFFICIAL" ? nil : $0 }
    }

    /// Whether anything but what limits nobody is said: that something is critical to safety, and the lowest tier.
    private static func restricts(_ label: Label) -> Bool {
        label.isSealed || label.schemes.contains { $0 != "safetyCritical" && $0 != "ukTier" }
    }
}
