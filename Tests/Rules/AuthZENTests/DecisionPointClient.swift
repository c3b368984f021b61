import AuthZEN
import Cedar
import Testing

/// Sends requests to a decision point as a server would carry them, and reads what comes back.
struct DecisionPointClient {
    let point: PolicyDecisionPoint

    struct Answer {
        let status: Int
        let headers: [APIRequest.Header]
        let text: String
        /// The content as JSON; nil when it is none.
        let json: JSONNode?

        func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

        var decision: Bool? { json?["decision"]?.bool }
        var decisions: [Bool?]? { json?["evaluations"]?.elements?.map { $0["decision"]?.bool } }
        var ids: [String?]? { json?["results"]?.elements?.map { $0["id"]?.text } }
        var names: [String?]? { json?["results"]?.elements?.map { $0["name"]?.text } }
        var nextToken: String? { json?["page"]?["next_token"]?.text }
    }

    static let json = [APIRequest.Header("Content-Type", "application/json")]

    func send(
        _ body: String,
        to endpoint: Endpoint,
        headers: [APIRequest.Header] = json
    ) async -> Answer {
        await send(Array(body.utf8), to: endpoint.path, headers: headers)
    }

    func send(
        _ body: [UInt8],
        to path: String,
        method: String = "POST",
        headers: [APIRequest.Header] = json
    ) async -> Answer {
        let response = await point.answer(APIRequest(method: method, path: path, headers: headers, body: body))
        return Answer(
            status: response.status,
            headers: response.headers,
            text: String(decoding: response.body, as: UTF8.self),
            json: try? JSONNode(parsing: response.body, file: "response")
        )
    }

    func evaluate(_ subject: String, _ action: String, _ resource: String, _ others: [String: String] = [:]) async
        -> Answer
    {
        let own = ["subject": subject, "action": action, "resource": resource]
        return await send(object(own.merging(others) { _, other in other }), to: .evaluation)
    }
}

extension JSONNode {
    var bool: Bool? {
        if case .bool(let value) = kind { value } else { nil }
    }
}

/// An object of members that are JSON already.
func object(_ members: [String: String]) -> String {
    "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
}

/// A subject or a resource.
func entity(_ type: String, _ id: String? = nil, properties: String? = nil) -> String {
    var members = ["type": "\"\(type)\""]
    if let id { members["id"] = "\"\(id)\"" }
    if let properties { members["properties"] = properties }
    return object(members)
}

func action(_ name: String, properties: String? = nil) -> String {
    var members = ["name": "\"\(name)\""]
    if let properties { members["properties"] = properties }
    return object(members)
}
