/// The functions and methods of the extension types.
enum ExtensionCalls {
    /// A value read from its text.
    static func construct(
        _ function: ExtensionFunction,
        _ text: CedarString,
        at range: SourceRange
    ) throws(EvaluationError) -> Value {
        do throws(ExtensionParseError) {
            switch function {
            case .decimal: return .decimal(try DecimalValue(parsing: text))
            case .ip: return .ip(try IPRange(parsing: text))
            case .datetime: return .datetime(try DatetimeValue(parsing: text))
            default: return .duration(try DurationValue(parsing: text))
            }
        } catch {
            throw EvaluationError(.extensionError(error.description), at: range)
        }
    }

    static func call(
        _ function: ExtensionFunction,
        _ values: [Value],
        at range: SourceRange
    ) throws(EvaluationError) -> Value {
        guard values.count == function.arity, let first = values.first else {
            let kind = EvaluationError.Kind.wrongArity(
                function: function.rawValue,
                expected: function.arity,
                found: values.count
            )
            throw EvaluationError(kind, at: range)
        }
        switch function {
        case .decimal, .ip, .datetime, .duration:
            guard case .string(let text) = first else { throw EvaluationError.type("string", first, at: range) }
            return try construct(function, text, at: range)
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual:
            return .bool(compare(function, try decimal(first, range), try decimal(values[1], range)))
        case .isIpv4: return .bool(!(try ip(first, range).isIPv6))
        case .isIpv6: return .bool(try ip(first, range).isIPv6)
        case .isLoopback: return .bool(try ip(first, range).isLoopback)
        case .isMulticast: return .bool(try ip(first, range).isMulticast)
        case .isInRange: return .bool(try ip(first, range).isInRange(try ip(values[1], range)))
        case .offset:
            return .datetime(try bounded(try datetime(first, range).offset(by: try duration(values[1], range)), range))
        case .durationSince:
            return .duration(try bounded(try datetime(first, range).since(try datetime(values[1], range)), range))
        case .toDate: return .datetime(try bounded(try datetime(first, range).startOfDay, range))
        case .toTime: return .duration(try datetime(first, range).timeOfDay)
        case .toMilliseconds: return .long(try duration(first, range).milliseconds)
        case .toSeconds: return .long(try duration(first, range).milliseconds / DurationValue.second)
        case .toMinutes: return .long(try duration(first, range).milliseconds / DurationValue.minute)
        case .toHours: return .long(try duration(first, range).milliseconds / DurationValue.hour)
        case .toDays: return .long(try duration(first, range).milliseconds / DurationValue.day)
        }
    }

    private static func compare(_ function: ExtensionFunction, _ left: DecimalValue, _ right: DecimalValue) -> Bool {
        switch function {
        case .lessThan: left < right
        case .lessThanOrEqual: left <= right
        case .greaterThan: left > right
        default: left >= right
        }
    }

    private static func bounded<Result>(_ value: Result?, _ range: SourceRange) throws(EvaluationError) -> Result {
        guard let value else {
            throw EvaluationError(.extensionError("the result does not fit 64-bit milliseconds"), at: range)
        }
        return value
    }

    private static func decimal(_ value: Value, _ range: SourceRange) throws(EvaluationError) -> DecimalValue {
        guard case .decimal(let result) = value else { throw EvaluationError.type("decimal", value, at: range) }
        return result
    }

    private static func ip(_ value: Value, _ range: SourceRange) throws(EvaluationError) -> IPRange {
        guard case .ip(let result) = value else { throw EvaluationError.type("ipaddr", value, at: range) }
        return result
    }

    private static func datetime(_ value: Value, _ range: SourceRange) throws(EvaluationError) -> DatetimeValue {
        guard case .datetime(let result) = value else { throw EvaluationError.type("datetime", value, at: range) }
        return result
    }

    private static func duration(_ value: Value, _ range: SourceRange) throws(EvaluationError) -> DurationValue {
        guard case .duration(let result) = value else { throw EvaluationError.type("duration", value, at: range) }
        return result
    }
}
