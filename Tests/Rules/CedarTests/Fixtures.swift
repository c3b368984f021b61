import Cedar

/// A request among a few entities, and short ways to evaluate text in it.
enum Fixture {
    static let alice = EntityUID(type: "User", id: "alice")
    static let view = EntityUID(type: "Action", id: "view")
    static let photo = EntityUID(type: "Photo", id: "p")

    static func entities() throws -> Entities {
        try Entities([
            Entity(
                uid: alice,
                attributes: [
                    "age": .long(30), "name": .string("Alice"), "manager": .entity(EntityUID(type: "User", id: "bob")),
                    "ghost": .entity(EntityUID(type: "User", id: "nobody")), "teams": .strings(["a", "b"]),
                    "address": .record(["city": .string("Ulm"), "in": .bool(true)]),
                ],
                parents: [EntityUID(type: "Group", id: "staff")],
                tags: ["role": .string("admin")]
            ),
            Entity(uid: EntityUID(type: "User", id: "bob"), attributes: ["age": .long(50)]),
            Entity(uid: EntityUID(type: "Group", id: "staff"), parents: [EntityUID(type: "Group", id: "all")]),
            Entity(uid: photo, attributes: ["owner": .entity(alice)]),
            Entity(uid: view, parents: [EntityUID(type: "Action", id: "read")]),
        ])
    }

    static func evaluator(context: Record = [:]) throws -> Evaluator {
        Evaluator(Request(principal: alice, action: view, resource: photo, context: context), try entities())
    }

    static func evaluate(_ text: String, context: Record = [:]) throws -> Value {
        try evaluator(context: context).evaluate(try Expression(parsing: text))
    }

    /// The value as text, or `error: ` and the message.
    static func outcome(_ text: String, context: Record = [:]) throws -> String {
        let evaluator = try evaluator(context: context)
        let expression = try Expression(parsing: text)
        do {
            return try evaluator.evaluate(expression).description
        } catch {
            return "error: \(error.message)"
        }
    }

    /// The errors of a policy text, one a line.
    static func errors(_ text: String) -> String {
        do {
            _ = try PolicySet(parsing: text, file: "p.cedar")
            return "none"
        } catch {
            return error.description
        }
    }

    static func schemaErrors(_ text: String) -> String {
        do {
            _ = try Schema(parsing: text, file: "s.cedarschema")
            return "none"
        } catch {
            return error.description
        }
    }

    static func authorize(_ text: String, context: Record = [:]) throws -> Response {
        let policies = try PolicySet(parsing: text, file: "p.cedar")
        return Authorizer().authorize(try evaluator(context: context), policies: policies)
    }
}
