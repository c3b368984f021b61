// Expressions as text. Parentheses stand only where the grammar asks for them, so what is written reads back as the same expression.
extension Expression: CustomStringConvertible {
    /// The expression as Cedar text on one line.
    public var description: String {
        var out = ""
        write(to: &out, atLeast: .conditional)
        return out
    }

    /// How tightly forms bind, by the levels of the grammar.
    enum Binding: Int {
        case conditional
        case or
        case and
        case relation
        case sum
        case product
        case unary
        case member
    }

    private var binding: Binding {
        switch kind {
        case .conditional: .conditional
        case .or: .or
        case .and: .and
        case .has, .like, .isType: .relation
        case .not, .negate: .unary
        case .literal(.long(let value)) where value < 0: .unary
        case .binary(let operation, _, _): operation.binding
        case .literal, .variable, .slot, .isEmpty, .attribute, .set, .record, .call: .member
        }
    }

    private func write(to out: inout String, atLeast least: Binding) {
        guard binding.rawValue < least.rawValue else { return write(to: &out) }
        out += "("
        write(to: &out)
        out += ")"
    }

    private func write(to out: inout String) {
        switch kind {
        case .literal(let value): Self.write(value, to: &out)
        case .variable(let variable): out += variable.rawValue
        case .slot(let slot): out += slot.description
        case .not(let inner): Self.writePrefix("!", inner, to: &out)
        case .negate(let inner): Self.writePrefix("-", inner, to: &out)
        case .and(let parts): Self.write(parts, joined: " && ", atLeast: .relation, to: &out)
        case .or(let parts): Self.write(parts, joined: " || ", atLeast: .and, to: &out)
        case .binary(let operation, let left, let right): Self.write(operation, left, right, to: &out)
        case .isEmpty(let inner):
            inner.write(to: &out, atLeast: .member)
            out += ".isEmpty()"
        case .conditional(let test, let then, let otherwise):
            out += "if "
            test.write(to: &out, atLeast: .conditional)
            out += " then "
            then.write(to: &out, atLeast: .conditional)
            out += " else "
            otherwise.write(to: &out, atLeast: .conditional)
        case .attribute(let base, let name):
            base.write(to: &out, atLeast: .member)
            out += Identifier.isFree(name.text) ? ".\(name)" : "[\(name.quoted)]"
        case .set(let members):
            out += "["
            Self.write(members, joined: ", ", atLeast: .conditional, to: &out)
            out += "]"
        case .record(let fields): Self.write(fields, to: &out)
        case .call(let function, let arguments): Self.write(function, arguments, to: &out)
        case .has, .like, .isType: writeTest(to: &out)
        }
    }

    private func writeTest(to out: inout String) {
        switch kind {
        case .has(let base, let path):
            base.write(to: &out, atLeast: .sum)
            let names = path.map { Identifier.isFree($0.text) ? $0.text : $0.quoted }
            out += " has " + names.joined(separator: ".")
        case .like(let inner, let pattern):
            inner.write(to: &out, atLeast: .sum)
            out += " like " + pattern.description
        case .isType(let inner, let type, let container):
            inner.write(to: &out, atLeast: .sum)
            out += " is \(type)"
            if let container {
                out += " in "
                container.write(to: &out, atLeast: .sum)
            }
        default: break
        }
    }

    private static func write(_ value: Value, to out: inout String) {
        switch value {
        case .bool, .long, .string, .entity: out += value.description
        case .set, .record, .decimal, .ip, .datetime, .duration: Expression(value).write(to: &out)
        }
    }

    /// A prefix before a prefix is put in parentheses, as at most four may stand in a row; a number behind a minus too, else it
    /// would be read as one negative number.
    private static func writePrefix(_ mark: String, _ inner: Expression, to out: inout String) {
        out += mark
        if mark == "-", case .literal(.long) = inner.kind {
            out += "("
            inner.write(to: &out)
            out += ")"
        } else {
            inner.write(to: &out, atLeast: .member)
        }
    }

    private static func write(_ parts: [Expression], joined mark: String, atLeast least: Binding, to out: inout String)
    {
        for (index, part) in parts.enumerated() {
            if index > 0 { out += mark }
            part.write(to: &out, atLeast: least)
        }
    }

    private static func write(
        _ operation: BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        to out: inout String
    ) {
        if operation.isMethod {
            left.write(to: &out, atLeast: .member)
            out += ".\(operation.rawValue)("
            right.write(to: &out, atLeast: .conditional)
            out += ")"
            return
        }
        let (before, after): (Binding, Binding) =
            switch operation.binding {
            case .sum: (.sum, .product)
            case .product: (.product, .unary)
            default: (.sum, .sum)
            }
        left.write(to: &out, atLeast: before)
        out += " \(operation.rawValue) "
        right.write(to: &out, atLeast: after)
    }

    private static func write(_ fields: [RecordField], to out: inout String) {
        out += "{"
        for (index, field) in fields.enumerated() {
            if index > 0 { out += ", " }
            out += (Identifier.isFree(field.key.text) ? field.key.text : field.key.quoted) + ": "
            field.value.write(to: &out, atLeast: .conditional)
        }
        out += "}"
    }

    private static func write(_ function: ExtensionFunction, _ arguments: [Expression], to out: inout String) {
        var arguments = arguments
        if !function.isConstructor, !arguments.isEmpty {
            arguments.removeFirst().write(to: &out, atLeast: .member)
            out += "."
        }
        out += "\(function.rawValue)("
        write(arguments, joined: ", ", atLeast: .conditional, to: &out)
        out += ")"
    }
}

extension BinaryOperator {
    fileprivate var binding: Expression.Binding {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn: .relation
        case .add, .subtract: .sum
        case .multiply: .product
        case .contains, .containsAll, .containsAny, .hasTag, .getTag: .member
        }
    }
}

extension Identifier {
    /// Whether a text may stand bare as an attribute or key.
    static func isFree(_ text: String) -> Bool {
        isIdentifier(text) && !reserved.contains(text) && text != builtinNamespace
    }
}
