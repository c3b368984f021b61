extension Expression {
    /// The expression that evaluates to a value, as a person would write it: sets, records and calls of constructors around
    /// literals of truth values, numbers, strings and entities.
    public init(_ value: Value) {
        switch value {
        case .bool, .long, .string, .entity: self.init(.literal(value))
        case .set(let members): self.init(.set(Self.ordered(members).map { Expression($0) }))
        case .record(let record):
            self.init(.record(record.sorted.map { RecordField(key: $0.key, value: Expression($0.value)) }))
        case .decimal(let value): self = Self.constructor(.decimal, value.description)
        case .ip(let value): self = Self.constructor(.ip, value.description)
        case .duration(let value): self = Self.constructor(.duration, value.description)
        case .datetime(let value):
            if let literal = value.literal {
                self = Self.constructor(.datetime, literal)
            } else {
                let epoch = Self.constructor(.datetime, "1970-01-01")
                self.init(.call(.offset, [epoch, Self.constructor(.duration, "\(value.milliseconds)ms")]))
            }
        }
    }

    private static func constructor(_ function: ExtensionFunction, _ text: String) -> Expression {
        Expression(.call(function, [Expression(.literal(.string(text)))]))
    }

    /// The members of a set in the order of their texts, so that what is written is the same at each run.
    static func ordered(_ members: Set<Value>) -> [Value] {
        members.map { (text: $0.description, value: $0) }.sorted { Value.byBytes($0.text, $1.text) }.map(\.value)
    }
}
