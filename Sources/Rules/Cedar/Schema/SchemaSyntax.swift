// What stands in a schema, in text or JSON, names not yet resolved.

struct NamespaceSyntax: Sendable {
    let name: String
    var annotations: [Annotation] = []
    var declarations: [DeclarationSyntax]
    let range: SourceRange
}

struct DeclarationSyntax: Sendable {
    enum Kind: Sendable {
        case entity(EntitySyntax)
        case action(ActionSyntax)
        case common(name: NameSyntax, type: TypeSyntax)
    }

    let kind: Kind
    let annotations: [Annotation]
    let range: SourceRange
}

/// A name or path as written.
struct NameSyntax: Sendable {
    let text: String
    let range: SourceRange

    var isQualified: Bool { text.utf8.contains(UInt8(ascii: ":")) }
}

struct EntitySyntax: Sendable {
    let names: [NameSyntax]
    var memberOf: [NameSyntax] = []
    var shape: TypeSyntax?
    var tags: TypeSyntax?
    var ids: [CedarString]?
}

struct ActionSyntax: Sendable {
    struct Group: Sendable {
        /// The path of the type, nil for an action of the same namespace.
        let type: NameSyntax?
        let id: String
        let range: SourceRange
    }

    let names: [(id: String, range: SourceRange)]
    var groups: [Group] = []
    var appliesTo = false
    var principals: [NameSyntax]?
    var resources: [NameSyntax]?
    var context: TypeSyntax?
}

struct AttributeSyntax: Sendable {
    var annotations: [Annotation] = []
    let name: CedarString
    let isRequired: Bool
    let type: TypeSyntax
    let range: SourceRange
}

indirect enum TypeSyntax: Sendable {
    /// A name as the text form has it: a common type, an entity type or a built-in type. `EntityOrCommon` in JSON.
    case name(NameSyntax)
    /// An entity type; said by JSON alone.
    case entity(NameSyntax)
    /// A common or built-in type but no entity type; said by JSON alone.
    case common(NameSyntax)
    /// A built-in type whatever else has its name; said by JSON alone.
    case builtin(SchemaType)
    case set(TypeSyntax)
    case record([AttributeSyntax])
}
