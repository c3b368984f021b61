public import Cedar

/// Which entities of a type may be the principal, or the resource, of an otherwise complete question.
public struct SearchQuery: Sendable {
    /// The place in the question that the sought entities would take.
    public enum Role: Hashable, Sendable {
        /// Who may do it.
        case principal
        /// What it may be done to.
        case resource
    }

    /// What is sought.
    public let role: Role
    /// Its type.
    public let type: EntityTypeName
    /// The action.
    public let action: EntityUID
    /// The resource of a search for principals, the principal of a search for resources.
    public let other: EntityUID
    /// The circumstances.
    public let context: Record
    /// The store, with what the caller is trusted to say of `other`.
    public let entities: Entities

    /// The question about one entity.
    public func request(for id: CedarString) -> Request {
        let sought = EntityUID(type: type, id: id)
        return Request(
            principal: role == .principal ? sought : other,
            action: action,
            resource: role == .resource ? sought : other,
            context: context
        )
    }
}

/// Finds who or what is permitted. The library has one that asks the policies about each entity in memory; one that turns the policies
/// into a predicate of a database can take its place.
public protocol PermittedSearch: Sendable {
    /// The ids of the first `count` permitted entities whose ids follow `after`, by the order of their UTF-8 bytes; from the first
    /// when it is nil. Nothing that is not permitted may be told from the answer: it is not counted, and no gap shows it.
    /// - Throws: when the search cannot be made; the caller is told no more than that.
    func permitted(_ query: SearchQuery, after: CedarString?, count: Int) async throws -> [CedarString]
}
