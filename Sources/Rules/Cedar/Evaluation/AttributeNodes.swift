// Attributes and tags of entities, fields of records.

/// An attribute read directly off a variable, the commonest read: the entity is looked up already.
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

    @inline(__always)
    private func find(_ bound: Bound) throws(EvaluationError) -> UnsafePointer<Value> {
        if let value = bound.attribute(variable, name) { return value }
        throw absent(bound)
    }

    @inline(never)
    private func absent(_ bound: Bound) -> EvaluationError {
        if let uid = bound.uid(variable), !bound.root(variable).pointee.isStored {
            return EvaluationError(.entityDoesNotExist(uid.pointee), at: base)
        }
        return EvaluationError(.attributeDoesNotExist(name, of: bound.uid(variable)?.pointee), at: range)
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value { try find(bound).pointee }
    func stored(_ bound: Bound) throws(EvaluationError) -> UnsafePointer<Value>? { try find(bound) }
    func test(_ bound: Bound) throws(EvaluationError) -> Bool { try find(bound).truth(at: range) }
    func quantity(_ bound: Bound) throws(EvaluationError) -> Quantity { Quantity(try find(bound).pointee) }
}

/// An attribute of a value that has to be evaluated first. Where that is an entity in its place, the attribute is borrowed too.
final class AttributeNode: EvaluationNode {
    let base: any EvaluationNode
    let name: CedarString
    let range: SourceRange

    init(_ base: any EvaluationNode, _ name: CedarString, _ range: SourceRange) {
        self.base = base
        self.name = name
        self.range = range
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value {
        let value = try base.evaluate(bound)
        guard case .record(let record) = value else { return try find(value, bound).pointee }
        guard let found = record[name] else {
            throw EvaluationError(.attributeDoesNotExist(name, of: nil), at: range)
        }
        return found
    }

    /// Fields of a record in a record are copied: only the store's own arrays are borrowed.
    func stored(_ bound: Bound) throws(EvaluationError) -> UnsafePointer<Value>? {
        guard let value = try base.stored(bound), case .entity = value.pointee else { return nil }
        return try find(value.pointee, bound)
    }

    /// The attribute of an entity.
    private func find(_ value: Value, _ bound: Bound) throws(EvaluationError) -> UnsafePointer<Value> {
        guard case .entity(let uid) = value else {
            throw EvaluationError.type("record or entity", value, at: base.range)
        }
        guard let stored = bound.find(uid) else { throw EvaluationError(.entityDoesNotExist(uid), at: base.range) }
        guard let found = stored.attributes.find(name) else {
            throw EvaluationError(.attributeDoesNotExist(name, of: uid), at: range)
        }
        return found
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        if let value = try stored(bound) { return try value.truth(at: range) }
        let value = try evaluate(bound)
        guard case .bool(let result) = value else { throw EvaluationError.type("bool", value, at: range) }
        return result
    }

    func quantity(_ bound: Bound) throws(EvaluationError) -> Quantity {
        if let value = try stored(bound) { return Quantity(value.pointee) }
        return Quantity(try evaluate(bound))
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

    func test(_ bound: Bound) throws(EvaluationError) -> Bool { bound.attribute(variable, name) != nil }
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

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        var value = try base.evaluate(bound)
        for name in path {
            let found: Value?
            switch value {
            case .record(let record): found = record[name]
            case .entity(let uid): found = bound.find(uid)?.attributes.find(name)?.pointee
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

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        let uid = try base.entity(bound)
        let key = try key.text(bound)
        return bound.find(uid)?.tags.find(key) != nil
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

    private func find(_ bound: Bound) throws(EvaluationError) -> UnsafePointer<Value> {
        let uid = try base.entity(bound)
        let key = try key.text(bound)
        guard let stored = bound.find(uid) else { throw EvaluationError(.entityDoesNotExist(uid), at: base.range) }
        guard let value = stored.tags.find(key) else {
            throw EvaluationError(.tagDoesNotExist(key, of: uid), at: range)
        }
        return value
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value { try find(bound).pointee }
    func stored(_ bound: Bound) throws(EvaluationError) -> UnsafePointer<Value>? { try find(bound) }
    func test(_ bound: Bound) throws(EvaluationError) -> Bool { try find(bound).truth(at: range) }
    func quantity(_ bound: Bound) throws(EvaluationError) -> Quantity { Quantity(try find(bound).pointee) }
}
