// Tests on sets, arithmetic, calls of extension functions.

final class ContainsNode: TestNode {
    let set: any EvaluationNode
    let member: any EvaluationNode
    let range: SourceRange

    init(_ set: any EvaluationNode, _ member: any EvaluationNode, _ range: SourceRange) {
        self.set = set
        self.member = member
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        let members = try set.members(bound)
        if let value = try member.stored(bound) { return members.contains(value.pointee) }
        return members.contains(try member.evaluate(bound))
    }
}

/// `contains` with a literal member: the set alone can err.
final class LiteralContainsNode: TestNode {
    let set: any EvaluationNode
    let member: Value
    let range: SourceRange

    init(_ set: any EvaluationNode, _ member: Value, _ range: SourceRange) {
        self.set = set
        self.member = member
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        if let value = try set.stored(bound) { return try value.has(member: member, at: set.range) }
        return try set.members(bound).contains(member)
    }
}

final class SetRelationNode: TestNode {
    let left: any EvaluationNode
    let right: any EvaluationNode
    let all: Bool
    let range: SourceRange

    init(_ left: any EvaluationNode, _ right: any EvaluationNode, all: Bool, _ range: SourceRange) {
        self.left = left
        self.right = right
        self.all = all
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool {
        let mine = try left.members(bound)
        let theirs = try right.members(bound)
        return all ? mine.isSuperset(of: theirs) : !mine.isDisjoint(with: theirs)
    }
}

final class IsEmptyNode: TestNode {
    let set: any EvaluationNode
    let range: SourceRange

    init(_ set: any EvaluationNode, _ range: SourceRange) {
        self.set = set
        self.range = range
    }

    func test(_ bound: Bound) throws(EvaluationError) -> Bool { try set.members(bound).isEmpty }
}

final class NegateNode: EvaluationNode {
    let inner: any EvaluationNode
    let range: SourceRange

    init(_ inner: any EvaluationNode, _ range: SourceRange) {
        self.inner = inner
        self.range = range
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value {
        let (result, overflow) = Int64(0).subtractingReportingOverflow(try inner.number(bound))
        if overflow { throw EvaluationError(.arithmeticOverflow(operation: "-(\(Int64.min))"), at: range) }
        return .long(result)
    }
}

final class ArithmeticNode: EvaluationNode {
    let operation: BinaryOperator
    let left: any EvaluationNode
    let right: any EvaluationNode
    let range: SourceRange

    init(_ operation: BinaryOperator, _ left: any EvaluationNode, _ right: any EvaluationNode, _ range: SourceRange) {
        self.operation = operation
        self.left = left
        self.right = right
        self.range = range
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value {
        let first = try left.number(bound)
        let second = try right.number(bound)
        let (result, overflow) =
            switch operation {
            case .add: first.addingReportingOverflow(second)
            case .subtract: first.subtractingReportingOverflow(second)
            default: first.multipliedReportingOverflow(by: second)
            }
        if overflow {
            throw EvaluationError(.arithmeticOverflow(operation: "\(first) \(operation.rawValue) \(second)"), at: range)
        }
        return .long(result)
    }
}

final class CallNode: EvaluationNode {
    let function: ExtensionFunction
    let arguments: [any EvaluationNode]
    let range: SourceRange

    init(_ function: ExtensionFunction, _ arguments: [any EvaluationNode], _ range: SourceRange) {
        self.function = function
        self.arguments = arguments
        self.range = range
    }

    func evaluate(_ bound: Bound) throws(EvaluationError) -> Value {
        var values: [Value] = []
        for argument in arguments { values.append(try argument.evaluate(bound)) }
        return try ExtensionCalls.call(function, values, at: range)
    }
}
