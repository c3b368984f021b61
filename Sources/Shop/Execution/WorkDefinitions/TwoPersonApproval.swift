public import Boundary
internal import Cedar
internal import PlantModel

/// The least that a change takes: somebody else than its author approved it. What the plan's change tiers ask beside it is Governance's.
public struct TwoPersonApproval: ChangeApproval {
    private let policies: PolicySet

    static let text = """
        @id("execution-two-persons")
        permit (principal is Person, action == Action::"release", resource is Change)
        when { context has approvers && !context.approvers.isEmpty() };
        @id("execution-author-does-not-approve")
        forbid (principal is Person, action == Action::"release", resource is Change)
        when { context.approvers.contains(resource.author) };
        """

    /// The rule.
    /// - Throws: never for the text that it carries.
    public init() throws {
        policies = try PolicySet(parsing: Self.text, file: "two-person-approval.cedar")
    }

    /// Asks `release` of the change.
    public func objections(to change: WorkDefinitionChange, releasedBy subject: Subject) throws -> [String] {
        func person(_ id: String) -> EntityUID { EntityUID(type: "Person", id: id) }
        let uid = EntityUID(type: "Change", id: change.record.description)
        let approvers = Set(change.approvers.map { Value.entity(person($0)) })
        let entity = Entity(
            uid: uid,
            attributes: ["author": .entity(person(change.author)), "kind": .string("workDefinition")],
            parents: []
        )
        let request = Request(
            principal: subject.uid,
            action: EntityUID(type: "Action", id: "release"),
            resource: uid,
            context: ["approvers": .set(approvers)]
        )
        let answer = Authorizer().authorize(request, policies: policies, entities: try Entities([entity]))
        if answer.decision == .allow, answer.errors.isEmpty { return [] }
        return ["Somebody else than its author has to approve it"]
    }
}
