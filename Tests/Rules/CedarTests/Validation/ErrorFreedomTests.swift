import Cedar
import Foundation
import Testing

@Suite("Whether a valid policy can err")
struct ErrorFreedomTests {
    private func causes(_ condition: String, _ mode: ValidationMode = .strict) throws -> [PossibleError.Cause]? {
        let policy = try PolicySet(parsing: ValidationFixture.policy(condition), file: "p.cedar").policies[0]
        return Validator(try ValidationFixture.schema(), mode: mode).possibleErrors(of: policy)?.map(\.cause)
    }

    @Test(
        "every way to err is found",
        arguments: [
            ("context.tls", []), ("1 + 2 == 3", [PossibleError.Cause.overflow]), ("-(-1) == 1", []),
            ("context has who && -context.who.age == 1", [.overflow, .absentEntity]),
            ("principal.age == 1", [.absentEntity]), ("principal has age && principal.age == 1", []),
            ("principal has name && principal.age == 1", []),
            ("principal has name || principal.age == 1", [.absentEntity]),
            ("(principal has name || principal has manager) && principal.age == 1", []),
            ("principal.hasTag(\"a\") && principal.getTag(\"a\") == \"x\" && principal.age == 1", []),
            ("principal has manager && principal.manager.age == 1", [.absentEntity]),
            ("principal has manager.age && principal.manager.age == 1", []),
            ("principal has address && principal.address.city == \"a\"", []),
            ("ip(\"::1\").isLoopback() && decimal(\"1.0\").lessThan(decimal(\"2.0\"))", []),
            ("datetime(\"2024-01-01\").offset(duration(\"1h\")) < datetime(\"2024-01-01\")", [.extensionCall]),
            ("datetime(\"2024-01-01\").toTime() < duration(\"1h\")", []), ("principal in Team::\"a\"", []),
            ("false && principal.age == 1", []), ("if true then context.tls else principal.age == 1", []),
        ] as [(String, [PossibleError.Cause])]
    )
    func found(condition: String, causes: [PossibleError.Cause]) throws {
        #expect(try self.causes(condition) == causes)
    }

    @Test("in permissive mode values made at run time can err; of an invalid policy nothing is known")
    func permissive() throws {
        #expect(try causes("context has from && ip(\"a\").isIpv4()") == nil)
        #expect(
            try causes("principal has address && ip(principal.address.city).isIpv4()", .permissive) == [.extensionCall]
        )
    }

    @Test("a set with a forbid that can err is refused with the reason, one with such a permit is taken")
    func refusal() throws {
        let schema = try ValidationFixture.schema()
        func refusal(_ text: String, isStoreComplete: Bool = false) throws -> String? {
            let set = try PolicySet(parsing: text, file: "p.cedar")
            do {
                try set.requireForbidsNeverErr(under: schema, isStoreComplete: isStoreComplete)
                return nil
            } catch {
                return error.description
            }
        }
        let head = "(principal, action == Action::\"view\", resource) when"
        #expect(
            try refusal("forbid \(head) { principal.age == 1 };")
                == "p.cedar:1:63: the forbid `policy0` can err, and would then not be applied: the entity may be absent; "
                + "ask with `has` first"
        )
        #expect(try refusal("forbid \(head) { principal.age == 1 };", isStoreComplete: true) == nil)
        #expect(
            try refusal("forbid \(head) { principal.age + 1 == 1 };", isStoreComplete: true)?.contains("64 bits")
                == true
        )
        #expect(try refusal("permit \(head) { principal.age + 1 == 1 };") == nil)
        #expect(try refusal("forbid \(head) { principal.nope };")?.contains("has no attribute `nope`") == true)
        #expect(try refusal("permit \(head) { principal.nope };") == nil)
        let template =
            "forbid (principal == ?principal, action == Action::\"view\", resource) when { principal.age == 1 };"
        #expect(try refusal(template) != nil)
    }

    @Test("the catalogue validates strictly and has no forbid that can err where the store is complete")
    func catalogue() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Catalogue")
        func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }
        let schema = try Schema(bytes: try bytes("bulkhead.cedarschema"), file: "bulkhead.cedarschema")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
            .filter { $0.hasSuffix(".cedar") }
        #expect(files.count >= 14)
        for file in files {
            let set = try PolicySet(bytes: try bytes(file), file: file)
            let report = Validator(schema).validate(set)
            #expect(report.problems.map(\.description) == [])
            #expect(report.warnings.map(\.description) == [])
            try set.requireForbidsNeverErr(under: schema, isStoreComplete: true)
        }
    }
}
