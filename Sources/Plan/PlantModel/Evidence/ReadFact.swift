/// A fact that an answer of the policies rests on, as a report names it.
public struct ReadFact: Sendable, Hashable, Comparable, Codable {
    /// How well it stands on the plant's day.
    public enum Standing: String, Sendable, Hashable, CaseIterable, Codable {
        /// Evidence is named and has not expired.
        case shown
        /// Nothing but the plant file says so.
        case claimed
        /// Its own end has passed: it does not count.
        case expired
        /// The plant file does not say; an unknown fact never permits.
        case unknown
    }

    /// What the fact is of, such as `environment gov-cloud`.
    public let subject: String
    /// The fact with its value, such as `FIPS 140 level 3`.
    public let statement: String
    /// How well it stands.
    public let standing: Standing
    /// What shows it.
    public let evidence: String?
    /// The last day on which it counts, ISO 8601.
    public let expires: String?
    /// Where it is written, `file:line:column`.
    public let place: String

    /// By subject, then statement.
    public static func < (left: ReadFact, right: ReadFact) -> Bool {
        (left.subject, left.statement) < (right.subject, right.statement)
    }
}

/// Facts of one subject, gathered under the names by which policies read them.
struct FactGathering {
    let subject: String
    let day: Day
    /// Where the subject itself is written: unknown facts are missing there.
    let place: SourcePlace
    private(set) var facts: [String: [ReadFact]] = [:]

    init(subject: String, day: Day, place: SourcePlace) {
        self.subject = subject
        self.day = day
        self.place = place
    }

    /// A fact that policies read under a name; `nil` is a fact that the file does not state.
    mutating func add<Value>(_ name: String, _ what: String, _ fact: Fact<Value>?, _ text: (Value) -> String) {
        guard let fact else {
            let unknown = ReadFact(
                subject: subject,
                statement: "\(what) not stated",
                standing: .unknown,
                evidence: nil,
                expires: nil,
                place: place.description
            )
            facts[name, default: []].append(unknown)
            return
        }
        let standing: ReadFact.Standing =
            switch fact.standing(on: day) {
            case .shown: .shown
            case .claimed: .claimed
            case .expired: .expired
            }
        let read = ReadFact(
            subject: subject,
            statement: "\(what) \(text(fact.value))",
            standing: standing,
            evidence: fact.evidence,
            expires: fact.expires?.description,
            place: fact.place.description
        )
        facts[name, default: []].append(read)
    }

    /// What the plant file states without a place for evidence: a structure rather than a fact.
    mutating func addStated(_ name: String, _ statement: String, at place: SourcePlace) {
        let read = ReadFact(
            subject: subject,
            statement: statement,
            standing: .claimed,
            evidence: nil,
            expires: nil,
            place: place.description
        )
        facts[name, default: []].append(read)
    }

    /// A dated paper: an assurance, an assessment, an authorization.
    mutating func addPaper(
        _ name: String,
        _ statement: String,
        evidence: String?,
        expires: Day?,
        inForce: Bool,
        at place: SourcePlace
    ) {
        let read = ReadFact(
            subject: subject,
            statement: statement,
            standing: inForce ? (evidence == nil ? .claimed : .shown) : .expired,
            evidence: evidence,
            expires: expires?.description,
            place: place.description
        )
        facts[name, default: []].append(read)
    }
}
