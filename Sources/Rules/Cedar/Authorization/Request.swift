/// A question: may the principal do the action on the resource under the circumstances in the context?
public struct Request: Hashable, Sendable {
    /// Who asks.
    public let principal: EntityUID
    /// What for.
    public let action: EntityUID
    /// On what.
    public let resource: EntityUID
    /// The circumstances.
    public let context: Record

    /// A request.
    public init(principal: EntityUID, action: EntityUID, resource: EntityUID, context: Record = Record()) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }
}
