// Attributes and tags of entities, fields of records.

/// An attribute read directly off a variable, the commonest read: no lookup of the entity, no value of it built.
final class VariableAttributeNode: EvaluationNode {
    let variable: Variable
    let name: CedarString
    let base: SourceRange
    let range: SourceRange

    init(_ variable: Variable, _ name: CedarString, base: SourceRange, _ range: SourceRange) {
        self.variable = variable
        self.name = name
        self.base = base
        self.range = range
    }

    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value {
        let found: Value?
        if variable == .context {
            found = evaluator.request.context[name]
        } else if let stored = evaluator.stored(variable) {
            found = stored.entity.attributes[name]
        } else {
            throw EvaluationError(.entityDoesNotExist(evaluator.uid(variable) ?? evaluator.request.principal), at: base)
        }
        guard let found else {
            throw EvaluationError(.attributeDoesNotExist(name, of: evaluator.uid(variable)), at: range)
        }
        return found
    }
}

final class AttributeNode: EvaluationNode {
    let base: any EvaluationNode
    let name: CedarString
    let range: SourceRange

    init(_ base: any EvaluationNode, _ name: CedarString, _ range: SourceRange) {
        self.base = base
        self.name = name
        self.range = range
    }

    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value {
        let value = try base.evaluate(evaluator)
        switch value {
        case .record(let record):
            guard let found = record[name] else {
                throw EvaluationError(.attributeDoesNotExist(name, of: nil), at: range)
            }
            return found
        case .entity(let uid):
            guard let stored = evaluator.entities.stored(uid) else {
                throw EvaluationError(.entityDoesNotExist(uid), at: base.range)
            }
            guard let found = stored.entity.attributes[name] else {
                throw EvaluationError(.attributeDoesNotExist(name, of: uid), at: range)
            }
            return found
        default: throw EvaluationError.type("record or entity", value, at: base.range)
        }
    }
}

/// `e has a.b.c`: true if each name is there on the way down; an absent entity has nothing.
final class HasNode: TestNode {
    let base: any EvaluationNode
    let path: [CedarString]
    let range: SourceRange

    init(_ base: any EvaluationNode, _ path: [CedarString], _ range: SourceRange) {
        self.base = base
        self.path = path
        self.range = range
    }

    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        var value = try base.evaluate(evaluator)
        for name in path {
            let found: Value?
            switch value {
            case .record(let record): found = record[name]
            case .entity(let uid): found = evaluator.entities.stored(uid)?.entity.attributes[name]
            default: throw EvaluationError.type("record or entity", value, at: base.range)
            }
            guard let found else { return false }
            value = found
        }
        return true
    }
}

final class HasTagNode: TestNode {
    let base: any EvaluationNode
    let key: any EvaluationNode
    let range: SourceRange

    init(_ base: any EvaluationNode, _ key: any EvaluationNode, _ range: SourceRange) {
        self.base = base
        self.key = key
        self.range = range
    }

    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        let uid = try base.entity(evaluator)
        let key = try key.text(evaluator)
        return evaluator.entities.stored(uid)?.entity.tags.has(key) ?? false
    }
}

final class GetTagNode: EvaluationNode {
    let base: any EvaluationNode
    let key: any EvaluationNode
    let range: SourceRange

    init(_ base: any EvaluationNode, _ key: any EvaluationNode, _ range: SourceRange) {
        self.base = base
        self.key = key
        self.range = range
    }

    func evaluate(_ evaluator: Evaluator) throws(EvaluationError) -> Value {
        let uid = try base.entity(evaluator)
        let key = try key.text(evaluator)
        guard let stored = evaluator.entities.stored(uid) else {
            throw EvaluationError(.entityDoesNotExist(uid), at: base.range)
        }
        guard let found = stored.entity.tags[key] else {
            throw EvaluationError(.tagDoesNotExist(key, of: uid), at: range)
        }
        return found
    }
}
