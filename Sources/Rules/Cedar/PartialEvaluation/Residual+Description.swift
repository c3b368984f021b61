extension Residual: CustomStringConvertible {
    /// Nearly as in a policy, every operation in parentheses; for people and for tests.
    public var description: String {
        func list(_ parts: [Residual], _ separator: String) -> String {
            parts.map(\.description).joined(separator: separator)
        }
        switch kind {
        case .literal(let value): return value.description
        case .error(let error): return "error(\"\(error.message)\")"
        case .variable(let variable): return variable.rawValue
        case .not(let inner): return "!\(inner)"
        case .negate(let inner): return "-\(inner)"
        case .and(let parts): return "(" + list(parts, " && ") + ")"
        case .or(let parts): return "(" + list(parts, " || ") + ")"
        case .binary(let operation, let left, let right):
            return operation.isMethod
                ? "\(left).\(operation.rawValue)(\(right))" : "(\(left) \(operation.rawValue) \(right))"
        case .isEmpty(let inner): return "\(inner).isEmpty()"
        case .conditional(let test, let then, let otherwise): return "(if \(test) then \(then) else \(otherwise))"
        case .attribute(let base, let name): return DataReader.path(base.description, name)
        case .has(let base, let name): return "(\(base) has \(name.quoted))"
        case .like(let inner, let pattern): return "(\(inner) like \(pattern))"
        case .isType(let inner, let type): return "(\(inner) is \(type))"
        case .set(let parts): return "[" + list(parts, ", ") + "]"
        case .record(let fields):
            return "{" + fields.map { "\($0.key.quoted): \($0.value)" }.joined(separator: ", ") + "}"
        case .call(let function, let arguments):
            if function.isConstructor { return "\(function.rawValue)(\(list(arguments, ", ")))" }
            guard let receiver = arguments.first else { return "\(function.rawValue)()" }
            return "\(receiver).\(function.rawValue)(\(list(Array(arguments.dropFirst()), ", ")))"
        }
    }
}
