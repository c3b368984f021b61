// Attributes and tags of entities, fields of records.

/// An attribute read directly off a variable, the commonest read: no lookup of the entity, no value of it built.
final class VariableAttributeNode: StoredNode {
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

    @inline(__always)
    func find(_ evaluator: Evaluator) throws(EvaluationError) -> (record: Record, place: Int) {
        guard let record = evaluator.record(variable) else {
            throw EvaluationError(.entityDoesNotExist(evaluator.uid(variable) ?? evaluator.request.principal), at: base)
        }
        guard let place = record.find(name) else {
            throw EvaluationError(.attributeDoesNotExist(name, of: evaluator.uid(variable)), at: range)
        }
        return (record, place)
    }
}

/// An attribute of a value that has to be evaluated first.
final class AttributeNode: StoredNode {
    let base: any EvaluationNode
    let name: CedarString
    let range: SourceRange

    init(_ base: any EvaluationNode, _ name: CedarString, _ range: SourceRange) {
        self.base = base
        self.name = name
        self.range = range
    }

    func find(_ evaluator: Evaluator) throws(EvaluationError) -> (record: Record, place: Int) {
        let value = try base.evaluate(evaluator)
        switch value {
        case .record(let record):
            guard let place = record.find(name) else {
                throw EvaluationError(.attributeDoesNotExist(name, of: nil), at: range)
            }
            return (record, place)
        case .entity(let uid):
            guard let stored = evaluator.entities.stored(uid) else {
                throw EvaluationError(.entityDoesNotExist(uid), at: base.range)
            }
            guard let place = stored.entity.attributes.find(name) else {
                throw EvaluationError(.attributeDoesNotExist(name, of: uid), at: range)
            }
            return (stored.entity.attributes, place)
        default: throw EvaluationError.type("record or entity", value, at: base.range)
        }
    }
}

/// `v has a` for a variable `v`: nothing can err.
final class VariableHasNode: TestNode {
    let variable: Variable
    let name: CedarString
    let range: SourceRange

    init(_ variable: Variable, _ name: CedarString, _ range: SourceRange) {
        self.variable = variable
        self.name = name
        self.range = range
    }

    func test(_ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        evaluator.record(variable)?.find(name) != nil
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

final class GetTagNode: StoredNode {
    let base: any EvaluationNode
    let key: any EvaluationNode
    let range: SourceRange

    init(_ base: any EvaluationNode, _ key: any EvaluationNode, _ range: SourceRange) {
        self.base = base
        self.key = key
        self.range = range
    }

    func find(_ evaluator: Evaluator) throws(EvaluationError) -> (record: Record, place: Int) {
        let uid = try base.entity(evaluator)
        let key = try key.text(evaluator)
        guard let stored = evaluator.entities.stored(uid) else {
            throw EvaluationError(.entityDoesNotExist(uid), at: base.range)
        }
        guard let place = stored.entity.tags.find(key) else {
            throw EvaluationError(.tagDoesNotExist(key, of: uid), at: range)
        }
        return (stored.entity.tags, place)
    }
}
