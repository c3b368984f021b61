/// The API as OpenAPI 3.1 describes one, made of the routes that are served: what is not in the table is not in the document, and the other way round.
struct OpenAPIDocument {
    private let routes: [Routes.Route]
    private let cookie: String

    /// - Parameter cookie: the name of the session's.
    init(_ routes: Routes, cookie: String) {
        self.routes = routes.all.filter(\.isAPI)
        self.cookie = cookie
    }

    /// The document.
    var json: String {
        var paths: [(path: String, routes: [Routes.Route])] = []
        for route in routes {
            if let known = paths.firstIndex(where: { $0.path == route.path }) {
                paths[known].routes.append(route)
            } else {
                paths.append((route.path, [route]))
            }
        }
        let all = paths.map { path, routes in
            (path, Self.object(routes.map { ($0.method.rawValue.lowercased(), Self.operation($0)) }))
        }
        return Self.object([
            ("openapi", Self.text("3.1.0")),
            (
                "info",
                Self.object([
                    ("title", Self.text("Bulkhead")), ("version", Self.text("1")),
                    ("description", Self.text(Self.about)),
                ])
            ),
            ("security", "[{\"session\":[]}]"), ("paths", Self.object(all)),
            ("components", Self.components.replacing("bulkhead-session", with: cookie)),
        ])
    }

    private static let about = """
        The session of a person, by its cookie; where an operation says so, a system of the plant, by its key. What one may not know of is answered as what is not there, with 404. A value that may not be seen is {"withheld":true}. \
        X-Marking is the marking of the whole answer. A command is carried out once for each Idempotency-Key.
        """

    private static func operation(_ route: Routes.Route) -> String {
        let described = route.operation
        let parts = route.path.split(separator: "/").filter { $0 != "api" }
        let names = parts.map { $0.hasPrefix("{") ? String($0.dropFirst().dropLast()) : String($0) }
        var parameters = zip(parts, names).filter { $0.0.hasPrefix("{") }.map {
            parameter($0.1, "path", idSchema, "A record's id.", true)
        }
        for each in described?.query ?? [] {
            parameters.append(
                parameter(each.name.description, "query", schema(each.kind), each.says.description, each.isRequired)
            )
        }
        var members = [
            ("operationId", text(([route.method.rawValue.lowercased()] + names).joined(separator: "-"))),
            ("summary", text(described?.says.description ?? "")), ("tags", array([text(names.first ?? "")])),
        ]
        if route.method == .post {
            parameters.append(
                parameter(
                    "X-Form-Token",
                    "header",
                    "{\"type\":\"string\"}",
                    "The token of the session, as its forms carry it.",
                    route.system == nil
                )
            )
            parameters.append(
                parameter(
                    "Idempotency-Key",
                    "header",
                    "{\"type\":\"string\",\"minLength\":1,\"maxLength\":200}",
                    "Names the command.",
                    false
                )
            )
            members.append(("requestBody", body(described?.body ?? [], file: described?.file)))
        }
        if route.system != nil { members.append(("security", "[{\"session\":[]},{\"system\":[]}]")) }
        members.append(("parameters", array(parameters)))
        members.append(("responses", responses(route)))
        return object(members)
    }

    private static func parameter(_ name: String, _ place: String, _ schema: String, _ says: String, _ isRequired: Bool)
        -> String
    {
        object([
            ("name", text(name)), ("in", text(place)), ("required", isRequired ? "true" : "false"),
            ("description", text(says)), ("schema", schema),
        ])
    }

    private static func body(_ parts: [APIOperation.Parameter], file: StaticString?) -> String {
        var required = parts.filter(\.isRequired).map { text($0.name.description) }
        var properties = parts.map { ($0.name.description, schema($0.kind)) }
        if let file {
            required.append(text("file"))
            let members = [
                ("type", text("string")), ("contentMediaType", text("application/octet-stream")),
                ("description", text(file.description)),
            ]
            properties.append(("file", object(members)))
        }
        let members = object([
            ("type", text("object")), ("properties", object(properties)), ("required", array(required)),
        ])
        let type = file == nil ? "application/json" : "multipart/form-data"
        return object([("required", "true"), ("content", object([(type, object([("schema", members)]))]))])
    }

    /// What every operation may answer: all of it is declared, so that a client is surprised by nothing.
    private static func responses(_ route: Routes.Route) -> String {
        let marked = object([
            ("X-Marking", object([("schema", "{\"type\":\"string\"}")])),
            ("ETag", object([("schema", "{\"type\":\"string\"}")])),
        ])
        let records = object([("application/json", object([("schema", "{\"$ref\":\"#/components/schemas/Records\"}")]))]
        )
        var all = [
            ("200", object([("description", text("As asked.")), ("headers", marked), ("content", records)]))
        ]
        if route.method == .get {
            all.append(
                ("304", object([("description", text("As it was: the validator in If-None-Match still holds."))]))
            )
        }
        for status in AnswerStatus.allCases where status != .done {
            all.append((String(status.rawValue), "{\"$ref\":\"#/components/responses/Problem\"}"))
        }
        return object(all)
    }

    private static let idSchema = "{\"type\":\"string\",\"pattern\":\"^[0-9a-f]{32}$\"}"

    private static func schema(_ kind: APIOperation.Parameter.Kind) -> String {
        switch kind {
        case .text(let max): "{\"type\":\"string\",\"minLength\":1,\"maxLength\":\(max)}"
        case .id: idSchema
        case .number(let range):
            "{\"type\":\"integer\",\"minimum\":\(range.lowerBound),\"maximum\":\(range.upperBound)}"
        case .truth: "{\"type\":\"boolean\"}"
        case .texts(let max):
            "{\"type\":\"array\",\"minItems\":1,\"maxItems\":\(max),\"items\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":200}}"
        case .object: "{\"type\":\"object\"}"
        case .choice(let words): "{\"enum\":\(array(words.map { text($0.description) }))}"
        }
    }

    private static let components = """
        {"securitySchemes":{"session":{"type":"apiKey","in":"cookie","name":"bulkhead-session"},\
        "system":{"type":"http","scheme":"bearer","description":"The key of a system of the plant, as the administrator gave it."}},\
        "responses":{"Problem":{"description":"Why not (RFC 9457).","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}},\
        "schemas":{"Problem":{"type":"object","required":["type","status","code","title"],"properties":{"type":{"type":"string"},"status":{"type":"integer"},\
        "code":{"type":"string","pattern":"^BH-[A-Z][0-9]{3}$"},"title":{"type":"string"},"field":{"type":"string"},"reasons":{"type":"array","items":{"type":"object"}}}},\
        "Value":{"anyOf":[{"type":["string","number","boolean","null"]},{"type":"object","required":["withheld"],"properties":{"withheld":{"const":true}},"additionalProperties":false}]},\
        "Record":{"type":"object","required":["kind","fields"],"properties":{"kind":{"type":"string"},"id":{"type":"string","pattern":"^[0-9a-f]{32}$"},\
        "fields":{"type":"object","additionalProperties":{"$ref":"#/components/schemas/Value"}}},"additionalProperties":false},\
        "Records":{"type":"object","required":["records"],"properties":{"records":{"type":"array","items":{"$ref":"#/components/schemas/Record"}},\
        "next":{"type":"string","description":"Where the next page begins: give it as after."}},"additionalProperties":false}}}
        """

    // MARK: JSON

    private static func text(_ text: String) -> String {
        var json = ""
        JSONWriting.append(text, to: &json)
        return json
    }

    private static func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { text($0) + ":" + $1 }.joined(separator: ",") + "}"
    }
}
