/// A fact about a plant with what shows it: its evidence, how long it holds, who answers for it, and where it is written.
///
/// A fact that is *unknown* has no `Fact`: the model holds nil there, and nil never permits. An *expired* fact is kept, so that it can be
/// named, but `value(on:)` is nil. A fact without evidence is *claimed*, not *shown*.
public struct Fact<Value: Sendable & Equatable>: Sendable, Equatable {
    /// How well a fact stands on a day.
    public enum Standing: String, Sendable, CaseIterable {
        /// Evidence is named and has not expired.
        case shown
        /// Nothing but the plant file says so.
        case claimed
        /// The fact's own end has passed: it no longer counts.
        case expired
    }

    /// What is the case.
    public let value: Value
    /// What shows it: a document, a certificate, a screening; nil if it is only claimed.
    public let evidence: String?
    /// The day the evidence speaks of.
    public let asOf: Day?
    /// The last day on which the fact counts.
    public let expires: Day?
    /// Who answers for the fact: a function, never a name.
    public let owner: String?
    /// Where it is written.
    public let place: SourcePlace

    /// Makes a fact.
    public init(
        _ value: Value,
        evidence: String? = nil,
        asOf: Day? = nil,
        expires: Day? = nil,
        owner: String? = nil,
        place: SourcePlace
    ) {
        self.value = value
        self.evidence = evidence
        self.asOf = asOf
        self.expires = expires
        self.owner = owner
        self.place = place
    }

    /// How well it stands on a day; ask as of the plant's own date.
    public func standing(on day: Day) -> Standing {
        if let expires, expires < day { return .expired }
        return evidence == nil ? .claimed : .shown
    }

    /// The value if the fact counts on a day, nil if it has expired.
    public func value(on day: Day) -> Value? { standing(on: day) == .expired ? nil : value }
}
