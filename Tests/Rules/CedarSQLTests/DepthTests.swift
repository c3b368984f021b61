import Cedar
import CedarCases
import CedarSQL
import Foundation
import Testing

@Suite("Deep policies")
struct DepthTests {
    /// What a policy with this condition comes to: selected or refused, and explained.
    private static func filter(_ condition: String) -> String {
        do {
            let filter = try ListFilterTests.filter("permit (principal, action, resource) when { \(condition) };")
            let predicate = try ListFilterTests.predicate(filter)
            return "filtered by \(predicate.sql.isEmpty ? "nothing" : "SQL")"
        } catch let error as UntranslatablePolicies {
            return "refused: \(error.problems[0].message)"
        } catch {
            return "error: \(error)"
        }
    }

    private static func explain(_ condition: String) -> String {
        do {
            let policies = try PolicySet(
                parsing: "permit (principal, action, resource) when { \(condition) };",
                file: "p.cedar"
            )
            var writer = StoreWriter(seed: 3)
            let doc = EntityUID(type: "Doc", id: "d")
            let store = try writer.entities(docs: [doc], schema: try CaseSchema.schema())
            let request = try writer.request(resource: doc)
            return "\(try Explainer(policies).explain(request, entities: store).decision)"
        } catch {
            return "error: \(error)"
        }
    }

    @Test(
        "nesting up to the limit is filtered or refused, and explained, on a small stack",
        arguments: [
            ("!(", "resource.secret", ")"), ("(resource.secret && ", "resource.secret", ")"),
            ("(resource.secret || ", "resource.secret", ")"), ("(resource.secret == ", "resource.secret", ")"),
            ("if resource.secret then ", "resource.secret", " else resource.secret"),
            ("if ", "resource.secret", " then resource.secret else false"),
            ("1 < (resource.size + ", "1", ")"),
            ("resource.words.contains(if resource.secret then ", "\"a\"", " else \"b\")"),
            ("[resource.size].contains(1 + ", "1", ")"),
            ("1 == (if resource.secret then -(", "resource.size", ") else 2)"),
        ]
    )
    func depth(open: String, inner: String, close: String) {
        for count in [4, 12, 31, 62] {
            let text: String
            // What yields a number or a text is nested in its own operand.
            if open.hasPrefix("1 <") {
                text =
                    "1 < " + String(repeating: "(resource.size + ", count: count) + inner
                    + String(repeating: ")", count: count)
            } else if open.hasPrefix("resource.words") {
                text =
                    "resource.words.contains(" + String(repeating: "if resource.secret then ", count: count) + inner
                    + String(repeating: " else \"b\"", count: count) + ")"
            } else if open.hasPrefix("[") || open.hasPrefix("1 ==") {
                text =
                    "1 == " + String(repeating: "(-(1 + ", count: count / 2) + "resource.size"
                    + String(repeating: "))", count: count / 2)
            } else {
                text = String(repeating: open, count: count) + inner + String(repeating: close, count: count)
            }
            let filtered = onSmallStack { Self.filter(text) }
            #expect(
                filtered == "filtered by SQL" || filtered.contains("nests deeper")
                    || filtered.contains("too long or too deep"),
                "\(open) \(count): \(filtered)"
            )
            let explained = onSmallStack { Self.explain(text) }
            #expect(
                ["allow", "deny"].contains(explained) || explained.contains("nests deeper"),
                "\(open): \(explained)"
            )
        }
    }
}
