import AuthZEN
import Cedar
import Testing

private typealias Fixture = CertificationFixture

@Suite("Certification, level Search")
struct SearchLevelTests {
    private static let users = ["subject": entity("user"), "action": action("read"), "resource": Fixture.record1]
    private static let records = ["subject": Fixture.alice, "action": action("read"), "resource": entity("record")]
    private static let actions = ["subject": Fixture.alice, "resource": Fixture.record1]

    @Test(
        "S1: who may read the record, with a context and with an id that is ignored",
        arguments: CertificationFixture.allCases
    )
    func subjects(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        let changes: [[String: String]] = [
            [:], ["context": Fixture.context], ["subject": Fixture.alice], ["subject": #"{"type": "user", "id": 5}"#],
        ]
        for change in changes {
            let answer = await client.send(object(Self.users.merging(change) { $1 }), to: .subjectSearch)
            #expect(answer.text == #"{"results":[{"type":"user","id":"alice"},{"type":"user","id":"bob"}]}"#)
        }
    }

    @Test(
        "S2: what alice may read, with a context and with an id that is ignored",
        arguments: CertificationFixture.allCases
    )
    func resources(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        for change in [[:], ["context": Fixture.context], ["resource": Fixture.record1]] {
            let answer = await client.send(object(Self.records.merging(change) { $1 }), to: .resourceSearch)
            #expect(
                answer.text == #"{"results":[{"type":"record","id":"record-1"},{"type":"record","id":"record-2"}]}"#
            )
        }
    }

    @Test("S3: what alice may do to the record", arguments: CertificationFixture.allCases)
    func actions(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        for change in [[:], ["context": Fixture.context]] {
            let answer = await client.send(object(Self.actions.merging(change) { $1 }), to: .actionSearch)
            #expect(answer.text == #"{"results":[{"name":"read"},{"name":"write"}]}"#)
        }
    }

    @Test("S4 to S6: properties of what is given are read", arguments: CertificationFixture.allCases)
    func properties(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        let who = await client.send(
            object(["subject": entity("user"), "action": action("write"), "resource": Fixture.archived2]),
            to: .subjectSearch
        )
        #expect(who.ids == ["bob"])
        let what = await client.send(
            object(["subject": Fixture.admin, "action": action("write"), "resource": entity("record")]),
            to: .resourceSearch
        )
        #expect(what.ids == ["record-2"])
        let how = await client.send(
            object(["subject": Fixture.admin, "resource": Fixture.archived2]),
            to: .actionSearch
        )
        #expect(how.names == ["read", "write"])
    }

    @Test("a result asked about is permitted")
    func consistent() async throws {
        let client = try Fixture.withSchema.client()
        for id in await client.send(object(Self.records), to: .resourceSearch).ids ?? [] {
            let resource = entity("record", id ?? "")
            #expect(await client.evaluate(Fixture.alice, action("read"), resource).decision == true)
        }
    }

    @Test("results come in pages, each with the token of the next, the last with an empty one")
    func pages() async throws {
        let client = try Fixture.withSchema.client()
        var query = Self.users
        query["page"] = #"{"limit": 1}"#
        let first = await client.send(object(query), to: .subjectSearch)
        #expect(first.ids == ["alice"])
        let token = try #require(first.nextToken)
        #expect(!token.isEmpty)
        query["page"] = #"{"token": "\#(token)"}"#
        let second = await client.send(object(query), to: .subjectSearch)
        #expect(second.text == #"{"page":{"next_token":"","count":1},"results":[{"type":"user","id":"bob"}]}"#)
    }

    @Test("a decision point without pages accepts a page and answers with all")
    func withoutPages() async throws {
        let client = try Fixture.withSchema.client { $0.pageSeal = nil }
        var query = Self.users
        query["page"] = #"{"limit": 1, "token": "x"}"#
        let answer = await client.send(object(query), to: .subjectSearch)
        #expect(answer.ids == ["alice", "bob"] && answer.json?["page"] == nil)
    }

    @Test("unknown entities and types are found nowhere", arguments: CertificationFixture.allCases)
    func nothing(fixture: CertificationFixture) async throws {
        let client = try fixture.client()
        for (type, id) in [("user", "nobody"), ("spaceship", "x"), ("no-name", "x"), ("Action", "read"), ("", "")] {
            let asking = entity(type, id)
            for (endpoint, members) in [
                (Endpoint.subjectSearch, Self.users.merging(["resource": asking]) { $1 }),
                (.resourceSearch, Self.records.merging(["subject": asking]) { $1 }),
                (.actionSearch, Self.actions.merging(["subject": asking]) { $1 }),
                (.actionSearch, Self.actions.merging(["resource": asking]) { $1 }),
            ] {
                let answer = await client.send(object(members), to: endpoint)
                #expect(answer.status == 200 && answer.text == #"{"results":[]}"#, "\(endpoint) \(type) \(id)")
            }
        }
        for type in ["spaceship", "no-name", "Action"] {
            let subjects = Self.users.merging(["subject": entity(type)]) { $1 }
            #expect(await client.send(object(subjects), to: .subjectSearch).text == #"{"results":[]}"#)
            let resources = Self.records.merging(["resource": entity(type)]) { $1 }
            #expect(await client.send(object(resources), to: .resourceSearch).text == #"{"results":[]}"#)
        }
    }

    @Test("what a search needs and lacks is a bad request")
    func missing() async throws {
        let client = try Fixture.withSchema.client()
        let untyped = #"{"id": "x"}"#
        let cases: [(Endpoint, [String: String], [String: String?])] = [
            (.subjectSearch, Self.users, ["action": nil]), (.subjectSearch, Self.users, ["subject": nil]),
            (.subjectSearch, Self.users, ["resource": entity("record")]),
            (.subjectSearch, Self.users, ["subject": untyped]),
            (.resourceSearch, Self.records, ["subject": nil]), (.resourceSearch, Self.records, ["resource": untyped]),
            (.resourceSearch, Self.records, ["subject": entity("user")]),
            (.actionSearch, Self.actions, ["resource": nil]),
            (.actionSearch, Self.actions, ["subject": entity("user")]),
            (.actionSearch, Self.actions, ["resource": entity("record")]),
        ]
        for (endpoint, members, change) in cases {
            var members = members
            for (key, value) in change { members[key] = value }
            let answer = await client.send(object(members), to: endpoint)
            #expect(answer.status == 400 && answer.text.hasPrefix("$"), "\(endpoint) \(change): \(answer.text)")
        }
    }
}
