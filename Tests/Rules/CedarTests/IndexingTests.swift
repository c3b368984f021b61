import Cedar
import Foundation
import Testing

@Suite("Compiled policy sets")
struct IndexingTests {
    /// How many worlds are tried; more by hand.
    private static let worlds = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == nil ? 150 : 2_000

    @Test("decision, reasons and errors are those of evaluating every policy, before and after changes")
    func likeReference() throws {
        var (allowed, erred, satisfied) = (0, 0, 0)
        for seed in 0..<UInt64(Self.worlds) {
            var world = AuthorizationGenerator(seed: seed)
            let entities = try world.entities()
            var policies: [Policy] = []
            for number in 0..<world.below(30) { policies.append(try world.policy("p\(number)")) }
            var set = try PolicySet(policies)
            for step in 0..<12 {
                for _ in 0..<6 {
                    let request = world.request()
                    let expected = ReferenceInterpreter(request: request, entities: entities).authorize(policies)
                    let found = Authorizer().authorize(request, policies: set, entities: entities)
                    #expect(found == expected, "seed \(seed), step \(step): \(request)")
                    let alone = Authorizer().decision(on: request, policies: set, entities: entities)
                    #expect(alone == expected.decision, "seed \(seed), step \(step): \(request)")
                    if found.decision == .allow { allowed += 1 }
                    erred += found.errors.count
                    satisfied += found.reasons.count
                }
                try change(&policies, &set, &world, step)
                #expect(set.policies.map(\.id) == policies.map(\.id))
            }
        }
        // The worlds show something.
        #expect(allowed > Self.worlds * 5 && erred > Self.worlds * 50 && satisfied > Self.worlds * 20)
    }

    private func change(
        _ policies: inout [Policy],
        _ set: inout PolicySet,
        _ world: inout AuthorizationGenerator,
        _ step: Int
    ) throws {
        let kept = world.below(2) == 0 ? set : nil
        let place = policies.isEmpty ? nil : world.below(policies.count)
        switch (world.below(3), place) {
        case (0, let place?):
            try set.remove(policies[place].id)
            policies.remove(at: place)
        case (1, let place?):
            policies[place] = try world.policy(policies[place].id.description)
            try set.replace(with: policies[place])
        default:
            policies.append(try world.policy("new\(step)"))
            try set.insert(policies[policies.count - 1])
        }
        // A copy does not see the change.
        if let kept { #expect(kept.policies.count + 1 >= set.policies.count) }
    }

    @Test("a copy taken before a change decides as before")
    func copies() throws {
        var set = try PolicySet(
            parsing: "permit(principal, action, resource) when { principal in Group::\"staff\" };",
            file: "p"
        )
        let evaluator = try Fixture.evaluator()
        #expect(Authorizer().authorize(evaluator, policies: set).decision == .allow)
        let before = set
        try set.insert(Policy(id: "no", effect: .forbid))
        #expect(Authorizer().authorize(evaluator, policies: set).reasons == ["no"])
        #expect(Authorizer().authorize(evaluator, policies: before).reasons == ["policy0"])
        try set.remove("no")
        #expect(Authorizer().authorize(evaluator, policies: set).reasons == ["policy0"])
        try set.remove("policy0")
        #expect(Authorizer().authorize(evaluator, policies: set).decision == .deny)
        #expect(Authorizer().authorize(evaluator, policies: before).decision == .allow)
    }

    @Test("changes that make no sense are refused and change nothing")
    func refused() throws {
        var set = try PolicySet(
            parsing: "permit(principal == ?principal, action, resource); permit(principal, action, resource);",
            file: "p.cedar"
        )
        try set.link(template: "policy0", id: "link", principal: Fixture.alice)
        func message(_ change: (inout PolicySet) throws -> Void) -> String {
            do {
                try change(&set)
                return "done"
            } catch {
                return "\(error)"
            }
        }
        #expect(message { try $0.remove("policy9") } == ":1:1: there is no policy `policy9`; did you mean `policy1`?")
        #expect(
            message { try $0.remove("policy0") }
                == "p.cedar:1:1: the policy `link` is linked from the template `policy0`; remove the link first"
        )
        #expect(
            message { try $0.replace(with: Policy(id: "policy0", effect: .permit)) }
                == ":1:1: `policy0` is a template; remove it first"
        )
        #expect(message { try $0.insert(Policy(id: "link", effect: .permit)) }.contains("`link` is already that"))
        #expect(set.policies.map(\.id) == ["policy1", "link"])
        #expect(message { try $0.remove("link") } == "done")
        #expect(message { try $0.remove("policy0") } == "done")
        #expect(set.templates.isEmpty)
    }

    @Test("many threads ask one set, compiled by whoever comes first")
    func threads() async throws {
        var world = AuthorizationGenerator(seed: 7)
        let entities = try world.entities()
        var policies: [Policy] = []
        for number in 0..<200 { policies.append(try world.policy("p\(number)")) }
        let set = try PolicySet(policies)
        let requests = (0..<50).map { _ in world.request() }
        let expected = requests.map { ReferenceInterpreter(request: $0, entities: entities).authorize(policies) }
        await withTaskGroup(of: [Response].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    requests.map { Authorizer().authorize($0, policies: set, entities: entities) }
                }
            }
            for await responses in group { #expect(responses == expected) }
        }
    }
}
