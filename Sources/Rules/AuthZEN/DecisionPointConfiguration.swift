public import Cedar

/// What becomes of a question about a subject or resource that the store does not have.
public enum UnknownEntities: Hashable, Sendable {
    /// It is denied: a missing fact never permits.
    case denied
    /// The policies decide, as Cedar does. For decision points that learn all from their callers.
    case decided
}

/// Bounds on requests and answers.
public struct RequestLimits: Hashable, Sendable {
    /// The longest body that is read, in bytes.
    public var bodyBytes: Int
    /// The longest properties object or context, in bytes of JSON, about.
    public var propertiesBytes: Int
    /// The most evaluations of one request.
    public var evaluations: Int
    /// How much properties and contexts at the top level may come to when each evaluation that inherits them has its copy, in bytes of
    /// JSON, about. Keeps a small body from asking for much work.
    public var inheritedBytes: Int
    /// The most results of one page.
    public var results: Int

    /// Bounds; by default 1 MiB, 64 KiB of properties, 1,000 evaluations that inherit 16 MiB, and 1,000 results: far more than people
    /// write by hand.
    public init(
        bodyBytes: Int = 1 << 20,
        propertiesBytes: Int = 64 << 10,
        evaluations: Int = 1000,
        inheritedBytes: Int = 16 << 20,
        results: Int = 1000
    ) {
        self.bodyBytes = bodyBytes
        self.propertiesBytes = propertiesBytes
        self.evaluations = evaluations
        self.inheritedBytes = inheritedBytes
        self.results = results
    }
}

/// How a decision point answers. What is not set is the safe choice: nothing that a caller asserts is believed, nothing unknown is
/// permitted, denials give no reason.
public struct DecisionPointConfiguration: Sendable {
    /// What is published; nil publishes nothing.
    public var metadata: Metadata?
    /// The endpoints that answer. A decision point always has ``Endpoint/evaluation``.
    public var endpoints: Set<Endpoint> = Set(Endpoint.allCases)
    /// How types and actions are named.
    public var names = NameMapping()
    /// What callers are believed.
    public var trust = CallerTrust()
    /// The field of the context that holds the action's properties; callers cannot fill it by other ways.
    public var actionProperties: CedarString = "action"
    /// What becomes of questions about unknown entities.
    public var unknownEntities = UnknownEntities.denied
    /// What becomes of questions for which a forbid errs.
    public var erringForbid = ErringForbid.denies
    /// What decisions tell.
    public var disclosure = Disclosure.outcome
    /// Bounds on requests and answers.
    public var limits = RequestLimits()
    /// Seals page tokens. Without it searches have no pages: `page` is passed over, and a search with more results than
    /// ``RequestLimits/results`` fails.
    public var pageSeal: (any PageTokenSeal)?

    /// The safe choices.
    public init() {}
}
