extension PolicyParser {
    mutating func scope() throws(ParseError) -> PolicyScope {
        try cursor.expect(.leftParenthesis, "before the scope")
        let principal = try entityPart(.principal)
        try separator(before: .action)
        let action = try actionPart()
        try separator(before: .resource)
        let resource = try entityPart(.resource)
        _ = cursor.skip(.comma)
        if case .identifier = cursor.kind {
            throw cursor.error(
                "the scope has exactly `principal`, `action` and `resource`; found \(cursor.shown) after them"
            )
        }
        try cursor.expect(.rightParenthesis, "after the scope")
        return PolicyScope(
            principal: principal.constraint,
            action: action.constraint,
            resource: resource.constraint,
            ranges: PolicyScope.Ranges(principal: principal.range, action: action.range, resource: resource.range)
        )
    }

    private mutating func separator(before variable: Variable) throws(ParseError) {
        if cursor.at(.rightParenthesis) {
            throw cursor.error("the scope must name `principal`, `action` and `resource`; `\(variable)` is missing")
        }
        try cursor.expect(.comma, "before `\(variable)`")
    }

    private mutating func name(_ variable: Variable) throws(ParseError) {
        if case .identifier(let keyword) = cursor.kind, keyword != variable.keyword {
            let found = cursor.text
            let known = Variable(rawValue: found) != nil
            let hint =
                known
                ? "; the order is `principal, action, resource`" : NearestName.hint(found, in: [variable.rawValue])
            throw cursor.error("expected `\(variable)`, found `\(found)`\(hint)")
        }
        if cursor.at(.rightParenthesis) {
            throw cursor.error("the scope must name `principal`, `action` and `resource`; `\(variable)` is missing")
        }
        try cursor.expect(variable.keyword)
        if cursor.at(.colon) {
            throw cursor.error("a type is not written after `:`; write `\(variable) is Type`")
        }
    }

    /// What may not stand after a variable, each with what to write instead.
    private func refuseOperator(_ variable: Variable) throws(ParseError) {
        guard case .punctuation(let mark) = cursor.kind else {
            if cursor.at(.has) || cursor.at(.like) {
                throw cursor.error("\(cursor.shown) cannot stand in the scope; move it into a `when` clause")
            }
            return
        }
        switch mark {
        case .assign: throw cursor.error("`=` is no operator; write `==`")
        case .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or, .dot, .plus, .minus, .times,
            .leftBracket:
            throw cursor.error(
                "`\(mark.rawValue)` cannot stand in the scope; move the condition on `\(variable)` into a `when` clause"
            )
        default: return
        }
    }

    private mutating func entityPart(
        _ variable: Variable
    ) throws(ParseError) -> (constraint: PolicyScope.EntityConstraint, range: SourceRange) {
        let start = cursor.range
        try name(variable)
        let constraint: PolicyScope.EntityConstraint
        if cursor.skip(.equal) {
            constraint = .equal(try reference(variable))
        } else if cursor.skip(.in) {
            constraint = .isIn(try reference(variable))
        } else if cursor.skip(.is) {
            if cursor.at(.equal) { throw cursor.error("`is` and `==` cannot stand together; write one of them") }
            let type = try typeName()
            if cursor.skip(.in) {
                constraint = .isTypeIn(type, try reference(variable))
            } else if cursor.at(.equal) {
                throw cursor.error("`is` and `==` cannot stand together; write `\(variable) == …` alone")
            } else {
                constraint = .isType(type)
            }
        } else {
            try refuseOperator(variable)
            constraint = .any
        }
        if cursor.at(.is) {
            throw cursor.error("`is` comes before `in`; write `\(variable) is Type in …`")
        }
        return (constraint, start.extended(to: cursor.previousRange))
    }

    private mutating func actionPart() throws(ParseError) -> (
        constraint: PolicyScope.ActionConstraint, range: SourceRange
    ) {
        let start = cursor.range
        try name(.action)
        let constraint: PolicyScope.ActionConstraint
        if cursor.skip(.equal) {
            constraint = .equal(try actionUID())
        } else if cursor.skip(.in) {
            if cursor.skip(.leftBracket) {
                var actions: [EntityUID] = []
                while !cursor.at(.rightBracket) {
                    actions.append(try actionUID())
                    guard cursor.skip(.comma) else { break }
                }
                try cursor.expect(.rightBracket, "after the actions")
                constraint = .isInAny(actions)
            } else {
                constraint = .isIn(try actionUID())
            }
        } else {
            if cursor.at(.is) { throw cursor.error("`is` cannot stand after `action`; use `==` or `in`") }
            try refuseOperator(.action)
            constraint = .any
        }
        return (constraint, start.extended(to: cursor.previousRange))
    }

    private mutating func actionUID() throws(ParseError) -> EntityUID {
        if case .slot = cursor.kind {
            throw cursor.error("a slot cannot stand for an action; slots are `?principal` and `?resource`")
        }
        let range = cursor.range
        let uid = try entityUID(["an action such as `Action::\"view\"`"])
        guard uid.type.isAction else {
            throw cursor.error(
                "`\(uid)` is no action; its type must be `Action`, in a namespace or not",
                at: range.extended(to: cursor.previousRange)
            )
        }
        return uid
    }

    private mutating func reference(_ variable: Variable) throws(ParseError) -> PolicyScope.Reference {
        switch cursor.kind {
        case .slot:
            let name = cursor.text
            guard let slot = Slot(rawValue: name) else {
                throw cursor.error("`?\(name)` is no slot; slots are `?principal` and `?resource`")
            }
            guard slot.rawValue == variable.rawValue else {
                throw cursor.error("`\(slot)` cannot stand for the \(variable); write `?\(variable)`")
            }
            cursor.advance()
            return .slot(slot)
        case .punctuation(.leftBracket):
            throw cursor.error("`\(variable)` takes one entity; a list stands only after `action in`")
        default: return .entity(try entityUID(["an entity such as `Type::\"id\"`", "`?\(variable)`"]))
        }
    }

    mutating func entityUID(_ expected: @autoclosure () -> [String]) throws(ParseError) -> EntityUID {
        guard case .identifier = cursor.kind else { throw cursor.unexpected(expected()) }
        let type = try path()
        if cursor.skip(.path) { return cursor.entity(type, try cursor.string("an id")) }
        let hint = cursor.at(.in) ? "; `is Type in …` begins with the type" : ""
        throw cursor.error("expected `::` and a string to complete an entity, found \(cursor.shown)\(hint)")
    }

    /// The name of a type after `is`.
    mutating func typeName() throws(ParseError) -> EntityTypeName {
        guard case .identifier = cursor.kind else {
            throw cursor.unexpected(["the name of an entity type"], "after `is`")
        }
        let start = cursor.range
        let type = try path()
        if cursor.skip(.path) {
            throw cursor.error(
                "`is` takes a type, not an entity; leave out the id",
                at: start.extended(to: cursor.range)
            )
        }
        return type
    }

    /// The name of a type: identifiers with `::` between them, up to a `::` before a string.
    private mutating func path() throws(ParseError) -> EntityTypeName {
        let start = cursor.range.start.offset
        var name = try component()
        guard isInsidePath else { return EntityTypeName(name) }
        var parts = [name.text]
        while isInsidePath {
            cursor.advance()
            parts.append(try component().text)
        }
        let end = cursor.previousRange.end.offset
        // Without blanks inside, the name is the text itself.
        if parts.reduce(2 * (parts.count - 1), { $0 + $1.utf8.count }) == end - start {
            name = cursor.text(from: start, to: end)
        } else {
            name = CedarString(parts.joined(separator: "::"))
        }
        return EntityTypeName(name)
    }

    private var isInsidePath: Bool {
        guard cursor.at(.path) else { return false }
        if case .string = cursor.followingKind { return false } else { return true }
    }

    private mutating func component() throws(ParseError) -> CedarString {
        try cursor.identifier("part of a type name")
    }
}
