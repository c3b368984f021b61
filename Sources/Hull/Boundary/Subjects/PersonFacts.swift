public import PlantModel

/// What the register knows of a person: dated facts with what shows them, from a named source as of a date. What it does not know is
/// absent, and an absent fact never permits.
public struct PersonFacts: Hashable, Sendable {
    /// A fact and the days on which it counts.
    public struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
        /// What is the case.
        public let value: Value
        /// The first day; nil if it is not known, and the fact counts from ever.
        public let from: Day?
        /// The last day; nil if it has no end.
        public let until: Day?
        /// Who vouches for it, by the id in the register, as the sponsor of a need to know; nil where nobody is named.
        public let vouchedBy: String?

        /// A fact.
        public init(_ value: Value, from: Day? = nil, until: Day? = nil, vouchedBy: String? = nil) {
            self.value = value
            self.from = from
            self.until = until
            self.vouchedBy = vouchedBy
        }

        /// Whether it counts on a day.
        public func isInForce(on day: Day) -> Bool {
            (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
        }
    }

    /// The id in the register; no name.
    public let id: String
    /// Where the facts come from, such as `HR` or the identity provider.
    public let source: String
    /// The day as of which they were stated.
    public private(set) var asOf: Day
    /// The party that employs the person, by its id in the plant file.
    public var employer: Dated<String>?
    /// What the person does.
    public var role: Dated<String>?
    /// A U.S. person (22 CFR 120.62).
    public var usPerson: Dated<Bool>?
    /// A U.S. citizen; a lawful permanent resident is a U.S. person and none.
    public var usCitizen: Dated<Bool>?
    /// Every citizenship ever held, from when and until when; nil if they are not known.
    public var citizenships: [Dated<String>]?
    /// Every residency; nil if they are not known.
    public var residencies: [Dated<String>]?
    /// The countries the person works in; nil if they are not known.
    public var worksIn: Dated<Set<String>>?
    /// The programs for which a need to know is on file; nil where nobody limits the person by program.
    public var needToKnow: [Dated<String>]?
    /// Employed by the U.S. Government.
    public var federalEmployee: Dated<Bool>?
    /// Employed by a component of the Department of Defense.
    public var dodEmployee: Dated<Bool>?
    /// Authorizations that name the person, by id, beside those that admit the employer.
    public var authorizations: Set<String> = []
    /// Programs for which access was granted here for a time, beside what the register states. The boundary keeps them, so that no feed
    /// takes them away.
    public package(set) var grantedNeeds: [Dated<String>] = []

    /// A person of whom nothing is known yet.
    public init(id: String, source: String, asOf: Day) {
        self.id = id
        self.source = source
        self.asOf = asOf
    }

    /// Whether a source states the same again.
    /// - Parameter statedAnew: whether it states the same anew where it states it as of another day.
    func isStatement(of other: PersonFacts, statedAnew: Bool) -> Bool {
        var (known, stated) = (self, other)
        known.grantedNeeds = []
        stated.grantedNeeds = []
        if !statedAnew { known.asOf = stated.asOf }
        return known == stated
    }
}
