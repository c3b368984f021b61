import AuthZEN
import Cedar
import Testing

private typealias Fixture = CertificationFixture

@Suite("Certification, level Batch")
struct BatchLevelTests {
    private func send(_ members: [String: String], _ fixture: CertificationFixture = .withSchema) async throws
        -> DecisionPointClient.Answer
    {
        try await fixture.client().send(object(members), to: .evaluations)
    }

    @Test("evaluations are answered one for one, in their order", arguments: CertificationFixture.allCases)
    func order(fixture: CertificationFixture) async throws {
        let records = try await send(
            [
                "subject": Fixture.alice, "action": action("read"),
                "evaluations": #"[{"resource": \#(Fixture.record1)}, {"resource": \#(Fixture.record2)}]"#,
            ],
            fixture
        )
        #expect(records.status == 200 && records.decisions == [true, true])
        let actions = try await send(
            [
                "subject": Fixture.bob, "resource": Fixture.record1,
                "evaluations": #"[{"action": \#(action("read"))}, {"action": \#(action("write"))}]"#,
            ],
            fixture
        )
        #expect(actions.decisions == [true, false])
        #expect(actions.json?["decision"] == nil)
    }

    @Test("without defaults each evaluation stands for itself")
    func noDefaults() async throws {
        let first = object(["subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1])
        let second = object(["subject": Fixture.bob, "action": action("write"), "resource": Fixture.record1])
        #expect(try await send(["evaluations": "[\(first), \(second)]"]).decisions == [true, false])
    }

    @Test("an evaluation may replace the context of the top level")
    func context() async throws {
        let answer = try await send([
            "subject": Fixture.alice, "action": action("read"), "context": Fixture.context,
            "evaluations":
                #"[{"resource": \#(Fixture.record1)}, {"resource": \#(Fixture.record2), "context": {"source": "x"}}]"#,
        ])
        #expect(answer.status == 200 && answer.decisions?.count == 2)
    }

    @Test("properties are read for each evaluation of its own", arguments: CertificationFixture.allCases)
    func properties(fixture: CertificationFixture) async throws {
        let byResource = try await send(
            [
                "subject": Fixture.alice, "action": action("write"),
                "evaluations": #"[{"resource": \#(Fixture.active1)}, {"resource": \#(Fixture.archived2)}]"#,
            ],
            fixture
        )
        #expect(byResource.decisions == [true, false])
        let bySubject = try await send(
            [
                "action": action("write"), "resource": Fixture.archived2,
                "evaluations": #"[{"subject": \#(Fixture.alice)}, {"subject": \#(Fixture.admin)}]"#,
            ],
            fixture
        )
        #expect(bySubject.decisions == [false, true])
    }

    @Test("a default is taken whole or not at all")
    func wholeDefaults() async throws {
        let answer = try await send([
            "subject": Fixture.alice, "action": action("write"), "resource": Fixture.active1,
            "evaluations": #"[{}, {"resource": \#(Fixture.archived2)}, {"resource": {"id": "record-1"}}]"#,
        ])
        #expect(answer.decisions == [true, false, false])
        #expect(
            answer.json?["evaluations"]?.elements?[2]["context"]?["error"]?["message"]?.text
                == #"$.evaluations[2].resource (line 1, column 154): the key "type" is missing"#
        )
    }

    @Test("an evaluation that is ill-formed is denied with an error, and the others are answered")
    func itemError() async throws {
        let answer = try await send([
            "subject": Fixture.alice, "action": action("read"),
            "options": #"{"evaluations_semantic": "execute_all", "another": 1}"#,
            "evaluations": #"[{"resource": \#(Fixture.record1)}, {}, 7]"#,
        ])
        #expect(answer.status == 200 && answer.decisions == [true, false, false])
        let errors = answer.json?["evaluations"]?.elements?.map { $0["context"]?["error"]?["message"]?.text }
        #expect(
            errors == [
                nil,
                #"$.evaluations[1] (line 1, column 98): the key "resource" is missing, and there is none at the top level to take its place"#,
                "$.evaluations[2] (line 1, column 102): expected an object, found an integer",
            ]
        )
    }

    @Test("without evaluations, or with none, it is a single evaluation", arguments: [nil, "[]"])
    func single(evaluations: String?) async throws {
        var members = ["subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1]
        members["evaluations"] = evaluations
        #expect(try await send(members).text == #"{"decision":true}"#)
        members["subject"] = nil
        #expect(try await send(members).status == 400)
    }

    @Test(
        "the semantics say when to stop",
        arguments: [
            ("execute_all", [true, false, true, false]), ("deny_on_first_deny", [true, false]),
            ("permit_on_first_permit", [true]),
        ]
    )
    func semantics(name: String, decisions: [Bool]) async throws {
        let answer = try await send([
            "subject": Fixture.alice, "resource": Fixture.record2,
            "options": #"{"evaluations_semantic": "\#(name)"}"#,
            "evaluations": "["
                + ["read", "write", "read", "delete"].map { object(["action": action($0)]) }.joined(separator: ",")
                + "]",
        ])
        #expect(answer.decisions == decisions.map { $0 })
    }

    @Test("an error is a denial: it stops deny_on_first_deny and not permit_on_first_permit")
    func errorsStop() async throws {
        func decisions(_ name: String) async throws -> [Bool?]? {
            try await send([
                "subject": Fixture.alice, "action": action("read"),
                "options": #"{"evaluations_semantic": "\#(name)"}"#,
                "evaluations": #"[{}, {"resource": \#(Fixture.record1)}, {}]"#,
            ]).decisions
        }
        #expect(try await decisions("deny_on_first_deny") == [false])
        #expect(try await decisions("permit_on_first_permit") == [false, true])
    }

    @Test(
        "what is wrong outside the evaluations spoils the whole request",
        arguments: [
            ("options", #"{"evaluations_semantic": "first"}"#), ("options", #"{"evaluations_semantic": 1}"#),
            ("options", "[]"), ("evaluations", "{}"), ("subject", "\"alice\""), ("action", "{}"), ("context", "1"),
        ]
    )
    func wholeRequest(key: String, value: String) async throws {
        var members = [
            "subject": Fixture.alice, "action": action("read"), "resource": Fixture.record1, "evaluations": "[{}]",
        ]
        members[key] = value
        let answer = try await send(members)
        #expect(answer.status == 400)
        #expect(answer.text.hasPrefix("$.\(key)"), "\(answer.text)")
    }
}
