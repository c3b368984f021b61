/// What a decision point publishes about itself (section 9 of the specification).
public struct Metadata: Hashable, Sendable {
    /// Who it is.
    public let identifier: DecisionPointIdentifier
    /// URNs of registered capabilities, in the order published.
    public let capabilities: [String]
    /// The metadata once more as a signed JWT, made elsewhere; it is published as it is.
    public let signed: String?

    /// Metadata; the endpoints follow from the configuration.
    public init(identifier: DecisionPointIdentifier, capabilities: [String] = [], signed: String? = nil) {
        self.identifier = identifier
        self.capabilities = capabilities
        self.signed = signed
    }

    /// The document (section 9.1); parameters without a value are left out.
    func json(_ endpoints: [Endpoint]) -> String {
        var members = [(key: "policy_decision_point", json: JSONText.string(identifier.description))]
        for endpoint in endpoints {
            members.append((key: endpoint.parameter, json: JSONText.string("\(identifier)\(endpoint.path)")))
        }
        if !capabilities.isEmpty {
            members.append((key: "capabilities", json: JSONText.array(capabilities.map(JSONText.string))))
        }
        if let signed { members.append((key: "signed_metadata", json: JSONText.string(signed))) }
        return JSONText.object(members)
    }
}
