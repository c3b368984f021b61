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
    /// - Throws: 400, also for more than the limits allow.
    init(_ reader: ObjectReader, _ limits: RequestLimits) throws(RequestProblem) {
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
        guard elements.count <= limits.evaluations else {
            let bound = "at most \(limits.evaluations) are answered"
            throw .bad("there are \(elements.count) evaluations; \(bound)", list, path)
        }
        let defaults = try EvaluationDefaults(reader)
        var inherited = 0
        var evaluations: [Result<EvaluationShape, RequestProblem>] = []
        for (index, element) in elements.enumerated() {
            do throws(RequestProblem) {
                let item = try reader.element(index, of: "evaluations", element)
                let evaluation = try EvaluationShape(item, defaults: defaults)
                inherited += evaluation.inheritedBytes
                evaluations.append(.success(evaluation))
            } catch {
                evaluations.append(.failure(error))
            }
            guard inherited <= limits.inheritedBytes else {
                let bound = "at most \(limits.inheritedBytes) are read"
                throw .bad("what the evaluations inherit comes to \(inherited) bytes; \(bound)", list, path)
            }
        }
        self = .list(evaluations, semantic)
    }

    private static func semantic(_ reader: ObjectReader) throws(RequestProblem) -> EvaluationsSemantic {
        guard let options = try reader.optionalObject("options") else { return .executeAll }
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
