/// The entities that fill the slots of a template, and the id of the policy that results.
public struct TemplateLink: Hashable, Sendable {
    /// The template.
    public let template: PolicyID
    /// The id of the linked policy.
    public let id: PolicyID
    /// The entity for each slot.
    public let values: [Slot: EntityUID]

    /// A link.
    public init(template: PolicyID, id: PolicyID, values: [Slot: EntityUID]) {
        self.template = template
        self.id = id
        self.values = values
    }
}

extension PolicySet {
    /// The links by which policies of the set came from its templates, in the order of the policies.
    public var links: [TemplateLink] { policies.compactMap(link(of:)) }

    /// The link by which a policy came from a template of this set; nil for all other policies.
    func link(of policy: Policy) -> TemplateLink? {
        guard let id = policy.template, let template = self[id], template.isTemplate else { return nil }
        var values: [Slot: EntityUID] = [:]
        for (open, filled) in [
            (template.scope.principal, policy.scope.principal), (template.scope.resource, policy.scope.resource),
        ] {
            if let slot = open.slot, case .entity(let uid)? = filled.reference { values[slot] = uid }
        }
        return TemplateLink(template: id, id: policy.id, values: values)
    }

    /// Links a template and adds the policy.
    /// - Throws: when there is no such template, a slot gets no value or one it does not have, or the id is taken.
    public mutating func link(_ link: TemplateLink) throws(CedarErrors) {
        try self.link(
            template: link.template,
            id: link.id,
            principal: link.values[.principal],
            resource: link.values[.resource]
        )
    }
}
