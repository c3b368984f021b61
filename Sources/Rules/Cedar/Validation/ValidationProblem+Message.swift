extension ValidationProblem: CustomStringConvertible {
    /// `file:line:column: message`.
    public var description: String { "\(file):\(range.start.line):\(range.start.column): \(message)" }

    /// What is wrong, and what to do where that can be said.
    public var message: String {
        var text = policy.map { "policy `\($0)`: " } ?? ""
        text += kind.message
        if let help = kind.help { text += "; \(help)" }
        if let environment { text += " (where \(environment))" }
        return text
    }
}

extension ValidationProblem.Kind {
    /// A stable name, for programs that read findings.
    public var code: String {
        switch self {
        case .unknownEntityType: "unknownEntityType"
        case .unknownAction: "unknownAction"
        case .inapplicableScope: "inapplicableScope"
        case .unknownEnumeratedEntity: "unknownEnumeratedEntity"
        case .unexpectedType: "unexpectedType"
        case .incompatibleTypes: "incompatibleTypes"
        case .unknownAttribute: "unknownAttribute"
        case .unguardedAttribute: "unguardedAttribute"
        case .unguardedTag: "unguardedTag"
        case .noTags: "noTags"
        case .wrongArity: "wrongArity"
        case .invalidArgument: "invalidArgument"
        case .emptySet: "emptySet"
        case .nonLiteralArgument: "nonLiteralArgument"
        case .tooManySteps: "tooManySteps"
        case .literalDereference: "literalDereference"
        case .nestsTooDeep: "nestsTooDeep"
        case .tooManyEnvironments: "tooManyEnvironments"
        }
    }

    fileprivate var message: String {
        switch self {
        case .unknownEntityType(let name, _): "there is no entity type `\(name)`"
        case .unknownAction(let uid, _): "there is no action `\(uid)`"
        case .inapplicableScope: "no action applies to a principal and a resource that the scope allows"
        case .unknownEnumeratedEntity(let uid, _): "`\(uid)` is none of the entities listed for its type"
        case .unexpectedType(let expected, let found, _): "expected \(expected), found \(found)"
        case .incompatibleTypes(let types, let place, let mismatch):
            "\(place) have no common type, found \(Self.list(types)): \(mismatch)"
        case .unknownAttribute(let access, _): "\(access.shownOwner) has no attribute `\(access.shownName)`"
        case .unguardedAttribute(let access): "the attribute `\(access.shownName)` of \(access.shownOwner) is optional"
        case .unguardedTag(_, let types): "a tag of \(Self.list(types)) may be absent"
        case .noTags(let types): "\(Self.list(types)) has no tags"
        case .wrongArity(let function, let expected, let found):
            "`\(function.rawValue)` takes \(expected) argument\(expected == 1 ? "" : "s"), found \(found)"
        case .invalidArgument(_, _, let reason): reason
        case .emptySet: "an empty set literal has no type"
        case .nonLiteralArgument(let function): "`\(function.rawValue)` takes nothing but a literal here"
        case .tooManySteps(let needed, let allowed):
            "this reads \(needed) step\(needed == 1 ? "" : "s") from the request into the entities, at most \(allowed) allowed"
        case .literalDereference: "nothing may be read of an entity that the request does not lead to"
        case .nestsTooDeep(let limit): "the expression nests deeper than \(limit) levels"
        case .tooManyEnvironments(let found, let limit):
            "the scope allows \(found) combinations of principal, action, resource and slots, at most \(limit) are checked"
        }
    }

    /// What to do.
    public var help: String? {
        switch self {
        case .unknownEntityType(_, let nearest), .unknownAction(_, let nearest),
            .unknownEnumeratedEntity(_, let nearest):
            nearest.map { "did you mean `\($0)`?" }
        case .inapplicableScope(true, false): "try `in` in place of `==` for the principal"
        case .inapplicableScope(false, true): "try `in` in place of `==` for the resource"
        case .inapplicableScope(true, true): "try `in` in place of `==` for principal and resource"
        case .unexpectedType(_, _, let advice): advice?.rawValue
        case .unknownAttribute(let access, let mayExist):
            NearestName.to(access.name.text, in: access.known).map { "did you mean `\($0)`?" }
                ?? (mayExist ? "where only some of the possible types have it, ask for the type with `is` first" : nil)
        case .unguardedAttribute(let access):
            access.path.map { "ask for it first, as in `\($0) has \(access.shownName) && …`" }
                ?? "ask for it first with `has \(access.shownName)`"
        case .unguardedTag: "ask for it first with `hasTag` of the same entity and the same key"
        case .emptySet: "use `isEmpty()`, or leave the comparison out"
        case .nonLiteralArgument: "keep the value with its type in the entity or the context"
        case .nestsTooDeep: "split it into several clauses"
        case .tooManyEnvironments: "name types or actions in the scope"
        default: nil
        }
    }

    private static func list(_ types: [InferredType]) -> String {
        var seen: [String] = []
        for text in types.map(\.description) where !seen.contains(text) && seen.count < 4 { seen.append(text) }
        return seen.map { "`\($0)`" }.joined(separator: " and ")
    }

    private static func list(_ types: Set<EntityTypeName>) -> String {
        types.sorted().map { "`\($0)`" }.joined(separator: ", ")
    }
}

extension AttributeAccess {
    /// The owner as a message names it.
    fileprivate var shownOwner: String {
        switch owner {
        case .entity(let types): types.sorted().map { "`\($0)`" }.joined(separator: " or ")
        default: path.map { "`\($0)`" } ?? "the record"
        }
    }
}
