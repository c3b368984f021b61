import Cedar
import SeededGeneration
import Testing

@Suite("What policies read")
struct AttributeReadsTests {
    private func reads(_ condition: String, scope: String = "principal, action, resource") throws -> AttributeReads {
        try PolicySet(parsing: "permit(\(scope)) when { \(condition) };", file: "p").attributesRead
    }

    @Test(
        "paths are found wherever they stand",
        arguments: [
            ("principal.regimes.contains(\"ITAR\")", "principal.regimes"),
            ("context.site.country == \"US\"", "context.site context.site.country"),
            ("context has a.b", "context.a context.a.b"), ("principal[\"x y\"] == 1", "principal[\"x y\"]"),
            ("(if resource.a then principal else resource).b == 1", "principal.b resource.a resource.b"),
            (
                "(if resource.a then principal.x else principal.y).z == 1",
                "principal.x principal.x.z principal.y principal.y.z resource.a"
            ),
            ("[principal.a, {b: resource.c}.b].isEmpty()", "principal.a resource.c"),
            (
                "principal.hasTag(\"t\") && principal.getTag(\"t\").x",
                "principal.getTag(\"t\") principal.getTag(\"t\").x"
            ),
            ("!(-principal.a + 1 < context.n) || principal.s like \"x*\"", "context.n principal.a principal.s"),
            ("ip(context.addr).isInRange(resource.net)", "context.addr resource.net"),
            ("principal.owner is User in resource.group", "principal.owner resource.group"),
            ("principal.a in resource.b", "principal.a resource.b"), ("true || principal.never", "principal.never"),
        ]
    )
    func paths(condition: String, expected: String) throws {
        let reads = try reads(condition)
        #expect(reads.paths.sorted().map(\.description).joined(separator: " ") == expected)
        #expect(reads.wholeVariables.isEmpty)
    }

    @Test("comparison with literals is told from other whole uses")
    func wholes() throws {
        let team = EntityUID(type: "Team", id: "t")
        let compared = try reads("principal == Team::\"t\" || Team::\"t\" != principal || principal in [Team::\"t\"]")
        #expect(compared.wholeVariables.isEmpty)
        #expect(compared.comparisons == [.principal: [.init(.equal, team), .init(.isIn, team)]])
        #expect(try reads("resource is Team in Team::\"t\"").comparisons == [.resource: [.init(.isIn, team)]])
        #expect(try reads("resource is Team").typeTests == [.resource])
        for condition in [
            "principal == resource.owner", "resource.owner == principal", "principal in resource.team",
            "[principal].isEmpty()",
            "{a: principal}.a.b == 1", "principal.getTag(context.key) == 1",
            "principal in [Team::\"t\", resource.team]",
            "Team::\"t\" in principal", "principal.hasTag(context.key)", "principal is Team in resource.team",
        ] {
            #expect(try reads(condition).wholeVariables == [.principal], "\(condition)")
        }
        #expect(try reads("context == {}").wholeVariables == [.context])
    }

    @Test("the scope is read too")
    func scopes() throws {
        let reads = try reads(
            "true",
            scope: "principal is User in Team::\"t\", action in [Action::\"a\"], resource == Photo::\"p\""
        )
        #expect(reads.typeTests == [.principal])
        #expect(reads.comparisons[.principal] == [.init(.isIn, EntityUID(type: "Team", id: "t"))])
        #expect(reads.comparisons[.action] == [.init(.isIn, EntityUID(type: "Action", id: "a"))])
        #expect(reads.comparisons[.resource] == [.init(.equal, EntityUID(type: "Photo", id: "p"))])
        #expect(reads.paths.isEmpty)
    }

    @Test("entities with equal fingerprints get equal outcomes")
    func fingerprints() throws {
        let text = """
            forbid(principal is Program in Group::"g", action, resource) when { principal.regimes.contains("a") };
            permit(principal, action, resource) when { principal.lead has level && principal.lead.level > 2 };
            permit(principal == Program::"p3", action, resource) unless { principal has off };
            """
        let policies = try PolicySet(parsing: text, file: "p")
        let reads = policies.attributesRead
        var generator = SeededGenerator(seed: 7)
        func uid(_ number: Int) -> EntityUID { EntityUID(type: "Program", id: "p\(number)") }
        let programs = (0..<60).map { number in
            var attributes = Record()
            if Bool.random(using: &generator) {
                attributes["regimes"] = .strings(["a", "b", "c"].filter { _ in Bool.random(using: &generator) })
            }
            switch Int.random(in: 0..<5, using: &generator) {
            case 0:
                attributes["lead"] = .entity(
                    EntityUID(type: "Person", id: "\(Int.random(in: 0..<4, using: &generator))")
                )
            case 1: attributes["lead"] = .record(["level": .long(3)])
            case 2: attributes["lead"] = .long(1)
            case 3: attributes["off"] = .bool(true)
            default: attributes["unread"] = .long(Int64(number))
            }
            return Entity(
                uid: uid(number),
                attributes: attributes,
                parents: Bool.random(using: &generator) ? [EntityUID(type: "Group", id: "g")] : []
            )
        }
        let people = (0..<3).map {
            Entity(
                uid: EntityUID(type: "Person", id: "\($0)"),
                attributes: $0 == 0 ? [:] : ["level": .long(Int64($0 * 2))]
            )
        }
        let store = try Entities(programs + people)
        var seen: [ReadFingerprint: [String]] = [:]
        for program in programs {
            let evaluator = Evaluator(
                Request(principal: program.uid, action: Fixture.view, resource: Fixture.photo),
                store
            )
            let outcome = policies.policies.map { policy -> String in
                switch evaluator.evaluate(policy) {
                case .satisfied: "yes"
                case .notSatisfied: "no"
                case .error: "error"
                }
            }
            let print = ReadFingerprint(reads, of: program.uid, as: .principal, in: store)
            #expect(seen.updateValue(outcome, forKey: print).map { $0 == outcome } ?? true)
        }
        #expect(seen.count < programs.count)
    }
}
