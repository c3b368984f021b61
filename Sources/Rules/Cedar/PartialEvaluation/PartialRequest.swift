/// A request of which the principal, the resource and any of the context may not be known. The action is known, and the types are, so
/// that it belongs to one ``RequestEnvironment``.
public struct PartialRequest: Sendable {
    /// The principal or the resource.
    public enum Party: Sendable {
        /// This entity.
        case known(EntityUID)
        /// Some entity of a type; with facts, one that is in the store and of which these hold.
        case unknown(EntityTypeName, EntityFacts?)

        /// Some entity of a type, in the store or not.
        public static func unknown(_ type: EntityTypeName) -> Party { .unknown(type, nil) }

        /// The type.
        public var type: EntityTypeName {
            switch self {
            case .known(let uid): uid.type
            case .unknown(let type, _): type
            }
        }
    }

    /// Who asks.
    public let principal: Party
    /// What for.
    public let action: EntityUID
    /// On what.
    public let resource: Party
    /// The circumstances.
    public let context: PartialRecord

    /// A request.
    public init(principal: Party, action: EntityUID, resource: Party, context: PartialRecord = .unknown) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }

    /// A request of which everything is known.
    public init(_ request: Request) {
        self.init(
            principal: .known(request.principal),
            action: request.action,
            resource: .known(request.resource),
            context: PartialRecord(request.context)
        )
    }
}

extension Schema {
    /// The environment that a request with these types belongs to; nil where the action does not apply to them.
    public func requestEnvironment(
        principal: EntityTypeName,
        action: EntityUID,
        resource: EntityTypeName
    ) -> RequestEnvironment? {
        guard let applies = actions[action]?.appliesTo, applies.principals.contains(principal),
            applies.resources.contains(resource)
        else { return nil }
        return RequestEnvironment(
            principal: principal,
            action: action,
            resource: resource,
            context: applies.context
        )
    }

    /// Why a request does not conform to the schema; empty when it does.
    public func problems(of request: PartialRequest) -> [String] {
        guard let action = actions[request.action] else {
            let hint = NearestName.hint(request.action.id.text, in: actions.keys.map(\.id.text))
            return ["there is no action `\(request.action)`\(hint)"]
        }
        guard let applies = action.appliesTo else { return ["the action `\(request.action)` applies to nothing"] }
        var problems: [String] = []
        for (role, party, types) in [
            ("principal", request.principal, applies.principals), ("resource", request.resource, applies.resources),
        ] {
            guard types.contains(party.type) else {
                problems.append(
                    entityTypes[party.type] == nil
                        ? unknownType(party.type)
                        : "the action `\(request.action)` takes no `\(party.type)` as its \(role)"
                )
                continue
            }
            switch party {
            case .known(let uid): problems += idProblems(of: uid)
            case .unknown(_, nil): break
            case .unknown(let type, let facts?): problems += self.problems(of: facts, type: type)
            }
        }
        return problems + self.problems(of: request.context, as: applies.context, "context attribute")
    }
}
