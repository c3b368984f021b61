public import Classification

/// How a deployment marks its documents.
public struct MarkingRules: Sendable {
    /// The schemes of the labels.
    public let schemes: Schemes
    /// Whose rules the markings follow.
    public let profile: MarkingProfile
    /// Who designated what the document says, and who can be asked.
    public let facts: DesignationFacts

    /// The same of records of one program, by its id: a document has those of the programs that are in it.
    public let programs: [String: DesignationFacts]

    /// How documents are marked.
    public init(
        schemes: Schemes,
        profile: MarkingProfile,
        facts: DesignationFacts,
        programs: [String: DesignationFacts] = [:]
    ) {
        self.schemes = schemes
        self.profile = profile
        self.facts = facts
        self.programs = programs
    }

    func page(_ label: Label) -> PageBanner {
        let facts = label.values(in: "program").sorted().reduce(facts) { facts, program in
            programs[program].map { facts.joined(with: $0) } ?? facts
        }
        return schemes.pageBanner(of: label, profile: profile, facts: facts)
    }

    func portion(_ label: Label) -> String { schemes.portionMark(of: label, profile: profile) }
}
