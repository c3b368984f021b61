import AuthZEN
import Cedar
import SeededGeneration
import Testing

private typealias Fixture = CertificationFixture

@Suite("Hostile input")
struct HostileInputTests {
    private static let paths: [Endpoint] = Endpoint.allCases

    @Test("bodies beyond the bound are refused by their size, unread", arguments: paths)
    func large(endpoint: Endpoint) async throws {
        let client = try Fixture.withSchema.client { $0.limits.bodyBytes = 1000 }
        let answer = await client.send(Array(repeating: UInt8(ascii: "["), count: 1001), to: endpoint.path)
        #expect(answer.status == 413 && answer.text == "the body has 1001 bytes; at most 1000 are read")
    }

    @Test("deep nesting is refused where it passes the bound", arguments: paths)
    func deep(endpoint: Endpoint) async throws {
        let client = try Fixture.withSchema.client()
        for open in ["[", #"{"a":"#, #"{"context":"#] {
            let body = #"{"context": "# + String(repeating: open, count: 50_000)
            let answer = await client.send(body, to: endpoint)
            #expect(answer.status == 400 && answer.text.contains("nests deeper"), "\(answer.text)")
        }
    }

    @Test("as deep as is read, a context is decided on")
    func deepest() async throws {
        let context = #"{"a": "# + String(repeating: "[", count: 98) + String(repeating: "]", count: 98) + "}"
        let client = try Fixture.withoutSchema.client()
        let answer = await client.evaluate(Fixture.alice, action("read"), Fixture.record1, ["context": context])
        #expect(answer.status == 200 && answer.decision == true)
    }

    @Test("bytes that are not UTF-8 and keys that stand twice are refused with their place")
    func bytes() async throws {
        let client = try Fixture.withSchema.client()
        let broken = Array(#"{"subject": ""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        let answer = await client.send(broken, to: Endpoint.evaluation.path)
        #expect(answer.status == 400 && answer.text.hasPrefix("the body (line 1, column 14)"), "\(answer.text)")
        let twice = #"{"subject": {"type": "user", "id": "alice", "i\u0064": "bob"}}"#
        let refused = await client.send(twice, to: .evaluation)
        #expect(refused.status == 400)
        #expect(refused.text == #"the body (line 1, column 45): the key "id" stands twice in the object"#)
    }

    @Test("too many evaluations are refused before any is read")
    func many() async throws {
        let client = try Fixture.withSchema.client { $0.limits.evaluations = 3 }
        let answer = await client.send(#"{"evaluations": [1, 2, 3, 4]}"#, to: .evaluations)
        #expect(answer.status == 400)
        #expect(answer.text == "$.evaluations (line 1, column 17): there are 4 evaluations; at most 3 are answered")
    }

    @Test("large properties are refused, wherever they stand, whether or not they are believed")
    func largeProperties() async throws {
        let client = try Fixture.withSchema.client {
            $0.limits.propertiesBytes = 100
            $0.trust = CallerTrust()
        }
        let large = #"{"a": [\#(Array(repeating: "1", count: 20).joined(separator: ","))]}"#
        for (members, place) in [
            (["subject": entity("user", "alice", properties: large)], "$.subject.properties"),
            (["resource": entity("record", "record-1", properties: large)], "$.resource.properties"),
            (["action": action("read", properties: large)], "$.action.properties"), (["context": large], "$.context"),
        ] {
            let sound = ["subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1]
            let answer = await client.send(object(sound.merging(members) { $1 }), to: .evaluation)
            #expect(answer.status == 400 && answer.text.hasPrefix(place), "\(answer.text)")
            #expect(answer.text.hasSuffix("the object holds more than 100 bytes"))
        }
    }

    @Test("a small body cannot ask for much work: what evaluations inherit is bounded in sum")
    func inherited() async throws {
        let client = try Fixture.withSchema.client { $0.limits.inheritedBytes = 1000 }
        var members = [
            "subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1,
            "context": #"{"a": "\#(String(repeating: "x", count: 300))"}"#,
        ]
        members["evaluations"] = "[{}, {}, {\"context\": {}}, {\"context\": {}}]"
        #expect(await client.send(object(members), to: .evaluations).decisions == [true, true, true, true])
        members["evaluations"] = "[{}, {}, {}, {}]"
        let answer = await client.send(object(members), to: .evaluations)
        #expect(answer.status == 400)
        #expect(
            answer.text
                == "$.evaluations (line 1, column 367): what the evaluations inherit comes to 1236 bytes; at most 1000 are read"
        )
    }

    @Test("messages stay short whatever the caller sends")
    func longMessages() async throws {
        let client = try Fixture.withSchema.client()
        let name = String(repeating: "\u{301}", count: 20_000)
        let body = "{\"\(name)\": 1, \"\(name)\": 2}"
        let answer = await client.send(body, to: .evaluation)
        #expect(answer.status == 400 && answer.text.unicodeScalars.count <= 503)
        let context = ["context": "{\"\(name)\": {\"__extn\": 1}}"]
        let denied = try await Fixture.withoutSchema.client().evaluate(
            Fixture.alice,
            action("read"),
            Fixture.record1,
            context
        )
        #expect(denied.status == 400 && denied.text.unicodeScalars.count <= 503)
    }

    @Test("a request identifier that could split a header, is too long or stands twice is refused and not sent back")
    func requestIDs() async throws {
        let client = try Fixture.withSchema.client()
        let body = object(["subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1])
        let name = "X-Request-ID"
        for ids in [["a\r\nSet-Cookie: x"], ["a\nb"], ["\u{0}"], [String(repeating: "x", count: 1025)], ["a", "a"]] {
            let headers = DecisionPointClient.json + ids.map { APIRequest.Header(name, $0) }
            let answer = await client.send(body, to: .evaluation, headers: headers)
            #expect(answer.status == 400 && answer.header(name) == nil)
            #expect(answer.text.hasPrefix(name))
        }
    }

    @Test("ids of any text come back as they are")
    func oddIDs() async throws {
        let ids = ["", "\"", "\\", "\u{0}\u{1F}\n", "\u{2028}", "é", "e\u{301}", "\u{10FFFF}", "</script>", "a/b?c#d"]
        let client = try decisionPoint(
            "permit (principal, action, resource);",
            ids.map { Entity("user", $0) } + [Entity("doc", "d")]
        )
        let answer = await client.send(
            object(["subject": entity("user"), "action": action("read"), "resource": entity("doc", "d")]),
            to: .subjectSearch
        )
        let found = try #require(answer.json?["results"]?.elements).compactMap { node -> CedarString? in
            if case .string(let id)? = node["id"]?.kind { id } else { nil }
        }
        #expect(found == ids.map { CedarString($0) }.sorted())
    }

    @Test("whatever bytes come, there is an answer, and an error says something")
    func mutants() async throws {
        var generator = SeededGenerator(seed: 4)
        let client = try Fixture.withoutSchema.client()
        let body = Array(
            object([
                "subject": Fixture.admin, "action": action("write", properties: #"{"soft": true, "x": [1.5, null]}"#),
                "resource": Fixture.archived2,
                "context": #"{"a": {"__extn": {"fn": "ip", "arg": "::1"}}, "b": "\u00e9"}"#,
                "page": #"{"limit": 1, "token": "AAAA"}"#, "options": #"{"evaluations_semantic": "execute_all"}"#,
                "evaluations": #"[{}, {"subject": {"type": "user", "id": "alice"}}]"#,
            ]).utf8
        )
        for _ in 0..<3000 {
            let mutant = Self.mutant(of: body, &generator)
            let endpoint = Endpoint.allCases.randomElement(using: &generator) ?? .evaluation
            let answer = await client.send(mutant, to: endpoint.path)
            #expect([200, 400].contains(answer.status))
            #expect((answer.json != nil) == (answer.status == 200))
            #expect(!answer.text.isEmpty)
        }
    }

    private static func mutant(of body: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        let spice: [[UInt8]] =
            ["null", "1e9", "-", "{}", "[]", "\"\"", "\\", "__entity", ":", ",", "9223372036854775808"].map {
                Array($0.utf8)
            } + [[0xFF], [0xC3]]
        var bytes = body
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 1...12, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            default: bytes.replaceSubrange(place..<end, with: spice.randomElement(using: &generator) ?? [])
            }
        }
        return bytes
    }
}
