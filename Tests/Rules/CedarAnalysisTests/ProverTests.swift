import Cedar
import CedarAnalysis
import Testing

/// A small schema with every kind of type.
enum Shop {
    static let schema = """
        entity Team in [Team];
        entity Country enum ["US", "FR", "DE"];
        entity User in [Team] = {
          age: Long, name: String, clearance?: Long, home?: Country, manager?: User, groups: Set<Team>, tagsSeen: Set<String>,
          address: { city: String, zip?: Long }, joined: datetime, rate?: decimal, host: ipaddr,
        } tags String;
        entity Doc in [Team] = { owner: User, open: Bool, levels: Set<Long>, label?: { kind: String, level: Long }, readers: Set<User> };
        action view, edit appliesTo {
          principal: [User], resource: [Doc], context: { now: datetime, ip: ipaddr, mfa?: Bool, wait: duration, asked: Set<String>, n: Long,
            there: { city: String, zip?: Long }, places: Set<{ city: String, zip?: Long }> },
        };
        action join appliesTo { principal: [User], resource: [Team] };
        """

    static func prover(_ limits: SolverLimits = SolverLimits(), storeIsComplete: Bool = true) throws -> Prover {
        Prover(
            schema: try Schema(parsing: schema, file: "shop.cedarschema"),
            limits: limits,
            storeIsComplete: storeIsComplete
        )
    }

    static func policies(_ text: String) throws -> [Policy] {
        try PolicySet(parsing: text, file: "test.cedar").policies
    }

    /// A policy on `view` with this condition.
    static func when(_ condition: String) throws -> Policy {
        try policies("permit (principal is User, action == Action::\"view\", resource is Doc) when { \(condition) };")[
            0
        ]
    }

    static func verdict(_ claim: Claim) throws -> Verdict { try prover().verdicts(on: claim).overall }
}

@Suite("The prover answers about single conditions")
struct ConditionTests {
    @Test(
        "conditions that are true of every request",
        arguments: [
            "principal == principal", "principal.age < 5 || principal.age >= 5", "context.n == context.n",
            "if principal has clearance then principal.clearance == principal.clearance else true",
            "!context.asked.isEmpty() || !context.asked.contains(\"x\")",
            "!(context.asked.containsAll([\"a\", \"b\"])) || context.asked.contains(\"a\")",
            "if resource in Team::\"a\" && Team::\"a\" in Team::\"b\" then resource in Team::\"b\" else true",
            "!(Team::\"a\" in Team::\"b\" && Team::\"b\" in Team::\"a\")",
            "!(principal.groups.containsAll(principal.groups)) || true",
            "principal.groups.containsAll(principal.groups)",
            "!(principal in principal.groups) || !principal.groups.isEmpty()",
            "if principal has home then [Country::\"US\", Country::\"FR\", Country::\"DE\"].contains(principal.home) else true",
            "!(principal.name like \"a*b\") || principal.name like \"a*\"",
            "!(principal.name like \"*x*y*\") || principal.name like \"*y*\"",
            "!(principal.name like \"a*a\" && principal.name == \"a\")",
            "!(principal.name like \"a*b*c\") || principal.name like \"a*c\"",
            "!(context.ip.isInRange(ip(\"10.1.0.0/16\"))) || context.ip.isInRange(ip(\"10.0.0.0/8\"))",
            "!(context.ip.isIpv4() && context.ip.isIpv6())", "!(context.ip.isLoopback() && context.ip.isMulticast())",
            "!(context.wait > duration(\"1h\")) || context.wait > duration(\"59m\")",
            "context.now.toTime() < duration(\"1d\") && context.now.toTime() >= duration(\"0s\")",
            "if principal has rate && principal.rate.lessThan(decimal(\"1.5\")) then principal.rate.lessThan(decimal(\"2.0\")) else true",
            "if principal.hasTag(\"a\") then principal.getTag(\"a\") == principal.getTag(\"a\") else true",
            "!(principal has address.zip) || principal.address has zip",
            "resource has owner && principal has address",
        ]
    )
    func tautologies(condition: String) throws {
        let policy = try Shop.when(condition)
        let prover = try Shop.prover()
        let verdict = prover.verdict(
            on: .satisfied(policy),
            in: prover.schema.requestEnvironments(of: policy)[0]
        )
        #expect(verdict.isProved, "\(verdict)")
    }

    @Test(
        "conditions that some request makes false, each shown by one that the evaluator confirms",
        arguments: [
            "principal.age < 5", "context.n + 1 > context.n", "context.n * context.n >= 0", "-context.n <= 0",
            "principal has clearance", "principal has manager && principal.manager == principal",
            "context.asked.isEmpty()",
            "!context.asked.isEmpty()",
            "context.asked.contains(\"a\") || context.asked.containsAny([\"b\"])",
            "resource.readers.containsAny([principal])", "principal in resource.readers",
            "!(principal.tagsSeen.containsAny(context.asked))", "principal.tagsSeen.containsAll(context.asked)",
            "principal.tagsSeen == context.asked", "principal.tagsSeen != context.asked",
            "!(principal in principal.groups)", "!(resource in principal.groups)", "principal in Team::\"a\"",
            "!(principal in Team::\"a\" && Team::\"a\" in Team::\"b\")",
            "!(principal.name like \"a*b\")", "principal.name like \"*x*y*\"", "!(principal.name like \"*x*y*z\")",
            "principal.name like \"a\\*b\"", "principal has home && principal.home == Country::\"FR\"",
            "!(context.ip.isMulticast() && context.ip.isIpv6())", "!(context.ip.isLoopback())",
            "context.ip != principal.host",
            "context.now.offset(context.wait) > context.now", "context.now.toDate() == context.now",
            "context.now.durationSince(principal.joined) < duration(\"1d\")", "context.wait.toHours() < 7",
            "if principal has rate then principal.rate.greaterThan(decimal(\"0.5\")) else true",
            "principal.hasTag(principal.name)",
            "if principal.hasTag(\"k\") then principal.getTag(\"k\") == \"v\" else true",
            "principal.address == context.there",
            "principal has manager.manager.manager && principal.manager.manager.manager == principal",
            "resource.levels == [1, 2, 3]",
            "!(resource.levels == [1, 2, 3])",
            "!(resource has label.level && resource.label.level == context.n)",
            "principal.name == \"e\\u{301}\" || principal.name == \"\\u{e9}\"",
            "resource.readers.contains(resource.owner)", "context.places.contains(principal.address)",
            "context.places.isEmpty() || !(context.places.contains(context.there))",
            "(if context has mfa then context.mfa else principal.age > 3)",
        ]
    )
    func refutations(condition: String) throws {
        let policy = try Shop.when(condition)
        let prover = try Shop.prover()
        let verdict = prover.verdict(
            on: .satisfied(policy),
            in: prover.schema.requestEnvironments(of: policy)[0]
        )
        #expect(verdict.counterexample != nil, "\(verdict)")
    }

    @Test(
        "actions that are computed, in groups of actions",
        arguments: [
            ("(if context.n > 0 then Action::\"read\" else Action::\"write\") in Action::\"all\"", true),
            ("(if context.n > 0 then Action::\"read\" else Action::\"write\") in Action::\"reads\"", false),
            (
                "if context.n > 0 then (if context.n > 1 then Action::\"read\" else Action::\"write\") in Action::\"reads\" || context.n == 1 else true",
                true
            ),
            ("Action::\"read\" in (if context.n > 0 then Action::\"reads\" else Action::\"all\")", true),
            (
                "Action::\"write\" in [Action::\"reads\", (if context.n > 0 then Action::\"all\" else Action::\"read\")]",
                false
            ),
            (
                "(if context.n > 0 then Action::\"all\" else Action::\"read\") in [Action::\"reads\", Action::\"all\"]",
                true
            ),
            ("!((if context.n > 0 then Action::\"all\" else Action::\"write\") in Action::\"read\")", true),
            (
                "Action::\"read\" in (if context.n > 0 then [Action::\"reads\"] else [Action::\"all\", Action::\"write\"])",
                true
            ),
            ("Action::\"write\" in (if context.n > 0 then [Action::\"reads\"] else [Action::\"all\"])", false),
        ]
    )
    func computedActions(condition: String, holds: Bool) throws {
        let schema = """
            entity User; action all; action reads in [all];
            action read in [reads] appliesTo { principal: [User], resource: [User], context: { n: Long } };
            action write in [all] appliesTo { principal: [User], resource: [User], context: { n: Long } };
            """
        let prover = Prover(schema: try Schema(parsing: schema, file: "s.cedarschema"))
        let policy = try Shop.policies(
            "permit (principal, action == Action::\"read\", resource) when { \(condition) };"
        )[0]
        let verdict = prover.verdicts(on: .satisfied(policy), in: prover.schema.requestEnvironments(of: policy)).overall
        #expect(holds ? verdict.isProved : verdict.counterexample != nil, "\(verdict)")
    }
}
