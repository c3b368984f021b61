import Cedar

/// Why a decision is as it is.
enum Reason: String, Sendable {
    /// A permit holds and no forbid does.
    case permitted
    /// A forbid holds.
    case forbidden
    /// No permit holds.
    case noPermit = "no_permit"
    /// A forbid has no value, and what it would forbid is not known.
    case policyError = "policy_error"
    /// No entity can be of a type that was named.
    case unknownType = "unknown_type"
    /// The store does not have the subject or the resource.
    case unknownEntity = "unknown_entity"
    /// The schema has no such question: the action, the types that it applies to, its context.
    case notInSchema = "not_in_schema"
}

/// A decision with its grounds.
struct Ruling: Sendable {
    let decision: Bool
    let reason: Reason
    /// The policies that made it, in the order of the set.
    let policies: [PolicyID]

    init(_ reason: Reason, policies: [PolicyID] = []) {
        decision = reason == .permitted
        self.reason = reason
        self.policies = policies
    }
}
