/// A test of the public conformance corpus (cedar-policy/cedar-integration-tests): policies, entities, a schema and requests with the
/// decisions expected, and whether the policies validate strictly. ``validate(oracle:)`` holds validation to more than that where a file of
/// oracles is at hand (cedar-policy/cedar-go, `corpus-tests-validation`).
public struct ConformanceTest: Sendable {
    /// Reads a file of the corpus by its path relative to the corpus; nil when it cannot be read.
    public typealias FileReader = (String) -> [UInt8]?

    /// The keys by which a JSON file is known to be a test.
    public static let keys = ["policies", "entities", "schema", "requests"]

    let file: String
    let root: JSONNode
    let policies: PolicySet
    let entities: Entities
    let schema: Schema

    /// Loads a test. Returns nil for a JSON file that is no test.
    /// - Throws: when the test or a file that it names cannot be read.
    public init?(json bytes: [UInt8], file: String, read: FileReader) throws(CedarErrors) {
        let root: JSONNode
        do throws(ParseError) {
            root = try JSONNode(parsing: bytes, file: file)
        } catch {
            throw CedarErrors(error)
        }
        guard Self.keys.allSatisfy({ root[$0] != nil }) else { return nil }
        func load(_ key: String) throws(CedarErrors) -> (bytes: [UInt8], file: String) {
            guard let path = root[key]?.text, let bytes = read(path) else {
                let name = root[key]?.text ?? "(no text)"
                throw CedarErrors(ParseError(file: file, range: .none, message: "the \(key) `\(name)` cannot be read"))
            }
            return (bytes, path)
        }
        self.file = file
        self.root = root
        let policyFile = try load("policies")
        policies = try PolicySet(bytes: policyFile.bytes, file: policyFile.file)
        let schemaFile = try load("schema")
        schema = try Schema(bytes: schemaFile.bytes, file: schemaFile.file)
        let entityFile = try load("entities")
        entities = try Entities(json: entityFile.bytes, schema: schema, file: entityFile.file)
    }

    /// What is wrong with each request, nil where all is as expected; in the order of the test.
    public func run() -> [String?] {
        (root["requests"]?.elements ?? []).enumerated().map { index, node in
            let path = "$.requests[\(index)]"
            let wrong: String?
            do throws(CedarErrors) {
                wrong = try check(node, path)
            } catch {
                wrong = error.description
            }
            return wrong.map { "\(path): \($0)" }
        }
    }

    func request(_ node: JSONNode, _ path: String) throws(CedarErrors) -> Request {
        try Request(
            json: node,
            schema: schema,
            file: file,
            path: path,
            otherKeys: ["description", "validateRequest", "decision", "reason", "errors"]
        )
    }

    private func check(_ node: JSONNode, _ path: String) throws(CedarErrors) -> String? {
        let request = try request(node, path)
        if case .bool(true)? = node["validateRequest"]?.kind, let problem = schema.problems(of: request).first {
            return "the request does not conform: \(problem)"
        }
        let response = Authorizer().authorize(request, policies: policies, entities: entities)
        func ids(_ key: String) -> [String] { (node[key]?.elements ?? []).compactMap(\.text).sorted() }
        let found = response.reasons.map(\.description).sorted()
        let errors = response.errors.map(\.policy.description).sorted()
        guard response.decision.rawValue == node["decision"]?.text, found == ids("reason"), errors == ids("errors")
        else {
            let reported = response.errors.map { "\($0.policy): \($0.error)" }.joined(separator: "; ")
            return "expected \(node["decision"]?.text ?? "?") \(ids("reason")) errors \(ids("errors")), "
                + "found \(response.decision.rawValue) \(found) errors \(errors) \(reported)"
        }
        return nil
    }
}
