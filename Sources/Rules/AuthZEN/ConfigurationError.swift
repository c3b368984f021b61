public import Cedar

/// What is wrong with the configuration of a decision point.
public enum ConfigurationError: Error, Hashable, Sendable {
    /// The identifier is no URL that may be published.
    case badIdentifier(String)
    /// The namespace is no name in Cedar.
    case badNamespace(String)
    /// The type is no name of a type of entities.
    case badEntityType(EntityTypeName)
    /// The entity is no action.
    case badAction(EntityUID)
    /// One action stands under two names.
    case repeatedAction(EntityUID, CedarString, CedarString)
    /// A page token's authentication code is too short or too long.
    case weakSeal(bytes: Int)
}

extension ConfigurationError: CustomStringConvertible {
    /// What was wrong and what to do.
    public var description: String {
        switch self {
        case .badIdentifier(let url):
            "\(CedarString(url).quoted) cannot identify a decision point; use an https URL with a host, without user, query, fragment or slash at the end"
        case .badNamespace(let name):
            "\(CedarString(name).quoted) is no namespace; use identifiers separated by `::`, none of them reserved"
        case .badEntityType(let type):
            "\(type.name.quoted) is no type of entities; use identifiers separated by `::`, the last not `Action`"
        case .badAction(let uid): "`\(uid)` is no action; the last part of its type must be `Action`"
        case .repeatedAction(let uid, let one, let two):
            "the action `\(uid)` has two names, \(one.quoted) and \(two.quoted); keep one, searches answer with it"
        case .weakSeal(let bytes):
            "the code of a page token has \(bytes) bytes; it must have \(PageToken.codeBytesMin) to 255"
        }
    }
}
