/// Reads schema text. After an error it goes on behind the next `;`.
struct SchemaParser {
    let cursor: TokenCursor
    private var nesting = 0

    private init(_ source: SourceText) { cursor = TokenCursor(source) }

    static func namespaces(in source: SourceText) throws(CedarErrors) -> [NamespaceSyntax] {
        var errors: [ParseError] = []
        var namespaces: [NamespaceSyntax] = []
        var parser = SchemaParser(source)
        while !parser.cursor.isAtEnd {
            do throws(ParseError) {
                namespaces.append(try parser.namespace())
            } catch {
                errors.append(error)
                if errors.count == CedarLimits.collectedErrors { break }
                parser.nesting = 0
                parser.cursor.recover()
                // A brace here closes the namespace that the error broke off.
                while parser.cursor.skip(.rightBrace) {}
            }
        }
        do throws(ParseError) { try parser.cursor.readToEnd() } catch { throw CedarErrors(error) }
        guard errors.isEmpty else { throw CedarErrors(errors) }
        return namespaces
    }

    private mutating func namespace() throws(ParseError) -> NamespaceSyntax {
        let annotations = try annotations()
        let start = cursor.range
        guard cursor.skip(word: "namespace") else {
            let declaration = try declaration(annotations)
            return NamespaceSyntax(name: "", declarations: [declaration], range: declaration.range)
        }
        let name = try path("the name of a namespace")
        try cursor.expect(.leftBrace)
        var declarations: [DeclarationSyntax] = []
        while !cursor.at(.rightBrace) { declarations.append(try declaration(try self.annotations())) }
        try cursor.expect(.rightBrace)
        return NamespaceSyntax(
            name: name.text,
            annotations: annotations,
            declarations: declarations,
            range: start.extended(to: cursor.previousRange)
        )
    }

    private mutating func annotations() throws(ParseError) -> [Annotation] {
        var annotations: [Annotation] = []
        while cursor.at(.at) {
            let start = cursor.range
            cursor.advance()
            let name = try cursor.anyIdentifier("the name of an annotation").text
            var value: String?
            if cursor.skip(.leftParenthesis) {
                value = try cursor.string("a string").text
                try cursor.expect(.rightParenthesis)
            }
            let range = start.extended(to: cursor.previousRange)
            if annotations.contains(where: { $0.name == name }) {
                throw cursor.error("the declaration has two annotations `@\(name)`; keep one", at: range)
            }
            annotations.append(Annotation(name: name, value: value, range: range))
        }
        return annotations
    }

    private mutating func declaration(_ annotations: [Annotation]) throws(ParseError) -> DeclarationSyntax {
        let start = cursor.range
        let kind: DeclarationSyntax.Kind
        if cursor.skip(word: "entity") {
            kind = .entity(try entity())
        } else if cursor.skip(.action) {
            kind = .action(try action())
        } else if cursor.skip(word: "type") {
            let range = cursor.range
            let name = NameSyntax(text: try cursor.identifier("the name of a type").text, range: range)
            try cursor.expect(.assign)
            kind = .common(name: name, type: try type())
        } else if case .identifier = cursor.kind {
            let other = cursor.text
            let hint = NearestName.hint(other, in: ["entity", "action", "type", "namespace"])
            throw cursor.error("expected `entity`, `action`, `type` or `namespace`, found `\(other)`\(hint)")
        } else {
            throw cursor.unexpected(["`entity`", "`action`", "`type`", "`namespace`"])
        }
        try cursor.expect(.semicolon, "after the declaration")
        return DeclarationSyntax(
            kind: kind,
            annotations: annotations,
            range: start.extended(to: cursor.previousRange)
        )
    }

    mutating func path(_ what: String) throws(ParseError) -> NameSyntax {
        let start = cursor.range
        // `__cedar` may begin the path of a built-in type.
        var text = try component(what, first: true)
        while cursor.at(.path), case .identifier = cursor.followingKind {
            cursor.advance()
            text += "::" + (try component(what, first: false))
        }
        return NameSyntax(text: text, range: start.extended(to: cursor.previousRange))
    }

    private mutating func component(_ what: String, first: Bool) throws(ParseError) -> String {
        if first, cursor.at(.builtinNamespace), cursor.followingKind == .punctuation(.path) {
            return try cursor.anyIdentifier(what).text
        }
        return try cursor.identifier(what).text
    }

    private mutating func entity() throws(ParseError) -> EntitySyntax {
        var names: [NameSyntax] = []
        repeat {
            let range = cursor.range
            names.append(NameSyntax(text: try cursor.identifier("the name of an entity type").text, range: range))
        } while cursor.skip(.comma)
        var entity = EntitySyntax(names: names)
        if cursor.skip(word: "enum") {
            try cursor.expect(.leftBracket)
            var ids: [CedarString] = []
            repeat { ids.append(try cursor.string("an id in double quotes")) } while cursor.skip(.comma)
            try cursor.expect(.rightBracket)
            entity.ids = ids
            return entity
        }
        if cursor.skip(.in) { entity.memberOf = try paths() }
        if cursor.skip(.assign) || cursor.at(.leftBrace) { entity.shape = .record(try record()) }
        if cursor.skip(word: "tags") { entity.tags = try type() }
        return entity
    }

    /// A path, or paths in brackets.
    mutating func paths() throws(ParseError) -> [NameSyntax] {
        guard cursor.skip(.leftBracket) else { return [try path("the name of an entity type")] }
        var paths: [NameSyntax] = []
        if !cursor.at(.rightBracket) {
            repeat { paths.append(try path("the name of an entity type")) } while cursor.skip(.comma)
        }
        try cursor.expect(.rightBracket)
        return paths
    }

    mutating func type() throws(ParseError) -> TypeSyntax {
        nesting += 1
        guard nesting <= CedarLimits.typeDepth else {
            throw cursor.error("the type nests deeper than \(CedarLimits.typeDepth) levels; name its parts with `type`")
        }
        defer { nesting -= 1 }
        if cursor.at(.leftBrace) { return .record(try record()) }
        if cursor.at(word: "Set"), cursor.followingKind == .punctuation(.less) {
            cursor.advance()
            cursor.advance()
            let element = try type()
            try cursor.expect(.greater)
            return .set(element)
        }
        return .name(try path("a type"))
    }

    mutating func record() throws(ParseError) -> [AttributeSyntax] {
        try cursor.expect(.leftBrace)
        var attributes: [AttributeSyntax] = []
        while !cursor.at(.rightBrace) {
            let annotations = try annotations()
            let start = cursor.range
            let name = try nameOrString("the name of an attribute")
            let optional = cursor.skip(.question)
            try cursor.expect(.colon, "before the type of the attribute")
            let type = try type()
            let range = start.extended(to: cursor.previousRange)
            attributes.append(
                AttributeSyntax(
                    annotations: annotations,
                    name: name,
                    isRequired: !optional,
                    type: type,
                    range: range
                )
            )
            guard cursor.skip(.comma) else { break }
        }
        try cursor.expect(.rightBrace)
        return attributes
    }

    mutating func nameOrString(_ what: String) throws(ParseError) -> CedarString {
        if case .string = cursor.kind { return try cursor.string(what) }
        // Unlike a type, an attribute or action may bear the built-in namespace's name.
        if cursor.skip(.builtinNamespace) { return CedarString(Identifier.builtinNamespace) }
        return try cursor.identifier(what)
    }
}
