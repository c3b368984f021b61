// Set and record literals, and calls of functions.
extension EnvironmentCheck {
    mutating func checkSet(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .set(let members) = expression.kind else { return .failed }
        var types: [InferredType] = []
        var trees: [TypedExpression] = []
        for member in members {
            let answer = check(member, knowing: known)
            if let type = answer.type { types.append(type) }
            if let tree = answer.tree { trees.append(tree) }
        }
        if isStrict, members.isEmpty {
            report(.emptySet, expression.range)
            return .failed
        }
        guard types.count == members.count, let element = join(types, .elements, expression.range) else {
            return .failed
        }
        guard trees.count == members.count else { return .failed(.set(element)) }
        return Answer(type: .set(element), tree: TypedExpression(.set(trees), .set(element), expression.range))
    }

    mutating func checkRecord(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .record(let fields) = expression.kind else { return .failed }
        var attributes: [CedarString: RecordType.Attribute] = [:]
        var typed: [TypedExpression.Field] = []
        for field in fields {
            let answer = check(field.value, knowing: known)
            if let type = answer.type { attributes[field.key] = .init(type: type, isRequired: true) }
            if let tree = answer.tree { typed.append(TypedExpression.Field(key: field.key, value: tree)) }
        }
        guard attributes.count == fields.count else { return .failed }
        let type = InferredType.record(RecordType(attributes))
        guard typed.count == fields.count else { return .failed(type) }
        return Answer(type: type, tree: TypedExpression(.record(typed), type, expression.range))
    }

    mutating func checkCall(_ expression: Expression, _ known: Capabilities) -> Answer {
        guard case .call(let function, let arguments) = expression.kind else { return .failed }
        let signature = function.signature
        guard isCallable(function, arguments, expression.range) else {
            for argument in arguments { _ = check(argument, knowing: known) }
            return .failed(signature.result)
        }
        var trees: [TypedExpression] = []
        for (argument, expected) in zip(arguments, signature.parameters) {
            if let tree = expect(expected, argument, knowing: known).tree { trees.append(tree) }
        }
        guard trees.count == arguments.count else { return .failed(signature.result) }
        let tree = TypedExpression(.call(function, trees), signature.result, expression.range)
        return Answer(type: signature.result, tree: tree)
    }

    private mutating func isCallable(
        _ function: ExtensionFunction,
        _ arguments: [Expression],
        _ range: SourceRange
    ) -> Bool {
        var isCallable = true
        if arguments.count != function.arity {
            report(.wrongArity(function, expected: function.arity, found: arguments.count), range)
            isCallable = false
        }
        guard function.isConstructor else { return isCallable }
        if arguments.count == 1, case .literal(.string(let text)) = arguments[0].kind {
            do throws(EvaluationError) {
                _ = try ExtensionCalls.construct(function, text, at: range)
            } catch {
                report(.invalidArgument(function, text, error.message), range)
                isCallable = false
            }
        }
        let areLiterals = arguments.allSatisfy { if case .literal = $0.kind { true } else { false } }
        if isStrict, !areLiterals {
            report(.nonLiteralArgument(function), range)
            isCallable = false
        }
        return isCallable
    }
}

extension ExtensionFunction {
    /// What it takes and gives; as many parameters as ``arity``.
    var signature: (parameters: [ExpectedType], result: InferredType) {
        let (decimal, ip) = (ExpectedType.extension(.decimal), ExpectedType.extension(.ipaddr))
        let (datetime, duration) = (ExpectedType.extension(.datetime), ExpectedType.extension(.duration))
        return switch self {
        case .decimal: ([.string], .extension(.decimal))
        case .ip: ([.string], .extension(.ipaddr))
        case .datetime: ([.string], .extension(.datetime))
        case .duration: ([.string], .extension(.duration))
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual: ([decimal, decimal], .bool)
        case .isIpv4, .isIpv6, .isLoopback, .isMulticast: ([ip], .bool)
        case .isInRange: ([ip, ip], .bool)
        case .offset: ([datetime, duration], .extension(.datetime))
        case .durationSince: ([datetime, datetime], .extension(.duration))
        case .toDate: ([datetime], .extension(.datetime))
        case .toTime: ([datetime], .extension(.duration))
        case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays: ([duration], .long)
        }
    }
}
