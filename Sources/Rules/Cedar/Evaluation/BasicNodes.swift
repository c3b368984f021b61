// Literals, variables, logic.

final class LiteralNode: EvaluationNode {
    let value: Value
    private let ordered: Quantity
    let range: SourceRange

    init(_ value: Value, _ range: SourceRange) {
        self.value = value
        ordered = Quantity(value)
        self.range = range
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value { value }
    func quantity(_ bound: Bound) throws(EvaluationError) -> Quantity { ordered }
}

/// A node that always fails: what is known to be wrong before evaluation, but counts only when reached.
final class FailingNode: EvaluationNode {
    let error: EvaluationError
    var range: SourceRange { error.range }

    init(_ error: EvaluationError) { self.error = error }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value { throw error }
}

final class VariableNode: EvaluationNode {
    let variable: Variable
    let range: SourceRange

    init(_ variable: Variable, _ range: SourceRange) {
        self.variable = variable
        self.range = range
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value {
        if let uid = bound.uid(variable) { return .entity(uid.pointee) }
        return .record(bound.pointee.request.pointee.context)
    }
}

final class NotNode: TestNode {
    let inner: any EvaluationNode
    let range: SourceRange

    init(_ inner: any EvaluationNode, _ range: SourceRange) {
        self.inner = inner
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool { !(try inner.test(bound)) }
}

/// `&&` or `||` with its parts.
protocol ChainedNode: TestNode {
    var deciding: Bool { get }
    var parts: [any EvaluationNode] { get }
}

extension ChainedNode {
    /// The parts of a chain that a part with this value decides, nil for the other kind.
    func parts(ifStoppingAt value: Bool) -> [any EvaluationNode]? { deciding == value ? parts : nil }
}

/// `&&` and `||` of two parts, the commonest chain: nothing lies between it and them.
final class PairNode: ChainedNode {
    private let first: any EvaluationNode
    private let second: any EvaluationNode
    let deciding: Bool
    let range: SourceRange
    var parts: [any EvaluationNode] { [first, second] }

    init(_ first: any EvaluationNode, _ second: any EvaluationNode, stopsAt deciding: Bool, _ range: SourceRange) {
        self.first = first
        self.second = second
        self.deciding = deciding
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        if try first.test(bound) == deciding { return deciding }
        return try second.test(bound)
    }
}

/// `&&` and `||` of three parts.
final class TripleNode: ChainedNode {
    private let first: any EvaluationNode
    private let second: any EvaluationNode
    private let third: any EvaluationNode
    let deciding: Bool
    let range: SourceRange
    var parts: [any EvaluationNode] { [first, second, third] }

    init(
        _ first: any EvaluationNode,
        _ second: any EvaluationNode,
        _ third: any EvaluationNode,
        stopsAt deciding: Bool,
        _ range: SourceRange
    ) {
        self.first = first
        self.second = second
        self.third = third
        self.deciding = deciding
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        if try first.test(bound) == deciding { return deciding }
        if try second.test(bound) == deciding { return deciding }
        return try third.test(bound)
    }
}

/// `&&` and `||`: parts in order up to the first that decides; every part reached must be a truth value.
final class ChainNode: ChainedNode {
    /// Holds a part. An array of classes can be gone through without counting references, one of existentials can not.
    private final class Part: Sendable {
        let node: any EvaluationNode

        init(_ node: any EvaluationNode) { self.node = node }

        @inline(__always)
        func test(_ bound: Bound) -> Result<Bool, EvaluationError> {
            do throws(EvaluationError) {
                return .success(try node.test(bound))
            } catch {
                return .failure(error)
            }
        }
    }

    private let links: [Part]
    let deciding: Bool
    let range: SourceRange
    var parts: [any EvaluationNode] { links.map(\.node) }

    init(_ parts: [any EvaluationNode], stopsAt deciding: Bool, _ range: SourceRange) {
        links = parts.map(Part.init)
        self.deciding = deciding
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        for index in links.indices {
            let found = Unmanaged.passUnretained(links[index])._withUnsafeGuaranteedRef { $0.test(bound) }
            if try found.get() == deciding { return deciding }
        }
        return !deciding
    }
}

final class ConditionalNode: EvaluationNode {
    let condition: any EvaluationNode
    let then: any EvaluationNode
    let otherwise: any EvaluationNode
    let range: SourceRange

    init(_ condition: any EvaluationNode, then: any EvaluationNode, otherwise: any EvaluationNode, _ range: SourceRange)
    {
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
        self.range = range
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value {
        try condition.test(bound) ? then.evaluate(bound) : otherwise.evaluate(bound)
    }
}

final class SetNode: EvaluationNode {
    let parts: [any EvaluationNode]
    let range: SourceRange

    init(_ parts: [any EvaluationNode], _ range: SourceRange) {
        self.parts = parts
        self.range = range
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value {
        var members: Set<Value> = []
        for part in parts { members.insert(try part.evaluate(bound)) }
        return .set(members)
    }
}

final class RecordNode: EvaluationNode {
    let fields: [(key: CedarString, node: any EvaluationNode)]
    let range: SourceRange

    init(_ fields: [(CedarString, any EvaluationNode)], _ range: SourceRange) {
        self.fields = fields.map { (key: $0.0, node: $0.1) }
        self.range = range
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value {
        var record: [CedarString: Value] = [:]
        for field in fields { record[field.key] = try field.node.evaluate(bound) }
        return .record(Record(record))
    }
}
