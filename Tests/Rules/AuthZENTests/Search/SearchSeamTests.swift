import AuthZEN
import Cedar
import Testing

/// A search that knows its results without asking about each entity, as one in a database does.
private struct LedgerSearch: PermittedSearch {
    struct Unreachable: Error {}
    let ids: [String]?

    func permitted(_ query: SearchQuery, after: CedarString?, count: Int) async throws -> [CedarString] {
        guard let ids else { throw Unreachable() }
        let all = ids.map { CedarString($0) }.sorted()
        return Array(all.drop { id in after.map { !($0 < id) } ?? false }.prefix(count))
    }
}

@Suite("Another search in the library's place")
struct SearchSeamTests {
    private let query = ["subject": entity("user"), "action": action("read"), "resource": entity("doc", "d")]

    @Test("answers, page by page")
    func answers() async throws {
        let client = try decisionPoint("", search: LedgerSearch(ids: ["b", "a", "c"])) { $0.pageSeal = KeyedSeal() }
        let first = await client.send(object(query.merging(["page": #"{"limit": 2}"#]) { $1 }), to: .subjectSearch)
        #expect(first.ids == ["a", "b"])
        let page = #"{"token": "\#(first.nextToken ?? "")"}"#
        let second = await client.send(object(query.merging(["page": page]) { $1 }), to: .subjectSearch)
        #expect(second.ids == ["c"] && second.nextToken?.isEmpty == true)
    }

    @Test("when it fails the caller learns that alone, and the server the cause")
    func fails() async throws {
        let client = try decisionPoint("", search: LedgerSearch(ids: nil))
        let request = APIRequest(
            method: "POST",
            path: Endpoint.subjectSearch.path,
            headers: DecisionPointClient.json,
            body: Array(object(query).utf8)
        )
        let response = await client.point.answer(request)
        #expect(response.status == 500)
        #expect(String(decoding: response.body, as: UTF8.self) == "the search failed")
        #expect(response.cause is LedgerSearch.Unreachable)
    }
}

@Suite("A seal that cannot seal")
struct BrokenSealTests {
    private struct ShortSeal: PageTokenSeal {
        func code(for message: [UInt8]) -> [UInt8] { [1, 2, 3] }
    }

    @Test("is an error of the server, not a weak token")
    func short() async throws {
        let client = try decisionPoint(
            "permit (principal, action, resource);",
            [Entity("user", "u"), Entity("user", "v"), Entity("doc", "d")]
        ) { $0.pageSeal = ShortSeal() }
        let query = object([
            "subject": entity("user"), "action": action("read"), "resource": entity("doc", "d"),
            "page": #"{"limit": 1}"#,
        ])
        let response = await client.point.answer(
            APIRequest(
                method: "POST",
                path: Endpoint.subjectSearch.path,
                headers: DecisionPointClient.json,
                body: Array(query.utf8)
            )
        )
        #expect(response.status == 500)
        #expect(response.cause as? ConfigurationError == .weakSeal(bytes: 3))
    }
}
