import Cedar
import Testing

@Suite("An explanation")
struct ExplainerTests {
    static let ann = EntityUID(type: "User", id: "ann")
    static let bob = EntityUID(type: "User", id: "bob")
    static let doc = EntityUID(type: "Doc", id: "d")
    static let team = EntityUID(type: "Team", id: "t")
    static let request = Request(
        principal: ann,
        action: EntityUID(type: "Action", id: "view"),
        resource: doc,
        context: ["hour": .long(20), "site": .record(["country": .string("DE")])]
    )

    static func entities() throws -> Entities {
        try Entities([
            Entity(
                uid: ann,
                attributes: [
                    "clearance": .long(1), "citizenships": .strings(["DE"]), "name": .string("Ann"),
                    "manager": .entity(bob),
                ]
            ),
            Entity(uid: bob, attributes: ["clearance": .long(3)]),
            Entity(
                uid: doc,
                attributes: ["level": .long(3), "owner": .entity(ann), "readers": .set([])],
                parents: [team]
            ),
        ])
    }

    static func explain(
        _ policies: String,
        schema: Schema? = nil,
        hide: [String] = [],
        granters: [String: String] = [:],
        erringForbid: ErringForbid = .skips,
        limits: Explainer.Limits = Explainer.Limits()
    ) throws -> Explanation {
        let explainer = Explainer(
            try PolicySet(parsing: policies, file: "p.cedar"),
            schema: schema,
            granters: try Granters(parsing: granters),
            hidden: try HiddenFacts(parsing: hide),
            erringForbid: erringForbid,
            limits: limits
        )
        return try explainer.explain(request, entities: try entities())
    }

    static func remedies(_ explanation: Explanation) -> [String] {
        explanation.remedies.map { $0.changes.map(\.description).joined(separator: "; ") }
    }

    @Test("an allow names the permits, a denial the forbids")
    func causes() throws {
        let allow = try Self.explain(
            "permit (principal, action, resource); permit (principal is Doc, action, resource);"
        )
        #expect(allow.decision == .allow)
        #expect(allow.causes.map(\.policy) == ["policy0"])
        #expect(allow.remedies.isEmpty)
        let deny = try Self.explain(
            "permit (principal, action, resource); forbid (principal, action, resource) when { context.hour > 18 };"
        )
        #expect(deny.decision == .deny)
        #expect(deny.causes.map(\.policy) == ["policy1"])
        #expect(deny.causes.first?.range.start.column == 39)
        #expect(deny.nearMisses.isEmpty)
        #expect(Self.remedies(deny) == ["context.hour becomes 18"])
    }

    @Test("of a default denial, the parts of the nearest permits that failed are told with their places")
    func nearMisses() throws {
        let explanation = try Self.explain(
            """
            permit (principal in Team::"t", action, resource) when { principal.clearance >= resource.level };
            permit (principal, action, resource) when { principal.name == "Ann" && context.hour < 18 };
            permit (principal, action == Action::"edit", resource);
            permit (principal, action, resource) when { principal has phone && principal.phone == "1" };
            permit (principal, action, resource) when { principal.phone == "1" };
            """
        )
        #expect(explanation.nearMisses.map(\.policy) == ["policy1", "policy3", "policy4", "policy0"])
        #expect(explanation.nearMisses[0].failures.map(\.range.start.line) == [2])
        #expect(explanation.nearMisses[0].failures.map(\.range.start.column) == [72])
        #expect(explanation.nearMisses[1].failures.map(\.outcome) == [.failed])
        guard case .erred = explanation.nearMisses[2].failures[0].outcome else {
            Issue.record("the fifth permit errs")
            return
        }
        #expect(explanation.nearMisses[3].failures.count == 2)
    }

    @Test("a remedy may need several changes; none of them is needless")
    func minimality() throws {
        let explanation = try Self.explain(
            """
            permit (principal, action, resource) when { principal.clearance >= resource.level && context.hour < 18 };
            permit (principal, action, resource) when { resource.readers.contains(principal) };
            """
        )
        #expect(
            Self.remedies(explanation) == [
                "resource.readers gets User::\"ann\"",
                "context.hour becomes 17; principal.clearance becomes 3",
                "context.hour becomes 17; resource.level becomes 1",
            ]
        )
        #expect(!explanation.isSearchCut)
    }

    @Test("a change that meets a permit and breaks a forbid is no remedy alone")
    func forbidsBite() throws {
        let explanation = try Self.explain(
            """
            permit (principal, action, resource) when { principal.clearance >= 3 };
            forbid (principal, action, resource) when { principal.clearance >= 2 && context.site.country != "US" };
            """
        )
        #expect(Self.remedies(explanation) == ["principal.clearance becomes 3; context.site.country becomes \"US\""])
    }

    @Test("each change says who can make it; the longest way counts")
    func granters() throws {
        let explanation = try Self.explain(
            "permit (principal in Team::\"x\", action, resource) unless { principal.clearance < 2 };",
            granters: ["principal": "HR", "principal.clearance": "Security", "principal in Team": "Team lead"]
        )
        #expect(
            Self.remedies(explanation) == [
                "principal joins Team::\"x\" (Team lead); principal.clearance becomes 2 (Security)"
            ]
        )
    }

    @Test("facts are followed through other entities, optional facts are given, groups are left")
    func kinds() throws {
        func remedies(_ condition: String, _ rest: String = "") throws -> [String] {
            Self.remedies(try Self.explain("permit (principal, action, resource) when { \(condition) };\(rest)"))
        }
        #expect(try remedies("principal.manager.clearance > 5") == ["principal.manager.clearance becomes 6"])
        #expect(
            try remedies("principal has phone && principal.phone like \"+1*\"") == ["principal.phone becomes \"+1\""]
        )
        #expect(try remedies("!(resource in Team::\"t\")") == ["resource leaves Team::\"t\""])
        #expect(
            try remedies("principal.citizenships.containsAll([\"US\", \"DE\"])") == [
                "principal.citizenships gets \"US\""
            ]
        )
        #expect(try remedies("resource.owner == User::\"bob\"") == ["resource.owner becomes User::\"bob\""])
        #expect(
            try remedies("resource.owner != principal") == [
                "resource.owner becomes another value, such as User::\"ann…\""
            ]
        )
    }

    @Test("with a schema nothing is offered that does not conform to it")
    func schema() throws {
        let schema = try Schema(
            parsing: """
                entity Team; entity User = { clearance: Long, citizenships: Set<String>, name: String, manager?: User, phone?: String };
                entity Doc in [Team] = { level: Long, owner: User, readers: Set<User> };
                action view appliesTo { principal: [User], resource: [Doc], context: { hour: Long, site: { country: String } } };
                """,
            file: "s.cedarschema"
        )
        let joins = "permit (principal in Team::\"x\", action, resource);"
        #expect(Self.remedies(try Self.explain(joins)) == ["principal joins Team::\"x\""])
        #expect(Self.remedies(try Self.explain(joins, schema: schema)).isEmpty)
        let phone = "permit (principal, action, resource) when { principal has phone };"
        #expect(Self.remedies(try Self.explain(phone)).isEmpty)
        #expect(Self.remedies(try Self.explain(phone, schema: schema)) == ["principal.phone becomes \"…\""])
    }

    @Test("a forbid that errs denies where it is read so, and giving what it asks for is the remedy")
    func erringForbids() throws {
        let policies = """
            permit (principal, action, resource);
            forbid (principal, action, resource) when { principal.phone == "1" };
            """
        #expect(try Self.explain(policies).decision == .allow)
        #expect(try Self.explain(policies).errors.map(\.policy) == ["policy1"])
        let explanation = try Self.explain(policies, erringForbid: .denies)
        #expect(explanation.decision == .deny)
        #expect(explanation.causes.map(\.policy) == ["policy1"])
    }

    @Test("what hangs on hidden facts is withheld, by whatever way the facts are reached")
    func hiding() throws {
        let policies = """
            permit (principal, action, resource);
            forbid (principal, action, resource) unless { principal.citizenships.contains("US") };
            forbid (principal, action, resource) when { resource.owner.citizenships.contains("DE") };
            """
        let explanation = try Self.explain(policies, hide: ["principal.citizenships"])
        #expect(explanation.decision == .deny)
        #expect(explanation.isPartlyWithheld)
        #expect(explanation.causes.isEmpty)
        #expect(explanation.withheld == ["policy1", "policy2"])
        #expect(explanation.remedies.isEmpty)
        #expect(try !Self.explain(policies).remedies.isEmpty)
    }

    @Test("groups can be hidden; that everybody is in himself is no secret")
    func hiddenGroups() throws {
        let policies =
            "permit (principal, action, resource in Team::\"t\"); forbid (principal, action, resource == Doc::\"x\");"
        #expect(try Self.explain(policies).decision == .allow)
        #expect(try Self.explain(policies, hide: ["resource in"]).withheld == ["policy0"])
        #expect(
            try Self.explain("permit (principal, action, resource in Doc::\"d\");", hide: ["resource in"]).withheld
                == []
        )
    }

    @Test("nor do the changes that are tried, and whether a bound ended that, hang on groups that are hidden")
    func hiddenGroupsInTheSearch() throws {
        let explainer = Explainer(
            try PolicySet(
                parsing: """
                    permit (principal, action, resource) unless { resource in resource.closed };
                    forbid (principal, action, resource) unless { principal.clearance == 3 };
                    """,
                file: "p.cedar"
            ),
            hidden: try HiddenFacts(parsing: ["resource in"]),
            limits: Explainer.Limits(changesMax: 2)
        )
        let explanations = try [[], [Self.team]].map { teams in
            let document = Entity(
                uid: Self.doc,
                attributes: ["closed": .set([.entity(Self.team)])],
                parents: Set(teams)
            )
            let ann = Entity(uid: Self.ann, attributes: ["clearance": .long(1)])
            return try explainer.explain(Self.request, entities: Entities([ann, document]))
        }
        #expect(explanations[0].decision == .deny)
        #expect(explanations[0] == explanations[1])
    }

    @Test("a search that ends at a bound says so")
    func bounds() throws {
        let clauses = (0..<8).map { "context has a\($0) && context.a\($0) == 1" }.joined(separator: " && ")
        let explanation = try Self.explain("permit (principal, action, resource) when { \(clauses) };")
        #expect(explanation.remedies.isEmpty)
        #expect(explanation.isSearchCut)
        let few = try Self.explain(
            "permit (principal, action, resource) when { context.hour == 1 || context.hour == 2 || context.hour == 3 };",
            limits: Explainer.Limits(remediesMax: 2)
        )
        #expect(few.remedies.count == 2)
        #expect(few.isSearchCut)
    }

    @Test(
        "what names no fact is refused",
        arguments: ["principal.", "1", "principal.a == 1", "who.a", "principal in in"]
    )
    func names(_ text: String) {
        #expect(throws: CedarErrors.self) { try HiddenFacts(parsing: [text]) }
    }
}
