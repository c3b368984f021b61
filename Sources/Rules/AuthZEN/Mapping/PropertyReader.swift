import Cedar

/// Turns the properties that a caller is trusted with into Cedar values.
///
/// JSON has two things that Cedar lacks. A null is taken as absent, as the specification advises to write it (section 11.5). A
/// fraction is taken as a `decimal`, which it must fit: to round it could turn a decision.
struct PropertyReader {
    let names: CallerTrust.Names
    /// The attributes that there are, nil without a schema. Others are passed over: no validated policy reads them.
    let shape: RecordShape?

    /// - Throws: 400 for a trusted value that is none in Cedar.
    func record(_ properties: PropertiesNode?) throws(RequestProblem) -> Record {
        guard names != .none, let properties, case .object(let members) = properties.node.kind else { return Record() }
        let trusted = JSONNode(.object(members.filter { names.contain($0.key) }), at: properties.node.position)
        let expected = shape.map { SchemaType.record($0) }
        let fitted = try Self.fitted(trusted, properties.path, as: expected)
        do throws(CedarErrors) {
            return try Record(json: fitted, as: shape, file: "body", path: properties.path)
        } catch {
            guard let first = error.errors.first else {
                throw RequestProblem(400, "\(properties.path): no Cedar value")
            }
            throw .bad(first)
        }
    }

    /// The value as Cedar's reader takes it. Recursion is bounded by the depth that JSON is read to.
    private static func fitted(_ node: JSONNode, _ path: String, as type: SchemaType?) throws(RequestProblem)
        -> JSONNode
    {
        switch node.kind {
        case .null, .bool, .integer, .string: return node
        case .number(let text): return try decimal(text, node, path)
        case .array(let elements):
            var inner: SchemaType?
            if case .set(let element) = type { inner = element }
            var fitted: [JSONNode] = []
            for (index, element) in elements.enumerated() {
                fitted.append(try self.fitted(element, "\(path)[\(index)]", as: inner))
            }
            return JSONNode(.array(fitted), at: node.position)
        case .object(let members):
            var shape: RecordShape?
            if case .record(let declared) = type { shape = declared }
            var kept: [(key: CedarString, value: JSONNode)] = []
            for (key, value) in members {
                if case .null = value.kind { continue }
                let attribute = shape?.attributes[key]
                if shape != nil, attribute == nil { continue }
                kept.append((key: key, value: try fitted(value, "\(path).\(key)", as: attribute?.type)))
            }
            return JSONNode(.object(kept), at: node.position)
        }
    }

    /// The number as a call of Cedar's `decimal`.
    private static func decimal(_ text: CedarString, _ node: JSONNode, _ path: String) throws(RequestProblem)
        -> JSONNode
    {
        do throws(ExtensionParseError) {
            _ = try DecimalValue(parsing: text)
        } catch {
            throw .bad("\(text) is no number in Cedar; send 64 bits without or with one to four decimals", node, path)
        }
        let members: [(key: CedarString, value: JSONNode)] = [
            (key: "fn", value: JSONNode(.string("decimal"), at: node.position)),
            (key: "arg", value: JSONNode(.string(text), at: node.position)),
        ]
        let call = JSONNode(.object(members), at: node.position)
        return JSONNode(.object([(key: CedarString("__extn"), value: call)]), at: node.position)
    }
}
