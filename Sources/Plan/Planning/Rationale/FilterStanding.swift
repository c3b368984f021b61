/// What was shown of the filter of a flow that the gateway carries, as the rationale cites it.
public struct FilterStanding: Sendable, Equatable, Codable {
    /// What became of the evidence.
    public enum State: String, Sendable, Codable {
        /// It is of the flow, the filter and the policies as they are.
        case holds
        /// It is of another schema, mapping, filter or set of policies, or did not show everything.
        case expired
        /// It is not what the known key signed.
        case unsigned
        /// There is none.
        case missing
    }

    /// The flow.
    public let flow: String
    /// What became of its evidence.
    public let state: State
    /// Why it does not hold; nil where it does.
    public let reason: String?
    /// The day of the plant file that it was made of; nil where it cannot be read.
    public let day: String?
    /// How many pairs of worlds were carried.
    public let pairs: Int?
    /// Obligations of which it is proved that the policies let nothing through that they forbid.
    public let proved: Int?
    /// The name of the key that signed it.
    public let signer: String?

    /// The standing of a filter.
    public init(
        flow: String,
        state: State,
        reason: String? = nil,
        day: String? = nil,
        pairs: Int? = nil,
        proved: Int? = nil,
        signer: String? = nil
    ) {
        self.flow = flow
        self.state = state
        self.reason = reason
        self.day = day
        self.pairs = pairs
        self.proved = proved
        self.signer = signer
    }

    /// In a line of the report.
    var words: String {
        switch state {
        case .holds:
            "The filter of the flow '\(flow)' was shown to hold as of \(day ?? "an unknown day"): \(pairs ?? 0) pairs of worlds that its destination cannot tell apart, "
                + "\(proved ?? 0) obligations proved, signed by \(signer ?? "nobody")."
        case .expired, .unsigned, .missing:
            "The filter of the flow '\(flow)' is not shown to hold: \(reason ?? "there is no evidence")."
        }
    }
}

extension PlanReport {
    /// What is shown of the filters by which the flows are carried; nothing where nobody asked.
    /// - Parameter isDriftKnown: whether a statement of the running plant's drift was handed in beside it.
    static func sections(_ filters: [FilterStanding]?, isDriftKnown: Bool) -> [Section] {
        guard let filters else { return [] }
        let silent = Item(
            "No statement of the running plant's drift was handed in: what ended there since is not told."
        )
        let lines =
            filters.isEmpty
            ? [Item("No flow declares messages that the gateway carries.")] : filters.map { Item($0.words) }
        return [Section(title: "What is shown of the filters", blocks: [.list(lines + (isDriftKnown ? [] : [silent]))])]
    }
}
