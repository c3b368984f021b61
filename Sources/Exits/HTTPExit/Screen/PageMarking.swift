public import Classification

/// How pages of a deployment are marked: a bar at top and bottom, and marks of portions.
public struct PageMarking: Sendable {
    let schemes: Schemes
    let profile: MarkingProfile

    /// Marking by the rules of a deployment.
    public init(schemes: Schemes, profile: MarkingProfile) {
        self.schemes = schemes
        self.profile = profile
    }

    /// The bar of a page: its text, and the class of the style sheet that gives it its colour.
    struct Bar: Hashable, Sendable {
        let text: String
        let style: StaticString

        static func == (left: Bar, right: Bar) -> Bool { left.text == right.text }

        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    /// The bar for the join of what is on a page. CUI alone has the colour of CUI; what is restricted otherwise has a neutral bar with words, since
    /// the labels that set colours (SF 902 and its kin) have none for it.
    func bar(_ label: Label) -> Bar {
        if let banner = schemes.marking(of: label, profile: profile).banner {
            return Bar(text: banner, style: label.isSealed ? "bar-other" : "bar-cui")
        }
        var words: [String] = []
        let regimes = label.values(in: "regimes").sorted()
        if !regimes.isEmpty { words.append("EXPORT CONTROLLED - " + regimes.joined(separator: ", ")) }
        if label["owner"] != nil || label["rights"] != nil { words.append("PROPRIETARY") }
        if !words.isEmpty { return Bar(text: words.joined(separator: " // "), style: "bar-other") }
        // A flowdown or a program restricts it, whose name may itself be restricted.
        if !label.isUnrestricted { return Bar(text: "RESTRICTED", style: "bar-other") }
        return Bar(text: "UNCLASSIFIED", style: "bar-open")
    }

    /// The mark before a portion.
    func portion(_ label: Label) -> String {
        let mark = schemes.marking(of: label, profile: profile).portionMark
        if mark != "(U)" { return mark }
        let regimes = label.values(in: "regimes").sorted()
        if !regimes.isEmpty { return "(" + regimes.joined(separator: ", ") + ")" }
        return label.isUnrestricted ? mark : "(R)"
    }
}
