import AuthZEN
import Cedar
import Testing

@Suite("Pages of a search")
struct PagingTests {
    private static let count = 40

    /// Users with odd ids of whom every third may not read.
    private func client(_ change: (inout DecisionPointConfiguration) -> Void = { _ in }) throws -> DecisionPointClient {
        let users = (0..<Self.count).map { Entity("user", Self.id($0), ["ok": .bool($0 % 3 != 0)]) }
        return try decisionPoint(
            "permit (principal, action == Action::\"read\", resource) when { principal.ok };",
            users + [Entity("doc", "d"), Entity("doc", "e")]
        ) {
            $0.pageSeal = KeyedSeal()
            change(&$0)
        }
    }

    private static func id(_ number: Int) -> String { "\(["", "é", "\u{1F600}", "~"][number % 4])\(number)" }

    private static let permitted = (0..<count).filter { $0 % 3 != 0 }.map(id).map { CedarString($0) }.sorted()
        .map(\.text)

    private func query(_ page: String?, _ change: [String: String] = [:]) -> String {
        var members = ["subject": entity("user"), "action": action("read"), "resource": entity("doc", "d")]
        members["page"] = page
        return object(members.merging(change) { _, new in new })
    }

    private func token(_ client: DecisionPointClient, limit: Int = 5) async throws -> String {
        try #require(await client.send(query(#"{"limit": \#(limit)}"#), to: .subjectSearch).nextToken)
    }

    @Test("put together they are all that is permitted, once each, in order", arguments: [1, 2, 5, 26, 27, 100])
    func complete(limit: Int) async throws {
        let client = try client()
        var found: [String] = []
        var page = #"{"limit": \#(limit)}"#
        while true {
            let answer = await client.send(query(page), to: .subjectSearch)
            let ids = try #require(answer.ids).compactMap { $0 }
            #expect(ids.count <= limit)
            found += ids
            let token = try #require(answer.nextToken)
            if token.isEmpty { break }
            page = #"{"limit": \#(limit), "token": "\#(token)"}"#
        }
        #expect(found == Self.permitted)
    }

    @Test("the last page says so: no token leads to what is not permitted")
    func lastPage() async throws {
        let client = try client()
        let all = await client.send(query(#"{"limit": \#(Self.permitted.count)}"#), to: .subjectSearch)
        #expect(all.nextToken?.isEmpty == true)
        #expect(all.json?["page"]?["total"] == nil)
    }

    @Test("more results than a page takes come in pages even when none was asked for")
    func unasked() async throws {
        let client = try client { $0.limits.results = 10 }
        let first = await client.send(query(nil), to: .subjectSearch)
        #expect(first.ids?.count == 10)
        let token = try #require(first.nextToken)
        let second = await client.send(query(#"{"token": "\#(token)"}"#), to: .subjectSearch)
        #expect(second.ids?.count == 10)
        let greedy = await client.send(query(#"{"limit": 9223372036854775807}"#), to: .subjectSearch)
        #expect(greedy.ids?.count == 10)
    }

    @Test("a limit of none gives none, and a way on")
    func none() async throws {
        let client = try client()
        let answer = await client.send(query(#"{"limit": 0}"#), to: .subjectSearch)
        let token = try #require(answer.nextToken)
        #expect(answer.ids == [] && !token.isEmpty)
    }

    @Test("a token holds no more than the last result given and the limit")
    func content() async throws {
        let client = try client()
        let first = await client.send(query(#"{"limit": 2}"#), to: .subjectSearch)
        let last = try #require((first.ids ?? []).compactMap { $0 }.last)
        let other = try self.client { $0.pageSeal = KeyedSeal(key: 8) }
        let again = await other.send(query(#"{"limit": 2}"#), to: .subjectSearch)
        let one = try #require(first.nextToken)
        let two = try #require(again.nextToken)
        // One byte of length, 16 of the code, then flags, limit and id, which do not depend on the key.
        #expect(one.utf8.count == ((1 + 16 + 1 + 8 + last.utf8.count) * 8 + 5) / 6)
        #expect(one != two && one.suffix(4) == two.suffix(4))
    }

    @Test("a token that was changed anywhere is refused")
    func tampered() async throws {
        let client = try client()
        let token = try await token(client)
        let letters = Array(token)
        for index in letters.indices {
            for letter in ["A", "b", "_"] where Character(letter) != letters[index] {
                var changed = letters
                changed[index] = Character(letter)
                let answer = await client.send(query(#"{"token": "\#(String(changed))"}"#), to: .subjectSearch)
                #expect(answer.status == 400)
                #expect(answer.text.contains("$.page.token"))
            }
        }
        for text in ["", "A", token + "A", String(token.dropLast()), "=", "é", "AAAA", token + "="] {
            #expect(await client.send(query(#"{"token": "\#(text)"}"#), to: .subjectSearch).status == 400, "\(text)")
        }
    }

    @Test("a token of another search, key or limit is refused")
    func otherSearch() async throws {
        let client = try client()
        let token = try await token(client)
        let page = #"{"token": "\#(token)"}"#
        #expect(await client.send(query(page), to: .subjectSearch).status == 200)
        let changes = [
            ["resource": entity("doc", "e")], ["action": action("write")], ["context": "{}"],
            ["action": action("read", properties: "{}")], ["subject": entity("doc")],
            ["page": #"{"token": "\#(token)", "properties": {}}"#], ["page": #"{"token": "\#(token)", "limit": 6}"#],
        ]
        for change in changes {
            #expect(await client.send(query(page, change), to: .subjectSearch).status == 400, "\(change)")
        }
        let resources = query(page, ["subject": entity("user", Self.id(1)), "resource": entity("doc")])
        #expect(await client.send(resources, to: .resourceSearch).status == 400)
        let otherKey = try self.client { $0.pageSeal = KeyedSeal(key: 8) }
        #expect(await otherKey.send(query(page), to: .subjectSearch).status == 400)
    }

    @Test("the order of members and unknown fields make no other search")
    func sameSearch() async throws {
        let client = try client()
        let page = #"{"token": "\#(try await token(client))"}"#
        let body =
            #"{"new": 1.5, "resource": {"id": "d", "type": "doc"}, "page": \#(page), "action": {"name":"read"}, "subject": {"type": "us\u0065r"}}"#
        #expect(await client.send(body, to: .subjectSearch).status == 200)
    }

    @Test("actions come in pages too")
    func actions() async throws {
        let names = (0..<7).map { "a\($0)" }
        let client = try decisionPoint(
            names.map { "permit (principal, action == Action::\"\($0)\", resource);" }.joined(),
            [Entity("user", "u"), Entity("doc", "d")]
        ) { $0.pageSeal = KeyedSeal() }
        var members = ["subject": entity("user", "u"), "resource": entity("doc", "d"), "page": #"{"limit": 3}"#]
        var found: [String?] = []
        for _ in 0..<3 {
            let answer = await client.send(object(members), to: .actionSearch)
            found += answer.names ?? []
            members["page"] = #"{"token": "\#(answer.nextToken ?? "")"}"#
        }
        #expect(found == names)
    }

    @Test("a search without pages that finds too much fails rather than leave something out")
    func tooMuch() async throws {
        let client = try client {
            $0.pageSeal = nil
            $0.limits.results = 10
        }
        let answer = await client.send(query(nil), to: .subjectSearch)
        #expect(answer.status == 500)
        #expect(answer.text == "the search has more than 10 results, and this decision point answers without pages")
    }

    @Test(
        "a page that is ill-formed is refused with its place",
        arguments: [
            "[]", #"{"limit": -1}"#, #"{"limit": 1.0}"#, #"{"limit": "1"}"#, #"{"token": 1}"#, #"{"properties": 1}"#,
        ]
    )
    func illFormed(page: String) async throws {
        let answer = try await client().send(query(page), to: .subjectSearch)
        #expect(answer.status == 400 && answer.text.hasPrefix("$.page"), "\(answer.text)")
    }
}
