extension FormatType {
    /// What is expected, for messages: `a whole number of days from 1 to 36500`.
    var expectation: String { expectation(plural: false) }

    /// What is expected, one or several.
    func expectation(plural: Bool) -> String {
        switch self {
        case .text: plural ? "texts" : "text"
        case .token(let what): plural ? "names (\(what))" : "a name (\(what))"
        case .boolean: "true or false"
        case .integer(let limits, let unit):
            "a whole number of \(unit) from \(limits.lowerBound) to \(limits.upperBound)"
        case .hours: "hours, whole or decimal, from 0 to \(Limits.hoursMax)"
        case .day: plural ? "days such as 2026-11-24" : "a day such as 2026-11-24"
        case .country: plural ? "country codes such as US" : "a country code such as US"
        case .period: "a period such as 10y"
        case .choice(let choices): FormatText.alternatives(choices.map(\.word))
        case .identifier, .localIdentifier: plural ? "ids" : "an id"
        case .reference(let kind): plural ? "ids of \(kind.rawValue)s" : "the id of a \(kind.rawValue)"
        case .list(let item, _): "a list of \(item.expectation(plural: true))"
        case .oneOrMore(let item): "\(item.expectation) or a list of \(item.expectation(plural: true))"
        case .map(let key, let value): "\(key.expectation(plural: true)), each with \(value.expectation)"
        case .object(let object), .shorthand(_, let object):
            plural ? "entries (\(object.name))" : "\(object.name) with named fields"
        case .fact(let inner, _): inner.expectation(plural: plural)
        case .words(let words, let other):
            words.isEmpty
                ? other.expectation(plural: plural)
                : FormatText.alternatives(words.map(\.word)) + " or " + other.expectation(plural: plural)
        }
    }

    /// Whether it is written as a single value.
    var isScalar: Bool {
        switch self {
        case .list, .oneOrMore, .map, .object: false
        case .shorthand(let short, _): short.isScalar
        case .fact(let inner, _): inner.isScalar
        case .words(_, let other): other.isScalar
        default: true
        }
    }

    /// Whether named fields can only mean a fact with its evidence.
    var isScalarOrList: Bool {
        switch self {
        case .list, .oneOrMore: true
        case .words(_, let other): other.isScalarOrList
        default: isScalar
        }
    }

    /// Whether entries of it carry an id that is unique within their list.
    var hasLocalIdentifier: Bool {
        switch self {
        case .object(let object), .shorthand(_, let object):
            if case .localIdentifier = object.field("id")?.type { return true }
            return false
        default: return false
        }
    }
}
