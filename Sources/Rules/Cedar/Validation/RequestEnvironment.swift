/// The types that a request may have: one action, one type of principal, one type of resource, and the action's context.
///
/// Every request that conforms to a schema belongs to exactly one environment, apart from the types of slots.
public struct RequestEnvironment: Hashable, Sendable, CustomStringConvertible {
    /// The type of the principal.
    public let principal: EntityTypeName
    /// The action.
    public let action: EntityUID
    /// The type of the resource.
    public let resource: EntityTypeName
    /// The shape of the context.
    public let context: RecordShape
    /// What `?principal` is linked with, of a template that has it.
    public let principalSlot: EntityTypeName?
    /// What `?resource` is linked with, of a template that has it.
    public let resourceSlot: EntityTypeName?

    /// An environment.
    public init(
        principal: EntityTypeName,
        action: EntityUID,
        resource: EntityTypeName,
        context: RecordShape,
        principalSlot: EntityTypeName? = nil,
        resourceSlot: EntityTypeName? = nil
    ) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
        self.principalSlot = principalSlot
        self.resourceSlot = resourceSlot
    }

    /// Equality of the types and the action; these determine the context.
    public static func == (left: RequestEnvironment, right: RequestEnvironment) -> Bool {
        left.principal == right.principal && left.action == right.action && left.resource == right.resource
            && left.principalSlot == right.principalSlot && left.resourceSlot == right.resourceSlot
    }

    /// Feeds the types and the action.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(principal)
        hasher.combine(action)
        hasher.combine(resource)
        hasher.combine(principalSlot)
        hasher.combine(resourceSlot)
    }

    /// As in `User does Action::"view" on Photo`.
    public var description: String {
        var text = "\(principal) does \(action) on \(resource)"
        if let principalSlot { text += ", \(Slot.principal) a \(principalSlot)" }
        if let resourceSlot { text += ", \(Slot.resource) a \(resourceSlot)" }
        return text
    }

    func linked(principal: EntityTypeName?, resource: EntityTypeName?) -> RequestEnvironment {
        RequestEnvironment(
            principal: self.principal,
            action: action,
            resource: self.resource,
            context: context,
            principalSlot: principal,
            resourceSlot: resource
        )
    }
}

extension Schema {
    /// All request environments, ordered by action, principal and resource. Their number is the sum over the actions of principal
    /// types times resource types.
    public var requestEnvironments: [RequestEnvironment] { requestEnvironments { _ in true } }

    /// The environments in which the scope of a policy can hold. The slots of a template are linked with every type that the scope
    /// can hold for; a policy without slots has one environment for each principal type, action and resource type.
    public func requestEnvironments(of policy: Policy) -> [RequestEnvironment] {
        let scope = policy.scope
        let matching = requestEnvironments(of: scope)
        guard policy.isTemplate else { return matching }
        return matching.flatMap { environment in
            let principals = links(of: scope.principal, as: environment.principal)
            let resources = links(of: scope.resource, as: environment.resource)
            return principals.flatMap { principal in
                resources.map { environment.linked(principal: principal, resource: $0) }
            }
        }
    }

    /// The environments that a scope allows; slots, which allow all, are left without type.
    func requestEnvironments(of scope: PolicyScope) -> [RequestEnvironment] {
        requestEnvironments(
            principal: { may($0, satisfy: scope.principal) },
            resource: { may($0, satisfy: scope.resource) },
            action: { does($0, satisfy: scope.action) }
        )
    }

    private func requestEnvironments(
        principal: (EntityTypeName) -> Bool = { _ in true },
        resource: (EntityTypeName) -> Bool = { _ in true },
        action isWanted: (EntityUID) -> Bool
    ) -> [RequestEnvironment] {
        var environments: [RequestEnvironment] = []
        for action in actions.values.sorted(by: { $0.uid < $1.uid }) where isWanted(action.uid) {
            guard let applies = action.appliesTo else { continue }
            let resources = applies.resources.filter(resource).sorted()
            for principal in applies.principals.filter(principal).sorted() {
                for resource in resources {
                    environments.append(
                        RequestEnvironment(
                            principal: principal,
                            action: action.uid,
                            resource: resource,
                            context: applies.context
                        )
                    )
                }
            }
        }
        return environments
    }

    /// At least the number of ``requestEnvironments(of:)``, counted without making them; huge counts stop at `Int.max`.
    func requestEnvironmentCount(of policy: Policy) -> Int {
        func weigh(_ types: Set<EntityTypeName>, _ constraint: PolicyScope.EntityConstraint) -> Int {
            types.reduce(0) { may($1, satisfy: constraint) ? $0 + links(of: constraint, as: $1).count : $0 }
        }
        var count = 0
        for action in actions.values where does(action.uid, satisfy: policy.scope.action) {
            guard let applies = action.appliesTo else { continue }
            let principals = weigh(applies.principals, policy.scope.principal)
            let resources = weigh(applies.resources, policy.scope.resource)
            let product = principals.multipliedReportingOverflow(by: resources)
            let sum = count.addingReportingOverflow(product.partialValue)
            guard !product.overflow, !sum.overflow else { return .max }
            count = sum.partialValue
        }
        return count
    }

    /// What the actions that a scope allows apply to.
    func actions(satisfying constraint: PolicyScope.ActionConstraint) -> [AppliesTo] {
        actions.values.compactMap { does($0.uid, satisfy: constraint) ? $0.appliesTo : nil }
    }

    /// Whether some action applies to a principal and a resource that the scope allows; slots count as any.
    func isApplicable(_ scope: PolicyScope) -> Bool {
        actions(satisfying: scope.action).contains { applies in
            applies.principals.contains { may($0, satisfy: scope.principal) }
                && applies.resources.contains { may($0, satisfy: scope.resource) }
        }
    }

    /// Whether a scope can hold in an environment.
    func environment(_ environment: RequestEnvironment, maySatisfy scope: PolicyScope) -> Bool {
        may(environment.principal, satisfy: scope.principal) && does(environment.action, satisfy: scope.action)
            && may(environment.resource, satisfy: scope.resource)
    }

    private func does(_ action: EntityUID, satisfy constraint: PolicyScope.ActionConstraint) -> Bool {
        func isIn(_ group: EntityUID) -> Bool {
            action == group || (actionAncestors[action] ?? []).contains(group)
        }
        return switch constraint {
        case .any: true
        case .equal(let uid): action == uid
        case .isIn(let uid): isIn(uid)
        case .isInAny(let uids): uids.contains(where: isIn)
        }
    }

    private func may(_ type: EntityTypeName, satisfy constraint: PolicyScope.EntityConstraint) -> Bool {
        switch constraint {
        case .any, .equal(.slot), .isIn(.slot): true
        case .equal(.entity(let uid)): type == uid.type
        case .isIn(.entity(let uid)): mayBeIn(type, uid.type)
        case .isType(let wanted), .isTypeIn(let wanted, .slot): type == wanted
        case .isTypeIn(let wanted, .entity(let uid)): type == wanted && mayBeIn(type, uid.type)
        }
    }

    /// Whether an entity of one type may be in one of another; every entity is in itself.
    func mayBeIn(_ type: EntityTypeName, _ container: EntityTypeName) -> Bool {
        type == container || (typeAncestors[type] ?? []).contains(container)
    }

    private func links(of constraint: PolicyScope.EntityConstraint, as type: EntityTypeName) -> [EntityTypeName?] {
        guard constraint.slot != nil else { return [nil] }
        if case .equal = constraint { return [type] }
        return (typeAncestors[type] ?? []).union([type]).sorted()
    }
}
