internal import Cedar

/// What the policies said to one question, and on what it rests.
final class Verdict: Sendable {
    /// Permitted; anything else is a denial.
    let isAllowed: Bool
    /// The permits of an allow, the refusing obligations of a denial; `default-deny` where nothing permits. Sorted.
    let policies: [String]
    /// The scopes that were named as the authority, and without which it would not be permitted.
    let authorities: [String]
    /// Policies that erred, each with what went wrong.
    let errors: [String]
    /// What was asked, where it was denied: the question that came nearest, for its explanation.
    let denied: (request: Request, entities: Entities)?

    init(
        isAllowed: Bool,
        policies: [String],
        authorities: [String] = [],
        errors: [String] = [],
        denied: (request: Request, entities: Entities)? = nil
    ) {
        self.isAllowed = isAllowed
        self.policies = policies
        self.authorities = authorities
        self.errors = errors
        self.denied = denied
    }

    /// A label that is not known, contradicts itself or cannot be asked about admits nobody.
    static let sealed = Verdict(isAllowed: false, policies: ["sealed"])
    /// Whoever is not in the register is not asked about.
    static let unknownSubject = Verdict(isAllowed: false, policies: ["unknown-subject"])
}
