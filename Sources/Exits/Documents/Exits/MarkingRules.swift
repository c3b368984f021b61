public import Classification

/// How a deployment marks its documents.
public struct MarkingRules: Sendable {
    /// The schemes of the labels.
    public let schemes: Schemes
    /// Whose rules the markings follow.
    public let profile: MarkingProfile
    /// Who designated what the document says, and who can be asked.
    public let facts: DesignationFacts

    /// How documents are marked.
    public init(schemes: Schemes, profile: MarkingProfile, facts: DesignationFacts) {
        self.schemes = schemes
        self.profile = profile
        self.facts = facts
    }

    func page(_ label: Label) -> PageBanner { schemes.pageBanner(of: label, profile: profile, facts: facts) }

    func portion(_ label: Label) -> String { schemes.portionMark(of: label, profile: profile) }
}
