/// SQL under construction with the values of its placeholders.
struct QueryText {
    private(set) var parameters: [Parameter] = []

    /// Binds a value, and gives its placeholder.
    mutating func bind(_ parameter: Parameter) -> String {
        parameters.append(parameter)
        return "$\(parameters.count)"
    }

    /// Takes a condition over, with its placeholders numbered anew.
    /// - Throws: `invalidValue` when they are not `$1`, `$2` … for the values that are there.
    mutating func take(_ condition: Admission.Condition) throws(StorageError) -> String {
        let base = parameters.count
        for value in condition.parameters { parameters.append(try Self.parameter(value)) }
        var sql = ""
        var quote: Character?
        var rest = Substring(condition.sql)
        while let character = rest.popFirst() {
            sql.append(character)
            if let open = quote {
                if character == open { quote = nil }
                continue
            }
            if character == "'" || character == "\"" { quote = character }
            guard character == "$" else {
                guard character != "\0", character != ";" else { throw Self.refusal }
                continue
            }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits), (1...condition.parameters.count).contains(number) else {
                throw Self.refusal
            }
            sql += "\(base + number)"
            rest = rest.dropFirst(digits.count)
        }
        guard quote == nil else { throw Self.refusal }
        return "(\(sql))"
    }

    private static let refusal = StorageError(
        .invalidValue,
        "a condition has quotes that do not close, or placeholders that are not those of its values ($1, $2 …)"
    )

    private static func parameter(_ value: ViewValue) throws(StorageError) -> Parameter {
        switch value {
        case .text(let text) where text.utf8.contains(0):
            throw StorageError(.invalidValue, "a value of a condition holds U+0000")
        case .null: throw StorageError(.invalidValue, "a value of a condition is absent, and of no type")
        default: Parameter(value, .text)
        }
    }
}
