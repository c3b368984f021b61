import Cedar

/// Cuts the pages of a search from what is permitted.
struct SearchPaging {
    /// The ids of the first `count` permitted results that follow `after`, by the order of their UTF-8 bytes.
    typealias Permitted = (_ after: CedarString?, _ count: Int) async throws(RequestProblem) -> [CedarString]

    /// Seals page tokens; without it there are no pages.
    let seal: (any PageTokenSeal)?
    /// The most results of one page.
    let resultsMax: Int

    /// Answers a search (section 8 of the specification). A page is cut from what is permitted: whether another follows, how many there are
    /// and where it begins depend on nothing else. The number of all results is never told, for it takes a look at all.
    func answer(_ shape: SearchShape, _ permitted: Permitted) async throws(RequestProblem) -> String {
        guard let seal else {
            let max = resultsMax
            let found = try await permitted(nil, max + 1)
            guard found.count <= max else {
                throw RequestProblem(
                    500,
                    "the search has more than \(max) results, and this decision point answers without pages"
                )
            }
            return Self.answer(shape, found, page: nil)
        }
        let page = try beginning(of: shape, seal)
        let limit = min(page.limit ?? resultsMax, resultsMax)
        let found = try await permitted(page.after, limit + 1)
        let results = Array(found.prefix(limit))
        guard shape.page != nil || found.count > limit else { return Self.answer(shape, results, page: nil) }
        var next = ""
        if found.count > limit {
            next = try PageToken(after: results.last ?? page.after, limit: page.limit).text(for: shape.identity, seal)
        }
        return Self.answer(shape, results, page: next)
    }

    /// Where the page begins that is asked for. All but the token must be as in the first request (section 8.2.1); a limit may be left
    /// out, as the specification's own example does.
    private func beginning(of shape: SearchShape, _ seal: any PageTokenSeal) throws(RequestProblem) -> PageToken {
        guard let token = shape.page?.token else { return PageToken(after: nil, limit: shape.page?.limit?.count) }
        guard let page = try PageToken.read(token.text.text, for: shape.identity, seal) else {
            throw .bad("the token was not given for this search; search again without it", token.node, token.path)
        }
        if let limit = shape.page?.limit, limit.count != page.limit {
            throw .bad("the limit must be the one the search began with", limit.node, limit.path)
        }
        return page
    }

    private static func answer(_ shape: SearchShape, _ found: [CedarString], page: String?) -> String {
        var members: [(key: String, json: String)] = []
        if let page {
            let json = JSONText.object([
                (key: "next_token", json: JSONText.string(page)), (key: "count", json: "\(found.count)"),
            ])
            members.append((key: "page", json: json))
        }
        let results = found.map { id in
            switch shape.question {
            case .actions: JSONText.object([(key: "name", json: JSONText.string(id.text))])
            case .subjects(let sought, _, _), .resources(_, _, let sought):
                JSONText.object([
                    (key: "type", json: JSONText.string(sought.type.text)), (key: "id", json: JSONText.string(id.text)),
                ])
            }
        }
        members.append((key: "results", json: JSONText.array(results)))
        return JSONText.object(members)
    }
}
