import AuthZEN
import Cedar

/// The fixture that the certification scenario of the specification asks for (its section 2), as a Cedar deployment: alice and bob, an
/// active and an archived record, three actions. It is run with and without a schema.
enum CertificationFixture: CaseIterable {
    case withoutSchema, withSchema

    static let alice = entity("user", "alice")
    static let bob = entity("user", "bob")
    static let admin = entity("user", "bob", properties: #"{"role": "admin"}"#)
    static let record1 = entity("record", "record-1")
    static let record2 = entity("record", "record-2")
    static let active1 = entity("record", "record-1", properties: #"{"status": "active"}"#)
    static let archived2 = entity("record", "record-2", properties: #"{"status": "archived"}"#)
    static let context = #"{"time": "2026-06-27T18:03-07:00", "ip": "192.0.2.1"}"#

    static let policies = """
        permit (principal is user, action == Action::"read", resource is record);
        permit (principal == user::"alice", action == Action::"write", resource is record)
        when { resource.status != "archived" };
        permit (principal is user, action == Action::"write", resource is record)
        when { principal has role && principal.role == "admin" && resource.status == "archived" };
        permit (principal == user::"alice", action == Action::"delete", resource is record)
        when { context has action && context.action has soft && context.action.soft };
        """

    static let schema = """
        entity user { role?: String };
        entity record { status: String };
        action read, write, delete appliesTo { principal: user, resource: record, context: { action?: { soft?: Bool } } };
        """

    static let entities = """
        [{"uid": {"type": "user", "id": "alice"}, "attrs": {}, "parents": []},
         {"uid": {"type": "user", "id": "bob"}, "attrs": {"role": "admin"}, "parents": []},
         {"uid": {"type": "record", "id": "record-1"}, "attrs": {"status": "active"}, "parents": []},
         {"uid": {"type": "record", "id": "record-2"}, "attrs": {"status": "archived"}, "parents": []}]
        """

    func client(_ change: (inout DecisionPointConfiguration) -> Void = { _ in }) throws -> DecisionPointClient {
        var configuration = DecisionPointConfiguration()
        configuration.trust = CallerTrust(
            subject: .all,
            resource: .all,
            action: .all,
            context: .all,
            precedence: .caller
        )
        configuration.pageSeal = KeyedSeal()
        configuration.metadata = Metadata(identifier: try DecisionPointIdentifier("https://pdp.example.com"))
        change(&configuration)
        let schema = self == .withSchema ? try Schema(parsing: Self.schema, file: "fixture.cedarschema") : nil
        return DecisionPointClient(
            point: PolicyDecisionPoint(
                policies: try PolicySet(parsing: Self.policies, file: "fixture.cedar"),
                entities: try Entities(json: Array(Self.entities.utf8), schema: schema),
                schema: schema,
                configuration: configuration
            )
        )
    }
}
