import Cedar
import CedarCases
import Foundation
import Testing

@Suite("Validation of hostile input")
struct HostileValidationTests {
    private static func validate(_ condition: String, schema: String) -> String {
        do {
            let set = try PolicySet(
                parsing: "forbid (principal, action, resource) when { \(condition) };",
                file: "p.cedar"
            )
            let schema = try Schema(parsing: schema, file: "s.cedarschema")
            for mode in ValidationMode.allCases {
                let report = Validator(schema, mode: mode, level: 200).validate(set)
                guard report.problems.isEmpty else { return report.problems[0].kind.code }
                _ = Validator(schema, mode: mode).possibleErrors(of: set.policies[0])
            }
            return "valid"
        } catch {
            return "\(error)".contains("nests deeper") ? "too deep" : "\(error)"
        }
    }

    private func wrapped(_ open: String, _ inner: String, _ close: String, _ count: Int) -> String {
        String(repeating: open, count: count) + inner + String(repeating: close, count: count)
    }

    @Test("policies as deep as they are read are validated on a small stack")
    func depth() throws {
        let schema = """
            entity User = {next: User, self: {r: Long}, ok: Bool, n: Long};
            action view appliesTo {principal: User, resource: User};
            """
        let most = CedarLimits.nesting - 2
        let nested: [(open: String, inner: String, close: String)] = [
            ("(true && ", "principal.ok", ")"), ("!(", "principal.ok", ")"), ("(principal.ok || ", "principal.ok", ")"),
            ("if principal.ok then ", "principal.ok", " else false"), ("[", "1", "] == [principal.n]"),
        ]
        for item in nested.dropLast() {
            let text = wrapped(item.open, item.inner, item.close, most)
            #expect(onSmallStack { Self.validate(text, schema: schema) } == "valid", "\(item.open)")
        }
        let chain = "principal" + String(repeating: ".next", count: CedarLimits.expressionDepth - 4) + ".ok"
        #expect(onSmallStack { Self.validate(chain, schema: schema) } == "valid")
        let has = "principal has next" + String(repeating: ".next", count: CedarLimits.expressionDepth - 6) + ".ok"
        #expect(onSmallStack { Self.validate(has, schema: schema) } == "valid")
        let set = wrapped("[", "1", "]", most) + ".isEmpty()"
        #expect(onSmallStack { Self.validate(set, schema: schema) } == "valid")
        let sum = "principal.n" + String(repeating: " + 1", count: CedarLimits.expressionDepth - 4) + " == 1"
        #expect(onSmallStack { Self.validate(sum, schema: schema) } == "valid")
        let record = wrapped("{a: ", "1", "}", most - 1) + " == " + wrapped("{a: ", "2", "}", most - 1)
        #expect(onSmallStack { Self.validate(record, schema: schema) } == "valid")
    }

    @Test("an expression built too deep by program is a problem, not a crash")
    func built() throws {
        var expression = Expression(.literal(.bool(true)))
        for _ in 0..<1_000 { expression = Expression(.not(expression)) }
        let policy = Policy(id: "x", effect: .forbid, conditions: [Condition(kind: .when, body: expression)])
        let report = Validator(try ValidationFixture.schema()).validate(policy)
        #expect(report.problems.map(\.kind) == [.nestsTooDeep(limit: CedarLimits.expressionDepth)])
    }

    @Test("long chains and wide sets are validated in bounded time, and problems are bounded in number")
    func width() throws {
        let chain = (0..<5_000).map { "principal has x\($0)" }.joined(separator: " || ")
        #expect(try ValidationFixture.condition(chain) == [])
        let reads = (0..<5_000).map { _ in "principal has name && principal.name == \"a\"" }.joined(separator: " && ")
        #expect(try ValidationFixture.condition(reads) == [])
        let wrong = (0..<5_000).map { "principal.x\($0)" }.joined(separator: " && ")
        #expect(try ValidationFixture.condition(wrong).count == CedarLimits.collectedErrors)
        let members = "[" + (0..<20_000).map(String.init).joined(separator: ", ") + "].contains(principal.age)"
        #expect(try ValidationFixture.condition(members) == [])
    }

    @Test("a schema with more environments than are checked is a problem of the policy, found without making them")
    func environments() throws {
        let types = (0..<2_000).map { "E\($0)" }.joined(separator: ", ")
        let schema = """
            entity \(types);
            action view appliesTo {principal: [\(types)], resource: [\(types)]};
            """
        let report = try ValidationFixture.report("permit (principal, action, resource);", schema: schema)
        #expect(report.problems.map(\.kind.code) == ["tooManyEnvironments"])
        #expect(report.problems[0].message.contains("4000000 combinations"))
        let narrow = try ValidationFixture.report("permit (principal is E1, action, resource is E2);", schema: schema)
        #expect(narrow.passes)
    }

    @Test("types that common types make huge are compared within bounds")
    func hugeTypes() throws {
        var lines = ["type A0 = {x: Long};", "type B0 = {x: Long};"]
        for level in 1...40 {
            lines.append("type A\(level) = {x: A\(level - 1), y: A\(level - 1)};")
            lines.append("type B\(level) = {x: B\(level - 1), y: B\(level - 1)};")
        }
        lines.append("entity User = {a: A40, b: B40};")
        lines.append("action view appliesTo {principal: User, resource: User, context: A40};")
        let schema = lines.joined(separator: "\n")
        let report = try ValidationFixture.report(
            "permit (principal, action, resource) when { principal.a == principal.b };",
            schema: schema
        )
        #expect(report.problems.map(\.kind.code) == ["incompatibleTypes"])
        #expect(report.problems[0].message.utf8.count < 2_000)
        let fine = try ValidationFixture.report(
            "permit (principal, action, resource) when { principal.a.x.y.x == context.x.y.x || principal.a has x };",
            schema: schema
        )
        #expect(fine.problems.count == 1)
    }
}
