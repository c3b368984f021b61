import AuthZEN
import Cedar
import Testing

@Suite("What callers are believed")
struct CallerTrustTests {
    private let people = [Entity("user", "u", ["level": .long(1)]), Entity("doc", "d")]
    private let policies = """
        permit (principal, action == Action::"subject", resource) when { principal.level == 9 };
        permit (principal, action == Action::"added", resource) when { principal has badge && principal.badge };
        permit (principal, action == Action::"resource", resource) when { resource has open && resource.open };
        permit (principal, action == Action::"action", resource) when { context has action && context.action.soft };
        permit (principal, action == Action::"context", resource) when { context has mfa && context.mfa };
        """
    private let user = entity("user", "u", properties: #"{"level": 9, "badge": true}"#)
    private let doc = entity("doc", "d", properties: #"{"open": true}"#)
    private let context = ["context": #"{"mfa": true, "action": {"soft": true}}"#]

    /// The actions that are permitted when the caller asserts all it can.
    private func permitted(_ trust: CallerTrust, soft: String? = #"{"soft": true}"#) async throws -> [String] {
        let client = try decisionPoint(policies, people) { $0.trust = trust }
        var found: [String] = []
        for name in ["subject", "added", "resource", "action", "context"]
        where await client.evaluate(user, action(name, properties: soft), doc, context).decision == true {
            found.append(name)
        }
        return found
    }

    @Test("by default nothing that a caller asserts is believed")
    func nothing() async throws {
        #expect(try await permitted(CallerTrust()) == [])
    }

    @Test("each part is believed of its own")
    func parts() async throws {
        #expect(try await permitted(CallerTrust(subject: .all)) == ["added"])
        #expect(try await permitted(CallerTrust(subject: .all, precedence: .caller)) == ["subject", "added"])
        #expect(try await permitted(CallerTrust(resource: .all)) == ["resource"])
        #expect(try await permitted(CallerTrust(action: .all)) == ["action"])
        #expect(try await permitted(CallerTrust(context: .all)) == ["context"])
    }

    @Test("single names can be believed")
    func names() async throws {
        #expect(try await permitted(CallerTrust(subject: .only(["level"]), precedence: .caller)) == ["subject"])
        #expect(try await permitted(CallerTrust(subject: .only(["badge"]), precedence: .caller)) == ["added"])
        #expect(try await permitted(CallerTrust(context: .only(["other"]))) == [])
    }

    @Test("a context cannot fill the field of the action's properties")
    func reservedField() async throws {
        #expect(try await permitted(CallerTrust(context: .all), soft: nil) == ["context"])
        #expect(try await permitted(CallerTrust(action: .all, context: .all), soft: #"{"soft": false}"#) == ["context"])
    }

    @Test("the hierarchy is the store's, whatever the caller asserts of attributes")
    func hierarchy() async throws {
        let group = EntityUID(type: "group", id: "g")
        let member = Entity(uid: EntityUID(type: "user", id: "u"), parents: [group])
        let client = try decisionPoint(
            #"permit (principal in group::"g", action, resource);"#,
            [member, Entity("user", "v"), Entity("doc", "d")]
        ) { $0.trust = CallerTrust(subject: .all, precedence: .caller) }
        let claims = #"{"parents": [{"type": "group", "id": "g"}]}"#
        #expect(await client.evaluate(entity("user", "u", properties: claims), action("a"), doc).decision == true)
        #expect(await client.evaluate(entity("user", "v", properties: claims), action("a"), doc).decision == false)
    }

    @Test("what is asserted makes no entity known; a deployment may let the policies decide about unknown ones")
    func unknown() async throws {
        for (unknown, decision) in [(UnknownEntities.denied, false), (.decided, true)] {
            let client = try decisionPoint(policies, people) {
                $0.trust = CallerTrust(subject: .all)
                $0.unknownEntities = unknown
            }
            let stranger = entity("user", "x", properties: #"{"level": 9}"#)
            #expect(await client.evaluate(stranger, action("subject"), doc).decision == decision)
        }
    }
}

@Suite("Properties as Cedar values")
struct PropertyValueTests {
    private func decide(_ condition: String, _ context: String, schema: String? = nil) async throws
        -> DecisionPointClient.Answer
    {
        let client = try decisionPoint(
            "permit (principal, action, resource) when { \(condition) };",
            [Entity("user", "u"), Entity("doc", "d")],
            schema: schema
        ) { $0.trust.context = .all }
        return await client.evaluate(entity("user", "u"), action("a"), entity("doc", "d"), ["context": context])
    }

    @Test("a null is absent, in nested objects too")
    func null() async throws {
        let answer = try await decide("!(context has x) && !(context.y has z)", #"{"x": null, "y": {"z": null}}"#)
        #expect(answer.decision == true)
    }

    @Test("a fraction is a decimal")
    func fraction() async throws {
        let answer = try await decide(
            #"context.t.greaterThan(decimal("36.5")) && [decimal("-0.25")].containsAll(context.l)"#,
            #"{"t": 36.6, "l": [-0.25]}"#
        )
        #expect(answer.decision == true)
    }

    @Test("escapes are read")
    func escapes() async throws {
        let answer = try await decide(
            #"context.who == principal && context.net == ip("10.0.0.0/8")"#,
            #"{"who": {"__entity": {"type": "user", "id": "u"}}, "net": {"__extn": {"fn": "ip", "arg": "10.0.0.0/8"}}}"#
        )
        #expect(answer.decision == true)
    }

    @Test("a schema gives types, and what it does not declare is passed over")
    func schema() async throws {
        let schema = """
            entity user; entity doc;
            action a appliesTo {
              principal: user, resource: doc,
              context: { at?: datetime, who?: user, part?: { n?: Long } }
            };
            """
        let condition = #"context.at < datetime("2027-01-01") && context.who == principal && context.part has n"#
        let whole =
            #"{"at": "2026-01-01", "who": {"type": "user", "id": "u"}, "part": {"n": 1, "m": null}, "x": [1e99]}"#
        #expect(try await decide(condition, whole, schema: schema).decision == true)
        let wrong = try await decide("true", #"{"part": {"n": "1"}}"#, schema: schema)
        #expect(wrong.status == 200 && wrong.decision == false)
    }

    @Test(
        "what is no Cedar value is refused where it is believed, with its place",
        arguments: [
            (#"{"l": [null]}"#, "$.context.l[0] (line 1, column 45): null is no Cedar value; leave the key out"),
            (
                #"{"n": 9223372036854775808}"#,
                "$.context.n (line 1, column 44): 9223372036854775808 is no number in Cedar"
            ),
            (#"{"n": 0.00001}"#, "$.context.n (line 1, column 44): 0.00001 is no number in Cedar"),
            (#"{"n": [{"o": 1e3}]}"#, "$.context.n[0].o (line 1, column 51): 1e3 is no number in Cedar"),
            (#"{"n": {"__entity": {"type": "a b", "id": "x"}}}"#, "$.context.n.__entity.type (line 1, column 66): "),
        ]
    )
    func refused(context: String, message: String) async throws {
        let answer = try await decide("true", context)
        #expect(answer.status == 400 && answer.text.hasPrefix(message), "\(answer.text)")
    }
}
