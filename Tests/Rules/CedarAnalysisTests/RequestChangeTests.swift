import Cedar
import CedarAnalysis
import SeededGeneration
import Testing

@Suite("Claims about two requests over one store")
struct RequestChangeTests {
    static let schema = """
        entity Node in [Node] = { n: Long, peer?: Node };
        entity Leaf;
        action join appliesTo {
          principal: [Node], resource: [Node],
          context: { x: Long, y: Long, a?: Bool, b?: Bool, word: String, level?: Long },
        };
        action hang appliesTo { principal: [Leaf], resource: [Node], context: { x: Long } };
        """

    static func prover(storeIsComplete: Bool = true) throws -> Prover {
        Prover(schema: try Schema(parsing: schema, file: "nodes.cedarschema"), storeIsComplete: storeIsComplete)
    }

    static func policy(_ condition: String, _ action: String = "join") throws -> Policy {
        try Shop.policies("forbid (principal, action == Action::\"\(action)\", resource) when { \(condition) };")[0]
    }

    static func matches(_ condition: String) throws -> Claim { .satisfied(try policy(condition)) }

    static func change(_ text: String) throws -> RequestChange { try RequestChange(parsing: text) }

    static func verdict(_ claim: Claim, _ action: String = "join") throws -> Verdict {
        let prover = try prover()
        return prover.verdicts(on: claim, in: prover.schema.requestEnvironments.filter { $0.action.id.text == action })
            .overall
    }

    static let ends = (EntityUID(type: "Node", id: "p"), EntityUID(type: "Node", id: "r"))

    static func request(_ context: Record) -> Request {
        Request(principal: ends.0, action: EntityUID(type: "Action", id: "join"), resource: ends.1, context: context)
    }

    @Test("steps are taken in order; what is absent stays absent, the greatest number stays")
    func steps() throws {
        let swapped = try Self.change("swap principal resource, swap context.a context.b")(
            Self.request(["a": .bool(false)])
        )
        #expect(swapped.principal == Self.ends.1 && swapped.resource == Self.ends.0)
        #expect(swapped.context == ["b": .bool(false)])
        let raised = try Self.change("raise context.x,raise context.a, raise context.level, raise context.word")
        let context: Record = ["x": .long(41), "a": .bool(false), "word": .string("w")]
        #expect(raised(Self.request(context)).context == ["x": .long(42), "a": .bool(true), "word": .string("w")])
        #expect(raised(Self.request(["x": .long(.max)])).context == ["x": .long(.max)])
        let both = try Self.change("raise context.x, swap context.x context.y")
        #expect(both(Self.request(["x": .long(1), "y": .long(5)])).context == ["x": .long(5), "y": .long(2)])
    }

    @Test(
        "a step that is none is told",
        arguments: [
            "", "swap", "swap principal", "swap principal principal", "swap principal context.a",
            "swap context.a context.a",
            "raise", "raise principal", "raise context.", "raise context.x context.y", "lower context.x",
            "raise context.x,",
        ]
    )
    func malformed(_ text: String) throws {
        let error = #expect(throws: RequestChange.Malformed.self) { try RequestChange(parsing: text) }
        #expect(error?.description.contains("is no step of a change; expected `swap principal resource`") == true)
    }

    @Test("what the change says of a request is proved")
    func proved() throws {
        let raise = try Self.change("raise context.x")
        let swap = try Self.change("swap principal resource, swap context.x context.y")
        #expect(
            try Self.verdict(.implies(Self.matches("context.x >= 3"), .after(raise, Self.matches("context.x >= 3"))))
                .isProved
        )
        #expect(
            try Self.verdict(.implies(Self.matches("context.x == 6"), .after(raise, Self.matches("context.x == 7"))))
                .isProved
        )
        let greatest = try Self.matches("context.x == 9223372036854775807")
        #expect(try Self.verdict(.implies(greatest, .after(raise, greatest))).isProved)
        let less = try Self.matches("principal.n < resource.n && context.x < context.y")
        let greater = try Self.matches("resource.n < principal.n && context.y < context.x")
        #expect(try Self.verdict(.equivalent(less, .after(swap, greater))).isProved)
        #expect(try Self.verdict(.equivalent(less, .after(swap, .after(swap, less)))).isProved)
        let below = try Self.matches("principal in resource")
        #expect(
            try Self.verdict(.not(.all([below, .after(swap, below), try Self.matches("principal != resource")])))
                .isProved
        )
        let set = try Self.change("raise context.a")
        #expect(try Self.verdict(.after(set, try Self.matches("if context has a then context.a else true"))).isProved)
    }

    @Test("what it does not say is refuted by one request, which the evaluator confirms")
    func refuted() throws {
        let raise = try Self.change("raise context.x")
        let swap = try Self.change("swap principal resource")
        let claims: [Claim] = [
            .implies(try Self.matches("context.x < 3"), .after(raise, try Self.matches("context.x < 3"))),
            .equivalent(try Self.matches("principal.n < 0"), .after(swap, try Self.matches("principal.n < 0"))),
            .implies(
                try Self.matches("principal in resource"),
                .after(swap, try Self.matches("principal in resource"))
            ),
            .after(try Self.change("raise context.a"), try Self.matches("context has a")),
        ]
        for claim in claims {
            let example = try #require(try Self.verdict(claim).counterexample)
            #expect(!claim.holds(Evaluator(example.request, try Entities(example.entities))))
        }
    }

    @Test(
        "a change that the requests of an environment do not have is unknown, with the reason",
        arguments: [
            ("raise context.word", "join", "`word` is no number and no truth value of the context"),
            ("raise context.none", "join", "`none` is no number and no truth value of the context"),
            ("swap context.x context.a", "join", "`x` and `a` are no fields of one type"),
            ("swap context.x context.level", "join", "`x` and `level` are no fields of one type"),
            ("swap principal resource", "hang", "principal and resource do not change places where"),
        ]
    )
    func impossible(_ text: String, _ action: String, _ reason: String) throws {
        let claim = Claim.after(try Self.change(text), .satisfied(try Self.policy("context.x > 0", action)))
        #expect(try Self.verdict(claim, action).reason?.contains(reason) == true)
    }

    @Test("proofs about random conditions survive random requests", arguments: [true, false])
    func attack(storeIsComplete: Bool) throws {
        let prover = try Self.prover(storeIsComplete: storeIsComplete)
        let environment = try #require(prover.schema.requestEnvironments.first { $0.action.id.text == "join" })
        var random = SeededGenerator(seed: 20_260_101)
        let numbers = ["principal.n", "resource.n", "context.x", "context.y", "0", "1"]
        let atoms = [
            "principal == resource", "principal in resource", "resource in principal", "context has a",
            "context has level",
            "(context has b && context.b)", "(context has level && context.level > 1)",
            "(principal has peer && principal.peer == resource)",
        ]
        func atom() -> String {
            random.oneIn(2)
                ? random.pick(atoms)
                : "\(random.pick(numbers)) \(random.pick(["<", "==", "<="])) \(random.pick(numbers))"
        }
        func condition() -> String {
            "(\(atom()) \(random.pick(["&&", "||"])) \(atom())) \(random.pick(["&&", "||"])) !(\(atom()))"
        }
        let changes = try [
            "swap principal resource", "swap context.x context.y", "swap context.a context.b", "raise context.x",
            "raise context.level", "raise context.b",
            "swap principal resource, swap context.x context.y, raise context.x",
        ].map(Self.change)
        let worlds = try (0..<300).map { _ in try Self.world(&random, storeIsComplete: storeIsComplete) }
        var counts = (proved: 0, refuted: 0)
        for _ in 0..<(ProverLawTests.isSoak ? 3_000 : 60) {
            let texts = (condition(), condition())
            let (one, two) = (try Self.matches(texts.0), try Self.matches(texts.1))
            let change = random.pick(changes)
            let claims: [Claim] = [
                .implies(one, .after(change, one)), .equivalent(.after(change, one), two),
                .implies(.all([one, .after(change, two)]), .after(change, .after(random.pick(changes), one))),
            ]
            for claim in claims {
                switch prover.verdict(on: claim, in: environment) {
                case .proved:
                    counts.proved += 1
                    #expect(worlds.allSatisfy { claim.holds($0) }, "\(texts) \(change)")
                case .refuted: counts.refuted += 1
                case .unknown(let reason): Issue.record("\(texts) \(change): \(reason)")
                }
            }
        }
        #expect(counts.proved > 5 && counts.refuted > 30, "\(counts)")
    }

    private static func world(_ random: inout SeededGenerator, storeIsComplete: Bool) throws -> Evaluator {
        func number() -> Int64 { Int64(random.below(4)) - 1 }
        let names = ["p", "q", "r"].map { EntityUID(type: "Node", id: CedarString($0)) }
        var entities: [Entity] = []
        for (index, name) in names.enumerated() where storeIsComplete || !random.oneIn(4) {
            // Parents stand later in the list, so that there is no cycle.
            let parents = names[(index + 1)...].filter { _ in random.oneIn(2) }
            var attributes: Record = ["n": .long(number())]
            if random.oneIn(2) { attributes["peer"] = .entity(random.pick(names)) }
            entities.append(Entity(uid: name, attributes: attributes, parents: Set(parents)))
        }
        var context: Record = ["x": .long(number()), "y": .long(number()), "word": .string("w")]
        if random.oneIn(8) { context["x"] = .long(.max) }
        for name in ["a", "b"] as [CedarString] where random.oneIn(2) {
            context[name] = .bool(random.oneIn(2))
        }
        if random.oneIn(2) { context["level"] = .long(number()) }
        let request = Request(
            principal: random.pick(names),
            action: EntityUID(type: "Action", id: "join"),
            resource: random.pick(names),
            context: context
        )
        return Evaluator(request, try Entities(entities))
    }
}
