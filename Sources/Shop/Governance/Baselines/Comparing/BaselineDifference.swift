/// One thing in which a baseline differs from another one, in the words of what it is about.
struct BaselineDifference: Sendable, Hashable {
    /// What it is about. A change of a baseline touches the kinds of all its differences (`Change.touches`), so that policies can ask more of some.
    enum Kind: String, Sendable, CaseIterable {
        /// A program: its customer, contract, classification.
        case program
        /// Where something is built: sites with their work centers, and the sites of a program.
        case site
        /// A party.
        case party
        /// A class of persons.
        case audience
        /// An agreement, licence or exemption.
        case authorization
        /// Where an instance can be hosted.
        case environment
        /// Another system of the plant.
        case system
        /// A flow between systems.
        case connector
        /// What a connector lets pass.
        case filter
        /// The landscape of today.
        case landscape
        /// How changes are approved.
        case changeTier
        /// What else the plant file says: its day, its name, weights and costs.
        case plantFact
        /// An obligation of the catalogue.
        case obligation
        /// The words that obligations are written in: schema, lists, schemes of markings.
        case vocabulary
        /// A theorem that goes with the catalogue.
        case theorem
        /// A grant of the plant's own.
        case grant
        /// A reviewed rule by which a derived value carries less.
        case determination
        /// Where the plan puts a program.
        case plan
        /// What shows that a filter holds: it is of the policies and flows in force, and of no others.
        case validation
        /// Bytes that say what was said before: a remark, another order of lines.
        case wording

        /// The files that say it; nil where none does by itself.
        var part: BaselinePart? {
            switch self {
            case .program, .site, .party, .audience, .authorization, .environment, .system, .connector, .filter,
                .landscape,
                .changeTier, .plantFact:
                .plant
            case .obligation, .vocabulary: .catalogue
            case .theorem: .theorems
            case .grant: .grants
            case .determination: .determinations
            case .plan, .validation, .wording: nil
            }
        }
    }

    let kind: Kind
    /// Where it stands, such as `programs[VEH].classification.determination.review`.
    let path: String
    /// What is in force; empty for nothing.
    let before: String
    /// What would be; empty for nothing.
    let after: String
    /// Programs that it tells of, ascending: what restricts their records restricts it.
    let programs: [String]
}

extension [BaselineDifference] {
    /// The kinds that there are, by name.
    var kinds: Set<String> { Set<String>(map(\.kind.rawValue)) }

    /// As counts that name nobody and no program, for the record of a change.
    var counts: [String] {
        BaselineDifference.Kind.allCases.compactMap { kind in
            let own = filter { $0.kind == kind }
            guard !own.isEmpty else { return nil }
            let added = own.count { $0.before.isEmpty }
            let removed = own.count { !$0.before.isEmpty && $0.after.isEmpty }
            return "\(kind): \(added) new, \(removed) gone, \(own.count - added - removed) others"
        }
    }
}
