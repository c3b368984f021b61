import Cedar
import Foundation
import SeededGeneration
import Testing

/// Mutated texts must be read or refused with a located error; that the process goes on is the test.
@Suite("Mutated input")
struct MutationTests {
    /// `BULKHEAD_SOAK=1` goes on a hundred times as long.
    private static let rounds = ProcessInfo.processInfo.environment["BULKHEAD_SOAK"] == "1" ? 200_000 : 2000

    private static let policy = """
        @id("a") permit(principal is A in B::"c", action in [Action::"x", N::Action::"y"], resource == ?resource)
        when { if principal has a.b then context["k"].contains(-1) else resource.t like "a*\\*\\u{e9}" && !(1 + 2 * 3 < 4) }
        unless { ip("10.0.0.0/8").isInRange(ip("::")) || {a: [1, "é", true], "b": {}} == principal.getTag("x") }; // end
        """
    private static let schema = """
        @doc("x") namespace N { entity A, B in [C] = { "x y"?: Set<{ a: Long, b?: __cedar::ipaddr }>, c: T } tags String; entity C enum ["é"];
        type T = { d: datetime }; action a, "b c" in [d] appliesTo { principal: [A], resource: B, context: T } attributes {}; action d; }
        """
    private static let json = """
        [{"uid": {"__entity": {"type": "N::A", "id": "\\ud83d\\ude00é"}}, "attrs": {"c": {"d": {"__extn": {"fn": "datetime", "arg": "2026-01-01"}}},
        "n": [-1, true, "x", {"a": []}]}, "parents": [{"type": "N::C", "id": "é"}], "tags": {"t": "v"}}]
        """

    private func mutants(of text: String, seed: UInt64) -> [[UInt8]] {
        var generator = SeededGenerator(seed: seed)
        let original = Array(text.utf8)
        let spice: [[UInt8]] =
            [
                "\"", "\\", "{", "}", "[", "(", ")", "::", "\u{301}", "in", "if", "9223372036854775808", "\u{0}", "//",
                "\\u{", "__cedar", "é", "?",
            ]
            .map { Array($0.utf8) } + [[0xFF], [0xED, 0xA0, 0x80], [0xC3]]
        return (0..<Self.rounds).map { _ in
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                let end = min(bytes.count, place + Int.random(in: 1...12, using: &generator))
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.removeSubrange(place..<end)
                case 2:
                    bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
                case 3: bytes.insert(contentsOf: spice.randomElement(using: &generator) ?? [], at: place)
                default: bytes.removeSubrange(place...)
                }
            }
            return bytes
        }
    }

    private func isLocated(_ errors: CedarErrors, in bytes: [UInt8]) -> Bool {
        !errors.errors.isEmpty
            && errors.errors.allSatisfy {
                $0.range.start.offset <= bytes.count && $0.range.start.line >= 1 && !$0.message.isEmpty
            }
    }

    @Test("policies")
    func policies() throws {
        let store = Entities()
        let request = Request(principal: Fixture.alice, action: Fixture.view, resource: Fixture.photo)
        for bytes in mutants(of: Self.policy, seed: 1) {
            do {
                let set = try PolicySet(bytes: bytes, file: "p")
                _ = set.attributesRead
                // What is read is written in every form and read again.
                let formatted = try CedarFormatter().format(policies: SourceText(bytes: bytes, file: "p"))
                #expect(try CedarFormatter().format(policies: SourceText(formatted, file: "p")) == formatted)
                #expect(try PolicySet(json: Array(set.json.utf8)).json == set.json)
                _ = Authorizer().authorize(request, policies: set, entities: store)
            } catch let error as CedarErrors {
                #expect(isLocated(error, in: bytes))
            }
        }
    }

    @Test("schemas")
    func schemas() throws {
        for bytes in mutants(of: Self.schema, seed: 2) {
            do {
                let fragment = try SchemaFragment(bytes: bytes, file: "s")
                #expect(try SchemaFragment(json: Array(fragment.json.utf8)).hasSameContent(as: fragment))
            } catch {
                #expect(isLocated(error, in: bytes))
            }
        }
    }

    @Test("entities")
    func entities() throws {
        let schema = try Schema(parsing: Self.schema, file: "s")
        for bytes in mutants(of: Self.json, seed: 3) {
            for schema in [nil, schema] {
                do {
                    _ = try Entities(json: bytes, schema: schema)
                } catch {
                    #expect(isLocated(error, in: bytes))
                }
            }
        }
    }

    @Test("policies in JSON")
    func policyJSON() throws {
        let json = try PolicySet(parsing: Self.policy, file: "p").json.filter { $0 != "\n" }
        for bytes in mutants(of: json, seed: 4) {
            do {
                let set = try PolicySet(json: bytes)
                #expect(try PolicySet(json: Array(set.json.utf8)).json == set.json)
            } catch {
                #expect(isLocated(error, in: bytes))
            }
        }
    }

    @Test("schemas in JSON")
    func schemaJSON() throws {
        let json = try SchemaFragment(parsing: Self.schema, file: "s").json.filter { $0 != "\n" }
        for bytes in mutants(of: json, seed: 5) {
            do {
                let fragment = try SchemaFragment(json: bytes)
                #expect(try SchemaFragment(json: Array(fragment.json.utf8)).hasSameContent(as: fragment))
            } catch {
                #expect(isLocated(error, in: bytes))
            }
        }
    }

    @Test("requests and links")
    func requests() throws {
        let schema = try Schema(parsing: Self.schema, file: "s")
        let request = """
            {"principal": {"type": "N::A", "id": "\\ud83d"}, "action": {"__entity": {"type": "N::Action", "id": "a"}},
             "resource": {"type": "N::B", "id": ""}, "context": {"d": {"fn": "datetime", "arg": "2026-01-01"}}}
            """
        let links = """
            [{"templateId": "t", "newId": "n", "values": {"?principal": {"type": "A", "id": "b"}, "?resource": {"__entity": {"type": "A", "id": "é"}}}}]
            """
        for bytes in mutants(of: request, seed: 6) {
            do {
                _ = try Request(json: bytes, schema: schema)
            } catch {
                #expect(isLocated(error, in: bytes))
            }
        }
        for bytes in mutants(of: links, seed: 7) {
            do {
                _ = try TemplateLink.links(json: bytes)
            } catch {
                #expect(isLocated(error, in: bytes))
            }
        }
    }
}
