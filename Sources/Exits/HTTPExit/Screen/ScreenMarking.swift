public import Classification

/// How screens of a deployment are marked: a bar at top and bottom, and marks of portions.
public struct ScreenMarking: Sendable {
    let schemes: Schemes
    let profile: MarkingProfile

    /// Marking by the rules of a deployment.
    public init(schemes: Schemes, profile: MarkingProfile) {
        self.schemes = schemes
        self.profile = profile
    }

    /// The bar of a page: its text, and the class of the style sheet that gives it its colour.
    struct Bar: Sendable {
        let text: String
        let style: StaticString
    }

    /// The bar for the join of what is on a page.
    func bar(_ label: Label) -> Bar {
        let page = schemes.pageBanner(of: label, profile: profile)
        let style: StaticString =
            switch page.colours {
            case .controlled: "bar-cui"
            case .unclassified: "bar-open"
            default: "bar-other"
            }
        return Bar(text: page.banner, style: style)
    }

    /// The mark before a portion.
    func portion(_ label: Label) -> String { schemes.portionMark(of: label, profile: profile) }
}
