import Cedar

/// When a list of evaluations is answered before its end (section 7.1.2.1 of the specification).
enum EvaluationsSemantic: String, CaseIterable {
    case executeAll = "execute_all"
    case denyOnFirstDeny = "deny_on_first_deny"
    case permitOnFirstPermit = "permit_on_first_permit"

    func stops(after decision: Bool) -> Bool {
        switch self {
        case .executeAll: false
        case .denyOnFirstDeny: !decision
        case .permitOnFirstPermit: decision
        }
    }
}

/// A list of evaluations, or a single one where the list is missing or empty (section 7.1).
enum EvaluationsShape {
    case single(EvaluationShape)
    case list([Result<EvaluationShape, RequestProblem>], EvaluationsSemantic)

    /// An ill-formed element spoils only itself; anything else that is ill-formed, the whole.
    /// - Throws: 400, also for more than `countMax` elements.
    init(_ reader: ObjectReader, countMax: Int) throws(RequestProblem) {
        let semantic = try Self.semantic(reader)
        guard let list = reader.node["evaluations"] else {
            self = .single(try EvaluationShape(reader))
            return
        }
        let path = reader.path(of: "evaluations")
        guard let elements = list.elements else {
            throw .bad("expected an array, found \(list.typeName)", list, path)
        }
        guard !elements.isEmpty else {
            self = .single(try EvaluationShape(reader))
            return
        }
        guard elements.count <= countMax else {
            throw .bad("there are \(elements.count) evaluations; at most \(countMax) are answered", list, path)
        }
        let defaults = try EvaluationDefaults(reader)
        var evaluations: [Result<EvaluationShape, RequestProblem>] = []
        for (index, element) in elements.enumerated() {
            do throws(RequestProblem) {
                let item = try ObjectReader(element, path: "\(path)[\(index)]")
                evaluations.append(.success(try EvaluationShape(item, defaults: defaults)))
            } catch {
                evaluations.append(.failure(error))
            }
        }
        self = .list(evaluations, semantic)
    }

    private static func semantic(_ reader: ObjectReader) throws(RequestProblem) -> EvaluationsSemantic {
        guard let node = reader.node["options"] else { return .executeAll }
        let options = try ObjectReader(node, path: reader.path(of: "options"))
        let key = "evaluations_semantic"
        guard let value = options.node[key] else { return .executeAll }
        let name = try options.string(key)
        guard let semantic = EvaluationsSemantic(rawValue: name.text) else {
            let names = EvaluationsSemantic.allCases.map(\.rawValue).joined(separator: ", ")
            throw .bad("expected one of \(names)", value, options.path(of: key))
        }
        return semantic
    }
}
