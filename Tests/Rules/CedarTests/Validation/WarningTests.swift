import Cedar
import Testing

@Suite("Warnings of validation")
struct WarningTests {
    private func warnings(_ text: String) throws -> [String] {
        try ValidationFixture.report(text).warnings.map { "\($0.range.start.line):\($0.range.start.column) \($0.code)" }
    }

    @Test("a policy whose condition is always false warns, one that can hold somewhere does not")
    func impossible() throws {
        let head = "permit (principal, action, resource)"
        #expect(try warnings("\(head) when { false };") == ["1:1 impossiblePolicy"])
        #expect(try warnings("\(head) when { principal is Photo };") == ["1:1 impossiblePolicy"])
        #expect(
            try warnings("\(head) when { action == Action::\"view\" && resource is Color };") == [
                "1:1 impossiblePolicy"
            ]
        )
        #expect(try warnings("\(head) when { resource is Color };") == [])
        #expect(try warnings("\(head) unless { true };") == ["1:1 impossiblePolicy"])
        #expect(try warnings("permit (principal == Nope::\"x\", action, resource);") == [])
    }

    @Test("strings and names that may look like others warn, ordinary ones of any script do not")
    func texts() throws {
        func kinds(_ condition: String) throws -> [String] {
            try ValidationFixture.report(ValidationFixture.policy("context.tls || \(condition)")).warnings.map(\.code)
        }
        #expect(try kinds("principal.address.city == \"say_һello\"") == ["mixedScriptString"])
        #expect(try kinds("principal.address.city like \"say_һ*\"") == ["mixedScriptString"])
        #expect(try kinds("principal.address.city == \"a\\u{202e}b\"") == ["bidirectionalString"])
        #expect(try kinds("principal == User::\"say_һello\"") == ["mixedScriptIdentifier"])
        #expect(try kinds("principal == User::\"a\\u{2066}b\"") == ["bidirectionalIdentifier"])
        #expect(try kinds("principal == User::\"is\\u{200b}Admin\"") == ["confusableIdentifier"])
        #expect(try kinds("principal == User::\"new\\nline\"") == ["confusableIdentifier"])
        #expect(try kinds("principal has \"nаme\"") == ["mixedScriptIdentifier"])
        #expect(try kinds("{\"𝐀\": 1} == {\"𝐀\": 1}") == ["confusableIdentifier", "confusableIdentifier"])
        for plain in ["Müller", "日本語とかな", "한국어 漢字", "привет", "γειά", "مرحبا", "a\\tb", "https://example.com/?a=b#c"] {
            #expect(try kinds("principal.address.city == \"\(plain)\"") == [], "\(plain)")
        }
        for plain in ["example_user+1@example.com", "get /pets/{petId}", "Ünïcode"] {
            #expect(try kinds("principal == User::\"\(plain)\"") == [], "\(plain)")
        }
    }

    @Test("a warning says the policy, the text and the place")
    func message() throws {
        let report = try ValidationFixture.report(
            "permit (principal == User::\"a\\u{202e}b\", action == Action::\"view\", resource);"
        )
        #expect(
            report.warnings.map(\.description) == [
                "p.cedar:1:9: policy `policy0`: the name \"a\\u{202e}b\" changes the direction of writing"
            ]
        )
        #expect(report.passes)
    }
}
