/// What is wrong with a scheme, a restriction or the file that declares the schemes.
public enum ClassificationError: Error, Hashable, Sendable {
    /// A name or value is empty, too long, has blanks around it or is not printable ASCII.
    case badText(scheme: String, role: String, text: String)
    /// A scheme that joins by maximum has no levels.
    case emptyOrder(scheme: String)
    /// A level stands twice in the order.
    case repeatedLevel(scheme: String, level: String)
    /// A scheme that joins by maximum takes its values from the order.
    case valuesBesideOrder(scheme: String)
    /// Only a scheme that intersects has groups of members.
    case groupsWithoutIntersection(scheme: String)
    /// A value both names a group and is said to restrict nothing.
    case groupRestrictsNothing(scheme: String, value: String)
    /// Two schemes have one name.
    case repeatedScheme(name: String)
    /// No scheme has this name.
    case unknownScheme(name: String, nearest: String?)
    /// The scheme has a closed list of values and this is not one of them.
    case unknownValue(scheme: String, value: String, nearest: String?)
    /// The file is not of the expected form; `path` names the place in it.
    case malformed(file: String, path: String, problem: String)
}

extension ClassificationError: CustomStringConvertible {
    /// What was wrong, where, and what to do about it.
    public var description: String {
        switch self {
        case .badText(let scheme, let role, let text):
            "scheme \(quoted(scheme)): the \(role) \(quoted(text)) must be 1 to 200 printable ASCII characters without blanks around it"
        case .emptyOrder(let scheme):
            "scheme \(quoted(scheme)): joins by maximum, so `order` must list its levels from lowest to highest"
        case .repeatedLevel(let scheme, let level):
            "scheme \(quoted(scheme)): the level \(quoted(level)) stands twice in `order`; remove one"
        case .valuesBesideOrder(let scheme):
            "scheme \(quoted(scheme)): joins by maximum, so its values are those of `order`; remove `values`"
        case .groupsWithoutIntersection(let scheme):
            "scheme \(quoted(scheme)): `members` says whom a value admits, which only `\"join\": \"intersection\"` has"
        case .groupRestrictsNothing(let scheme, let value):
            "scheme \(quoted(scheme)): \(quoted(value)) stands in `members` and in `unrestricting`; keep one"
        case .repeatedScheme(let name):
            "the scheme \(quoted(name)) is declared twice; remove one"
        case .unknownScheme(let name, let nearest):
            "no scheme is named \(quoted(name))\(suggestion(nearest)); declare it in schemes.json"
        case .unknownValue(let scheme, let value, let nearest):
            "scheme \(quoted(scheme)) has no value \(quoted(value))\(suggestion(nearest))"
        case .malformed(let file, let path, let problem):
            path.isEmpty ? "\(file): \(problem)" : "\(file): \(path): \(problem)"
        }
    }
}

private func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean \(quoted($0))?" } ?? ""
}

/// Bounded and escaped, for the text may come from anywhere.
private func quoted(_ text: String) -> String {
    let limit = 80
    let shown = text.unicodeScalars.prefix(limit).map { $0.escaped(asASCII: true) }.joined()
    return text.unicodeScalars.count > limit ? "\"\(shown)...\"" : "\"\(shown)\""
}
