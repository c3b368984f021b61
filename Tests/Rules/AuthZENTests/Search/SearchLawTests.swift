import AuthZEN
import Cedar
import SeededGeneration
import Testing

/// The law of section 8.1 of the specification: what a search answers is what an evaluation permits, no more and no less, in whatever
/// pages it comes.
@Suite("A search answers what evaluations permit")
struct SearchLawTests {
    private static let names = ["read", "write", "delete"]
    private static let numbers = 0..<12

    /// A deployment by chance: permits and forbids over attributes that some entities lack, so that policies err.
    private func client(_ generator: inout SeededGenerator) throws -> DecisionPointClient {
        let conditions = [
            "principal.level > resource.level", "resource.level == 1", "principal in group::\"g\"",
            "principal.name like \"*a*\"",
            "principal has level && principal.level < 3", "resource in group::\"g\"", "context has mfa && context.mfa",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let effect = Int.random(in: 0..<3, using: &generator) == 0 ? "forbid" : "permit"
            let name = Self.names.randomElement(using: &generator) ?? "read"
            let head = Bool.random(using: &generator) ? "action" : "action == Action::\"\(name)\""
            text +=
                "\(effect) (principal, \(head), resource) when { \(conditions.randomElement(using: &generator) ?? "true") };\n"
        }
        let group = EntityUID(type: "group", id: "g")
        var entities = Self.names.map { Entity("Action", $0) }
        for type in ["user", "doc"] as [EntityTypeName] {
            for number in Self.numbers {
                var attributes = Record()
                if Int.random(in: 0..<5, using: &generator) > 0 {
                    attributes["level"] = .long(Int64.random(in: 0...3, using: &generator))
                }
                if Bool.random(using: &generator) { attributes["name"] = .string(number % 2 == 0 ? "anna" : "bob") }
                let parents: Set<EntityUID> = Bool.random(using: &generator) ? [group] : []
                entities.append(
                    Entity(uid: EntityUID(type: type, id: "\(number)"), attributes: attributes, parents: parents)
                )
            }
        }
        return try decisionPoint(text, entities) {
            $0.pageSeal = KeyedSeal()
            $0.trust = CallerTrust(subject: .all, resource: .all, context: .all, precedence: .caller)
        }
    }

    private func search(_ client: DecisionPointClient, _ endpoint: Endpoint, _ members: [String: String], limit: Int)
        async throws -> [String]
    {
        var members = members
        members["page"] = #"{"limit": \#(limit)}"#
        var found: [String] = []
        while true {
            let answer = await client.send(object(members), to: endpoint)
            let results = try #require(answer.json?["results"]?.elements)
            found += results.compactMap { $0["id"]?.text ?? $0["name"]?.text }
            let token = try #require(answer.nextToken)
            if token.isEmpty { return found }
            members["page"] = #"{"limit": \#(limit), "token": "\#(token)"}"#
        }
    }

    @Test("for deployments made by chance", arguments: 1...25)
    func law(seed: Int) async throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let client = try client(&generator)
        let context = ["context": #"{"mfa": \#(Bool.random(using: &generator))}"#]
        let level = #"{"level": \#(Int.random(in: 0...3, using: &generator))}"#
        let user = entity("user", "3", properties: level)
        let doc = entity("doc", "4", properties: level)
        let name = Self.names.randomElement(using: &generator) ?? "read"
        let limit = Int.random(in: 1...13, using: &generator)
        let ids = Self.numbers.map { "\($0)" }.sorted()

        var users: [String] = []
        var docs: [String] = []
        for id in ids {
            if await client.evaluate(entity("user", id), action(name), doc, context).decision == true {
                users.append(id)
            }
            if await client.evaluate(user, action(name), entity("doc", id), context).decision == true {
                docs.append(id)
            }
        }
        var names: [String] = []
        for name in Self.names.sorted()
        where await client.evaluate(user, action(name), doc, context).decision == true { names.append(name) }

        let who = ["subject": entity("user"), "action": action(name), "resource": doc].merging(context) { $1 }
        #expect(try await search(client, .subjectSearch, who, limit: limit) == users)
        let what = ["subject": user, "action": action(name), "resource": entity("doc")].merging(context) { $1 }
        #expect(try await search(client, .resourceSearch, what, limit: limit) == docs)
        let how = ["subject": user, "resource": doc].merging(context) { $1 }
        #expect(try await search(client, .actionSearch, how, limit: limit) == names)
    }
}
