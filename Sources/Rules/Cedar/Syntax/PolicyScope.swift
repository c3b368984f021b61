/// What the head of a policy asks of principal, action and resource.
public struct PolicyScope: Hashable, Sendable {
    /// An entity named in a scope, or a slot of a template.
    public enum Reference: Hashable, Sendable, CustomStringConvertible {
        /// This entity.
        case entity(EntityUID)
        /// Whatever the template is linked with.
        case slot(Slot)

        /// As written.
        public var description: String {
            switch self {
            case .entity(let uid): uid.description
            case .slot(let slot): slot.description
            }
        }
    }

    /// What is asked of the principal or the resource.
    public enum EntityConstraint: Hashable, Sendable {
        /// Nothing.
        case any
        /// To be this entity.
        case equal(Reference)
        /// To be this entity or below it.
        case isIn(Reference)
        /// To be of a type.
        case isType(EntityTypeName)
        /// To be of a type, and this entity or below it.
        case isTypeIn(EntityTypeName, Reference)
    }

    /// What is asked of the action.
    public enum ActionConstraint: Hashable, Sendable {
        /// Nothing.
        case any
        /// To be this action.
        case equal(EntityUID)
        /// To be this action or below it.
        case isIn(EntityUID)
        /// To be one of these actions or below one of them; never true of an empty list.
        case isInAny([EntityUID])
    }

    /// The principal's part.
    public let principal: EntityConstraint
    /// The action's part.
    public let action: ActionConstraint
    /// The resource's part.
    public let resource: EntityConstraint
    /// Where the three parts stand.
    public let ranges: Ranges

    /// The places of the three parts.
    public struct Ranges: Sendable, Hashable {
        /// The principal's part.
        public let principal: SourceRange
        /// The action's part.
        public let action: SourceRange
        /// The resource's part.
        public let resource: SourceRange

        /// Three places.
        public init(principal: SourceRange, action: SourceRange, resource: SourceRange) {
            self.principal = principal
            self.action = action
            self.resource = resource
        }

        /// Of what stands in no text.
        public static let none = Ranges(principal: .none, action: .none, resource: .none)
    }

    /// A scope.
    public init(
        principal: EntityConstraint = .any,
        action: ActionConstraint = .any,
        resource: EntityConstraint = .any,
        ranges: Ranges = .none
    ) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.ranges = ranges
    }

    /// The slots left open.
    public var slots: Set<Slot> { Set([principal.slot, resource.slot].compactMap(\.self)) }

    /// Whether any slot is left open.
    var hasSlots: Bool { principal.slot != nil || resource.slot != nil }
}

extension PolicyScope.EntityConstraint {
    /// The entity or slot named, if one is.
    public var reference: PolicyScope.Reference? {
        switch self {
        case .any, .isType: nil
        case .equal(let reference), .isIn(let reference), .isTypeIn(_, let reference): reference
        }
    }

    /// The type asked for, if one is.
    public var type: EntityTypeName? {
        switch self {
        case .isType(let type), .isTypeIn(let type, _): type
        case .any, .equal, .isIn: nil
        }
    }

    var slot: Slot? {
        if case .slot(let slot) = reference { slot } else { nil }
    }

    func linked(_ values: [Slot: EntityUID]) -> PolicyScope.EntityConstraint {
        guard let slot, let uid = values[slot] else { return self }
        return switch self {
        case .equal: .equal(.entity(uid))
        case .isIn: .isIn(.entity(uid))
        case .isTypeIn(let type, _): .isTypeIn(type, .entity(uid))
        case .any, .isType: self
        }
    }
}
