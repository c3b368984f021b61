/// A decision that was made elsewhere, with what the caller is to do or to know besides (section 5.5.1 of the specification).
public struct DelegatedDecision: Hashable, Sendable {
    /// Whether it is a permit.
    public let isPermitted: Bool
    /// What is told with a permit, in this order.
    public let context: [ContextMember]

    /// A decision.
    public init(_ isPermitted: Bool, context: [ContextMember] = []) {
        self.isPermitted = isPermitted
        self.context = context
    }

    /// A denial says that it is one, whatever the reason.
    var json: String {
        guard isPermitted else { return Ruling(.noPermit).json(.outcome) }
        return Ruling.json(true, context.map { (key: $0.name, json: $0.value.json) })
    }
}

/// A member of a decision's context.
public struct ContextMember: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its value.
    public let value: ContextValue

    /// A member.
    public init(_ name: String, _ value: ContextValue) {
        self.name = name
        self.value = value
    }
}

/// A value of a decision's context.
public indirect enum ContextValue: Hashable, Sendable {
    /// A text.
    case text(String)
    /// Several values.
    case list([ContextValue])
    /// Values under names, in this order.
    case object([ContextMember])

    var json: String {
        switch self {
        case .text(let text): JSONText.string(text)
        case .list(let values): JSONText.array(values.map(\.json))
        case .object(let members): JSONText.object(members.map { (key: $0.name, json: $0.value.json) })
        }
    }
}
