extension JSONWriter {
    /// An expression in the JSON policy format. A chain nests to the left, one level of `&&` or `||` for each operator, without
    /// recursion here.
    mutating func expression(_ expression: Expression) {
        switch expression.kind {
        case .and(let parts): chain("&&", parts)
        case .or(let parts): chain("||", parts)
        case .literal(let value): literal(value)
        default: object { $0.operation(expression.kind) }
        }
    }

    private mutating func literal(_ value: Value) {
        switch value {
        case .bool, .long, .string, .entity:
            object { writer in
                writer.key("Value")
                writer.value(value)
            }
        case .set, .record, .decimal, .ip, .datetime, .duration: expression(Expression(value))
        }
    }

    private mutating func chain(_ mark: String, _ parts: [Expression]) {
        guard let first = parts.first else { return expression(Expression(.literal(.bool(mark == "&&")))) }
        for _ in parts.dropFirst() {
            open("{")
            key(mark)
            open("{")
            key("left")
        }
        expression(first)
        for part in parts.dropFirst() {
            key("right")
            expression(part)
            close("}")
            close("}")
        }
    }

    private mutating func operation(_ kind: Expression.Kind) {
        switch kind {
        case .variable(let variable): member("Var", variable.rawValue)
        case .slot(let slot): member("Slot", slot.description)
        case .not(let inner): unary("!", inner)
        case .negate(let inner): unary("neg", inner)
        case .isEmpty(let inner): unary("isEmpty", inner)
        case .binary(let operation, let left, let right):
            fields(operation.rawValue) { writer in
                writer.operand("left", left)
                writer.operand("right", right)
            }
        case .conditional(let test, let then, let otherwise):
            fields("if-then-else") { writer in
                writer.operand("if", test)
                writer.operand("then", then)
                writer.operand("else", otherwise)
            }
        case .set(let members): arguments("Set", members)
        case .call(let function, let arguments): self.arguments(function.rawValue, arguments)
        case .record(let record):
            fields("Record") { writer in
                for field in record { writer.operand(field.key.text, field.value) }
            }
        case .attribute, .has, .like, .isType: test(kind)
        case .literal, .and, .or: break
        }
    }

    private mutating func test(_ kind: Expression.Kind) {
        switch kind {
        case .attribute(let base, let name):
            fields(".") { writer in
                writer.operand("left", base)
                writer.member("attr", name.text)
            }
        case .has(let base, let path):
            fields("has") { writer in
                writer.operand("left", base)
                writer.path(path)
            }
        case .like(let inner, let pattern):
            fields("like") { writer in
                writer.operand("left", inner)
                writer.key("pattern")
                writer.array { $0.elements(of: pattern) }
            }
        case .isType(let inner, let type, let container):
            fields("is") { writer in
                writer.operand("left", inner)
                writer.member("entity_type", type.description)
                if let container { writer.operand("in", container) }
            }
        default: break
        }
    }

    private mutating func fields(_ key: String, _ write: (inout JSONWriter) -> Void) {
        self.key(key)
        object(write)
    }

    private mutating func operand(_ key: String, _ operand: Expression) {
        self.key(key)
        expression(operand)
    }

    private mutating func unary(_ key: String, _ operand: Expression) {
        fields(key) { $0.operand("arg", operand) }
    }

    private mutating func arguments(_ key: String, _ arguments: [Expression]) {
        self.key(key)
        array { writer in
            for argument in arguments {
                writer.next()
                writer.expression(argument)
            }
        }
    }

    /// A path of several names is a list, which readers of language 4.5 know; one name is a string, which all know.
    private mutating func path(_ path: [CedarString]) {
        if path.count == 1, let name = path.first { return member("attr", name.text) }
        key("attr")
        array { writer in
            for name in path {
                writer.next()
                writer.string(name.text)
            }
        }
    }

    private mutating func elements(of pattern: LikePattern) {
        for element in pattern.elements {
            next()
            switch element {
            case .wildcard: string("Wildcard")
            case .literal(let text): object { $0.member("Literal", text.text) }
            }
        }
    }
}
