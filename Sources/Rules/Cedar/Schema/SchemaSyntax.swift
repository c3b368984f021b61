// What stands in a schema text, names not yet resolved.

struct NamespaceSyntax {
    let name: String
    var declarations: [DeclarationSyntax]
    let range: SourceRange
}

struct DeclarationSyntax {
    enum Kind {
        case entity(EntitySyntax)
        case action(ActionSyntax)
        case common(name: NameSyntax, type: TypeSyntax)
    }

    let kind: Kind
    let annotations: [Annotation]
    let range: SourceRange
}

/// A name or path as written.
struct NameSyntax {
    let text: String
    let range: SourceRange

    var isQualified: Bool { text.utf8.contains(UInt8(ascii: ":")) }
}

struct EntitySyntax {
    let names: [NameSyntax]
    var memberOf: [NameSyntax] = []
    var attributes: [AttributeSyntax] = []
    var tags: TypeSyntax?
    var ids: [CedarString]?
}

struct ActionSyntax {
    struct Group {
        /// The path of the type, nil for an action of the same namespace.
        let type: NameSyntax?
        let id: String
        let range: SourceRange
    }

    enum Context {
        case name(NameSyntax)
        case record([AttributeSyntax])
    }

    let names: [(id: String, range: SourceRange)]
    var groups: [Group] = []
    var appliesTo = false
    var principals: [NameSyntax]?
    var resources: [NameSyntax]?
    var context: Context?
}

struct AttributeSyntax {
    let name: CedarString
    let isRequired: Bool
    let type: TypeSyntax
    let range: SourceRange
}

indirect enum TypeSyntax {
    case name(NameSyntax)
    case set(TypeSyntax)
    case record([AttributeSyntax])
}
