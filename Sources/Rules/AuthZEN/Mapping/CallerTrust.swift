public import Cedar

/// What a deployment believes its callers beyond the question itself. Whoever may assert the attributes that policies read decides
/// in place of the policies, so nothing is believed unless it is said here.
public struct CallerTrust: Hashable, Sendable {
    /// Names that a caller may give a value.
    public enum Names: Hashable, Sendable {
        /// None: what is sent is passed over.
        case none
        /// These.
        case only(Set<CedarString>)
        /// All.
        case all

        func contain(_ name: CedarString) -> Bool {
            switch self {
            case .none: false
            case .only(let names): names.contains(name)
            case .all: true
            }
        }
    }

    /// Whose value counts where both the store and the caller have one.
    public enum Precedence: Hashable, Sendable {
        /// The store's: callers only add what it does not know.
        case store
        /// The caller's.
        case caller
    }

    /// Believed of `subject.properties`.
    public var subject: Names
    /// Believed of `resource.properties`.
    public var resource: Names
    /// Believed of `action.properties`.
    public var action: Names
    /// Believed of `context`.
    public var context: Names
    /// Whose value of an attribute counts.
    public var precedence: Precedence

    /// Nothing is believed that is not named.
    public init(
        subject: Names = .none,
        resource: Names = .none,
        action: Names = .none,
        context: Names = .none,
        precedence: Precedence = .store
    ) {
        self.subject = subject
        self.resource = resource
        self.action = action
        self.context = context
        self.precedence = precedence
    }
}
