import Cedar
import CedarCases
import Foundation
import Testing

@Suite("Deep nesting")
struct DepthTests {
    private static func evaluate(_ text: String) -> String {
        do {
            let expression = try Expression(parsing: text)
            let request = Request(principal: Fixture.alice, action: Fixture.view, resource: Fixture.photo)
            _ = try PolicySet([Policy(id: "x", effect: .permit, conditions: [Condition(kind: .when, body: expression)])]
            ).attributesRead
            return try Evaluator(request, Entities()).evaluate(expression).description
        } catch let error as ParseError {
            return error.message.hasPrefix("the expression nests deeper than") ? "too deep" : error.description
        } catch {
            return "\(error)"
        }
    }

    private func wrapped(_ open: String, _ inner: String, _ close: String, _ count: Int) -> String {
        String(repeating: open, count: count) + inner + String(repeating: close, count: count)
    }

    @Test("nesting up to the limit is evaluated on a small stack, beyond it is refused")
    func limits() {
        let most = CedarLimits.nesting - 1
        let cases: [(open: String, inner: String, close: String)] = [
            ("(", "true", ")"), ("[", "1", "]"), ("{a: ", "1", "}"), ("if true then ", "1", " else 2"),
            ("if ", "true", " then true else false"),
            ("!(", "true", ")"), ("-(", "1", ")"), ("(true && ", "true", ")"), ("(1 + ", "1", ")"),
            ("[1].contains(", "1", ")"),
            ("principal in [", "principal", "] || principal in [principal"), ("ip(", "1", ")"), ("!!!(", "true", ")"),
            ("1 == 2 || [1].contains(1 + ", "1", ")"),
            ("{a: -context.a.offset(1 * ", "1", ")}"),
        ]
        for item in cases {
            let fits = wrapped(item.open, item.inner, item.close, most / 3)
            #expect(onSmallStack { Self.evaluate(fits) } != "too deep", "\(item.open)")
            let limit = wrapped(item.open, item.inner, item.close, most)
            _ = onSmallStack { Self.evaluate(limit) }
            let deep = wrapped(item.open, item.inner, item.close, 20_000)
            #expect(onSmallStack { Self.evaluate(deep) } == "too deep", "\(item.open)")
        }
        let parentheses = wrapped("(", "true", ")", most)
        #expect(onSmallStack { Self.evaluate(parentheses) } == "true")
    }

    @Test("chains of operators that grow to the left are bounded, chains of && and || are not")
    func chains() {
        let additions = "1" + String(repeating: " + 1", count: 20_000)
        #expect(onSmallStack { Self.evaluate(additions) } == "too deep")
        let attributes = "context" + String(repeating: ".a", count: 20_000)
        #expect(onSmallStack { Self.evaluate(attributes) } == "too deep")
        let has = "context has a" + String(repeating: ".a", count: 20_000)
        #expect(onSmallStack { Self.evaluate(has) } == "too deep")
        let conjunction = "true" + String(repeating: " && true", count: 20_000)
        #expect(onSmallStack { Self.evaluate(conjunction) } == "true")
        let disjunction = "false" + String(repeating: " || false", count: 20_000)
        #expect(onSmallStack { Self.evaluate(disjunction) } == "false")
    }

    @Test("an expression built too deep by program is an error when evaluated")
    func built() throws {
        var expression = Expression(.literal(.bool(true)))
        for _ in 0..<CedarLimits.expressionDepth { expression = Expression(.not(expression)) }
        let error = #expect(throws: EvaluationError.self) { _ = try Fixture.evaluator().evaluate(expression) }
        #expect(error?.kind == .recursionLimit(CedarLimits.expressionDepth))
    }

    @Test("deep JSON and deep types are refused on a small stack")
    func data() {
        let json = String(repeating: "[", count: 100_000)
        #expect(
            onSmallStack {
                do throws(ParseError) {
                    _ = try JSONNode(parsing: Array(json.utf8), file: "j")
                    return "read"
                } catch {
                    return error.message
                }
            } == "the JSON nests deeper than \(CedarLimits.jsonDepth) levels"
        )
        let nested = CedarLimits.jsonDepth - 4
        let entity =
            "[{\"uid\": {\"type\": \"A\", \"id\": \"\"}, \"parents\": [], \"attrs\": {\"a\": "
            + wrapped("{\"a\":", "[1]", "}", nested) + "}}]"
        #expect(
            onSmallStack {
                do throws(CedarErrors) {
                    let entities = try Entities(json: Array(entity.utf8))
                    return "\(Set(entities.all).count) \(entities.all.map(\.attributes.description).joined().isEmpty)"
                } catch {
                    return error.description
                }
            } == "1 false"
        )
        let type = "entity A = { x: " + wrapped("Set<", "Long", ">", CedarLimits.typeDepth - 2) + " };"
        #expect(onSmallStack { Fixture.schemaErrors(type) } == "none")
    }

    @Test("policies in JSON are read, written and laid out on a small stack, as deep as allowed")
    func policyJSON() {
        let most = CedarLimits.expressionDepth - 1
        let open = "{\"!\": {\"arg\": "
        func policy(_ body: String) -> [UInt8] {
            let head =
                "{\"effect\": \"permit\", \"principal\": {\"op\": \"All\"}, \"action\": {\"op\": \"All\"}, \"resource\": "
            return Array((head + "{\"op\": \"All\"}, \"conditions\": [{\"kind\": \"when\", \"body\": \(body)}]}").utf8)
        }
        for (levels, answer) in [(most, "read"), (most + 1, "too deep"), (50_000, "too deep")] {
            let json = policy(wrapped(open, "{\"Value\": true}", "}}", levels))
            #expect(
                onSmallStack {
                    do throws(CedarErrors) {
                        let policy = try Policy(json: json, id: "p")
                        return policy.json.isEmpty || policy.description.isEmpty ? "nothing" : "read"
                    } catch {
                        return error.description.contains("nests deeper than") ? "too deep" : error.description
                    }
                } == answer
            )
        }
        let nested =
            "permit (principal, action, resource) when { " + wrapped("[", "1", "]", CedarLimits.nesting - 1)
            + " == 1 };"
        #expect(
            onSmallStack {
                do throws(CedarErrors) {
                    let source = (try? SourceText(nested, file: "p"))
                    guard let source else { return "no source" }
                    return try CedarFormatter().format(policies: source).isEmpty ? "nothing" : "laid out"
                } catch {
                    return error.description
                }
            } == "laid out"
        )
    }
}
