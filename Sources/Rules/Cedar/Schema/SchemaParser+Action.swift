extension SchemaParser {
    mutating func action() throws(ParseError) -> ActionSyntax {
        var names: [(id: String, range: SourceRange)] = []
        repeat {
            let range = cursor.range
            names.append((try nameOrString("the name of an action").text, range))
        } while cursor.skip(.comma)
        var action = ActionSyntax(names: names)
        if cursor.skip(.in) { action.groups = try groups() }
        if cursor.skip(word: "appliesTo") {
            action.appliesTo = true
            try appliesTo(&action)
        }
        if cursor.skip(word: "attributes") {
            try cursor.expect(.leftBrace)
            try cursor.expect(.rightBrace, "because actions have no attributes")
        }
        return action
    }

    private mutating func groups() throws(ParseError) -> [ActionSyntax.Group] {
        guard cursor.skip(.leftBracket) else { return [try group()] }
        var groups: [ActionSyntax.Group] = []
        repeat { groups.append(try group()) } while cursor.skip(.comma)
        try cursor.expect(.rightBracket)
        return groups
    }

    private mutating func group() throws(ParseError) -> ActionSyntax.Group {
        let start = cursor.range
        if case .string = cursor.kind {
            return ActionSyntax.Group(type: nil, id: try cursor.string("an action").text, range: start)
        }
        let name = try path("the name of an action")
        guard cursor.skip(.path) else {
            guard !name.isQualified else { throw cursor.unexpected(["`::` and the action in double quotes"]) }
            return ActionSyntax.Group(type: nil, id: name.text, range: start)
        }
        let id = try cursor.string("the action in double quotes").text
        return ActionSyntax.Group(type: name, id: id, range: start.extended(to: cursor.previousRange))
    }

    private mutating func appliesTo(_ action: inout ActionSyntax) throws(ParseError) {
        try cursor.expect(.leftBrace)
        repeat {
            let range = cursor.range
            let word = try cursor.anyIdentifier("`principal`, `resource` or `context`").text
            let known = ["principal", "resource", "context"]
            guard known.contains(word) else {
                throw cursor.error(
                    "expected `principal`, `resource` or `context`, found `\(word)`\(NearestName.hint(word, in: known))",
                    at: range
                )
            }
            try cursor.expect(.colon)
            let repeated: Bool
            switch word {
            case "principal":
                repeated = action.principals != nil
                action.principals = try paths()
            case "resource":
                repeated = action.resources != nil
                action.resources = try paths()
            default:
                repeated = action.context != nil
                action.context = cursor.at(.leftBrace) ? .record(try record()) : .name(try path("a type"))
            }
            if repeated { throw cursor.error("`\(word)` is given twice", at: range) }
        } while cursor.skip(.comma) && !cursor.at(.rightBrace)
        try cursor.expect(.rightBrace)
    }
}
