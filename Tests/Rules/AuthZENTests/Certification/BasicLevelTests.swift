import AuthZEN
import Cedar
import Testing

private typealias Fixture = CertificationFixture

@Suite("Certification, level Basic: Core")
struct BasicCoreTests {
    @Test("rules 1 to 4: identifiers alone decide", arguments: CertificationFixture.allCases)
    func identifiers(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        #expect(await client.evaluate(Fixture.alice, action("read"), Fixture.record1).text == #"{"decision":true}"#)
        #expect(await client.evaluate(Fixture.alice, action("write"), Fixture.record1).decision == true)
        #expect(await client.evaluate(Fixture.bob, action("read"), Fixture.record1).decision == true)
        #expect(await client.evaluate(Fixture.bob, action("write"), Fixture.record1).decision == false)
    }

    @Test("a context is accepted and changes none of the decisions", arguments: CertificationFixture.allCases)
    func context(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        let context = ["context": Fixture.context]
        let read = await client.evaluate(Fixture.alice, action("read"), Fixture.record1, context)
        #expect(read.status == 200 && read.decision == true)
        let write = await client.evaluate(Fixture.bob, action("write"), Fixture.record1, context)
        #expect(write.status == 200 && write.decision == false)
    }

    @Test("properties that no policy reads are accepted", arguments: CertificationFixture.allCases)
    func extraProperties(fixture: CertificationFixture) async throws {
        let answer = try await fixture.client().evaluate(
            entity("user", "alice", properties: #"{"department": "Sales", "role": "manager"}"#),
            action("read", properties: #"{"method": "GET"}"#),
            entity("record", "record-1", properties: #"{"status": "active", "owner": "bob"}"#)
        )
        #expect(answer.status == 200 && answer.decision == true)
    }

    @Test("fields that the specification does not know are ignored, whatever their value")
    func unknownFields() async throws {
        let answer = try await Fixture.withoutSchema.client().evaluate(
            #"{"type": "user", "id": "alice", "since": 1.5e300}"#,
            #"{"name": "read", "names": null}"#,
            Fixture.record1,
            ["foo": "\"bar\"", "futureField": #"{"nested": [true, -0.25, 18446744073709551616]}"#]
        )
        #expect(answer.status == 200 && answer.decision == true)
    }

    @Test("an answer is JSON with a boolean decision, and a context that is an object where there is one")
    func form() async throws {
        let client = try Fixture.withoutSchema.client()
        let denied = await client.evaluate(Fixture.bob, action("write"), Fixture.record1)
        #expect(denied.header("Content-Type") == "application/json")
        #expect(denied.text == #"{"decision":false,"context":{"reason":"not_permitted"}}"#)
    }

    @Test(
        "a required member that is missing is a bad request that says which",
        arguments: [
            ("subject", nil, #"$ (line 1, column 1): the key "subject" is missing"#),
            ("action", nil, #"$ (line 1, column 1): the key "action" is missing"#),
            ("resource", nil, #"$ (line 1, column 1): the key "resource" is missing"#),
            ("subject", #"{"id": "alice"}"#, #"$.subject (line 1, column 91): the key "type" is missing"#),
            ("subject", #"{"type": "user"}"#, #"$.subject (line 1, column 91): the key "id" is missing"#),
            ("action", "{}", #"$.action (line 1, column 12): the key "name" is missing"#),
            ("resource", #"{"id": "record-1"}"#, #"$.resource (line 1, column 42): the key "type" is missing"#),
            ("resource", #"{"type": "record"}"#, #"$.resource (line 1, column 42): the key "id" is missing"#),
        ] as [(String, String?, String)]
    )
    func missing(key: String, value: String?, message: String) async throws {
        var members = ["subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1]
        members[key] = value
        let answer = try await Fixture.withoutSchema.client().send(object(members), to: .evaluation)
        #expect(answer.status == 400)
        #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
        #expect(answer.text == message)
    }

    @Test(
        "a member of the wrong type is a bad request that says where",
        arguments: [
            ("subject", #""alice""#, "$.subject (line 1, column 91): expected an object, found a string"),
            ("action", #"{"name": 123}"#, "$.action.name (line 1, column 21): expected a string, found an integer"),
            ("action", #"{"name": 1.5}"#, "$.action.name (line 1, column 21): expected a string, found a number"),
            ("context", "[]", "$.context (line 1, column 41): expected an object, found an array"),
            ("context", "null", "$.context (line 1, column 41): expected an object, found null"),
        ]
    )
    func illTyped(key: String, value: String, message: String) async throws {
        var members = ["subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1]
        members[key] = value
        let answer = try await Fixture.withoutSchema.client().send(object(members), to: .evaluation)
        #expect(answer.status == 400)
        #expect(answer.text == message)
    }

    @Test("content that is not declared as JSON is refused", arguments: [nil, "text/plain", "application/jsonp", ""])
    func contentType(type: String?) async throws {
        let headers = type.map { [APIRequest.Header("Content-Type", $0)] } ?? []
        let body = object(["subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1])
        let answer = try await Fixture.withoutSchema.client().send(body, to: .evaluation, headers: headers)
        #expect(answer.status == 400)
        #expect(answer.text == "the request needs exactly one header Content-Type: application/json")
    }

    @Test("the content type may carry parameters, in any letter case")
    func contentTypeParameters() async throws {
        let headers = [APIRequest.Header("content-type", "Application/JSON ; charset=utf-8")]
        let body = object(["subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1])
        #expect(try await Fixture.withoutSchema.client().send(body, to: .evaluation, headers: headers).status == 200)
    }

    @Test(
        "a body that is empty or no JSON object is refused",
        arguments: ["", "{", "[]", "\"x\"", "{} {}", "{'a': 1}"]
    )
    func malformed(body: String) async throws {
        #expect(try await Fixture.withoutSchema.client().send(body, to: .evaluation).status == 400)
    }

    @Test("the request identifier comes back as it was sent, with errors too")
    func requestID() async throws {
        let client = try Fixture.withoutSchema.client()
        let headers = DecisionPointClient.json + [APIRequest.Header("x-request-id", "bfe9 é \"1\"")]
        let body = object(["subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1])
        #expect(await client.send(body, to: .evaluation, headers: headers).header("X-Request-ID") == "bfe9 é \"1\"")
        let refused = await client.send("", to: .evaluation, headers: headers)
        #expect(refused.status == 400 && refused.header("X-Request-ID") == "bfe9 é \"1\"")
        #expect(await client.send(body, to: .evaluation).header("X-Request-ID") == nil)
    }

    @Test("the same question gets the same answer each time")
    func idempotent() async throws {
        let client = try Fixture.withSchema.client()
        for _ in 0..<5 {
            #expect(await client.evaluate(Fixture.alice, action("read"), Fixture.record1).decision == true)
            #expect(await client.evaluate(Fixture.bob, action("write"), Fixture.record1).decision == false)
        }
    }
}

@Suite("Certification, level Basic: Properties")
struct BasicPropertiesTests {
    @Test(
        "rules 5 and 6: the status of the resource and the role of the subject",
        arguments: CertificationFixture.allCases
    )
    func statusAndRole(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        #expect(await client.evaluate(Fixture.alice, action("write"), Fixture.archived2).decision == false)
        #expect(await client.evaluate(Fixture.admin, action("write"), Fixture.archived2).decision == true)
    }

    @Test("it is the property that decides, not the identifier", arguments: CertificationFixture.allCases)
    func propertyDecides(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        let archived1 = entity("record", "record-1", properties: #"{"status": "archived"}"#)
        #expect(await client.evaluate(Fixture.alice, action("write"), archived1).decision == false)
        #expect(await client.evaluate(Fixture.admin, action("write"), archived1).decision == true)
        let clerk = entity("user", "bob", properties: #"{"role": "clerk"}"#)
        #expect(await client.evaluate(clerk, action("write"), archived1).decision == false)
    }

    @Test("rules 7 and 8: a property of the action", arguments: CertificationFixture.allCases)
    func softDelete(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        func delete(_ soft: String) async -> Bool? {
            await client.evaluate(
                Fixture.alice,
                action("delete", properties: #"{"soft": \#(soft)}"#),
                Fixture.record1
            ).decision
        }
        #expect(await delete("true") == true)
        #expect(await delete("false") == false)
    }
}
