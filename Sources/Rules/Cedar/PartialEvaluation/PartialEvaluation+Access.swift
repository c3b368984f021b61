// Attributes and tags.
extension PartialEvaluation {
    func attribute(_ base: Residual, _ name: CedarString, _ residual: Residual) -> Residual {
        let kind = Residual.Kind.attribute(base, name)
        switch base.kind {
        case .error: return residual.failed(like: base)
        case .literal(.record(let record)):
            return found(PartialRecord(record)[name], kind, .attributeDoesNotExist(name, of: nil), residual)
        case .variable(.context):
            return found(request.context[name], kind, .attributeDoesNotExist(name, of: nil), residual)
        case .record(let fields):
            let others = fields.filter { $0.key != name }
            if let field = fields.first(where: { $0.key == name }), !others.contains(where: \.value.mayErr) {
                return field.value
            }
        default: break
        }
        guard let knowledge = knowledge(of: base) else { return residual.replacing(kind) }
        let uid = Self.uid(base)
        switch knowledge {
        case .present(let facts):
            let isGuarded = residual.isGuarded || isRequired(name, base.type)
            return found(facts.attributes[name], kind, .attributeDoesNotExist(name, of: uid), residual, isGuarded)
        case .absent: return absent(base, residual)
        case .unknown: return residual.replacing(kind)
        }
    }

    func has(_ base: Residual, _ name: CedarString, _ residual: Residual) -> Residual {
        var lookup: PartialRecord.Lookup?
        switch base.kind {
        case .error: return residual.failed(like: base)
        case .literal(.record(let record)): lookup = PartialRecord(record)[name]
        case .variable(.context): lookup = request.context[name]
        case .record(let fields) where !base.mayErr:
            return residual.literal(fields.contains { $0.key == name })
        default:
            switch knowledge(of: base) {
            case .present(let facts)?:
                lookup = facts.attributes[name]
                // An entity that is there has what its type requires.
                if lookup == .unknown, isRequired(name, base.type) { return residual.literal(true) }
            case .absent?: lookup = .absent
            case .unknown?, nil: break
            }
        }
        switch lookup {
        case .value?: return residual.literal(true)
        case .absent?: return residual.literal(false)
        case .unknown?, nil: return residual.replacing(.has(base, name))
        }
    }

    func hasTag(_ base: Residual, _ key: Residual, _ residual: Residual) -> Residual {
        let unresolved = residual.replacing(.binary(.hasTag, base, key))
        switch knowledge(of: base) {
        case .absent?: return key.mayErr ? unresolved : residual.literal(false)
        case .present(let facts)?:
            guard case .literal(.string(let name)) = key.kind else { return unresolved }
            switch facts.tags[name] {
            case .value: return residual.literal(true)
            case .absent: return residual.literal(false)
            case .unknown: return unresolved
            }
        case .unknown?, nil: return unresolved
        }
    }

    func getTag(_ base: Residual, _ key: Residual, _ residual: Residual) -> Residual {
        let kind = Residual.Kind.binary(.getTag, base, key)
        switch knowledge(of: base) {
        case .absent?: return absent(base, residual)
        case .present(let facts)?:
            guard case .literal(.string(let name)) = key.kind, let uid = Self.uid(base) ?? nobody(base) else {
                return residual.replacing(kind)
            }
            return found(facts.tags[name], kind, .tagDoesNotExist(name, of: uid), residual)
        case .unknown?, nil: return residual.replacing(kind)
        }
    }

    private func found(
        _ lookup: PartialRecord.Lookup,
        _ kind: Residual.Kind,
        _ missing: EvaluationError.Kind,
        _ residual: Residual,
        _ isGuarded: Bool? = nil
    ) -> Residual {
        switch lookup {
        case .value(let value): residual.literal(value)
        case .absent: residual.failed(missing)
        case .unknown: residual.replacing(kind, isGuarded: isGuarded)
        }
    }

    private func absent(_ base: Residual, _ residual: Residual) -> Residual {
        guard let uid = Self.uid(base) else { return residual }
        return residual.failed(.entityDoesNotExist(uid), at: base.range)
    }

    private func isRequired(_ name: CedarString, _ type: InferredType) -> Bool {
        guard case .entity(let types) = type, !types.isEmpty else { return false }
        return types.allSatisfy { schema.entityTypes[$0]?.shape.attributes[name]?.isRequired == true }
    }

    private static func uid(_ residual: Residual) -> EntityUID? {
        if case .literal(.entity(let uid)) = residual.kind { uid } else { nil }
    }

    /// In messages, an entity whose id is not known is named by its type alone.
    private func nobody(_ residual: Residual) -> EntityUID? {
        residual.type.singleEntityType.map { EntityUID(type: $0, id: "") }
    }
}
